"""One run of a program: a fresh folder, a clean environment, limits, and nothing left.

The program gets a fresh folder with a home and a temporary folder of its own, an
environment without PYTHON* variables, and limits of time, output and processes. On POSIX
a shell stands between the harness and the program, so that a program that kills its
parent doesn't kill the harness. Whatever the program started is found by its home in the
environment, which every descendant inherits, even one that left session and parent.

A plain run is what a reader does: nothing of the harness's is in the process or in its
environment, the start method is the interpreter's own, and on POSIX the output goes to a
terminal. A program that prints something else for the checker is found by it.
"""

import math
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

import psutil

from ..interpreters import describe as describe_interpreter
from ..normalise import Known, normalise, split_lines
from ..snippets import files_of
from .leftovers import contents, describe, left_shared_memory, processes_of
from .noted import STARTUP, known, read, startup_variables, without
from .outcome import Hang, Outcome

TIME_LIMIT = 60.0  # seconds for a program that ends; far more than any needs
OUTPUT_LIMIT = 100_000  # bytes; no reader reads more
PROCESS_LIMIT = 100  # processes of one cell at a time
GRACE = 5.0  # seconds for what ends shortly after the main process, as trackers do
HOME = Path(__file__).parents[2] / ".cache/readers"  # of the folders of plain runs
# What of the environment a plain run has, besides LC_*; the later ones are Windows'.
USUAL = {
    *("PATH", "LANG", "TZ", "USER", "LOGNAME", "SHELL", "LD_LIBRARY_PATH"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERNAME"),
    *("USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "NUMBER_OF_PROCESSORS"),
}
SIDE_BY_SIDE = 3 * (os.cpu_count() or 1)  # runs at a time: most of them sleep

TOO_MUCH_OUTPUT = f"it printed more than {OUTPUT_LIMIT} bytes"
TOO_MANY_PROCESSES = f"it had more than {PROCESS_LIMIT} processes at a time"
KILLED_ITS_PARENT = "it killed the process that had started it, a shell"

# Runs the program and writes down its exit code as `echo $?` shows it. The shell's own
# stderr is elsewhere: it would tell of a signal there.
SHELL = '("$@" 2>&1); echo $? >"$0"'

# Called when a cell's program was started, with the pid of its shell and with a function
# that lists the cell's living processes; what it returns is entered while it runs.
Disturb = Callable[
    [int, Callable[[], list[psutil.Process]]], AbstractContextManager[object]
]


class Folders(NamedTuple):
    """The folders of a run: where the program is, its home, its temporary folder."""

    files: Path
    home: Path
    tmp: Path


def run(
    snippet: Path,
    method: str,
    python: str,
    *,
    hang: Hang | None = None,
    disturb: Disturb | None = None,
    limit: float = TIME_LIMIT,
    grace: float = GRACE,
    trace: Path | None = None,
    plain: bool = False,
) -> Outcome:
    """Runs `snippet` with `python` as if `method` were the system's default; if `plain`,
    it must be.

    A program is ended after `limit` seconds, or as `hang` says; what outlives it, after
    `grace` more. `disturb` may interfere with it from outside. `trace` is a file in which
    its processes note what they do; see startup/tracer/. At the end no process, no file
    and no shared memory of the cell is left.
    """
    # A socket's path has room for about a hundred characters, and TMPDIR may be long.
    short = "/tmp" if os.name == "posix" else None
    if plain:
        HOME.mkdir(parents=True, exist_ok=True)
        root, tmp = _fresh(dir=HOME), _fresh(dir=short)
        given = Folders(root / "project", root / "user", tmp)
    else:
        root = _fresh(prefix="cell-", dir=short)
        given = Folders(root / "files", root / "home", root / "tmp")
    try:
        for folder in given:
            folder.mkdir(exist_ok=True)
        for path in files_of(snippet):
            shutil.copy(path, given.files)
        started = Sandbox(root, given, snippet, method, python, hang, limit, grace, trace, plain)  # fmt: skip
        return started.execute(disturb or _leave_alone)
    finally:
        for folder in (root, given.tmp):
            shutil.rmtree(folder, ignore_errors=True)


def _fresh(**where) -> Path:
    return Path(os.path.realpath(tempfile.mkdtemp(**where)))


def _leave_alone(pid: int, processes: Callable) -> AbstractContextManager[None]:
    return nullcontext()


class Sandbox:
    """One run of a program in the folder `root`, from its start to its last trace."""

    def __init__(
        self, root, folders, snippet, method, python, hang, limit, grace, trace, plain
    ):
        self.cell = uuid.uuid4().hex[:8]
        self.root = root
        self.folders = folders
        self.status_file = root / "status"
        self.noted = root / "known"
        self.frames = Known(
            folders=(describe_interpreter(python).library, str(STARTUP)),
            own=snippet.parent,
        )
        self.plain = plain
        self.hang = hang
        self.limit = limit
        self.grace = grace
        self.trace = trace
        self.given = set(self._contents())
        self.processes_before = len(psutil.pids())
        self.started = time.monotonic()
        self.deadline = math.inf  # for what outlives the program, once that has ended
        self.process, output = self._start(python, snippet.name, method)
        self.reader = Reader(output)

    def _start(
        self, python: str, program: str, method: str
    ) -> tuple[subprocess.Popen, BinaryIO]:
        """Starts the program; returns what it prints as a file, too."""
        command, stderr = [python, program], subprocess.STDOUT
        if os.name == "posix":
            command = ["/bin/sh", "-c", SHELL, str(self.status_file), *command]
            stderr = subprocess.DEVNULL
        if self.plain:
            variables = plain_environment(self.folders)
        else:
            variables = environment(self.cell, method, self.folders, self.noted, self.trace)  # fmt: skip
        ours, theirs = os.openpty() if self.plain and os.name == "posix" else (None, subprocess.PIPE)  # fmt: skip
        if ours is not None:
            os.write(ours, b"\x04")  # the end of what is typed
        process = subprocess.Popen(
            command,
            cwd=self.folders.files,
            env=variables,
            stdin=subprocess.DEVNULL if ours is None else theirs,
            stdout=theirs,
            stderr=stderr,
            start_new_session=os.name == "posix",
        )
        if ours is None:
            return process, process.stdout
        os.close(theirs)
        return process, os.fdopen(ours, "rb")

    def execute(self, disturb: Disturb) -> Outcome:
        outcome = Outcome("", None, hang=self.hang)
        all_ended = unkilled = False
        try:
            with disturb(self.process.pid, self.processes):
                self._wait(outcome)
            outcome.seconds = time.monotonic() - self.started
            if outcome.status is not None:
                outcome.leftovers += self._left_processes()
                all_ended = not outcome.leftovers
        finally:
            if not all_ended:
                unkilled = self._kill_all()
        self.reader.join(GRACE)
        noted = read(self.noted)
        left_memory = left_shared_memory(self.cell, noted["shm"])
        if outcome.status is not None:  # one that was killed couldn't clean up
            outcome.leftovers += [*left_memory, *self._left_files()]
        if unkilled or self.reader.is_alive():
            outcome.leftovers.append("something that could not be ended")
        outcome.output = without(self.reader.text(), self.folders.files)
        names = {self.root.name, self.cell}
        outcome.known = self.frames if self.plain else known(self.frames, noted, names)
        outcome.plain = self.plain
        outcome.remarks += _remarks(outcome, self.reader)
        return outcome

    def processes(self) -> list[psutil.Process]:
        """Returns the cell's living processes, its shell included."""
        return list(processes_of(self.root, self.process.pid))

    # --- Waiting ---------------------------------------------------------------

    def _wait(self, outcome: Outcome) -> None:
        """Waits for the end of the program and of its output; fills in the exit code,
        or why it must be ended."""
        while self.process.poll() is None:
            if self.reader.is_alive():
                self.reader.join(0.05)
            else:  # its output ended; most often it is about to end as well
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.05)
            if self.process.poll() is None and self._is_over(outcome):
                return
        self.deadline = time.monotonic() + self.grace
        self.reader.join(0.05)
        printed = self.reader.size
        # Its descendants may still hold the pipe.
        self.reader.join(max(0, self.deadline - time.monotonic()))
        late = self.reader.size - printed
        outcome.status = self._status()
        if self.reader.is_full:
            outcome.status, outcome.stopped = None, TOO_MUCH_OUTPUT
        elif outcome.status is None:
            outcome.stopped = KILLED_ITS_PARENT
        elif late:
            outcome.remarks.append(
                f"The last {late} bytes came when the main process had ended."
            )

    def _is_over(self, outcome: Outcome) -> bool:
        """Returns whether a program that still runs is to be ended."""
        passed = time.monotonic() - self.started
        if self.hang and passed > self.hang.seconds and self._said(self.hang.lines):
            return True
        if self.reader.is_full:
            outcome.stopped = TOO_MUCH_OUTPUT
        elif passed > self.limit:
            outcome.stopped = f"it still ran after {self.limit:g} s"
        elif self._has_too_many_processes():
            outcome.stopped = TOO_MANY_PROCESSES
        return bool(outcome.stopped)

    def _said(self, lines: int) -> bool:
        whole, _, _ = self.reader.text().rpartition("\n")
        return len(normalise(split_lines(whole), self.frames)) >= lines

    def _has_too_many_processes(self) -> bool:
        """Looks closer, which takes a while, only where the machine has many more."""
        more = len(psutil.pids()) - self.processes_before
        return more > PROCESS_LIMIT and len(self.processes()) > PROCESS_LIMIT

    def _status(self) -> int | None:
        """Returns the exit code; None if the shell ended before it could tell."""
        if os.name != "posix":
            return self.process.returncode
        told = self.status_file.exists() and self.status_file.read_text()
        return int(told) if told else None

    # --- What is left ------------------------------------------------------------

    def _left_processes(self) -> list[str]:
        """Returns what still runs after the main process ended and had time to follow."""
        while left := self.processes():
            if time.monotonic() > self.deadline:
                return [f"process still running: {describe(each)}" for each in left]
            time.sleep(0.02)
        return []

    def _left_files(self) -> list[str]:
        ours = {self.status_file, self.noted}
        new = set(self._contents()) - self.given - ours
        return [
            f"file: {os.path.relpath(path, self.root)}".replace(os.sep, "/")
            for path in sorted(new)
        ]

    def _contents(self) -> Iterator[Path]:
        """Yields the files of the run."""
        yield from contents(self.root)
        if not self.folders.tmp.is_relative_to(self.root):
            yield from contents(self.folders.tmp)

    def _kill_all(self) -> bool:
        """Kills the program and all of the cell, also what is started meanwhile.

        Returns whether something was still there after GRACE.
        """
        if self.process.poll() is None:
            if os.name == "posix":  # at once, or one could go on forking
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        deadline = time.monotonic() + GRACE
        left = []
        while time.monotonic() < deadline and (left := self.processes()):
            for each in left:
                with suppress(psutil.Error):
                    each.kill()
            psutil.wait_procs(left, timeout=0.5)
        self.process.wait()
        return bool(left)


def _remarks(outcome: Outcome, reader: "Reader") -> list[str]:
    """Returns what may explain a difference, besides the difference itself."""
    found = []
    if outcome.status == 120:  # by the documentation of sys.exit()
        found.append("Exit code 120: Python could not write the last of its output.")
    if reader.is_not_utf8:
        found.append("It printed bytes that are not UTF-8; they are shown as \\x...")
    if "EOFError: EOF when reading a line" in outcome.output:
        found.append("It read stdin, which is empty: a page can't ask its reader.")
    return found


def plain_environment(folders: Folders) -> dict[str, str]:
    """Returns the environment of somebody at a terminal without colours, nothing else."""
    kept = {
        name: value
        for name, value in _variables()
        if name.upper() in USUAL or name.startswith("LC_")
    }
    # On Windows the output goes to a pipe; a console shows it line by line.
    unbuffered = {"PYTHONUNBUFFERED": "1"} if os.name == "nt" else {}
    return kept | _own(folders) | unbuffered | {"TERM": "dumb"}


def _variables() -> Iterator[tuple[str, str]]:
    """Yields this process's environment; pytest changes a variable of its own meanwhile,
    which may be gone by then."""
    for name in [*os.environ]:
        if (value := os.environ.get(name)) is not None:
            yield name, value


def _own(folders: Folders) -> dict[str, str]:
    temporary = str(folders.tmp)
    return {
        "HOME": str(folders.home),
        "TMPDIR": temporary,
        "TEMP": temporary,
        "TMP": temporary,
    }


def environment(
    cell: str, method: str, folders: Folders, noted: Path, trace: Path | None = None
) -> dict[str, str]:
    """Returns this process's environment less what changes how a Python prints."""
    kept = {
        name: value
        for name, value in _variables()
        if not name.startswith("PYTHON") and name not in ("FORCE_COLOR", "NO_COLOR")
    }
    return kept | _own(folders) | startup_variables(cell, method, noted, trace)


class Reader(threading.Thread):
    """Reads a pipe or a terminal to its end, which comes when its last writer has ended.

    What exceeds OUTPUT_LIMIT is read and forgotten; `size` counts it all, in bytes.
    """

    def __init__(self, pipe):
        super().__init__(daemon=True)
        self._pipe = pipe
        self._kept = b""
        self.size = 0
        self.start()

    def run(self):
        with suppress(OSError):  # the end of a terminal, on Linux
            while chunk := self._pipe.read1(1 << 16):
                self.size += len(chunk)
                self._kept += chunk[: OUTPUT_LIMIT - len(self._kept)]
        self._pipe.close()

    @property
    def is_full(self) -> bool:
        return self.size > OUTPUT_LIMIT

    @property
    def is_not_utf8(self) -> bool:
        try:
            self._kept.decode("utf-8")
        except UnicodeDecodeError:
            return not self.is_full  # else it may be cut within a character
        return False

    def text(self) -> str:
        """What was read so far, with line ends as \\n."""
        text = self._kept.decode("utf-8", errors="backslashreplace")
        return text.replace("\r\n", "\n")
