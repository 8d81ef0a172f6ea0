import concurrent.futures

TEXTS = ["1", "two", "3"]


def main():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(int, text) for text in TEXTS]
        for text, future in zip(TEXTS, futures):
            if future.exception():
                print(f"{text}: not a number")
            else:
                print(f"{text}: {future.result()}")


if __name__ == "__main__":
    main()
