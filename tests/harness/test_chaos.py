"""Disorder: what is deterministic holds in it, what isn't is caught, and whatever
happens nothing stays stopped or busy."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from harness.prove.chaos import main, parse, planned
from harness.prove.disorder import CORES, Pause, Plan, disturbance, neighbours
from harness.run.sandbox import SIDE_BY_SIDE, run

# A queue, joins, a time limit, exit codes.
HOLDS = """\
import multiprocessing
import sys
import time


def work(queue):
    queue.put("done")
    sys.exit(3)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    quick = multiprocessing.Process(target=work, args=(queue,))
    slow = multiprocessing.Process(target=time.sleep, args=(60,))
    quick.start()
    slow.start()
    print(queue.get())
    quick.join()
    slow.join(timeout=0.1)
    print(slow.is_alive())
    slow.terminate()
    slow.join()
    print(quick.exitcode, slow.exitcode)
"""
HANGS = "import time\nprint('waits', flush=True)\ntime.sleep(60)\n"
# The children end one after the other because they sleep so long, by 0.15 s each.
RACY = """\
import multiprocessing
import time


def work(turns, queue):
    for _ in range(turns):
        time.sleep(0.01)
    queue.put(turns)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    children = [
        multiprocessing.Process(target=work, args=(turns, queue))
        for turns in range(15, 135, 15)
    ]
    for p in children:
        p.start()
    print([queue.get() for p in children])
    for p in children:
        p.join()
"""
posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")


@pytest.fixture
def plant(tmp_path):
    """Makes a snippet with its transcript; returns the folder of all snippets."""

    def plant(program: str, *printed: str, name: str = "planted") -> Path:
        page = tmp_path / "chapter/page"
        page.mkdir(parents=True, exist_ok=True)
        (page / f"{name}.py").write_text(program)
        lines = [f"$ python {name}.py", *printed]
        (page / f"{name}.out").write_text("\n".join(lines) + "\n")
        return tmp_path

    return plant


def test_what_is_deterministic_holds(capsys, plant):
    """A short run of make chaos: no failure, nothing left, no neighbour."""
    plant(HANGS, "waits", "[still running after 3 s]", name="hangs")
    folder = plant(HOLDS, "done", "True", "3 -15")
    status = main(["1", "--snippets", str(folder), "--seed", "1"])
    said = capsys.readouterr().out
    assert status == 0, said
    assert "--seed 1" in said
    assert ", 0 failures, 0 leftovers" in said
    assert "2 snippets held" in said
    assert [each for each in descendants() if stopped_or_busy(each)] == []


@posix
def test_a_race_is_caught(capsys, plant):
    """Order by sleep holds in peace, or nearly always, and not in disorder: here by the
    plan that pauses longest while the program runs. The failure tells what to type to
    repeat its plan; that is accepted and means the same plan."""
    in_order = str([*range(15, 135, 15)])
    choice = ["--snippets", str(plant(RACY, in_order)), "--method", "fork"]
    longest = max(
        planned(parse(["300", *choice, "--seed", "1"])),
        key=lambda attempt: sum(each.seconds for each in attempt.plan.pauses[:12]),
    )
    main(["6", *choice, "--plain"])
    in_peace = failures(capsys.readouterr().out)
    assert main(["6", *choice, "--seed", f"1:{longest.repetition}"]) == 1
    said = capsys.readouterr().out
    assert failures(said) > in_peace, said
    assert f"    2 - {in_order}" in said
    command = re.search("^    (.* chaos .*--seed 1:.*)$", said, re.MULTILINE)[1]
    assert planned(parse(arguments(command)))[0].plan == longest.plan
    assert "under fork, " in said


def failures(said: str) -> int:
    return int(re.search(r"6 runs, (\d+) failures", said)[1])


def arguments(command: str) -> list[str]:
    """Returns what a call of make gives to the program."""
    words = ["make", "--dry-run", *shlex.split(command)[1:]]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    (call,) = re.findall(r".*-m harness chaos (.*)", done.stdout)
    return shlex.split(call)


def test_a_seed_is_a_plan(plant):
    """The same seed draws the same plan; another seed, cell or repetition another."""
    plant("print(1)", "1", name="another")
    choice = ["2", "--snippets", str(plant("print(1)", "1")), "--seed"]
    plans, again = (
        [a.plan for seed in ("1", "2") for a in planned(parse([*choice, seed]))]
        for _ in range(2)
    )
    assert plans == again
    assert len(set(plans)) == len(plans) >= 8
    assert all(plan.pauses for plan in plans)


@posix
def test_nothing_stays_stopped(tmp_path):
    """A process is stopped indeed, on the core of the plan; it is continued at once when
    the run is over, long before the plan would."""
    (tmp_path / "sleep.py").write_text("import time\ntime.sleep(60)")
    process = subprocess.Popen([sys.executable, tmp_path / "sleep.py"])
    known = psutil.Process(process.pid)
    plan = Plan(CORES[0] if CORES else None, (Pause(0, 0.5, 60),))
    try:
        with disturbance(plan)(process.pid, lambda: [known]):
            wait_until(lambda: known.status() == psutil.STATUS_STOPPED)
            if CORES:
                assert known.cpu_affinity() == CORES[:1]
        assert known.status() != psutil.STATUS_STOPPED
    finally:
        process.kill()
        process.wait()


def test_a_program_that_ends_while_it_is_stopped_is_no_error(tmp_path):
    """Killed by another, say."""
    (tmp_path / "kill.py").write_text("import time\ntime.sleep(0.2)\nprint('end')")
    plan = Plan(None, tuple(Pause(0.01, n / 20, 0.01) for n in range(20)) * 20)
    outcome = run(
        tmp_path / "kill.py", "spawn", sys.executable, disturb=disturbance(plan)
    )
    assert (outcome.output, outcome.leftovers) == ("end\n", [])


def test_neighbours_are_busy_and_end_with_the_run():
    """They take CPU time while it lasts, and are gone after it."""
    with neighbours(seed=1) as busy:
        pids = [psutil.Process(each.pid) for each in busy]
        wait_until(lambda: all(each.cpu_times().user > 0.1 for each in pids))
    assert None not in [each.poll() for each in busy]


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_the_run_ends_no_neighbour_lives(plant, number):
    """Ended by Ctrl-C or politely, it also tells what was found and leaves no cell."""
    program = f"import time\ntime.sleep(1)\nprint(1)  # {uuid.uuid4()}\n"
    command = [sys.executable, "-m", "harness", "chaos", "5000", "--seed", "1"]
    chaos = subprocess.Popen(
        [*command, "--snippets", plant(program, "1")],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: len(cells_of(program)) == SIDE_BY_SIDE)
        busy = list(filter(is_neighbour, descendants(chaos.pid)))
        assert len(busy) == (os.cpu_count() or 1)
        chaos.send_signal(number)
        said, _ = chaos.communicate(timeout=30)
        wait_until(lambda: not any(map(is_neighbour, busy)))
        if number != signal.SIGKILL:
            assert chaos.returncode == 130
            assert "0 failures, 0 leftovers" in said
            assert "of 5000 rounds are whole" in said
            assert cells_of(program) == []
    finally:
        chaos.kill()
        chaos.wait()
        for folder in cells_of(program):
            end_cell(folder)


def cells_of(program: str) -> list[Path]:
    """Returns the folders of the cells of a program that runs, or was never ended."""
    found = []
    for path in Path("/tmp").glob("cell-*/files/planted.py"):
        with suppress(FileNotFoundError):  # another test run's, over by now
            if path.read_text() == program:
                found.append(path.parent)
    return found


def end_cell(folder: Path) -> None:
    """Ends what a killed harness could not, and removes its folder."""
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder):
                process.kill()
        except psutil.Error:
            continue
    shutil.rmtree(folder.parent)


def test_a_run_may_be_cut_short(capsys, plant):
    """--minutes begins no run later, and tells how many rounds are whole."""
    folder = plant("print(1)\n", "1")
    choice = ["--snippets", str(folder), "--plain", "--method", "spawn"]
    assert main(["5000", *choice, "--minutes", "0.02"]) == 0
    said = capsys.readouterr().out
    assert "cut short: " in said and " of 5000 rounds are whole" in said
    assert "cut short: 0" not in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["0"], "expected a number from 1, such as 50"),
        (["1", "--seed", "x"], "expected a seed such as 42, or with a repetition 42:17"),
        (["1", "--seed", "4:"], "expected a seed such as 42"),
        (["1", "--seed", "4:0"], "expected a seed such as 42"),
        (["1", "chapter/none"], "chapter/none"),
        (["1", "--python", "no/python"], "can't run this interpreter"),
        (["1", "chapter/page/forked", "--method", "spawn"], "none of these snippets runs there"),
    ],
)  # fmt: skip
def test_a_wrong_choice_is_a_clear_error(capsys, plant, words, expected):
    """What was wrong, and what was expected."""
    folder = plant("print(1)\n", "1", name="forked")
    page = folder / "chapter/page"
    (page / "forked.out").rename(page / "forked.fork.out")
    with pytest.raises(SystemExit):
        main([*words, "--snippets", str(folder)])
    assert expected in capsys.readouterr().err


def descendants(pid: int | None = None) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def is_neighbour(process: psutil.Process) -> bool:
    try:
        return "neighbour.py" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def stopped_or_busy(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_STOPPED or is_neighbour(process)
    except psutil.Error:
        return False


def wait_until(condition, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)
