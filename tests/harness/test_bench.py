"""Measuring the cost: the arithmetic, and that the generated snippets are right."""

import subprocess
import sys
import time

import pytest

from harness.bench import CORES, ROOT, Cost, cost, generated, lower_bound, overhead
from harness.interpreters import describe
from harness.inventory import problems


def test_the_lower_bound_is_the_larger_one():
    """Either the CPU time of all cells on all cores, or the longest cell."""
    spent = Cost(wall=9.0, own=1.0, children=3.0 * CORES)
    assert lower_bound(spent, longest=2.0) == spent.cpu / CORES
    assert lower_bound(spent, longest=50.0) == 50.0


def test_sleeping_costs_wall_time_alone():
    """CPU time is that of work done."""
    asleep = cost(lambda: time.sleep(0.3))
    assert asleep.wall >= 0.3 and asleep.own < 0.2
    busy = cost(lambda: sum(range(5_000_000)))
    assert busy.own > asleep.own


def test_the_generated_snippets_are_in_order(tmp_path):
    """As many as asked for, each with its transcript."""
    root = generated(tmp_path, 25)
    assert len(list(root.rglob("*.py"))) == 25
    assert problems(root) == []


def test_a_cell_costs_more_than_its_program(tmp_path):
    """The figure is measured, and says so in ms."""
    said = overhead(describe(), tmp_path, count=3)
    milliseconds = float(said.split()[1])
    assert said.startswith("overhead: ") and 0 < milliseconds < 1000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux adopts orphans")
def test_the_whole_suite_counts_orphans():
    """A process that outlives its parent, as a resource tracker does, counts too."""
    work = "sum(range(30_000_000))"  # costs far more than starting Python does
    orphan = (
        f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', '{work}'])"
    )
    measure = f"""
from harness.bench import *
adopt_orphans()
one = cost(lambda: subprocess.run([sys.executable, "-c", {work!r}]))
def leave():
    subprocess.run([sys.executable, "-c", {orphan!r}])
    wait_for_orphans()
print(cost(leave).children / one.children)
"""
    said = subprocess.run(
        [sys.executable, "-c", measure],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert float(said.stdout) > 0.8
