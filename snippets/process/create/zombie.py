import multiprocessing
import os


def work():
    pass


def show(when, pid):
    if not os.path.exists(f"/proc/{pid}"):
        print(f"{when}: gone from /proc")
        return
    with open(f"/proc/{pid}/stat") as stat:
        state = stat.read().rpartition(")")[2].split()[0]
    print(f"{when}: state {state}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=work)
    p.start()
    try:
        # Wait for the end, but leave the child uncollected.
        os.waitid(os.P_PID, p.pid, os.WEXITED | os.WNOWAIT)
    except ChildProcessError:
        print("The system says: not a child of this process")
    else:
        show("ended, not joined", p.pid)
    p.join()
    show("joined", p.pid)
