"""Words that the shell and the interface share, so that both say the same thing alike.

Everything given is one line of text without control characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.text import one_line

if TYPE_CHECKING:
    from briefing_tui.briefing import Briefing, Entry, Reference


def counted(number: int, noun: str) -> str:
    """Give `1 note`, `1,200 notes`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def undated(piece: Briefing | Entry) -> str:
    """Say what is known of the date of a piece that tells none: its sources were seen by then."""
    if not piece.last_access:
        return "undated"
    return f"undated, sources accessed up to {'.'.join(reversed(piece.last_access.split('-')))}"


def dated(piece: Briefing | Entry) -> str:
    """Give a piece's date, or what is known instead of it."""
    return one_line(piece.date) or undated(piece)


def way(reference: Reference) -> str:
    """Give the stops from a back-reference to its source, with the reason for each step.

    As `[8] Ibid. (the note before) → [7] Ibid. (the note before) → [2] Financial Times`.
    """
    return " → ".join(
        f"[{step.number}] {one_line(step.label)}" + (f" ({one_line(step.how)})" if step.how else "")
        for step in reference.path
    )
