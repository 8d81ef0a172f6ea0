"""Saves a started interpreter as an executable, once, while the machine is made.

Whoever executes it goes on below the call of saved(), as a new process with arguments and
an environment of its own, with modules imported and start-up done: a tenth of the work of
a start, since it isn't done again. Each process of a program under spawn is such a start.
What it can't do (options, PYTHON* variables) the ordinary interpreter does.

It differs from that in what a start would have chosen anew: all have one hash seed, and
more modules are imported than the program asks for.
"""

import ctypes
import gc
import io
import os
import signal
import sys
from importlib.machinery import ModuleSpec

REAL, IMAGE = "/usr/bin/python3.15", "/usr/bin/python3-image"
STACK = 0x60000000  # where the executable has the stack, as unx.c knows
PAGE = 4096
STARTUP = "/lab/harness/run/startup"  # the harness's own, of each process
TRACKER = "from multiprocessing.resource_tracker import main"
READ, WRITE, EXECUTE, STACK_SEGMENT = 4, 2, 1, 0x6474E551


# --- The executable -------------------------------------------------------------------


def write_image(pid: int, entry: int, low_at: int, top: int) -> None:
    """Writes the memory of a stopped process as an ELF executable: a segment for each
    mapping, and the live part of the stack, from where `low_at` says up to `top`."""
    segments = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, mode, *_ = line.split()
            low, high = (int(each, 16) for each in span.split("-"))
            if mode[0] == "r" and "[stack]" not in line and "[v" not in line:
                flags = READ | WRITE * (mode[1] == "w") | EXECUTE * (mode[2] == "x")
                segments.append((low, low, high - low, flags))
        memory.seek(low_at)
        low = int.from_bytes(memory.read(4), "little")
        segments.append((STACK, low, top - low, READ))
        segments.sort()
        with open(IMAGE, "wb") as image:
            table, offset = b"", PAGE * 2  # behind the headers
            for at, source, size, flags in segments:
                table += words(1, offset, at, at, size, size, flags, PAGE)
                for start in range(0, size, PAGE):
                    memory.seek(source + start)
                    block = memory.read(min(PAGE, size - start))
                    if block.strip(b"\0"):
                        image.seek(offset + start)
                        image.write(block)
                offset += -(-size // PAGE) * PAGE
            table += words(STACK_SEGMENT, 0, 0, 0, 0, 0, READ | WRITE, 16)
            image.truncate(offset)
            image.seek(0)
            image.write(
                b"\x7fELF\1\1\1" + bytes(9) + halves(2, 3) + words(1, entry, 52, 0, 0)
            )
            image.write(halves(52, 32, len(segments) + 1, 0, 0, 0) + table)
    os.chmod(IMAGE, 0o755)
    print(f"{len(segments)} segments, {os.stat(IMAGE).st_blocks * 512} bytes")


def words(*numbers: int) -> bytes:
    return b"".join(each.to_bytes(4, "little") for each in numbers)


def halves(*numbers: int) -> bytes:
    return b"".join(each.to_bytes(2, "little") for each in numbers)


def saved() -> list[str]:
    """Writes the executable and ends. Returns in each process that executes it: its
    arguments."""
    stat = open("/proc/self/stat").read().rpartition(")")[2].split()
    lib, libc = ctypes.PyDLL("/lab/unx.so"), ctypes.PyDLL(None)
    entry = ctypes.cast(lib.entry, ctypes.c_void_p).value
    lib.save.restype = ctypes.c_uint
    environ = ctypes.c_uint.in_dll(libc, "environ")
    heap_end = ctypes.c_uint.in_dll(libc, "__curbrk")
    top = int(stat[25])  # where the stack begins
    gc.collect()
    gc.freeze()
    if pid := os.fork():
        try:
            os.waitpid(pid, os.WUNTRACED)
            low_at = ctypes.addressof(ctypes.c_uint.in_dll(lib, "low"))
            write_image(pid, entry, low_at, top)
            sys.stdout.flush()
        finally:
            os.kill(pid, signal.SIGKILL)  # who waits for its output would wait for ever
            os._exit(0)
    pointer = lib.save(top, ctypes.byref(heap_end))
    count = ctypes.c_uint.from_address(pointer).value
    environ.value = pointer + 4 * (count + 2)
    os.reload_environ()
    if not ctypes.c_uint.in_dll(lib, "interrupts_ignored").value:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    arguments = (ctypes.c_char_p * count).from_address(pointer + 4)
    return [os.fsdecode(each) for each in arguments]


# --- What is compiled already ---------------------------------------------------------


class Kept:
    """Finds the modules of a folder by their code, which was compiled before the image was
    saved: each process of a traced run imports all of them. They run as ever."""

    def __init__(self, folder: str):
        self.folder = folder
        self.modules = {}  # by name: code, and the folder if it is a package
        for inside, _, files in os.walk(folder):
            for file in files:
                if not file.endswith(".py"):
                    continue
                path = os.path.join(inside, file)
                name = os.path.relpath(path, folder)[:-3].replace("/", ".")
                package = name.endswith("__init__")
                name = name.removesuffix(".__init__")
                with open(path, "rb") as source:
                    code = compile(source.read(), path, "exec")
                self.modules[name] = code, inside if package else None

    def find_spec(self, name, path=None, target=None):
        if name not in self.modules or self.folder not in sys.path:
            return None
        code, folder = self.modules[name]
        spec = ModuleSpec(name, self, origin=code.co_filename, is_package=bool(folder))
        spec.has_location = True
        if folder:
            spec.submodule_search_locations.append(folder)
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.modules[module.__name__][0], vars(module))


# --- What a start does anew -----------------------------------------------------------


def open_streams() -> None:
    """As Python's start does; see create_stdio() in Python/pylifecycle.c."""
    for fd, name, mode, errors in (
        (0, "stdin", "r", "surrogateescape"),
        (1, "stdout", "w", "surrogateescape"),
        (2, "stderr", "w", "backslashreplace"),
    ):
        try:
            os.fstat(fd)
        except OSError:
            stream = None
        else:
            raw = open(fd, mode + "b", closefd=False)
            newline = None if mode == "r" else "\n"
            by_line = fd == 2 or os.isatty(fd)
            stream = io.TextIOWrapper(raw, "utf-8", errors, newline, by_line)
            stream.mode = mode
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def begin() -> tuple[str | bytes, str, dict]:
    """Returns the program of a process that executes the image, its name, its globals."""
    arguments = saved()
    sys.orig_argv[:] = arguments
    command = arguments[1:2] == ["-c"] and len(arguments) > 2
    option = len(arguments) < 2 or arguments[1].startswith("-") and not command
    if option or any(
        name.startswith("PYTHON") and name != "PYTHONPATH" for name in os.environ
    ):
        os.execv(REAL, arguments)
    open_streams()
    sys.modules["threading"]._main_thread._set_native_id()
    if "random" in sys.modules:
        sys.modules["random"].seed()
    process = sys.modules["multiprocessing.process"]
    process._current_process = type(process._current_process)()  # has a key of its own
    process._children.clear()
    if path := os.environ.get("PYTHONPATH"):
        sys.path[:0] = path.split(":")
        import site

        site.execsitecustomize()
    main = type(sys)("__main__")
    main.__builtins__ = __builtins__
    main.__loader__ = main.__spec__ = None
    # As multiprocessing does when it is imported: what children pickle names it.
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    if command:
        sys.argv[:] = ["-c", *arguments[3:]]
        sys.path.insert(0, "")
        return arguments[2], "<string>", vars(main)
    file = arguments[1]
    sys.argv[:] = arguments[1:]
    sys.path.insert(0, os.path.dirname(os.path.realpath(file)))
    main.__file__ = os.path.abspath(file)
    main.__cached__ = None
    try:
        with open(file, "rb") as program:
            return program.read(), file, vars(main)
    except OSError as error:
        sys.exit(
            f"{sys.executable}: can't open file {main.__file__!r}:"
            f" [Errno {error.errno}] {error.strerror}"
        )


def show(error: BaseException, traceback) -> None:
    """Shows an exception without the frame of this file, and ends as Python would."""
    sys.excepthook(type(error), error.with_traceback(traceback), traceback)
    if isinstance(error, KeyboardInterrupt):
        # Python itself ends by SIGINT then, after all else is done.
        sys.excepthook = lambda *_: None
        raise error
    sys.exit(1)


for _name in os.environ["PRELOAD"].split():
    __import__(_name)
sys.meta_path.insert(0, Kept(STARTUP))
compile("import a\nfor b in c: print(f'{b}')\n", "x", "exec")  # makes the types of ast
sys.path[:] = [each for each in sys.path if each not in ("", "/lab")]
_code, _name, _globals = begin()
_text = _code
try:
    _code = compile(_text, _name, "exec")
except (SyntaxError, ValueError) as _error:
    show(_error, None)
try:
    exec(_code, _globals)
except SystemExit:
    raise
except BaseException as _error:
    show(_error, _error.__traceback__.tb_next)
if _name == "<string>" and _text.startswith(TRACKER):
    # It runs no code of the reader's: there is nothing to take apart, module by module.
    os._exit(0)
