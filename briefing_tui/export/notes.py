"""What a note means, in full: nothing is left of an Ibid. that a reader would have to follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .punctuation import ended
from .styles import chicago, plain

if TYPE_CHECKING:
    from briefing_tui.briefing import Briefing, Footnote, Reference

    from .works import Sources, Work

# American print has its commas within the quotes, and so has Chicago.
_CHICAGO = re.compile(r",[”\"’']")


def faults_of(note: Footnote) -> list[str]:
    """Say what of a note could not be followed: `Ibid.: note 6 has 2 sources (note 2 or 6)`."""
    return [_fault(r) for r in note.references if r.status != "resolved"]


def _fault(reference: Reference) -> str:
    told = f"{reference.term}: {reference.reason or reference.status}"
    if reference.candidates:
        told += f" (note {' or '.join(map(str, reference.candidates))})"
    return told


def in_full(note: Footnote, briefing: Briefing, sources: Sources) -> str:
    """Give a note's words; where it points to others, what it means, its own words in parentheses.

    A source is told as the note that it stands in tells it, so that the notes of a piece keep one
    style. What could not be followed keeps its words, and the reason is told behind them.
    """
    if note.reference is None:
        return note.text
    faults = faults_of(note)
    told = f" [{'; '.join(faults)}]" if faults else ""
    works = sources.of(note)
    if not works:
        return f"{note.text}{told}"
    words = _as_written(note, briefing, works) or _in_style(note, briefing, works)
    return f"{ended(words)} ({note.text.strip()}){told}"


def _as_written(note: Footnote, briefing: Briefing, works: tuple[Work, ...]) -> str:
    """Give the words of the note that is meant, if they hold what this one means and no more."""
    target = briefing.note(note.reference.target) if note.reference else None
    if target is None or target.reference is not None or len(works) > 1:
        return ""
    if works[0].words:
        return works[0].words
    if len(target.citations) != 1 or len(note.citations) != 1 or target.unparsed:
        return ""
    mine, its = note.citations[0], target.citations[0]
    same = (mine.id, mine.locator, mine.accessed) == (its.id, its.locator, its.accessed)
    return target.text.strip() if same else ""


def _in_style(note: Footnote, briefing: Briefing, works: tuple[Work, ...]) -> str:
    targets = [briefing.note(r.target) for r in note.references if r.target]
    written = next((target.text for target in targets if target is not None), note.text)
    style = chicago if _CHICAGO.search(written) else plain
    return "; ".join(re.sub(r"(?<!\.)\.$", "", style(work)) for work in works)
