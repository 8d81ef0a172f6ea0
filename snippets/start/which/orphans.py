import concurrent.futures
import multiprocessing.connection
import os
import signal
import subprocess
import sys
import time


def report():
    os.write(1, f"{os.getpid()}\n".encode())  # to its stdout


def use(tool):
    if tool == "Pool":
        with multiprocessing.Pool(1, initializer=report):
            time.sleep(60)
    else:
        with concurrent.futures.ProcessPoolExecutor(1) as executor:
            executor.submit(report)
            time.sleep(60)


def main():
    for tool in ("Pool", "ProcessPoolExecutor"):
        command = [sys.executable, "-Wignore", __file__, tool]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe) as parent:
            multiprocessing.connection.wait([parent.stdout])
            pid = int(os.read(parent.stdout.fileno(), 99))  # its worker
            parent.kill()
            if multiprocessing.connection.wait([parent.stdout], 2):
                print(f"{tool}: nothing left")
            else:
                print(f"{tool}: worker left")
                os.kill(pid, signal.SIGTERM)


if __name__ == "__main__":
    use(sys.argv[1]) if sys.argv[1:] else main()
