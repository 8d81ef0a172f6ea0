import multiprocessing


def worker():
    print("Hello from a child")


p = multiprocessing.Process(target=worker)
try:
    p.start()
except (EOFError, ConnectionError):
    print("The fork server has ended")
else:
    p.join()
    print(f"Process Exit Code: {p.exitcode}")
