import multiprocessing


def worker(finish):
    finish.wait()


if __name__ == "__main__":
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    p.start()
    print(f"join(0.2) returned: {p.join(0.2)}")
    if p.is_alive():
        print(f"timed out, exitcode: {p.exitcode}")
    finish.set()
    print(f"join() returned: {p.join()}")
    if not p.is_alive():
        print(f"ended, exitcode: {p.exitcode}")
