"""What is cited: a source as a note cites it, or a briefing itself.

A note gives words, not a record: `Sources` puts together what the notes of a briefing tell of the
same source, and `Work` is what the styles and formats are made from. A field that no note tells
stays empty; what sort of publication it is, is only said where the note's own words show it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefing_tui.sources import host
from briefing_tui.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Author, Briefing, Citation, Footnote

Kind = Literal["page", "newspaper", "journal", "book", "chapter", "document", "briefing"]

_QUOTES = frozenset("“”„«»‟‘’‚\"'《》「『")
# `(Boston: Harbour Press`, `İstanbul: Yayınevi`, `М.: Наука`: a place and a colon make an imprint.
_IMPRINT = re.compile(r"(?P<bracket>\(?)(?P<place>[^\W\d_][^\n():;,/“”«»\"]{0,40}?)\s?:\s*$")
# `12, no. 3`, `vol. 12`, `№ 3`, `5/2`; a law report (`87 Port Reg. 62186`) is none.
_VOLUME = re.compile(
    r"(?i)(?:\d+\s*(?:[(/:,.]|$)|(?:vols?|nos?|nr|issue|cilt|sayı|bd|heft|т|вып|№)\.?\s?\d)"
)
_NUMBER_WORD = r"(?:nos?|nr|issue|iss|sayı|sy|heft|вып|№)\.?\s*"
# The whole of `12, no. 3`, `Vol. 12`, `Cilt 5, Sayı 2`, `т. 4, № 1`, `12(3)`, `5/2`, `no. 3-4`.
_VOLUME_AND_ISSUE = re.compile(
    rf"""(?ix)
    (?:(?:vol(?:ume)?|cilt|c|bd|band|jg|том|т)\.?\s*)? (?P<volume>\d{{1,4}})
    (?:\s*[,.;]?\s*{_NUMBER_WORD}(?P<issue>\d{{1,4}}(?:[-–/]\d{{1,4}})?)
     | \s*\((?:{_NUMBER_WORD})?(?P<bracketed>\d{{1,4}}(?:[-–/]\d{{1,4}})?)\)
     | [/.](?P<behind>\d{{1,4}}))?
    | {_NUMBER_WORD}(?P<alone>\d{{1,4}}(?:[-–/]\d{{1,4}})?)
    """
)
_YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d")
_EDITION = re.compile(r"(?i)(?<!\w)(?:ed|bs|baskı|aufl|изд|éd)\b\.?")
_REMARK = re.compile(r"[(\[][^()\[\]\d]*[)\]]")
_AROUND = ' \t\n\u00a0,.;:()[]{}“”„«»"’‘*_/|–—-'
# What leads to an address or a date, and names nothing.
_LEAD_INS = frozenset("at from on online url web link available retrieved accessed via".split())
_DOI = re.compile(r"(?i)^https?://(?:dx\.)?doi\.org/")
_PAGE_WORD = re.compile(
    r"(?i)^(?:pages?|pp?|pgs?|págs?|sayfa|sf|ss?|стр|сс?)(?:\.?\s*(?=\d)|[.\s]\s*(?=[ivxlc]+\b))"
)
_PAGES = re.compile(r"(?i)([a-z]?\d{1,5}|[ivxlc]{1,7})(?:\s?[-–—]\s?([a-z]?\d{1,5}|[ivxlc]{1,7}))?")
# The page or article that a treaty or a judgement is cited for, at the end of its note.
_LAST_PLACE = re.compile(
    r"(?i),\s*(?:at|arts?|madde|md|ст|paras?|§+|pp?|ss?|стр|с|rn)\.?\s*[\divxl]+(?:[\d\s,()–-]*)$"
)
_WORD = re.compile(r"[a-z0-9]+")
# What is longer is a remark.
_LONGEST_FURTHER = 120
# What any note of a source may tell of it; page and date of access are each note's own.
_SHARED = ("title", "publisher", "url", "authors", "date")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person or an organisation."""

    full: str
    """In the order in which it is spoken, or as it is written when that is not known."""
    family: str = ""
    """Empty when it is not known: such a name is never turned round."""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Something that can be cited; every text is one line and safe to print."""

    kind: Kind
    key: str
    """Names it in a bibliography: ASCII, the same from run to run."""
    title: str = ""
    names: tuple[Name, ...] = ()
    publisher: str = ""
    """Who published it, or the newspaper, journal or site that it stands in."""
    place: str = ""
    """Where a book was published."""
    further: str = ""
    """What a note tells besides between title and address, as it writes it: a volume and number, a
    law report, a publisher whose name has commas."""
    url: str = ""
    date: str = ""
    """Of publication: YYYY, YYYY-MM or YYYY-MM-DD."""
    accessed: str = ""
    locator: str = ""
    """Where in it, as the note writes it: `p. 14`, `s. 5`, `art. 18`."""
    genre: str = ""
    """What a briefing calls itself: Analysis, Commentary."""
    lang: str = ""
    quoted: bool = True
    """Whether the title belongs in quotes; a book's does not."""
    words: str = ""
    """The note's own words, where they tell more than could be taken apart."""

    @property
    def within(self) -> bool:
        """Whether `publisher` is what it stands in, rather than the house that published it."""
        return self.kind in ("page", "newspaper", "journal")


@dataclass(frozen=True, slots=True)
class Listed:
    """A source of a briefing, and the notes that rest on it."""

    work: Work
    notes: tuple[int, ...]


def bare_pages(locator: str) -> str:
    """Give a locator without the word for a page: `14` for `p. 14`; others stay as they are."""
    bare = _PAGE_WORD.sub("", locator)
    return re.sub(r"(?<=\d)\s?[-–—]\s?(?=\d)", "–", bare)


def page_range(locator: str) -> tuple[str, str] | None:
    """Give first and last page, the last empty if there is one only; None for other places."""
    match = _PAGES.fullmatch(bare_pages(locator))
    return (match[1], match[2] or "") if match else None


def volume_and_issue(work: Work) -> tuple[str, str]:
    """Give the numbers of a journal's volume and issue, empty where they are not told.

    Both are empty where a note tells anything besides; what may be a year is no volume.
    """
    match = _VOLUME_AND_ISSUE.fullmatch(work.further) if work.kind == "journal" else None
    if match is None or _YEAR.fullmatch(match["volume"] or ""):
        return "", ""
    issue = match["issue"] or match["bracketed"] or match["behind"] or match["alone"] or ""
    return match["volume"] or "", issue


def remark_of(work: Work) -> str:
    """Give what a note tells besides for which formats have no field."""
    return "" if work.kind == "chapter" or any(volume_and_issue(work)) else work.further


def host_of(work: Work) -> str:
    """Give the book that a chapter stands in, as the note has it: `Big Book, ed. Ali Kaya`."""
    return re.sub(r"(?i)^(?:in|içinde|в кн|dans|en)\b[.:]?\s+", "", work.further)


# --- names


def name_of(author: Author) -> Name:
    """Give an author's name; the profile tells which part of it is the family's."""
    full, family = one_line(author.name), one_line(author.family)
    words, last = full.split(), len(family.split())
    if family and len(words) > last:
        key = fold(family)
        if fold(" ".join(words[-last:])) == key:
            return Name(full, family, " ".join(words[:-last]))
        if fold(" ".join(words[:last])) == key:
            return Name(full, family, " ".join(words[last:]))
    return Name(full)


def _cited_name(written: str) -> Name:
    """Give a name that a note cites: only a comma tells which part is the family's."""
    full = one_line(written)
    family, comma, given = (part.strip() for part in full.partition(","))
    if comma and family and given and "," not in given:
        return Name(f"{given} {family}", family, given)
    return Name(full)


# --- works


def work_of_briefing(briefing: Briefing, authors: Iterable[Author]) -> Work:
    """Give a briefing as a source.

    The format has no field for where it was published; `x-publisher` and `x-url` of its file are
    taken, if it has them.
    """
    own = {
        name.lower().replace("_", "-").removeprefix("x-"): value for name, value in briefing.extra
    }
    url = one_line(own.get("url", ""))
    slug = "-".join(_WORD.findall(fold(briefing.slug)))
    return Work(
        kind="briefing",
        key=slug if len(slug) >= len(briefing.slug) / 2 else f"briefing-{_hash(briefing.slug)}",
        title=one_line(briefing.title),
        names=tuple(map(name_of, authors)),
        publisher=one_line(own.get("publisher", "")),
        url=url if re.match(r"(?i)https?://\S+$", url) else "",
        date=one_line(briefing.date),
        genre=one_line(briefing.kind),
        lang=one_line(briefing.lang),
    )


class Sources:
    """What the notes of a briefing rest on, each source with all that any note tells of it."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._whole: dict[str, Citation] = {}
        self._signs: dict[str, _Signs] = {}
        self._words: dict[str, str] = {}
        for note in briefing.footnotes:
            for citation in note.citations:
                if citation.id:
                    known = self._whole.setdefault(citation.id, citation)
                    self._whole[citation.id] = _filled(known, citation)
            for citation in note.own:
                if citation.id and citation.id not in self._signs and citation.title:
                    self._signs[citation.id] = _signs(citation, note.text)
                elif citation.id and len(note.own) == 1 and _is_led(citation, note.text):
                    self._words.setdefault(citation.id, one_line(note.text))

    def of(self, note: Footnote) -> tuple[Work, ...]:
        """Give what a note cites, back-references followed, with its own page and date of access.

        A source that could not be taken apart is given by its words; it is the last then.
        """
        return (*map(self._work, note.citations), *self._unparsed(note))

    def listed(self) -> tuple[Listed, ...]:
        """Give the distinct sources in the order of their first notes, without pages."""
        works: dict[str, Work] = {}
        notes: dict[str, dict[int, None]] = {}
        for note in self._briefing.footnotes:
            for work in self.of(note):
                # The key is the source's own, whatever else a note tells of it.
                known = works.setdefault(work.key, work)
                if work.accessed and not known.accessed:
                    works[work.key] = replace(known, accessed=work.accessed)
                notes.setdefault(work.key, {})[note.number] = None
        return tuple(Listed(_without_place(work), tuple(notes[key])) for key, work in works.items())

    def _unparsed(self, note: Footnote) -> Iterator[Work]:
        """Give what only words tell: a note's own, or those of the note that it means."""
        if note.unparsed and not note.citations:
            yield _in_words(note.text)
        own = note.own[0].locator if note.own and not note.further else None
        for reference in note.references:
            if reference.status != "resolved":
                continue
            target = self._briefing.note(reference.target)
            if target is not None and target.unparsed and not target.citations:
                yield _in_words(target.text, own or "")

    def _work(self, citation: Citation) -> Work:
        whole = _filled(citation, self._whole.get(citation.id, citation))
        signs = self._signs.get(citation.id, _Signs())
        kind, quoted = signs.kind, signs.quoted
        pages = page_range(citation.locator or "")
        volume = _VOLUME.match(signs.further) or _DOI.match(whole.url or "")
        if kind == "document" and whole.publisher and _VOLUME.match(signs.further):
            kind, quoted = "journal", True  # APA quotes no title
        elif kind == "journal" and not volume:
            if whole.url:
                kind = "page"
            elif not (pages and pages[1]) and len(whole.date or "") > len("2031-05"):
                kind = "newspaper"
            elif not pages and not signs.strokes:
                kind = "document"  # a report and a press release are told in the same way
        elif kind == "document" and whole.url:
            kind, quoted = "page", True
        named = whole.title or whole.publisher or whole.authors
        return Work(
            kind=kind,
            key=_key(whole),
            title=one_line(whole.title or ""),
            names=tuple(map(_cited_name, whole.authors)),
            publisher=one_line(whole.publisher or ""),
            place=signs.place,
            further=signs.further,
            url=one_line(whole.url or ""),
            date=one_line(whole.date or ""),
            accessed=one_line(citation.accessed or ""),
            locator=one_line(citation.locator or ""),
            quoted=quoted,
            words="" if named else self._words.get(citation.id, ""),
        )


def distinct(listed: Iterable[Listed]) -> tuple[Work, ...]:
    """Give the works of several lists, each source once."""
    works: dict[str, Work] = {}
    for each in listed:
        works.setdefault(each.work.key, each.work)
    return tuple(works.values())


def with_own_keys(works: Sequence[Work]) -> tuple[Work, ...]:
    """Give the works with keys that differ, should two of them have come to the same one."""
    taken: set[str] = set()
    out = []
    for work in works:
        key, number = work.key, 1
        while key.lower() in taken:  # to BibTeX they are the same in capitals
            number += 1
            key = f"{work.key}-{number}"
        taken.add(key.lower())
        out.append(replace(work, key=key))
    return tuple(out)


def _filled(citation: Citation, other: Citation) -> Citation:
    """Give `citation` with what it does not tell itself, if the other one does."""
    missing = {name: getattr(other, name) for name in _SHARED if not getattr(citation, name)}
    return replace(citation, **missing) if any(missing.values()) else citation


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the words around its fields tell of a source."""

    kind: Kind = "document"
    quoted: bool = True
    place: str = ""
    further: str = ""
    strokes: bool = False
    """Whether GOST's two strokes say that it stands in something else."""


def _signs(citation: Citation, text: str) -> _Signs:
    """Tell from a note's words what sort of work it cites, and what they hold besides."""
    places = {name: (start, end) for name, start, end in citation.places}
    if "title" not in places:
        return _Signs()
    start, end = places["title"]
    quoted = text[:start].rstrip()[-1:] in _QUOTES
    further = _between(citation, text)
    if "publisher" not in places:
        return _Signs("document", quoted, further=further)
    before = text[end : places["publisher"][0]]
    # GOST divides an article from what it stands in by two strokes.
    strokes = "//" in before
    article = quoted or strokes
    imprint = _IMPRINT.search(before)
    if imprint and (imprint["bracket"] or not article):
        place = one_line(imprint["place"])
        return _Signs("chapter" if article else "book", article, place, further)
    return _Signs("journal" if article else "document", article, further=further, strokes=strokes)


def _between(citation: Citation, text: str) -> str:
    """Give the words between the fields from the title on, without those that only lead to one."""
    fields = sorted(citation.places, key=lambda field: field[1])
    names = [name for name, _, _ in fields]
    out = []
    for (_, _, end), (name, start, _) in pairwise(fields[names.index("title") :]):
        gap = text[end:start]
        if name == "accessed":
            # `(Date of Access: `: what announces the date stands in a bracket, or alone.
            gap = gap[: max(gap.rfind("("), gap.rfind("["), 0)]
        elif name == "publisher":
            gap = _IMPRINT.sub("", gap.rpartition("//")[2])
        if words := _told(gap):
            out.append(words)
    told = ", ".join(out)
    return told if len(told) <= _LONGEST_FURTHER else ""


def _told(gap: str) -> str:
    """Give the words of a gap between two fields, if they name something."""
    bare = " ".join(_REMARK.sub(" ", gap).split())
    words = bare.strip(_AROUND)
    if not words or _LEAD_INS.issuperset(words.lower().split()):
        return ""
    if not (any(c.isdigit() or c.isupper() for c in words) or _EDITION.search(words)):
        return ""
    after = bare[bare.index(words) + len(words) :]
    if words.count("(") > words.count(")"):
        # `12(3)` has lost its bracket, `62186 (` has one that the date closes.
        words = f"{words})" if after.startswith(")") else words[: words.rfind("(")].rstrip()
    if after.startswith(".") and re.search(r"(?<![^\W\d_])[^\W\d_]{2,3}$", words):
        words += "."  # an abbreviation's own
    return words


def _without_place(work: Work) -> Work:
    """Take out what belongs to one note: a page, unless an article's own pages are given."""
    pages = page_range(work.locator)
    whole = work.kind == "journal" and pages is not None and bool(pages[1])
    return work if whole else replace(work, locator="")


def _in_words(text: str, locator: str = "") -> Work:
    """Give a source that is known by the words of a note, with a page of another note's own."""
    words = one_line(text)
    key = f"source-{_hash(fold(words))}"
    if locator:
        words = f"{_LAST_PLACE.sub('', words.rstrip(' .'))}, {one_line(locator)}"
    return Work("document", key, words=words)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _key(citation: Citation) -> str:
    """Make a key of what makes the source the same source: `herald-example-3f9a1c42`.

    It is the same in every briefing, however much its notes tell.
    """
    named = citation.title or citation.publisher or ""
    words = _WORD.findall(fold(host(citation.url) if citation.url else named))
    own = citation.id or _hash("\n".join((named, citation.url or "")))
    return "-".join([*(words[:4] or ["source"]), own[:8]])


def _is_led(citation: Citation, text: str) -> bool:
    """Tell whether a bare address follows a name that could not be told for a field.

    As in `Asian Wireless News, item of 2 December, https://…`; `See` or a sentence is none.
    """
    if citation.publisher or citation.authors or citation.title:
        return False
    url = next((start for name, start, _ in citation.places if name == "url"), 0)
    words = [
        word for word in re.findall(r"[^\W\d_]+", text[:url].partition(",")[0]) if len(word) > 2
    ]
    return len(words) > 1 and all(word[0].isupper() for word in words)
