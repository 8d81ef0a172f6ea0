import concurrent.futures

TEXTS = ["1", "two", "3"]

if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        for text, number in zip(TEXTS, executor.map(int, TEXTS)):
            print(f"{text}: {number}")
