import multiprocessing


def work(go):
    go.wait()


def main():
    go = multiprocessing.Event()
    p = multiprocessing.Process(target=work, args=(go,))
    print(f"Usable in a with statement: {hasattr(p, '__enter__')}")

    p.start()
    try:
        p.close()
    except ValueError as error:
        print(f"While running: {error}")

    go.set()
    p.join()
    p.close()
    print(f"Closed: {p}")
    try:
        p.is_alive()
    except ValueError as error:
        print(f"After close: {error}")


if __name__ == "__main__":
    main()
