"""Results: what test runs found, and what of it speaks of the files as they are now.

files.py  a JSON file for each interpreter, bound to the files by digests
judge.py  reports: each cell verified, failed or not verified
"""
