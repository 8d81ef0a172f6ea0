import concurrent.futures
import time

RULES = (
    concurrent.futures.FIRST_COMPLETED,
    concurrent.futures.FIRST_EXCEPTION,
    concurrent.futures.ALL_COMPLETED,
)


def work(name, seconds):
    time.sleep(seconds)
    if name == "fails":
        raise ValueError(name)
    return name


def main():
    with concurrent.futures.ProcessPoolExecutor(3) as executor:
        futures = {
            executor.submit(work, "quick", 0): "quick",
            executor.submit(work, "fails", 0.4): "fails",
            executor.submit(work, "slow", 1.2): "slow",
        }
        for rule in RULES:
            done, not_done = concurrent.futures.wait(
                futures, return_when=rule
            )
            ended = sorted(futures[future] for future in done)
            print(f"{rule}: {ended}, {len(not_done)} not done")


if __name__ == "__main__":
    main()
