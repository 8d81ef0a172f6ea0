"""Mends the search for Chinese words in Material 9.8.

Its worker looks for the words of the index in what the reader typed, but stops one
character early: a word at the end, and one that is all that was typed, is not found.
"""

from pathlib import Path

WORKERS = "assets/javascripts/workers"
SHORT = "o<t.length;o++)t.slice(s,o)in"
WHOLE = "o<=t.length;o++)t.slice(s,o)in"


def mend_search(site: Path) -> None:
    """Mends the worker of a built site; ValueError if it isn't the one that this is for."""
    workers = list((site / WORKERS).glob("search.*.js"))
    if not workers:
        raise ValueError(f"{site / WORKERS}: expected Material's search.*.js to mend")
    for worker in workers:
        text = worker.read_text("utf-8")
        if SHORT not in text:
            raise ValueError(
                f"{worker.name}: not the search worker that this mends; if a newer"
                f" Material finds 守护进程 by itself, delete {Path(__file__).name}"
            )
        worker.write_text(text.replace(SHORT, WHOLE), "utf-8")
