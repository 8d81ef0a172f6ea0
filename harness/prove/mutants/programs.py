"""Small changes of a program: all that we know, one at a time.

A change replaces the text of one node and keeps the rest byte for byte, also the number
of lines, since tracebacks show line numbers.

What could harm the machine is left out:
- In a program that signals processes by their pid (os.kill and its like) no number and
  no pid changes, or the signal could reach a stranger; pid -1 is everybody.
- In a `while` loop that starts processes nothing changes, or it might never end.
A removed main guard is safe: a child that starts children while it imports the main
module gets a RuntimeError. The sandbox limits time, output and number of processes.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...snippets import Snippet

# Each name and what one could mistake it for.
MISTAKEN = {
    "start": "run",
    "run": "start",
    "join": "is_alive",
    "is_alive": "join",
    "terminate": "kill",
    "kill": "terminate",
    "interrupt": "terminate",
    "close": "join_thread",
    "join_thread": "cancel_join_thread",
    "cancel_join_thread": "join_thread",
    "put": "put_nowait",
    "put_nowait": "put",
    "get": "get_nowait",
    "get_nowait": "get",
    "task_done": "join",
    "empty": "full",
    "full": "empty",
    "qsize": "empty",
    "set": "clear",
    "clear": "set",
    "wait": "is_set",
    "acquire": "release",
    "release": "acquire",
    "send": "send_bytes",
    "recv": "poll",
    "poll": "recv",
    "map": "map_async",
    "exitcode": "pid",
    "pid": "exitcode",
    "getpid": "getppid",
    "getppid": "getpid",
    "current_process": "parent_process",
    "parent_process": "current_process",
    "get_context": "set_start_method",
    "set_start_method": "get_context",
    "get_start_method": "get_all_start_methods",
    "JoinableQueue": "Queue",
}
OPPOSITES = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: ">=",
    ast.GtE: "<",
    ast.Gt: "<=",
    ast.LtE: ">",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
TIMED = {"sleep", "wait", "join"}  # what takes a number of seconds, besides timeout=
SIGNALLING = {"kill", "killpg", "pidfd_open", "pidfd_send_signal"}  # by pid
PIDS = {"pid", "getpid", "getppid", "sentinel"}
STARTING = {"start", "Process", "Pool", "ProcessPoolExecutor", "fork", "Popen"}


@dataclass(frozen=True)
class Change:
    """A program after one change.

    kind: what was done, as in the table of results; line: where, from 1; name: the
    changed line before and after; text: the whole program afterwards.
    """

    kind: str
    line: int
    name: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.kind}: {self.name}"


def changes_of(snippet: Snippet) -> list[Change]:
    """Returns each change of a snippet's program."""
    return changes(snippet.path.read_text(encoding="utf-8"))


def changes(program: str) -> list[Change]:
    """Returns each change of a program that makes another one which compiles; none if
    the program itself doesn't."""
    if not _compiles(program):
        return []
    source = Source(program)
    known, found = {program}, []
    for kind, start, end, new in sorted(
        _replacements(source), key=lambda each: each[1:]
    ):
        text = program[:start] + new + program[end:]
        if text not in known and _compiles(text):
            known.add(text)
            line = program.count("\n", 0, start) + 1
            found.append(Change(kind, line, source.name(start, end, new), text))
    return found


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


class Source:
    """A program's text, its tree, and where a node stands in the text."""

    def __init__(self, program: str):
        self.program = program
        self.tree = ast.parse(program)
        self.parents = {
            child: node
            for node in ast.walk(self.tree)
            for child in ast.iter_child_nodes(node)
        }
        self._lines = program.splitlines(keepends=True)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Returns where a node begins and where it ends."""
        return (
            self._place(node.lineno, node.col_offset),
            self._place(node.end_lineno, node.end_col_offset),
        )

    def _place(self, line: int, column: int) -> int:
        """`column` counts bytes, as ast does."""
        before = self._lines[line - 1].encode()[:column].decode()
        return sum(map(len, self._lines[: line - 1])) + len(before)

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yields what a node is in, from the inside."""
        while node := self.parents.get(node):
            yield node

    def name(self, start: int, end: int, new: str) -> str:
        """Returns the changed lines before and after, without indentation."""
        first = self.program.rfind("\n", 0, start) + 1
        last = (self.program + "\n").find("\n", end)
        before = self.program[first:last]
        after = self.program[first:start] + new + self.program[end:last]
        return f"{' '.join(before.split())} -> {' '.join(after.split())}"


Replacement = tuple[str, int, int, str]  # kind, start, end, new text


def _replacements(source: Source) -> Iterator[Replacement]:
    nodes = list(ast.walk(source.tree))
    signals = any(map(_signals, nodes))
    guards = {node.test for node in nodes if _is_guard(node)}
    for node in nodes:
        around = [node, *source.above(node)]
        if node in guards:
            yield "guard removed", *source.span(node), "True"
        if guards.intersection(around) or any(map(_starts_in_loop, around)):
            continue
        yield from _other_value(source, node, signals)
        yield from _other_name(source, node, signals)
        yield from _other_condition(source, node)
        yield from _argument_dropped(source, node)
        yield from _statement_removed(source, node)


def _called(node: ast.AST) -> str | None:
    """Returns the name of what is called, without its module or object."""
    if not isinstance(node, ast.Call):
        return None
    return getattr(node.func, "attr", getattr(node.func, "id", None))


def _signals(node: ast.AST) -> bool:
    """os.kill() does; p.kill() knows its process."""
    if _called(node) not in SIGNALLING:
        return False
    owner = getattr(node.func, "value", None)
    return owner is None or getattr(owner, "id", None) in ("os", "signal")


def _starts_in_loop(node: ast.AST) -> bool:
    return isinstance(node, ast.While) and any(
        _called(each) in STARTING for each in ast.walk(node)
    )


def _is_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "'__main__'" in ast.unparse(node.test)


def _other_value(source: Source, node: ast.AST, signals: bool) -> Iterator[Replacement]:
    """A number is one more; a time, which no transcript shows, is zero instead."""
    if isinstance(node, ast.JoinedStr):
        start, end = source.span(node)
        opening = re.match(r"[A-Za-z]*(\"\"\"|'''|\"|')", source.program[start:end])
        if opening:
            place = start + opening.end()
            yield "text changed", place, place, "x"
    in_text = any(isinstance(each, ast.JoinedStr) for each in source.above(node))
    if not isinstance(node, ast.Constant):
        return
    start, end = source.span(node)
    if isinstance(node.value, bool):
        yield "True/False changed", start, end, str(not node.value)
    elif isinstance(node.value, (int, float)) and not signals:
        is_time = _is_time(source, node) and node.value
        yield "number changed", start, end, repr(0 if is_time else node.value + 1)
    elif isinstance(node.value, (str, bytes)) and not in_text:
        quotes = 3 if source.program[start:end].endswith(('"""', "'''")) else 1
        yield "text changed", end - quotes, end - quotes, "x"


def _is_time(source: Source, node: ast.AST) -> bool:
    parent = source.parents[node]
    return getattr(parent, "arg", None) == "timeout" or _called(parent) in TIMED


def _other_name(source: Source, node: ast.AST, signals: bool) -> Iterator[Replacement]:
    if not isinstance(node, ast.Attribute) or isinstance(node.value, ast.Constant):
        return  # such as "".join
    name = node.attr
    if name in MISTAKEN and not (signals and name in PIDS):
        _, end = source.span(node)
        yield "name changed", end - len(name), end, MISTAKEN[name]


def _other_condition(source: Source, node: ast.AST) -> Iterator[Replacement]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        start, end = source.span(node.left)[1], source.span(node.comparators[0])[0]
        yield "condition reversed", start, end, f" {OPPOSITES[type(node.ops[0])]} "
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        test = node.test
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            start, end = source.span(test)[0], source.span(test.operand)[0]
            yield "condition reversed", start, end, ""
        elif not isinstance(test, (ast.Compare, ast.Constant, ast.NamedExpr)):
            start, end = source.span(test)
            text = source.program[start:end]
            yield "condition reversed", start, end, f"not ({text})"


def _argument_dropped(source: Source, node: ast.AST) -> Iterator[Replacement]:
    """Also drops the comma that would be one too many."""
    if isinstance(node, ast.keyword) and node.arg:
        start, end = source.span(node)
        if comma := re.compile(r"\s*,[ ]*").match(source.program, end):
            end = comma.end()
        elif comma := re.search(r",\s*$", source.program[:start]):
            start = comma.start()
        yield (
            "argument dropped",
            start,
            end,
            "\n" * source.program.count("\n", start, end),
        )


def _statement_removed(source: Source, node: ast.AST) -> Iterator[Replacement]:
    """One that only computes a name is kept: without it the rest means nothing."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    if isinstance(node, (ast.Expr, ast.AugAssign, ast.Raise)) or isinstance(
        target, (ast.Attribute, ast.Subscript)
    ):
        start, end = source.span(node)
        lines = source.program.count("\n", start, end)
        yield "statement removed", start, end, "pass" + "\n" * lines
