import concurrent.futures


def divide(number):
    return 10 / number


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor() as executor:
        future = executor.submit(divide, 0)
        print(f"result: {future.result()}")
