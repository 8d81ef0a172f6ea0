import concurrent.futures
import contextlib
import os


def square(number):
    if number == 3:
        os._exit(1)  # as if the system had killed this process
    return number * number


def run_all(function, tasks):
    """Returns a result or an exception for each key of tasks."""
    broken = concurrent.futures.BrokenExecutor
    futures = {}
    with concurrent.futures.ProcessPoolExecutor() as executor:
        with contextlib.suppress(broken):
            for key, item in tasks.items():
                futures[key] = executor.submit(function, item)
    done = dict.fromkeys(tasks, broken())
    for key, future in futures.items():
        done[key] = future.exception() or future.result()

    lost = [key for key in tasks if isinstance(done[key], broken)]
    middle = (len(lost) + 1) // 2
    for half in lost[:middle], lost[middle:]:
        if half and len(tasks) > 1:
            done |= run_all(function, {key: tasks[key] for key in half})
    return done


def main():
    items = [1, 2, 3, "4", 5, 5]
    done = run_all(square, dict(enumerate(items)))
    for key, outcome in done.items():
        print(f"square({items[key]!r}): {outcome!r}")


if __name__ == "__main__":
    main()
