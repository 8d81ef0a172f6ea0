import multiprocessing

import _executors


def in_pool():
    with multiprocessing.Pool(1) as pool:
        return pool.apply(abs, (-1,))


def in_executor(make):
    with make(1) as executor:
        return executor.submit(abs, -1).result()


def main():
    with multiprocessing.Pool(1) as pool:
        try:
            print(f"Pool: {pool.apply(in_pool)}")
        except AssertionError as error:
            print(f"Pool: {error}")
        pool.close()
        pool.join()
    for make in _executors.EXECUTORS:
        with make(1) as executor:
            result = executor.submit(in_executor, make).result()
        print(f"{make.__name__}: {result}")


if __name__ == "__main__":
    main()
