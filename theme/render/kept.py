"""What a build keeps for the next one: things by the digest of what they were made of.

`mkdocs serve` builds the whole site again whenever a file is saved. What would be made of
the same things is not made again; what a build didn't ask for is forgotten by the next.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any


class Kept:
    """Things by name and digest. `made`: the names of those that this build had to make."""

    def __init__(self):
        self._things: dict[tuple[str, str], Any] = {}
        self._asked: set[tuple[str, str]] = set()
        self.made: list[str] = []

    def begin(self) -> None:
        """Begins a build."""
        known = self._things.copy()  # a thing may be asked for while a build begins
        self._things = {key: each for key, each in known.items() if key in self._asked}
        self._asked, self.made = set(), []

    def find(self, name: str, digest: str) -> Any:
        """Returns what was kept, or None."""
        self._asked.add((name, digest))
        return self._things.get((name, digest))

    def keep(self, name: str, digest: str, thing: Any) -> Any:
        """Keeps a thing, and returns it."""
        self._asked.add((name, digest))
        self.made.append(name)
        self._things[name, digest] = thing
        return thing

    def get(self, name: str, digest: str, make: Callable[[], Any]) -> Any:
        """Returns what was kept; makes it if nothing was."""
        found = self.find(name, digest)
        return self.keep(name, digest, make()) if found is None else found


def digest(*parts: object) -> str:
    """Returns the digest of parts that print as what they are: texts, numbers, tuples."""
    return sha256(repr(parts).encode()).hexdigest()


_read: dict[Path, tuple[tuple[int, int], str]] = {}


def digest_of(paths: Iterable[Path]) -> str:
    """Returns the digest of files, their names and contents; one that isn't there counts,
    too. A file is read again when its time or its size is another."""
    found = []
    for path in sorted(paths):
        try:
            status = path.stat()
        except OSError:
            found.append((str(path), ""))
            continue
        state = status.st_mtime_ns, status.st_size
        if path not in _read or _read[path][0] != state:
            _read[path] = state, sha256(path.read_bytes()).hexdigest()
        found.append((str(path), _read[path][1]))
    return digest(found)
