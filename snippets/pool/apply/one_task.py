import multiprocessing


def area(width, height=1):
    return width * height


def main():
    with multiprocessing.Pool(2) as pool:
        small = pool.apply_async(area, (2, 3))
        large = pool.apply_async(area, (20,), {"height": 30})
        print(f"small: {small.get()}")
        print(f"large: {large.get()}")


if __name__ == "__main__":
    main()
