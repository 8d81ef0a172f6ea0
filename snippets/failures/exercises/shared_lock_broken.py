import functools
import multiprocessing


def log(lock, line):
    with lock:
        print(line, flush=True)
    return len(line)


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    with multiprocessing.Pool(2) as pool:
        sizes = pool.map(functools.partial(log, lock), ["ready"] * 2)
    print(f"sizes: {sizes}")
