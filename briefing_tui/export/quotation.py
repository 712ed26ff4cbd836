"""A passage for the clipboard: what was selected, what its marks rest on, where it is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .notes import faults_of
from .punctuation import quoted
from .works import Sources, work_of_briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing_tui.briefing import Author, Block, Briefing

    from .works import Work

_MARKS = re.compile(r"(?:\s?\[[1-9]\d*\])+$")
_MARK = re.compile(r"\[([1-9]\d*)\]")


def quote_with_citation(
    text: str,
    briefing: Briefing,
    authors: Iterable[Author],
    blocks: Iterable[Block],
    style: Callable[[Work], str],
) -> str:
    """Give selected words with full citations: of each note marked in them, then of the briefing.

    Args:
        text: what was selected, as the body shows it; its lines are paragraphs.
        briefing: it is from.
        authors: the briefing's.
        blocks: those that the selection touches. They tell which `[n]` is a mark and which
            paragraph is quoted; without any, every number of a note is a mark.
        style: one of `styles`.
    """
    there = tuple(blocks)
    marked = {mark.number for block in there for mark in block.marks}
    wanted = marked if there else {note.number for note in briefing.footnotes}
    numbers = dict.fromkeys(n for m in _MARK.finditer(text) if (n := int(m[1])) in wanted)
    sources = Sources(briefing)
    notes = []
    for number in numbers:
        note = briefing.note(number)
        if note is None:
            continue
        works = sources.of(note)
        told = " ".join(style(work) for work in works) or note.text
        faults = "; ".join(faults_of(note))
        notes.append(f"[{number}] {told}" + (f" [{faults}]" if faults else ""))
    whole = style(work_of_briefing(briefing, authors))
    parts = ["\n\n".join(_passage(text)), "\n".join(notes), _with_place(whole, there)]
    return "\n\n".join(filter(None, parts))


def _passage(text: str) -> list[str]:
    """Set one paragraph in quotes, its marks behind them; several stand as a block, without."""
    paragraphs = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(paragraphs) != 1:
        return paragraphs
    words = paragraphs[0]
    marks = _MARKS.search(words)
    at = marks.start() if marks else len(words)
    return [f"{_in_quotes(words[:at])}{words[at:].strip()}"] if at else [words]


def _in_quotes(words: str) -> str:
    # `quoted` is for titles, which end in no comma; a passage keeps its last sign.
    bare = words.rstrip(" ,;:")
    return f"{quoted(bare)[:-1]}{words[len(bare) :]}”"


def _with_place(citation: str, blocks: Iterable[Block]) -> str:
    """Put the numbers of the paragraphs behind a citation."""
    numbers = sorted({block.paragraph for block in blocks if block.paragraph})
    if not numbers:
        return citation
    first, last = numbers[0], numbers[-1]
    place = f"para. {first}" if first == last else f"paras. {first}–{last}"
    return f"{citation.removesuffix('.')}, {place}."
