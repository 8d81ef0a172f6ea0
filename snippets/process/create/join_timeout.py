import multiprocessing


def work(go):
    go.wait()


if __name__ == "__main__":
    go = multiprocessing.Event()
    p = multiprocessing.Process(target=work, args=(go,))
    p.start()

    result = p.join(timeout=0.1)
    print(f"join returned {result}, exit code {p.exitcode}")

    go.set()
    result = p.join(timeout=60)
    print(f"join returned {result}, exit code {p.exitcode}")
