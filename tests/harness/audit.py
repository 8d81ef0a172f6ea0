"""Asks an advisory database about every version that a requirements file pins.

    python -m tests.harness.audit [--file FILE] [options of pip-audit]

pip-audit does the asking. By itself it leaves out what another system or another
Python would install, and takes a version that the database doesn't know for a sound
one. Here each pin gets an answer: exit code 0 if none is vulnerable, 1 if one is, 2 if
one has no answer, for example because the database can't be reached.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def main() -> int:
    text = "Other options go to pip-audit."
    parser = argparse.ArgumentParser(description=text, allow_abbrev=False)
    parser.add_argument("--file", type=Path, default=Path("requirements.txt"))
    given, options = parser.parse_known_args()
    if not given.file.is_file():
        parser.error(f"{given.file}: no such file; expected one of name==version lines")
    pinned = pins(given.file.read_text("utf-8"))
    if not pinned:
        parser.error(f"{given.file}: no line such as  mkdocs==1.6.1")
    answers, reasons = ask(pinned, options)
    return tell(given.file.name, pinned, answers, reasons)


def pins(text: str) -> list[tuple[str, str]]:
    """Returns each name and version that is pinned, for whatever system or Python."""
    return sorted(set(PIN.findall(text)))


def ask(pinned, options) -> tuple[dict, set[str]]:
    """Returns what is known of each pin that has an answer, a list of vulnerabilities,
    and the reasons why others have none."""
    answers, reasons = {}, set()
    for names in rounds(pinned):
        found, complaint = pip_audit(names, options)
        if complaint:
            reasons.add(complaint)
        for each in found:
            if "version" in each:
                answers[each["name"], each["version"]] = each["vulns"]
            else:
                reasons.add(each["skip_reason"])
    return answers, reasons


def rounds(pinned) -> list[dict[str, str]]:
    """Splits the pins so that each part has one version of a package: pip-audit takes
    no more at a time."""
    parts = []
    for name, version in pinned:
        part = next((part for part in parts if name not in part), None)
        if part is None:
            parts.append(part := {})
        part[name] = version
    return parts


def pip_audit(names: dict[str, str], options) -> tuple[list[dict], str]:
    """Returns what pip-audit says of each package, or nothing and its complaint."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder, "asked.txt"), Path(folder, "answer.json")
        asked.write_text("".join(f"{name}=={names[name]}\n" for name in names))
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(asked)]
        command += ["--no-deps", "--disable-pip", "--progress-spinner", "off"]
        command += ["--format", "json", "--output", str(answer), *options]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if answer.is_file():
            return json.loads(answer.read_text("utf-8"))["dependencies"], ""
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return [], said[-1]


def tell(file: str, pinned, answers: dict, reasons: set[str]) -> int:
    """Prints what was found and what wasn't; returns the exit code."""
    vulnerable = {pin: found for pin, found in answers.items() if found}
    for (name, version), found in vulnerable.items():
        for each in found:
            mended = ", ".join(each["fix_versions"]) or "no version yet"
            print(f"{file}: {name} {version}: {each['id']}, mended in {mended}")
            print(f"    {each['description'][:200]}")
    if answers:
        known = f"{len(vulnerable)} with a known vulnerability" if vulnerable else "no known vulnerability"  # fmt: skip
        print(f"{file}: {len(answers)} pinned versions, {known} ({date.today()})")
    if unknown := [pin for pin in pinned if pin not in answers]:
        print(f"{file}: NOT CHECKED: {len(unknown)} of {len(pinned)} pinned versions.")
        print("    " + "\n    ".join(sorted(reasons)[:2]))
        print('    Another database:  make audit ARGS="--vulnerability-service osv"')
    return 1 if vulnerable else 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
