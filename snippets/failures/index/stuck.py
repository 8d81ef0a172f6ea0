import concurrent.futures
import faulthandler
import pathlib
import tempfile
import threading


def set_up(path):
    global dump  # must stay open
    dump = open(path, "w")
    faulthandler.dump_traceback_later(0.5, file=dump)


def wait_for_an_answer(question):
    threading.Event().wait(1)  # as if it were stuck here
    return question


def work(question):
    return wait_for_an_answer(question)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "worker.txt")
        with concurrent.futures.ProcessPoolExecutor(
            1, initializer=set_up, initargs=(path,)
        ) as executor:
            executor.submit(work, "ready?").result()
        for line in path.read_text().splitlines():
            if "stuck.py" in line:  # the others are the library's
                print(line.strip())


if __name__ == "__main__":
    main()
