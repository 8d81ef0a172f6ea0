import concurrent.futures
import threading


def name_of_type(thing):
    return type(thing).__name__


def main():
    step = 2
    things = {
        "list": [1, 2],
        "function": name_of_type,
        "function that uses a local variable": lambda: step,
        "generator": (number for number in range(3)),
        "open file": open(__file__),
        "lock": threading.Lock(),
    }
    with concurrent.futures.InterpreterPoolExecutor() as executor:
        for name, thing in things.items():
            error = executor.submit(name_of_type, thing).exception()
            print(f"{name}: {type(error).__name__ if error else 'ok'}")
    things["open file"].close()


if __name__ == "__main__":
    main()
