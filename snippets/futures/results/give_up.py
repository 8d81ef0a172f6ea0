import multiprocessing
import time


def work(seconds):
    time.sleep(seconds)  # a negative number is a ValueError
    return f"worked for {seconds} s"


def send_result(connection, function, *args):
    connection.send("begun")
    try:
        connection.send((True, function(*args)))
    except Exception as error:
        connection.send((False, repr(error)))


def start(function, *args):
    ours, theirs = multiprocessing.Pipe(duplex=False)
    p = multiprocessing.Process(
        target=send_result, args=(theirs, function, *args), daemon=True
    )
    p.start()
    theirs.close()
    return p, ours


if __name__ == "__main__":
    tasks = [start(work, seconds) for seconds in (0, 60, -1, 0.1)]
    for _, connection in tasks:
        connection.recv()
    deadline = time.monotonic() + 1  # all have begun
    for p, connection in tasks:
        in_time = connection.poll(max(0, deadline - time.monotonic()))
        print(connection.recv() if in_time else "given up")
        if not in_time:
            p.kill()
        p.join()
