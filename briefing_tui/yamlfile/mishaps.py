"""A fault of syntax as a value, and what its finders share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = re.compile(r"(\s*(?:- +)*)([\w.-]+) *:(?: +|$)")
ITEM = re.compile(r" *(?:- +)+")
BLOCK_HEADER = re.compile(r"[\w-]+[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*(?:#.*)?")
TEXT_SHAPES = frozenset({"line", "text", "body", "notes"})
LONG_SHAPES = TEXT_SHAPES - {"line"}
IN_A_BLOCK = "write “footnotes: |”, and below it each note behind its number: [1] …"
# Who forgets to indent does so in hundreds of lines, not in hundreds of thousands.
MOST_LINES_MENDED = 20_000
LIST_SHAPES = frozenset({"lines", "slugs", "langs", "authors"})
_IN_ITEMS = frozenset(
    {"name", "family", "role", "affiliation", "bio", "languages", "interests", "links"}
)


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
    sure: bool = True
    """The lines are meant so for certain, and not only in all likelihood."""


def quote(text: str) -> str:
    """Write a text as a quoted YAML scalar on one line, with as few signs as possible."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def indent(line: str) -> int:
    """Count the spaces at the start of a line."""
    return len(line) - len(line.lstrip(" "))


def indent_of_block(lines: list[str], header: int) -> str:
    """Give the indentation of a block's text: that of its first line, or two spaces."""
    first = next((lines[n] for n in range(header + 1, len(lines)) if lines[n].strip()), "")
    return " " * (indent(first) or 2)


def spaces(number: int) -> str:
    """Say how many spaces: `two spaces`, `four spaces`."""
    names = {1: "one space", 2: "two spaces", 3: "three spaces", 4: "four spaces"}
    return names.get(number, f"{number} spaces")


def divided(line: str) -> tuple[str, str]:
    """Divide a line before its value: `title: `, `  - `, or the indentation alone."""
    key = KEY.match(line)
    if key and (not key[1].strip() or key[2] in _IN_ITEMS):
        return line[: key.end()], line[key.end() :]
    item = ITEM.match(line)
    end = item.end() if item else indent(line)
    return line[:end], line[end:]


def header_of(lines: list[str], fields: re.Pattern[str], line: int) -> int:
    """Give the line of the last known field at or above a line, or -1."""
    return next((n for n in range(line, -1, -1) if fields.match(lines[n])), -1)


def name_in(line: str) -> str:
    """Give the name of the field that a line begins."""
    return line.partition(":")[0].strip()


def no_bar(name: str) -> str:
    """Say that a text has no bar before it."""
    return f"“{name}” has no “|” behind its colon, so YAML reads the text by signs of its own"
