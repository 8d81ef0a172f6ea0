"""What the site serves beside its pages, made of the project's files."""

import io
import re
import zipfile
from pathlib import Path

import rcssmin
import rjsmin

STYLES = Path(__file__).parents[1] / "styles"
IMPORT = re.compile(r'^@import "(?P<name>[\w.-]+)";$', re.MULTILINE)
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # no clock: equal files make equal bytes


def stylesheet() -> str:
    """Returns theme/styles/site.css with each file that it imports in its place."""
    text = (STYLES / "site.css").read_text(encoding="utf-8")
    return IMPORT.sub(lambda match: (STYLES / match["name"]).read_text("utf-8"), text)


def minify(site: Path) -> None:
    """Makes the project's own scripts and styles below a built site small."""
    for small, suffix in ((rcssmin.cssmin, ".css"), (rjsmin.jsmin, ".js")):
        for folder in (site / "assets", site / "assets/replay", site / "lab"):
            for path in sorted(folder.glob(f"*{suffix}")):
                path.write_text(small(path.read_text("utf-8")), encoding="utf-8")


def archive(snippets: Path) -> bytes:
    """Returns programs and transcripts as a zip; the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(snippets.rglob("*")):
            if path.suffix in (".py", ".out"):
                name = f"snippets/{path.relative_to(snippets).as_posix()}"
                entry = zipfile.ZipInfo(name, FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(entry, path.read_bytes())
    return buffer.getvalue()
