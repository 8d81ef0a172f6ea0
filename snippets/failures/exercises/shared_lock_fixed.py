import multiprocessing


def prepare(given):
    global lock
    lock = given


def log(line):
    with lock:
        print(line, flush=True)
    return len(line)


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    with multiprocessing.Pool(2, prepare, (lock,)) as pool:
        sizes = pool.map(log, ["ready"] * 2)
    print(f"sizes: {sizes}")
