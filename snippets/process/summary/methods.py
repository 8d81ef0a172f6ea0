import multiprocessing
import time


def call(p, method, *args):
    try:
        result = getattr(p, method)(*args)
    except (AssertionError, AttributeError, ValueError) as error:
        result = type(error).__name__
    print(f"  {method}(): {result}")


def main():
    print("before start():")
    for method in ("run", "close"):
        call(multiprocessing.Process(), method)
    p = multiprocessing.Process(target=time.sleep, args=(60,))
    for method in ("is_alive", "join", "terminate", "kill", "start"):
        call(p, method)

    print("running:")
    for method in ("is_alive", "start", "run", "close"):
        call(p, method)
    call(p, "join", 0.1)
    call(p, "terminate")
    p.join()

    methods = ("is_alive", "start", "run", "join", "terminate", "kill")
    for state in ("after join()", "after close()"):
        print(f"{state}:")
        for method in (*methods, "close"):
            call(p, method)


if __name__ == "__main__":
    main()
