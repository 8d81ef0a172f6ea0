import concurrent.futures
import multiprocessing


def main():
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        print(f"first task: {executor.submit(abs, -1).result()}")
        multiprocessing.active_children()[0].terminate()
        try:
            result = executor.submit(abs, -2).result(timeout=5)
            print(f"second task: {result}")
        except concurrent.futures.BrokenExecutor as error:
            print(f"second task: {type(error).__name__}")
    print("the executor has ended")


if __name__ == "__main__":
    main()
