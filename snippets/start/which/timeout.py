import multiprocessing
import time

import _executors


def use_process():
    p = multiprocessing.Process(target=time.sleep, args=(0.5,))
    p.start()
    p.join(timeout=0.1)
    p.terminate()
    p.join()
    print(f"Process: exit code {p.exitcode}")


def use_pool():
    with multiprocessing.Pool(1) as pool:
        result = pool.apply_async(time.sleep, (0.5,))
        try:
            result.get(timeout=0.1)
        except multiprocessing.TimeoutError:
            print("Pool: timeout")
    print(f"Pool: task ended: {result.ready()}")


def use_executor(make):
    with make(1) as executor:
        future = executor.submit(time.sleep, 0.5)
        try:
            future.result(timeout=0.1)
        except TimeoutError:
            print(f"{make.__name__}: timeout")
    print(f"{make.__name__}: task ended: {future.done()}")


if __name__ == "__main__":
    use_process()
    use_pool()
    for make in _executors.EXECUTORS:
        use_executor(make)
