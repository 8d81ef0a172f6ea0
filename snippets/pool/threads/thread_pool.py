import multiprocessing.pool
import time

fetched = []


def fetch(page):
    time.sleep(0.2)  # waits for the network
    fetched.append(page)
    return f"text of {page}"


if __name__ == "__main__":
    with multiprocessing.pool.ThreadPool(4) as pool:
        texts = pool.map(fetch, ["one", "two", "three", "four"])
        print(texts)
        print(pool.apply(lambda: "lambda"))
    print(f"in the list of the parent: {sorted(fetched)}")
