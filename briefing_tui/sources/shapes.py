"""The shapes in which one source is cited, tried one after the other.

A quoted title (the house style, Chicago, MLA), GOST's `//`, APA's year after the author, a book
with place and year, the house style with its quotes forgotten, a bare address. What no shape tells
for certain is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing_tui.text import sentences

from .books import CONTAINER, EMPHASISED, article, book, title_and_imprint
from .dates import flat, published_dates
from .gost import gost, gost_book
from .identity import host, words_of
from .imprint import is_organisation, put_publisher
from .journals import bluebook, vancouver
from .particulars import comma_parts, read_particulars, with_its_stop
from .parts import Part
from .wording import (
    INNER_SIGNAL,
    YEAR,
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

    from .parts import Fields

# A title begins within the first dozen words: of some 3,000 quotations in real notes a fifth were
# prose, and those began later.
_WORDS_BEFORE_TITLE = 12


_QUOTED_TWICE = re.compile('[“"«„][^“”"«»„]*[”"»“]')


def _title_of(part: Part, quote: Quotation) -> Stretch:
    """Give a title's place without a comma or stop that only American usage puts inside quotes."""
    place = strip_span(part.text, quote.inner.start, quote.inner.end)
    if _QUOTED_TWICE.fullmatch(part.text, place.start, place.end):
        place = strip_span(part.text, place.start + 1, place.end - 1)
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
    if _SERIES.search(part.flat, max(head, quote.start - 20), quote.start):
        return None
    fields = part.common()
    if before.start < before.end:
        signal = signal_ends(part.flat, before.start, quote.start)
        # `The figures differ, see Jane Doe, “Title”`
        inner = [m.end() for m in INNER_SIGNAL.finditer(part.flat, head, quote.start)]
        named = strip_span(part.text, inner[-1] if inner else head, quote.start, ",:;-–— ")
        if handle := _AFTER_AUTHOR.search(part.text[named.start : named.end]):
            family = named.start + handle.start()
            if _GIVEN_AFTER.fullmatch(part.text, named.start, named.end):
                # `FOURNEL (A.), « Titre »`
                fields.authors = (part.text[named.start : named.end],)
                fields.places["authors"] = (named.start, named.end)
            _put_date_in_brackets(part, fields, family, named.end)
            named = strip_span(part.text, named.start, family, ",")
        body = is_organisation(part.text[named.start : named.end])
        if not signal and (body or not (fields.authors or fields.put_authors(named))):
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
        not tail.strip() or tail.lstrip()[0] in ",.;:(–—-[]*_|" or inside in (",", ".", "?", "!")
    )
    separated = separated or _IN_A_BOOK.match(part.text, quote.end, tail_end) is not None
    separated = separated or (
        bool(fields.authors) and _IN_A_JOURNAL.match(part.text, quote.end, tail_end) is not None
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
        fields.drop_authors()
    return fields.citation()


_AFTER_AUTHOR = re.compile(r"\s*\([^()]{2,40}\)\.?$|[\s,]\s?(?:1[6-9]|20)\d\d[a-z]?$")
_GIVEN_AFTER = re.compile(
    r"[^\W\d_][\w'’-]+ \((?:(?:[^\W\d_a-z]\.[ -]?){1,3}|[^\W\d_a-z][\w’'-]+)\)"
)
_EDITOR = re.compile(
    r"(?:edited|ed\.|eds\.|translated|trans\.|hrsg\.|der\.)\s|(?:in|en|dans"
    r"|içinde):?\s[A-ZÇĞİÖŞÜ*_]"
)


def _put_date_in_brackets(part: Part, fields: Fields, start: int, end: int) -> None:
    """Take the date of publication that Harvard and Wikipedia put after the author."""
    for found in published_dates(part.flat[start:end]):
        fields.put_date("date", replace(found, start=start + found.start, end=start + found.end))
    if year := YEAR.search(part.flat, start, end):
        fields.put("date", Stretch(*year.span()))


_IN_A_BOOK = re.compile(
    r"\s(?:in|dans|en|içinde)\s[^\W\d_][^()]{3,60}\((?:eds?|dir|Hg|Hrsg|coord)\b"
)
# `Mary Doe, ‘Title’ in Irish Studies, xiv`, as history journals have it
_IN_A_JOURNAL = re.compile(r"\s(?:in|dans|en|içinde)\s[*_]?[A-ZÀ-ÞĞİŞ]")
_SERIES = re.compile(r"\b(?:coll\.|collection|reihe|serie|dizisi)\s*$")


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


_APA = re.compile(
    r"(?P<authors>[^()\[\]“”\"«»\x00]{2,300}?)\s{0,5}(?:\[@[^\[\]\s]{2,40}\]\.?\s{0,5})?(?:\("
    r"(?:[Ee]ds?|[Hh]rsg|[Hh]g|[Dd]er|[Cc]oord)s?\.\)[.,]?\s{0,5})?"
    r"(?:(?P<bare>(?:1[6-9]|20)\d\d)[a-z]?(?=\.\s+[“\"«„‘\w])|\((?P<date>(?P<year>(?:1[6-9]"
    r"|20)\d\d)[a-z]?(?:,\s*[^()]{3,20})?|n\.\s?d\.|in\spress|forthcoming|t\.\s?y\."
    r"|б\.\s?г\.)\))(?P<sign>[.,:]?)\s*"
)


_INVERTED_FIRST = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?, [^\W\d_]")
_AFTER_TITLE = re.compile(r"(?:\s*(?:\([^()\[\]]{0,100}\)|\[[^()\[\]]{0,100}\])){1,3}$")
_SCHOOL = re.compile(r"\[[^,\[\]]*(?:dissertation|thesis|tezi)[^,\[\]]*, (?P<school>[^\[\],]+)\]$")


def _apa(part: Part) -> Citation | None:
    """Read `Doe, J. (2024, March 26). Title. Publisher. URL` (APA, seventh edition)."""
    head = part.head
    match = _APA.match(part.text, head, part.end)
    if match is None:
        return None
    fields = part.common()
    authors = strip_span(part.text, *match.span("authors"), ", ")
    if match["bare"] and not (
        _INVERTED_FIRST.match(match["authors"]) and fields.put_authors(authors)
    ):
        return None
    if not match["sign"] and "," not in match["authors"]:
        return None  # `Smith (2010) holds that`
    if not fields.put_authors(authors):
        corporate = part.text[authors.start : authors.end].rstrip(".")
        if "," in corporate or len(corporate.split()) > 10 or not is_capitalised(corporate):
            return None
        fields.authors = (corporate,)
        fields.places["authors"] = (authors.start, authors.start + len(corporate))
    full = [
        f for f in published_dates(part.flat[: match.end("date")]) if f.start >= match.start("date")
    ]
    if match["date"] and full:
        fields.put_date("date", full[0])
    elif match["year"] or match["bare"]:
        fields.put("date", Stretch(*match.span("year" if match["year"] else "bare")))
    end = max(match.end(), part.material_end)
    end = without_lead_in(part.flat, match.end(), end)
    if within := CONTAINER.search(part.text, match.end(), end):
        # `Brandt, U. (2001): Titel, in: Zeitschrift, Jg. 12, S. 4`
        fields.put("title", strip_span(part.text, match.end(), within.start(), ", "))
        put_publisher(part, fields, read_particulars(part, fields, within.end(), end))
        return fields.citation()
    rest = part.text[match.end() : end]
    pieces = sentences(rest)
    if not pieces:
        return fields.citation()
    title = strip_span(part.text, match.end(), match.end() + pieces[0][1], ".")
    if bracket := _AFTER_TITLE.search(part.text[title.start : title.end]):
        if school := _SCHOOL.search(part.text, title.start + bracket.start(), title.end):
            fields.put("publisher", strip_span(part.text, *school.span("school")))
        title = Stretch(title.start, title.start + bracket.start())
    quote = next((q for q in part.quotes if q.start == title.start), None)
    place = _title_of(part, quote) if quote else title
    # A sentence that would not end (`in the U.S. Herald`) may hold the publisher's name as well.
    if len(pieces) == 1 and re.search(r"\.\s+[A-Z]", part.text[place.start : place.end]):
        return fields.citation()
    if len(pieces) == 1 and match["sign"] in (",", ":") and not quote:
        # `Demir, Ahmet (2012), Başlık, Yayınevi, Şehir, s. 4`
        return title_and_imprint(part, fields, match.end(), end)
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


def _unquoted(part: Part) -> Citation | None:
    """Read the house style with a quote or both forgotten: `Title, Publisher, URL, (access)`."""
    if not part.accessed or (part.urls and part.accessed[0].outer[0] < part.urls[0].start):
        return None
    head = part.head
    if head > part.start + 3:
        return None
    end = without_lead_in(part.flat, head, part.material_end)
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
        if not put_publisher(part, fields, pieces) and (pieces or not part.urls):
            return None
        fields.put("title", title)
        return fields.citation()
    pieces = [strip_span(text, p.start, p.end, ".") for p in comma_parts(text, head, end)]
    pieces = _without_date(part, fields, [p for p in pieces if p.start < p.end])
    if len(pieces) == 1 and part.urls and (only := EMPHASISED.match(text, head, end)):
        fields.put("title", Stretch(*only.span("title")))
        return fields.citation()
    if len(pieces) < 2:
        return None
    last = with_its_stop(text, pieces[-1])
    name = text[last.start : last.end]
    title = strip_span(text, head + 1 if opened else head, pieces[-2].end, ", ")
    written = text[title.start : title.end]
    words = written.split()
    emphasised = text[title.start - 1 : title.start] in ("*", "_")
    confirmed = _is_host_of(name, fields.values.get("url") or "")
    if (
        not (is_capitalised(name) or confirmed or _DOMAIN.fullmatch(name))
        or len(name.split()) > 8
        or (len(words) < 2 and not emphasised)
    ):
        return None
    if len(pieces) > 2 and (
        not confirmed or (not opened and _is_full_name(text[pieces[0].start : pieces[0].end]))
    ):
        return None
    prose = flat(words[0]) in _PROSE and not is_capitalised(written)
    if words[0][0].islower() or (prose and not (opened or emphasised or confirmed)):
        return None
    if any(True for _ in published_dates(part.flat[last.start : last.end])):
        return None
    fields.put("title", title)
    fields.put("publisher", last)
    return fields.citation()


_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")


def _without_date(part: Part, fields: Fields, pieces: list[Stretch]) -> list[Stretch]:
    """Take the date of publication, if one stands after the publisher."""
    if len(pieces) < 3:
        return pieces
    start, end = pieces[-1].start, pieces[-1].end
    for found in published_dates(part.flat[start:end]):
        if (
            not part.flat[start:end]
            .replace(part.flat[start:end][found.start : found.end], "")
            .strip(" ()[]")
        ):
            fields.put_date(
                "date", replace(found, start=start + found.start, end=start + found.end)
            )
            return pieces[:-1]
    if YEAR.fullmatch(part.flat, start, end):
        fields.put("date", pieces[-1])
        return pieces[:-1]
    return pieces


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


_LINK = re.compile(r"(?<!!)\[(?P<title>[^\[\]\n]{3,300})\]\($")


def _linked(part: Part) -> Citation | None:
    """Read the house style with a Markdown link: `[Title](URL), Publisher, (access)`."""
    if not part.urls:
        return None
    match = _LINK.search(part.text, part.start, part.urls[0].start)
    if match is None or match.start() > part.start + 1:
        return None
    fields = part.common()
    start = part.urls[0].end
    end = part.accessed[0].outer[0] if part.accessed else part.end
    if end < start:
        return None
    fields.put("title", strip_span(part.text, *match.span("title")))
    put_publisher(part, fields, read_particulars(part, fields, start, end))
    return fields.citation()


def _address_alone(part: Part) -> Citation | None:
    return part.common().citation() if part.urls else None


_SHAPES = (
    gost,
    _quoted,
    _apa,
    gost_book,
    article,
    vancouver,
    book,
    bluebook,
    _linked,
    _unquoted,
    _address_alone,
)


def read_part(part: Part) -> Citation | None:
    """Give the one source that a part cites, or None."""
    for shape in _SHAPES:
        if (citation := shape(part)) is None:
            continue
        if shape is _address_alone and (inner := _in_brackets(part)) is not None:
            return inner
        return citation
    return _after_prose(part)


def _in_brackets(part: Part) -> Citation | None:
    """Read what stands in brackets after words: `He denied it (“Title”, Herald, https://…)`."""
    quote = next((q for q in part.quotes if q.closed and q.start < part.urls[0].start), None)
    if quote is None or part.text[quote.start - 1 : quote.start] not in ("(", "["):
        return None
    return _quoted(Part(part.note, quote.start, part.end))


_FIRST_SENTENCE = re.compile(r"[^\W\d_a-z][^.!?“”\"«»()]{15,300}[a-z]{3}[.!?]\s+(?=[^\W\d_a-z])")


def _after_prose(part: Part) -> Citation | None:
    """Read a book behind one sentence of comment: `Prices fell. Jane Doe, Title (…)`."""
    if ")" not in part.text[part.start : part.end]:
        return None
    sentence = _FIRST_SENTENCE.match(part.text, part.head, part.end)
    if sentence is None or is_capitalised(sentence.group()) or "," in sentence.group():
        return None
    rest = Part(part.note, sentence.end(), part.end)
    for shape in (book, bluebook):
        citation = shape(rest)
        if citation is not None and citation.authors and citation.publisher:
            return citation
    return None
