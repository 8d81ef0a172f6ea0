import concurrent.futures
import os


def import_module():
    import faulthandler  # written in C

    return faulthandler.is_enabled()


def fork():
    return os.fork()


def main():
    with concurrent.futures.InterpreterPoolExecutor() as executor:
        for function in (import_module, fork):
            error = executor.submit(function).exception()
            print(f"{function.__name__}: {error!r}")


if __name__ == "__main__":
    main()
