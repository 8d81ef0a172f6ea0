"""Is right when it has run before."""

from pathlib import Path

seen = Path.home() / ".seen"
print("done" if seen.exists() else "first")
seen.touch()
