import concurrent.futures


class Negative(Exception):
    def __init__(self, name, value):
        super().__init__(f"{name} is {value}")


def check(value):
    if value < 0:
        raise Negative("value", value)
    return value


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        error = executor.submit(check, -2).exception()
        print(f"{type(error).__name__}: {error}")
        print(f"cause: {error.__cause__}")
