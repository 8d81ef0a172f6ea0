"""Runs one cell: a snippet under one start method with one interpreter.

The cell gets a fresh folder with its chapter's programs, an environment without
PYTHON* variables and a time limit. Whatever it started is found by a variable in the
environment, which every descendant inherits, even one that left session and parent.
"""

import os
import shutil
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from .normalise import normalise, split_lines
from .transcripts import STATUS, STILL_RUNNING

STARTUP = Path(__file__).parent / "startup"
TIME_LIMIT = 60.0  # seconds for a program that ends; far more than any needs
GRACE = 5.0  # seconds for what ends shortly after the main process, as trackers do


@dataclass(frozen=True)
class Hang:
    """What is expected of a program that never ends.

    seconds: it must still run after so many; lines: of normalised output that come
    before. A busy machine is waited for until they came, at the longest TIME_LIMIT.
    """

    seconds: float
    lines: int = 0


@dataclass
class Outcome:
    """What one run of a cell did.

    output: stdout and stderr as they came; status: the exit code, negative for a
    signal's number, None if it had to be killed; leftovers: what it left behind, a
    phrase each; hang: the limit that it was given, if any; seconds: of wall time.
    """

    output: str
    status: int | None
    leftovers: list[str] = field(default_factory=list)
    hang: Hang | None = None
    seconds: float = 0.0

    def transcript(self, program: str) -> list[str]:
        """Returns the lines of a transcript of `python program`, not normalised."""
        lines = [f"$ python {program}", *split_lines(self.output)]
        if self.status is None:
            limit = self.hang.seconds if self.hang else TIME_LIMIT
            return [*lines, STILL_RUNNING.format(f"{limit:g}")]
        if self.status:
            # A shell tells a signal's number as 128 more than it is.
            shown = self.status if self.status > 0 else 128 - self.status
            return [*lines, STATUS, str(shown)]
        return lines


def run(snippet: Path, method: str, python: str, hang: Hang | None = None) -> Outcome:
    """Runs `snippet` with `python` as if `method` were the system's default.

    A program is killed after TIME_LIMIT, or as `hang` says. At the end no process and
    no shared memory of the cell is left.
    """
    cell = uuid.uuid4().hex[:8]
    # A socket's path has room for about a hundred characters, and TMPDIR may be long.
    short = "/tmp" if os.name == "posix" else None
    root = Path(os.path.realpath(tempfile.mkdtemp(prefix="cell-", dir=short)))
    try:
        return _run_in(root, cell, snippet, method, python, hang)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run_in(root, cell, snippet, method, python, hang) -> Outcome:
    here, log = root / "files", root / "shm.log"
    here.mkdir()
    (root / "tmp").mkdir()
    for program in snippet.parent.glob("*.py"):
        shutil.copy(program, here)
    started = time.monotonic()
    process = subprocess.Popen(
        [python, snippet.name],
        cwd=here,
        env=environment(cell, method, root / "tmp", log),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
    )
    reader = Reader(process.stdout)
    try:
        status = _wait(process, reader, hang)
        seconds = time.monotonic() - started
        leftovers = [] if status is None else _left_processes(cell, process.pid)
    finally:
        unkilled = kill_all(cell, process)
    reader.join(GRACE)
    left_memory = _left_shared_memory(cell, log)
    if status is not None:  # one that was killed couldn't clean up
        leftovers += left_memory
    if unkilled or reader.is_alive():
        leftovers.append("something that could not be ended still holds the output")
    return Outcome(_without(reader.text(), here), status, leftovers, hang, seconds)


def _without(text: str, folder: Path) -> str:
    """Takes the path of the run's folder off, also as a repr writes it."""
    prefix = f"{folder}{os.sep}"
    return text.replace(prefix, "").replace(prefix.replace("\\", "\\\\"), "")


def environment(cell: str, method: str, temporary: Path, log: Path) -> dict[str, str]:
    """Returns this process's environment less what changes how a Python prints."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and name not in ("FORCE_COLOR", "NO_COLOR")
    }
    return kept | {
        "PYTHONPATH": str(STARTUP),
        "CELL_ID": cell,
        "CELL_METHOD": method,
        "CELL_SHM_LOG": str(log),
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "TMP": str(temporary),
    }


class Reader(threading.Thread):
    """Reads a pipe to its end, which comes when its last writer has ended."""

    def __init__(self, pipe):
        super().__init__(daemon=True)
        self._pipe = pipe
        self._chunks: list[bytes] = []
        self.start()

    def run(self):
        while chunk := self._pipe.read1(1 << 16):
            self._chunks.append(chunk)
        self._pipe.close()

    def text(self) -> str:
        """What was read so far, with line ends as \\n."""
        text = b"".join(self._chunks).decode("utf-8", errors="backslashreplace")
        return text.replace("\r\n", "\n")


def _wait(process, reader: Reader, hang: Hang | None) -> int | None:
    """Waits for the program and for the end of its output; None: it still runs."""
    started = time.monotonic()
    while True:
        reader.join(0.05 if process.poll() is None else GRACE)
        if not reader.is_alive() or process.poll() is not None:
            break
        passed = time.monotonic() - started
        if (
            passed > TIME_LIMIT
            or hang
            and passed > hang.seconds
            and _said(reader, hang)
        ):
            return None
    if process.poll() is None:  # it closed its output and goes on
        try:
            return process.wait(max(0, TIME_LIMIT - (time.monotonic() - started)))
        except subprocess.TimeoutExpired:
            return None
    reader.join(GRACE)
    return process.returncode


def _said(reader: Reader, hang: Hang) -> bool:
    whole, _, _ = reader.text().rpartition("\n")
    return len(normalise(split_lines(whole))) >= hang.lines


def processes_of(cell: str, session: int) -> Iterator[psutil.Process]:
    """Yields the living processes of a cell.

    They are known by the variable that they inherited, or by the session of the main
    process: one may have changed its environment, another have left the session.
    """
    for process in psutil.process_iter():
        try:
            ours = process.environ().get("CELL_ID") == cell or _in(process, session)
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except (psutil.Error, OSError):  # it ended, is a zombie, or isn't ours
            continue


def _in(process: psutil.Process, session: int) -> bool:
    return os.name == "posix" and os.getsid(process.pid) == session


def _left_processes(cell: str, session: int) -> list[str]:
    """Returns what still runs after the main process ended and had time to follow."""
    deadline = time.monotonic() + GRACE
    while left := list(processes_of(cell, session)):
        if time.monotonic() > deadline:
            return [f"process still running: {_command(process)}" for process in left]
        time.sleep(0.02)
    return []


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()) or process.name()
    except psutil.Error:
        return f"process {process.pid}"


def kill_all(cell: str, process: subprocess.Popen) -> bool:
    """Kills the program and all of the cell, also what is started meanwhile.

    Returns whether something was still there after GRACE.
    """
    process.kill()
    deadline = time.monotonic() + GRACE
    left = []
    while time.monotonic() < deadline and (
        left := list(processes_of(cell, process.pid))
    ):
        for each in left:
            try:
                each.kill()
            except psutil.Error:
                pass
        psutil.wait_procs(left, timeout=0.5)
    process.wait()
    return bool(left)


def _left_shared_memory(cell: str, log: Path) -> list[str]:
    """Finds, names and removes what of the cell is left in shared memory."""
    left = []
    for semaphore in Path("/dev/shm").glob(f"sem.mp-{cell}*"):
        semaphore.unlink(missing_ok=True)
        left.append(f"semaphore never unlinked: {semaphore.name}")
    if log.exists():
        for name in dict.fromkeys(log.read_text(encoding="utf-8").split()):
            if _unlink_segment(name):
                left.append(f"shared-memory segment never unlinked: {name}")
    return left


def _unlink_segment(name: str) -> bool:
    """Removes a POSIX shared-memory segment; tells whether there was one."""
    import _posixshmem  # POSIX alone has it, and only there a log is written

    try:
        _posixshmem.shm_unlink(name)
    except FileNotFoundError:
        return False
    return True
