"""Traces: how the processes of a snippet ran.

events.py    what happened, as objects and as the text of a .trace file
notes.py     makes events of what run/startup/tracer/ noted
watcher.py   watches from outside which processes end, and which sleep
recorder.py  runs cells with the tracer and writes .trace files

events.py and notes.py are pure functions, which need neither psutil nor processes: the
site's build uses them, and whoever runs a program elsewhere can.
"""
