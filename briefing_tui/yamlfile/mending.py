"""Mend what has one meaning only: a file's bytes -> its bytes as they should be.

Nothing is written anew: comments, order and every line stay where they are, and only the signs that
are wrong change. Each change must be one that its lines alone allow (`mechanical`). What comes of
all of them is held against the file again: it must read as the same briefing with fewer faults, and
have the same fields and comments.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.briefing import Author, Briefing
from briefing_tui.text import unsafe_characters

from .codes import fault_of_date, language
from .composer import Mapping, Scalar, Sequence, compose
from .decoding import decode, trailing_spaces
from .faults import Faults
from .fields import AUTHOR_FIELDS, BRIEFING_FIELDS
from .mechanical import KEY, is_mechanical
from .mishaps import quote
from .reader import read_author, read_briefing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingType

    from .codes import Fault
    from .composer import Composed, Node
    from .fields import Field

_LINE_ENDS = re.compile("\r\n|\r|\n")
_ROUNDS = 3
_TYPED = frozenset({"body", "notes"})
"""Shapes whose lines are read as they were typed."""


def mend(data: bytes, *, author: bool = False) -> bytes:
    """Mend a briefing or a profile as far as that cannot change what it says.

    Mended are what YAML misreads (a value that holds `: ` or begins with a sign of YAML's, tabs in
    the indentation, text that is not indented), dates (`26.03.2024`), names of languages, and
    spaces at the ends of lines. Encoding and line ends stay as they are.

    Args:
        data: the file, whole.
        author: whether it is an author's profile.

    Returns:
        The mended bytes, or `data` when there is nothing to mend or no safe way to do so.
    """
    faults = Faults("")
    decoded = decode(data, faults)
    if decoded is None or not decoded.text.strip():
        return data
    clean = decoded.text
    written = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    file = _File(written, clean, AUTHOR_FIELDS if author else BRIEFING_FIELDS)
    mark = data[: len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))]
    syntax = file.with_syntax()
    # The reader does not keep all of a profile, so that nothing could be held against it.
    bare = (lambda text: text) if author else _without_trailing
    for text in (bare(syntax), syntax, bare(clean)):
        mended = mark + file.as_written(text).encode("utf-8")
        if mended != data and _says_the_same(data, mended, author=author):
            return mended
    return data


class _File:
    """A file's text in its two forms: as it is, and with line feeds and visible characters."""

    def __init__(self, written: str, clean: str, fields: MappingType[str, Field]) -> None:
        self._rows = _LINE_ENDS.split(written)
        self._ends = _LINE_ENDS.findall(written)
        self._clean = clean
        self._fields = fields

    def as_written(self, text: str) -> str:
        """Give a mended text the line ends and the characters of the file."""
        rows = list(self._rows)
        for number, (new, old) in enumerate(
            zip(text.split("\n"), self._clean.split("\n"), strict=True)
        ):
            # A line that holds what was made visible is for a person to look at.
            if new != old and not unsafe_characters(rows[number]):
                rows[number] = new
        return "".join(row + end for row, end in zip(rows, [*self._ends, ""], strict=True))

    def with_syntax(self) -> str:
        """Mend what YAML misreads, and codes that are written in another way."""
        text = self._clean
        for _ in range(_ROUNDS):
            composed = compose(text, self._fields, Faults(""))
            mended = self._replayed(text, composed)
            if mended == text:
                edits = sorted(self._edits(composed), reverse=True)
                if composed.source != text:
                    # What could not be mended has moved the offsets.
                    return text
                for start, end, new in edits:
                    mended = mended[:start] + new + mended[end:]
            if mended == text:
                break
            text = mended
        return text

    def _replayed(self, text: str, composed: Composed) -> str:
        """Make those of reading's changes that nobody need be asked about."""
        lines = text.split("\n")
        for change in composed.changes:
            as_read = all(lines[number] == old for number, old, _ in change.rows)
            if as_read and is_mechanical(change, lines, self._fields):
                for number, _, new in change.rows:
                    lines[number] = new
        return "\n".join(lines)

    def _edits(self, composed: Composed) -> Iterator[tuple[int, int, str]]:
        """Give what to put in the place of values: start, end, text."""
        if not isinstance(composed.root, Mapping):
            return
        for name, (_, node) in composed.root.entries.items():
            field = self._fields.get(name)
            if field is None:
                continue
            items = node.items if isinstance(node, Sequence) else [node]
            if field.shape == "date" and isinstance(node, Scalar):
                yield from _code_edit(node, composed.source, fault_of_date(node.text.strip()))
            elif field.shape in {"lang", "langs"}:
                for item in items:
                    if isinstance(item, Scalar):
                        fault = language(item.text.strip())[1]
                        yield from _code_edit(item, composed.source, fault)
            elif field.shape == "lines" and isinstance(node, Sequence):
                for item in items:
                    yield from _quoted(item, composed.source)
            elif isinstance(node, Scalar) and node.style == ">" and field.shape in _TYPED:
                yield node.start, node.start + 1, "|"


def _without_trailing(text: str) -> str:
    trailing = frozenset(trailing_spaces(text))
    rows = text.split("\n")
    return "\n".join(row.rstrip(" \t") if n in trailing else row for n, row in enumerate(rows))


def _span(node: Node, source: str, new: str) -> tuple[int, int, str]:
    written = source[node.start : node.end].rstrip()
    return node.start, node.start + len(written), new


def _code_edit(node: Scalar, source: str, fault: Fault | None) -> Iterator[tuple[int, int, str]]:
    if fault is not None and fault.mended and "\n" not in source[node.start : node.end].rstrip():
        yield _span(node, source, fault.mended)


def _quoted(node: Node, source: str) -> Iterator[tuple[int, int, str]]:
    """Quote a takeaway of one line that was taken for a field and its value: `Costs: up`."""
    written = source[node.start : node.end].rstrip()
    one = isinstance(node, Mapping) and len(node.entries) == 1
    if one and "\n" not in written and " #" not in written and written[:1] not in "{-":
        yield _span(node, source, quote(written))


def _says_the_same(data: bytes, mended: bytes, *, author: bool) -> bool:
    """Tell whether a mended file reads as the file itself, and with fewer faults."""
    read = read_author if author else read_briefing
    before, faults_before = read(data, "", "slug")
    after, faults_after = read(mended, "", "slug")
    codes = {problem.code for problem in faults_before}
    if len(faults_after) > len(faults_before) or {p.code for p in faults_after} - codes:
        return False
    if after is None:
        return False  # a file of some other program, perhaps
    if _skeleton(data) != _skeleton(mended):
        return False
    return before is None or _essence(before) == _essence(after, before)


def _skeleton(data: bytes) -> tuple[list[str], list[str]]:
    """Give the names of fields and the comments that a file has, line by line."""
    rows = _LINE_ENDS.split(data.decode("utf-8"))
    names = [found[1] for row in rows if (found := KEY.match(row.removeprefix("\ufeff")))]
    return names, [row.strip() for row in rows if row.lstrip().startswith("#")]


def _essence(value: Briefing | Author, before: Briefing | Author | None = None) -> object:
    """Give what a value says, without the places in the file.

    Args:
        value: of it.
        before: the value before it was mended, whose date and languages could not be read.
    """
    if isinstance(value, Author):
        return value
    value = replace(
        value,
        body=_without_trailing(value.body),
        problems=(),
        mentions=(),
        footnotes=tuple(replace(note, line=0) for note in value.footnotes),
    )
    if isinstance(before, Briefing):
        value = replace(
            value,
            date=before.date if not before.date else value.date,
            lang=before.lang if not before.lang else value.lang,
            also_in=tuple(code for code in value.also_in if code in before.also_in),
        )
    return value
