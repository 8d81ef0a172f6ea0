"""Makes HTML of data. Nothing here knows MkDocs.

page.py      what the others know of the build and of their page
places.py    places left in the Markdown, and filled past it
words.py     the words of a language
code.py      blocks of code
listing.py   a program, its transcripts, its foot
timeline/    how its processes ran
runs.py      a page for all runs of a snippet, from which listings bring what is looked at
verified.py  by what it was verified
tables.py    the interpreters that verified the site
matrix.py    the outcome of each cell
allowed.py   what a page may consist of
figures.py   drawings, in the page's language
notebook.py  a notebook as Markdown
headings.py  the link of each heading to its twin
navigation.py  the English navigation, of the Chinese one
assets.py    stylesheet, zip of all snippets; scripts and styles made small
lab.py       the laboratory, where it is built
search.py    what the search finds, as files
kept.py      what a build keeps for the next
policy.py    the Content-Security-Policy
"""
