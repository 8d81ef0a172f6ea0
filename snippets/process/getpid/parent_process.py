import multiprocessing
import os


def work():
    me = multiprocessing.current_process()
    parent = multiprocessing.parent_process()
    print(f"Child: {me.name}, pid {me.pid}")
    print(f"Its parent: {parent.name}, pid {parent.pid}")


if __name__ == "__main__":
    me = multiprocessing.current_process()
    print(f"Main: {me.name}, pid {os.getpid()}")
    print(f"Its parent: {multiprocessing.parent_process()}")
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
