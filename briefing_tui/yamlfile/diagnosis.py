"""From a YAML parser's error to the mistake that a person made, and its mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .faults import quoted, shortened
from .mishaps import (
    BLOCK_HEADER,
    IN_A_BLOCK,
    ITEM,
    KEY,
    LIST_SHAPES,
    LONG_SHAPES,
    TEXT_SHAPES,
    Mishap,
    divided,
    header_of,
    indent,
    name_in,
    no_bar,
    quote,
    spaces,
)
from .strays import BULLETS, comment_within, not_indented, stray_line
from .tabs import tabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import Field

DEEPEST = 16
"""Lists and mappings may be nested so deep; the format itself needs four levels."""

# What libyaml says, and PyYAML's own parser.
_NO_VALUE = re.compile("expected (?:the )?node content")
# Quotes that were meant to go around all of it, as in 'It's late'; not so in "one" and "two".
_QUOTED_WHOLE = re.compile(r"(?s)([\"'])(?:(?!\1).)*(?:(?:(?<=\s)\1|\1(?=\w)).*)?\1")
# Two spaces and a `#` are how people set a comment off; one space may be part of the text.
_COMMENT = re.compile(r"(?: {2,}| ?\t[ \t]*)#(?: .*)?$")
_REFUSED = {
    "alias": "“*” at the start of a value refers to another value, which is not done here",
    "anchor": "“&” at the start of a value names it, and the name would be lost",
    "tag": "“!” at the start of a value gives it a type, and the type would be lost",
}


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
            return tabs(self._lines, self._field, place)
        if "mapping values are not allowed" in problem:
            return self._colon(line, column)
        if "expected ':'" in problem:
            wrapped = self._wrapped_item(start_line)
            return wrapped or stray_line(self._lines, self._fields, self._field, start_line)
        if "cannot start any token" in problem:
            return self._reserved(line, column)
        if "alias" in context and (items := self._starred(start_line, start_column)):
            return items
        if "alias" in context or "anchor" in context:
            code = "alias" if "alias" in context else "anchor"
            return self._quote_it(start_line, code, start_place, _REFUSED[code])
        if "tag handle" in problem or ("tag" in context and "directive" not in context):
            return self._quote_it(start_line, "tag", start_place, _REFUSED["tag"])
        if "block scalar" in context and ("line break" in problem or "chomping" in problem):
            return self._after_bar(start_line, start_place)
        if "quoted scalar" in context:
            return self._in_quotes(start_line, start_place, place, problem)
        if _NO_VALUE.search(problem) and "block" in context:
            return self._reserved(line, column)
        if "flow" in context:
            return self._in_brackets(start_line, start_place, place)
        if "<document start>" in problem:
            return Mishap(
                "several-documents",
                place,
                "the file ends before this for YAML, so that it is not read",
                "put it into a field, or delete it",
            )
        if "directive" in context + problem or "YAML document" in problem:
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

    def _quote_it(self, number: int, code: str, place: tuple[int, int], message: str) -> Mishap:
        """Put the value of a line, with the lines that continue it, in quotes."""
        prefix, value = divided(self._lines[number])
        last = number
        depth = indent(self._lines[number])
        while (
            last + 1 < len(self._lines)
            and self._lines[last + 1].strip()
            and indent(self._lines[last + 1].expandtabs(2)) > depth
        ):
            last += 1
        written = "\n".join(
            [value.rstrip(), *(row.rstrip() for row in self._lines[number + 1 : last + 1])]
        )
        comment = _COMMENT.search(written) if last == number else None
        if comment:
            written = written[: comment.start()]
        if _QUOTED_WHOLE.fullmatch(written):
            written = written[1:-1]
        mended = (prefix + quote(written) + (comment.group() if comment else "")).split("\n")
        hint = "put it in quotes"
        if len(mended) == 1:
            hint += f": {shortened(mended[0])}"
        return Mishap(code, place, message, hint, dict(enumerate(mended, number)))

    def _wrapped_item(self, line: int) -> Mishap | None:
        """Read `- Costs: they` with `rise` below it, which YAML takes for a field's name."""
        header = self._header(line)
        name = name_in(self._lines[header]) if header >= 0 else ""
        if self._shape(name) not in LIST_SHAPES or name == "authors":
            return None
        for number in range(line - 1, header, -1):
            row = self._lines[number]
            if not (item := ITEM.match(row)):
                continue
            if ": " not in row[item.end() :] or indent(self._lines[line]) <= indent(row):
                return None
            message = f"an item of “{name}” holds a “: ”, which YAML takes for another field"
            place = (number + 1, item.end() + 1)
            return self._quote_it(number, "unquoted-colon", place, message)
        return None

    def _starred(self, line: int, column: int) -> Mishap | None:
        """Read `* one`, an item of a list in Markdown."""
        row = self._lines[line]
        header = self._header(line)
        name = name_in(self._lines[header]) if header >= 0 else ""
        lead = row[:column]
        if lead.strip() or not row.startswith("* ", column) or self._shape(name) not in LIST_SHAPES:
            return None
        mended = {line: f"{lead}- {row[column + 2 :]}"}
        for number in range(line + 1, len(self._lines)):
            if self._field.match(self._lines[number]):
                break
            if self._lines[number].startswith(f"{lead}* "):
                mended[number] = f"{lead}- {self._lines[number][column + 2 :]}"
        message = f"“*” begins no item of “{name}”"
        return Mishap("not-an-item", (line + 1, column + 1), message, BULLETS, mended)

    def _reserved(self, line: int, column: int) -> Mishap:
        row = self._lines[line]
        message = f"a value cannot begin with “{row[column : column + 1]}”"
        place = (line + 1, column + 1)
        prefix, value = divided(row)
        if value[:1] in ("[", "{") and len(prefix) < column:
            return self._quote_item(line, column, Mishap("reserved-character", place, message, ""))
        return self._quote_it(line, "reserved-character", place, message)

    def _quote_item(self, line: int, begin: int, mishap: Mishap) -> Mishap:
        """Put an item of a list in brackets in quotes: up to the next comma or bracket."""
        row = self._lines[line]
        ends = [at for at in (row.find(sign, begin) for sign in ",]}") if at >= 0]
        value = row[begin : min(ends, default=len(row))].rstrip()
        quoted_value = quote(value)
        mended = {line: row[:begin] + quoted_value + row[begin + len(value) :]}
        hint = f"put it in quotes: {shortened(quoted_value)}"
        return Mishap(mishap.code, mishap.place, mishap.message, hint, mended)

    def _colon(self, line: int, column: int) -> Mishap:
        """Two colons in a line, or a line that is deeper than the field before it."""
        row = self._lines[line]
        place = (line + 1, column + 1)
        prefix, _ = divided(row)
        key = KEY.match(row)
        if len(prefix.rstrip()) and len(prefix) <= column:
            name = key[2] if key else ""
            what = f"“{name}”" if name in self._fields else "the value"
            message = f"{what} holds a second “: ”, which YAML takes for another field"
            if self._shape(self._parent(line)) == "notes":
                mishap = self._quote_it(line, "unquoted-colon", place, message)
                return Mishap(mishap.code, place, message, IN_A_BLOCK, mishap.mended)
            return self._quote_it(line, "unquoted-colon", place, message)
        above = self._parent_line(line)
        name = self._parent(line)
        if above >= 0 and self._shape(name) in TEXT_SHAPES:
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
        if above < 0 and (first := self._first()) < line:
            # YAML has taken the file for one text, up to this colon.
            return stray_line(self._lines, self._fields, self._field, first)
        return self._colon_in_item(line, place) or Mishap(
            "bad-indent",
            (line + 1, indent(row) + 1),
            "the line does not stand where the lines around it do",
            "begin the fields at the start of the line; indent what belongs to one by two spaces",
            {line: row.lstrip()} if self._field.match(row.lstrip()) else {},
        )

    def _colon_in_item(self, line: int, place: tuple[int, int]) -> Mishap | None:
        """A line of a list's text that holds a colon, below the one that its item begins in."""
        header = self._header(line)
        name = name_in(self._lines[header]) if header >= 0 else ""
        begins = (n for n in range(line - 1, header, -1) if ITEM.match(self._lines[n]))
        number = next(begins, line)
        if self._shape(name) != "lines" or indent(self._lines[number]) >= indent(self._lines[line]):
            return None
        message = f"an item of “{name}” holds a “: ”, which YAML takes for another field"
        return self._quote_it(number, "unquoted-colon", place, message)

    def _first(self) -> int:
        """Give the line at which the file's content begins; behind the last where there is none."""
        contents = (
            n
            for n, row in enumerate(self._lines)
            if row.strip() and not row.startswith(("#", "%", "---"))
        )
        return next(contents, len(self._lines))

    def _shape(self, name: str) -> str:
        return self._fields[name].shape if name in self._fields else ""

    def _header(self, line: int) -> int:
        return header_of(self._lines, self._field, line)

    def _parent_line(self, line: int) -> int:
        depth = indent(self._lines[line])
        for number in range(line - 1, -1, -1):
            if self._lines[number].strip() and indent(self._lines[number]) < depth:
                return number
        return -1

    def _parent(self, line: int) -> str:
        """Give the name of the field in whose value a line stands, or an empty text."""
        number = self._parent_line(line)
        return name_in(self._lines[number]) if number >= 0 else ""

    def _after_bar(self, line: int, place: tuple[int, int]) -> Mishap:
        sign = self._lines[line][place[1] - 1 : place[1]]
        name = name_in(self._lines[line])
        message = f"text stands behind “{sign}”, which begins a text on the next line"
        if self._shape(name) in LONG_SHAPES:
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
        prefix = row[: start[1] - 1]
        value = row[start[1] :].rstrip()
        inner = value.rstrip("]}, ") if prefix.rstrip().endswith(("[", "{", ",")) else value
        mended = prefix + quote(inner) + value[len(inner) :]
        return Mishap(
            "unclosed-quote",
            start,
            f"the quotation mark {sign} that begins here is never closed",
            f"close it at the end: {shortened(mended)}",
            {line: mended},
        )

    def _in_brackets(self, line: int, start: tuple[int, int], place: tuple[int, int]) -> Mishap:
        row = self._lines[line]
        at = place[1] - 1
        sign = row[start[1] - 1 : start[1]]
        here = row[at : at + 1] if place[0] == start[0] else ""
        if sign == "," or here == ",":
            mended = row[:at].rstrip(", ") + row[at:]
            message = "nothing stands before this comma"
            return Mishap("unclosed-bracket", place, message, "delete it", {line: mended})
        if here == ":":
            # `{name: Derya, role: Analyst: ports}`
            begin = max(row.rfind(before, 0, at) + len(before) for before in (": ", ", ", "[", "{"))
            message = "the value holds a second “: ”, which YAML takes for another field"
            return self._quote_item(line, begin, Mishap("unquoted-colon", place, message, ""))
        close = {"[": "]", "{": "}"}.get(sign, "")
        if here:
            message = f"the list should go on with “,” or end with “{close}” here"
            hint = "put an item that holds signs of its own in quotes, as a whole"
            whole = self._quote_it(line, "unclosed-bracket", place, message).mended
            return Mishap("unclosed-bracket", place, message, hint, whole, sure=False)
        last = line
        while last + 1 < len(self._lines) and self._lines[last + 1].startswith(" "):
            last += 1
        message = f"the list that begins with “{sign}” is not closed"
        hint = f"close it with “{close}”, or put the value in quotes if it is text"
        is_open = close and close not in row[start[1] :] and start != (self._first() + 1, 1)
        mends = {last: self._lines[last].rstrip() + close} if is_open else {}
        return Mishap("unclosed-bracket", start, message, hint, mends)

    def _neighbours(self, line: int, place: tuple[int, int]) -> Mishap:
        """A line that cannot follow the one before it, or text behind a value that has ended."""
        row = self._lines[line]
        prefix, value = divided(row)
        if value and place[1] > len(prefix) + 1:
            if value[0] in "\"'":
                message = "text stands behind the closing quotation mark"
                return self._quote_it(line, "text-after-quote", place, message)
            if value[0] in "[{":
                return self._behind_bracket(line, place, value[0])
        header = self._header(line)
        name = name_in(self._lines[header]) if header >= 0 else ""
        if 0 <= header < line and BLOCK_HEADER.fullmatch(self._lines[header]):
            return not_indented(self._lines, self._field, header, line)
        if 0 <= header < line and indent(row) and self._shape(name) in LONG_SHAPES:
            where = (header + 1, len(self._lines[header].split(":")[0]) + 2)
            hint = f"write “{name}: |”, and the text below it, indented by two spaces"
            return Mishap("text-without-bar", where, no_bar(name), hint)
        if ITEM.match(row):
            return self._item(line, place)
        return (
            self._beside_item(line)
            or comment_within(self._lines, self._field, line)
            or self._misplaced(line, place)
        )

    def _behind_bracket(self, line: int, place: tuple[int, int], sign: str) -> Mishap:
        row = self._lines[line]
        rest = row[place[1] - 1 :]
        if self._shape(name_in(row)) in LIST_SHAPES and not rest.strip("]}., "):
            mended = row[: place[1] - 1].rstrip()
            message = f"{quoted(rest)} stands behind the end of the list"
            hint = f"delete it: {shortened(mended)}"
            return Mishap("unquoted-bracket", place, message, hint, {line: mended})
        message = f"text stands behind “{sign}…”, which YAML takes for a list"
        if self._shape(name_in(row)) == "notes":
            found = self._quote_it(line, "unquoted-bracket", place, message)
            return Mishap(found.code, place, message, IN_A_BLOCK, found.mended)
        return self._quote_it(line, "unquoted-bracket", place, message)

    def _item(self, line: int, place: tuple[int, int]) -> Mishap:
        """An item of a list that stands at another depth than those above it."""
        above = [row for row in self._lines[:line] if row.lstrip().startswith("- ")]
        if not above:
            return self._misplaced(line, place)
        depth = indent(above[-1])
        where = f"indent it by {spaces(depth)}" if depth else "begin it at the start of the line"
        return Mishap(
            "bad-indent",
            place,
            "the item does not stand where the one above it does",
            f"{where}, as that one",
            {line: " " * depth + self._lines[line].lstrip()},
        )

    def _beside_item(self, line: int) -> Mishap | None:
        """A field of an item that stands below its hyphen, as `role:` below `- name: …`."""
        row = self._lines[line]
        key = KEY.match(row)
        if key is None:
            return None
        for number in range(line - 1, -1, -1):
            above = self._lines[number]
            item = ITEM.match(above)
            if item and indent(above) == indent(row):
                return self._below_item(line, number, item.end(), key[2])
            if above.strip() and indent(above) <= indent(row):
                break
        return None

    def _below_item(self, line: int, above: int, depth: int, name: str) -> Mishap:
        first, row = self._lines[above], self._lines[line]
        if self._field.match(row):
            bare = first[depth:]
            message = f"the hyphen before {quoted(name_in(bare))} makes a list of the file"
            return Mishap("bad-indent", (above + 1, 1), message, "delete it", {above: bare})
        return Mishap(
            "bad-indent",
            (line + 1, indent(row) + 1),
            f"“{name}” stands below the hyphen, not below {quoted(name_in(first[depth:]))}",
            f"indent it by {spaces(depth)}",
            {line: " " * depth + row.lstrip()},
        )

    def _misplaced(self, line: int, place: tuple[int, int]) -> Mishap:
        bare = self._lines[line].lstrip()
        return Mishap(
            "bad-indent",
            place,
            "the line does not stand where the lines around it do",
            "begin the fields at the start of the line; indent what belongs to one by two spaces",
            {line: bare} if self._field.match(bare) else {},
        )
