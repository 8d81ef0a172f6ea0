import concurrent.futures
import multiprocessing
import timeit

import _executors


def fastest(function, times):
    return min(timeit.repeat(function, number=1, repeat=times))


def start_process():
    p = multiprocessing.Process(target=abs, args=(-1,))
    p.start()
    p.join()


def start(make):
    with make(1) as pool:
        list(pool.map(abs, [-1]))


def main():
    thread_pool = concurrent.futures.ThreadPoolExecutor
    thread = fastest(lambda: start(thread_pool), 10)
    call = fastest(lambda: abs(-1), 100)
    times = fastest(start_process, 3) / thread
    print(f"Process: start > 5 threads: {times > 5}")
    for make in multiprocessing.Pool, *_executors.EXECUTORS:
        if make is not thread_pool:
            times = fastest(lambda: start(make), 3) / thread
            print(f"{make.__name__}: start > 5 threads: {times > 5}")
        with make(1) as pool:
            task = fastest(lambda: list(pool.map(abs, [-1])), 10)
        print(f"{make.__name__}: task > 20 calls: {task > 20 * call}")


if __name__ == "__main__":
    main()
