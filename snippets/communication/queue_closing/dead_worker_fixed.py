import multiprocessing
import queue


def worker(results, number):
    results.put((number, 10 / number))


def receive(results, processes):
    found = {}
    while len(found) < len(processes):
        alive = any(p.is_alive() for p in processes)
        try:
            number, value = results.get(timeout=0.1)
            found[number] = value
        except queue.Empty:
            if not alive:  # all had ended, and nothing was left
                break
    return found


def main():
    results = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=worker, args=(results, number))
        for number in (0, 2, 5)
    ]
    for p in processes:
        p.start()
    found = receive(results, processes)
    for p in processes:
        p.join()

    print(f"found: {sorted(found.items())}")
    print(f"exit codes: {[p.exitcode for p in processes]}")


if __name__ == "__main__":
    main()
