"""Which Pythons the repository supports: the one list.

To drop or add a version, change VERSIONS; `make check` then names what else to change.
Source: the status table of the Python Developer's Guide, https://devguide.python.org/versions/
"""

VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))  # of CPython, oldest first
PYPY = ((3, 11),)  # the versions of the language that a supported PyPy speaks
