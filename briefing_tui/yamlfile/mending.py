"""Mend what has one meaning only: a file's bytes -> its bytes as they should be.

Nothing is written anew: comments, order and every line stay where they are, and only the signs that
are wrong change. The proof is in the reading: the mended file must read as the same briefing as the
file itself, which the reader already takes as it was meant.
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
from .mishaps import quote
from .reader import read_author, read_briefing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingType

    from .composer import Composed, Node
    from .fields import Field

# Faults of syntax for which there is one way to mend them. Where a quotation or a list was meant to
# end, whether ` #` begins a comment or `*` means an alias, only the author knows.
_MECHANICAL = frozenset(
    {
        "reserved-character", "unquoted-colon", "unquoted-bracket", "text-after-quote",
        "text-not-indented", "text-without-bar", "tab-indent", "nbsp-indent", "nbsp-after-colon",
        "fullwidth-colon", "no-space-after-colon", "dashes-in-body", "dots-end-document",
    }
)  # fmt: skip
_QUOTING = frozenset(
    {"reserved-character", "unquoted-colon", "unquoted-bracket", "text-after-quote"}
)
_HASH = re.compile(r"(?<! ) #")
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
    clean = decode(data, faults)
    if clean is None or not clean.strip():
        return data
    written = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    file = _File(written, clean, AUTHOR_FIELDS if author else BRIEFING_FIELDS)
    mark = data[: len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))]
    syntax = file.with_syntax()
    for text in (_without_trailing(syntax), syntax, _without_trailing(clean)):
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
            mended = _replayed(text, composed)
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
                fault = fault_of_date(" ".join(node.text.split()))
                if fault is not None and fault.mended:
                    yield _span(node, composed.source, fault.mended)
            elif field.shape in {"lang", "langs"}:
                for item in items:
                    if isinstance(item, Scalar):
                        yield from _language_edit(item, composed.source)
            elif field.shape in {"line", "text"} and not isinstance(node, Scalar):
                yield from _quoted(node, composed.source)
            elif field.shape == "lines" and isinstance(node, Sequence):
                for item in items:
                    yield from _quoted(item, composed.source)
            elif isinstance(node, Scalar) and node.style == ">" and field.shape in _TYPED:
                yield node.start, node.start + 1, "|"


def _without_trailing(text: str) -> str:
    trailing = {number for number, _ in trailing_spaces(text)}
    rows = text.split("\n")
    return "\n".join(row.rstrip(" \t") if n in trailing else row for n, row in enumerate(rows))


def _replayed(text: str, composed: Composed) -> str:
    """Apply the mechanical ones of the changes that reading has made."""
    lines = text.split("\n")
    for change in composed.changes:
        # One space and a `#`: whether it is text or a comment only the author knows.
        doubtful = change.code in _QUOTING and any(_HASH.search(old) for _, old, _ in change.rows)
        as_read = all(lines[number] == old for number, old, _ in change.rows)
        if change.code in _MECHANICAL and change.sure and as_read and not doubtful:
            for number, _, new in change.rows:
                lines[number] = new
    return "\n".join(lines)


def _span(node: Node, source: str, new: str) -> tuple[int, int, str]:
    written = source[node.start : node.end].rstrip()
    return node.start, node.start + len(written), new


def _language_edit(node: Scalar, source: str) -> Iterator[tuple[int, int, str]]:
    _, fault = language(node.text.strip())
    if fault is not None and fault.mended and "\n" not in source[node.start : node.end].rstrip():
        yield _span(node, source, fault.mended)


def _quoted(node: Node, source: str) -> Iterator[tuple[int, int, str]]:
    """Quote what is text but was taken for a list or for fields, when it is one line."""
    written = source[node.start : node.end].rstrip()
    if isinstance(node, Scalar) or "\n" in written or " #" in written or written[:1] == "-":
        return
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
    return before is None or _essence(before) == _essence(after, before)


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
