import multiprocessing
import time


def daemon(conn):
    mine = multiprocessing.parent_process()
    conn.send("daemon: running")
    mine.join()
    conn.send(f"daemon: my parent is alive: {mine.is_alive()}")


def parent(conn):
    p = multiprocessing.Process(
        target=daemon, args=(conn,), daemon=True
    )
    p.start()
    conn.close()
    time.sleep(60)


if __name__ == "__main__":
    conn, child_conn = multiprocessing.Pipe()
    p = multiprocessing.Process(target=parent, args=(child_conn,))
    p.start()
    child_conn.close()
    print(conn.recv())
    p.kill()  # the parent gets no chance to terminate its daemon
    p.join()
    print(conn.recv())
    try:
        conn.recv()
    except EOFError:
        print("main: the daemon has ended")
