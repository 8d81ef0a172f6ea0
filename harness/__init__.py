"""Runs snippets as a reader would and compares what they print with their transcripts.

versions.py      which Pythons are supported: the one list
snippets.py      which snippets there are, and what to type about one
transcripts.py   what their names say: which one holds where
inventory.py     what is wrong with the files of a folder, without running any
characters.py    names characters that no reader sees
normalise.py     takes out of an output what differs from run to run
interpreters.py  what an interpreter is: version, build, system, start methods
options.py       the options that verbs share: which snippets, which interpreters
cell.py          a snippet under one start method with one interpreter
run/             runs a program once, in a sandbox
compare.py       tells how an output differs from its transcript
record/          writes transcripts and the outputs of notebooks
trace/           how the processes of a run went: recorded, and as text
prove/           proves the checker: mutants, chaos
results/         what test runs found, and what of it holds for the files as they are
pythons.py       finds the interpreters of this machine and runs all cells on each
bench.py         measures what the checking costs
__main__.py      the verbs: python -m harness record ...

It imports neither pytest nor MkDocs; the verb pythons starts the tests as a reader would.

Where to change what:

a new event of the tracer       run/startup/tracer/ notes it, trace/events.py lists it,
                                theme/words.toml tells it
another system's transcript     touch name.macos.out, and record it there; transcripts.py
                                has the parts of a name
what is normalised              normalise.py; what is known of a run: run/startup/
what a plain run has            run/sandbox.py
another version of Python       versions.py
a limit of a run                run/sandbox.py
what a failure says             compare.py
a rule for pages                tests/content/page_checks.py, and STYLE.md
a rule for snippets             tests/content/snippet_checks.py, and STYLE.md
"""
