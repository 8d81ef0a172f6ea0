import multiprocessing

count = 0


def worker(items):
    global count
    count += 1
    items.append("added by the child")
    print(f"child:  count = {count}, items = {items}")


if __name__ == "__main__":
    items = ["from the parent"]
    p = multiprocessing.Process(target=worker, args=(items,))
    p.start()
    p.join()
    print(f"parent: count = {count}, items = {items}")
