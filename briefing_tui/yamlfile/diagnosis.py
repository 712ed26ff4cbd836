"""From a YAML parser's error to the mistake that a person made, and its mend."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .faults import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import Field

DEEPEST = 16
"""Lists and mappings may be nested so deep; the format itself needs four levels."""

BLOCK_HEADER = re.compile(r"[\w-]+[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*(?:#.*)?")
_KEY = re.compile(r"(\s*(?:- +)*)([\w.-]+) *:(?: +|$)")
_ITEM = re.compile(r" *(?:- +)+")
# Quotes that were meant to go around all of it, as in 'It's late'; not so in "one" and "two".
_QUOTED_WHOLE = re.compile(r"(?s)([\"'])(?:(?!\1).)*(?:(?:(?<=\s)\1|\1(?=\w)).*)?\1")
# Who forgets to indent does so in hundreds of lines, not in hundreds of thousands.
MOST_LINES_MENDED = 20_000
_TEXT_SHAPES = frozenset({"line", "text", "body", "notes"})
_IN_ITEMS = frozenset(
    {"name", "family", "role", "affiliation", "bio", "languages", "interests", "links"}
)
_REFUSED = {
    "alias": "“*” at the start of a value refers to another value, which is not done here",
    "anchor": "“&” at the start of a value names it, and the name would be lost",
    "tag": "“!” at the start of a value gives it a type, and the type would be lost",
}


@dataclass(frozen=True, slots=True)
class Mishap:
    """A fault of syntax."""

    code: str
    place: tuple[int, int]
    """Line and column, from 1."""
    message: str
    hint: str
    mended: Mapping[int, str] = field(default_factory=dict)
    """Lines, counted from 0, as they should be; empty when only a person can tell."""


def quote(text: str) -> str:
    """Write a text as a quoted YAML scalar on one line, with as few signs as possible."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def too_deep() -> tuple[str, str]:
    """Say that a value is nested too deep, and how to mend it.

    The composer counts; libyaml from 0.2.6 on has a bound of its own, and can come to it before the
    composer sees the first bracket.
    """
    return (
        f"lists and fields are nested more than {DEEPEST} deep",
        "put the value in quotes if it is text",
    )


def refused(code: str) -> str:
    """Say why an anchor, an alias or a tag is none of the format's means."""
    return _REFUSED[code]


def indent_of_block(lines: list[str], header: int) -> str:
    """Give the indentation of a block's text: that of its first line, or two spaces."""
    first = next((lines[n] for n in range(header + 1, len(lines)) if lines[n].strip()), "")
    return " " * (_indent(first) or 2)


class Diagnosis:
    """What is known about a text that YAML does not take.

    Args:
        lines: of the text.
        fields: those that the file may have.
        field: what a line begins with that begins a field.
    """

    def __init__(
        self, lines: list[str], fields: Mapping[str, Field], field: re.Pattern[str]
    ) -> None:
        self._lines = lines
        self._fields = fields
        self._field = field

    def of(self, error: Exception) -> Mishap:
        """Tell what a YAML error is about."""
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        context = str(getattr(error, "context", None) or "")
        mark = getattr(error, "problem_mark", None)
        start = getattr(error, "context_mark", None) or mark
        last = len(self._lines) - 1
        line, column = (min(mark.line, last), mark.column) if mark else (0, 0)
        start_line = min(start.line, last) if start else 0
        start_column = start.column if start else 0
        place, start_place = (line + 1, column + 1), (start_line + 1, start_column + 1)
        row = self._lines[line]

        if "nesting depth" in problem:
            # libyaml counts to a thousand; the fields' own level is the first of ours.
            openings = [at for at, sign in enumerate(row[: column + 1]) if sign in "[{"]
            if len(openings) >= DEEPEST:
                place = (line + 1, openings[DEEPEST - 1] + 1)
            return Mishap("too-deep", place, *too_deep())
        if "tab character" in problem or (
            "cannot start any token" in problem and "\t" in row[: column + 1]
        ):
            return self._tabs(place)
        if "mapping values are not allowed" in problem:
            return self._colon(line, column)
        if "expected ':'" in problem:
            return self._no_colon(start_line)
        if "cannot start any token" in problem:
            sign = row[column : column + 1]
            message = f"a value cannot begin with “{sign}”"
            return self._quote_it(line, "reserved-character", place, message)
        if "alias" in context or "anchor" in context:
            code = "alias" if "alias" in context else "anchor"
            return self._quote_it(start_line, code, start_place, _REFUSED[code])
        if "tag" in context and "directive" not in context:
            return self._quote_it(start_line, "tag", start_place, _REFUSED["tag"])
        if "block scalar" in context and ("line break" in problem or "chomping" in problem):
            return self._after_bar(start_line, start_place)
        if "quoted scalar" in context:
            return self._in_quotes(start_line, start_place, place, problem)
        if "flow" in context:
            return self._in_brackets(start_line, start_place)
        if "directive" in context or "YAML document" in problem:
            return Mishap(
                "yaml-directive",
                place,
                "a line that begins with “%” is an order to YAML, and none is known here",
                "delete the line, or indent it if it is part of a text",
                {line: f"#{row}"},
            )
        if "not allowed in this context" in problem or "not allowed here" in problem:
            message = f"a value cannot begin with “{row[column : column + 1]} ”"
            return self._quote_it(line, "reserved-character", place, message)
        if "expected key" in problem or "indicator" in problem or "<block end>" in problem:
            return self._neighbours(line, place)
        return Mishap(
            "yaml-syntax",
            place,
            f"YAML cannot be read here: {quoted(problem)[1:-1]}",
            "put the value in double quotes, or look at the indentation of the lines around it",
        )

    def _split(self, line: str) -> tuple[str, str]:
        """Divide a line before its value: `title: `, `  - `, or the indentation alone."""
        key = _KEY.match(line)
        if key and (not key[1].strip() or key[2] in _IN_ITEMS):
            return line[: key.end()], line[key.end() :]
        item = _ITEM.match(line)
        end = item.end() if item else _indent(line)
        return line[:end], line[end:]

    def _quote_it(self, number: int, code: str, place: tuple[int, int], message: str) -> Mishap:
        """Put the value of a line, with the lines that continue it, in quotes."""
        prefix, value = self._split(self._lines[number])
        last = number
        depth = _indent(self._lines[number])
        while (
            last + 1 < len(self._lines)
            and self._lines[last + 1].strip()
            and _indent(self._lines[last + 1]) > depth
        ):
            last += 1
        written = "\n".join(
            [value.rstrip(), *(row.rstrip() for row in self._lines[number + 1 : last + 1])]
        )
        if _QUOTED_WHOLE.fullmatch(written):
            written = written[1:-1]
        mended = (prefix + quote(written)).split("\n")
        hint = "put it in quotes"
        if len(mended) == 1:
            hint += f": {quoted(mended[0].strip())[1:-1]}"
        return Mishap(code, place, message, hint, dict(enumerate(mended, number)))

    def _tabs(self, place: tuple[int, int]) -> Mishap:
        mended = {}
        for number, line in enumerate(self._lines[:MOST_LINES_MENDED]):
            lead = line[: len(line) - len(line.lstrip(" \t"))]
            if "\t" in lead:
                mended[number] = lead.replace("\t", "  ") + line[len(lead) :]
        return Mishap(
            "tab-indent",
            place,
            "a tab stands in the indentation, where YAML takes spaces only",
            "replace it by two spaces, in every line",
            mended,
        )

    def _colon(self, line: int, column: int) -> Mishap:
        """Two colons in a line, or a line that is deeper than the field before it."""
        row = self._lines[line]
        place = (line + 1, column + 1)
        prefix, _ = self._split(row)
        key = _KEY.match(row)
        if len(prefix.rstrip()) and len(prefix) <= column:
            name = key[2] if key else ""
            what = f"“{name}”" if name in self._fields else "the value"
            message = f"{what} holds a second “: ”, which YAML takes for another field"
            if self._parent(line) == "footnotes":
                mishap = self._quote_it(line, "unquoted-colon", place, message)
                hint = "write “footnotes: |”, and below it each note behind its number: [1] …"
                return Mishap(mishap.code, place, message, hint, mishap.mended)
            return self._quote_it(line, "unquoted-colon", place, message)
        above = self._parent_line(line)
        name = self._parent(line)
        if above >= 0 and name in self._fields and self._fields[name].shape in _TEXT_SHAPES:
            if self._lines[above].rstrip().endswith(":"):
                return Mishap(
                    "unquoted-colon",
                    place,
                    f"“{name}” holds a “: ”, which YAML takes for another field",
                    f"write “{name}: |” in line {above + 1}: below it any text may stand",
                    {above: self._lines[above].rstrip() + " |"},
                )
            if self._field.match(row.lstrip()):
                return Mishap(
                    "bad-indent",
                    (line + 1, 1),
                    f"this field is indented, as if it were part of “{name}”",
                    "begin it at the start of the line",
                    {line: row.lstrip()},
                )
            return Mishap(
                "unquoted-colon",
                place,
                f"“{name}” holds a “: ”, which YAML takes for another field",
                f"write “{name}: |” and the text below it, indented by two spaces",
            )
        return Mishap(
            "bad-indent",
            (line + 1, 1),
            "the line does not stand where the lines around it do",
            "begin the fields at the start of the line; indent what belongs to one by two spaces",
            {line: row.lstrip()} if self._field.match(row.lstrip()) else {},
        )

    def _parent_line(self, line: int) -> int:
        depth = _indent(self._lines[line])
        for number in range(line - 1, -1, -1):
            if self._lines[number].strip() and _indent(self._lines[number]) < depth:
                return number
        return -1

    def _parent(self, line: int) -> str:
        """Give the name of the field in whose value a line stands, or an empty text."""
        number = self._parent_line(line)
        return self._lines[number].split(":")[0].strip() if number >= 0 else ""

    def _header(self, line: int) -> int:
        """Give the line of the last known field at or above a line, or -1."""
        for number in range(line, -1, -1):
            if self._field.match(self._lines[number]):
                return number
        return -1

    def _no_colon(self, line: int) -> Mishap:
        header = self._header(line)
        if header >= 0:
            name = self._lines[header].split(":")[0].strip()
            if BLOCK_HEADER.fullmatch(self._lines[header]):
                return self._not_indented(header, line, name)
            if name in self._fields and self._fields[name].shape in _TEXT_SHAPES - {"line"}:
                return Mishap(
                    "text-not-indented",
                    (line + 1, 1),
                    f"this line is meant as part of “{name}”, but begins where fields do",
                    f"write “{name}: |” and indent every line of the text by two spaces",
                    {line: f"#{self._lines[line]}"},
                )
        return Mishap(
            "not-a-field",
            (line + 1, 1),
            f"{quoted(self._lines[line])} is no field: there is no “: ” in it",
            "indent it by two spaces if it belongs to the field above",
            {line: f"#{self._lines[line]}"},
        )

    def _not_indented(self, header: int, line: int, name: str) -> Mishap:
        """Indent all that stands below a block's header, up to the next field."""
        indent = indent_of_block(self._lines, header)
        mended = {}
        for number in range(header + 1, len(self._lines)):
            row = self._lines[number]
            if self._field.match(row):
                break
            if row.strip() and _indent(row) < len(indent):
                mended[number] = indent + row.lstrip(" ")
                if len(mended) > MOST_LINES_MENDED:
                    break
        first = min(mended, default=line)
        if len(mended) > MOST_LINES_MENDED:
            mended.clear()
        depth = _indent(self._lines[first])
        return Mishap(
            "text-not-indented",
            (first + 1, depth + 1),
            f"this line of “{name}” is not indented as far as its first line"
            if depth or first > header + 1
            else f"the text of “{name}” is not indented",
            f"indent every line of it by {'two' if len(indent) == 2 else len(indent)} spaces",
            mended,
        )

    def _after_bar(self, line: int, place: tuple[int, int]) -> Mishap:
        sign = self._lines[line][place[1] - 1 : place[1]]
        name = self._lines[line].split(":")[0].strip()
        message = f"text stands behind “{sign}”, which begins a text on the next line"
        if name in self._fields and self._fields[name].shape in _TEXT_SHAPES - {"line"}:
            hint = "begin the text on the next line, indented by two spaces"
            mishap = self._quote_it(line, "text-after-bar", place, message)
            return Mishap(mishap.code, place, message, hint, mishap.mended)
        return self._quote_it(line, "text-after-bar", place, message)

    def _in_quotes(
        self,
        line: int,
        start: tuple[int, int],
        place: tuple[int, int],
        problem: str,
    ) -> Mishap:
        row = self._lines[line]
        sign = row[start[1] - 1 : start[1]] or '"'
        if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
            # The scanners point at the backslash or behind it.
            place = (place[0], self._lines[place[0] - 1].rfind("\\", 0, place[1]) + 1)
            message = "a backslash in double quotes is an order, and this one is not known"
            found = self._quote_it(line, "bad-escape", place, message)
            hint = "write the backslash twice, or put the text in single quotes"
            return Mishap(found.code, place, message, hint, found.mended)
        if "document" in problem:
            return Mishap(
                "marker-in-quotes",
                place,
                "“---” or “...” at the start of a line cannot stand in a quoted text",
                "indent the line",
                {place[0] - 1: "  " + self._lines[place[0] - 1]},
            )
        prefix = row[: start[1] - 1]
        value = row[start[1] :].rstrip()
        mended = prefix + quote(value)
        return Mishap(
            "unclosed-quote",
            start,
            f"the quotation mark {sign} that begins here is never closed",
            f"close it at the end: {quoted(mended.strip())[1:-1]}",
            {line: mended},
        )

    def _in_brackets(self, line: int, place: tuple[int, int]) -> Mishap:
        row = self._lines[line].rstrip()
        sign = row[place[1] - 1 : place[1]]
        close = {"[": "]", "{": "}"}.get(sign, "")
        message = f"the list that begins with “{sign}” is not closed or holds a sign it cannot"
        hint = f"close it with “{close}”, or put the value in quotes if it is text"
        mended = {line: row + close} if close and close not in row[place[1] :] else {}
        return Mishap("unclosed-bracket", place, message, hint, mended)

    def _neighbours(self, line: int, place: tuple[int, int]) -> Mishap:
        """A line that cannot follow the one before it, or text behind a value that has ended."""
        row = self._lines[line]
        prefix, value = self._split(row)
        if value and place[1] > len(prefix) + 1:
            if value[0] in "\"'":
                message = "text stands behind the closing quotation mark"
                return self._quote_it(line, "text-after-quote", place, message)
            if value[0] in "[{":
                message = f"text stands behind “{value[0]}…”, which YAML takes for a list"
                return self._quote_it(line, "unquoted-bracket", place, message)
        header = self._header(line)
        if header >= 0 and header < line and BLOCK_HEADER.fullmatch(self._lines[header]):
            name = self._lines[header].split(":")[0].strip()
            return self._not_indented(header, line, name)
        mended = {}
        if _ITEM.match(row):
            before = next(
                (
                    above
                    for above in reversed(self._lines[:line])
                    if above.lstrip().startswith("- ")
                ),
                "",
            )
            mended = {line: " " * _indent(before) + row.lstrip()} if before else {}
        elif self._field.match(row.lstrip()):
            mended = {line: row.lstrip()}
        return Mishap(
            "bad-indent",
            place,
            "the line does not stand where the lines around it do",
            "begin the fields at the start of the line; indent what belongs to one by two spaces",
            mended,
        )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
