import multiprocessing

ROOMS = [(2, 3), (4, 5), (1, 6)]


def area(width, length):
    return width * length


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(f"areas: {pool.starmap(area, ROOMS)}")
