import multiprocessing
import time


def worker():
    time.sleep(0.5)


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    questions = 0
    while p.is_alive():
        questions += 1
    print(f"asked more than 100 times: {questions > 100}")
