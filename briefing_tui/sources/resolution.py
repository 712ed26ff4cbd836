"""The notes of one briefing, each led to the source it rests on.

A note is resolved by what stands before it alone, in one pass: nothing points forward, and nothing
that is added after a note changes what it means. Where the words allow two sources, or none, the
answer is the reason and the candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing_tui.briefing import Citation, Footnote, Reference, ReferenceFault, Step

from .backreferences import Pointer
from .cited import Source, own_sources, title_words
from .dates import flat
from .identity import identified, words_of
from .known import MOST_CANDIDATES, Found, Known, wrote
from .reading import ReadNote, corrected, looked_into, read_note, settled
from .wording import author_and_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A way through thousands of notes is told by its first and last stops: kept whole for each of n
# notes in a row, the ways would take memory in proportion to n².
LONGEST_PATH = 200


@dataclass(slots=True)
class _Way:
    """How a note leads to its source."""

    source: Source
    citation: Citation
    """The source with the page and date of access of the last note that gave them."""
    path: tuple[Step, ...]
    length: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Fault:
    code: ReferenceFault
    reason: str
    candidates: tuple[Source, ...] = ()
    path: tuple[Step, ...] = ()


class _Outcome:
    """What a note came to.

    Args:
        read: the note.
        ways: how it leads to its sources; None for those that it cites itself, and no others: few
            such notes are ever asked for.
        failed: whether it points to what is not found.
    """

    __slots__ = ("_read", "_sources", "_ways", "failed")

    def __init__(
        self, read: ReadNote, ways: list[_Way] | None = None, *, failed: bool = False
    ) -> None:
        self.failed = failed
        self._read = read
        self._ways = ways
        self._sources: dict[str, Source] | None = None

    @property
    def ways(self) -> list[_Way]:
        """How it leads to its sources, in its order."""
        if self._ways is None:
            self._ways = [_standing(source) for source in own_sources(self._read)]
        return self._ways

    @property
    def sources(self) -> dict[str, Source]:
        """The distinct ones among those the ways lead to, by key."""
        if self._sources is None:
            self._sources = {}
            for way in self.ways:
                self._sources.setdefault(way.source.key, way.source)
        return self._sources

    def extend(self, ways: Iterable[_Way]) -> None:
        """Put in the ways of another note of that number."""
        sources = self.sources
        for way in ways:
            self.ways.append(way)
            sources.setdefault(way.source.key, way.source)


def _standing(source: Source) -> _Way:
    """Make the way of one of a note's own sources: it leads no further."""
    return _Way(source, source.citation, (Step(source.number, source.label),), 1)


class _Resolver:
    """One pass over the notes of a briefing."""

    def __init__(self) -> None:
        self.outcomes: dict[int, _Outcome] = {}
        self.twice: set[int] = set()
        self.known = Known()

    def note(self, read: ReadNote) -> Footnote:
        """Resolve the next note, which must not have been seen before."""
        if not (read.pointers or read.shorts or read.same_as or read.same_author):
            self._remember(read, _Outcome(read))
            return _footnote(read, read.own)
        answered: list[tuple[Pointer, list[_Way | _Fault]]] = []
        forms = []
        for form in read.shorts:
            if (answer := self._short(read.number, form.pointer)) is not None:
                answered.append((form.pointer, [answer]))
                forms.append(form)
        read = settled(read, forms)
        items: list[tuple[int, Pointer | Source, list[_Way | _Fault]]] = [
            *((pointer.begin, pointer, answers) for pointer, answers in answered),
            *((pointer.begin, pointer, []) for pointer in self._pointers(read)),
        ]
        if not read.same_as:
            items += [(source.begin, source, []) for source in own_sources(read)]
        references: list[Reference] = []
        ways: list[_Way] = []
        inherited: list[Citation] = []
        before: Pointer | Source | None = None
        failed = False
        for _, item, answers in sorted(items, key=itemgetter(0)):
            if isinstance(item, Source):
                ways.append(self._stand(item, ways))
                before = item
                continue
            if isinstance(before, Source) and _is_bare(item):
                # `Doe, Ports, 2031, p. 4; ibid., p. 7`: the source just before, at another page.
                continue
            if before is not None and _is_bare(item) and not failed:
                found: list[_Way | _Fault] = [_again(read.number, item, ways[-1])]
            else:
                found = answers or self._follow(read.number, item)
            for answer in found:
                if isinstance(answer, _Fault):
                    failed = True
                    references.append(_unresolved(read.number, item, answer))
                    continue
                ways.append(answer)
                references.append(_resolved(item, answer))
                if answer.citation.title or answer.citation.url:
                    inherited.append(answer.citation)
            before = item
        self._remember(read, _Outcome(read, ways, failed=failed))
        own = read.own[len(read.own) - read.new :] if not read.same_as else ()
        return _footnote(read, (*inherited, *own), references)

    def _pointers(self, read: ReadNote) -> list[Pointer]:
        if not read.same_as:
            return read.pointers
        number = int(read.same_as) if read.same_as.isdecimal() and len(read.same_as) < 10 else 0
        own = read.pointers[0].own if read.pointers else Citation()
        return [Pointer("number", "same_as", own, numbers=(number,))]

    def _stand(self, source: Source, before: list[_Way]) -> _Way:
        """Make the way of one of a note's own sources, after the ways of what it cites before."""
        if source.same_author:
            source.authors = self._authors_before(source.number, before)
        return _standing(source)

    def _authors_before(self, number: int, before: list[_Way]) -> tuple[str, ...]:
        """Give the authors that `Idem` means: of the source just before it."""
        if before:
            return before[-1].source.authors
        way = self._single(number - 1)
        return () if isinstance(way, _Fault) else way.source.authors

    def _remember(self, read: ReadNote, outcome: _Outcome) -> None:
        first = self.outcomes.setdefault(read.number, outcome)
        if first is not outcome:
            self.twice.add(read.number)
            first.extend(outcome.ways)
        if not read.same_as:
            self.known.add(read)

    # --- following one pointer

    def _follow(self, number: int, pointer: Pointer) -> list[_Way | _Fault]:
        if pointer.kind == "number":
            return [self._numbered(number, pointer, target) for target in pointer.numbers]
        return [self._worded(number, pointer)]

    def _worded(self, number: int, pointer: Pointer) -> _Way | _Fault:
        if pointer.same_author:
            before = self._single(number - 1)
            if isinstance(before, _Fault):
                return before
            if not before.source.authors:
                return _Fault("no-match", f"note {number - 1} names no author")
            name = " & ".join(before.source.authors)
            return self._one(number, pointer, self.known.by_author(name), name)
        if pointer.title or pointer.name:
            return self._named(number, pointer)
        return self._step(number, pointer, number - 1, "the note before")

    def _named(self, number: int, pointer: Pointer) -> _Way | _Fault:
        """Find the earlier work of the title or author that stands before the term."""
        if pointer.kind in ("ibid", "place") and number - 1 in self.outcomes:
            before = self._single(number - 1)
            if not isinstance(before, _Fault) and self._is_named(pointer, before.source):
                return self._step(number, pointer, number - 1, "the note before")
        found = self._answering(pointer)
        if not found.sources and pointer.is_loose and pointer.kind != "work":
            return self._step(number, pointer, number - 1, "the note before")
        if pointer.kind == "ibid" and not pointer.title:
            # It names another source than the note before, to which ibid. points.
            found = found._replace(doubtful=True)
        name = f"“{pointer.title}”" if pointer.title else pointer.name
        return self._one(number, pointer, found, name)

    def _answering(self, pointer: Pointer) -> Found:
        """Find the earlier sources of the title, author or publisher that a pointer names."""
        name, title = pointer.name, pointer.title
        if title and name:
            found = self.known.by_author_and_title(name, title)
            while not found.sources and "," in title:
                # `Doe, Roe, and Poe, Title`
                more, _, title = title.partition(",")
                name = f"{name},{more}"
                found = self.known.by_author_and_title(name, title)
            if not found.sources:
                found = self._titled_beside(pointer.name, pointer.title)
            if not found.sources:
                # `Rails and Rulers: A Study, op. cit.`
                found = self.known.titled(f"{pointer.name} {pointer.title}")
            if not found.sources and pointer.is_loose:
                # `However, Doe, op. cit.`
                found = self.known.by_author(title, pointer.year)
            return found
        if title:
            return self.known.titled(title, quoted=True)
        found = self.known.by_author(name, pointer.year)
        if not found.sources and (divided := author_and_title(name, 0, len(name))):
            parts = [name[part.start : part.end] for part in divided]
            if all(parts):
                found = self.known.by_author_and_title(*parts)
        found = found if found.sources else self.known.titled(name)
        if not found.sources and pointer.is_loose:
            found = self._named_within(name)
        found = found if found.sources else self.known.published_by(name)
        return _of_the_kind_meant(pointer, found)

    def _named_within(self, words: str) -> Found:
        """Find the works of the last author named in a sentence: `As Doe argues (op. cit., 4)`."""
        written = words.split()
        for end in range(len(written), 0, -1):
            begin = end
            while begin and written[begin - 1][0].isupper() and end - begin < _LONGEST_NAME:
                begin -= 1
            for start in range(begin, end):
                found = self.known.by_author(" ".join(written[start:end]))
                if found.sources:
                    return found if end == len(written) else found._replace(doubtful=True)
        return Found([], "same author")

    def _titled_beside(self, name: str, title: str) -> Found:
        """Find a title beside whose author's or publisher's name no source contradicts it."""
        found = self.known.titled(title)
        published = words_of(name)
        same = [s for s in found.sources if words_of(s.citation.publisher or "") == published]
        if same:
            return found._replace(sources=same)
        unknown = [s for s in found.sources if not s.authors]
        return found._replace(sources=unknown, doubtful=True)

    def _short(self, number: int, pointer: Pointer) -> _Way | _Fault | None:
        """Follow a short form; None if no earlier note answers to it, so that it is none."""
        if pointer.name and not pointer.title:
            found = self.known.by_author(pointer.name, pointer.year)
            if not found.sources and not pointer.year:
                found = self.known.titled(pointer.name)
        else:
            found = self._answering(pointer)
        if not found.sources:
            return None
        return self._one(number, pointer, found, pointer.term)

    def _is_named(self, pointer: Pointer, source: Source) -> bool:
        """Tell whether a source bears the title or name that a pointer gives."""
        if pointer.title:
            title = title_words(pointer.title)
            return any(f"{own} ".startswith(f"{title} ") for own in source.titles)
        named = words_of(pointer.name)
        same = named in (words_of(source.citation.publisher or ""), *source.titles)
        return same or title_words(pointer.name) in source.titles or wrote(pointer.name, source)

    def _one(self, number: int, pointer: Pointer, found: Found, name: str) -> _Way | _Fault:
        if not found.sources:
            return _Fault("no-match", f"no earlier note cites {name}")
        if len(found.sources) > 1:
            several = tuple(found.sources)
            return _Fault("ambiguous", f"several earlier sources answer to {name}", several)
        way = replace(_standing(found.sources[0]), doubtful=found.doubtful)
        return _longer(number, pointer, way, found.how)

    def _numbered(self, number: int, pointer: Pointer, target: int) -> _Way | _Fault:
        how = "corrected in the file" if pointer.term == "same_as" else "by number"
        if target == number:
            return _Fault("self", "it points to itself")
        if target > number or pointer.forward:
            return _Fault("bad-number", f"note {target} does not stand before it")
        if target not in self.outcomes:
            return _Fault("bad-number", f"there is no note {target} before it")
        if pointer.name or pointer.title:
            ways = self.outcomes[target].ways
            named = [way for way in ways if self._is_named(pointer, way.source)]
            if len(named) == 1 and target not in self.twice:
                doubtful = named[0].doubtful or self.outcomes[target].failed
                return _longer(number, pointer, replace(named[0], doubtful=doubtful), how)
            if not named and ways and all(way.source.authors for way in ways):
                return self._contradicted(number, pointer, target, how)
        return self._step(number, pointer, target, how)

    def _contradicted(self, number: int, pointer: Pointer, target: int, how: str) -> _Way | _Fault:
        """Follow `Doe, supra n. 4` where note 4 is by another."""
        answer = self._step(number, pointer, target, how)
        found = self._answering(pointer).sources
        if isinstance(answer, _Fault) or any(s.key == answer.source.key for s in found):
            return answer
        if not found:
            return replace(answer, doubtful=True)
        reason = f"note {target} is not what {pointer.title or pointer.name} names"
        return _Fault("ambiguous", reason, (answer.source, *found))

    def _single(self, target: int) -> _Way | _Fault:
        """Give the one source of an earlier note, or why there is not just one."""
        if not self.outcomes:
            return _Fault("first", "no note stands before it")
        outcome = self.outcomes.get(target)
        if outcome is None:
            return _Fault("bad-number", f"there is no note {target} before it")
        stop = (Step(target, _of(target)),)
        if target in self.twice:
            several = tuple(islice(outcome.sources.values(), MOST_CANDIDATES))
            return _Fault("ambiguous", f"there are several notes {target}", several)
        if outcome.failed:
            return _Fault("chain", f"note {target} is not resolved itself", (), stop)
        if not outcome.ways:
            return _Fault("no-source", f"note {target} cites no source", (), stop)
        if (count := len(outcome.sources)) > 1:
            several = tuple(islice(outcome.sources.values(), MOST_CANDIDATES))
            return _Fault("multiple", f"note {target} has {count} sources", several, stop)
        return outcome.ways[-1]

    def _step(self, number: int, pointer: Pointer, target: int, how: str) -> _Way | _Fault:
        answer = self._single(target)
        return answer if isinstance(answer, _Fault) else _longer(number, pointer, answer, how)


def _footnote(
    read: ReadNote, citations: tuple[Citation, ...], references: Sequence[Reference] = ()
) -> Footnote:
    first = references[0] if references else None
    further = tuple(references[1:])
    unparsed = bool(read.unparsed)
    return Footnote(
        read.number, read.text, citations, first, read.line, read.own, further, unparsed
    )


_LONGEST_NAME = 6
_ARTICLE = re.compile(r"a\.?g\.?(?:m|mk|h)\b|art|указ\w*ст|adigecenmakale|adigecenhaber")
_BOOK = re.compile(r"a\.?g\.?(?:e|k)\b|ouvr|указ\w*кн|adigeceneser|adigecenkitap")


def _of_the_kind_meant(pointer: Pointer, found: Found) -> Found:
    """Choose between an author's book and article where the term, as `a.g.m.`, tells which."""
    if len(found.sources) < 2 or found.how != "same author":
        return found
    term = re.sub(r"[\s]|(?<=ук)\.", "", flat(pointer.term))
    for kind, quoted in ((_ARTICLE, True), (_BOOK, False)):
        if kind.match(term):
            meant = [source for source in found.sources if source.is_quoted is quoted]
            if len(meant) == 1:
                return found._replace(sources=meant, doubtful=True)
    return found


def _of(number: int) -> str:
    return f"note {number}"


def _longer(number: int, pointer: Pointer, way: _Way, how: str) -> _Way:
    """Put a stop before a way, and the pointer's own page and date of access into its citation."""
    path = (Step(number, pointer.term, how), *way.path)
    length = way.length + 1
    if len(path) > LONGEST_PATH:
        half = LONGEST_PATH // 2
        ends = (*path[: half - 1], *path[-half:])
        left_out = length - len(ends)
        path = (*path[: half - 1], Step(0, "…", f"{left_out} notes between"), *path[-half:])
    own = pointer.own
    # Ibid. and loc. cit. mean the page as well as the work; op. cit. and a number the work alone.
    same_page = pointer.kind in ("ibid", "place") and not pointer.page_unread
    locator = own.locator or (way.citation.locator if same_page else None)
    places = tuple(place for place in own.places if place[0] in ("locator", "accessed"))
    citation = replace(
        way.citation,
        locator=locator,
        accessed=own.accessed or way.citation.accessed,
        places=places,
    )
    doubtful = way.doubtful or pointer.doubtful
    return _Way(way.source, citation, path, length, doubtful)


def _is_bare(pointer: Pointer) -> bool:
    """Tell whether a pointer names nothing, so that it means what was cited just before."""
    named = pointer.title or pointer.name or pointer.same_author or pointer.doubtful
    return pointer.kind in ("ibid", "place", "work") and not named


def _again(number: int, pointer: Pointer, way: _Way) -> _Way:
    """Lead a bare pointer where the one before it in the same note leads."""
    if way.path[0].number != number:
        return way
    same = replace(way, path=way.path[1:], length=way.length - 1)
    return _longer(number, pointer, same, "the source before it")


def _resolved(pointer: Pointer, way: _Way) -> Reference:
    return Reference(
        status="resolved",
        term=pointer.term,
        target=way.source.number,
        path=way.path,
        reason=way.path[0].how,
        doubtful=way.doubtful,
    )


def _unresolved(number: int, pointer: Pointer, fault: _Fault) -> Reference:
    choices = tuple(sorted((source.number, source.place) for source in fault.candidates))
    ambiguous = fault.code in ("multiple", "ambiguous")
    return Reference(
        status="ambiguous" if ambiguous else "unresolved",
        term=pointer.term,
        path=(Step(number, pointer.term, fault.reason), *fault.path),
        reason=fault.reason,
        candidates=tuple(dict.fromkeys(n for n, _ in choices)),
        doubtful=pointer.doubtful,
        fault=fault.code,
        choices=choices,
    )


_NO_CORRECTIONS: Mapping[int, Mapping[str, str]] = MappingProxyType({})


def resolve_notes(
    notes: Sequence[tuple[int, str, int]],
    corrections: Mapping[int, Mapping[str, str]] = _NO_CORRECTIONS,
) -> tuple[Footnote, ...]:
    """Read the notes of one briefing and lead each to what it rests on.

    Args:
        notes: number, text and line of each note, in the file's order.
        corrections: by a note's number, what the file says against our reading: `same_as` with the
            number of an earlier note, or `title`, `publisher`, `url`, `accessed` (YYYY-MM-DD).

    Returns:
        A footnote for each, in the same order. It takes time in proportion to the notes' length, up
        to the bounds of `looked_into`.
    """
    read = []
    looked = looked_into([text for _, text, _ in notes])
    for (number, text, line), is_looked_into in zip(notes, looked, strict=True):
        if is_looked_into:
            note = read_note(number, text, line)
        else:
            note = ReadNote(number, text, line, unparsed=((0, text[:200]),))
        read.append(corrected(note, corrections[number]) if number in corrections else note)
    ids = identified([note.own[len(note.own) - note.new :] for note in read])
    for note, identified_citations in zip(read, ids, strict=True):
        note.own = (*note.own[: len(note.own) - note.new], *identified_citations)
    resolver = _Resolver()
    return tuple(map(resolver.note, read))
