import multiprocessing

if __name__ == "__main__":
    rows = multiprocessing.Queue()
    # The pipe is full with this, so what comes next has to wait.
    rows.put("x" * 1_000_000)

    row = [1, 2, 3]
    rows.put(row)
    row.append(4)

    rows.get()
    print(f"got: {rows.get()}")
