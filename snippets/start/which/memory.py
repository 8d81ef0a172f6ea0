import multiprocessing

import _executors

seen = []


def remember(n):
    seen.append(n)


def main():
    p = multiprocessing.Process(target=remember, args=(1,))
    p.start()
    p.join()
    print(f"Process: {seen}")

    with multiprocessing.Pool(2) as pool:
        pool.map(remember, [1, 2, 3])
    print(f"Pool: {seen}")

    for make in _executors.EXECUTORS:
        with make(2) as executor:
            executor.map(remember, [1, 2, 3])
        print(f"{make.__name__}: {sorted(seen)}")


if __name__ == "__main__":
    main()
