"""Collects the codes of all faults from the source, each with its severities.

Every fault that is told is a `Problem`. From where one is made the search goes back: a code that is
a parameter makes its function a place where codes are handed in, and the calls of that are looked
at in turn, until each code is a text in the source. What cannot be followed raises, so that no code
stays unknown.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from briefing_tui.yamlfile import fields

PACKAGE = Path(__file__).resolve().parent.parent / "briefing_tui"
FILES = sorted(
    [
        *(PACKAGE / "yamlfile").glob("*.py"),
        *(PACKAGE / "archive").glob("*.py"),
        PACKAGE / "checking.py",
    ]
)
SEVERITIES = ("error", "warning", "info")
# Values that carry a code to the `Problem` that is made of them, and the severity that gives them.
CARRIERS = {"Mishap": "error", "Fault": "error", "UnreadableError": "error"}
# Where codes go through other hands than a call's: file, function, and why nothing is missed.
SEEN_TO = {
    ("composer.py", "compose"): "tuples that `_Tree._fault` has made",
    ("faults.py", "problems"): "repeats a code that has been added",
    ("reader.py", "tell_missing"): "see `_of_fields`",
}


@dataclass
class Sink:
    """A call that takes a code: where in its arguments, by place and by name."""

    code: tuple[int, str]
    severity: tuple[int, str] | str


@dataclass
class Found:
    sinks: dict[str, Sink] = field(default_factory=dict)
    codes: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@cache
def codes() -> dict[str, set[str]]:
    """Give every code with its severities."""
    found = Found({"Problem": Sink((4, "code"), (3, "severity"))})
    for name, severity in CARRIERS.items():
        found.sinks[name] = Sink((0, "code"), severity)
    # It appends to a list what `compose` adds.
    found.sinks["_fault"] = Sink((0, "code"), "error")
    calls = [call for path in FILES for call in _calls(path)]
    known = 0
    while known != len(found.sinks):
        known = len(found.sinks)
        for call in calls:
            if call.name in found.sinks:
                _look_at(call, found.sinks[call.name], found)
    _of_fields(found)
    return dict(found.codes)


@dataclass
class Call:
    file: str
    node: ast.Call
    name: str
    function: ast.FunctionDef

    def __str__(self) -> str:
        return f"{self.file}:{self.node.lineno}: {self.function.name}"


def _calls(path: Path) -> list[Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    out = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                # `add` alone says little: only faults are added to.
                if name == "add" and "faults" not in ast.unparse(node.func):
                    continue
                out.append(Call(path.name, node, name, function))
    return out


def _look_at(call: Call, sink: Sink, found: Found) -> None:
    if (call.file, call.function.name) in SEEN_TO:
        return
    code = _argument(call, sink.code)
    severity = sink.severity if isinstance(sink.severity, str) else _argument(call, sink.severity)
    severities = {severity} if isinstance(severity, str) else _texts(severity, call)
    parameter = _parameter(code, call)
    if parameter is not None:
        place = severity if isinstance(severity, str) else _parameter(severity, call)
        name = call.function.name
        made = Sink(parameter, place if place is not None else min(severities))
        found.sinks.setdefault("add" if name == "add" else name, made)
        return
    for text in _texts(code, call):
        found.codes[text] |= severities & set(SEVERITIES)
        assert severities <= set(SEVERITIES), f"{call}: {severities}"


def _argument(call: Call, place: tuple[int, str]) -> ast.expr:
    position, name = place
    for keyword in call.node.keywords:
        if keyword.arg == name:
            return keyword.value
    arguments = call.node.args[: position + 1]
    assert len(arguments) > position, f"{call}: no {name}"
    assert not any(isinstance(a, ast.Starred) for a in arguments), f"{call}: cannot be followed"
    return arguments[position]


def _parameter(value: ast.expr, call: Call) -> tuple[int, str] | None:
    """Give place and name of the parameter that a value is, or None."""
    if not isinstance(value, ast.Name):
        return None
    arguments = call.function.args
    names = [a.arg for a in arguments.args if a.arg not in {"self", "cls"}]
    if value.id in names:
        return names.index(value.id), value.id
    if value.id in [a.arg for a in arguments.kwonlyargs]:
        return 1000, value.id
    return None


def _texts(value: ast.expr, call: Call) -> set[str]:
    """Give all texts that a value can be; nothing for a code that a carrier has brought."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return {value.value}
    if isinstance(value, ast.IfExp):
        return _texts(value.body, call) | _texts(value.orelse, call)
    if isinstance(value, ast.Attribute) and value.attr in {"code", "severity"}:
        return set()
    if isinstance(value, ast.Name):
        if _parameter(value, call) is not None:
            return set()
        values = list(_assigned(value.id, call.function))
        assert values, f"{call}: {value.id} comes from nowhere"
        return set().union(*(_texts(each, call) for each in values))
    raise AssertionError(f"{call}: {ast.unparse(value)} cannot be followed")


def _assigned(name: str, function: ast.FunctionDef) -> list[ast.expr]:
    out = []
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == name:
                out.append(node.value)
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
                out += [v for t, v in pairs if isinstance(t, ast.Name) and t.id == name]
    return out


def _of_fields(found: Found) -> None:
    """Add what `tell_missing` makes of the fields' names."""
    for table in tables().values():
        for each in table.values():
            if each.missing:
                found.codes[f"missing-{each.name}"].add(each.missing)
                found.codes[f"empty-{each.name}"].add(each.missing)


def tables() -> dict[str, dict[str, fields.Field]]:
    """Give the tables of fields there are, by the name of the constant."""
    return {name: table for name, table in vars(fields).items() if name.endswith("_FIELDS")}
