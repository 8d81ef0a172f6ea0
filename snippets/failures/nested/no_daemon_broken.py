import multiprocessing
import multiprocessing.pool


class NoDaemonProcess(multiprocessing.Process):
    @property
    def daemon(self):
        return False

    @daemon.setter
    def daemon(self, value):
        pass


class NestablePool(multiprocessing.pool.Pool):
    Process = NoDaemonProcess


def square(number):
    return number * number


def sum_of_squares(limit):
    with multiprocessing.Pool(2) as pool:
        return sum(pool.map(square, range(limit)))


if __name__ == "__main__":
    with NestablePool(2) as pool:
        print(f"sums: {pool.map(sum_of_squares, [3, 4, 5])}")
