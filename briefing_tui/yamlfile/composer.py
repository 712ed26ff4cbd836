"""YAML text -> a tree of nodes that know their place.

The composer works on the parser's events and keeps its own stack: PyYAML's own recursion ends the
process on a file of 30,000 brackets. Every scalar is text; no anchor, alias or tag has an effect.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from .diagnosis import DEEPEST, refused, too_deep
from .faults import MOST_TOLD, quoted, shortened
from .mishaps import quote
from .syntax import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingType

    from briefing_tui.briefing import Severity

    from .faults import Faults
    from .fields import Field
    from .syntax import Change

MOST_NODES = 20_000
_MOST_MENDS = 50
# A mend means another run over the text: of so many characters in all.
_MOST_RUN_OVER = 4_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEX = "[0-9A-Fa-f]"
_NO_CHARACTER = re.compile(
    rf"\\(?:u|U0000)[Dd][89A-Fa-f]{_HEX}{{2}}|\\U(?!000{_HEX}|0010){_HEX}{{8}}"
)
# libyaml does it in 0.05 ms for 10 kB, PyYAML's own scanner in 4.
_Loader: type = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


@dataclass(slots=True)
class Scalar:
    """A text. Line and column count from 1; `start` and `end` are offsets in the source."""

    text: str
    line: int
    column: int
    start: int = 0
    end: int = 0
    style: str = ""
    """`|`, `>`, `'`, `"`, or empty for a plain one."""


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    column: int
    start: int = 0
    end: int = 0
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values, in the order of the file; no key stands in it twice."""

    line: int
    column: int
    start: int = 0
    end: int = 0
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Composed:
    """A file's tree."""

    root: Node | None
    source: str
    """The text that the offsets are in: the file's, or what it became by mending."""
    cut: bool
    """Reading ended before the file did: what is missing may be in it all the same."""
    changes: tuple[Change, ...] = ()
    """The lines of `source` that are other than the file's, in the order in which they changed."""


class _Stopped(Exception):  # noqa: N818 - it ends a run, and is told as a fault
    """There is no going on; the fault is noted."""


def compose(
    text: str, fields: MappingType[str, Field], faults: Faults, *, plain: bool = False
) -> Composed:
    """Read a file's text.

    What can be mended is noted as an error and read as it was meant; after what cannot, the part of
    the tree that stands before it is given.

    Args:
        text: decoded and cleaned.
        fields: those that the file may have.
        faults: where faults are noted.
        plain: whether it is known that all is printable but for line feeds (`is_plain`).
    """
    syntax = Syntax(text, fields, faults)
    if syntax.is_hopeless():
        return Composed(None, text, True)
    syntax.prepare(plain=plain)
    for _ in range(min(_MOST_MENDS, 1 + _MOST_RUN_OVER // max(len(text), 1))):
        tree = _Tree(syntax.text)
        try:
            tree.grow()
        except _Stopped:
            syntax.cut = True
            break
        # The last two come from PyYAML's own scanner, for numbers no character has.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            if syntax.mend(error if isinstance(error, yaml.YAMLError) else tree.no_character()):
                continue
            syntax.cut = True
        break
    else:
        syntax.cut = True
    for fault in tree.faults:
        faults.add(*fault)
    return Composed(tree.root, tree.source, syntax.cut, tuple(syntax.changes))


def compose_values(text: str) -> Node | None:
    """Read YAML that is none of ours, such as the lines above a Markdown text.

    Returns:
        The tree; None when it is no YAML, or there is something in it that we do not read.
    """
    tree = _Tree(text)
    try:
        tree.grow()
    except (_Stopped, yaml.YAMLError, ValueError, OverflowError):
        return None
    return None if tree.faults else tree.root


class _Tree:
    """A tree that grows by the parser's events."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root: Node | None = None
        self.faults: list[tuple[Severity, str, tuple[int, int], str, str]] = []
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._nodes = 0
        self._end = 0
        """Where the last scalar ends."""
        self._refused: Counter[str] = Counter()

    def grow(self) -> None:
        """Read the first document.

        Raises:
            _Stopped: a bound is reached, or there is something that has no place in a tree.
            yaml.YAMLError: it is no YAML; what came before is in the tree.
        """
        events = self._events()
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._place(self._scalar(event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._enter(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._leave(event)
            elif kind is yaml.AliasEvent:
                self._refuse("alias", event)
                self._place(self._written(event))
            elif kind is yaml.DocumentEndEvent:
                # Asked for one more, the parser looks whether anything stands behind the end.
                next(events)
                return

    def _events(self) -> Iterator[Any]:
        return yaml.parse(self.source, Loader=_Loader)

    def _scalar(self, event: Any) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self._refuse("anchor" if event.anchor is not None else "tag", event)
            if not event.style:
                return self._written(event)
        start, value, style = event.start_mark, event.value, event.style or ""
        if style == '"' and _SURROGATE.search(value):
            # PyYAML's own scanner takes the number; libyaml and UTF-8 do not.
            raise self.no_character()
        self._end = end = event.end_mark.index
        return Scalar(value, start.line + 1, start.column + 1, start.index, end, style)

    def no_character(self) -> yaml.YAMLError:
        """Give the error for the next escape in double quotes that stands for no character."""
        escape = _NO_CHARACTER.search(self.source, self._end)
        quote = self.source.find('"', self._end)
        marks = [self._mark(at) for at in (quote, escape.start() if escape else quote)]
        context, problem = "while parsing a quoted scalar", "found an escape of no character"
        return yaml.scanner.ScannerError(context, marks[0], problem, marks[1])

    def _mark(self, at: int) -> yaml.Mark:
        line = self.source.count("\n", 0, at)
        column = at - self.source.rfind("\n", 0, at) - 1
        return yaml.Mark("", at, line, column, None, 0)

    def _written(self, event: Any) -> Scalar:
        """Take what YAML would obey for what its author meant: text."""
        start, end = event.start_mark, event.end_mark
        text = " ".join(self.source[start.index : end.index].split())
        return Scalar(text, start.line + 1, start.column + 1, start.index, end.index)

    def _enter(self, event: Any) -> None:
        start = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._refuse("anchor" if event.anchor is not None else "tag", event)
        if len(self._open) >= DEEPEST:
            self._stop("too-deep", event, *too_deep())
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(start.line + 1, start.column + 1, start.index, event.end_mark.index)
        if self._open and isinstance(self._open[-1], Mapping) and self._keys[-1] is None:
            message = "a list stands where the name of a field should"
            self._stop("list-as-key", event, message, "put it in quotes if it is text")
        self._place(node)
        self._open.append(node)
        self._keys.append(None)

    def _leave(self, event: Any) -> None:
        self._open.pop().end = event.end_mark.index
        self._keys.pop()

    def _place(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._fault(
                "too-many-values",
                (node.line, node.column),
                f"the file holds more than {MOST_NODES:,} values",
                "a briefing is one piece of text: keep data in files of their own",
            )
            raise _Stopped
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None and isinstance(node, Scalar):
            self._keys[-1] = node
        elif key is not None:
            self._keys[-1] = None
            if key.text in parent.entries:
                first = parent.entries[key.text][0].line
                self._fault(
                    "duplicate-key",
                    (key.line, key.column),
                    f"{quoted(key.text)} stands in line {first} already",
                    "keep one of the two",
                )
            else:
                parent.entries[key.text] = (key, node)

    def _refuse(self, code: str, event: Any) -> None:
        if self._refused[code] > MOST_TOLD:
            return
        self._refused[code] += 1
        start, end = event.start_mark, event.end_mark
        written = self.source[start.index : end.index].split("\n")[0].strip()
        hint = f"put the value in quotes: {shortened(quote(written))}"
        self._fault(code, (start.line + 1, start.column + 1), refused(code), hint)

    def _fault(self, code: str, place: tuple[int, int], message: str, hint: str) -> None:
        self.faults.append(("error", code, place, message, hint))

    def _stop(self, code: str, event: Any, message: str, hint: str) -> None:
        start = event.start_mark
        self._fault(code, (start.line + 1, start.column + 1), message, hint)
        raise _Stopped
