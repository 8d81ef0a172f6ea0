"""What the page is told of a run, by the harness's own code and the site's own drawing."""

import json
import sys
import traceback
from pathlib import Path

from harness.compare import both, diff, is_same
from harness.normalise import NOTHING, Known
from harness.run.noted import STARTUP, known, read, startup_variables, without
from harness.run.outcome import Hang, Outcome, expected_hang
from harness.snippets import discover
from harness.trace.events import Trace
from harness.trace.notes import Notes, shortened
from harness.transcripts import Transcript, Where
from theme.render.timeline.content import content, lay
from theme.render.words import words

CELL = "lab"
LIBRARY = str(Path(sys.prefix, "lib/python3.15"))
NOTES, NOTED = Path("/run/notes"), Path("/run/known")


def where(method: str) -> Where:
    """By which a transcript is chosen: the guest's own interpreter."""
    return Where(method, sys.version_info[:3], "linux", "CPython")


def is_traced(request: dict) -> bool:
    """Whether a timeline is wanted; who measures the machine does without."""
    return request.get("trace", True)


def variables(request: dict) -> dict[str, str]:
    notes = NOTES if is_traced(request) else None
    return startup_variables(CELL, request["method"], NOTED, notes)


def transcript_of(request: dict, files: Path) -> Transcript | None:
    """Returns the transcript of a program of the site; None if there is nothing to compare
    with: it was changed, or doesn't run here."""
    found = discover(files) if request["compare"] else []
    own = [each for each in found if each.path.name == request["program"]]
    return own[0].transcript_for(where(request["method"])) if own else None


def hang_of(transcript: Transcript | None) -> Hang | None:
    """What is expected of a program that the site documents as one that never ends."""
    return expected_hang(transcript.lines) if transcript else None


def told_of(run, request: dict, files: Path) -> dict:
    """Returns how the program ended (`status`, as a shell shows it, or `stopped`: why), what
    it left (`left`), its `seconds`, the timeline as HTML (`figure`),
    and of a program of the site the difference from its transcript (`diff`; empty:
    none; None: nothing to compare with)."""
    outcome = Outcome(
        without(
            run.output.decode("utf-8", "backslashreplace").replace("\r\n", "\n"), files
        ),
        run.status,
        hang=run.hang,
        leftovers=[f"process still running: {each}" for each in run.left],
    )
    frames = Known(folders=(LIBRARY, str(STARTUP)), own=files)
    noted = read(NOTED)
    outcome.known = known(frames, noted, {CELL})
    told = {
        "status": run.status,
        "stopped": run.stopped,
        "hangs": bool(run.hang and run.status is None and not run.stopped),
        "left": [*run.left, *left_files(run, files)],
        "seconds": round(run.seconds, 2),
        "diff": None,
    }
    if run.transcript and not run.stopped:
        documented, printed = both(run.transcript, outcome, request["program"])
        same = is_same(documented, printed)
        told["diff"] = "" if same else diff(documented, printed)[0]
    try:
        told |= drawn(run, request, outcome) if is_traced(request) else {}
    except Exception:  # a program can kill the tracer, too: its output still counts
        told["untraced"] = traceback.format_exc(limit=-3)
    return told


def left_files(run, files: Path) -> list[str]:
    """Returns the files and the shared memory that nobody has removed."""
    places = (files, Path("/tmp"), Path("/dev/shm"))
    new = {each for place in places for each in place.iterdir()} - run.given
    return sorted(str(each) for each in new if each.name != "__pycache__")


def drawn(run, request: dict, outcome: Outcome) -> dict[str, str]:
    """Returns the timeline of a run as a figure, and its trace."""
    lines = run.notes.split(b"\n")[:-1]
    notes = sorted(map(json.loads, filter(None, lines)), key=lambda note: note["t"])
    hang = run.hang or Hang(run.seconds)  # of one that the reader has ended
    # Its lines as they are, since the reader sees them so: nothing is renumbered.
    shown = Outcome(outcome.output, run.status, hang=hang, known=NOTHING)
    events = shortened(Notes(notes, run.ends, [], shown).events())
    version = ".".join(map(str, sys.version_info[:2]))
    timeline = lay(
        Trace(request["method"], f"CPython {version} on Linux", tuple(events))
    )
    text = words(request["language"])
    drawing = content({request["method"]: timeline}, request["method"], text, "lab")
    return {"figure": drawing}
