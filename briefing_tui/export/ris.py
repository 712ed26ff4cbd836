"""RIS, the tagged format that nearly every program for references reads.

As its makers describe it (Research Information Systems; the tags of 2011): a tag, two spaces, a
hyphen and a space; each field on a line of its own, ended by carriage return and line feed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .punctuation import date_parts
from .works import host_of, page_range, remark_of, volume_and_issue, with_own_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .works import Name, Work

_TYPES = {
    "page": "ELEC",
    "newspaper": "NEWS",
    "journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "document": "GEN",
    "briefing": "RPRT",
}


def to_ris(works: Sequence[Work]) -> str:
    """Give a record for each work."""
    return "".join(
        f"{tag}  - {value}\r\n"
        for work in with_own_keys(works)
        for tag, value in _record(work)
        if value or tag == "ER"
    )


def _record(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[work.kind]
    yield "ID", work.key
    for name in work.names:
        yield "AU", _name(name)
    yield "TI", work.title
    yield "T2", host_of(work) if work.kind == "chapter" else ""
    yield ("T2" if work.within else "PB"), work.publisher
    yield from zip(("VL", "IS"), volume_and_issue(work), strict=True)
    yield "CY", work.place
    numbers = date_parts(work.date)
    yield "PY", work.date[:4] if numbers else ""
    yield "DA", _date(work.date)
    pages = page_range(work.locator) or ("", "")
    yield from zip(("SP", "EP"), pages, strict=True)
    yield "SE", work.locator if not pages[0] else ""
    yield "UR", work.url
    yield "Y2", _date(work.accessed)
    yield "M3", work.genre
    yield "LA", work.lang
    yield "N1", "; ".join(filter(None, (work.words, remark_of(work))))
    yield "ER", ""


def _date(date: str) -> str:
    """Give `2031/05/03/`: the strokes stand, whether month and day are known or not."""
    numbers = date_parts(date)
    if not numbers:
        return ""
    year, *rest = numbers
    return "/".join([f"{year:04}", *(f"{number:02}" for number in rest), *[""] * (3 - len(rest))])


def _name(name: Name) -> str:
    """Write `Family, Given`; a name whose parts are not known stays as it is."""
    return f"{name.family}, {name.given}" if name.family else name.full
