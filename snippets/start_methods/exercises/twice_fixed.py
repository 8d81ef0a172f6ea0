import multiprocessing


def load():
    print("loading settings", flush=True)
    return {"size": 3}


def work(size):
    print(f"size: {size}")


if __name__ == "__main__":
    settings = load()
    p = multiprocessing.Process(target=work, args=(settings["size"],))
    p.start()
    p.join()
