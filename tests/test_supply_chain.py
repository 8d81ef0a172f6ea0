"""What the project takes from others, and what its pages may load: pinned, hashed,
audited; and one Content-Security-Policy. How a browser obeys it is tested in
test_browser_csp.py; what zizmor says of the workflows, in test_workflows.py."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from .harness import audit
from .page_checks import report
from .page_reader import ROOT
from .site_checks import documents

sys.path.insert(0, str(ROOT / "theme" / "hooks"))
import csp  # noqa: E402

REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
COMMANDS = [  # the files whose commands install something
    *(ROOT / name for name in ("Makefile", ".ci/run", "CONTRIBUTING.md")),
    *ROOT.glob("README*.md"),
    *(ROOT / ".github").rglob("*.yml"),
]

# --- What is installed ---------------------------------------------------------


def logical_lines(text: str) -> list[str]:
    """Returns the lines of a requirements file without comments, continued ones whole."""
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").split("\n") if line]


def test_each_requirement_is_pinned_and_hashed():
    """name==version, perhaps for some systems alone, hashes; no address, no option."""
    shape = r"[a-z0-9-]+==[^\s;]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*"
    lines = logical_lines(REQUIREMENTS)
    assert len(lines) > 50
    report([line[:90] for line in lines if not re.fullmatch(shape, line)])
    assert len(audit.pins(REQUIREMENTS)) == len(lines)


def test_each_choice_is_pinned():
    """requirements.txt was made again after the last change of requirements.in."""
    chosen = re.findall(
        r"^([\w-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE
    )
    assert chosen
    pinned = {name for name, _ in audit.pins(REQUIREMENTS)}
    missing = [name for name in chosen if name not in pinned]
    assert missing == [], "type  make requirements"


def test_each_install_asks_for_hashes():
    """In the Makefile, the READMEs, the workflows: no package comes in without them."""
    found = [
        (path, number, line)
        for path in COMMANDS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\b(pip3?|pipx|uv|uv tool) (install|run|sync)\b|\buvx\b", line)
    ]
    assert {path.name for path, _, _ in found} >= {"Makefile", "README.md", "ci.yml"}
    report(
        [
            f"{path.relative_to(ROOT)}:{number}: expected --require-hashes -r"
            f" requirements.txt, found  {line.strip()}"
            for path, number, line in found
            if "--require-hashes" not in line or "-r requirements.txt" not in line
        ]
    )


def test_no_file_names_an_index():
    """Packages come from where the reader's own pip takes them."""
    paths = [*COMMANDS, ROOT / "requirements.in", ROOT / "requirements.txt"]
    names = r"\s(--index-url|--extra-index-url|--find-links|--trusted-host|-i |-f )|PIP_\w*(INDEX|LINKS)"
    for path in paths:
        lines = [each for each in path.read_text("utf-8").splitlines() if "pip" in each]
        assert not [line for line in lines if re.search(names, line)], path
    assert "://" not in REQUIREMENTS


@pytest.fixture
def install(tmp_path):
    """Returns what pip does with a small package of ours, and this requirement line."""
    wheel = tmp_path / "smallest-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("smallest.py", "")
        about = {
            "METADATA": "Metadata-Version: 2.1\nName: smallest\nVersion: 1.0\n",
            "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "RECORD": "",
        }
        for name, text in about.items():
            archive.writestr(f"smallest-1.0.dist-info/{name}", text)

    def pip_install(line: str):
        wanted = tmp_path / "wanted.txt"
        wanted.write_text(line)
        command = [sys.executable, "-m", "pip", "install", "--require-hashes"]
        command += ["-r", str(wanted), "--no-index", "--find-links", str(tmp_path)]
        command += ["--target", str(tmp_path / "installed"), "--no-cache-dir"]
        usual = {key: os.environ[key] for key in os.environ if key[:4] != "PIP_"}
        done = subprocess.run(
            command,
            env=usual | {"PIP_CONFIG_FILE": os.devnull},
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done, (tmp_path / "installed/smallest.py").is_file()

    pip_install.digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return pip_install


def test_pip_installs_what_has_the_right_hash(install):
    """So that the refusals below are due to the hash."""
    done, installed = install(f"smallest==1.0 --hash=sha256:{install.digest}")
    assert done.returncode == 0 and installed, done.stderr


@pytest.mark.parametrize(
    "hashes", ["", f" --hash=sha256:{'0' * 64}"], ids=["no hash", "another hash"]
)
def test_pip_refuses_what_has_not(hashes, install):
    """A package that was changed on the way, or one without a hash, isn't installed."""
    done, installed = install(f"smallest==1.0{hashes}")
    assert done.returncode != 0 and not installed
    assert "hash" in done.stderr.lower()


# --- What is known of it -------------------------------------------------------

PINS = """\
sound==1.0 \\
    --hash=sha256:0
elsewhere==2.0 ; sys_platform == 'plan9' \\
    --hash=sha256:0
twice==3.0 ; python_full_version < '3.12'
twice==4.0 ; python_full_version >= '3.12'
"""


class Database(BaseHTTPRequestHandler):
    """An advisory database that knows one vulnerability: in elsewhere 2.0."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        pin = asked["package"]["name"], asked["version"]
        self.server.asked.append(pin)
        body = b"{}"
        if pin == self.server.vulnerable:
            package = asked["package"]
            fixed = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.1"}]}  # fmt: skip
            known = {"id": "PLANTED-1", "summary": "It opens the door."}
            known["affected"] = [{"package": package, "ranges": [fixed]}]
            body = json.dumps({"vulns": [known]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Keeps the terminal quiet."""


@pytest.fixture
def database():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Database)
    server.asked, server.vulnerable = [], None
    server.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def run_audit(tmp_path, pins: str, *options: str) -> subprocess.CompletedProcess:
    path = tmp_path / "pins.txt"
    path.write_text(pins)
    command = [sys.executable, "-m", "tests.harness.audit", "--file", str(path)]
    return subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def audited(tmp_path, address: str) -> subprocess.CompletedProcess:
    """Audits PINS by the database at an address."""
    return run_audit(tmp_path, PINS, "--vulnerability-service=osv", f"--osv-url={address}")  # fmt: skip


def test_the_audit_asks_about_every_pin(tmp_path, database):
    """Those for other systems and other Pythons, too; 0 if all is well."""
    done = audited(tmp_path, database.address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(database.asked) == audit.pins(PINS)
    assert "4 pinned versions, no known vulnerability" in done.stdout


def test_the_audit_reports_a_vulnerability(tmp_path, database):
    """Which version, which advisory, where it is mended; exit code 1."""
    database.vulnerable = ("elsewhere", "2.0")
    done = audited(tmp_path, database.address)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "elsewhere 2.0: PLANTED-1, mended in 2.1" in done.stdout
    assert "no known" not in done.stdout


def test_without_an_answer_the_audit_says_so(tmp_path):
    """A database that can't be reached is no good news: exit code 2."""
    done = audited(tmp_path, "http://127.0.0.1:9/")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "NOT CHECKED: 4 of 4" in done.stdout
    assert "no known" not in done.stdout


def test_a_version_that_the_database_does_not_know_is_not_sound(monkeypatch, capsys):
    """pip-audit itself skips it and ends with 0."""
    unknown = {"name": "b", "skip_reason": "not found on PyPI"}
    known = {"name": "a", "version": "1", "vulns": []}
    monkeypatch.setattr(audit, "pip_audit", lambda *_: ([known, unknown], ""))
    pinned = [("a", "1"), ("b", "1")]
    assert audit.tell("pins.txt", pinned, *audit.ask(pinned, [])) == 2
    assert "NOT CHECKED: 1 of 2" in capsys.readouterr().out


def test_a_really_vulnerable_version_is_found(tmp_path):
    """By the real database, where it can be reached."""
    done = run_audit(tmp_path, "jinja2==2.11.1\n", "--timeout=5")
    if done.returncode == 2:
        pytest.skip(f"no advisory database: {done.stdout.splitlines()[1].strip()[:90]}")
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"jinja2 2\.11\.1: (PYSEC|GHSA|CVE)-", done.stdout)


def test_the_audit_runs_each_week():
    """Advisories come when nothing else changes; a pull request doesn't fail of them."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    job = workflow["jobs"]["audit"]
    assert job["if"] == "github.event_name == 'schedule'"
    assert "make audit" in [step.get("run") for step in job["steps"]]
    assert workflow[True]["schedule"]


# --- What a page may load ----------------------------------------------------------

POLICY = 'meta[http-equiv="Content-Security-Policy" i]'


@pytest.fixture(scope="module", params=["site", "published_site"])
def pages(request):
    return documents(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def policy(pages) -> dict[str, list[str]]:
    """Returns the policy of the whole site: directive → sources."""
    found = {tag["content"] for page in pages.values() for tag in page.soup.select(POLICY)}  # fmt: skip
    assert len(found) == 1, "instant navigation needs one policy for all pages"
    directives = [each.split() for each in found.pop().split(";")]
    return {name: sources for name, *sources in directives}


def inline(page, name: str) -> list:
    """Returns the inline scripts or styles of a page; JSON is none."""
    tags = page.soup.find_all(name, src=False)
    return [tag for tag in tags if tag.get("type") != "application/json"]


def sha256(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_each_page_has_the_policy_before_all_that_it_rules(pages, policy):
    """Once, behind the charset, which a browser looks for in the first 1024 bytes."""
    for page in pages.values():
        assert len(page.soup.select(POLICY)) == 1, page
        head = [tag for tag in page.soup.head.find_all(True)]
        assert head[0].get("charset") and head[1] in page.soup.select(POLICY), page
        assert page.html.index("<meta charset=") < 900, page


def test_the_policy_is_strict(policy):
    """Nothing unless it is named; the site itself, hashes, and images in stylesheets."""
    assert policy["default-src"] == ["'none'"]
    for name, sources in policy.items():
        allowed = {"'none'", "'self'"} | ({"data:"} if name == "img-src" else set())
        hashes = name in ("script-src", "style-src")
        others = set(sources) - allowed
        assert all(hashes and each.startswith("'sha256-") for each in others), name


@pytest.mark.parametrize("kind", ["script", "style"])
def test_the_policy_names_what_is_inline_and_nothing_else(kind, pages, policy):
    found = {sha256(tag.string) for page in pages.values() for tag in inline(page, kind)}  # fmt: skip
    assert found == set(policy[f"{kind}-src"]) - {"'self'"}


def test_all_inline_scripts_are_of_the_theme(pages):
    """Material's own, but for the way to the root of the site in one of them."""
    import material

    folder = Path(material.__file__).parent / "templates/partials/javascripts"
    theirs = "".join(path.read_text("utf-8") for path in folder.glob("*.html"))
    theirs = re.sub(r'new URL\("[^"]*"', 'new URL(""', theirs)
    found = {tag.string for page in pages.values() for tag in inline(page, "script")}
    assert len(found) > 3
    report([text for text in found if re.sub(r'new URL\("[^"]*"', 'new URL(""', text) not in theirs])  # fmt: skip


def test_no_element_has_a_script_or_a_style_of_its_own(pages):
    """No handler such as onclick, no javascript: address, no style attribute."""
    report(
        [
            f"{page}: <{tag.name} {name}={value!r}>"
            for page in pages.values()
            for tag in page.soup.find_all(True)
            for name, value in tag.attrs.items()
            if name.startswith("on")
            or name == "style"
            or str(value).strip().lower().startswith("javascript:")
        ]
    )


PAGE = (
    b'<head><meta charset="utf-8"><script>theme()</script></head><article>%s</article>'
)


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Returns what the hook makes of a page with something in its article."""
    monkeypatch.setattr(csp, "served", False)
    config = SimpleNamespace(theme={"language": "zh"}, site_dir=tmp_path)

    def build(article: bytes = b"") -> str:
        path = tmp_path / "index.html"
        path.write_bytes(PAGE % article)
        csp.on_post_build(config)
        return path.read_text("utf-8")

    return build


def test_a_script_in_markdown_is_not_allowed(built):
    """The build doesn't vouch for what an author, or a pull request, puts on a page."""
    page = built(b"<script>bitten()</script>")
    assert sha256("theme()") in page
    assert sha256("bitten()") not in page


def test_make_serve_has_no_policy(built):
    """MkDocs reloads its pages by an inline script; the English site, built within,
    doesn't bring the policy back."""
    csp.on_startup(command="serve", dirty=False)
    csp.on_startup(command="build", dirty=False)
    assert "Content-Security-Policy" not in built()
