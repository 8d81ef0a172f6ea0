from multiprocessing import Process

count = 0


def work(items):
    global count
    count += 1
    items.append("added by the child")
    print(f"child:  count = {count}, items = {items}")


if __name__ == "__main__":
    items = ["from the parent"]
    process = Process(target=work, args=(items,))
    process.start()
    process.join()
    print(f"parent: count = {count}, items = {items}")
