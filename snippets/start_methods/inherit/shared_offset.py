import multiprocessing
import tempfile


def worker(file):
    print(f"  child read  {file.readline()}", flush=True)


def show(buffering):
    print(f"buffering={buffering}:", flush=True)
    with tempfile.TemporaryFile(buffering=buffering) as file:
        file.write(b"first line\nsecond line\n")
        file.seek(0)
        fork = multiprocessing.get_context("fork")
        p = fork.Process(target=worker, args=(file,))
        p.start()
        p.join()
        print(f"  parent read {file.readline()}", flush=True)


if __name__ == "__main__":
    show(-1)  # the default: the first read takes all into a buffer
    show(0)
