"""Short citations: an earlier source named again by little more than its author or title.

`Doe, Short Title, 45` (Chicago Manual of Style 14.30, İSNAD), `Doe (2019), p. 8`, `“Title”, (Date
of Access: 02.05.2031)`, `Орлов П. С. Пролив и порт. С. 30` (GOST R 7.0.5-2008, 8.2). They hold no
word such as `op. cit.`, so that only an earlier note can tell whether they are one: what is found
here is tried in `resolution`, and a note that answers to none is what it is without.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .backreferences import Pointer
from .parts import Fields
from .terms import REMARK
from .wording import (
    BARE_PAGES,
    INNER_SIGNAL,
    INVERTED,
    LOCATOR,
    Stretch,
    author_and_title,
    is_byline,
    strip_span,
)

if TYPE_CHECKING:
    from .parts import Part

_LONGEST = 250
_PAGES = rf"(?:{LOCATOR.pattern}|{BARE_PAGES.pattern}|\d{{1,2}}[/:]\d{{1,4}}(?!\d)|(?:et\s)?passim)"
_OF_THE_WORK = r"(?:notes?|nn?|dn|dipnot|прим|сноска|anm|fn)\.?\s?\d{1,4}"
# Pages, the last of a part: `, 45`, `, pp. 3-4.`, `. С. 30.`
_PAGES_LAST = re.compile(
    rf"(?<=[\s,.:;(\"”»])(?P<pages>{_PAGES})(?:,?\s{_OF_THE_WORK})?[\s,.:;)]*$"
)
# `, 45 (emphasis added).`, `, 45, my translation`
_REMARK_LAST = re.compile(rf"[\s,;.]*[,;.(\[–—-]\s?(?:{REMARK})[\s.)\]]*$")
_YEAR_LAST = re.compile(r"[\s,(]+(?P<year>(?:1[6-9]|20)\d\d)[a-z]?\)?[\s,.:]*$")
_ENDS = ",.:;()–—- \t\n\r\u00a0…"


def find_short(part: Part) -> Pointer | None:
    """Read a part that may name an earlier source anew, and nothing but it."""
    text, head, end = part.text, part.head, part.material_end
    if signals := list(INNER_SIGNAL.finditer(part.flat, head, min(end, head + _LONGEST))):
        head = signals[-1].end()
    if part.urls or end - head > _LONGEST or text[part.start : head].strip(_ENDS).isdigit():
        return None
    fields = Fields(text)
    for accessed in part.accessed:
        fields.put_date("accessed", accessed)
    ends_in_figure = text[head:end].rstrip(" .)]\n")[-1:].isdigit()
    if not ends_in_figure and (remark := _REMARK_LAST.search(part.flat, max(head, end - 80), end)):
        end = remark.start()
    close = strip_span(text, head, end, ",.;:( ").end
    pages = _PAGES_LAST.search(part.flat, head, close)
    if pages is not None and close < len(text) and pages.end() < close:
        pages = None
    if pages is not None:
        fields.put("locator", strip_span(text, *pages.span("pages")))
        close = pages.start("pages")
    inner = strip_span(text, head, close, _ENDS)
    if inner.start >= inner.end:
        return None
    quote = next((q for q in part.quotes if q.start >= head), None)
    if quote is not None:
        if not quote.closed or text[quote.end : close].strip(_ENDS + "*_"):
            return None
        name = strip_span(text, head, quote.start, ",:;–—- ")
        title = strip_span(text, quote.inner.start, quote.inner.end, ",.;… ")
        if name.start < name.end and not is_byline(text[name.start : name.end]):
            return None
        return _made(fields, title, name, "", part)
    year = ""
    if (found := _YEAR_LAST.search(text, inner.start, inner.end)) and found.start() > inner.start:
        year = found["year"]
        inner = strip_span(text, inner.start, found.start(), _ENDS)
    stop = inner.end + (text[inner.end : inner.end + 1] == ".")
    person = INVERTED.fullmatch(text, inner.start, stop)
    divided = None if person else author_and_title(text, inner.start, inner.end)
    empty = Stretch(inner.end, inner.end)
    if divided is not None:
        name, title = divided
        if year and title.start < title.end:
            return None
        return _made(fields, title, name, year, part)
    if pages is None and not part.accessed and not year:
        return None
    if person or is_byline(text[inner.start : inner.end]):
        return _made(fields, empty, inner, year, part)
    if year:
        return None
    return _made(fields, inner, empty, "", part)


def _made(fields: Fields, title: Stretch, name: Stretch, year: str, part: Part) -> Pointer:
    fields.put("title", title)
    words = " ".join(fields.text[name.start : name.end].split())
    if words:
        fields.put_authors(name)
    return Pointer(
        kind="short",
        term=words or fields.values.get("title") or "",
        own=fields.whatever(),
        title=fields.values.get("title") or "",
        name=words,
        year=year,
        begin=part.head,
        end=part.end,
    )
