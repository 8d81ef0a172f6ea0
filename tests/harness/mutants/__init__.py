"""Proves the checker: changes transcripts and programs, and each change must be caught.

edits.py      every careless edit of a transcript
programs.py   small changes of a program
check.py      tells which of them are caught
judged.py     program mutants that change nothing observable, with a reason each
__main__.py   the command: python -m tests.harness.mutants
"""
