"""A note as its words alone tell it: what it points to, what it cites itself."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing_tui.briefing import Citation

from .articles import article_citation
from .backreferences import Pointer, find_pointer, idem_end, points_again
from .citations import in_written_form, is_unparsed_source, joined_parts
from .house import house_citation, is_house_style
from .identity import with_id
from .parts import Note, Part
from .shortforms import find_short
from .terms import QUOTED_TERM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .cited import Source

# Back-references followed in one note.
_POINTERS = 50
LONGEST_NOTE = 10_000
_MOST_EFFORT = 500_000
"""Microseconds, about."""
_BARE = 16
"""`A.g.e., s. 4.` and the like are shorter."""
_NAMES_ANOTHER = re.compile(r"[\s,]*(?:and|ve|и|und|et|y|&)\s+(?=[^\W\d_a-z])")
_LONGEST_KEPT = 400


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A part that is a back-reference if an earlier note answers to it."""

    pointer: Pointer
    new: int = -1
    """Which of the note's new sources it is else, from 0."""
    unparsed: int = -1
    """Which of the unparsed it is else."""


@dataclass(slots=True)
class ReadNote:
    """A note as its words alone tell it."""

    number: int
    text: str
    line: int
    pointers: list[Pointer] = field(default_factory=list)
    own: tuple[Citation, ...] = ()
    """The pointers' own words that hold anything, then the sources it cites itself.

    Of the sources those with an address have their ids.
    """
    new: int = 0
    """How many of `own`, at its end, are sources and no pointers."""
    unparsed: tuple[tuple[int, str], ...] = ()
    """Offset and words of the parts that cite a source whose fields could not be told apart."""
    shorts: tuple[ShortForm, ...] = ()
    """The parts that may name an earlier source by little more than its author or title."""
    same_author: frozenset[int] = frozenset()
    """Which of the new sources, then of the unparsed, from 0, are by the author before: `Idem,`."""
    same_as: str = ""
    cited: list[Source] | None = field(default=None, compare=False)
    """What `own_sources` found, once it has been asked."""


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
    quick = len(text) <= _BARE or is_house_style(unicodedata.normalize("NFC", text))
    return min(cost, 20) if quick else cost


def read_note(number: int, text: str, line: int) -> ReadNote:
    """Read one note's words: its pointers, then the sources it cites itself."""
    if len(text) > _LONGEST_KEPT:
        return _read(number, text, line)
    known = _read_once(text)
    # `dataclasses.replace` takes four times as long, and there are ten to a briefing.
    return ReadNote(
        number,
        text,
        line,
        known.pointers.copy(),
        known.own,
        known.new,
        known.unparsed,
        known.shorts,
        known.same_author,
    )


@lru_cache(maxsize=1024)
def _read_once(text: str) -> ReadNote:
    """Read `Ibid.` once for all, and a source once for a piece and its translations."""
    return _read(0, text, 0)


def _read(number: int, text: str, line: int) -> ReadNote:
    read = ReadNote(number, text, line)
    composed = unicodedata.normalize("NFC", text)
    citation = house_citation(composed) or article_citation(composed)
    if citation is not None:
        read.own, read.new = in_written_form(text, [citation]), 1
        return read
    note = Note(QUOTED_TERM.sub(r" \g<term> ", composed))
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
            more = (
                after.quotes
                or "//" in after.bare
                or points_again(after, unquoted, numbered=pointer.kind == "number")
            )
            rest = after if more and len(read.pointers) < _POINTERS else None
            if not more and _NAMES_ANOTHER.match(note.text, pointer.end, part.end):
                # `Ibid., 8, and Doe, Short Title, 30`
                plain += [after] if find_short(after) else []
        if rest is None:
            continue
        if rest is not part:
            new += [c for _, c in joined_parts(note, [rest]) if c.title]
            continue
        plain.append(part)
    _read_plain(read, note, unquoted, plain, new)
    shorts = [short.pointer.own for short in read.shorts]
    written = in_written_form(text, [*own, *new, *shorts])
    cited = map(with_id, written[len(own) : len(own) + len(new)])
    read.own, read.new = (*written[: len(own)], *cited), len(new)
    read.shorts = tuple(
        replace(short, pointer=replace(short.pointer, own=words))
        for short, words in zip(read.shorts, written[len(own) + len(new) :], strict=True)
    )
    return read


def _read_plain(
    read: ReadNote, note: Note, unquoted: str, parts: list[Part], new: list[Citation]
) -> None:
    """Read the parts that point to nothing by a term; their sources are put to `new`."""
    plain: list[Part] = []
    idem: set[int] = set()
    for part in parts:
        begin = idem_end(part, unquoted)
        if begin != part.start:
            idem.add(begin)
        plain.append(part if begin == part.start else Part(note, begin, part.end))
    found = joined_parts(note, plain) if plain else []
    first = len(new)
    new += [citation for _, citation in found]
    same = {first + n for n, (part, _) in enumerate(found) if part.start in idem}
    starts, ends = [part.start for part, _ in found], [part.end for part, _ in found]
    shorts: list[ShortForm] = []
    unparsed: list[tuple[int, str]] = []
    for part in plain:
        before = bisect_right(starts, part.start) - 1
        outside = before < 0 or part.start >= ends[before]
        here = -1
        if outside and is_unparsed_source(part):
            here = len(unparsed)
            unparsed.append((part.head, note.text[part.head : part.end].strip(" .;,\n")))
            if part.start in idem:
                same.add(len(new) + here)
        alone = outside or (starts[before], ends[before]) == (part.start, part.end)
        if alone and part.start not in idem and (pointer := find_short(part)) is not None:
            shorts.append(ShortForm(pointer, -1 if outside else first + before, here))
    read.unparsed, read.shorts, read.same_author = tuple(unparsed), tuple(shorts), frozenset(same)


def settled(read: ReadNote, shorts: list[ShortForm]) -> ReadNote:
    """Give a note in which those of its short forms are back-references, and nothing else."""
    if not shorts:
        return read
    gone = {short.new for short in shorts}, {short.unparsed for short in shorts}
    pointing = read.own[: len(read.own) - read.new]
    new = read.own[len(read.own) - read.new :]
    kept = [n for n in range(len(new)) if n not in gone[0]]
    left = [n for n in range(len(read.unparsed)) if n not in gone[1]]
    own = [short.pointer.own for short in shorts if short.pointer.own.places]
    places = [*kept, *(len(new) + n for n in left)]
    return replace(
        read,
        own=(*pointing, *own, *(new[n] for n in kept)),
        new=len(kept),
        unparsed=tuple(read.unparsed[n] for n in left),
        same_author=frozenset(n for n, old in enumerate(places) if old in read.same_author),
    )


def corrected(read: ReadNote, fields: Mapping[str, str]) -> ReadNote:
    """Put in what the file itself says about a note."""
    if same := str(fields.get("same_as", "")).strip():
        read.same_as, read.shorts = same, ()
        return read
    given = {
        name: value
        for name in ("title", "publisher", "url", "accessed")
        if (value := str(fields.get(name, "")).strip())
    }
    if not given:
        return read
    if set(given) == {"accessed"} and not read.pointers:
        read.shorts = tuple(_accessed(short, given["accessed"]) for short in read.shorts)
    else:
        read.shorts = ()
    first = read.own[0] if read.own else Citation()
    places = tuple(place for place in first.places if place[0] not in given)
    first = replace(
        first,
        id="",
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


def _accessed(short: ShortForm, date: str) -> ShortForm:
    own = short.pointer.own
    places = tuple(place for place in own.places if place[0] != "accessed")
    return replace(
        short, pointer=replace(short.pointer, own=replace(own, accessed=date, places=places))
    )
