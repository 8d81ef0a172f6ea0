import multiprocessing

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(f"cubes: {pool.map(lambda n: n**3, range(4))}")
