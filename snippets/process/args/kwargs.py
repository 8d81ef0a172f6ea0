import multiprocessing


def worker(x, y, label="default"):
    print(f"Worker received: {x} and {y} ({label})")


if __name__ == "__main__":
    named = multiprocessing.Process(
        target=worker, kwargs={"x": 10, "y": 20}
    )
    mixed = multiprocessing.Process(
        target=worker, args=[10], kwargs={"y": 20, "label": "mixed"}
    )
    for p in (named, mixed):
        p.start()
        p.join()
    print(f"p.args exists: {hasattr(p, 'args')}")
