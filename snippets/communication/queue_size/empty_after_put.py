import multiprocessing

if __name__ == "__main__":
    items = multiprocessing.Queue()
    seen = False
    for _ in range(10_000):
        items.put("item")
        seen = items.empty()
        items.get()
        if seen:
            break
    print(f"empty() was True right after put(): {seen}")
