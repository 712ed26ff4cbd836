"""CSL-JSON, what Zotero, pandoc and the citation processors exchange.

Types and variables are those of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/
specification.html, appendices III and IV); the schema allows no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .punctuation import date_parts
from .works import (
    bare_pages,
    host_of,
    page_range,
    remark_of,
    volume_and_issue,
    with_own_keys,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .works import Name, Work

_TYPES = {
    "page": "webpage",
    "newspaper": "article-newspaper",
    "journal": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "document": "document",
    "briefing": "report",
}


def to_csl(works: Sequence[Work]) -> list[dict[str, Any]]:
    """Give an item for each work."""
    return [_item(work) for work in with_own_keys(works)]


def _item(work: Work) -> dict[str, Any]:
    pages = page_range(work.locator)
    volume, issue = volume_and_issue(work)
    told = {
        "title": work.title,
        "author": [_name(name) for name in work.names],
        "container-title": _container(work),
        "volume": volume,
        "issue": issue,
        "publisher": "" if work.within else work.publisher,
        "publisher-place": work.place,
        "issued": _date(work.date),
        "accessed": _date(work.accessed),
        "page": bare_pages(work.locator) if pages else "",
        "section": "" if pages else work.locator,
        "URL": work.url,
        "genre": work.genre,
        "language": work.lang,
        "note": "; ".join(filter(None, (work.words, remark_of(work)))),
    }
    known = {name: value for name, value in told.items() if value}
    return {"id": work.key, "type": _TYPES[work.kind], **known}


def _container(work: Work) -> str:
    if work.kind == "chapter":
        return host_of(work)
    return work.publisher if work.within else ""


def _date(date: str) -> dict[str, Any] | None:
    numbers = date_parts(date)
    if numbers:
        return {"date-parts": [numbers]}
    return {"literal": date} if date else None


def _name(name: Name) -> dict[str, str]:
    """Give family and given name, or the whole of one whose parts are not known."""
    if name.family:
        return {"family": name.family, "given": name.given}
    return {"literal": name.full}
