import concurrent.futures
import functools
import pathlib
import tempfile


def power(base, exponent):
    return base**exponent


def last_line(path):
    with open(path) as file:  # opened where it is read
        return file.read().splitlines()[-1]


def main():
    cube = functools.partial(power, exponent=3)  # instead of a lambda
    with (
        concurrent.futures.ProcessPoolExecutor(2) as executor,
        tempfile.TemporaryDirectory() as folder,
    ):
        path = pathlib.Path(folder, "log.txt")
        path.write_text("started\nended\n")
        print(f"cubes: {list(executor.map(cube, range(4)))}")
        print(f"last line: {executor.submit(last_line, path).result()}")


if __name__ == "__main__":
    main()
