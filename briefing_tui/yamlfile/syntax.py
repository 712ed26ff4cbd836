"""What is wrong with a file's YAML, and how it reads when that is mended.

A person who makes one mistake should hear of that mistake and of all the others, and still see the
rest of the file. So each trap is told by its place and by what mends it, the mend is made to the
text in memory (the file is never touched), and reading goes on. A mend keeps every line in its
place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .faults import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .faults import Faults
    from .fields import Field

_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
_ODD_AFTER_COLON = re.compile(rf"([\w-]+:)([{_ODD_SPACES}][ {_ODD_SPACES}]*)")
_ODD_INDENT = re.compile(rf"[{_ODD_SPACES}][ {_ODD_SPACES}]*")
_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t]|$)", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"[\w-]+[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*(?:#.*)?")
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_KEY = re.compile(r"(\s*(?:- +)*)([\w.-]+) *:(?: +|$)")
_ITEM = re.compile(r" *(?:- +)+")
# Of one line. Quoting a text doubles its quotation marks, and must not go on doing so.
_MOST_MENDS = 2
_TEXT_SHAPES = frozenset({"line", "text", "body", "notes"})
_ADD = "a saved page or a piece of text becomes a briefing with: briefing add FILE"


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


class Syntax:
    """A file's lines, and what is known about how they should read.

    Args:
        text: with line feeds.
        fields: those that the file may have.
        faults: where what is found is noted.
    """

    def __init__(self, text: str, fields: Mapping[str, Field], faults: Faults) -> None:
        self.text = text
        self.cut = False
        """Something was left out: what is not there may be in the file all the same."""
        self._fields = fields
        self._faults = faults
        self._mends: Counter[int] = Counter()
        names = "|".join(map(re.escape, fields))
        self._field = re.compile(rf"(?:{names}|x-[\w-]+) *:(?:\s|$)")
        self._glued = re.compile(rf"^({names})(?::(?=[^\s:])|：[ \t]*)", re.MULTILINE)
        self._any_field = re.compile(rf"^[ \t]*[\"']?(?:{names})[\"']? *[:：]", re.MULTILINE)

    def is_hopeless(self) -> bool:
        """Tell, and note, whether the text is no YAML of this format at all."""
        if _HTML.match(self.text):
            self._faults.add("error", "looks-like-html", (1, 1), "this is a web page", _ADD)
        elif not self.text.strip():
            names = " and ".join(f.name for f in self._fields.values() if f.missing == "error")
            self._faults.add(
                "error", "empty-file", (1, 1), "the file is empty", f"it needs at least {names}"
            )
        elif self._any_field.search(self.text) is None and not self.text.lstrip().startswith("{"):
            message = "there is no field in it, such as “title: …”"
            if "title" not in self._fields:
                message = "there is no field in it, such as “name: …”"
            self._faults.add("error", "not-a-briefing", (1, 1), message, _ADD)
        else:
            return False
        return True

    def prepare(self) -> None:
        """Mend what YAML would take for something else without a word, or misplace."""
        lines = self.text.split("\n")
        if _ODD_SPACE.search(self.text):
            self._mend_odd_spaces(lines)
        if self._glued.search(self.text):
            self._mend_colons(lines)
        if _MARKER.search(self.text):
            lines = self._mend_markers(lines)
        self.text = "\n".join(lines)

    def mend(self, error: Exception) -> bool:
        """Note what a YAML error is about, and mend it.

        Returns:
            Whether the text has changed, so that it is worth another try.
        """
        lines = self.text.split("\n")
        mishap = self._diagnose(lines, error)
        self._faults.add("error", mishap.code, mishap.place, mishap.message, mishap.hint)
        changed = {
            number: line
            for number, line in mishap.mended.items()
            if lines[number] != line and self._mends[number] < _MOST_MENDS
        }
        for number, line in changed.items():
            self._mends[number] += 1
            self._replace(lines, number, line)
        self.text = "\n".join(lines)
        return bool(changed)

    def _replace(self, lines: list[str], number: int, line: str) -> None:
        """Put another line in place; what was put in before its text shifts its columns."""
        old = lines[number]
        if line.lstrip() == old.lstrip():
            shifts = self._faults.shifts
            shifts[number + 1] = shifts.get(number + 1, 0) + len(line) - len(old)
        lines[number] = line

    # --- before parsing

    def _mend_odd_spaces(self, lines: list[str]) -> None:
        for number, line in enumerate(lines):
            if not line or not (_ODD_SPACE.match(line) or line[0].isalpha()):
                continue
            if found := _ODD_AFTER_COLON.match(line):
                column = found.end(1) + 1
                code, where = "nbsp-after-colon", f"after “{found[1]}”"
                end = found.end()
                line = found[1] + " " * len(found[2]) + line[end:]  # noqa: PLW2901
            elif found := _ODD_INDENT.match(line):
                column, code, where = 1, "nbsp-indent", "at the start of the line"
                line = " " * found.end() + line[found.end() :]  # noqa: PLW2901
                if not line.strip():
                    lines[number] = ""
                    continue
            else:
                continue
            name = f"U+{ord(_ODD_SPACE.findall(lines[number])[0]):04X}"
            lines[number] = line
            self._faults.add(
                "error",
                code,
                (number + 1, column),
                f"a space of another kind ({name}) stands {where}, which YAML takes for a letter",
                "delete it and type a plain space",
            )

    def _mend_colons(self, lines: list[str]) -> None:
        for number, line in enumerate(lines):
            found = self._glued.match(line)
            if found is None:
                continue
            name, sign = found[1], line[found.end(1)]
            place = (number + 1, found.end(1) + 1)
            if sign == "：":
                message = f"a full-width colon follows “{name}”, which YAML takes for a letter"
                self._faults.add("error", "fullwidth-colon", place, message, f"write “{name}: ”")
            else:
                message = f"no space follows the colon of “{name}”"
                self._faults.add(
                    "error", "no-space-after-colon", place, message, f"write “{name}: ”"
                )
            lines[number] = f"{name}: {line[found.end() :]}"
            self._faults.shifts[number + 1] = len(lines[number]) - len(line)

    def _mend_markers(self, lines: list[str]) -> list[str]:
        """Look at `---` and `...` at the start of a line: they divide documents, even in a text."""
        begun = False
        fenced = False
        block = -1
        for number, line in enumerate(lines):
            if not line.strip() or line.startswith(("#", "%", " ", "\t")):
                begun = begun or line.startswith((" ", "\t"))
                continue
            if not _MARKER.match(line):
                begun = True
                if _BLOCK_HEADER.fullmatch(line):
                    block = number
                elif self._field.match(line):
                    block = -1
                continue
            if not begun and line.startswith("-"):
                begun = fenced = True
                continue
            begun = True
            rest = [row for row in lines[number + 1 :] if row.strip() and row[0] != "#"]
            sign = line[:3]
            if block >= 0 and (rest or sign == "---"):
                self._mend_marker_in_block(lines, number, block)
                continue
            if not rest and not line[3:].strip():
                continue
            self._tell_marker(sign, number, rest, fenced and not self._has("body", lines[:number]))
            self.cut = True
            return lines[:number]
        return lines

    def _has(self, name: str, lines: list[str]) -> bool:
        return any(line.startswith(f"{name}:") for line in lines)

    def _mend_marker_in_block(self, lines: list[str], number: int, header: int) -> None:
        sign = lines[number][:3]
        name = lines[header].split(":")[0].strip()
        if sign == "---":
            code, does = "dashes-in-body", "begins another document"
        else:
            code, does = "dots-end-document", "ends the document, and all that follows is lost"
        self._faults.add(
            "error",
            code,
            (number + 1, 1),
            f"“{sign}” at the start of a line {does}",
            f"indent it by two spaces, as the rest of “{name}”",
        )
        indent = self._indent_of_block(lines, header)
        self._replace(lines, number, indent + lines[number])

    def _indent_of_block(self, lines: list[str], header: int) -> str:
        first = next((line for line in lines[header + 1 :] if line.strip()), "")
        return " " * (_indent(first) or 2)

    def _tell_marker(self, sign: str, number: int, rest: list[str], front: bool) -> None:
        place = (number + 1, 1)
        if sign == "---" and front and not self._field.match(rest[0] if rest else ""):
            self._faults.add(
                "error",
                "front-matter",
                place,
                "this looks like the front matter of a Jekyll or Hugo page, with the text below it",
                f"{_ADD}; or put the text under “body: |”, indented by two spaces",
            )
        elif sign == "..." and not (rest and rest[0].startswith("---")):
            self._faults.add(
                "error",
                "dots-end-document",
                place,
                "“...” at the start of a line ends the document, and all that follows is lost",
                "delete it, or indent it by two spaces if it is part of a text",
            )
        else:
            self._faults.add(
                "error",
                "several-documents",
                place,
                "a second document begins here, and only the first is read",
                "give each briefing a file of its own; indent “---” by two spaces in a text",
            )

    # --- after an error

    def _diagnose(self, lines: list[str], error: Exception) -> Mishap:
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        context = str(getattr(error, "context", None) or "")
        mark = getattr(error, "problem_mark", None)
        start = getattr(error, "context_mark", None) or mark
        last = len(lines) - 1
        line, column = (min(mark.line, last), mark.column) if mark else (0, 0)
        start_line = min(start.line, last) if start else 0
        start_column = start.column if start else 0
        place, start_place = (line + 1, column + 1), (start_line + 1, start_column + 1)
        row = lines[line]

        if "tab character" in problem or (
            "cannot start any token" in problem and "\t" in row[: column + 1]
        ):
            return self._tabs(lines, place)
        if "mapping values are not allowed" in problem:
            return self._colon(lines, line, column)
        if "expected ':'" in problem:
            return self._no_colon(lines, start_line)
        if "cannot start any token" in problem:
            sign = row[column : column + 1]
            message = f"a value cannot begin with “{sign}”"
            return self._quote_it(lines, line, "reserved-character", place, message)
        if "alias" in context or "anchor" in context:
            code = "alias" if "alias" in context else "anchor"
            return self._quote_it(lines, start_line, code, start_place, _REFUSED[code])
        if "tag" in context and "directive" not in context:
            return self._quote_it(lines, start_line, "tag", start_place, _REFUSED["tag"])
        if "block scalar" in context and "comment or line break" in problem:
            return self._after_bar(lines, start_line, start_place)
        if "quoted scalar" in context:
            return self._in_quotes(lines, start_line, start_place, place, problem)
        if "flow" in context:
            return self._in_brackets(lines, start_line, start_place)
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
            return self._quote_it(lines, line, "reserved-character", place, message)
        if "expected key" in problem or "indicator" in problem or "<block end>" in problem:
            return self._neighbours(lines, line, place)
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

    def _quote_it(
        self, lines: list[str], number: int, code: str, place: tuple[int, int], message: str
    ) -> Mishap:
        """Put the value of a line, with the lines that continue it, in quotes."""
        prefix, value = self._split(lines[number])
        last = number
        depth = _indent(lines[number])
        while (
            last + 1 < len(lines) and lines[last + 1].strip() and _indent(lines[last + 1]) > depth
        ):
            last += 1
        written = "\n".join(
            [value.rstrip(), *(row.rstrip() for row in lines[number + 1 : last + 1])]
        )
        bare = written
        if len(written) > 2 and written[0] in "\"'":
            # Quotes that were meant to go around all of it.
            inner = written[1:-1] if written[-1] == written[0] else written
            bare = inner if written[-1] == written[0] else written
        mended = (prefix + quote(bare)).split("\n")
        hint = "put it in quotes"
        if len(mended) == 1:
            hint += f": {quoted(mended[0].strip())[1:-1]}"
        return Mishap(code, place, message, hint, dict(enumerate(mended, number)))

    def _tabs(self, lines: list[str], place: tuple[int, int]) -> Mishap:
        mended = {}
        for number, line in enumerate(lines):
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

    def _colon(self, lines: list[str], line: int, column: int) -> Mishap:
        """Two colons in a line, or a line that is deeper than the field before it."""
        row = lines[line]
        place = (line + 1, column + 1)
        prefix, _ = self._split(row)
        key = _KEY.match(row)
        if len(prefix.rstrip()) and len(prefix) <= column:
            name = key[2] if key else ""
            what = f"“{name}”" if name in self._fields else "the value"
            message = f"{what} holds a second “: ”, which YAML takes for another field"
            if self._parent(lines, line) == "footnotes":
                mishap = self._quote_it(lines, line, "unquoted-colon", place, message)
                hint = "write “footnotes: |”, and below it each note behind its number: [1] …"
                return Mishap(mishap.code, place, message, hint, mishap.mended)
            return self._quote_it(lines, line, "unquoted-colon", place, message)
        above = self._parent_line(lines, line)
        name = self._parent(lines, line)
        if above >= 0 and name in self._fields and self._fields[name].shape in _TEXT_SHAPES:
            if lines[above].rstrip().endswith(":"):
                return Mishap(
                    "unquoted-colon",
                    place,
                    f"“{name}” holds a “: ”, which YAML takes for another field",
                    f"write “{name}: |” in line {above + 1}: below it any text may stand",
                    {above: lines[above].rstrip() + " |"},
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

    def _parent_line(self, lines: list[str], line: int) -> int:
        depth = _indent(lines[line])
        for number in range(line - 1, -1, -1):
            if lines[number].strip() and _indent(lines[number]) < depth:
                return number
        return -1

    def _parent(self, lines: list[str], line: int) -> str:
        """Give the name of the field in whose value a line stands, or an empty text."""
        number = self._parent_line(lines, line)
        return lines[number].split(":")[0].strip() if number >= 0 else ""

    def _header(self, lines: list[str], line: int) -> int:
        """Give the line of the last known field at or above a line, or -1."""
        for number in range(line, -1, -1):
            if self._field.match(lines[number]):
                return number
        return -1

    def _no_colon(self, lines: list[str], line: int) -> Mishap:
        header = self._header(lines, line)
        if header >= 0:
            name = lines[header].split(":")[0].strip()
            if _BLOCK_HEADER.fullmatch(lines[header]):
                return self._not_indented(lines, header, line, name)
            if name in self._fields and self._fields[name].shape in _TEXT_SHAPES - {"line"}:
                return Mishap(
                    "text-not-indented",
                    (line + 1, 1),
                    f"this line is meant as part of “{name}”, but begins where fields do",
                    f"write “{name}: |” and indent every line of the text by two spaces",
                    {line: f"#{lines[line]}"},
                )
        return Mishap(
            "not-a-field",
            (line + 1, 1),
            f"{quoted(lines[line])} is no field: there is no “: ” in it",
            "indent it by two spaces if it belongs to the field above",
            {line: f"#{lines[line]}"},
        )

    def _not_indented(self, lines: list[str], header: int, line: int, name: str) -> Mishap:
        """Indent all that stands below a block's header, up to the next field."""
        indent = self._indent_of_block(lines, header)
        mended = {}
        for number in range(header + 1, len(lines)):
            row = lines[number]
            if self._field.match(row):
                break
            if row.strip() and _indent(row) < len(indent):
                mended[number] = indent + row.lstrip(" ")
        first = min(mended, default=line)
        depth = _indent(lines[first])
        return Mishap(
            "text-not-indented",
            (first + 1, depth + 1),
            f"this line of “{name}” is not indented as far as its first line"
            if depth or first > header + 1
            else f"the text of “{name}” is not indented",
            f"indent every line of it by {'two' if len(indent) == 2 else len(indent)} spaces",
            mended,
        )

    def _after_bar(self, lines: list[str], line: int, place: tuple[int, int]) -> Mishap:
        sign = lines[line][place[1] - 1 : place[1]]
        name = lines[line].split(":")[0].strip()
        message = f"text stands behind “{sign}”, which begins a text on the next line"
        if name in self._fields and self._fields[name].shape in _TEXT_SHAPES - {"line"}:
            hint = "begin the text on the next line, indented by two spaces"
            mishap = self._quote_it(lines, line, "text-after-bar", place, message)
            return Mishap(mishap.code, place, message, hint, mishap.mended)
        return self._quote_it(lines, line, "text-after-bar", place, message)

    def _in_quotes(
        self,
        lines: list[str],
        line: int,
        start: tuple[int, int],
        place: tuple[int, int],
        problem: str,
    ) -> Mishap:
        row = lines[line]
        sign = row[start[1] - 1 : start[1]] or '"'
        if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
            message = "a backslash in double quotes is an order, and this one is not known"
            found = self._quote_it(lines, line, "bad-escape", place, message)
            hint = "write the backslash twice, or put the text in single quotes"
            return Mishap(found.code, place, message, hint, found.mended)
        if "document" in problem:
            return Mishap(
                "marker-in-quotes",
                place,
                "“---” or “...” at the start of a line cannot stand in a quoted text",
                "indent the line",
                {place[0] - 1: "  " + lines[place[0] - 1]},
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

    def _in_brackets(self, lines: list[str], line: int, place: tuple[int, int]) -> Mishap:
        row = lines[line].rstrip()
        sign = row[place[1] - 1 : place[1]]
        close = {"[": "]", "{": "}"}.get(sign, "")
        message = f"the list that begins with “{sign}” is not closed or holds a sign it cannot"
        hint = f"close it with “{close}”, or put the value in quotes if it is text"
        mended = {line: row + close} if close and close not in row[place[1] :] else {}
        return Mishap("unclosed-bracket", place, message, hint, mended)

    def _neighbours(self, lines: list[str], line: int, place: tuple[int, int]) -> Mishap:
        """A line that cannot follow the one before it, or text behind a value that has ended."""
        row = lines[line]
        prefix, value = self._split(row)
        if value and place[1] > len(prefix) + 1:
            if value[0] in "\"'":
                message = "text stands behind the closing quotation mark"
                return self._quote_it(lines, line, "text-after-quote", place, message)
            if value[0] in "[{":
                message = f"text stands behind “{value[0]}…”, which YAML takes for a list"
                return self._quote_it(lines, line, "unquoted-bracket", place, message)
        header = self._header(lines, line)
        if header >= 0 and header < line and _BLOCK_HEADER.fullmatch(lines[header]):
            name = lines[header].split(":")[0].strip()
            return self._not_indented(lines, header, line, name)
        mended = {}
        if _ITEM.match(row):
            before = next(
                (above for above in reversed(lines[:line]) if above.lstrip().startswith("- ")), ""
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


_IN_ITEMS = frozenset(
    {"name", "family", "role", "affiliation", "bio", "languages", "interests", "links"}
)
_REFUSED = {
    "alias": "“*” at the start of a value refers to another value, which is not done here",
    "anchor": "“&” at the start of a value names it, and the name would be lost",
    "tag": "“!” at the start of a value gives it a type, and the type would be lost",
}


def refused(code: str) -> str:
    """Say why an anchor, an alias or a tag is none of the format's means."""
    return _REFUSED[code]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
