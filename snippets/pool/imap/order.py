import multiprocessing


def set_up(event):
    global go
    go = event


def work(name):
    if name == "slow":
        go.wait()
    return name


def main():
    go = multiprocessing.Event()
    with multiprocessing.Pool(2, set_up, (go,)) as pool:
        results = pool.imap_unordered(work, ["slow", "quick"])
        print(f"imap_unordered, first: {results.next()}")
        go.set()
        print(f"imap_unordered, then: {list(results)}")

        go.clear()
        results = pool.imap(work, ["slow", "quick"])
        try:
            results.next(timeout=0.2)
        except multiprocessing.TimeoutError:
            print("imap: nothing after 0.2 s")
        go.set()
        print(f"imap, then: {list(results)}")


if __name__ == "__main__":
    main()
