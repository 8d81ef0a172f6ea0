"""Runs snippets as a reader would and compares what they print with their transcripts.

transcripts.py       which snippets there are, and which transcript holds where
interpreters.py      what an interpreter is: version, build, system, start methods
pythons.py           finds the interpreters of this machine and runs all cells on each
run.py               runs one cell (snippet x start method x interpreter)
normalise.py         takes out of an output what differs from run to run
compare.py           tells how an output differs from its transcript
record.py            writes transcripts: compare reads, record writes
layout.py            which files hold what was printed, as few as can be
traces.py            how the processes of a run went, as text: the .trace files
tracing.py           records traces: runs cells with startup/tracer.py
record_notebooks.py  writes the outputs of notebooks
chaos.py             runs cells many times in disorder
disorder.py          disturbs a cell from outside, by a plan drawn from a seed
neighbour.py         burns CPU beside the cells
mutants/             changes transcripts and programs, and tells what goes unnoticed
results.py           keeps what a test run found, for the site
bench.py             measures what the checking and the site's build cost
audit.py             asks which pinned packages have known vulnerabilities
startup/             what every process of a cell does first
"""
