"""The sources that a note cites, out of its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from .dates import published_dates
from .particulars import skip
from .parts import Note, Part, blank
from .shapes import read_part
from .wording import LOCATORS, SIGNAL, names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.briefing import Citation


def joined_parts(note: Note, parts: list[Part]) -> list[tuple[Part, Citation]]:
    """Give those of a note's parts that cite a source, each with it.

    An address on its own after a title without one belongs to it; words without a source go with
    what stands before them, but names do with what follows (`Doe, J.; Roe, R. (2020). Title`).
    """
    found: list[tuple[Part, Citation]] = []
    begin: int | None = None
    for part in parts:
        whole = part if begin is None else Part(note, begin, part.end)
        citation = read_part(whole)
        if citation is None and begin is not None:
            citation = read_part(part)
        begin = None
        if citation is None:
            if names(part.text[part.start : part.end].strip(" ;")):
                begin = part.start
            continue
        if found and _only_address(citation) and _is_bare(found[-1][1]) and not _led(part):
            before = found[-1][0]
            joined = Part(note, before.start, whole.end)
            if (both := read_part(joined)) is not None and both.title == found[-1][1].title:
                found[-1] = (joined, both)
                continue
        found.append((whole, citation))
    if (
        len(parts) > 1
        and len(found) <= 1
        and note.quotes
        and all(_only_address(c) for _, c in found)
    ):
        # The house style with semicolons for commas.
        even = Note(note.text.replace(";", ","))
        whole = Part(even, parts[0].start, parts[-1].end)
        if (citation := read_part(whole)) is not None and citation.title:
            return [(whole, citation)]
    if not found and len(parts) > 1:
        whole = Part(note, parts[0].start, parts[-1].end)
        if (citation := read_part(whole)) is not None:
            found.append((whole, citation))
    return found


def _is_bare(citation: Citation) -> bool:
    """Tell whether a citation lacks what a complete one has: an address may belong to it."""
    return not (citation.url or citation.date or citation.locator)


def _only_address(citation: Citation) -> bool:
    return bool(citation.url) and not (citation.title or citation.publisher or citation.authors)


def _led(part: Part) -> bool:
    """Tell whether a part begins with words such as `see`: it is a source of its own then."""
    return SIGNAL.match(part.flat, skip(part.flat, part.start, " ;,.(")) is not None


# Signs of a source in words whose fields we do not tell apart: pages and articles, reports of
# courts, documents of the United Nations, a year set off by commas or brackets.
_SOURCE_SIGN = re.compile(
    r"(?<!\w)(?:pp?|ss?|sf|с|стр|art|arts|md|par|para|vol|no|nr|rn|кн|т|вып)\.\s?\d|§|№\s?\d"
    r"|\bv\.\s"
    r"|[as]/(?:res|pv|hrc|\d)|\bu\.?n\.?t\.?s\b|\bu\.s\.c\b|\bisbn\b|\bdoi\b"
    r"|\((?:[^()]{2,80}[\s,])?\d{4}\)|,\s?\d{4}(?=[,.)]|\s*$)"
    r"|\b(?:resmi gazete|official journal|press release)\b|\bfo[ls]?\.\s?\d"
    r"|\b[a-z]{1,5}\s?\d{1,4}/\d"
    r"|^\S[^()\[\]]{3,80}[\[(]\d{4}[\])]\s(?:\d+\s)?[a-z]"
)
# Laws and treaties, whose names have few capitals in most languages.
_LAW = re.compile(
    r"(?:\d+\ssayili|(?:федеральный\s)?закон|конвенция|договор|указ|постановление|приказ|устав"
    r"|кодекс|конституция"
    r"|loi|decret|arrete|ordonnance|directive|reglement|code|ley|real\sdecreto|decreto|orden"
    r"|constitucion|codigo"
    r"|gesetz|verordnung|richtlinie|convention|treaty|regulation|council\sregulation|resolution"
    r"|charter|protocol)\b"
)
_LAW_SIGN = re.compile(
    r"(?:arts?|md|m|ст|par)\.?\s?\d|§|№|n[°ºo]\.?\s?\d|sayili|\d{2,4}[/-]\d|,\s\d{4}|\d{4}\sг\b"
    r"|(?:от|du|de|vom|of)\s\d"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|est|fue|ist|wurde|hat|был[аио]?|olarak|ile)\b"
)
_INTERVIEW = re.compile(
    r"(?:[\w-]+\s)?(?:interview(?:ed)?|mulakat|gorusme|интервью|entretien|entrevista)\b"
)


def is_unparsed_source(part: Part) -> bool:
    """Tell whether a part cites a source though its fields cannot be told apart.

    It has a sign of a source and is written as one: it begins with a capital and so do most of its
    long words (in scripts that have them for names only, the sign must do).
    """
    head = part.head
    text = part.text[head : part.end].strip(" .;\n")
    if (
        not text
        or len(text) > 600
        or not (text[0].isupper() or text[0] in "“«*_" or text[0].isdigit())
    ):
        return False
    if _INTERVIEW.match(part.flat, head):
        return True
    law = _LAW.match(part.flat, head)
    if law and len(text.split()) < 25 and _LAW_SIGN.search(part.flat, head, part.end):
        return _VERB.search(part.flat, head, part.end) is None
    pages = [m.span() for m in LOCATORS.finditer(part.flat, head, part.end)]
    words = [
        w
        for w in re.findall(r"[^\W\d_]+", blank(part.text[head : part.end], pages, -head))
        if len(w) > 3
    ]
    capitals = sum(w[0].isupper() for w in words)
    # `Harbour Herald, 4 May 1801`, but not the town and day of a speech
    named = capitals > 2 or (capitals == len(words) > 1)
    dated = named and any(True for _ in published_dates(part.flat[head : part.end]))
    if not dated and _SOURCE_SIGN.search(part.flat[head : part.end]) is None:
        return False
    return (
        2 * capitals > len(words)
        or not words
        or (not text[:40].isascii() and capitals > 1 and len(words) < 25)
    )


def in_written_form(text: str, citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Bring places that were found in the composed (NFC) text back to `text` as it was written."""
    if unicodedata.is_normalized("NFC", text):
        return tuple(citations)
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        places += [match.start()] * len(unicodedata.normalize("NFC", match.group()))
    places.append(len(text))
    last = len(places) - 1

    def written(citation: Citation) -> Citation:
        back = [(n, places[min(a, last)], places[min(b, last)]) for n, a, b in citation.places]
        return replace(citation, places=tuple(back))

    return tuple(map(written, citations))


# A letter with what composes with it: accents, Hangul vowels and finals.
_CLUSTER = re.compile(
    "(?s).[\u0300-\u036f\u0653-\u0655\u093c\u1161-\u1175\u11a8-\u11c2\u3099\u309a]*"
)


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Give the sources that a note cites, in order: none, one or more.

    Nothing is raised whatever the text; a field that is not reliably there is None. Back-references
    are not looked for: a note that may be one goes to `resolve_notes`.
    """
    note = Note(unicodedata.normalize("NFC", text))
    return in_written_form(
        text, tuple(citation for _, citation in joined_parts(note, note.parts()))
    )
