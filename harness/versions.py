"""Which Pythons the repository supports: the one list.

To drop or add a version, change VERSIONS; `make test` then names each file and line that
has to follow, and what to type about transcripts that are no longer needed.
Source: the status table of the Python Developer's Guide, https://devguide.python.org/versions/
"""

VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))  # of CPython, oldest first
PYPY = ((3, 11),)  # the versions of the language that a supported PyPy speaks


def supported() -> dict[str, tuple[tuple[int, int], ...]]:
    """Returns the supported versions of each implementation, oldest first."""
    return {
        "CPython": VERSIONS,
        "PyPy": tuple(version for version in PYPY if version in VERSIONS),
    }


def dotted(version: tuple[int, ...]) -> str:
    """Returns `3.13`, or `3.13.8` of a release."""
    return ".".join(map(str, version))
