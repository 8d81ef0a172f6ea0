import multiprocessing


def work():
    print("Working")


if __name__ == "__main__":
    for _ in range(2):
        p = multiprocessing.Process(target=work)
        p.start()
        p.join()
