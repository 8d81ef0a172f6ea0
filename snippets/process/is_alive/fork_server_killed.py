import multiprocessing
import os
import signal


def worker(results, go):
    results.put(os.getppid())
    go.wait()
    results.put("still running")


def main():
    context = multiprocessing.get_context("forkserver")
    results, go = context.Queue(), context.Event()
    p = context.Process(target=worker, args=(results, go))
    p.start()
    os.kill(results.get(), signal.SIGKILL)  # the fork server
    p.join()
    print(f"alive: {p.is_alive()}, exit code: {p.exitcode}")

    go.set()
    print(f"worker: {results.get()}")


if __name__ == "__main__":
    main()
