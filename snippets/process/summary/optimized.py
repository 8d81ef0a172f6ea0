import multiprocessing
import subprocess
import sys


def attempt(what, action):
    try:
        action()
        print(f"{what}: no error", flush=True)
    except AssertionError:
        print(f"{what}: AssertionError", flush=True)


def daemon():
    attempt("a daemon starts a child", multiprocessing.Process().start)


def main():
    p = multiprocessing.Process(target=daemon, daemon=True)
    p.start()
    p.join()
    attempt("daemon is set late", lambda: setattr(p, "daemon", False))


if __name__ == "__main__":
    main()
    if __debug__:
        print("with python -O:", flush=True)
        subprocess.run([sys.executable, "-O", __file__], check=True)
