import multiprocessing
import multiprocessing.pool


class NoDaemonProcess(multiprocessing.Process):
    @property
    def daemon(self):
        return False

    @daemon.setter
    def daemon(self, value):
        pass


class NoDaemonContext(type(multiprocessing.get_context())):
    Process = NoDaemonProcess


class NestablePool(multiprocessing.pool.Pool):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, context=NoDaemonContext(), **kwargs)


def square(number):
    return number * number


def sum_of_squares(limit):
    with multiprocessing.Pool(2) as pool:
        return sum(pool.map(square, range(limit)))


if __name__ == "__main__":
    with NestablePool(2) as pool:
        sums = pool.map_async(sum_of_squares, [3, 4, 5])
        pool.close()
        pool.join()
    print(f"sums: {sums.get()}")
