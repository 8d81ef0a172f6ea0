from multiprocessing import Queue

if __name__ == "__main__":
    queue = Queue()
    seen = False
    for _ in range(10_000):
        queue.put("item")
        seen = queue.empty()
        queue.get()
        if seen:
            break
    print(f"empty() was True right after put(): {seen}")
