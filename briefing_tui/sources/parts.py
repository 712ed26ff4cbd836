"""A note divided into parts that cite at most one source each, and what they hold at a glance."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from briefing_tui.briefing import Citation

from .dates import FoundDate, access_dates, flat
from .identity import visible_url
from .wording import LOCATOR, SIGNAL, Stretch, addresses, names, quotations

_FIELDS = ("authors", "title", "publisher", "url", "date", "accessed", "locator")
_PAGES_LAST = re.compile(rf"[\s,.;:)\x00]*(?P<pages>{LOCATOR.pattern})\s*[.,]?\s*(?:\x00|$)")


@dataclass(slots=True)
class Fields:
    """A citation in the making: the place of each field in the note, and its value."""

    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    values: dict[str, str | None] = field(default_factory=dict)
    """A date that cannot be read is None."""
    authors: tuple[str, ...] = ()

    def put(self, name: str, place: Stretch) -> None:
        """Note a field that is given in the note's own words, if there are any."""
        if name not in self.places and place.start < place.end:
            self.places[name] = (place.start, place.end)
            written = _TAG_SIGNS.sub("", self.text[place.start : place.end])
            self.values[name] = " ".join(written.split())

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

    def drop_authors(self) -> None:
        """Take back names that may not be authors."""
        self.authors = ()
        self.places.pop("authors", None)

    def citation(self) -> Citation | None:
        """Give what was found, or None if it names no source."""
        return self.whatever() if self.values.get("title") or self.values.get("url") else None

    def whatever(self) -> Citation:
        """Give what was found, were it only a page."""
        values = self.values
        url = values.get("url")
        return Citation(
            title=values.get("title"),
            publisher=values.get("publisher"),
            url=visible_url(url) if url else None,
            authors=self.authors,
            date=values.get("date"),
            accessed=values.get("accessed"),
            locator=values.get("locator"),
            places=tuple((name, *self.places[name]) for name in _FIELDS if name in self.places),
        )


_T = TypeVar("_T")


def _within(found: list[_T], starts: list[int], begin: int, end: int) -> list[_T]:
    """Give those of `found` that start in a stretch; `starts` are their offsets, in order."""
    return found[bisect_left(starts, begin) : bisect_left(starts, end)]


class Part:
    """A stretch of a note that cites at most one source, with what is found in it at once."""

    def __init__(self, note: Note, start: int, end: int) -> None:
        self.note = note
        self.text, self.flat = note.text, note.flat
        self.start, self.end = start, end
        self.urls = _within(note.urls, note.url_starts, start, end)
        self.quotes = _within(note.quotes, note.quote_starts, start, end)
        self.accessed = _within(note.accessed, note.access_starts, start, end)
        masked = [(u.start, u.end) for u in self.urls] + [a.outer for a in self.accessed]
        self.bare = blank(self.flat[start:end], masked, -start)
        """Flat text without addresses and dates of access; its offsets begin at `start`."""
        self.material_end = min((begin for begin, _ in masked), default=end)
        """The offset at which the address or the date of access begins, or the part's end."""
        self.head = self._head()
        """The offset after words such as `See also` and brackets that open the part."""

    def _head(self) -> int:
        place = self.start
        while place < self.end and (self.text[place].isspace() or self.text[place] in "([-–—•.,;:"):
            place += 1
        if place > 0 and (joined := _CONJUNCTION.match(self.flat, place, self.end)):
            place = joined.end()
        match = SIGNAL.match(self.flat, place, self.end)
        return match.end() if match else place

    def common(self) -> Fields:
        """Start a citation with its address and date of access."""
        fields = Fields(self.text)
        if self.urls:
            fields.put("url", self.urls[0])
        for accessed in self.accessed:
            fields.put_date("accessed", accessed)
        ends = [u.end for u in self.urls] + [a.outer[1] for a in self.accessed]
        # Pages may stand before the date of access as well: `URL, p. 14, (Date of Access: …)`.
        for place in {max(ends, default=self.end), *(u.end for u in self.urls[:1])}:
            if pages := _PAGES_LAST.match(self.bare, place - self.start):
                start, end = pages.span("pages")
                fields.put("locator", Stretch(self.start + start, self.start + end))
        return fields


class Note:
    """A note's text, divided into parts that cite at most one source each."""

    def __init__(self, text: str) -> None:
        if not any(quote in text for quote in '“”"«»„'):
            text = _TWO_SINGLE.sub(_as_double, text)
        if "<" in text:
            text = _TAG.sub(lambda tag: "*" * len(tag.group()), text)
        self.text = text
        self.flat = flat(text)
        self.urls = addresses(text) if "http" in self.flat or "www" in self.flat else []
        self.url_starts = [u.start for u in self.urls]
        self.quotes = quotations(text, self.url_starts)
        self.quote_starts = [q.start for q in self.quotes]
        outside = blank(self.flat, [(u.start, u.end) for u in self.urls])
        self.accessed = access_dates(outside)
        self.access_starts = [a.outer[0] for a in self.accessed]
        self._outside = blank(outside, [a.outer for a in self.accessed])
        self._covered = blank(self._outside, [(q.start, q.end) for q in self.quotes])
        """Flat text in which quotations, addresses and dates of access are blank."""

    def unquoted(self) -> str:
        """Give flat text to look for back-references in.

        Blank are addresses, dates of access and quotations, but not one that was never closed,
        which may hold all that follows; signs of emphasis are spaces.
        """
        text = self._covered
        if not all(q.closed for q in self.quotes):
            text = blank(self._outside, [(q.start, q.end) for q in self.quotes if q.closed])
        return _EMPHASIS.sub(" ", text) if "*" in text or "_" in text else text

    def parts(self) -> list[Part]:
        """Divide the note where one source ends and another may begin."""
        cuts = sorted({0, *self._separators(), *self._after_sources(), len(self.text)})
        return [Part(self, a, b) for a, b in pairwise(cuts) if self.text[a:b].strip(" ;,.\n")]

    def _separators(self) -> list[int]:
        """Give the offsets after each semicolon outside brackets, and of each `. See also`."""
        found = [match.end() for match in _AFTER_PAGES.finditer(self._covered)]
        depth = 0
        for match in _SEPARATOR.finditer(self._covered):
            sign = match.group()
            if sign in "([":
                depth += 1
            elif sign in ")]":
                depth = max(0, depth - 1)
            elif sign == ";" and (depth or self._goes_on(match.end())):
                continue
            elif sign == ";":
                found.append(match.end())
            elif sign[0] == "." and depth == 0:
                found.append(match.start() + 1)
        return found

    def _goes_on(self, place: int) -> bool:
        """Tell whether what comes next belongs to the source before: its year, its volume."""
        if self.text[place : place + 1].isdigit() and self.text[place - 2 : place - 1].isdigit():
            return True  # `2015;12(3):45-9`
        if _YEAR_OF_BOOK.match(self.text, place) and _TOWN_BEFORE.search(self.text, 0, place):
            return True  # `London: Wiley; 2012.`
        next_access = bisect_left(self.access_starts, place)
        begin = self.access_starts[next_access : next_access + 1]
        return bool(begin) and begin[0] - place < 20 and not self.text[place : begin[0]].strip()

    def _after_sources(self) -> list[int]:
        """Give the offsets after an address and its date of access, where more sources follow."""
        found = []
        for number, url in enumerate(self.urls):
            end = url.end
            after = self.urls[number + 1].start if number + 1 < len(self.urls) else len(self.text)
            for accessed in _within(self.accessed, self.access_starts, end, after)[:1]:
                if not self.text[end : accessed.outer[0]].strip(" ,.;([:\n\t"):
                    end = accessed.outer[1]
            between = self.flat[end:after]
            quoted = bool(_within(self.quotes, self.quote_starts, end, after))
            if after < len(self.text):
                if not _ARCHIVED.search(between):
                    found.append(end)
            elif quoted or "//" in between:
                found.append(end)
        # `“A,” Herald, May 3, 2024. “B,” Tribune, May 4, 2024.`
        # but not `Doe, Jane (2024). “A.”`
        starts = {q.start for q in self.quotes[1:]}
        if self.quotes and (
            self.urls
            or (
                _FIGURE_BEFORE.search(
                    self.text, max(0, self.quotes[0].start - 6), self.quotes[0].start
                )
                and not _AUTHOR_AND_YEAR.match(self.text, 0, self.quotes[0].start)
            )
        ):
            starts.add(self.quotes[0].start)
        found += [
            m.end() - 1
            for m in _STOP_BEFORE_QUOTE.finditer(self.text)
            if m.end() - 1 in starts
            and not _ABBREVIATED.search(self.flat, max(0, m.start() - 6), m.start())
        ]
        return found


# Tags copied from a web page become signs of emphasis, one for one.
_TAG = re.compile(r"(?i)</?(?:i|em|b|strong|u|cite|small|sup|sub|span)(?:\s[^<>]{0,80})?>")
_TAG_SIGNS = re.compile(r"\*{3,}")
# Double quotes typed as two single ones, or as TeX has them.
_TWO_SINGLE = re.compile(r"(?<![\w'`])(?:``|'')(?=[^\s'`,.;)])|(?<=[^\s'`(\[])''(?![\w'])")


def _as_double(match: re.Match[str]) -> str:
    """Give one double quote and a space for two single quotes: every letter keeps its place."""
    before = match.string[match.start() - 1 : match.start()]
    return " “" if not before.strip() or before in "([" else "” "


_YEAR_OF_BOOK = re.compile(r"\s\d{4}(?:[.,]|$)")
_TOWN_BEFORE = re.compile(r"[.,]\s[^\W\d_][\w\s-]{2,30}:\s[^:;.]{2,60};$")
_CONJUNCTION = re.compile(r"(?:and|ve|и|und|et|y)\s+")
_EMPHASIS = re.compile(r"\*|(?<![^\W_])_|_(?![^\W_])")
_SEPARATOR = re.compile(
    r"[()\[\];.](?:(?<!\.)|\s+(?=(?:see\salso|see|but\ssee|compare|contra|for\s(?:a|more|further)\s|cf\.|ibid|ebd|ayrica"
    r"|bkz|см\.|siehe|vgl\.|voir|vease)(?!\w)))"
)
_STOP_BEFORE_QUOTE = re.compile(r"\.(?<=[\w)”\"»].)\s+[“„«\"]")
# `Doe, J. 2008. “Title.”`, as the Chicago author-date style has it
_AUTHOR_AND_YEAR = re.compile(
    r"[^\W\d_][\w'’-]+, [^\d“”\"«»;]{1,100}[\s.,](?:1[6-9]|20)\d\d[a-z]?\.\s$"
)
_FIGURE_BEFORE = re.compile(r"\d\.\s+$")
# The end of a book or an article in full: `(London: Quay, 2011), 12. Jane Doe, …`
_AFTER_PAGES = re.compile(r"\d{4}\)[,:]\s{0,3}(?:pp?\.\s?)?\d[\d-]{0,11}\.\s+(?=[^\W\d_])")
_ABBREVIATED = re.compile(r"\b(?:coll|vol|no|ed|eds|hg|hrsg|cf|bkz|vgl|см|p|s|art|bd|дис)$")
_ARCHIVED = re.compile(r"archived|arsiv|архив|archiviert|archive|perma\.cc|doi|pdf")


def blank(text: str, spans: list[tuple[int, int]], shift: int = 0) -> str:
    """Put control characters, which nothing matches, where `spans` are; one letter for one."""
    if not spans:
        return text
    pieces: list[str] = []
    place = 0
    for start, end in sorted((max(0, a + shift), min(len(text), b + shift)) for a, b in spans):
        if end <= place:
            continue
        pieces += [text[place : max(place, start)], "\x00" * (end - max(place, start))]
        place = end
    return "".join([*pieces, text[place:]])
