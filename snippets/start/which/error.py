import multiprocessing

import _executors


def divide(n):
    return 10 / n


def attempt(name, get, *arguments):
    try:
        print(f"{name}: {get(*arguments)}")
    except ZeroDivisionError as error:
        print(f"{name}: {error!r}")


def main():
    p = multiprocessing.Process(target=divide, args=(0,))
    p.start()
    p.join()
    print(f"Process: exit code {p.exitcode}")

    with multiprocessing.Pool(2) as pool:
        attempt("Pool", pool.apply, divide, (0,))
    for make in _executors.EXECUTORS:
        with make(2) as executor:
            future = executor.submit(divide, 0)
            attempt(make.__name__, future.result)


if __name__ == "__main__":
    main()
