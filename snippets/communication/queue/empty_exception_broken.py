import multiprocessing

if __name__ == "__main__":
    results = multiprocessing.Queue()
    try:
        results.get(timeout=0.1)
    except multiprocessing.Empty:
        print("nothing came within 0.1 s")
