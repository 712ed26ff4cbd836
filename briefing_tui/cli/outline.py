"""Text in levels: what an answer says, a line each, indented below what it belongs to.

In a pipe a row is a line; on a terminal it is wrapped under itself and its role sets it apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing_tui.cli.terminal import Terminal

Role = Literal["title", "head", "plain", "aside"]
_STYLES = {"title": "bold", "head": "", "plain": "", "aside": "dim"}
_STEP = "  "
_MEASURE = 96


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an answer; an empty one divides."""

    text: str = ""
    """One line, safe to print."""
    level: int = 0
    role: Role = "plain"


def write(terminal: Terminal, rows: Iterable[Row]) -> None:
    """Write rows as the terminal takes them."""
    if terminal.drawn:
        _draw(terminal, rows)
    else:
        terminal.write(_STEP * row.level + row.text for row in rows)


def _draw(terminal: Terminal, rows: Iterable[Row]) -> None:
    from rich.text import Text  # noqa: PLC0415 - Rich takes 40 ms, and pipes need none

    console = terminal.console()

    def lines() -> Iterator[Text]:
        for row in rows:
            indent = _STEP * row.level
            room = max(12, min(console.width, _MEASURE) - len(indent))
            if not row.text:
                yield Text()
                continue
            for number, part in enumerate(Text(row.text).wrap(console, room)):
                part.rstrip()
                hang = indent if number == 0 else f"{indent}  "
                yield Text.assemble(hang, (part.plain, _STYLES[row.role]))

    console.print(Text("\n").join(lines()), soft_wrap=True)
