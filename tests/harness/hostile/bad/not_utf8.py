"""Prints a byte that is no text."""

import sys

sys.stdout.buffer.write(b"done\xff\n")
