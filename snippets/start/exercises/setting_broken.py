import concurrent.futures

rate = 1


def convert(amount):
    return amount * rate


if __name__ == "__main__":
    rate = 7
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        total = sum(executor.map(convert, [10, 20, 30]))
    print(f"total: {total}")
