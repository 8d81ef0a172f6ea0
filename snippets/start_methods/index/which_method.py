import multiprocessing

if __name__ == "__main__":
    methods = multiprocessing.get_all_start_methods()
    print("Available here:", *sorted(methods))

    ask = multiprocessing.get_start_method
    print("Fixed so far:", ask(allow_none=True))
    print("In use:", ask())  # asking for it fixes it
    print("Fixed so far:", ask(allow_none=True))
