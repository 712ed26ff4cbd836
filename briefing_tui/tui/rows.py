"""Rows of lists in which a text is broken over several lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from briefing_tui.text import one_line
from briefing_tui.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing_tui.briefing import Entry
    from briefing_tui.tui.virtual_list import PaintedLine

_MARK = re.compile(r"\[(\d+)\]")


def hanging(
    lead: tuple[str, str],
    text: str,
    width: int,
    *,
    role: str = "text",
    marks: Iterable[int] = (),
    most: int = 8,
) -> list[PaintedLine]:
    """Break a text over lines that hang beside a lead.

    Args:
        lead: what stands before the first line, with its role.
        text: what is broken.
        width: cells of a line, the lead included.
        role: of the text.
        marks: numbers of the notes whose marks, written `[n]`, are set apart in it.
        most: lines at most; the last one ends in `…` when there would be more.
    """
    text = one_line(text)
    indent = min(cell_len(lead[0]), max(0, width - 8))
    lines = wrap(text, max(1, width - indent))
    cut = len(lines) > most
    out: list[PaintedLine] = []
    wanted = {f"[{number}]" for number in marks}
    for number, (start, end) in enumerate(lines[:most]):
        words = text[start:end] + (" …" if cut and number == most - 1 else "")
        first = lead if not number else (" " * indent, "")
        out.append([first, *_set_apart(words, role, wanted)])
    return out


def _set_apart(words: str, role: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
    start = 0
    for match in _MARK.finditer(words) if wanted else ():
        if match.group() in wanted:
            yield words[start : match.start()], role
            yield match.group(), "accent"
            start = match.end()
    yield words[start:], role


def entry_rows(entry: Entry, about: str, width: int) -> list[PaintedLine]:
    """Give the lines of a briefing in a list: its title, facts, its first takeaway or words."""
    lines = hanging(("", ""), entry.title, width, role="title", most=3)
    lines.append([(about, "meta")])
    if entry.takeaways:
        lines += hanging(("• ", "meta"), entry.takeaways[0], width, most=2)
    elif entry.opening:
        lines += hanging(("", ""), entry.opening, width, most=2)
    return lines
