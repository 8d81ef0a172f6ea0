"""What the site adds to Material.

mkdocs_events.py  the one module that knows MkDocs' events
render/           all that is made of data: functions from data to HTML
words.toml        the words that readers see beside the pages' own text, both languages
styles/           the stylesheets, joined into one
assets/           scripts and pictures; assets/replay/ plays the timelines
figures/          the drawings of the pages, both languages in one file
partials/         templates in place of Material's, as are main.html and 404.html
terms.txt         words that the search must not cut
"""
