"""Timelines: how the processes of a snippet ran, as a drawing and in words.

figure.py   the figure on a page
content.py  what it shows: drawing, start-up costs, steps
scale.py    where in the drawing a moment is
lanes.py    processes and threads, their waits, and the arrows between them
drawing.py  the SVG: the look of a timeline, with styles/timeline.css
steps.py    the same in words
"""
