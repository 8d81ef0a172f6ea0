import multiprocessing

if __name__ == "__main__":
    print(f"here it is {multiprocessing.get_start_method()}")
