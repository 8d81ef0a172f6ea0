import multiprocessing


def worker(connection):
    connection.send("x" * 10_000_000)


def main():
    ours, theirs = multiprocessing.Pipe(duplex=False)
    p = multiprocessing.Process(target=worker, args=(theirs,))
    p.start()
    theirs.close()  # from now on the child alone can write
    ours.poll(None)  # the beginning has come
    p.kill()
    try:
        ours.recv()
    except (EOFError, OSError):
        print("recv() raised an exception: the rest won't come")
    p.join()
    print(f"exit code: {p.exitcode}")


if __name__ == "__main__":
    main()
