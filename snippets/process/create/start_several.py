import multiprocessing


def work(go):
    go.wait()


def main():
    go = multiprocessing.Event()
    children = []
    for _ in range(3):
        p = multiprocessing.Process(target=work, args=(go,))
        p.start()
        children.append(p)

    running = multiprocessing.active_children()
    print(f"running: {sorted(p.name for p in running)}")

    go.set()
    for p in children:
        p.join()
    print(f"running: {multiprocessing.active_children()}")
    print(f"exit codes: {[p.exitcode for p in children]}")


if __name__ == "__main__":
    main()
