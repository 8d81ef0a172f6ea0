import multiprocessing


def worker(finish):
    finish.wait()


def call(p, method, *args):
    try:
        result = str(getattr(p, method)(*args))
    except (AssertionError, AttributeError, ValueError) as e:
        result = type(e).__name__
    table.setdefault(method, []).append(result)


if __name__ == "__main__":
    table = {"": ["new", "running", "joined", "closed"]}
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    for method in ("is_alive", "join", "terminate", "kill", "start"):
        call(p, method)  # start() comes last: p is running from now on
    call(multiprocessing.Process(), "run")
    call(multiprocessing.Process(target=worker), "close")

    for method in ("is_alive", "start", "run", "close"):
        call(p, method)
    call(p, "join", 0.1)
    call(p, "terminate")
    call(p, "kill")
    p.join()

    for _ in ("joined", "closed"):
        for method in list(table)[1:]:
            call(p, method)  # close() comes last

    for method, cells in table.items():
        line = f"{method:10}" + "".join(f"{cell:16}" for cell in cells)
        print(line.rstrip())
