"""What is printed: stdout and stderr as they are, on a file that notes what it is given."""

import io
import sys

from .noting import note
from .place import line_here


class Noting(io.FileIO):
    """Notes what is written to a descriptor."""

    def write(self, data):
        text = bytes(data).decode("utf-8", errors="backslashreplace")
        note(">", text, line=line_here())
        return super().write(data)


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
