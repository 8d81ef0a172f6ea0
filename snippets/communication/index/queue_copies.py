from multiprocessing import Queue

if __name__ == "__main__":
    queue = Queue()
    sent = {"scores": [90, 85]}
    queue.put(sent)
    got = queue.get()
    print(f"equal: {got == sent}")
    print(f"same object: {got is sent}")

    got["scores"].append(70)
    print(f"sent: {sent}")
    print(f"got:  {got}")
