import multiprocessing
import random

generator = random.Random()  # seeded by the system


def worker(numbers):
    numbers.put((random.random(), generator.random()))


def main():
    numbers = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=worker, args=(numbers,))
        for _ in range(3)
    ]
    for p in processes:
        p.start()
    pairs = [numbers.get() for _ in processes]
    for p in processes:
        p.join()

    module, own = (len(set(column)) for column in zip(*pairs))
    print(f"random.random() gave {module} different numbers")
    print(f"generator.random() gave {own}")


if __name__ == "__main__":
    main()
