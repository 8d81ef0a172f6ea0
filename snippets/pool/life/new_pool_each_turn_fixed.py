import multiprocessing


def square(n):
    return n * n


def main():
    workers = set()
    with multiprocessing.Pool(2) as pool:
        for batch in ([1, 2], [3, 4], [5, 6]):
            children = multiprocessing.active_children()
            workers |= {p.pid for p in children}
            print(pool.map(square, batch))
    print(f"workers started: {len(workers)}")


if __name__ == "__main__":
    main()
