import multiprocessing
import time


def worker(conn):
    try:
        conn.send("ready")
        # Naps: a signal right before a sleep has to wait for its end.
        while True:
            time.sleep(0.1)
    except KeyboardInterrupt:
        print("worker: interrupted")
    finally:
        print("worker: cleaned up")


if __name__ == "__main__":
    for method in ("interrupt", "terminate"):
        conn, worker_conn = multiprocessing.Pipe()
        p = multiprocessing.Process(target=worker, args=(worker_conn,))
        p.start()
        conn.recv()
        getattr(p, method)()
        p.join()
        print(f"{method}(): {p.exitcode}")

    new = multiprocessing.Process(target=worker)
    print(f"joined: {p.interrupt()}")
    p.close()
    for state, process in (("closed", p), ("new", new)):
        try:
            process.interrupt()
        except (AttributeError, ValueError) as error:
            print(f"{state}: {type(error).__name__}")
