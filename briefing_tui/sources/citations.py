"""The sources that a note cites, out of its words."""

from __future__ import annotations

import re
from datetime import date

from briefing_tui.briefing import Citation

from .identity import visible_url

_HOUSE = re.compile(
    r"""\s*[“"](?P<title>[^“”"]+)[”"]\s*,\s*(?:(?P<publisher>[^,“”"]+?)\s*,\s*)?
        (?:(?P<url>https?://[^\s,]+|www\.[^\s,]+)\s*,?\s*)?
        (?:\(Date\ of\ Access:\s*(?P<accessed>\d\d\.\d\d\.\d{4})\s*\))?\s*\.?\s*$""",
    re.VERBOSE,
)


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Give the sources that a note cites: none, one or more."""
    match = _HOUSE.match(text)
    if match is None:
        return ()
    accessed = None
    if match["accessed"]:
        day, month, year = map(int, match["accessed"].split("."))
        try:
            accessed = date(year, month, day).isoformat()
        except ValueError:
            accessed = None
    return (
        Citation(
            title=match["title"],
            publisher=match["publisher"],
            url=visible_url(match["url"]) if match["url"] else None,
            accessed=accessed,
            places=tuple((n, *match.span(n)) for n in match.groupdict() if match[n] is not None),
        ),
    )
