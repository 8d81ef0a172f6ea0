"""Proves the checker: that it finds what it is for, and finds nothing else.

mutants/      changes transcripts and programs, and tells what goes unnoticed
chaos.py      runs cells many times in disorder: what is deterministic holds
disorder.py   disturbs a cell from outside, by a plan drawn from a seed
neighbour.py  burns CPU beside the cells
"""
