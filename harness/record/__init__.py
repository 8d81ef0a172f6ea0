"""Writes down what programs print. Compare reads, record writes.

transcripts.py  transcripts and traces of snippets
variants.py     which files hold what was printed, as few as can be
notebooks.py    the outputs of notebooks
"""
