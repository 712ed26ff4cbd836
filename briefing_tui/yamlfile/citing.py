"""Faults of what the notes cite: open back-references, dates, addresses, one source spelt twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from briefing_tui.sources import words_of

from .faults import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.briefing import Citation, Footnote, Reference, ReferenceFault

    from .faults import Faults
    from .notes import Note

_HINTS: dict[ReferenceFault, str] = {
    "first": "write the source in full",
    "no-source": "write the source in full, or the title that is meant",
    "no-match": "look at the spelling, or write the source in full",
    "bad-number": "write the number of an earlier note",
    "self": "write the number of an earlier note",
}
# İSNAD, second edition, has the author and a short title instead.
_TURKISH_IBID = re.compile(r"(?i)a\s?\.\s?g\s?\.\s?\w{1,2}\b\.?|ag[emy]\b\.?|adı geçen \w+")
_TWO_WAYS = re.compile(r"(?P<first>[0-9]{1,2})[./-](?P<second>[0-9]{1,2})[./-][0-9]{2,4}")
# What nearly all look like, and is an address.
_USUAL = re.compile(r"(?a)https?://[\w-]+(?:\.[\w-]+)+(?:/[\w.~/@!$&'()*+,;=?#%-]*)?")
_HOST = re.compile(r"[^\s.\[\]]+(?:\.[^\s.\[\]]+)+\.?")


class _Seen(NamedTuple):
    """A source where it was first cited in full."""

    number: int
    citation: Citation


def tell_citations(
    notes: Sequence[Note], footnotes: Sequence[Footnote], lang: str, faults: Faults
) -> None:
    """Note what is wrong in what the notes cite.

    Args:
        notes: as they stand in the file.
        footnotes: the same, resolved, in the same order.
        lang: the piece's language; empty when it is not known.
        faults: where faults are noted.
    """
    seen: dict[str, _Seen] = {}
    turkish = lang.partition("-")[0] == "tr"
    for note, footnote in zip(notes, footnotes, strict=True):
        place = (note.line, note.column)
        for reference in footnote.references:
            _tell_reference(note.number, reference, place, faults)
            if turkish and _TURKISH_IBID.fullmatch(reference.term):
                turkish = False  # the first tells it for all
                message = f"İSNAD knows no {quoted(reference.term)}"
                hint = "write author and short title: “Kaya, Limanlar, 45.”"
                faults.add("info", "isnad", place, message, hint)
        for citation in footnote.own:
            _tell_date(note, citation, place, faults)
            _tell_address(citation, place, faults)
        for citation in footnote.own:
            if not citation.id:
                continue
            before = seen.get(citation.id)
            if before is None:
                seen[citation.id] = _Seen(note.number, citation)
            elif before.number != note.number:
                _tell_again(note.number, citation, before, place, faults)


def _tell_reference(
    number: int, reference: Reference, place: tuple[int, int], faults: Faults
) -> None:
    # A chain ends where its first link is told of; `same_as` is told of as a correction.
    if reference.status == "resolved" or reference.fault in (None, "chain"):
        return
    if reference.term == "same_as":
        return
    message = f"{quoted(reference.term)} of note {number}: {reference.reason}"
    if reference.status == "ambiguous":
        candidates = " or ".join(map(str, reference.candidates[:5]))
        hint = f"write the title that is meant, or sources: {{{number}: {{same_as: …}}}}"
        if len(reference.candidates) > 1:
            message += f" (note {candidates})"
        faults.add("warning", "ambiguous-reference", place, message, hint)
    elif reference.fault is not None:
        faults.add("warning", "open-reference", place, message, _HINTS[reference.fault])


def _tell_date(note: Note, citation: Citation, place: tuple[int, int], faults: Faults) -> None:
    for name, start, end in citation.places:
        if name not in ("accessed", "date") or getattr(citation, name) is not None:
            continue
        written = note.text[start:end]
        two_ways = _TWO_WAYS.fullmatch(written)
        if two_ways and max(int(two_ways["first"]), int(two_ways["second"])) <= 12:
            message = f"{quoted(written)} in note {note.number} can be read in two ways"
            hint = "write the month as a word, or the day with full stops: 02.05.2031"
            faults.add("info", "date-of-two-ways", place, message, hint)
        else:
            message = f"there is no such day as {quoted(written)} in note {note.number}"
            hint = "look at the month and the day"
            faults.add("warning", "no-such-day", place, message, hint)


def _tell_address(citation: Citation, place: tuple[int, int], faults: Faults) -> None:
    url = citation.url
    if url and _USUAL.fullmatch(url) is None and not _is_address(url):
        hint = "copy it anew from the browser's address bar"
        message = f"{quoted(url)} is no address"
        faults.add("warning", "bad-address", place, message, hint)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return False
    if port == 0 or parts.scheme.lower() not in ("http", "https", "ftp"):
        return False
    return host == "localhost" or ":" in host or _HOST.fullmatch(host) is not None


def _tell_again(
    number: int, citation: Citation, before: _Seen, place: tuple[int, int], faults: Faults
) -> None:
    for name, own, other in (
        ("title", citation.title, before.citation.title),
        ("publisher", citation.publisher, before.citation.publisher),
    ):
        if own and other and words_of(own) != words_of(other):
            message = (
                f"notes {before.number} and {number} give one address, but as {name}"
                f" {quoted(other)} and {quoted(own)}"
            )
            hint = "write both alike; mend the address that is wrong if they are two sources"
            faults.add("warning", "spelt-two-ways", place, message, hint)
            return
    message = f"note {number} cites the source of note {before.number} in full again"
    hint = f"“Ibid.”, the title with “op. cit.” or “See note {before.number}” would do"
    faults.add("info", "cited-again", place, message, hint)
