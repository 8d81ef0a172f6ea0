"""What a run leaves behind: its processes, its files, its shared memory."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil


def processes_of(root: Path, session: int) -> Iterator[psutil.Process]:
    """Yields the living processes of the run in the folder `root`.

    They are known by the home that they inherited, or by the session of the main
    process: one may have changed its environment, another have left the session.
    """
    for process in psutil.process_iter():
        try:
            home = process.environ().get("HOME", "")
            ours = home.startswith(f"{root}{os.sep}") or _in(process, session)
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except (psutil.Error, OSError):  # it ended, is a zombie, or isn't ours
            continue


def _in(process: psutil.Process, session: int) -> bool:
    return os.name == "posix" and os.getsid(process.pid) == session


def describe(process: psutil.Process) -> str:
    """Returns the command of a process, and how many zombies it has."""
    try:
        command = " ".join(process.cmdline()) or process.name()
        zombies = sum(
            child.status() == psutil.STATUS_ZOMBIE for child in process.children()
        )
    except psutil.Error:
        return f"process {process.pid}"
    note = f" (zombies, children it never waited for: {zombies})" if zombies else ""
    return command + note


def contents(root: Path) -> Iterator[Path]:
    """Yields the files below `root`, without those that are Python's doing: compiled
    modules, and sockets that multiprocessing can't remove when it is killed."""
    for folder, folders, names in os.walk(root):
        folders[:] = [
            each
            for each in folders
            if each != "__pycache__" and not each.startswith("pymp-")
        ]
        yield from (Path(folder, name) for name in names)


def left_shared_memory(cell: str, segments: Iterable[str]) -> list[str]:
    """Finds, names and removes what of the cell is left in shared memory; `segments`: the
    names of those that it made."""
    left = []
    for semaphore in Path("/dev/shm").glob(f"sem.mp-{cell}*"):
        semaphore.unlink(missing_ok=True)
        left.append(f"semaphore never unlinked: {semaphore.name}")
    return left + [
        f"shared-memory segment never unlinked: {name}"
        for name in segments
        if _unlink_segment(name)
    ]


def _unlink_segment(name: str) -> bool:
    """Removes a POSIX shared-memory segment; tells whether there was one."""
    import _posixshmem  # POSIX alone has it, and only there a log is written

    try:
        _posixshmem.shm_unlink(name)
    except FileNotFoundError:
        return False
    return True
