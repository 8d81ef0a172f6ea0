import multiprocessing


def work(go):
    go.wait()


if __name__ == "__main__":
    go = multiprocessing.Event()
    children = []
    for _ in range(3):
        p = multiprocessing.Process(target=work, args=(go,))
        p.start()
        children.append(p)

    running = multiprocessing.active_children()
    print("running:", sorted(p.name for p in running))

    go.set()
    for p in children:
        p.join()
    print("running:", multiprocessing.active_children())
    print("exit codes:", [p.exitcode for p in children])
