"""Places: what is made past Markdown, out of its way.

Instead of its HTML a place is left in the page's Markdown, a mark that no author can
write: it is drawn anew for each page. The place is filled afterwards, before the search
index is fed, if readers search for what it holds, or after that.
"""

import re
import secrets
from collections.abc import Callable


class Places:
    """The places of one page."""

    def __init__(self):
        self.mark = secrets.token_hex(8)
        self._made: list[tuple[Callable[[], str], bool]] = []
        self._place = re.compile(rf'<div data-place="{self.mark}-(\d+)"></div>')

    def leave(self, make: Callable[[], str], *, searched: bool = False) -> str:
        """Returns a place, a block of HTML, for what `make` returns; `searched`: whether
        it belongs into the search index."""
        self._made.append((make, searched))
        return f'<div data-place="{self.mark}-{len(self._made) - 1}"></div>'

    def fill(self, html: str, *, searched: bool) -> str:
        """Fills the places that are searched, or the others, in their order. What fills
        one may hold others."""

        def fill(match: re.Match) -> str:
            make, belongs = self._made[int(match[1])]
            return make() if belongs == searched else match[0]

        return self._place.sub(fill, html)
