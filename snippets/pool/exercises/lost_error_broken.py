import multiprocessing


def main():
    numbers = []
    with multiprocessing.Pool(2) as pool:
        for text in ["1", "two", "3"]:
            pool.apply_async(int, (text,), callback=numbers.append)
        pool.close()
        pool.join()
    print(f"sum: {sum(numbers)}")


if __name__ == "__main__":
    main()
