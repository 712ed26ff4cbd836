"""The shapes in which one source is cited, tried one after the other.

A quoted title (the house style, Chicago, MLA), GOST's `//`, APA's year after the author, a book
with place and year, the house style with its quotes forgotten, a bare address. What no shape tells
for certain is left out.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing_tui.text import sentences

from .dates import flat, published_dates
from .identity import host, words_of
from .particulars import comma_parts, put_publisher, read_particulars, skip
from .wording import (
    BARE_PAGES,
    INNER_SIGNAL,
    LOCATORS,
    Quotation,
    Stretch,
    is_capitalised,
    is_name,
    signal_ends,
    single_quotation,
    strip_span,
    without_lead_in,
)

if TYPE_CHECKING:
    from briefing_tui.briefing import Citation

    from .parts import Fields, Part

# A title begins within the first dozen words: of some 3,000 quotations in real notes a fifth were
# prose, and those began later.
_WORDS_BEFORE_TITLE = 12


def _title_of(part: Part, quote: Quotation) -> Stretch:
    """Give a title's place without a comma or stop that only American usage puts inside quotes."""
    place = strip_span(part.text, quote.inner.start, quote.inner.end)
    inner = part.text[place.start : place.end]
    if inner.endswith((",", ";")):
        return strip_span(part.text, place.start, place.end - 1)
    if inner.endswith(".") and not inner.endswith("..") and not re.search(r"\b[^\W\d_]\.$", inner):
        return Stretch(place.start, place.end - 1)
    return place


def _quoted(part: Part) -> Citation | None:
    """Read `Author, “Title”, Publisher, date, pages, URL, (access)`."""
    head = part.head
    quote = next((q for q in part.quotes if q.start >= head), None)
    end = part.material_end
    if quote is None or quote.start > end:
        single = _first_single(part, head, end)
        if single is None:
            return None
        quote = single
    if not quote.closed or quote.start >= end:
        return None
    before = strip_span(part.text, head, quote.start, ",.:;-–— ")
    if len(part.text[part.start : quote.start].split()) > _WORDS_BEFORE_TITLE:
        return None
    fields = part.common()
    if before.start < before.end:
        signal = signal_ends(part.flat, before.start, quote.start)
        # `The figures differ, see Jane Doe, “Title”`
        inner = [m.end() for m in INNER_SIGNAL.finditer(part.flat, head, quote.start)]
        named = strip_span(part.text, inner[-1] if inner else head, quote.start, ",:;-–— ")
        if handle := re.search(r"\s*\([^()]{2,40}\)$", part.text[named.start : named.end]):
            named = Stretch(named.start, named.start + handle.start())
        if not signal and not fields.put_authors(named):
            corporate = part.text[before.start : before.end]
            structured = bool(part.urls or part.accessed)
            follows = part.text[quote.start - 2 : quote.start].strip() in (",", ":", ".", ",*")
            if not (structured and follows and is_capitalised(corporate)):
                return None
    tail_end = without_lead_in(part.flat, quote.end, end)
    following = next((q for q in part.quotes if q.start > quote.start), None)
    if not (part.urls or part.accessed) and (stop := _prose_stop(part, quote.end, tail_end)):
        tail_end = stop
    tail = part.flat[quote.end : tail_end]
    inside = part.text[quote.inner.start : quote.end].rstrip("”\"»’'“ ")[-1:]
    separated = (
        not tail.strip() or tail.lstrip()[0] in ",.;:(–—-[]*_" or inside in (",", ".", "?", "!")
    )
    if not separated and not part.text[quote.end : tail_end].lstrip()[:1].isupper():
        return None
    fields.put("title", _title_of(part, quote))
    pieces = read_particulars(part, fields, quote.end, tail_end)
    if not part.accessed and any(_is_prose(part.text[p.start : p.end]) for p in pieces):
        return None
    if not pieces and "publisher" not in fields.places:
        pieces = _after_address(part, fields)
    last = following is None or following.start >= tail_end
    published = last and put_publisher(part, fields, pieces)
    if not (part.urls or part.accessed or {"date", "locator"} & fields.places.keys()):
        publisher = fields.values.get("publisher") or ""
        if not published or not is_capitalised(publisher):
            return None
    if fields.authors and not published and part.urls and " " not in fields.authors[0]:
        # `NHK, “Title”, https://…`: a family name, or who published it?
        fields.authors = ()
        del fields.places["authors"]
    return fields.citation()


_EDITOR = re.compile(r"(?:edited|ed\.|eds\.|translated|trans\.|hrsg\.|der\.)\s")


def _is_prose(text: str) -> bool:
    """Tell whether a piece between commas is words of a sentence rather than a name."""
    named = _EDITOR.match(text)
    return text[:1].islower() and len(text.split()) > 2 and text.isascii() and not named


def _after_address(part: Part, fields: Fields) -> list[Stretch]:
    """Give the one name between address and date of access: `“Title”, URL, Herald, (…)`."""
    if len(part.urls) != 1 or not part.accessed:
        return []
    start, end = part.urls[0].end, part.accessed[0].outer[0]
    pieces = read_particulars(part, fields, start, end) if start < end else []
    names_left = [p for p in pieces if is_capitalised(part.text[p.start : p.end])]
    return pieces if len(names_left) == len(pieces) == 1 else []


def _first_single(part: Part, head: int, end: int) -> Quotation | None:
    """Find a title in single quotes at the part's head or after the authors' comma."""
    for match in re.finditer(r"[‘'‚]", part.text[head:end]):
        place = head + match.start()
        if place == head or part.text[place - 1].isspace():
            return single_quotation(part.text, place, end)
        return None
    return None


def _prose_stop(part: Part, start: int, end: int) -> int | None:
    """Give the offset of a full stop after which a sentence of comment begins."""
    stops = re.finditer(r"(?<=[\w)])\.\s+(?=[^\W\d_])", part.text[start:end])
    for match in islice(stops, 5):
        rest = part.text[start + match.end() : end]
        if len(rest.split()) > 5 and not re.search(r"\d{4}|//", rest):
            return start + match.start()
    return None


_GOST_AUTHORS = re.compile(
    r"(?:[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+,?\s+[A-ZА-ЯЁÇĞİÖŞÜ]\.(?:\s?[A-ZА-ЯЁÇĞİÖŞÜ]\.)?"
    r"(?:,\s+|\s+и\s+|\s+and\s+|\s+|(?=[:.])))+"
    r"|(?:[A-ZА-ЯЁÇĞİÖŞÜ]\.\s?){1,2}[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+"
    r"(?:,\s+(?:[A-ZА-ЯЁÇĞİÖŞÜ]\.\s?){1,2}[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+){0,5}\.\s"
)
_SITE = re.compile(r"\s?:\s(?:\[?сайт\]?|официальный сайт|электронный журнал|site)\s*$")
_RESOURCE = re.compile(r"\[(?:электронный ресурс|electronic resource)\]")
_ELECTRONIC = re.compile(r"\s*\[[^\[\]]{3,40}\]\s*$")
_GOST_END = re.compile(
    r"\s*(?:[.,]?\s+[–—-]\s+(?=\S)|[.,]\s+(?=\d|№|[TТСCPSВ]\.|Вып|Vol|No|URL|Режим|DOI|М\.|[А-Я][а-я]+\s?:))|\s+(?=URL:)"
)


def _gost(part: Part) -> Citation | None:
    """Read `Иванов И. И. Название // Журнал. 2020. № 3. С. 45–60. URL: … (дата обращения: …).`.

    GOST R 7.0.5-2008, bibliographic references.
    """
    end = part.material_end
    head = part.head
    slashes = part.bare.find("//", head - part.start, end - part.start)
    electronic = _RESOURCE.search(part.flat, head, part.end)
    if slashes < 0 and electronic is None:
        return None
    fields = part.common()
    if electronic is not None and slashes < 0:
        left_end, right = electronic.start(), None
    else:
        left_end, right = part.start + slashes, part.start + slashes + 2
    authors = _GOST_AUTHORS.match(part.text, head, left_end)
    if authors and fields.put_authors(strip_span(part.text, head, authors.end(), ",: ")):
        head = authors.end()
    if slash := re.search(r"\s/\s", part.text[head:left_end]):
        left_end = head + slash.start()
    if bracket := _ELECTRONIC.search(part.text, head, left_end):
        left_end = bracket.start()
    title = strip_span(part.text, head, left_end, ".,:; ")
    quote = next((q for q in part.quotes if q.start == title.start and q.end == title.end), None)
    fields.put("title", quote.inner if quote else title)
    if right is None:
        return fields.citation()
    end = without_lead_in(part.flat, right, end)
    stop = _GOST_END.search(part.text, right, end)
    container = strip_span(part.text, right, stop.start() if stop else end, ".,:;–—- ")
    if kind := _SITE.search(part.flat, container.start, container.end):
        container = Stretch(container.start, kind.start())
    if bracket := _ELECTRONIC.search(part.text, container.start, container.end):
        container = strip_span(part.text, container.start, bracket.start(), ".,:; ")
    quote = next(
        (q for q in part.quotes if q.start == container.start and q.end == container.end), None
    )
    if len(part.text[container.start : container.end].split()) <= 12:
        fields.put("publisher", quote.inner if quote else container)
    if stop:
        read_particulars(part, fields, stop.start(), end)
    return fields.citation()


_APA = re.compile(
    r"(?P<authors>[^()“”\"«»\x00]{2,300}?)\s*"
    r"\((?P<date>(?P<year>(?:1[6-9]|20)\d\d)[a-z]?(?:,\s*[^()]{3,20})?|n\.\s?d\.|t\.\s?y\.|б\.\s?г\.)\)[.,]\s*"
)


def _apa(part: Part) -> Citation | None:
    """Read `Doe, J. (2024, March 26). Title. Publisher. URL` (APA, seventh edition)."""
    head = part.head
    match = _APA.match(part.text, head, part.end)
    if match is None:
        return None
    fields = part.common()
    authors = strip_span(part.text, *match.span("authors"), ", ")
    if not fields.put_authors(authors):
        corporate = part.text[authors.start : authors.end].rstrip(".")
        if "," in corporate or len(corporate.split()) > 10 or not is_capitalised(corporate):
            return None
        fields.authors = (corporate,)
        fields.places["authors"] = (authors.start, authors.start + len(corporate))
    full = [
        f for f in published_dates(part.flat[: match.end("date")]) if f.start >= match.start("date")
    ]
    if full:
        fields.put_date("date", full[0])
    elif match["year"]:
        fields.put("date", Stretch(*match.span("year")))
    end = max(match.end(), part.material_end)
    end = without_lead_in(part.flat, match.end(), end)
    rest = part.text[match.end() : end]
    pieces = sentences(rest)
    if not pieces:
        return fields.citation()
    title = strip_span(part.text, match.end(), match.end() + pieces[0][1], ".")
    if bracket := re.search(r"\s*[(\[][^()\[\]]*[)\]]$", part.text[title.start : title.end]):
        title = Stretch(title.start, title.start + bracket.start())
    quote = next((q for q in part.quotes if q.start == title.start), None)
    place = _title_of(part, quote) if quote else title
    # A sentence that would not end (`in the U.S. Herald`) may hold the publisher's name as well.
    if len(pieces) == 1 and re.search(r"\.\s+[A-Z]", part.text[place.start : place.end]):
        return fields.citation()
    fields.put("title", place)
    if len(pieces) > 1:
        start = match.end() + pieces[1][0]
        names_left = read_particulars(part, fields, start, end)
        if len(names_left) == 1:
            name = part.text[names_left[0].start : names_left[0].end]
            if (colon := name.find(": ")) > 0:
                fields.put("publisher", Stretch(names_left[0].start + colon + 2, names_left[0].end))
        put_publisher(part, fields, names_left)
    return fields.citation()


_BOOK = re.compile(
    r"(?P<head>[^()“”\"«»\x00]{5,300}?)\s*\((?P<place>[^():]{2,60}):\s*(?P<publisher>[^():]{2,80}),\s*(?P<year>\d{4})\)"
)
_MLA_BOOK = re.compile(
    r"(?P<authors>[A-ZÇĞİÖŞÜ][\w'’-]+, [A-ZÇĞİÖŞÜ][^.,()]{1,40}?(?: [A-ZÇĞİÖŞÜ]\.)?)\. "
    r"(?P<title>[^.]{3,200}?)\. "
    r"(?:[A-ZÇĞİÖŞÜ][\w ]{2,30}: )?(?P<publisher>[A-ZÇĞİÖŞÜ][^.,]{2,60}?), (?P<year>\d{4})(?=[.,])"
)
_GOST_BOOK = re.compile(
    r"(?P<title>[^/]{3,300}?)(?:\s/\s[^/]{2,120}?)?\.\s+(?:[–—-]\s+)?"
    r"(?P<place>М|СПб|Л|Пг|Мн|[A-ZА-ЯЁ][\w-]{2,20})\.?\s?:\s(?P<publisher>[^,:]{2,80}),\s(?P<year>\d{4})"
)


def _book(part: Part) -> Citation | None:
    """Read a book: `Author, Title (Place: Publisher, year), pages`, or as MLA and GOST write."""
    head = part.head
    fields = part.common()
    if (match := _BOOK.match(part.text, head, part.end)) is not None:
        if not _author_and_title(part, fields, *match.span("head")):
            return None
    elif (match := _MLA_BOOK.match(part.text, head, part.end)) is not None:
        if not fields.put_authors(Stretch(*match.span("authors"))):
            return None
        fields.put("title", strip_span(part.text, *match.span("title")))
    else:
        authors = _GOST_AUTHORS.match(part.text, head, part.end)
        start = authors.end() if authors else head
        match = _GOST_BOOK.match(part.text, start, part.end) if authors else None
        if match is None or authors is None:
            return None
        if not fields.put_authors(strip_span(part.text, head, authors.end(), ",: ")):
            return None
        fields.put("title", strip_span(part.text, *match.span("title"), ". "))
    fields.put("publisher", strip_span(part.text, *match.span("publisher")))
    fields.put("date", Stretch(*match.span("year")))
    rest = part.bare[match.end() - part.start :]
    place = skip(rest, 0, ",.:) –—-")
    # `300 с.` tells how thick a book is, `С. 45` where in it.
    pages = LOCATORS.search(rest) or BARE_PAGES.match(rest, place)
    if pages and not re.match(r"\s?(?:с|s|p)\b", rest[pages.end() :]):
        offset = match.end()
        fields.put("locator", Stretch(offset + pages.start(), offset + pages.end()))
    return fields.citation()


_EMPHASISED = re.compile(r"(?P<sign>[*_])(?P<title>[^*_]{3,200})(?P=sign)")
_EDITION = re.compile(r"(?i),\s(?:[\w.]+\s){0,2}(?:ed|edn|edition|baskı|bs|aufl|éd)\.?$")


def _author_and_title(part: Part, fields: Fields, start: int, end: int) -> bool:
    """Divide `Jane Doe and Ali Kaya, Title, Subtitle`; False where there are two ways to."""
    pieces = comma_parts(part.text, start, end)
    if len(pieces) < 2:
        return False
    count = 1
    texts = [part.text[p.start : p.end].strip() for p in pieces]
    if len(texts) > 2 and is_name(texts[1]) and len(texts[1].split()) in (2, 3):
        # Two names in a row: authors only if the last is joined by `and`.
        joined = next((n for n, t in enumerate(texts) if re.match(r"(?:and|ve|&)\s", t)), 0)
        if not joined or joined >= len(texts) - 1:
            return False
        count = joined + 1
    if len(texts) > 2 and re.match(r"(?:and|ve|&)\s", texts[1]):
        count = 2
    if not fields.put_authors(strip_span(part.text, start, pieces[count - 1].end, ", ")):
        return False
    if any(len(name.split()) < 2 for name in fields.authors):
        return False
    title = strip_span(part.text, pieces[count].start, end, ", ")
    if emphasised := _EMPHASISED.search(part.text, pieces[count].start, end):
        title = Stretch(*emphasised.span("title"))
    elif edition := _EDITION.search(part.text, title.start, title.end):
        title = Stretch(title.start, edition.start())
    fields.put("title", title)
    return True


def _unquoted(part: Part) -> Citation | None:
    """Read the house style with a quote or both forgotten: `Title, Publisher, URL, (access)`."""
    if not part.urls or not part.accessed or part.accessed[0].outer[0] < part.urls[0].start:
        return None
    head = part.head
    if head > part.start + 3:
        return None
    end = part.urls[0].start
    end = without_lead_in(part.flat, head, end)
    fields = part.common()
    text = part.text
    opened = text[head] in '“„«"' if head < end else False
    closing = [m.start() for m in re.finditer('[”»"“]', text[head + 1 : end])]
    if opened and closing:
        return None
    if not opened and closing:
        # Only the opening quote is missing: the title ends where the other closes it.
        place = head + 1 + closing[-1]
        if len(closing) > 1 or text[place + 1 : place + 2] not in (",", " ", "."):
            return None
        title = strip_span(text, head, place, ", ")
        pieces = read_particulars(part, fields, place + 1, end)
        if not put_publisher(part, fields, pieces):
            return None
        fields.put("title", title)
        return fields.citation()
    pieces = [strip_span(text, p.start, p.end) for p in comma_parts(text, head, end)]
    pieces = [p for p in pieces if p.start < p.end]
    if len(pieces) < 2:
        return None
    last = pieces[-1]
    name = text[last.start : last.end]
    title = strip_span(text, head + 1 if opened else head, pieces[-2].end, ", ")
    words = text[title.start : title.end].split()
    if (
        not is_capitalised(name)
        or len(name.split()) > 8
        or (len(words) < 2 and text[title.start - 1 : title.start] not in ("*", "_"))
    ):
        return None
    confirmed = _is_host_of(name, fields.values.get("url") or "")
    if len(pieces) > 2 and (
        not confirmed or (not opened and _is_full_name(text[pieces[0].start : pieces[0].end]))
    ):
        return None
    if words[0][0].islower() or (not opened and not confirmed and flat(words[0]) in _PROSE):
        return None
    if any(True for _ in published_dates(part.flat[last.start : last.end])):
        return None
    fields.put("title", title)
    fields.put("publisher", last)
    return fields.citation()


def _is_full_name(text: str) -> bool:
    return is_name(text, 3) and len(text.split()) > 1


_PROSE = frozenset(
    "according as for in on the see this these those it he she they there here while although also "
    "however note bkz ayrica bu gore см подробнее согласно как в на по это".split()
)


def _is_host_of(name: str, url: str) -> bool:
    """Tell whether a publisher's name, or its initials, is part of the address's host."""
    words = [w for w in words_of(name).split() if w != "the"]
    label = host(url).replace("-", "")
    joined = "".join(words)
    initials = "".join(word[0] for word in words)
    labels = label.split(".")
    return (
        (len(joined) > 2 and joined in label)
        or (len(initials) > 1 and initials in labels)
        or (len(words) > 1 and any(len(w) > 4 and w in label for w in words))
    )


def _address_alone(part: Part) -> Citation | None:
    return part.common().citation() if part.urls else None


_SHAPES = (_gost, _quoted, _apa, _book, _unquoted, _address_alone)


def read_part(part: Part) -> Citation | None:
    """Give the one source that a part cites, or None."""
    for shape in _SHAPES:
        if (citation := shape(part)) is not None:
            return citation
    return None
