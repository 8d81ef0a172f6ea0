import concurrent.futures
import sys
import threading


def task(argument):
    return argument


def main():
    def nested():
        pass

    arguments = {
        "lambda": lambda: None,
        "nested function": nested,
        "generator": (n for n in range(3)),
        "open file": sys.stdin,
        "thread's lock": threading.Lock(),
        "module": sys,
    }
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        for name, argument in arguments.items():
            error = executor.submit(task, argument).exception()
            print(f"{name}: {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
