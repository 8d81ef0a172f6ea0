import multiprocessing

if __name__ == "__main__":
    dicts = multiprocessing.Queue()
    sent = {"scores": [90, 85]}
    dicts.put(sent)
    got = dicts.get()
    print(f"equal: {got == sent}")
    print(f"same object: {got is sent}")

    got["scores"].append(70)
    print(f"sent: {sent}")
    print(f"got:  {got}")
