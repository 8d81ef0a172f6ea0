import multiprocessing

NAMES = ("name", "daemon", "authkey", "pid", "sentinel", "exitcode")


def worker(finish):
    finish.wait()


def states():
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    yield "new", p
    p.start()
    yield "running", p
    finish.set()
    p.join()
    yield "joined", p
    p.close()
    yield "closed", p


def look(p, name):
    try:
        value = getattr(p, name)
    except ValueError as e:
        return type(e).__name__
    if name in ("authkey", "pid", "sentinel") and value is not None:
        return "bytes" if isinstance(value, bytes) else "number"
    return repr(value)


if __name__ == "__main__":
    table = {"": []} | {name: [] for name in NAMES}
    for state, p in states():
        table[""].append(state)
        for name in NAMES:
            table[name].append(look(p, name))
    for name, cells in table.items():
        print(f"{name:10}", *(f"{cell:12}" for cell in cells))
