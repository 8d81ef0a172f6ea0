import multiprocessing
import os
import sys


def look(facts):
    facts.put(("COLOR", os.environ.get("COLOR")))
    facts.put(("At the root", os.getcwd() == os.path.abspath("/")))
    facts.put(("End of sys.path", sys.path[-1]))
    facts.put(("End of sys.argv", sys.argv[-1]))
    facts.put(None)


def show(title):
    print(title)
    facts = multiprocessing.Queue()
    p = multiprocessing.Process(target=look, args=(facts,))
    p.start()
    for fact, value in iter(facts.get, None):
        print(f"  {fact}: {value!r}")
    p.join()


if __name__ == "__main__":
    os.environ["COLOR"] = "red"
    sys.path.append("first")
    sys.argv.append("one")
    show("First child")

    os.environ["COLOR"] = "blue"
    os.chdir("/")
    sys.path.append("second")
    sys.argv.append("two")
    show("Second child")
