import multiprocessing


class Negative(Exception):
    def __init__(self, name, value):
        super().__init__(f"{name} is {value}")


def check(value):
    if value < 0:
        raise Negative("value", value)
    return value


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(f"checked: {pool.map(check, [1, -2])}")
