import multiprocessing
import time


def set_up(prefix):
    global greeting
    time.sleep(0.2)  # opens a connection, loads a model
    greeting = f"{prefix}, "


def greet(name):
    return greeting + name


def main():
    names = ["Ada", "Alan", "Grace", "Guido"]
    with multiprocessing.Pool(
        2, initializer=set_up, initargs=("hello",)
    ) as pool:
        print(pool.map(greet, names))


if __name__ == "__main__":
    main()
