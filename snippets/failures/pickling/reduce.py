import multiprocessing


class Negative(Exception):
    def __init__(self, name, value):
        super().__init__(f"{name} is {value}")
        self.name = name
        self.value = value

    def __reduce__(self):
        return Negative, (self.name, self.value)


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
