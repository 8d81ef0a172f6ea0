"""Puts the snippets on the site: each program, and all files as one zip."""

import io
import zipfile
from pathlib import Path

from mkdocs.structure.files import File

FOLDER = Path(__file__).parents[2] / "snippets"
UNSEEN = ("figures/", "terms.txt")  # for the build alone
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # no clock: equal files make equal bytes


def on_files(files, config):
    """Adds the downloads, once for both languages; drops what only the build reads."""
    for file in [each for each in files if each.src_uri.startswith(UNSEEN)]:
        files.remove(file)
    if config.theme["language"] != "zh":
        return files
    for path in sorted(FOLDER.rglob("*.py")):
        name = path.relative_to(FOLDER.parent).as_posix()
        files.append(File.generated(config, name, abs_src_path=str(path)))
    files.append(File.generated(config, "snippets.zip", content=archive()))
    return files


def archive() -> bytes:
    """Returns programs and transcripts as a zip; the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(FOLDER.rglob("*")):
            if path.suffix in (".py", ".out"):
                name = path.relative_to(FOLDER.parent).as_posix()
                entry = zipfile.ZipInfo(name, FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(entry, path.read_bytes())
    return buffer.getvalue()
