import importlib
import multiprocessing
import random
import sys

color = "red"
file = None


def look(facts, number):
    facts.put(("Main module is called", __name__))
    facts.put(("Sees the changed global", color == "blue"))
    facts.put(("Sees the opened file", file is not None))
    facts.put(("Has the later import", "colorsys" in sys.modules))
    facts.put(("Continues random", random.random() == number))
    facts.put(None)


if __name__ == "__main__":
    importlib.import_module("colorsys")
    color = "blue"
    random.seed(1)
    state = random.getstate()
    number = random.random()
    random.setstate(state)  # this number comes next, here
    facts = multiprocessing.Queue()
    with open(__file__) as file:
        p = multiprocessing.Process(target=look, args=(facts, number))
        p.start()
        for fact, value in iter(facts.get, None):
            print(f"{fact}: {value}")
        p.join()
