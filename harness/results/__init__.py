"""Results: what test runs found, and what of it speaks of the files as they are now.

files.py     a JSON file for each interpreter, bound to the files by digests
evidence.py  the last whole verification, kept in the repository
judge.py     reports: each cell verified, failed or not verified
complete.py  whether results cover all that they should
"""
