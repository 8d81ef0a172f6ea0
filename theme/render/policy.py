"""Gives all pages one Content-Security-Policy, as strict as Material allows.

One for the whole site: instant navigation keeps the policy of the first page, and
would add a second one that differs to it. (`frame-ancestors` is obeyed in a header
alone; whoever serves the site with headers of their own can add it.)
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

POLICY = {
    "default-src": "'self'",  # Firefox: the next page, fetched before a click
    **dict.fromkeys(
        ["font-src", "frame-src", "manifest-src", "media-src", "object-src"], "'none'"
    ),
    "script-src": "'self'",  # and the hashes of Material's own inline scripts
    "style-src": "'self'",  # and the hash of the style of 404.html, which stands alone
    "img-src": "'self' data:",  # Material's stylesheet holds its icons as data:
    "connect-src": "'self'",  # the search index, the next page, the twin of a section
    "worker-src": "'self'",  # the search
    "base-uri": "'none'",
    "form-action": "'none'",  # the search is a form that is never sent
}
CHARSET = b'<meta charset="utf-8">'  # stays first: a browser looks only so far for it
# What comes from Markdown gets no hash: a script in it stays blocked.
ARTICLE = re.compile(rb"<article.*</article>", re.DOTALL)
INLINE = re.compile(rb"<(script|style)>(.*?)</\1>", re.DOTALL)


def put_policy(site: Path) -> None:
    """Puts the policy into each page below a folder; ValueError if one has no place for
    it."""
    pages = {path: path.read_bytes() for path in sorted(site.rglob("*.html"))}
    tag = CHARSET + b'\n    <meta http-equiv="Content-Security-Policy" content="%s">'
    tag %= policy(pages.values()).encode()
    for path, page in pages.items():
        if CHARSET not in page:
            raise ValueError(f"{path}: no {CHARSET.decode()} to put the policy after")
        path.write_bytes(page.replace(CHARSET, tag, 1))


def policy(pages: Iterable[bytes]) -> str:
    """Returns the policy that lets the inline scripts and styles of all pages run."""
    sources = {directive: [source] for directive, source in POLICY.items()}
    found = {each for page in pages for each in INLINE.findall(ARTICLE.sub(b"", page))}
    for name, text in sorted(found):
        digest = b64encode(sha256(text).digest()).decode()
        sources[f"{name.decode()}-src"].append(f"'sha256-{digest}'")
    return "; ".join(" ".join([name, *each]) for name, each in sources.items())
