#!/usr/bin/python3 -I
"""Process 1 of the guest: it runs the programs that the page sends.

The page sends a number of bytes, a line end, and so many bytes of JSON:

    {"do": "run", "files": {name: text}, "program": name, "method": start method,
     "compare": whether the program is that of the site,
     "language": "zh" or "en", "now": seconds since 1970}
    {"do": "type", "text": what the reader types}     of a running program
    {"do": "kill"}                                    all that runs
    {"do": "seed", "bytes": 64 hexadecimal digits}    once a saved machine was restored
    {"do": "execute", "code": Python}                 while the machine is made (save.mjs)

The agent answers with a word, a number of bytes, a line end, and the bytes: `ready` once,
`output` as it comes, `asks` when a program reads from the terminal, `result` as JSON.
"""

import ctypes
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import tty
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, "/lab")
import result  # noqa: E402

LIBC = ctypes.CDLL(None, use_errno=True)
READER = 1000  # the user who runs programs: not the one of this process
FILES, HOME = Path("/home/files"), Path("/home/reader")
QUIET = 1.0  # seconds without output, after which what never ends has said all
OUTPUT_LIMIT = 100_000  # bytes, as of the checker
NOTES_LIMIT = 2_000_000  # bytes; of more nobody could look at the drawing
GRACE = 5.0  # seconds for what outlives the program, as of the checker
ASKS = 0.3  # seconds of silence until a look at who reads from the terminal
SOON = 0.02  # seconds between two looks at what outlives the program
RNDADDENTROPY, RNDRESEEDCRNG = 0x40085203, 0x5207


# --- The machine --------------------------------------------------------------------


def mount(kind: str, path: str, options: str = "") -> None:
    os.makedirs(path, exist_ok=True)
    LIBC.mount(kind.encode(), path.encode(), kind.encode(), 0, options.encode() or None)


def set_up() -> None:
    for kind, path in {"proc": "/proc", "sysfs": "/sys", "devtmpfs": "/dev", "devpts": "/dev/pts"}.items():  # fmt: skip
        mount(kind, path)
    for name, to in {"fd": "", "stdin": "/0", "stdout": "/1", "stderr": "/2"}.items():
        os.symlink(f"/proc/self/fd{to}", f"/dev/{name}")
    # A program that starts processes without end must leave room for this one.
    for name, value in {"threads-max": 250, "sysrq": 0, "printk": 1}.items():
        Path("/proc/sys/kernel", name).write_text(str(value))
    LIBC.sethostname(b"lab", 3)
    # Before all others, to hear a stop; what it starts has no such right.
    rule = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
    os.sched_setscheduler(0, rule, os.sched_param(1))
    empty()


def empty() -> None:
    """Takes away what a program has left."""
    for path, options in {
        "/home": "size=16m,mode=755",
        "/tmp": "size=16m,mode=1777",
        "/dev/shm": "size=32m,mode=1777",
        "/run": "size=8m,mode=755",
    }.items():
        LIBC.umount2(path.encode(), 2)  # also while somebody still holds a file
        mount("tmpfs", path, options)
    for folder in (FILES, HOME):
        folder.mkdir()
        os.chown(folder, READER, READER)


def seed(given: bytes) -> None:
    """Each reader's machine is the same one restored: without this, each would have the
    same random numbers."""
    with open("/dev/urandom", "wb", buffering=0) as file:
        fcntl.ioctl(file, RNDADDENTROPY, struct.pack("ii", 8 * len(given), len(given)) + given)  # fmt: skip
        fcntl.ioctl(file, RNDRESEEDCRNG)


def processes() -> Iterator[int]:
    """Yields the pids of what programs have started."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{name}").st_uid == READER:
                yield int(name)
        except FileNotFoundError:
            pass


def kill_all() -> None:
    """Ends all but this process."""
    while any(True for _ in processes()):
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            pass
        reap()
        time.sleep(0.01)


def reap() -> None:
    """Process 1 inherits what others leave."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


# --- The page -----------------------------------------------------------------------


class Page:
    """What the page sends and gets, over the serial port."""

    def __init__(self, path: str):
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)
        self.got = b""

    def request(self) -> dict:
        while b"\n" not in self.got:
            self.got += os.read(self.fd, 65536)
        size, _, self.got = self.got.partition(b"\n")
        while len(self.got) < int(size):
            self.got += os.read(self.fd, 65536)
        text, self.got = self.got[: int(size)], self.got[int(size) :]
        return json.loads(text)

    def send(self, word: str, data: bytes = b"") -> None:
        data = b"%s %d\n%s" % (word.encode(), len(data), data)
        while data:
            data = data[os.write(self.fd, data) :]


# --- A program ----------------------------------------------------------------------


class Run:
    """One run of a program, from its start to the end of all that it has started."""

    def __init__(self, page: Page, request: dict):
        self.page = page
        self.output, self.notes, self.ends = b"", b"", {}
        self.status: int | None = None
        self.ended = 0.0  # when the program did; what outlives it has its time
        self.stopped = ""
        for name, text in request["files"].items():
            FILES.joinpath(name).write_text(text, encoding="utf-8")
            os.chown(FILES / name, READER, READER)
        self.given = {*FILES.iterdir()}
        self.transcript = result.transcript_of(request, FILES)
        self.hang = result.hang_of(self.transcript)
        os.mkfifo(result.NOTES)
        result.NOTED.touch()
        for path in (result.NOTES, result.NOTED):
            path.chmod(0o666)
        self.trace = os.open(result.NOTES, os.O_RDWR | os.O_NONBLOCK)
        self.watched: dict[int, int] = {}  # pidfd → pid
        self.poll = select.poll()
        self.began = self.heard = time.monotonic()
        self.terminal, self.told = start(request["program"], result.variables(request))
        for fd in (page.fd, self.terminal, self.trace, self.told):
            self.poll.register(fd, select.POLLIN)
        self.asked = False
        self.wait()

    def wait(self) -> None:
        acts = {
            self.page.fd: self.heed,
            self.terminal: self.read,
            self.trace: self.note,
            self.told: self.end,
        }
        while not self.is_over():
            ready = self.poll.poll(1000 * (SOON if self.ended else ASKS))
            for fd, _ in ready:
                if fd in acts:
                    acts[fd]()
                elif fd in self.watched:
                    self.lose(fd)
            reap()
            if not ready:
                self.ask()
        self.seconds = time.monotonic() - self.began
        self.left = [describe(pid) for pid in processes()] if self.ended else []
        kill_all()
        while self.read() or self.note():
            pass
        for fd in (self.terminal, self.trace, self.told, *self.watched):
            os.close(fd)

    def is_over(self) -> bool:
        now = time.monotonic()
        if self.stopped:
            return True
        if self.ended:
            return now - self.ended > GRACE or not any(True for _ in processes())
        if self.hang and now - self.began > self.hang.seconds:
            quiet = now - self.heard > QUIET
            return quiet and self.output.count(b"\n") >= self.hang.lines
        return False

    def heed(self) -> None:
        request = self.page.request()
        if request["do"] == "type":
            os.write(self.terminal, request["text"].encode())
            self.asked = False
        elif request["do"] == "kill":
            self.stopped = "killed"

    def read(self) -> bytes:
        """Passes on what was printed."""
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # nobody has it open any more; or nothing is there
            data = b""
        if not data:
            self.forget(self.terminal)
        elif not self.stopped:
            data = data[: OUTPUT_LIMIT - len(self.output)]
            self.output += data
            self.heard = time.monotonic()
            self.page.send("output", data)
            if len(self.output) == OUTPUT_LIMIT:
                self.stopped = "output"
        return data

    def note(self) -> bytes:
        """Takes in what the tracer notes; watches each process from then on."""
        try:
            data = os.read(self.trace, 65536)
        except BlockingIOError:
            return b""
        if len(self.notes) < NOTES_LIMIT:
            self.notes += data
        for line in data.split(b"\n"):
            _, found, rest = line.partition(b'"pid": ')
            pid = int(rest.partition(b",")[0].rstrip(b"}")) if found else 0
            if pid and pid not in self.ends and pid not in self.watched.values():
                try:
                    fd = os.pidfd_open(pid)
                except OSError:
                    self.ends[pid] = time.monotonic_ns()
                else:
                    self.watched[fd] = pid
                    self.poll.register(fd, select.POLLIN)
        return data

    def lose(self, fd: int) -> None:
        """A process has ended."""
        self.ends.setdefault(self.watched.pop(fd), time.monotonic_ns())
        self.forget(fd)
        os.close(fd)

    def end(self) -> None:
        """The shell tells the exit code, unless it was killed itself."""
        code = os.read(self.told, 10)
        self.forget(self.told)
        if code:
            self.status, self.ended = int(code), time.monotonic()
        else:
            self.stopped = "parent"

    def forget(self, fd: int) -> None:
        try:
            self.poll.unregister(fd)
        except KeyError:
            pass

    def ask(self) -> None:
        """Tells the page, once, that a program waits for what the reader types."""
        if self.asked or self.ended:
            return
        for pid in processes():
            try:
                if Path(f"/proc/{pid}/wchan").read_text() == "wait_woken" and _reads(
                    pid
                ):
                    self.asked = True
                    return self.page.send("asks")
            except OSError:
                pass


def _reads(pid: int) -> bool:
    """Whether its main thread is in read(0, …)."""
    call = Path(f"/proc/{pid}/syscall").read_text().split()
    return call[:2] == ["3", "0x0"]


def describe(pid: int) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        command = ""
    return " ".join(command.split("\0")).strip() or f"pid {pid}"


def start(program: str, variables: dict[str, str]) -> tuple[int, int]:
    """Starts a program on a terminal of its own, below a shell, as a reader would. Returns
    the terminal, and where the shell tells the exit code."""
    told, tells = os.pipe()
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            shell(program, variables, tells)
        finally:
            os._exit(127)
    os.close(tells)
    os.set_blocking(terminal, False)
    return terminal, told


def shell(program: str, variables: dict[str, str], tells: int) -> None:
    """Starts the program and tells its exit code, as `$?` has it."""
    mode = termios.tcgetattr(0)
    mode[3] &= ~termios.ECHO  # the page shows what is typed
    termios.tcsetattr(0, termios.TCSANOW, mode)
    os.setgroups([])
    os.setresgid(READER, READER, READER)
    os.setresuid(READER, READER, READER)
    os.chdir(FILES)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's
    environment = {
        "HOME": str(HOME),
        "USER": "reader",
        "PATH": "/usr/bin",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        **variables,
    }
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve("/usr/bin/python3", ["python", program], environment)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(tells, b"%d" % (code if code >= 0 else 128 - code))
    os._exit(0)


# --- Requests -----------------------------------------------------------------------


def run(page: Page, request: dict) -> None:
    if abs(time.time() - request["now"]) > 2:
        time.clock_settime(time.CLOCK_REALTIME, request["now"])
    done = Run(page, request)
    page.send("result", json.dumps(result.told_of(done, request, FILES)).encode())
    empty()


def execute(page: Page, request: dict) -> None:
    import contextlib
    import io
    import traceback

    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            exec(request["code"], {})
        except Exception:
            traceback.print_exc(file=out)
    page.send("result", json.dumps({"output": out.getvalue()}).encode())


def main() -> None:
    set_up()
    page = Page("/dev/ttyS0")
    page.send("ready")
    while True:
        request = page.request()
        if request["do"] == "run":
            run(page, request)
        elif request["do"] == "seed":
            seed(bytes.fromhex(request["bytes"]))
        elif request["do"] == "execute":
            execute(page, request)


if __name__ == "__main__":
    main()
