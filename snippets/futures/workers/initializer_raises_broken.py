import concurrent.futures
import concurrent.futures.process

settings = None


def load(path):
    global settings
    with open(path) as f:
        settings = f.read()


def task(number):
    return f"{number}: {settings}"


def main():
    with concurrent.futures.ProcessPoolExecutor(
        max_workers=1, initializer=load, initargs=("missing.txt",)
    ) as executor:
        future = executor.submit(task, 1)
        try:
            print(future.result())
        except concurrent.futures.process.BrokenProcessPool as error:
            print(f"result() raised BrokenProcessPool: {error}")
        try:
            executor.submit(task, 2)
        except concurrent.futures.BrokenExecutor as error:
            print(f"submit() raised {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
