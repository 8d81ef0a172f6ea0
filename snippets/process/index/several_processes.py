import multiprocessing
import os

count = 0


def work(city):
    global count
    count += 1
    file = os.path.basename(__file__)
    print(f"{city}: pid {os.getpid()}, {file}, count = {count}")


if __name__ == "__main__":
    for city in ["Beijing", "Shanghai", "Shenzhen"]:
        p = multiprocessing.Process(target=work, args=(city,))
        p.start()
        p.join()
    print(f"main: pid {os.getpid()}, count = {count}")
