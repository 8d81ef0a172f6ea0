import multiprocessing


def worker(number):
    print(f"child {number}")


if __name__ == "__main__":
    children = [
        multiprocessing.Process(target=worker, args=(number,))
        for number in range(3)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("all of them")
