import multiprocessing


def main():
    def greet(name):
        print(f"hello, {name}")

    p = multiprocessing.Process(target=greet, args=("spawn",))
    p.start()
    p.join()


if __name__ == "__main__":
    main()
