import multiprocessing


def place_in_chunk(seen):
    seen.append("called")
    return len(seen)


def main():
    items = [[]] * 10  # ten times the same empty list
    with multiprocessing.Pool(2) as pool:
        for size in (None, 1, 4):
            places = pool.map(place_in_chunk, items, chunksize=size)
            print(f"chunksize={size}: {places}")
            print(f"  tasks: {places.count(1)}")
    print(f"list of the parent: {items[0]}")


if __name__ == "__main__":
    main()
