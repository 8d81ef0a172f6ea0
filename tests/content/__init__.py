"""What `make check` runs: pages and code are looked at, no snippet is run. A rule of
STYLE.md has a check and, in the test beside it, a made-up fault that it must find:

- of a page, of the navigation: page_checks.py, test_pages.py
- of a page and its twin: twin_checks.py, test_pages.py
- of words and punctuation: prose_checks.py, test_style.py
- of a snippet: snippet_checks.py, test_snippet_form.py; what ruff finds: test_code.py
- of any file: file_checks.py, test_files.py; of what make new begins: test_new.py

page_reader.py reads the pages for all of them.
"""
