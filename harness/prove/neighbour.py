"""A busy neighbour: burns CPU in bursts until its standard input ends.

    python neighbour.py SEED

Whoever started it holds the other end of its input, which the system closes when that
one ends, however it ends.
"""

import os
import random
import sys
import threading
import time

LENGTHS = 0.01, 0.3  # seconds of a burst, and of the rest after it: from, to


def main(seed: str) -> None:
    threading.Thread(target=_end_with_input, daemon=True).start()
    draw = random.Random(seed)
    while True:
        end = time.monotonic() + draw.uniform(*LENGTHS)
        while time.monotonic() < end:
            pass
        time.sleep(draw.uniform(*LENGTHS))


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
