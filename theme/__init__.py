"""What the site adds to Material.

mkdocs_events.py  the one module that knows MkDocs' events
new.py            begins a page: make new
render/           all that is made of data: functions from data to HTML
words.toml        the words that readers see beside the pages' own text, both languages
styles/           the stylesheets, joined into one
assets/           scripts and pictures; assets/search.js answers,
                  assets/tabs.js links tabs,
                  assets/runs.js brings what is looked at, assets/replay/ plays it
figures/          the drawings of the pages, both languages in one file
partials/         templates in place of Material's, as are main.html and 404.html
terms.txt         words that the search must not cut

Where to change what:

a word on a button or below a program   words.toml
what stands below a program             render/listing.py
what a page may consist of              render/allowed.py, tests/content/page_checks.py
the look of a timeline                  styles/timeline.css; what is drawn: render/timeline/drawing.py
how a step is told                      words.toml, [timeline]; render/timeline/steps.py
what the player of a timeline does      assets/replay/player.js
what the search finds                   docs/search.toml; render/search.py; assets/search.js
what a rebuild makes again              the digests in mkdocs_events.py; render/kept.py
the look of anything else               styles/, by its room
what happens at an event of MkDocs      mkdocs_events.py
the order of the pages                  mkdocs.yml, nav
"""
