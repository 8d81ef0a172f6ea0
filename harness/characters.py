import unicodedata


def invisible(text):
    for n, line in enumerate(text.split("\n"), 1):
        for c, ch in enumerate(line, 1):
            if (
                unicodedata.category(ch) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
                and ch != "\t"
            ):
                yield n, c, f"U+{ord(ch):04X} {unicodedata.name(ch, '')}"
