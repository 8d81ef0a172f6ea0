import concurrent.futures
import multiprocessing

factor = 1


def scale(n):
    return n * factor


def main():
    for method in sorted(multiprocessing.get_all_start_methods()):
        context = multiprocessing.get_context(method)
        with concurrent.futures.ProcessPoolExecutor(
            2, mp_context=context
        ) as executor:
            results = list(executor.map(scale, [1, 2, 3]))
        print(f"{method}: {results}")


if __name__ == "__main__":
    factor = 10
    main()
