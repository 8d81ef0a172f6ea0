"""Proves the checker: changes transcripts and programs, and each change must be caught.

edits.py     every careless edit of a transcript
programs.py  small changes of a program
check.py     tells which of them are caught
command.py   the command: python -m harness mutants
"""
