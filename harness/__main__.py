"""The verbs of the harness: python -m harness VERB ...

Each has a help of its own: python -m harness record --help
"""

import importlib
import sys

VERBS = {
    "record": "harness.record.transcripts",
    "notebooks": "harness.record.notebooks",
    "pythons": "harness.pythons",
    "evidence": "harness.results.evidence",
    "complete": "harness.results.complete",
    "chaos": "harness.prove.chaos",
    "mutants": "harness.prove.mutants.command",
    "bench": "harness.bench",
}


def main(arguments: list[str]) -> int:
    """Hands the arguments after the verb to its module, and returns its exit code."""
    verb = arguments[0] if arguments else ""
    if verb not in VERBS:
        print(f"python -m harness: expected one of {', '.join(VERBS)}, found {verb!r}", file=sys.stderr)  # fmt: skip
        return 2
    return importlib.import_module(VERBS[verb]).main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
