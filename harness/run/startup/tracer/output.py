"""What is printed: stdout and stderr as they are, on a file that notes what it is given.

Not what goes elsewhere: a program may start another and read that one's output.
"""

import io
import os
import sys

from .noting import note
from .place import line_here


def file_behind(descriptor):
    status = os.fstat(descriptor)
    return f"{status.st_dev}:{status.st_ino}"  # all 0 for the pipes of Windows


class Noting(io.FileIO):
    """Notes what is written to a descriptor, if it ends up in the cell's output."""

    def write(self, data):
        if file_behind(self.fileno()) != OUTPUT:
            return super().write(data)
        text = bytes(data).decode("utf-8", errors="backslashreplace")
        note(">", text, line=line_here())
        return super().write(data)


if sys.stdout is not None:  # the first process's is the cell's; others inherit the name
    os.environ.setdefault("CELL_OUTPUT", file_behind(sys.stdout.fileno()))
OUTPUT = os.environ.get("CELL_OUTPUT")

before = []  # the streams that were replaced: if one went, it would close its descriptor

for name, errors in (("stdout", "strict"), ("stderr", "backslashreplace")):
    stream = getattr(sys, name)
    if stream is None:
        continue
    raw = Noting(stream.fileno(), "w", closefd=False)
    noting_stream = io.TextIOWrapper(
        io.BufferedWriter(raw), "utf-8", errors, line_buffering=True
    )
    noting_stream.mode = "w"
    setattr(sys, name, noting_stream)
    setattr(sys, f"__{name}__", noting_stream)
    before.append(stream)
