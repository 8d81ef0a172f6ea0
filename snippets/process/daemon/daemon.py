import multiprocessing


def worker(conn):
    while True:
        conn.recv()
        print("Daemon running...")
        conn.send("printed")


if __name__ == "__main__":
    conn, worker_conn = multiprocessing.Pipe()
    p = multiprocessing.Process(target=worker, args=(worker_conn,))
    p.daemon = True
    p.start()
    for _ in range(3):
        conn.send("go on")
        conn.recv()
    print("Main process exiting...")
