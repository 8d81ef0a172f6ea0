import multiprocessing


def main():
    numbers, errors = [], []
    with multiprocessing.Pool(2) as pool:
        for text in ["1", "two", "3"]:
            pool.apply_async(
                int,
                (text,),
                callback=numbers.append,
                error_callback=errors.append,
            )
        pool.close()
        pool.join()
    print(f"sum: {sum(numbers)}")
    for error in errors:
        print(f"error: {error}")


if __name__ == "__main__":
    main()
