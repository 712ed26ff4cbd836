"""The notes of one briefing, each led to the source it rests on.

A note is resolved by what stands before it alone, in one pass: nothing points forward, and nothing
that is added after a note changes what it means. Where the words allow two sources, or none, the
answer is the reason and the candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing_tui.briefing import Citation, Footnote, Reference, ReferenceFault, Step

from .backreferences import Pointer
from .identity import identified, name_key, source_id, words_of
from .reading import ReadNote, corrected, looked_into, read_note
from .wording import is_family, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A way through thousands of notes is told by its first and last stops: kept whole for each of n
# notes in a row, the ways would take memory in proportion to n².
LONGEST_PATH = 200
_CANDIDATES = 20


@dataclass(slots=True)
class _Source:
    """A source in the note that cites it."""

    number: int
    place: int
    """Which of that note's own citations it is, from 0."""
    citation: Citation
    label: str
    authors: tuple[str, ...]
    key: str
    """What is equal for the same source, as far as one note can tell."""

    @property
    def title(self) -> str:
        """The title's folded words."""
        return words_of(self.citation.title or "")


@dataclass(slots=True)
class _Way:
    """How a note leads to its source."""

    source: _Source
    citation: Citation
    """The source with the page and date of access of the last note that gave them."""
    path: tuple[Step, ...]
    length: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Fault:
    code: ReferenceFault
    reason: str
    candidates: tuple[_Source, ...] = ()
    path: tuple[Step, ...] = ()


@dataclass(slots=True)
class _Outcome:
    """What a note came to."""

    ways: list[_Way]
    failed: bool
    sources: dict[str, _Source]
    """The distinct ones among those the ways lead to."""


class _Known:
    """The sources that earlier notes cite in full, found by title, author and publisher."""

    def __init__(self) -> None:
        self._new: list[_Source] = []
        """Not in the tables yet: most briefings never ask for one by its name."""
        self._titles: defaultdict[str, dict[str, _Source]] = defaultdict(dict)
        self._openings: defaultdict[str, dict[str, _Source]] = defaultdict(dict)
        self._authors: defaultdict[str, dict[str, _Source]] = defaultdict(dict)
        self._publishers: defaultdict[str, dict[str, _Source]] = defaultdict(dict)
        self._addresses: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, source: _Source) -> None:
        self._new.append(source)

    def _learn(self) -> None:
        for source in self._new:
            self._enter(source)
        self._new.clear()

    def _enter(self, source: _Source) -> None:
        citation = source.citation
        key = source.key
        if citation.url and (name := name_key(citation)):
            self._addresses[name].add(key)
        if source.title:
            self._titles[source.title].setdefault(key, source)
            self._openings[" ".join(source.title.split()[:2])].setdefault(key, source)
        for author in source.authors:
            for word in words_of(author).split():
                if len(word) > 1:
                    self._authors[word].setdefault(key, source)
        if citation.publisher:
            self._publishers[words_of(citation.publisher)].setdefault(key, source)

    def _distinct(self, sources: Iterable[_Source]) -> list[_Source]:
        """Drop a source without an address where just one with an address has its name."""
        found = list(sources)
        kept: list[_Source] = []
        for source in found:
            name = name_key(source.citation)
            if not source.citation.url and len(self._addresses.get(name, ())) == 1:
                twin = [s for s in found if s.citation.url and name_key(s.citation) == name]
                if twin and twin[0].number < source.number:
                    continue
                if twin:
                    kept = [s for s in kept if s is not twin[0]]
            kept.append(source)
        return kept

    def titled(self, title: str) -> tuple[list[_Source], bool]:
        """Give the sources of that title, or those whose title begins so; and whether it is cut."""
        self._learn()
        key = words_of(title)
        if exact := self._titles.get(key):
            return self._distinct(islice(exact.values(), _CANDIDATES)), False
        words = key.split()
        if len(words) < 2:
            return [], False
        begun = self._openings.get(" ".join(words[:2]), {})
        short = (s for s in begun.values() if f"{s.title} ".startswith(f"{key} "))
        return self._distinct(islice(short, _CANDIDATES)), True

    def by_author(self, name: str, year: str = "") -> list[_Source]:
        self._learn()
        words = [word for word in words_of(name).split() if len(word) > 1]
        pools = [self._authors.get(word, {}) for word in words]
        smallest = min(pools, key=len, default={})
        if not smallest:
            return []
        found = (s for s in smallest.values() if _wrote(name, s))
        if year:
            found = (s for s in found if (s.citation.date or year)[:4] == year)
        return self._distinct(islice(found, _CANDIDATES))

    def published_by(self, name: str) -> list[_Source]:
        self._learn()
        return self._distinct(
            islice(self._publishers.get(words_of(name), {}).values(), _CANDIDATES)
        )


def _wrote(name: str, source: _Source) -> bool:
    authors = source.authors
    return any(is_family(name, author) for author in authors) or (
        len(authors) > 1 and is_family(_AND.sub(" ", name), " ".join(authors))
    )


_AND = re.compile(r"(?i)(?:\b(?:and|ve|и|und|et|y|al|vd|др)\b|&)\.?")


def _label(citation: Citation) -> str:
    """Name a source for people: publisher and title, as far as there are any."""
    name = citation.publisher or ", ".join(citation.authors)
    if citation.title:
        return f"{name} “{citation.title}”".strip()
    return name or citation.url or ""


class _Resolver:
    """One pass over the notes of a briefing."""

    def __init__(self) -> None:
        self.outcomes: dict[int, _Outcome] = {}
        self.twice: set[int] = set()
        self.known = _Known()

    def note(self, read: ReadNote) -> Footnote:
        """Resolve the next note, which must not have been seen before."""
        references: list[Reference] = []
        ways: list[_Way] = []
        failed = False
        for pointer in self._pointers(read):
            for answer in self._follow(read.number, pointer):
                if isinstance(answer, _Fault):
                    failed = True
                    references.append(_unresolved(read.number, pointer, answer))
                else:
                    ways.append(answer)
                    references.append(
                        Reference(
                            status="resolved",
                            term=pointer.term,
                            target=answer.source.number,
                            path=answer.path,
                            reason=answer.path[0].how,
                            doubtful=answer.doubtful,
                        )
                    )
        first_new = len(read.own) - read.new
        inherited = [way.citation for way in ways if way.citation.title or way.citation.url]
        if not read.same_as:
            cited = [*read.own[first_new:], *[Citation()] * read.unparsed]
            ways += [self._stand(read, n, citation) for n, citation in enumerate(cited, first_new)]
        self._remember(read, ways, failed=failed)
        return Footnote(
            number=read.number,
            text=read.text,
            citations=(*inherited, *(read.own[first_new:] if not read.same_as else ())),
            reference=references[0] if references else None,
            line=read.line,
            own=read.own,
            further=tuple(references[1:]),
            unparsed=bool(read.unparsed),
        )

    def _pointers(self, read: ReadNote) -> list[Pointer]:
        if not read.same_as:
            return read.pointers
        number = int(read.same_as) if read.same_as.isdecimal() and len(read.same_as) < 10 else 0
        own = read.pointers[0].own if read.pointers else Citation()
        return [Pointer("number", "same_as", own, numbers=(number,))]

    def _stand(self, read: ReadNote, place: int, citation: Citation) -> _Way:
        label = _label(citation) or _opening(read.text)
        authors = citation.authors
        if not (authors or citation.title):
            # `Ahmet Kaya, Limanlar, Yayınevi, 2015`: the name at its head is an author's.
            authors = names(read.text[:200].partition(",")[0]) or ()
        key = (citation.id if citation.url else source_id(citation)) or (
            f"note {read.number} {place}"
        )
        source = _Source(read.number, place, citation, label, authors, key)
        return _Way(source, citation, (Step(read.number, label),), 1)

    def _remember(self, read: ReadNote, ways: list[_Way], *, failed: bool) -> None:
        number = read.number
        if number in self.outcomes:
            self.twice.add(number)
            self.outcomes[number].ways.extend(ways)
        else:
            self.outcomes[number] = _Outcome(ways, failed, {})
        sources = self.outcomes[number].sources
        for way in ways:
            sources.setdefault(way.source.key, way.source)
        for way in ways:
            if way.length == 1 and way.source.number == number:
                self.known.add(way.source)

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
            if not before.citation.authors:
                return _Fault("no-match", f"note {number - 1} names no author")
            found = self.known.by_author(before.citation.authors[0])
            return self._one(number, pointer, found, "same author", before.citation.authors[0])
        if pointer.title or pointer.name:
            return self._named(number, pointer)
        return self._step(number, pointer, number - 1, "the note before")

    def _named(self, number: int, pointer: Pointer) -> _Way | _Fault:
        """Find the earlier work of the title or author that stands before the term."""
        if pointer.kind in ("ibid", "place") and number - 1 in self.outcomes:
            before = self._single(number - 1)
            if not isinstance(before, _Fault) and self._is_named(pointer, before.source):
                return self._step(number, pointer, number - 1, "the note before")
        if pointer.title:
            found, cut = self.known.titled(pointer.title)
            if pointer.name and len(found) > 1:
                found = [s for s in found if _wrote(pointer.name, s)] or found
            if not found and pointer.name:
                # With its author a single word of a title will do.
                short = f" {words_of(pointer.title)} "
                wrote = self.known.by_author(pointer.name)
                found, cut = [s for s in wrote if short in f" {s.title} "], True
            how = "shortened title" if cut else "same title"
            return self._one(number, pointer, found, how, f"“{pointer.title}”")
        found = self.known.by_author(pointer.name, pointer.year)
        if pointer.kind == "ibid":
            # It names another author than the note before, to which ibid. points.
            pointer = replace(pointer, doubtful=True)
        if found:
            return self._one(number, pointer, found, "same author", pointer.name)
        found, cut = self.known.titled(pointer.name)
        if found:
            how = "shortened title" if cut else "same title"
            return self._one(number, pointer, found, how, f"“{pointer.name}”")
        found = self.known.published_by(pointer.name)
        return self._one(number, pointer, found, "same publisher", pointer.name)

    def _is_named(self, pointer: Pointer, source: _Source) -> bool:
        """Tell whether a source bears the title or name that a pointer gives."""
        title = words_of(source.citation.title or "")
        if pointer.title:
            return f"{title} ".startswith(f"{words_of(pointer.title)} ")
        named = words_of(pointer.name)
        same = named in (title, words_of(source.citation.publisher or ""))
        return same or _wrote(pointer.name, source)

    def _one(
        self, number: int, pointer: Pointer, found: list[_Source], how: str, name: str
    ) -> _Way | _Fault:
        if not found:
            return _Fault("no-match", f"no earlier note cites {name}")
        if len(found) > 1:
            return _Fault("ambiguous", f"several earlier sources answer to {name}", tuple(found))
        source = found[0]
        way = _Way(source, source.citation, (Step(source.number, source.label),), 1)
        return _longer(number, pointer, way, how)

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
            if len(named) == 1 and not self.outcomes[target].failed and target not in self.twice:
                return _longer(number, pointer, named[0], how)
        return self._step(number, pointer, target, how)

    def _single(self, target: int) -> _Way | _Fault:
        """Give the one source of an earlier note, or why there is not just one."""
        if not self.outcomes:
            return _Fault("first", "no note stands before it")
        outcome = self.outcomes.get(target)
        if outcome is None:
            return _Fault("bad-number", f"there is no note {target} before it")
        stop = (Step(target, _of(target)),)
        if target in self.twice:
            several = tuple(islice(outcome.sources.values(), _CANDIDATES))
            return _Fault("ambiguous", f"there are several notes {target}", several)
        if outcome.failed:
            return _Fault("chain", f"note {target} is not resolved itself", (), stop)
        if not outcome.ways:
            return _Fault("no-source", f"note {target} cites no source", (), stop)
        if (count := len(outcome.sources)) > 1:
            several = tuple(islice(outcome.sources.values(), _CANDIDATES))
            return _Fault("multiple", f"note {target} has {count} sources", several, stop)
        return outcome.ways[-1]

    def _step(self, number: int, pointer: Pointer, target: int, how: str) -> _Way | _Fault:
        answer = self._single(target)
        return answer if isinstance(answer, _Fault) else _longer(number, pointer, answer, how)


# An agency's or a paper's name before the term: there was one piece of it, but papers print many.
_DOUBTFUL = frozenset({"same publisher"})


def _of(number: int) -> str:
    return f"note {number}"


def _opening(text: str) -> str:
    """Give the beginning of a note whose source has no field, as its name."""
    head = " ".join(text.split())
    return head if len(head) <= 60 else f"{head[:59].rsplit(' ', 1)[0]}…"


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
    doubtful = way.doubtful or pointer.doubtful or how in _DOUBTFUL
    return _Way(way.source, citation, path, length, doubtful)


def _unresolved(number: int, pointer: Pointer, fault: _Fault) -> Reference:
    choices = tuple((source.number, source.place) for source in fault.candidates)
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
            note = ReadNote(number, text, line, unparsed=1)
        read.append(corrected(note, corrections[number]) if number in corrections else note)
    ids = identified([note.own[len(note.own) - note.new :] for note in read])
    for note, identified_citations in zip(read, ids, strict=True):
        note.own = (*note.own[: len(note.own) - note.new], *identified_citations)
    resolver = _Resolver()
    return tuple(map(resolver.note, read))
