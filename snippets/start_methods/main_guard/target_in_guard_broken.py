import multiprocessing

if __name__ == "__main__":

    def worker():
        print("Hello from a child")

    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"Process Exit Code: {p.exitcode}")
