import multiprocessing


def work():
    print("worked", flush=True)


if __name__ == "__main__":
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
    print(f"exit code: {p.exitcode}")
