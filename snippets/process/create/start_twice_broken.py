import multiprocessing


def work():
    print("Working")


if __name__ == "__main__":
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
    p.start()
    p.join()
