import multiprocessing
import timeit

import _executors


def fastest(function, times):
    return min(timeit.repeat(function, number=1, repeat=times))


def start_process():
    p = multiprocessing.Process(target=abs, args=(1,))
    p.start()
    p.join()


def start(make):
    with make(1) as pool:
        list(pool.map(abs, [1]))


def main():
    call = fastest(lambda: abs(1), 100)
    times = fastest(start_process, 3) / call
    print(f"Process: start > 5000 calls: {times > 5000}")
    for make in multiprocessing.Pool, *_executors.EXECUTORS:
        name = make.__name__
        many = 100 if "Thread" in name else 5000
        times = fastest(lambda: start(make), 3) / call
        print(f"{name}: start > {many} calls: {times > many}")
        with make(1) as pool:
            task = fastest(lambda: list(pool.map(abs, [1])), 10)
        print(f"{name}: task > 20 calls: {task > 20 * call}")


if __name__ == "__main__":
    main()
