"""The sources that a note cites, out of its words.

A note is divided where one source ends and the next begins; each part is read by the first shape that
fits it: a quoted title (the house style, Chicago, MLA), GOST's `//`, APA's year after the author, a
book with place and year, the house style with its quotes forgotten, a bare address. What no shape
tells for certain is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from briefing_tui.briefing import Citation
from briefing_tui.text import sentences

from .dates import FoundDate, access_dates, flat, published_dates
from .identity import host, visible_url, words_of
from .wording import (
    BARE_PAGES,
    LEAD_IN,
    LOCATOR,
    SIGNAL,
    SIGNAL_AT_END,
    YEAR,
    Quotation,
    Stretch,
    addresses,
    is_name,
    names,
    quotations,
    single_quotation,
    strip_span,
)

_FIELDS = ("authors", "title", "publisher", "url", "date", "accessed", "locator")
# A title begins within the first dozen words: of some 3,000 quotations in real notes a fifth were
# prose, and those began later.
_WORDS_BEFORE_TITLE = 12


@dataclass(slots=True)
class Fields:
    """A citation in the making: each field's place in the note, and values that are not verbatim."""

    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    values: dict[str, str | None] = field(default_factory=dict)
    authors: tuple[str, ...] = ()

    def put(self, name: str, place: Stretch) -> None:
        """Note a field that is given in the note's own words, if there are any."""
        if name not in self.places and place.start < place.end:
            self.places[name] = (place.start, place.end)
            self.values[name] = " ".join(self.text[place.start : place.end].split())

    def put_date(self, name: str, found: FoundDate) -> None:
        """Note a date in ISO form; one that cannot be read keeps its place alone."""
        if name not in self.places and found.start < found.end:
            self.places[name] = (found.start, found.end)
            self.values[name] = found.value

    def put_authors(self, place: Stretch) -> bool:
        """Note the authors if the stretch holds names and nothing else."""
        found = names(self.text[place.start : place.end])
        if found:
            self.authors = found
            self.places["authors"] = (place.start, place.end)
        return bool(found)

    def citation(self) -> Citation | None:
        """Give what was found, or None if it names no source."""
        return self.whatever() if self.values.get("title") or self.values.get("url") else None

    def whatever(self) -> Citation:
        """Give what was found, were it only a page."""
        values = self.values
        return Citation(
            title=values.get("title"),
            publisher=values.get("publisher"),
            url=visible_url(values["url"]) if values.get("url") else None,
            authors=self.authors,
            date=values.get("date"),
            accessed=values.get("accessed"),
            locator=values.get("locator"),
            places=tuple((name, *self.places[name]) for name in _FIELDS if name in self.places),
        )


class Part:
    """A stretch of a note that cites at most one source, with what is found in it at once."""

    def __init__(self, note: Note, start: int, end: int) -> None:
        self.text, self.flat = note.text, note.flat
        self.start, self.end = start, end
        self.urls = [u for u in note.urls if start <= u.start < end]
        self.quotes = [q for q in note.quotes if start <= q.start < end]
        self.accessed = [a for a in note.accessed if start <= a.outer[0] < end]
        masked = [(u.start, u.end) for u in self.urls] + [a.outer for a in self.accessed]
        self.bare = _blank(self.flat[start:end], masked, -start)
        """Flat text without addresses and dates of access; its offsets begin at `start`."""

    def head_start(self) -> int:
        """Give the offset after words such as `See also` and brackets that open the part."""
        place = self.start
        while place < self.end and (self.text[place].isspace() or self.text[place] in "([-–—•.,;:"):
            place += 1
        match = SIGNAL.match(self.flat, place, self.end)
        return match.end() if match else place

    def material_end(self) -> int:
        """Give the offset at which the address or the date of access begins, or the part's end."""
        places = [u.start for u in self.urls] + [a.outer[0] for a in self.accessed]
        return min(places, default=self.end)

    def common(self) -> Fields:
        """Start a citation with its address and date of access."""
        fields = Fields(self.text)
        if self.urls:
            fields.put("url", self.urls[0])
        for accessed in self.accessed:
            fields.put_date("accessed", accessed)
        if self.urls and (pages := _PAGES_LAST.match(self.bare, self.urls[-1].end - self.start)):
            start, end = pages.span("pages")
            fields.put("locator", Stretch(self.start + start, self.start + end))
        return fields


class Note:
    """A note's text, divided into parts that cite at most one source each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = flat(text)
        self.urls = addresses(text)
        self.quotes = quotations(text, [u.start for u in self.urls])
        outside = _blank(self.flat, [(u.start, u.end) for u in self.urls])
        self.accessed = access_dates(outside)
        self.covered = _blank(
            self.flat,
            [(u.start, u.end) for u in self.urls]
            + [(q.start, q.end) for q in self.quotes]
            + [a.outer for a in self.accessed],
        )
        """Flat text in which quotations, addresses and dates of access are blank."""

    def unquoted(self) -> str:
        """Give `covered` with the quotations that were never closed: they may hold all that follows."""
        return _blank(
            self.flat,
            [(u.start, u.end) for u in self.urls]
            + [(q.start, q.end) for q in self.quotes if q.closed]
            + [a.outer for a in self.accessed],
        )

    def parts(self) -> list[Part]:
        """Divide the note where one source ends and another may begin."""
        cuts = sorted({0, *self._separators(), *self._after_sources(), len(self.text)})
        return [
            Part(self, a, b) for a, b in zip(cuts, cuts[1:], strict=False) if self.text[a:b].strip()
        ]

    def _separators(self) -> list[int]:
        """Give the offsets after each semicolon outside brackets, and of each `. See also`."""
        found = []
        depth = 0
        for match in _SEPARATOR.finditer(self.covered):
            sign = match.group()
            if sign in "([":
                depth += 1
            elif sign in ")]":
                depth = max(0, depth - 1)
            elif sign == ";" and depth == 0:
                found.append(match.end())
            elif sign[0] == "." and depth == 0:
                found.append(match.start() + 1)
        return found

    def _after_sources(self) -> list[int]:
        """Give the offsets after an address and its date of access, where more sources follow."""
        found = []
        for number, url in enumerate(self.urls):
            end = url.end
            after = self.urls[number + 1].start if number + 1 < len(self.urls) else len(self.text)
            for accessed in self.accessed:
                if end <= accessed.outer[0] < after:
                    if not self.text[end : accessed.outer[0]].strip(" ,.;([:\n\t"):
                        end = accessed.outer[1]
                    break
            between = self.flat[end:after]
            quoted = any(end <= q.start < after for q in self.quotes)
            if after < len(self.text):
                if not _ARCHIVED.search(between):
                    found.append(end)
            elif quoted or "//" in between:
                found.append(end)
        # `“A,” Herald, May 3, 2024. “B,” Tribune, May 4, 2024.`
        starts = {q.start for q in self.quotes}
        found += [m.end() - 1 for m in _STOP_BEFORE_QUOTE.finditer(self.text) if m.end() - 1 in starts]
        return found


_SEPARATOR = re.compile(
    r"[()\[\];]|\.\s+(?=(?:see\salso|see|for\s(?:a|more|further)\s|cf\.|ayrica|bkz|см\.|siehe|vgl\.|voir|vease)(?!\w))"
)
_STOP_BEFORE_QUOTE = re.compile(r"(?<=[\w)”\"»])\.\s+[“„«\"]")
_ARCHIVED = re.compile(r"archived|arsiv|архив|archiviert|archive|perma\.cc|doi|pdf")


def _blank(text: str, spans: list[tuple[int, int]], shift: int = 0) -> str:
    """Put control characters, which nothing matches, where `spans` are; one letter for one."""
    pieces: list[str] = []
    place = 0
    for start, end in sorted((max(0, a + shift), min(len(text), b + shift)) for a, b in spans):
        if end <= place:
            continue
        pieces += [text[place : max(place, start)], "\x00" * (end - max(place, start))]
        place = end
    return "".join([*pieces, text[place:]])


# --- shapes


_VOLUME = re.compile(
    r"(?:(?<!\w)(?:vol|no|nr|issue|cilt|sayi|c|heft|h|bd|jg|band|num|n|т|вып|ч|год)(?:\.|ume|mer|º)?\s?\d+"
    r"(?:\s?/\s?\d+)?(?:\s?\(\s?\d{1,3}(?:\s?[-–/]\s?\d{1,3})?\s?\))?|№\s?\d+(?:\s?\(\d+\))?)"
)
_ISSUE = re.compile(r"(?<!\w)\d{1,4}\s?(?:\(\d{1,4}(?:[-–/]\d{1,4})?\)|[.:]\s?\d{1,3})(?=[,:\s]|$)")
_IMPRINT = re.compile(r"\((?P<place>[^():]{2,60}):\s*(?P<publisher>[^():]{2,80}),\s*(?P<year>\d{4})\)")
_JOURNAL_NUMBER = re.compile(r"\s\d{1,4}\s*$")


def _in_field(text: str, start: int, end: int) -> list[Stretch]:
    """Divide a stretch at commas outside brackets; blanked characters divide it, too."""
    out, depth, begin = [], 0, start
    for place in range(start, end):
        letter = text[place]
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif (letter == "," and depth == 0) or letter == "\x00":
            out.append(Stretch(begin, place))
            begin = place + 1
    out.append(Stretch(begin, end))
    return out


def _read_tail(part: Part, fields: Fields, start: int, end: int) -> list[Stretch]:
    """Take date, pages, volume and imprint out of what follows a title; give the names that remain."""
    rest = part.flat[start:end]
    spans: list[tuple[int, int]] = []
    imprint = _IMPRINT.search(part.text, start, end)
    if imprint:
        fields.put("publisher", strip_span(part.text, *imprint.span("publisher")))
        fields.put("date", Stretch(*imprint.span("year")))
        spans.append((imprint.start() - start, imprint.end() - start))
        after = BARE_PAGES.match(rest, _skip(rest, imprint.end() - start, ", "))
        if after:
            fields.put("locator", Stretch(start + after.start(), start + after.end()))
            spans.append(after.span())
    full = list(published_dates(_blank(rest, spans)))
    if len({found.value for found in full}) == 1:
        found = replace(full[0], start=full[0].start + start, end=full[0].end + start)
        fields.put_date("date", found)
    spans += [found.outer for found in full]
    rest = _blank(rest, spans)
    journal = False
    for match in _VOLUME.finditer(rest):
        spans.append(match.span())
        journal = True
    rest = _blank(rest, spans)
    years = [m for m in YEAR.finditer(rest) if _stands_alone(rest, m)]
    if len({m.group() for m in years}) == 1:
        fields.put("date", Stretch(start + years[0].start(), start + years[0].end()))
        for year in years:
            spans.append(year.span())
            pages = re.compile(r"[)\s]*:\s*").match(rest, year.end())
            found_pages = pages and BARE_PAGES.match(rest, pages.end())
            if found_pages and rest[year.start() - 1 : year.start()] == "(":
                journal = True
                fields.put("locator", Stretch(start + found_pages.start(), start + found_pages.end()))
                spans.append(found_pages.span())
    for match in _ISSUE.finditer(rest):
        spans.append(match.span())
        journal = True
    rest = _blank(rest, spans)
    locators = list(LOCATOR.finditer(rest))
    if locators:
        # `vol. 2, p. 14` may have been taken for two: the last is the finest.
        fields.put("locator", Stretch(start + locators[-1].start(), start + locators[-1].end()))
        spans += [m.span() for m in locators]
        rest = _blank(rest, spans)
    kept = []
    for piece in _in_field(rest, 0, len(rest)):
        if not re.search(r"[^\W\d_]", rest[piece.start : piece.end]):
            bare = BARE_PAGES.fullmatch(rest[piece.start : piece.end].strip(" ."))
            if bare and "locator" not in fields.places and (kept or journal or fields.authors):
                fields.put("locator", strip_span(part.text, start + piece.start, start + piece.end, ".,"))
            continue
        name = strip_span(part.text, start + piece.start, start + piece.end, ".,;:()[] ")
        if part.flat[name.start : name.end] in ("in", "s", "i̇cinde", "icinde", "t.y", "n.d", "ed", "eds"):
            continue
        if journal and (number := _JOURNAL_NUMBER.search(part.text, name.start, name.end)):
            name = Stretch(name.start, number.start())
        kept.append(name)
    return kept


def _skip(text: str, place: int, letters: str) -> int:
    while place < len(text) and text[place] in letters:
        place += 1
    return place


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Tell whether a year is in brackets or between separators, and so a date."""
    before = text[: match.start()].rstrip()[-1:]
    after = text[match.end() :].lstrip()[:1]
    return before in ("", ",", "(", ".", "\x00", ":", ";", "-") and after in ("", ",", ")", ".", ";", ":", "\x00")


def _publisher(part: Part, fields: Fields, pieces: list[Stretch]) -> bool:
    """Take the one name that remains for the publisher; of several only one that its host confirms."""
    if "publisher" in fields.places:
        return True
    pieces = [p for p in pieces if p.start < p.end]
    if len(pieces) > 1 and fields.values.get("url"):
        label = host(fields.values["url"] or "").replace("-", "")
        same = [p for p in pieces[:1] if words_of(part.text[p.start : p.end]).replace(" ", "") in label]
        pieces = same if same and len(part.text[same[0].start : same[0].end]) > 3 else pieces
    if len(pieces) != 1:
        return False
    name = part.text[pieces[0].start : pieces[0].end]
    if len(name) > 90 or len(name.split()) > 12 or "/" in name and "." in name:
        return False
    if any(q.start < pieces[0].end and pieces[0].start < q.end for q in part.quotes):
        return False
    if re.search(r"[.!?]\s+[^\W\d_]{3,}", name) and not re.search(r"\b[A-Z]\.", name):
        return False
    fields.put("publisher", pieces[0])
    return True


_INNER_SIGNAL = re.compile(r"(?<=[,.;:(\s])(?:see(?:\salso)?|cf\.|bkz\.?|см\.|vgl\.|siehe|voir|vease)\s+")
_PAGES_LAST = re.compile(rf"[\s,.;:)\x00]*(?P<pages>{LOCATOR.pattern})\s*\.?\s*$")


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
    head = part.head_start()
    quote = next((q for q in part.quotes if q.start >= head), None)
    end = part.material_end()
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
        signal = SIGNAL_AT_END.search(part.flat, before.start, quote.start)
        # `The figures differ, see Jane Doe, “Title”`
        inner = [m.end() for m in _INNER_SIGNAL.finditer(part.flat, head, quote.start)]
        named = strip_span(part.text, inner[-1] if inner else head, quote.start, ",:;-–— ")
        if signal is None and not fields.put_authors(named):
            corporate = part.text[before.start : before.end]
            structured = bool(part.urls or part.accessed)
            follows = part.text[quote.start - 2 : quote.start].strip() in (",", ":", ".", ",*")
            if not (structured and follows and _capitalised(corporate)):
                return None
    tail_end = end
    if (lead := LEAD_IN.search(part.flat, quote.end, tail_end)) is not None:
        tail_end = max(quote.end, lead.start())
    following = next((q for q in part.quotes if q.start > quote.start), None)
    if not (part.urls or part.accessed) and (stop := _prose_stop(part, quote.end, tail_end)):
        tail_end = stop
    tail = part.text[quote.end : tail_end]
    inside = part.text[quote.inner.start : quote.end].rstrip("”\"»’'“ ")[-1:]
    separated = not tail.strip() or tail.lstrip()[0] in ",.;:(–—-[" or inside in (",", ".", "?", "!")
    if not separated and not tail.lstrip()[:1].isupper():
        return None
    fields.put("title", _title_of(part, quote))
    pieces = _read_tail(part, fields, quote.end, tail_end)
    if following is None or following.start >= tail_end:
        named = _publisher(part, fields, pieces)
    else:
        named = False
    if not (part.urls or part.accessed or {"date", "locator"} & fields.places.keys()):
        publisher = fields.values.get("publisher") or ""
        if not named or not _capitalised(publisher):
            return None
    return fields.citation()


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
    for match in re.finditer(r"(?<=[\w)])\.\s+(?=[^\W\d_])", part.text[start:end]):
        rest = part.text[start + match.end() : end]
        if len(rest.split()) > 5 and not re.search(r"\d{4}|//", rest):
            return start + match.start()
    return None


def _capitalised(text: str) -> bool:
    """Tell whether the long words of `text` begin with capitals, as those of a name do."""
    words = [w for w in re.findall(r"[^\W_]+", text) if len(w) > 3]
    if not words:
        return bool(text.strip()) and (text.strip()[0].isupper() or text.strip()[0].isdigit())
    capital = sum(not w[0].islower() for w in words)
    return not text.strip()[0].islower() and (capital == len(words) or not words[0][0].isascii())


_GOST_AUTHORS = re.compile(
    r"(?:[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+,?\s+(?:[A-ZА-ЯЁÇĞİÖŞÜ]\.\s?){1,2}(?:,\s+|\s+и\s+|\s+and\s+|\s+|(?=[:.])))+"
)
_ELECTRONIC = re.compile(r"\s*\[[^\[\]]{3,40}\]\s*$")
_GOST_END = re.compile(
    r"\s*(?:[.,]?\s+[–—-]\s+(?=\S)|[.,]\s+(?=\d|№|[TТСCPSВ]\.|Вып|Vol|No|URL|Режим|DOI|М\.|[А-Я][а-я]+\s?:))|\s+(?=URL:)"
)


def _gost(part: Part) -> Citation | None:
    """Read `Иванов И. И. Название // Журнал. 2020. № 3. С. 45–60. URL: … (дата обращения: …).`

    GOST R 7.0.5-2008, bibliographic references.
    """
    end = part.material_end()
    head = part.head_start()
    slashes = part.bare.find("//", head - part.start, end - part.start)
    electronic = re.compile(r"\[(?:электронный ресурс|electronic resource)\]").search(
        part.flat, head, part.end
    )
    fields = part.common()
    if slashes < 0:
        if electronic is None:
            return None
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
    if (lead := LEAD_IN.search(part.flat, right, end)) is not None:
        end = max(right, lead.start())
    stop = _GOST_END.search(part.text, right, end)
    container = strip_span(part.text, right, stop.start() if stop else end, ".,:;–—- ")
    if bracket := _ELECTRONIC.search(part.text, container.start, container.end):
        container = strip_span(part.text, container.start, bracket.start(), ".,:; ")
    quote = next((q for q in part.quotes if q.start == container.start and q.end == container.end), None)
    if len(part.text[container.start : container.end].split()) <= 12:
        fields.put("publisher", quote.inner if quote else container)
    if stop:
        _read_tail(part, fields, stop.start(), end)
    return fields.citation()


_APA = re.compile(
    r"(?P<authors>[^()“”\"«»\x00]{2,300}?)\s*"
    r"\((?P<date>(?P<year>(?:1[6-9]|20)\d\d)[a-z]?(?:,\s*[^()]{3,20})?|n\.\s?d\.|t\.\s?y\.|б\.\s?г\.)\)[.,]\s*"
)


def _apa(part: Part) -> Citation | None:
    """Read `Doe, J. (2024, March 26). Title. Publisher. URL` (APA, seventh edition)."""
    head = part.head_start()
    match = _APA.match(part.text, head, part.end)
    if match is None:
        return None
    fields = part.common()
    authors = strip_span(part.text, *match.span("authors"), ", ")
    if not fields.put_authors(authors):
        corporate = part.text[authors.start : authors.end].rstrip(".")
        if "," in corporate or len(corporate.split()) > 10 or not _capitalised(corporate):
            return None
        fields.authors = (corporate,)
        fields.places["authors"] = (authors.start, authors.start + len(corporate))
    full = [f for f in published_dates(part.flat[: match.end("date")]) if f.start >= match.start("date")]
    if full:
        fields.put_date("date", full[0])
    elif match["year"]:
        fields.put("date", Stretch(*match.span("year")))
    end = max(match.end(), part.material_end())
    if (lead := LEAD_IN.search(part.flat, match.end(), end)) is not None:
        end = max(match.end(), lead.start())
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
        names_left = _read_tail(part, fields, start, end)
        if len(names_left) == 1:
            name = part.text[names_left[0].start : names_left[0].end]
            if (colon := name.find(": ")) > 0:
                fields.put("publisher", Stretch(names_left[0].start + colon + 2, names_left[0].end))
        _publisher(part, fields, names_left)
    return fields.citation()


_BOOK = re.compile(r"(?P<head>[^()“”\"«»\x00]{5,300}?)\s*\((?P<place>[^():]{2,60}):\s*(?P<publisher>[^():]{2,80}),\s*(?P<year>\d{4})\)")
_MLA_BOOK = re.compile(
    r"(?P<authors>[A-ZÇĞİÖŞÜ][\w'’-]+, [A-ZÇĞİÖŞÜ][^.,()]{1,40}?(?: [A-ZÇĞİÖŞÜ]\.)?)\. (?P<title>[^.]{3,200}?)\. "
    r"(?:[A-ZÇĞİÖŞÜ][\w ]{2,30}: )?(?P<publisher>[A-ZÇĞİÖŞÜ][^.,]{2,60}?), (?P<year>\d{4})(?=[.,])"
)
_GOST_BOOK = re.compile(
    r"(?P<title>[^/]{3,300}?)(?:\s/\s[^/]{2,120}?)?\.\s+(?:[–—-]\s+)?"
    r"(?P<place>М|СПб|Л|Пг|Мн|[A-ZА-ЯЁ][\w-]{2,20})\.?\s?:\s(?P<publisher>[^,:]{2,80}),\s(?P<year>\d{4})"
)


def _book(part: Part) -> Citation | None:
    """Read a book: `Author, Title (Place: Publisher, year), pages`, and the forms of MLA and GOST."""
    head = part.head_start()
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
    place = _skip(rest, 0, ",.:) –—-")
    # `300 с.` tells how thick a book is, `С. 45` where in it.
    pages = LOCATOR.search(rest) or BARE_PAGES.match(rest, place)
    if pages and not re.match(r"\s?(?:с|s|p)\b", rest[pages.end() :]):
        offset = match.end()
        fields.put("locator", Stretch(offset + pages.start(), offset + pages.end()))
    return fields.citation()


def _author_and_title(part: Part, fields: Fields, start: int, end: int) -> bool:
    """Divide `Jane Doe and Ali Kaya, Title, Subtitle`; give False where it could be divided twice."""
    pieces = _in_field(part.text, start, end)
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
    fields.put("title", strip_span(part.text, pieces[count].start, end, ", "))
    return True


def _unquoted(part: Part) -> Citation | None:
    """Read the house style with a quote or both forgotten: `Title, Publisher, URL, (access)`."""
    if not part.urls or not part.accessed or part.accessed[0].outer[0] < part.urls[0].start:
        return None
    head = part.head_start()
    if head > part.start + 3:
        return None
    end = part.urls[0].start
    if (lead := LEAD_IN.search(part.flat, head, end)) is not None:
        end = max(head, lead.start())
    fields = part.common()
    text = part.text
    opened = text[head] in "“„«\"" if head < end else False
    closing = [m.start() for m in re.finditer("[”»\"“]", text[head + 1 : end])]
    if opened and closing:
        return None
    if not opened and closing:
        # Only the opening quote is missing: the title ends where the other closes it.
        place = head + 1 + closing[-1]
        if len(closing) > 1 or text[place + 1 : place + 2] not in (",", " ", "."):
            return None
        title = strip_span(text, head, place, ", ")
        pieces = _read_tail(part, fields, place + 1, end)
        if not _publisher(part, fields, pieces):
            return None
        fields.put("title", title)
        return fields.citation()
    pieces = [strip_span(text, p.start, p.end) for p in _in_field(text, head, end)]
    pieces = [p for p in pieces if p.start < p.end]
    if len(pieces) < 2:
        return None
    last = pieces[-1]
    name = text[last.start : last.end]
    title = strip_span(text, head + 1 if opened else head, pieces[-2].end, ", ")
    words = text[title.start : title.end].split()
    if not _capitalised(name) or len(name.split()) > 8 or len(words) < 2:
        return None
    confirmed = _is_host_of(name, fields.values.get("url") or "")
    if len(pieces) > 2 and (not confirmed or (not opened and _is_full_name(text[pieces[0].start : pieces[0].end]))):
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
    return (len(joined) > 2 and joined in label) or (len(initials) > 1 and initials in labels) or (
        len(words) > 1 and any(len(w) > 4 and w in label for w in words)
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


def joined_parts(note: Note, parts: list[Part]) -> list[tuple[Part, Citation]]:
    """Give those of a note's parts that cite a source, each with it.

    An address on its own after a title without one belongs to it; words without a source go with what
    stands before them, but names do with what follows (`Doe, J.; Roe, R. (2020). Title`).
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
        if found and _only_address(citation) and not found[-1][1].url and not _led(part):
            before = found[-1][0]
            joined = Part(note, before.start, whole.end)
            if (both := read_part(joined)) is not None and both.title == found[-1][1].title:
                found[-1] = (joined, both)
                continue
        found.append((whole, citation))
    if not found and len(parts) > 1:
        whole = Part(note, parts[0].start, parts[-1].end)
        if (citation := read_part(whole)) is not None:
            found.append((whole, citation))
    return found


def _only_address(citation: Citation) -> bool:
    return bool(citation.url) and not (citation.title or citation.publisher or citation.authors)


def _led(part: Part) -> bool:
    """Tell whether a part begins with words such as `see`: it is a source of its own then."""
    return SIGNAL.match(part.flat, _skip(part.flat, part.start, " ;,.(")) is not None


# Signs of a source in words whose fields we do not tell apart: pages and articles, reports of courts,
# documents of the United Nations, a year set off by commas or brackets, an interview.
_SOURCE_SIGN = re.compile(
    r"(?<!\w)(?:pp?|ss?|sf|с|стр|art|arts|md|par|para|vol|no|nr|rn|кн|т|вып)\.\s?\d|§|№\s?\d|\bv\.\s"
    r"|[as]/(?:res|pv|hrc|\d)|\bu\.?n\.?t\.?s\b|\bu\.s\.c\b|\bisbn\b|\bdoi\b|\(\d{4}\)|,\s?\d{4}(?=[,.)]|\s*$)"
    r"|\b(?:interview with|gorusme|mulakat|интервью с|resmi gazete|official journal|press release)\b"
)


def is_unparsed_source(part: Part) -> bool:
    """Tell whether a part cites a source though its fields cannot be told apart.

    It has a sign of a source and is written as one: it begins with a capital and so do most of its
    long words (in scripts that have them for names only, the sign must do).
    """
    head = part.head_start()
    text = part.text[head : part.end].strip(" .;\n")
    if not text or len(text) > 600 or not (text[0].isupper() or text[0] in "“«*_" or text[0].isdigit()):
        return False
    dated = any(True for _ in published_dates(part.flat[head : part.end]))
    if not dated and _SOURCE_SIGN.search(part.flat, head, part.end) is None:
        return False
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in words)
    return 2 * capitals > len(words) or (not text[:40].isascii() and capitals > 1 and len(words) < 25)


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
_CLUSTER = re.compile("(?s).[\u0300-\u036f\u0653-\u0655\u093c\u1161-\u1175\u11a8-\u11c2\u3099\u309a]*")


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Give the sources that a note cites, in order: none, one or more.

    Nothing is raised whatever the text; a field that is not reliably there is None. Back-references
    are not looked for: a note that may be one goes to `resolve_notes`.
    """
    note = Note(unicodedata.normalize("NFC", text))
    return in_written_form(text, tuple(citation for _, citation in joined_parts(note, note.parts())))
