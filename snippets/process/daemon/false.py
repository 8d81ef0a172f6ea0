import multiprocessing


def worker(conn):
    conn.recv()
    print("worker: finished")


if __name__ == "__main__":
    conn, worker_conn = multiprocessing.Pipe()
    p = multiprocessing.Process(target=worker, args=(worker_conn,))
    p.start()
    print("Main process exiting...")
    conn.send("go on")
