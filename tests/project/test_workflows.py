"""The workflows can't run here. What can be known without running them is tested:
their schema, what zizmor finds, how actions are pinned, and that they say what the
README says."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from tests.content.page_reader import ROOT, read

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
SCHEMAS = {
    "workflows/*.yml": "vendor.github-workflows",
    "ISSUE_TEMPLATE/[!c]*.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    "dependabot.yml": "vendor.dependabot",
}


def name(path: Path) -> str:
    return path.name


def load(path: Path) -> dict:
    data = yaml.safe_load(path.read_text("utf-8"))
    data["on"] = data.pop(True)  # YAML 1.1 reads the key `on` as a truth value
    return data


def jobs():
    """Returns (workflow and job as an id, workflow, job)."""
    for path in WORKFLOWS:
        workflow = load(path)
        for key, job in workflow["jobs"].items():
            yield f"{path.stem}-{key}", workflow, job


JOBS = list(jobs())
IDS = [each[0] for each in JOBS]


def run(module: str, *arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def zizmor(*arguments) -> subprocess.CompletedProcess:
    """Without a network; with each finding that its usual persona has."""
    environment = {
        key: value for key, value in os.environ.items() if "TOKEN" not in key
    }
    program = shutil.which("zizmor", path=sysconfig.get_path("scripts"))
    command = [program, "--offline", "--quiet", "--no-progress", "--format", "plain"]
    command += ["--color", "never", "--strict-collection", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )


def test_there_are_workflows():
    """Nothing found is a failure, not a success."""
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "pages.yml"]


@pytest.mark.parametrize("pattern", SCHEMAS)
def test_schema(pattern):
    """Workflows, forms and Dependabot's file are what their schemas allow."""
    paths = sorted(GITHUB.glob(pattern))
    assert paths, f".github/{pattern}: no such file"
    done = run("check_jsonschema", "--builtin-schema", SCHEMAS[pattern], *paths)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing():
    """No injection, no excessive permission, no credentials kept, no loose pin."""
    done = zizmor(GITHUB)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_would_find_something(tmp_path):
    """The audit above really audits: a bad workflow is found bad, offline."""
    path = tmp_path / "bad.yml"
    path.write_text(
        "on: pull_request_target\njobs:\n  bad:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - uses: actions/checkout@v4\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n"
    )
    done = zizmor(path)
    assert done.returncode != 0
    for finding in ("dangerous-triggers", "template-injection", "unpinned-uses"):
        assert finding in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_actions_are_pinned(path):
    """`uses:` names a whole commit, with its version as a comment, or this repository."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if match := re.match(r"\s*(?:- )?uses:\s*(.*)", line):
            pinned = re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", match[1])
            own = re.fullmatch(r"\$/\.github/workflows/(\S+)", match[1])
            if not pinned and not (own and (GITHUB / "workflows" / own[1]).is_file()):
                found.append(
                    f".github/workflows/{path.name}:{number}: expected"
                    f"  owner/action@<40 hex digits> # v1.2.3, found  {match[1]}"
                )
    assert not found, "\n".join(found)


def test_an_action_has_one_version_everywhere():
    versions = {}
    for path in WORKFLOWS:
        for action, pin in re.findall(
            r"uses: ([\w./-]+)@(.*)", path.read_text("utf-8")
        ):
            versions.setdefault(action, set()).add(pin)
    assert {action: pins for action, pins in versions.items() if len(pins) > 1} == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_grants_nothing_by_itself(path):
    """Permissions are named by each job; forks' pull requests get no secrets."""
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    assert "workflow_run" not in workflow["on"]
    assert "secrets." not in path.read_text("utf-8")
    assert workflow["concurrency"]["group"]


@pytest.mark.parametrize("key, workflow, job", JOBS, ids=IDS)
def test_a_job_has_little_and_ends(key, workflow, job):
    """Only the deploying job writes; each has a time limit; no token stays behind."""
    writes = {scope for scope, right in job["permissions"].items() if right != "read"}
    assert writes == ({"pages", "id-token"} if key == "pages-deploy" else set())
    if "uses" in job:
        return  # the called workflow's own jobs have it
    assert job["timeout-minutes"] <= 40
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def typed_in(readme: str) -> list[list[str]]:
    """Returns the commands of a README, fence by fence."""
    return [
        [line.split("#")[0].strip() for line in fence.body]
        for fence in read(ROOT / readme).fences
        if fence.info in ("sh", "powershell")
    ]


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_the_workflows_run_the_commands_of_the_readme(readme):
    """What a reader types is what is tested, word for word."""
    typed = {line for fence in typed_in(readme) for line in fence}
    commands = [
        line.strip()
        for _, _, job in JOBS
        for step in job.get("steps", [])
        for line in step.get("run", "").splitlines()
    ]
    assert commands, "no step runs anything"
    assert [command for command in commands if command not in typed] == []


def test_the_readmes_have_the_same_commands():
    """Fence by fence, comments and the names of folders aside."""

    zh = json.dumps(typed_in("README.md"), ensure_ascii=False)
    assert json.loads(zh.replace("你的文件夹", "your_folder")) == typed_in(
        "README.en.md"
    )


def test_the_verbs_of_the_readme_are_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    verbs = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert {"serve", "test", "site", "record"} <= verbs
    assert [
        verb for verb in verbs if not re.search(rf"^{verb}:", makefile, re.MULTILINE)
    ] == []


def test_every_supported_python_runs_on_every_system():
    """3.11 to 3.15 on three systems, whatever triggers it."""
    from harness.versions import VERSIONS

    matrix = load(GITHUB / "workflows/ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == [".".join(map(str, version)) for version in VERSIONS]
    callers = load(GITHUB / "workflows/pages.yml")["jobs"]
    called = [
        json.loads(callers[key]["with"]["systems"]) for key in ("linux", "others")
    ]
    every = json.loads(re.search(r"'(\[.*\])'", matrix["system"])[1])
    assert (
        sum(called, []) == every == ["ubuntu-latest", "macos-latest", "windows-latest"]
    )


def test_the_interpreter_is_the_one_that_the_job_asked_for():
    """On Windows `py` starts the newest Python unless PY_PYTHON is obeyed."""
    if os.environ.get("GITHUB_ACTIONS") == "true" and (
        wanted := os.environ.get("PY_PYTHON")
    ):
        assert f"{sys.version_info.major}.{sys.version_info.minor}" == wanted


def test_the_issue_form_is_found_by_its_name():
    """CONTRIBUTING.md sends readers to a form of this name, in both languages."""
    form = yaml.safe_load(
        (GITHUB / "ISSUE_TEMPLATE/output-differs.yml").read_text("utf-8")
    )
    assert form["name"] == "输出和页面不一样"
    assert (ROOT / "CONTRIBUTING.md").read_text("utf-8").count(form["name"]) == 2
