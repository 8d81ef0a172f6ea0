import multiprocessing
import os


class Greeter(multiprocessing.Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"Hello, {self.who}, from pid {os.getpid()}")


if __name__ == "__main__":
    print(f"Main process: pid {os.getpid()}")
    p = Greeter("Beijing")
    p.start()
    p.join()
    print(f"{p.name} ended with exit code {p.exitcode}")
