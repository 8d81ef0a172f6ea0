"""Measuring the cost: all of it counts, and the generated snippets are right."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness.bench import cost, generated, overhead
from harness.interpreters import describe
from harness.inventory import problems

ROOT = Path(__file__).parents[2]


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
def test_orphans_count():
    """A process that outlives its parent, as a resource tracker does, counts too; the
    exit code is the command's own."""
    work = "import time\nwhile time.process_time() < 1: pass"
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}]); sys.exit(3)"
    measure = f"""
import sys
from harness.bench import cost_of_command
spent, code = cost_of_command([sys.executable, "-c", {leave!r}])
print(spent.children, code)
"""
    command = [sys.executable, "-c", measure]  # it changes the process that measures
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, code = done.stdout.split()
    assert float(seconds) > 0.95 and code == "3"
