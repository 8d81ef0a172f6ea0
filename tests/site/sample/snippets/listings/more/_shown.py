"""A module of its page, shown like a snippet; it is run by nobody."""

ANSWER = 42
