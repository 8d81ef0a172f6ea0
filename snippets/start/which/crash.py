import multiprocessing
import os

import _executors


def use_pool():
    with multiprocessing.Pool(1) as pool:
        try:
            pool.apply_async(os._exit, (3,)).get(timeout=1)
        except multiprocessing.TimeoutError:
            print("Pool: no result, no exception")


def use_executor(make):
    with make(1) as executor:
        error = executor.submit(os._exit, 3).exception()
    print(f"{make.__name__}: {type(error).__name__}")


def main():
    p = multiprocessing.Process(target=os._exit, args=(3,))
    p.start()
    p.join()
    print(f"Process: exit code {p.exitcode}")

    use_pool()
    for make in _executors.EXECUTORS:
        program = multiprocessing.Process(
            target=use_executor, args=(make,)
        )
        program.start()
        program.join()
        went_on = program.exitcode == 0
        print(f"{make.__name__}: the program went on: {went_on}")


if __name__ == "__main__":
    main()
