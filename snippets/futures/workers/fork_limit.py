import concurrent.futures
import multiprocessing


def main():
    try:
        concurrent.futures.ProcessPoolExecutor(
            mp_context=multiprocessing.get_context("fork"),
            max_tasks_per_child=2,
        )
    except ValueError as error:
        print(f"ValueError: {error}")


if __name__ == "__main__":
    main()
