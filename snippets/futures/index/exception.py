import concurrent.futures


def divide(number):
    return 10 / number


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        good = executor.submit(divide, 4)
        bad = executor.submit(divide, 0)

        print(f"good.exception() returned {good.exception()!r}")
        print(f"bad.exception() returned {bad.exception()!r}")
        try:
            bad.result()
        except ZeroDivisionError as error:
            print(f"bad.result() raised {error!r}")

        cause = bad.exception().__cause__
        print(f"type of its __cause__: {type(cause).__name__}")
        print(f"says where: {'return 10 / number' in str(cause)}")


if __name__ == "__main__":
    main()
