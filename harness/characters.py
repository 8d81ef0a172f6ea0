"""Names characters that no reader sees, or sees as something else."""

import re
import unicodedata
from collections.abc import Iterator

# Neither letters, marks that belong to one, numbers, punctuation, symbols nor the space.
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"}
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that look like a space
# Of control characters Unicode has no names.
CONTROLS = {
    "\0": "NULL",
    "\a": "BELL",
    "\b": "BACKSPACE",
    "\t": "TAB",
    "\v": "LINE TABULATION",
    "\f": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}
PLAIN = re.compile(
    r"[\n\x20-\x7e\u4e00-\u9fff，。：；？！（）“”、]*"
)  # most of all text


def invisible(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields the line, the column, both from 1, and the name of each character that isn't
    to be seen: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    for number, line in enumerate(text.split("\n"), start=1):
        if PLAIN.fullmatch(line):
            continue
        for column, each in enumerate(line, start=1):
            if each != " " and (unicodedata.category(each) in UNSEEN or each in BLANK):
                yield number, column, name(each)


def name(character: str) -> str:
    """Returns `U+001B ESCAPE`."""
    known = CONTROLS.get(character) or unicodedata.name(character, "without a name")
    return f"U+{ord(character):04X} {known}"


def visible(text: str) -> str:
    """Returns the text with each such character as its number: `<U+001B>`."""
    for _, _, named in [*invisible(text)]:
        code = named.partition(" ")[0]
        text = text.replace(chr(int(code[2:], 16)), f"<{code}>")
    return text
