"""The notes of two versions, their sources known by the same keys.

What counts for the evidence is the source that a note leads to in the end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.sources.identity import identified, name_key

from .passages import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing_tui.briefing import Briefing, Citation, Footnote

_NUMBER = re.compile(r"[0-9]+")

Keys = tuple[str, ...]
"""What a note rests on: a key for each source, or for what it tells instead of one."""


class Notes:
    """The notes of one version, with what is compared of them."""

    def __init__(self, briefing: Briefing, ids: Sequence[tuple[Citation, ...]]) -> None:
        self.notes = briefing.footnotes
        self.citations = ids
        self.place_of: dict[int, int] = {}
        """The place of the first note of each number."""
        for place, note in enumerate(self.notes):
            self.place_of.setdefault(note.number, place)
        self.words = [_words(note) for note in self.notes]
        unparsed = {
            note.number: f"unparsed {' '.join(words)}"
            for note, words in zip(reversed(self.notes), reversed(self.words), strict=True)
            if note.unparsed
        }
        self.sources = [
            tuple(sorted({*(_key(c, note) for c in cited), *_works(note, unparsed)}))
            for note, cited in zip(self.notes, ids, strict=True)
        ]
        self.keys = [
            (*own, *open_ends(note), *(words if note.kind == "comment" else ()))
            for note, own, words in zip(self.notes, self.sources, self.words, strict=True)
        ]

    def target_of(self, note: Footnote) -> int | None:
        """Give the place of the note that a back-reference means."""
        reference = note.reference
        return self.place_of.get(reference.target) if reference is not None else None

    def next_stop(self, place: int) -> int | None:
        """Give the place of the note that a resolved back-reference points to first."""
        reference = self.notes[place].reference
        if reference is None or reference.status != "resolved" or len(reference.path) < 2:
            return None
        return self.place_of.get(reference.path[1].number)

    def cited(self, place: int) -> dict[str, Citation]:
        """Give the sources of a note by their keys."""
        note = self.notes[place]
        return {_key(citation, note): citation for citation in self.citations[place]}

    def distinct(self) -> dict[str, tuple[Citation, list[int]]]:
        """Give each source as its first note cites it, with the numbers of all its notes."""
        first: dict[str, Citation] = {}
        numbers: defaultdict[str, dict[int, None]] = defaultdict(dict)
        for note, cited in zip(self.notes, self.citations, strict=True):
            for citation in cited:
                key = _key(citation, note)
                first.setdefault(key, citation)
                numbers[key][note.number] = None
        return {key: (citation, [*numbers[key]]) for key, citation in first.items()}


def both(before: Briefing, after: Briefing) -> tuple[Notes, Notes]:
    """Give the notes of two versions, their sources known by the same keys.

    A source without an address is the one with an address that has its title and publisher,
    also when the address stands in the other version alone.
    """
    cited = [note.citations for piece in (before, after) for note in piece.footnotes]
    ids = identified(cited)
    middle = len(before.footnotes)
    was, now = ids[:middle], ids[middle:]
    moved = _moved(was, now)
    if moved:
        now = [tuple(replace(c, id=moved.get(c.id, c.id)) for c in cited) for cited in now]
    return Notes(before, was), Notes(after, now)


def _moved(
    before: Sequence[tuple[Citation, ...]], after: Sequence[tuple[Citation, ...]]
) -> dict[str, str]:
    """Give the ids of sources that have only another address than before, with the ids before.

    They have the same title and publisher, and no other source of either version has.
    """
    ids = [{c.id for cited in side for c in cited} for side in (before, after)]
    names: list[defaultdict[str, set[str]]] = []
    for side in (before, after):
        named: defaultdict[str, set[str]] = defaultdict(set)
        for cited in side:
            for citation in cited:
                if name := name_key(citation):
                    named[name].add(citation.id)
        names.append(named)
    out = {}
    for name, olds in names[0].items():
        news = names[1].get(name, set())
        if len(olds) == len(news) == 1 and not olds & ids[1] and not news & ids[0]:
            out[next(iter(news))] = next(iter(olds))
    return out


def _key(citation: Citation, note: Footnote) -> str:
    if citation.id:
        return citation.id
    told = (citation.title, citation.publisher, *citation.authors, citation.date)
    words = words_in(" ".join(filter(None, told))) or words_in(note.text)
    return f"words {' '.join(words)}"


def _works(note: Footnote, unparsed: Mapping[int, str]) -> Iterator[str]:
    """Give the keys of works that are known by the words of the note that cites them alone."""
    if note.unparsed:
        yield unparsed[note.number]
    for reference in note.references:
        if reference.status == "resolved" and reference.target in unparsed:
            yield unparsed[reference.target]


def open_ends(note: Footnote) -> list[str]:
    """Tell how those of a note's back-references ended that lead to no source."""
    return sorted(r.status for r in note.references if r.status != "resolved")


def _words(note: Footnote) -> Keys:
    """Give a note's words, without the numbers of the notes that it points to."""
    pointed = set()
    for reference in note.references:
        pointed.update(_NUMBER.findall(reference.term))
        if reference.status == "resolved" and len(reference.path) > 1:
            pointed.add(str(reference.path[1].number))
    if not pointed:
        return words_in(note.text)
    # `See note 4` is the same words when note 4 has become note 5; `Ibid., p. 4` is not.
    told = [(start, end) for citation in note.own for _, start, end in citation.places]

    def without(match: re.Match[str]) -> str:
        is_told = any(start <= match.start() < end for start, end in told)
        return match.group() if is_told or match.group() not in pointed else ""

    return words_in(_NUMBER.sub(without, note.text))
