import multiprocessing
import os


def work(parent_pid):
    pid = os.getpid()
    ppid = os.getppid()
    print(f"Child: pid {pid}, ppid {ppid}")
    print(f"My ppid is my parent's pid: {ppid == parent_pid}")


if __name__ == "__main__":
    pid = os.getpid()
    print(f"Parent: pid {pid}")
    p = multiprocessing.Process(target=work, args=(pid,))
    p.start()
    p.join()
