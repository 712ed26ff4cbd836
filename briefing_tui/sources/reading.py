"""A note as its words alone tell it: what it points to, what it cites itself."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing_tui.briefing import Citation

from .backreferences import Pointer, find_pointer, has_term, idem_end
from .citations import in_written_form, is_unparsed_source, joined_parts
from .house import house_citation
from .parts import Note, Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Back-references followed in one note.
_POINTERS = 50
LONGEST_NOTE = 10_000
_MOST_EFFORT = 500_000
"""Microseconds, about."""
_BARE = 16
"""`A.g.e., s. 4.` and the like are shorter."""
_LONGEST_KEPT = 400


@dataclass(slots=True)
class ReadNote:
    """A note as its words alone tell it."""

    number: int
    text: str
    line: int
    pointers: list[Pointer] = field(default_factory=list)
    own: tuple[Citation, ...] = ()
    """The pointers' own words that hold anything, then the sources it cites itself."""
    new: int = 0
    """How many of `own`, at its end, are sources and no pointers."""
    unparsed: int = 0
    """Parts that cite a source whose fields could not be told apart."""
    same_as: str = ""


def looked_into(texts: Sequence[str]) -> list[bool]:
    """Tell for each of a briefing's notes whether its words are searched for sources.

    All are, up to bounds that no real file reaches: some thousand notes of the slow kinds, or ten
    thousand in the house style. They keep a file of a million semicolons from taking minutes.
    """
    if 20 * len(texts) + 51 * sum(map(len, texts)) < _MOST_EFFORT:
        return [True] * len(texts)
    costs = [_cost(text) for text in texts]
    if sum(costs) > _MOST_EFFORT:
        costs = [_cost_when_quick(text, cost) for text, cost in zip(texts, costs, strict=True)]
    left = _MOST_EFFORT
    out = []
    for text, cost in zip(texts, costs, strict=True):
        short = len(text) <= LONGEST_NOTE
        left -= cost if short else 0
        out.append(short and left >= 0)
    return out


def _cost(text: str) -> int:
    """Estimate what it takes to read a note, in microseconds."""
    sources = text.count("//") + text.count(";")
    groups = text.count("(") + text.count("“") + text.count('"')
    return 20 + len(text) // 2 + 50 * sources + 15 * groups + 10 * text.count(".")


def _cost_when_quick(text: str, cost: int) -> int:
    quick = len(text) <= _BARE or house_citation(unicodedata.normalize("NFC", text)) is not None
    return min(cost, 20) if quick else cost


def read_note(number: int, text: str, line: int) -> ReadNote:
    """Read one note's words: its pointers, then the sources it cites itself."""
    if len(text) > _LONGEST_KEPT:
        return _read(number, text, line)
    known = _read_once(text)
    return ReadNote(number, text, line, known.pointers.copy(), known.own, known.new, known.unparsed)


@lru_cache(maxsize=1024)
def _read_once(text: str) -> ReadNote:
    """Read `Ibid.` once for all, and a source once for a piece and its translations."""
    return _read(0, text, 0)


def _read(number: int, text: str, line: int) -> ReadNote:
    read = ReadNote(number, text, line)
    composed = unicodedata.normalize("NFC", text)
    if (citation := house_citation(composed)) is not None:
        read.own, read.new = in_written_form(text, [citation]), 1
        return read
    note = Note(composed)
    unquoted = note.unquoted()
    plain: list[Part] = []
    own: list[Citation] = []
    new: list[Citation] = []
    for part in note.parts():
        rest: Part | None = part
        while rest and (pointer := find_pointer(rest, unquoted)) is not None:
            read.pointers.append(pointer)
            if pointer.own.places:
                own.append(pointer.own)
            # `Ibid. and Doe, op. cit.`, `Ibid., see also “Title”, …`
            after = Part(note, pointer.end, part.end)
            more = after.quotes or "//" in after.bare or has_term(after, unquoted)
            rest = after if more and len(read.pointers) < _POINTERS else None
        if rest is None:
            continue
        if rest is not part:
            new += [c for _, c in joined_parts(note, [rest]) if c.title]
            continue
        begin = idem_end(part, unquoted)
        plain.append(part if begin == part.start else Part(note, begin, part.end))
    found = joined_parts(note, plain) if plain else []
    new += [citation for _, citation in found]
    starts, ends = [part.start for part, _ in found], [part.end for part, _ in found]
    for part in plain:
        before = bisect_right(starts, part.start) - 1
        if (before < 0 or part.start >= ends[before]) and is_unparsed_source(part):
            read.unparsed += 1
    read.own = in_written_form(text, [*own, *new])
    read.new = len(new)
    return read


def corrected(read: ReadNote, fields: Mapping[str, str]) -> ReadNote:
    """Put in what the file itself says about a note."""
    if same := str(fields.get("same_as", "")).strip():
        read.same_as = same
        return read
    given = {
        name: value
        for name in ("title", "publisher", "url", "accessed")
        if (value := str(fields.get(name, "")).strip())
    }
    if not given:
        return read
    first = read.own[0] if read.own else Citation()
    places = tuple(place for place in first.places if place[0] not in given)
    first = replace(
        first,
        title=given.get("title", first.title),
        publisher=given.get("publisher", first.publisher),
        url=given.get("url", first.url),
        accessed=given.get("accessed", first.accessed),
        places=places,
    )
    if read.pointers and set(given) != {"accessed"}:
        # A source named in the file takes the place of what the note points to.
        read.pointers, read.own, read.new = [], (first,), 1
    else:
        read.own = (first, *read.own[1:])
        read.new = read.new if read.pointers else max(1, read.new)
    return read
