"""Running one cell: what the program meets, its limits, and that nothing is left."""

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing import shared_memory

import psutil
import pytest

from harness.run.outcome import Hang
from harness.run.sandbox import run

METHODS = multiprocessing.get_all_start_methods()
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


@pytest.fixture
def execute(tmp_path):
    """Runs a program text as a cell."""

    def call(text: str, method: str = "spawn", hang: Hang | None = None, **files: str):
        for name, content in files.items():
            (tmp_path / f"{name}.py").write_text(content)
        program = tmp_path / "program.py"
        program.write_text(text)
        return run(program, method, sys.executable, hang=hang)

    return call


@pytest.mark.parametrize("method", METHODS)
def test_the_default_start_method_is_changed_as_a_system_would(execute, method):
    """Fails if the private attribute of multiprocessing.context goes away."""
    outcome = execute(
        "import multiprocessing as m\nprint(m.get_start_method())", method
    )
    assert (outcome.output, outcome.status) == (f"{method}\n", 0)


@pytest.mark.parametrize("method", METHODS)
def test_a_snippets_own_choice_still_works(execute, method):
    """set_start_method() isn't refused as the second one."""
    outcome = execute(
        "import multiprocessing as m\n"
        "if __name__ == '__main__':\n"
        "    m.set_start_method('spawn')\n"
        "    print(m.get_start_method())\n",
        method,
    )
    assert (outcome.output, outcome.status) == ("spawn\n", 0)


@pytest.mark.parametrize("method", METHODS)
def test_children_start_by_the_method_too(execute, method):
    """Observed, not asked: the parent of the child, and the name of its main module."""
    outcome = execute(
        "import multiprocessing as m, os\n"
        "def work(q):\n"
        "    q.put((os.getppid(), __name__))\n"
        "if __name__ == '__main__':\n"
        "    q = m.Queue()\n"
        "    p = m.Process(target=work, args=(q,))\n"
        "    p.start()\n"
        "    parent, name = q.get()\n"
        "    p.join()\n"
        "    print(parent == os.getpid(), name)\n",
        method,
    )
    assert (
        outcome.output.strip()
        == {
            "fork": "True __main__",
            "spawn": "True __mp_main__",
            "forkserver": "False __mp_main__",
        }[method]
    )


def test_the_environment_is_a_readers(execute, monkeypatch):
    """No PYTHON* variable but the harness's own path; no forced colours."""
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    outcome = execute(
        "import os\nprint([n for n in os.environ if n.startswith(('PYTHON', 'FORCE'))])"
    )
    assert outcome.output.strip() == "['PYTHONPATH']"


@posix
def test_an_interrupt_is_heeded_as_on_a_terminal(execute):
    """Also where the tests themselves run in the background, with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        outcome = execute(
            "import os, signal\n"
            "try:\n"
            "    os.kill(os.getpid(), signal.SIGINT)\n"
            "except KeyboardInterrupt:\n"
            "    print('interrupted')\n"
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert outcome.output == "interrupted\n"


@posix
def test_garbage_of_semaphores_is_collected_outside_the_tracker(execute):
    """Within a call of it, Python 3.11.2 deadlocks, and 3.13.0 warns."""
    outcome = execute(
        "import gc, multiprocessing\n"
        "from multiprocessing import resource_tracker\n"
        "tracker = resource_tracker._resource_tracker\n"
        "is_alive = tracker._check_alive\n"
        "def collect():\n"
        "    gc.set_threshold(1)\n"
        "    [[] for _ in range(9)]\n"
        "    return is_alive()\n"
        "gc.set_threshold(10**6)\n"
        "ring = [multiprocessing.Lock()]\n"
        "ring.append(ring)\n"
        "del ring\n"
        "tracker._check_alive = collect\n"
        "multiprocessing.Lock()\n"
        "print('made')\n"
    )
    assert outcome.output == "made\n"


def test_the_folder_is_fresh_and_holds_the_modules(execute):
    """A module `_*.py` can be imported, and what a run writes is gone after it."""
    text = "import os, _helper\nopen('note.txt', 'x')\nprint(_helper.WORD)"
    for _ in range(2):
        outcome = execute(text, _helper="WORD = 'here'")
        assert outcome.output == "here\n"
        assert outcome.leftovers == ["file: files/note.txt"]


def test_stdout_and_stderr_come_in_order(execute):
    """As on a terminal."""
    outcome = execute(
        "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\nsys.exit(4)"
    )
    assert (outcome.output, outcome.status) == ("1\n2\n3\n", 4)
    assert outcome.transcript("x.py")[-2:] == ["$ echo $?", "4"]


@posix
def test_a_signal_shows_as_in_a_shell(execute):
    """128 and the signal's number."""
    outcome = execute("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert (outcome.output, outcome.status) == ("", 137)
    assert outcome.transcript("x.py") == ["$ python x.py", "$ echo $?", "137"]


def test_the_path_of_the_run_is_not_shown(execute):
    """A traceback names the program alone."""
    assert 'File "program.py", line 1' in execute("1 / 0").output


HANGING = (
    "import multiprocessing, time\n"
    "if __name__ == '__main__':\n"
    "    p = multiprocessing.Process(target=time.sleep, args=(600,))\n"
    "    p.start()\n"
    "    print('started')\n"
    "    p.join()\n"
)


@pytest.mark.parametrize("method", METHODS)
def test_a_hang_ends_in_time_and_leaves_nothing(execute, method):
    """The program, its children and the fork server are killed."""
    began = time.monotonic()
    outcome = execute(HANGING, method, Hang(1, lines=1))
    assert time.monotonic() - began < 20
    assert outcome.transcript("x.py")[1:] == ["started", "[still running after 1 s]"]
    assert ours() == []


def test_a_slow_start_is_waited_for(execute):
    """A busy machine may need longer than the limit to print what comes before."""
    outcome = execute(
        "import time\ntime.sleep(1)\nprint(1)\ntime.sleep(99)", hang=Hang(0.3, 1)
    )
    assert outcome.output == "1\n"


@posix
def test_a_child_left_behind_without_our_variable_is_found(execute):
    """It is known by the session; it even holds the pipe."""
    outcome = execute(
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], env={})\n"
        "print('done')\n"
    )
    assert outcome.output == "done\n"
    assert "time.sleep(600)" in outcome.leftovers[0]
    assert ours() == []


@posix
def test_a_long_tmpdir_leaves_room_for_a_socket(execute, monkeypatch, tmp_path):
    """The fork server's socket lies in the cell's own temporary folder."""
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    outcome = execute(
        "import multiprocessing as m\n"
        "if __name__ == '__main__':\n"
        "    p = m.Process(target=print, args=('child',))\n"
        "    p.start()\n"
        "    p.join()\n",
        "forkserver",
    )
    assert (outcome.output, outcome.leftovers) == ("child\n", [])


@posix
def test_shared_memory_of_somebody_else_is_left_alone(execute):
    """A snippet that finds a segment hasn't made it."""
    segment = shared_memory.SharedMemory(create=True, size=16)
    try:
        outcome = execute(
            "from multiprocessing import shared_memory\n"
            "try:\n"
            f"    shared_memory.SharedMemory({segment.name!r}, create=True, size=16)\n"
            "except FileExistsError:\n"
            "    print('exists')\n"
        )
        assert (outcome.output, outcome.leftovers) == ("exists\n", [])
        shared_memory.SharedMemory(segment.name).close()
    finally:
        segment.close()
        segment.unlink()


def ours() -> list[psutil.Process]:
    """The living descendants of this test run that sleep for ten minutes."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "600" in " ".join(process.cmdline()) and process.status() != "zombie":
                found.append(process)
        except psutil.Error:
            pass
    return found
