"""Needs what the parent set at run time."""

import multiprocessing

word = "missing"


def work():
    print(word)


if __name__ == "__main__":
    word = "done"
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
