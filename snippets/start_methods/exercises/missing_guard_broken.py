import multiprocessing


def work():
    print("worked", flush=True)


p = multiprocessing.Process(target=work)
p.start()
p.join()
print(f"exit code: {p.exitcode}")
