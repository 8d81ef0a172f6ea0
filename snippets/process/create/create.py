import multiprocessing
import os


def work(go):
    go.wait()
    print(f"4. child: pid {os.getpid()}")


if __name__ == "__main__":
    go = multiprocessing.Event()
    print(f"1. parent: pid {os.getpid()}")

    p = multiprocessing.Process(target=work, args=(go,))
    print(f"2. created: {p}")

    p.start()
    print(f"3. started: {p}")

    go.set()
    p.join()
    print(f"5. joined: {p}")
