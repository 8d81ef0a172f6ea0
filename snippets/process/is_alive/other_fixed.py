import multiprocessing


def worker(finish):
    finish.wait()


def watcher(answers):
    print(f"worker is alive: {answers.get()}")
    print(f"worker is alive: {answers.get()}")


def main():
    finish = multiprocessing.Event()
    answers = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(finish,))
    p.start()
    w = multiprocessing.Process(target=watcher, args=(answers,))
    w.start()
    answers.put(p.is_alive())

    finish.set()
    p.join()
    answers.put(p.is_alive())
    w.join()


if __name__ == "__main__":
    main()
