import importlib
import multiprocessing
import random
import sys

color = "red"
file = None
own = random.Random()


def look(facts, numbers):
    facts.put(("Main module is called", __name__))
    facts.put(("Sees the changed global", color == "blue"))
    facts.put(("Sees the opened file", file is not None))
    facts.put(("Has the later import", "colorsys" in sys.modules))
    facts.put(("Continues random", random.random() == numbers[0]))
    facts.put(("Continues own Random()", own.random() == numbers[1]))
    facts.put(None)


def next_number(source):
    state = source.getstate()
    number = source.random()
    source.setstate(state)
    return number


if __name__ == "__main__":
    importlib.import_module("colorsys")
    color = "blue"
    numbers = [next_number(random), next_number(own)]
    facts = multiprocessing.Queue()
    with open(__file__) as file:
        p = multiprocessing.Process(target=look, args=(facts, numbers))
        p.start()
        for fact, value in iter(facts.get, None):
            print(f"{fact}: {value}")
        p.join()
