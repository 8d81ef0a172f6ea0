"""Runs a program once, and tells what it did.

outcome.py    what a run did, and what is expected of a program that never ends
sandbox.py    one run, from its start to its last trace: folder, limits, exit code
leftovers.py  what a run left behind, found and removed
startup/      what every process of a run does first; tracer/ only if a run is traced
"""
