"""Articles and books in the styles of medicine and of American law, which use no quotes.

`Kim J, Park S. Title. J Mar Sci. 2015;12(3):45-9.` (Vancouver, as the ICMJE recommends it) and
`Jane Doe, Title, 88 Harv. L. Rev. 1201, 1210 (1975).` (The Bluebook, rules 15 and 16).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .imprint import is_organisation
from .particulars import locator_after
from .wording import Stretch, is_capitalised, is_name, names, strip_span

if TYPE_CHECKING:
    from briefing_tui.briefing import Citation

    from .parts import Part

_PERSON = r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)? [A-Z]{1,3}"
VANCOUVER = re.compile(
    rf"(?P<authors>{_PERSON}(?:, {_PERSON}){{0,7}})(?:, et al)?\. (?=[^\W\d_a-z])"
)
"""The authors at the head of a reference."""
_ARTICLE = re.compile(
    r"(?P<title>[^.?!]{5,250})[.?!] (?P<journal>[^\W\d_][^.;\d]{1,80}?)\.? (?P<year>\d{4})"
    r"(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\s?\d{1,4}(?:\s?\([^()]{1,12}\))?:\s?"
    r"(?P<pages>[a-z]?\d{1,6}(?:[-–]\w{1,6})?)"
)
_BOOK = re.compile(
    r"(?P<title>[^.]{5,250})\. (?:\w{2,12} ed\. )?(?P<place>[^\W\d_][^.:;]{1,40}): "
    r"(?P<publisher>[^:;.]{2,60}); (?P<year>\d{4})(?=[.;,]|$)"
)


def vancouver(part: Part) -> Citation | None:
    """Read `Kim J. Title. J Mar Sci. 2015;12(3):45-9.` and `Kim J. Title. London: Wiley; 2012.`."""
    authors = VANCOUVER.match(part.text, part.head, part.end)
    if authors is None:
        return None
    article = _ARTICLE.match(part.text, authors.end(), part.end)
    book = None if article else _BOOK.match(part.text, authors.end(), part.end)
    found = article or book
    if found is None:
        return None
    fields = part.common()
    fields.authors = tuple(authors["authors"].split(", "))
    fields.places["authors"] = authors.span("authors")
    fields.put("title", Stretch(*found.span("title")))
    fields.put("date", Stretch(*found.span("year")))
    if article:
        fields.put("publisher", Stretch(*article.span("journal")))
        fields.put("locator", Stretch(*article.span("pages")))
    else:
        fields.put("publisher", Stretch(*found.span("publisher")))
        locator_after(part, fields, found.end())
    return fields.citation()


_YEAR_IN_BRACKETS = re.compile(r"\d{4}\)")
_LAW_REVIEW = re.compile(
    r"(?P<head>[^()“”\"«»\x00]{8,300}?), (?P<volume>\d{1,4}) "
    r"(?P<journal>[A-Z][\w.&'’]*(?: (?:[A-Z&][\w.&'’]*|of|and|the|for|on"
    r"|in)){0,9}) (?P<page>\d{1,5})"
    r"(?:, (?P<at>\d{1,5}(?:[-–]\d{1,5})?))?(?: n\.\d{1,4})? \((?P<year>\d{4})\)"
)
_TREATISE = re.compile(
    r"(?P<head>[^()“”\"«»\d\x00]{8,300}?) (?P<page>\d{1,4}(?:[-–]\d{1,4})?)"
    r" \((?:(?:\d{1,2}(?:st|nd|rd|th|d)|rev\.) ed\.,? )?(?P<year>\d{4})\)(?=[.;,\s]|$)"
)


def bluebook(part: Part) -> Citation | None:
    """Read `Jane Doe, Title, 88 Harv. L. Rev. 1201 (1975)` and `Jane Doe, Title 55 (1990)`."""
    head = part.head
    if _YEAR_IN_BRACKETS.search(part.text, head, part.end) is None:
        return None
    match = _LAW_REVIEW.match(part.text, head, part.end)
    article = match is not None
    match = match or _TREATISE.match(part.text, head, part.end)
    if match is None or " v. " in match["head"]:
        return None
    comma = re.compile(r", (?!(?:Jr|Sr|III?)\b)").search(part.text, *match.span("head"))
    if comma is None:
        return None
    name = Stretch(match.start("head"), comma.start())
    title = strip_span(part.text, comma.end(), match.end("head"), ", ")
    written = part.text[name.start : name.end]
    several = names(written.replace(" & ", " and "))
    if several is None or any(len(n.split()) < 2 for n in several) or is_organisation(written):
        return None
    words = part.text[title.start : title.end]
    two_names = not article and is_name(words) and len(words.split()) == 2
    if (
        not words
        or not is_capitalised(words)
        or (two_names and "*" not in part.text[title.start - 1])
    ):
        return None
    fields = part.common()
    if not fields.put_authors(name):
        return None
    fields.put("title", title)
    fields.put("date", Stretch(*match.span("year")))
    if article:
        fields.put("publisher", Stretch(*match.span("journal")))
        fields.put("locator", Stretch(*match.span("at" if match["at"] else "page")))
    else:
        fields.put("locator", Stretch(*match.span("page")))
    return fields.citation()
