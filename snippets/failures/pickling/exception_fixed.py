import multiprocessing


class Negative(Exception):
    def __init__(self, name, value):
        super().__init__(name, value)
        self.name = name
        self.value = value

    def __str__(self):
        return f"{self.name} is {self.value}"


def check(value):
    if value < 0:
        raise Negative("value", value)
    return value


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        try:
            print(f"checked: {pool.map(check, [1, -2])}")
        except Negative as error:
            print(f"Negative: {error}")
