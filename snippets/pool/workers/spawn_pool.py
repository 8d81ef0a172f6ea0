import multiprocessing


def name(n):
    return multiprocessing.current_process().name


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        print(pool.map(name, range(2)))
