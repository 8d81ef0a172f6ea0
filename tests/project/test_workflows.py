"""The workflows can't run here. What can be known without running them is tested:
their schema, what zizmor finds, how actions are pinned, and that they say what the
README says."""

import json
import re
import subprocess
import sysconfig
from pathlib import Path

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt

from harness.versions import VERSIONS

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
SYSTEMS = ["ubuntu-latest", "macos-latest", "windows-latest"]
PYTHONS = [f"{major}.{minor}" for major, minor in VERSIONS]
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


def test_there_are_workflows():
    """Nothing found is a failure, not a success."""
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "pages.yml"]


@pytest.mark.parametrize("pattern", SCHEMAS)
def test_schema(pattern):
    """Workflows, forms and Dependabot's file are what their schemas allow."""
    paths = sorted(GITHUB.glob(pattern))
    assert paths, f".github/{pattern}: no such file"
    words = ["--builtin-schema", SCHEMAS[pattern], *map(str, paths)]
    done = CliRunner().invoke(check_jsonschema.main, words)
    assert done.exit_code == 0, done.output


def test_zizmor_finds_nothing():
    """No injection, no excessive permission, no credentials kept, no loose pin; asked
    without a network."""
    program = Path(sysconfig.get_path("scripts"), "zizmor")
    options = ["--offline", "--quiet", "--no-progress", "--strict-collection"]
    done = subprocess.run([program, *options, GITHUB], capture_output=True)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


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
        [line.split("#")[0].strip() for line in token.content.splitlines()]
        for token in MarkdownIt().parse((ROOT / readme).read_text("utf-8"))
        if token.type == "fence" and token.info in ("sh", "powershell")
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
    """And the other way round: none is kept from the reader."""
    lines = [line.split() for fence in typed_in("README.md") for line in fence]
    typed = {words[1] for words in lines if words[0] == "make"}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert typed | {"help"} == set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def test_every_supported_python_runs_on_every_system():
    """Each has a job for the cells, which hands in results of that very Python; `py` on
    Windows could start another. Publishing asks all systems, and Linux by itself."""
    jobs = load(GITHUB / "workflows/ci.yml")["jobs"]
    job = jobs["cells"]
    matrix = job["strategy"]["matrix"]
    assert matrix["python"] == PYTHONS, "harness/versions.py has others"
    assert json.loads(re.search(r"'(\[.*\])'", matrix["system"])[1]) == SYSTEMS
    assert job["env"]["PY_PYTHON"] == "${{ matrix.python }}"
    handed_in = job["steps"][-1]["with"]
    assert "-cpython-${{ matrix.python }}." in handed_in["path"]
    assert handed_in["if-no-files-found"] == "error"
    assert jobs["audit"]["strategy"]["matrix"]["python"] == [PYTHONS[0], PYTHONS[-1]]
    callers = load(GITHUB / "workflows/pages.yml")["jobs"]
    asked = [json.loads(callers[key]["with"]["systems"]) for key in ("linux", "others")]
    assert asked == [SYSTEMS[:1], SYSTEMS[1:]]


@pytest.mark.parametrize("key, workflow, job", JOBS, ids=IDS)
def test_what_runs_once_runs_on_the_newest_python(key, workflow, job):
    """The harness has to run on the oldest one, too, on each system."""
    for step in job.get("steps", []):
        version = step.get("with", {}).get("python-version", "${{ matrix.python }}")
        expected = PYTHONS[0] if key == "ci-harness" else PYTHONS[-1]
        assert version in ("${{ matrix.python }}", expected)


def test_the_check_comes_first():
    """A typo fails in a minute; what is the same everywhere runs once."""
    jobs = load(GITHUB / "workflows/ci.yml")["jobs"]
    needing = {key for key, job in jobs.items() if job.get("needs") == "check"}
    assert needing == {"cells", "harness", "site"}
    once = {key for key, job in jobs.items() if "ubuntu-latest" in job["runs-on"]}
    assert once == {"check", "site", "biome", "audit"}
    for key in ("check", "biome"):
        assert "contains(inputs.systems, 'ubuntu-latest')" in jobs[key]["if"]


def test_the_issue_form_is_found_by_its_name():
    """CONTRIBUTING.md sends readers to a form of this name, in both languages."""
    form = yaml.safe_load(
        (GITHUB / "ISSUE_TEMPLATE/output-differs.yml").read_text("utf-8")
    )
    assert form["name"] == "输出和页面不一样"
    assert (ROOT / "CONTRIBUTING.md").read_text("utf-8").count(form["name"]) == 2
