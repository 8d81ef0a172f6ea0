import multiprocessing


def worker(finish):
    finish.wait()


if __name__ == "__main__":
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    p.start()
    finish.set()
    p.join()
    if p.exitcode == 0:
        print("worker succeeded")
    else:
        print(f"worker failed: {p.exitcode}")
