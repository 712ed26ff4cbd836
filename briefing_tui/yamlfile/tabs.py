"""Tabs in the indentation, where YAML takes spaces only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mishaps import BLOCK_HEADER, MOST_LINES_MENDED, Mishap, divided

if TYPE_CHECKING:
    import re

_MESSAGE = "a tab stands in the indentation, where YAML takes spaces only"
_SPACES = "replace it by two spaces"
_NONE = "delete it: fields begin at the start of the line"


def tabs(lines: list[str], field: re.Pattern[str], place: tuple[int, int]) -> Mishap:
    """Put spaces for tabs in all lines, and nothing where a field of the file itself begins.

    Args:
        lines: of the file.
        field: what a line begins with that begins a field.
        place: where YAML came upon the first of them.
    """
    mended: dict[int, str] = {}
    outer: set[int] = set()
    above = ""
    for number, line in enumerate(lines[:MOST_LINES_MENDED]):
        text = line.lstrip(" \t")
        lead = line[: len(line) - len(text)]
        # A tab behind spaces may be part of a text, such as a line of a Makefile.
        if lead.startswith("\t") or ("\t" in lead and number == place[0] - 1):
            if field.match(text) and _has_ended(above):
                outer.add(number)
            mended[number] = text if number in outer else lead.replace("\t", "  ") + text
        if text and text[0] != "#" and (not lead or number in outer):
            above = text
    return Mishap("tab-indent", place, _MESSAGE, _hint(place[0] - 1, mended, outer), mended,
                  sure=not outer)  # fmt: skip


def _has_ended(above: str) -> bool:
    """Tell whether a field has all of its value on its own line, so that none can be within it."""
    _, value = divided(above)
    return not above or (
        bool(value.strip()) and value[0] != "#" and BLOCK_HEADER.fullmatch(above) is None
    )


def _hint(line: int, mended: dict[int, str], outer: set[int]) -> str:
    if line not in outer:
        return f"{_SPACES}, in every line" if not outer else f"{_SPACES}; before a field {_NONE}"
    return _NONE if outer == mended.keys() else f"{_NONE}; in other lines {_SPACES}"
