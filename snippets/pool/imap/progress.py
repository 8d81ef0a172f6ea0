import multiprocessing

TOTAL = 10_000


def area(width, height):
    return width * height


def area_of(size):
    return area(*size)


def main():
    sizes = ((n, n + 1) for n in range(TOTAL))
    total_area = 0
    with multiprocessing.Pool(2) as pool:
        areas = pool.imap_unordered(area_of, sizes, chunksize=250)
        for done, result in enumerate(areas, 1):
            total_area += result
            if done % 2500 == 0:
                print(f"{done}/{TOTAL}")
    print(f"total: {total_area}")


if __name__ == "__main__":
    main()
