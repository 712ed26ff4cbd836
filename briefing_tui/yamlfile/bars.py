"""Texts that begin without their bar: `body:`, and the text below it as people type text.

YAML reads such a text by its own signs: a heading is a comment and gone, `[1]` is a list, a colon
ends a field's name. What the author meant is plain from the field, so that one fault says so, and
not one for each sign in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .mishaps import Mishap, no_bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .fields import Field

_BARE = re.compile(r"([\w-]+)[ ]*:[ \t]*(?:#.*)?")
_NAME = re.compile(r"[\w.-]+[ ]*:(?:\s|$)")
_MARKER = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
# A bar on the line below the field's name does its work there, too.
_BAR = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")
# What begins a value with a meaning of its own (YAML 1.2.2, section 5.3), quotes apart.
_INDICATOR = re.compile(r"[#*&!|>%@`{}\],]|\[|[-?:](?:[ \t]|$)")
_INSIDE = re.compile(r":(?:[ \t]|$)|(?:^|[ \t])#")
_NOTE = re.compile(r"\[\^?[0-9]{1,5}\]")
_NUMBERED = re.compile(r"[0-9]{1,3}[.)][ \t]")


def unbarred(
    lines: list[str], fields: Mapping[str, Field], field: re.Pattern[str]
) -> Iterator[Mishap]:
    """Go through the texts that need a bar and have none.

    Args:
        lines: of the file.
        fields: those that it may have.
        field: what a line begins with that begins a field.
    """
    for number, line in enumerate(lines):
        found = _BARE.fullmatch(line)
        known = fields.get(found[1]) if found else None
        if found is None or known is None or known.shape not in {"body", "notes", "text"}:
            continue
        name, notes = found[1], known.shape == "notes"
        rows = [n for n in _below(lines, number) if lines[n].strip()]
        texts = [lines[n].strip() for n in rows]
        if rows and _is_misread(texts, notes=notes):
            yield Mishap(
                "text-without-bar",
                (number + 1, len(line.split(":")[0]) + 2),
                no_bar(name),
                f"write “{name}: |”: below it any text may stand, indented by two spaces",
                {number: _with_bar(line)},
                sure=not any(text.startswith("#") for text in texts),
            )
        elif not rows:
            yield from _not_indented(lines, number, name, field, notes=notes)


def _below(lines: list[str], number: int) -> Iterator[int]:
    """Give the lines below a field's name that are indented, up to the first that is not."""
    for below in range(number + 1, len(lines)):
        if lines[below].strip() and lines[below][0] not in " \t":
            return
        yield below


def _is_misread(texts: list[str], *, notes: bool) -> bool:
    """Tell whether YAML would take a text, given by its lines, for anything but this text."""
    first, last = texts[0], texts[-1]
    if notes:
        # A list of notes, or notes by number, is as good as a text.
        signs = _NUMBERED.match(first) and any(map(_INSIDE.search, texts))
        return bool(_NOTE.match(first) or signs)
    if first[0] in "\"'":
        return not last.endswith(first[0])
    if _BAR.fullmatch(first):
        return False
    return bool(_INDICATOR.match(first)) or any(map(_INSIDE.search, texts))


def _not_indented(
    lines: list[str], number: int, name: str, field: re.Pattern[str], *, notes: bool
) -> Iterator[Mishap]:
    """Find a text that begins at the start of the line, where fields do."""
    rows: list[int] = []
    for below in range(number + 1, len(lines)):
        line = lines[below]
        if field.match(line) or _MARKER.match(line):
            break
        if line.strip():
            rows.append(below)
    first = next((n for n in rows if not lines[n].startswith("#")), -1)
    if first < 0 or _NAME.match(lines[first]) or (notes and lines[first].startswith("- ")):
        return
    mended = {n: "  " + lines[n] for n in rows}
    yield Mishap(
        "text-not-indented",
        (rows[0] + 1, 1),
        f"the text of “{name}” begins where fields do",
        f"write “{name}: |”, and indent every line of the text by two spaces",
        {number: _with_bar(lines[number]), **mended},
        sure=not any(lines[n].startswith("#") for n in rows),
    )


def _with_bar(line: str) -> str:
    name, _, comment = line.partition(":")
    return f"{name}: |" + (f"  {comment.strip()}" if comment.strip() else "")
