import multiprocessing

if __name__ == "__main__":
    methods = multiprocessing.get_all_start_methods()
    print(f"Available here: {sorted(methods)}")

    ask = multiprocessing.get_start_method
    print(f"Fixed so far: {ask(allow_none=True)}")
    print(f"In use: {ask()}")  # asking for it fixes it
    print(f"Fixed so far: {ask(allow_none=True)}")
