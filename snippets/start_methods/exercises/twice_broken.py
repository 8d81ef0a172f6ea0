import multiprocessing


def load():
    print("loading settings", flush=True)
    return {"size": 3}


settings = load()


def work(size):
    print(f"size: {size}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=work, args=(settings["size"],))
    p.start()
    p.join()
