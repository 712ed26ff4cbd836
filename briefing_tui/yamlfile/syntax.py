"""What is wrong with a file's YAML, and how it reads when that is mended.

A person who makes one mistake should hear of that mistake and of all the others, and still see the
rest of the file. So each trap is told by its place and by what mends it, the mend is made to the
text in memory (the file is never touched), and reading goes on. A mend keeps every line in its
place.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .bars import unbarred
from .decoding import is_plain
from .diagnosis import Diagnosis
from .mishaps import BLOCK_HEADER, LONG_SHAPES, MOST_LINES_MENDED, indent_of_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .faults import Faults
    from .fields import Field
    from .mishaps import Mishap

_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
_ODD_AFTER_COLON = re.compile(rf"([\w-]+:)([{_ODD_SPACES}][ {_ODD_SPACES}]*)")
_ODD_INDENT = re.compile(rf"[{_ODD_SPACES}][ {_ODD_SPACES}]*")
_MARKER = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
_NAME = re.compile(r"[\w.-]+ *:(?:\s|$)")
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
# Of one line. Quoting a text doubles its quotation marks, and must not go on doing so.
_MOST_MENDS = 2
_LONGEST_MENDED = 400_000
_AROUND = 10_000
_ADD = "a saved page or a piece of text becomes a briefing with: briefing add FILE"


class Change(NamedTuple):
    """What was put in the place of lines to be able to read on: all of it or nothing."""

    code: str
    """Of the fault that it mends."""
    rows: tuple[tuple[int, str, str], ...]
    """Lines from 0, each as it was and as it is now."""
    sure: bool = True
    """It was meant so for certain."""


class _Patterns(NamedTuple):
    """Where the names of some fields stand."""

    field: re.Pattern[str]
    glued: re.Pattern[str]
    some_bare: re.Pattern[str]
    some_glued: re.Pattern[str]
    any_field: re.Pattern[str]


@lru_cache
def _patterns(fields: tuple[str, ...], long: tuple[str, ...]) -> _Patterns:
    names = "|".join(map(re.escape, fields))
    texts = "|".join(map(re.escape, long)) or "(?!)"
    return _Patterns(
        re.compile(rf"(?:{names}|x[-_][\w-]+) *:(?:\s|$)"),
        re.compile(rf"({names})(?::(?=[^\s:])|：[ \t]*)"),
        re.compile(rf"\n(?:{texts}) *:[ \t]*(?:#[^\n]*)?(?=\n|$)"),
        re.compile(rf"\n(?:{names})(?::[^\s:]|：)"),
        re.compile(rf"^[ \t]*[\"']?(?:{names})[\"']? *[:：]", re.MULTILINE | re.IGNORECASE),
    )


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
        self.changes: list[Change] = []
        """What was mended so far, in order; a line may be mended more than once."""
        self._fields = fields
        self._faults = faults
        self._mends: Counter[int] = Counter()
        long = tuple(name for name, field in fields.items() if field.shape in LONG_SHAPES)
        patterns = _patterns(tuple(fields), long)
        self._field, self._glued, self._some_bare, self._some_glued, self._any_field = patterns

    def is_hopeless(self) -> bool:
        """Tell, and note, whether the text is no YAML of this format at all."""
        if _HTML.match(self.text):
            self._faults.add("error", "looks-like-html", (1, 1), "this is a web page", _ADD)
        elif not any(field.missing for field in self._fields.values()):
            return False
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

    def prepare(self, *, plain: bool = False) -> None:
        """Mend what YAML would take for something else without a word, or misplace.

        Args:
            plain: whether it is known that there is no white space but spaces and line feeds.
        """
        text = f"\n{self.text}"
        odd = not (plain or is_plain(text)) and _ODD_SPACE.search(text)
        glued = self._some_glued.search(text)
        bare = self._some_bare.search(text)
        marked = "\n---" in text or "\n..." in text
        if not (odd or glued or bare or marked):
            return
        lines = self.text.split("\n")
        if odd:
            self._mend_odd_spaces(lines)
        if odd or glued:
            self._mend_colons(lines)
        if odd or glued or bare:
            for mishap in list(unbarred(lines, self._fields, self._field)):
                self._make(lines, mishap)
        self.text = "\n".join(self._mend_markers(lines))

    def mend(self, error: Exception) -> bool:
        """Note what a YAML error is about, and mend it.

        Returns:
            Whether the text has changed, so that it is worth another try.
        """
        text = self.text
        is_long = len(text) > _LONGEST_MENDED
        if is_long and (mark := getattr(error, "problem_mark", None)) is not None:
            # To tell what is wrong the lines around it are enough.
            text = text[: mark.index + _AROUND]
        lines = text.split("\n")
        mishap = Diagnosis(lines, self._fields, self._field).of(error)
        if is_long:
            self._faults.add("error", mishap.code, mishap.place, mishap.message, mishap.hint)
            return False
        changed = self._make(lines, mishap)
        self.text = "\n".join(lines)
        return changed

    def _make(self, lines: list[str], mishap: Mishap) -> bool:
        """Note a mishap, and mend the lines as far as it tells how."""
        self._faults.add("error", mishap.code, mishap.place, mishap.message, mishap.hint)
        changed = {
            number: line
            for number, line in mishap.mended.items()
            if lines[number] != line and self._mends[number] < _MOST_MENDS
        }
        rows = tuple((number, lines[number], line) for number, line in changed.items())
        self.changes.append(Change(mishap.code, rows, mishap.sure))
        for number, line in changed.items():
            self._mends[number] += 1
            self._replace(lines, number, line)
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
            odd = _ODD_SPACE.search(lines[number]) or found
            name = f"U+{ord(odd.group()):04X}"
            self.changes.append(Change(code, ((number, lines[number], line),)))
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
                code = "fullwidth-colon"
                message = f"a full-width colon follows “{name}”, which YAML takes for a letter"
            else:
                code = "no-space-after-colon"
                message = f"no space follows the colon of “{name}”"
            self._faults.add("error", code, place, message, f"write “{name}: ”")
            lines[number] = f"{name}: {line[found.end() :]}"
            self.changes.append(Change(code, ((number, line, lines[number]),)))
            self._faults.shifts[number + 1] = len(lines[number]) - len(line)

    def _mend_markers(self, lines: list[str]) -> list[str]:
        """Look at `---` and `...` at the start of a line: they divide documents, even in a text."""
        begun = False
        fenced = False
        block = -1
        indent = ""
        mended = 0
        for number, line in enumerate(lines):
            if not line.strip() or line.startswith(("#", "%", " ", "\t")):
                begun = begun or line.startswith((" ", "\t"))
                continue
            if not _MARKER.match(line):
                begun = True
                if BLOCK_HEADER.fullmatch(line):
                    block, indent = number, ""
                elif _NAME.match(line):
                    block = -1
                continue
            if not begun and line.startswith("-"):
                begun = fenced = True
                continue
            begun = True
            rest = next(_texts(lines, number + 1), "")
            sign = line[:3]
            if block >= 0 and (rest or sign == "---"):
                mended += 1
                if mended > MOST_LINES_MENDED:
                    self.cut = True
                    return lines[:number]
                indent = indent or indent_of_block(lines, block)
                code = "dashes-in-body" if sign == "---" else "dots-end-document"
                if self._faults.wants(code):
                    self._tell_marker_in_block(lines, number, block)
                self.changes.append(Change(code, ((number, line, indent + line),)))
                lines[number] = indent + line
                self._faults.shifts[number + 1] = len(indent)
                continue
            if not rest and not line[3:].strip():
                continue
            self._tell_marker(sign, number, rest, fenced and not self._has("body", lines[:number]))
            self.cut = True
            return lines[:number]
        return lines

    def _has(self, name: str, lines: list[str]) -> bool:
        return any(line.startswith(f"{name}:") for line in lines)

    def _tell_marker_in_block(self, lines: list[str], number: int, header: int) -> None:
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

    def _tell_marker(self, sign: str, number: int, rest: str, front: bool) -> None:
        place = (number + 1, 1)
        if sign == "---" and front and not self._field.match(rest):
            self._faults.add(
                "error",
                "front-matter",
                place,
                "this looks like the front matter of a Jekyll or Hugo page, with the text below it",
                f"{_ADD}; or put the text under “body: |”, indented by two spaces",
            )
        elif sign == "..." and not rest.startswith("---"):
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


def _texts(lines: list[str], start: int) -> Iterator[str]:
    """Go through the lines that are neither blank nor comments."""
    for number in range(start, len(lines)):
        if lines[number].strip() and lines[number][0] != "#":
            yield lines[number]
