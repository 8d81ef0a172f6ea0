"""The timelines below listings: how a trace becomes a drawing, and the same in words."""

import json
import os
import re
from collections import defaultdict
from itertools import combinations, pairwise
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from harness.snippets import discover
from harness.trace.events import parse
from tests.content.page_reader import ROOT
from theme.render.page import Page, Site
from theme.render.timeline.content import Timeline, content
from theme.render.timeline.figure import figure, timelines_of
from theme.render.timeline.perfetto import perfetto
from theme.render.timeline.scale import END, LONG, round_times, scale
from theme.render.words import words

LANGUAGES = ("zh", "en")
EXITCODE = """
[fork] CPython 3.14 on Linux
   0.0  MainProcess    -  runs
  18.0  MainProcess   11  start Process-1
  19.2  Process-1      -  begin
  19.3  Process-1      6  wait sleep 1
  19.9  MainProcess   12  wait join Process-1
1019.8  Process-1      6  done sleep 1
1020.3  Process-1      -  end 3
1020.9  MainProcess   12  done join Process-1
1021.0  MainProcess   13  > <b> & "x"
1023.0  MainProcess    -  end 0

[spawn] CPython 3.14 on Linux, varies
   0.0  MainProcess         -  runs
  18.0  MainProcess        11  start Process-1
  92.0  Process-1           -  begin
  25.0  resource tracker    -  runs
  95.0  Process-1           -  end SIGKILL
  96.0  MainProcess         -  end 0
  97.0  resource tracker    -  end ?
"""
QUEUE = """
[fork] CPython 3.14 on Linux
   0.0  MainProcess             -  runs
   1.0  MainProcess             9  start Process-1
   2.0  Process-1               -  begin
   3.0  Process-1               5  put queue
   3.5  MainProcess            10  wait get queue
   4.0  Process-1               6  put queue
   5.0  Process-1/feeder queue  -  send queue
   6.0  MainProcess            10  done get queue
   7.0  Process-1/feeder queue  -  send queue
   8.0  MainProcess            11  wait get queue
   9.0  MainProcess            11  done get queue
"""


@pytest.fixture
def runs(tmp_path):
    """Returns what reads the text of a trace file as the site does."""

    def read(text: str) -> dict[str, Timeline]:
        for name, held in {
            "x.py": "",
            "x.out": "$ python x.py\n",
            "x.trace": text,
        }.items():
            (tmp_path / name).write_text(held, encoding="utf-8")
        read.count += 1  # two may be written in the same moment
        os.utime(tmp_path / "x.trace", ns=(read.count, read.count))
        return timelines_of(*discover(tmp_path))

    read.count = 0
    return read


def section(*events: str) -> str:
    return "\n".join(["[fork] CPython 3.14 on Linux", *events]) + "\n"


def soup_of(runs, method="fork", language="en", prefix="t1") -> BeautifulSoup:
    html = content(runs, method, words(language), prefix)
    return BeautifulSoup(html, "html.parser")


def arrows(run) -> list[tuple]:
    """Each arrow as (kind, lane, time, lane, time)."""
    return sorted(
        (each.kind, each.tail.lane, each.tail.ms, each.lane, each.ms)
        for each in run.arrows
    )


def at_times(*times: float):
    return scale([SimpleNamespace(ms=ms) for ms in times])


# --- The scale --------------------------------------------------------------------


@pytest.mark.parametrize(
    "times",
    [
        [0],
        [0, 0, 0],
        [0, 1],
        [0, 3000],
        [0, 0.1, 0.2, 50, 50.1, 1050, 1051, 3000],
        [n / 10 for n in range(400)],
        [n * 1000 for n in range(30)],
    ],
)
def test_later_is_further_right(times):
    at = at_times(*times)
    moments = [times[0] + (times[-1] - times[0]) * n / 500 for n in range(501)]
    places = [at(ms) for ms in moments]
    assert all(one <= other + 1e-9 for one, other in pairwise(places))
    distinct = [at(ms) for ms in sorted(set(times))]
    assert all(other - one > 0.05 for one, other in pairwise(distinct))
    assert places[0] == 0
    assert len(distinct) == 1 or places[-1] == pytest.approx(END)


def test_a_long_gap_is_folded_and_the_rest_is_to_scale():
    at = at_times(0, 40, 60, 1060, 1080)
    assert at.folds == [(60, 1060)]
    assert at(1060) - at(60) < 25
    assert at(20) - at(0) == pytest.approx(at(40) - at(20))
    assert at(40) - at(0) > at(60) - at(40)


def test_an_even_run_is_not_folded():
    assert at_times(0, 100, 200, 300).folds == []
    assert at_times(0, *range(10, 2000, 100), 2000 + LONG).folds == []


def test_the_axis_names_a_few_moments_outside_of_folds():
    at = at_times(0, 40, 60, 1060, 1080)
    named = list(round_times(at))
    assert named[0] == 0 and len(named) <= 10
    assert not any(60 < ms < 1060 for ms in named)


# --- Lanes, waits and arrows --------------------------------------------------------


def test_lanes_stand_as_the_processes_began_with_threads_below(runs):
    run = runs(QUEUE)["fork"]
    assert [lane.name for lane in run.lanes] == [
        "MainProcess", "Process-1", "Process-1/feeder queue"]  # fmt: skip
    tops = [lane.top for lane in run.lanes]
    assert tops == sorted(set(tops))


def test_a_child_starts_up_until_its_target_begins(runs):
    child = runs(EXITCODE)["spawn"].lanes[-1]
    assert (child.name, child.since, child.begin) == ("Process-1", 18, 92)


def test_events_are_put_in_order(runs):
    times = [event.ms for event in runs(EXITCODE)["spawn"].trace.events]
    assert times == sorted(times)


def test_a_wait_lasts_until_it_is_over(runs):
    main, child = runs(EXITCODE)["fork"].lanes
    [wait] = main.waits
    assert (wait.what, wait.since, wait.until, wait.ever) == (
        "join Process-1", 19.9, 1020.9, False)  # fmt: skip


@pytest.mark.parametrize(
    "end, is_for_ever",
    [
        ("  9.0  MainProcess  3  end SIGKILL", True),
        ("  9.0  MainProcess  -  still running", True),
        ("  9.0  Process-1  -  end 0", True),
        ("  9.0  MainProcess  3  fail get queue: Empty", False),
        ("  9.0  MainProcess  -  end 1", False),
    ],
)
def test_a_wait_for_ever_is_seen(end, is_for_ever, runs):
    found = runs(section("  0.0  MainProcess  -  runs", "  1.0  MainProcess  3  wait get queue", end))  # fmt: skip
    [wait] = found["fork"].lanes[0].waits
    assert wait.until == 9
    assert wait.ever == is_for_ever
    assert len(soup_of(found).select(".ever")) == is_for_ever


def test_who_is_terminated_did_not_wait_for_ever(runs):
    found = runs(section(
        "  0.0  MainProcess  -  runs",
        "  1.0  MainProcess  3  start Process-1",
        "  2.0  Process-1  -  begin",
        "  3.0  Process-1  6  wait sleep 60",
        "  4.0  MainProcess  4  signal Process-1",
        "  5.0  Process-1  -  end SIGKILL",
    ))  # fmt: skip
    assert not soup_of(found).select(".ever")
    assert ("signal", "MainProcess", 4, "Process-1", 5) in arrows(found["fork"])


def test_messages_go_by_the_feeder_in_their_order(runs):
    feeder = "Process-1/feeder queue"
    assert arrows(runs(QUEUE)["fork"]) == [
        ("message", "Process-1", 3, feeder, 5),
        ("message", "Process-1", 4, feeder, 7),
        ("message", feeder, 5, "MainProcess", 6),
        ("message", feeder, 7, "MainProcess", 9),
        ("start", "MainProcess", 1, "Process-1", 1),
    ]


def test_a_message_that_the_pipe_has_no_room_for_reaches_the_feeder(runs):
    found = runs(section(
        "  0.0  Process-1  5  put queue",
        "  1.0  Process-1/feeder queue  -  wait send queue",
    ))  # fmt: skip
    assert arrows(found["fork"]) == [
        ("message", "Process-1", 0, "Process-1/feeder queue", 1)]  # fmt: skip


def test_a_lock_goes_to_one_an_event_to_all_who_wait(runs):
    def run_of(verb, act):
        return runs(section(
            f"  0.0  MainProcess  1  wait {verb} it",
            f"  0.1  MainProcess  1  done {verb} it",
            f"  1.0  Process-1  1  wait {verb} it",
            f"  2.0  Process-2  1  wait {verb} it",
            f"  3.0  MainProcess  2  {act} it",
            f"  4.0  Process-1  1  done {verb} it",
            f"  5.0  Process-2  1  done {verb} it",
            f"  6.0  Process-3  1  wait {verb} it",
            f"  7.0  Process-3  1  done {verb} it",
        ))["fork"]  # fmt: skip

    first, second = (
        ("message", "MainProcess", 3, "Process-1", 4),
        ("message", "MainProcess", 3, "Process-2", 5),
    )
    assert arrows(run_of("acquire", "release")) == [first]
    assert arrows(run_of("wait", "set")) == [first, second]
    assert arrows(run_of("wait", "notify_all")) == [first, second]
    assert arrows(run_of("wait", "notify")) == [first]


def test_a_task_goes_to_a_worker_and_its_result_ends_the_wait(runs):
    found = runs(section(
        "  0.0  MainProcess  1  submit work 1-3",
        "  0.5  MainProcess  2  wait result",
        "  0.7  Worker-1     -  wait task",
        "  1.0  Worker-1     -  task work 1-2",
        "  1.1  Worker-1     -  wait sleep 0.001",
        "  1.9  Worker-1     -  done sleep 0.001",
        "  2.0  Worker-1     -  send result",
        "  2.1  Worker-1     -  task work 3",
        "  2.2  Worker-1     -  send result",
        "  3.0  MainProcess  2  done result",
    ))  # fmt: skip
    assert arrows(found["fork"]) == [
        ("message", "MainProcess", 0, "Worker-1", 1),
        ("message", "MainProcess", 0, "Worker-1", 2.1),
        ("message", "Worker-1", 2, "MainProcess", 2),
        ("message", "Worker-1", 2.2, "MainProcess", 3),
    ]
    worker = found["fork"].lanes[1]
    assert [(each.numbers, each.since, each.until) for each in worker.tasks] == [
        ("1–2", 1, 2),
        ("3", 2.1, 2.2),
    ]
    assert [(each.what, each.until) for each in worker.waits][0] == ("task", 1)
    soup = soup_of(found)
    assert [each.title.text for each in soup.select("rect.task")] == [
        "work 1–2",
        "work 3",
    ]
    said = soup.select("li")[3].text
    assert said.endswith("Worker-1: gets a task and begins work 1-2")


def many_tasks(workers: int, tasks: int) -> str:
    """Returns the text of a trace in which workers take tasks in turn."""
    lines = [f"  0.0  MainProcess  1  submit work 1-{tasks}", "  0.1  MainProcess  1  wait result"]  # fmt: skip
    for task in range(tasks):
        lane, begin = f"ForkPoolWorker-{task % workers + 1}", 10 * (task // workers) + 1
        lines.append(
            f"{begin + task / 100:8.2f}"[:-1] + f"  {lane}  -  task work {task + 1}"
        )
        lines.append(f"{begin + 9:8.1f}  {lane}  -  send result")
    lines.append(f"{10 * tasks:8.1f}  MainProcess  1  done result")
    return section(*sorted(lines, key=lambda line: float(line.split()[0])))


def test_many_tasks_stay_readable(runs):
    """Each block has its number, even on a phone; the arrows of the results that end no
    wait are left out."""
    found = runs(many_tasks(8, 60))
    soup = soup_of(found)
    assert len(soup.select("rect.task")) == 60
    on_phones = [
        each for each in soup.select("text.in") if "roomy" not in each["class"]
    ]
    assert [each.text for each in on_phones].count("60") == 1
    assert len(on_phones) == 60
    back = [each for each in arrows(found["fork"]) if each[3] == "MainProcess"]
    assert len(back) == 1


# --- For Perfetto ----------------------------------------------------------------------


@pytest.mark.parametrize("text", [EXITCODE, QUEUE, many_tasks(2, 4)])
def test_the_file_for_perfetto_is_of_its_format(text, runs):
    """Chrome's trace events: what each phase needs, slices that nest, flows that begin and
    end within a slice."""
    found = runs(text)
    trace = json.loads(perfetto(found))
    assert trace["displayTimeUnit"] == "ms"
    slices, flows = defaultdict(list), defaultdict(list)
    for event in trace["traceEvents"]:
        assert event["ph"] in "MXisf" and event["ts"] >= 0 and event["name"]
        assert isinstance(event["pid"], int) and isinstance(event["tid"], int)
        if event["ph"] == "X":
            slices[event["tid"]].append((event["ts"], event["ts"] + event["dur"]))
        elif event["ph"] in "sf":
            flows[event["id"]].append(event)
    for own in slices.values():
        for (a, b), (c, d) in combinations(own, 2):
            apart = b <= c or d <= a
            assert apart or a <= c <= d <= b or c <= a <= b <= d, (a, b, c, d)
    for start, finish in flows.values():
        assert (start["ph"], finish["ph"]) == ("s", "f")
        for end in (start, finish):
            assert any(a <= end["ts"] <= b for a, b in slices[end["tid"]])
    named = {each["args"]["name"] for each in trace["traceEvents"] if each["name"] == "process_name"}  # fmt: skip
    assert named == {f"{method}: {lane.name}" for method, run in found.items() for lane in run.lanes if not lane.is_thread}  # fmt: skip


def test_what_the_tracer_cannot_explain_is_said(runs):
    """Hatched like a wait, and in words, with the call where that is known."""
    found = runs(section(
        "  0.0  MainProcess  -  runs",
        "  1.0  MainProcess  3  asleep unknown why: select.select",
        "  9.0  MainProcess  3  awake",
        " 10.0  MainProcess  -  end 0",
    ))  # fmt: skip
    [wait] = found["fork"].lanes[0].waits
    assert (wait.since, wait.until, wait.ever) == (1, 9, False)
    said = soup_of(found).select("li")[1].text
    assert said.endswith("sleeps in select.select; the tracer doesn't know why")


def test_one_process_alone(runs):
    found = runs(section("  0.0  MainProcess  -  runs"))
    soup = soup_of(found)
    assert soup.svg["aria-label"] == "Timeline under fork, 1 process: MainProcess still runs."  # fmt: skip
    assert len(soup.select("li")) == 1


# --- The figure ------------------------------------------------------------------------


@pytest.mark.parametrize("text", [EXITCODE, QUEUE])
def test_both_languages_tell_the_same_steps(text, runs):
    found = runs(text)
    for method, run in found.items():
        zh, en = (soup_of(found, method, language) for language in LANGUAGES)
        assert len(zh.select("li")) == len(en.select("li")) == len(run.trace.events)
        for one, other in zip(zh.select("li"), en.select("li")):
            assert one.attrs == other.attrs
            assert one.text != other.text
        shape = [[each.name for each in soup.find_all()] for soup in (zh, en)]
        assert shape[0] == shape[1]


def test_what_is_printed_is_shown_as_it_is(runs):
    soup = soup_of(runs(EXITCODE))
    [step] = soup.select("li[data-text]")
    assert step["data-text"] == '<b> & "x"'
    assert step.code.text == '<b> & "x"'
    assert soup.select_one("use.say title").text == '<b> & "x"'


def test_a_step_says_when_where_and_what(runs):
    first, second = soup_of(runs(EXITCODE)).select("li")[:2]
    assert second.text == "18.0 ms MainProcess (line 11): starts Process-1"
    assert second["data-line"] == "11" and "data-line" not in first.attrs
    assert (second["data-ms"], second["data-lane"]) == ("18.0", "0")
    zh = soup_of(runs(EXITCODE), language="zh").select("li")
    assert zh[1].text == "18.0 毫秒 MainProcess（第 11 行）：启动 Process-1"
    assert zh[6].text == "1020.3 毫秒 Process-1：结束，退出码是 3"


def test_the_start_up_is_compared(runs):
    zh, en = (soup_of(runs(EXITCODE), "spawn", each).p for each in LANGUAGES)
    assert en.text == (
        "From start() until the first child ran: fork 1.2 ms, spawn 74 ms. Measured in one run,"
        " CPython 3.14 on Linux. In another run these events may come in another order."
    )
    assert en.b.text == "spawn 74 ms"
    assert zh.text == (
        "第一个子进程从 start() 到开始执行：fork 1.2 毫秒，spawn 74 毫秒。一次运行的实测，"
        "CPython 3.14，Linux。再运行一次，图中事件的先后可能不同。"
    )


def test_the_text_alternative_says_how_each_process_ended(runs):
    label = soup_of(runs(EXITCODE), "spawn").svg["aria-label"]
    assert label == (
        "Timeline under spawn, 2 processes: MainProcess ends with exit code 0,"
        " Process-1 is ended by SIGKILL."
    )


def test_all_stays_within_the_drawing(runs):
    for method in (found := runs(EXITCODE)):
        soup = soup_of(found, method)
        for name in ("x", "x1", "x2", "cx"):
            for each in soup.select(f"svg [{name}]"):
                assert 0 <= float(each[name].rstrip("%")) <= 100, each
        assert not soup.select("[style]")


def test_ids_differ_and_are_all_there(runs):
    found = runs(EXITCODE)
    html = "".join(content(found, each, words("en"), f"t{n}") for n, each in enumerate(found))  # fmt: skip
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(|xlink:href=")#(\w+)', html)) <= set(ids)


# --- Its place ---------------------------------------------------------------------------


def test_no_trace_no_timeline(tmp_path):
    """Which is not an error."""
    (tmp_path / "x.py").write_text("")
    assert timelines_of(*discover(tmp_path)) == {}


def test_a_figure_says_what_it_replays(runs, tmp_path):
    """The start method, the program, and the transcript of what was printed in its run;
    and the way to what it draws, which has its size already."""
    timelines = runs(EXITCODE)
    page = Page(Site(tmp_path, []), "en", "", "runs/", "matrix/")
    [snippet] = discover(tmp_path)
    for method in ("fork", "spawn"):
        html = figure(snippet, timelines, method, page)
        tag = BeautifulSoup(html, "html.parser").figure
        assert (tag["data-method"], tag["data-listing"]) == (method, "x.py")
        assert tag["data-transcript"] == "x.out"
        assert tag.details.a["href"] == f"runs/x.html#{method}"
        drawn = soup_of(timelines, method).svg
        assert tag.svg.attrs == drawn.attrs and not tag.svg.contents


def test_a_trace_that_is_none_stops_the_build(runs):
    with pytest.raises(ValueError, match="x.trace:2: not an event"):
        runs("[fork] CPython 3.14 on Linux\nwhat?\n")


def test_a_changed_trace_is_read_again(runs):
    assert len(runs(EXITCODE)) == 2
    assert len(runs(QUEUE)) == 1


def test_the_search_learns_nothing_of_it(site):
    """Neither the steps nor the labels of the tabs."""
    for folder, language in (site, "zh"), (site / "en", "en"):
        files = [*folder.glob("search/*/*.json"), folder / "search/index.json"]
        assert len(files) > 20
        index = "".join(each.read_text(encoding="utf-8") for each in files)
        assert words(language)["timeline"]["steps"] not in index
        assert "forkspawn" not in index


# --- The traces of the site -----------------------------------------------------------------


TRACES = sorted((ROOT / "snippets").rglob("*.trace"))


@pytest.mark.parametrize("path", TRACES, ids=lambda path: path.stem)
def test_every_event_of_the_site_has_words(path):
    """In a phrase of its own: no raw kind of event is left."""
    kinds = {event.kind for trace in parse(path).values() for event in trace.events}
    assert kinds <= {"wait", "done", "fail", *words("zh")["timeline"]}, kinds
