import multiprocessing


def cube(n):
    return n**3


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(f"cubes: {pool.map(cube, range(4))}")
