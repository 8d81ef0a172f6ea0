import multiprocessing


def worker(finish):
    finish.wait()


if __name__ == "__main__":
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    print(f"Process is alive before start: {p.is_alive()}")
    p.start()
    print(f"Process is alive: {p.is_alive()}")
    finish.set()
    p.join()
    print(f"Process is alive after join: {p.is_alive()}")
