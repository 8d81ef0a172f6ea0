import multiprocessing

seen = []


def remember(n):
    seen.append(n)
    return len(seen)


if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        print(f"first call: {pool.map(remember, [10, 20])}")
        print(f"second call: {pool.map(remember, [30, 40])}")
    print(f"in the parent: {len(seen)}")
