import concurrent.futures
import os


def crash():
    os._exit(3)  # stands for a crash of the interpreter


def main():
    with concurrent.futures.InterpreterPoolExecutor() as executor:
        error = executor.submit(crash).exception()
        print(f"main() goes on: {type(error).__name__}")


if __name__ == "__main__":
    main()
