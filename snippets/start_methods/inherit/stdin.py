import multiprocessing
import os
import sys


def worker(results):
    results.put(("sys.stdin.read()", sys.stdin.read()))
    results.put(("os.read(0, 100)", os.read(0, 100)))


def main():
    # What a user would type, or a shell would pass through a pipe:
    reader, writer = os.pipe()
    os.write(writer, b"typed\n")
    os.close(writer)
    os.dup2(reader, 0)

    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    for _ in range(2):
        call, value = results.get()
        print(f"child: {call} gave {value!r}")
    p.join()
    print(f"parent: sys.stdin.read() gave {sys.stdin.read()!r}")


if __name__ == "__main__":
    main()
