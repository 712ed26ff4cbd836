"""Tables: those that hold data, not those that set a page; and code, which keeps its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.text import clean

from .inline import markdown_of, words_of
from .tree import Element

if TYPE_CHECKING:
    from .words import Words

_MOST_WORDS = 60
"""In a cell; one that holds more sets a page, or would not fit beside the others anyway."""
_SETS = frozenset("table h1 h2 h3 h4 article section main ul ol blockquote pre form nav".split())
_MOST_CELLS = 60


def is_data(table: Element) -> bool:
    """Tell whether a table holds data."""
    if table.get("role") == "presentation":
        return False
    rows = _rows(table)
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    for row in rows:
        for cell in row:
            if len(cell.text(12 * _MOST_WORDS).split()) > _MOST_WORDS:
                return False
            if any(inner.name in _SETS for inner in cell.elements()):
                return False
    return True


def table_of(table: Element, words: Words) -> tuple[list[str], str]:
    """Write a table.

    Returns:
        The lines of its Markdown, and its words.
    """
    rows: list[list[str]] = []
    shown: list[str] = []
    for row in _rows(table):
        cells: list[str] = []
        for cell in row[:_MOST_CELLS]:
            runs = words.flat(cell)
            cells.append(clean(markdown_of(runs)).replace("|", "\\|"))
            shown.append(clean(words_of(runs)))
            span = cell.get("colspan")
            cells += [""] * (min(int(span), _MOST_CELLS) - 1 if span.isdecimal() else 0)
        rows.append(cells)
    width = max(map(len, rows))
    rows[0] += [""] * (width - len(rows[0]))
    lines = [f"| {' | '.join(cells)} |" for cells in rows if any(cells)]
    lines.insert(1, f"|{'---|' * width}")
    return lines, " ".join(filter(None, shown))


def code_of(element: Element) -> list[str]:
    """Write preformatted text as a fenced block."""
    pieces: list[str] = []
    for node, begins in element.walk():
        if isinstance(node, str):
            pieces.append(node)
        elif begins and (node.name == "br" or (node.is_block and pieces)):
            pieces.append("\n")
    text = clean("".join(pieces).replace("\r\n", "\n").replace("\r", "\n"))
    rows = [row.rstrip() for row in text.split("\n")]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        return []
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *rows, fence]


def _rows(table: Element) -> list[list[Element]]:
    """Give the cells of a table's own rows."""
    rows: list[list[Element]] = []
    holders = [table]
    for holder in holders:
        for child in holder.children:
            if isinstance(child, Element):
                if child.name in {"thead", "tbody", "tfoot"}:
                    holders.append(child)
                elif child.name == "tr":
                    cells = [c for c in child.children if isinstance(c, Element)]
                    rows.append([c for c in cells if c.name in {"td", "th"}])
    return [row for row in rows if row] or [[]]
