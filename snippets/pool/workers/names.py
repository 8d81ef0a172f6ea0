import multiprocessing


def nothing(n):
    pass


def main():
    with multiprocessing.Pool(2) as pool:
        pool.map(nothing, range(4))
        children = multiprocessing.active_children()
        print(f"names: {sorted(p.name for p in children)}")
        print(f"daemon: {[p.daemon for p in children]}")
        print(f"pool: {pool}")


if __name__ == "__main__":
    main()
