"""Date, pages, volume, imprint and publisher, out of the words after a title."""

from __future__ import annotations

import re
from dataclasses import replace

from .dates import DIGIT, AtWords, flat, published_dates
from .identity import host, words_of
from .parts import Fields, Part, blank
from .wording import BARE_PAGES, LOCATORS, YEAR, Stretch, is_capitalised, strip_span

_VOLUMES = r"vol|no|nr|issue|cilt|sayi|c|heft|h|bd|jg|band|num|n|т|вып|ч|год"
_VOLUME = AtWords(
    rf"(?:(?<!\w)(?:{_VOLUMES})(?:\.|ume|mer|º)?\s?\d+(?:\s?/\s?\d+)?"
    r"(?:\s?\(\s?\d{1,3}(?:\s?[-–/]\s?\d{1,3})?\s?\))?|№\s?\d+(?:\s?\(\d+\))?)",
    _VOLUMES,
    "№",
)
_ISSUE = re.compile(
    r"\d(?<!\w.)\d{0,3}\s?(?:\(\d{1,4}(?:[-–/]\d{1,4})?\)|[.:/]\s?\d{1,3})(?=[,:\s]|$)"
)
_IMPRINT = re.compile(
    r"\((?P<place>[^():]{2,60}):\s*(?P<publisher>[^():]{2,80}),\s*(?P<year>\d{4})\)"
)
_DIVIDING = re.compile(r"[()\[\],]|\x00+")
_LETTER = re.compile(r"[^\W\d_]")
_JOURNAL_NUMBER = re.compile(r"\s\d{1,4}\s*$")


def comma_parts(text: str, start: int, end: int) -> list[Stretch]:
    """Divide a stretch at commas outside brackets; blanked characters divide it, too."""
    out, depth, begin = [], 0, start
    for match in _DIVIDING.finditer(text, start, end):
        sign = match.group()
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 or sign != ",":
            out.append(Stretch(begin, match.start()))
            begin = match.end()
    out.append(Stretch(begin, end))
    return out


def read_particulars(part: Part, fields: Fields, start: int, end: int) -> list[Stretch]:
    """Take date, pages, volume and imprint out of what follows a title; give the names left."""
    rest = part.flat[start:end]
    spans: list[tuple[int, int]] = []
    journal = False
    if DIGIT.search(rest) is not None:
        rest, spans, journal = _take_figures(part, fields, start, rest)
    locators = list(LOCATORS.finditer(rest))
    if locators:
        # `vol. 2, p. 14` may have been taken for two: the last is the finest.
        fields.put("locator", Stretch(start + locators[-1].start(), start + locators[-1].end()))
        spans += [m.span() for m in locators]
        rest = blank(rest, spans)
    kept: list[Stretch] = []
    for piece in comma_parts(rest, 0, len(rest)):
        if piece.start == piece.end:
            continue
        if _LETTER.search(rest, piece.start, piece.end) is None:
            bare = BARE_PAGES.fullmatch(rest[piece.start : piece.end].strip(" ."))
            if bare and "locator" not in fields.places and (kept or journal or fields.authors):
                fields.put(
                    "locator", strip_span(part.text, start + piece.start, start + piece.end, ".,")
                )
            continue
        name = _unbracketed(part.text, start + piece.start, start + piece.end)
        written = part.flat[name.start : name.end]
        no_name = _BARE_ADDRESS.fullmatch(written) or _REPORTER.fullmatch(written)
        if written in _NO_NAME or no_name:
            continue
        if journal and (number := _JOURNAL_NUMBER.search(part.text, name.start, name.end)):
            name = Stretch(name.start, number.start())
        kept.append(name)
    return kept


def _take_figures(
    part: Part, fields: Fields, start: int, rest: str
) -> tuple[str, list[tuple[int, int]], bool]:
    """Take imprint, date, volume and issue out of flat text that begins at `start`.

    Returns:
        The text with what was taken blank, where that was, and whether it is a journal's.
    """
    spans: list[tuple[int, int]] = []
    end = start + len(rest)
    imprint = _IMPRINT.search(part.text, start, end)
    if imprint:
        fields.put("publisher", strip_span(part.text, *imprint.span("publisher")))
        fields.put("date", Stretch(*imprint.span("year")))
        spans.append((imprint.start() - start, imprint.end() - start))
        after = BARE_PAGES.match(rest, skip(rest, imprint.end() - start, ", "))
        if after:
            fields.put("locator", Stretch(start + after.start(), start + after.end()))
            spans.append(after.span())
    full = list(published_dates(blank(rest, spans)))
    if len({found.value for found in full}) == 1:
        found = replace(full[0], start=full[0].start + start, end=full[0].end + start)
        fields.put_date("date", found)
        pages = _COLON.match(rest, full[0].end)
        after = pages and BARE_PAGES.match(rest, pages.end())
        if after:
            fields.put("locator", Stretch(start + after.start(), start + after.end()))
            spans.append(after.span())
    spans += [found.outer for found in full]
    rest = blank(rest, spans)
    journal = False
    for match in _VOLUME.finditer(rest):
        spans.append(match.span())
        journal = True
    rest = blank(rest, spans)
    years = [m for m in YEAR.finditer(rest) if _stands_alone(rest, m)]
    if len({m.group() for m in years}) == 1:
        fields.put("date", Stretch(start + years[0].start(), start + years[0].end()))
        for year in years:
            spans.append(year.span())
            pages = _COLON.match(rest, year.end())
            found_pages = pages and BARE_PAGES.match(rest, pages.end())
            if found_pages and rest[year.start() - 1 : year.start()] == "(":
                journal = True
                fields.put(
                    "locator", Stretch(start + found_pages.start(), start + found_pages.end())
                )
                spans.append(found_pages.span())
    for match in _ISSUE.finditer(rest):
        spans.append(match.span())
        journal = True
    return blank(rest, spans), spans, journal


# What a date, a page or an edition leaves behind, flat.
_NO_NAME_WORDS = (
    "in s icinde t.y n.d ed eds online pdf signed dated published updated posted issued adopted on "
    "of imza yayin guncelleme опубликовано обновлено vom publie"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
# `87 Port Reg. 62186`: volume, reporter and page of a law report.
_REPORTER = re.compile(r"\d+\s[^\d]+\s\d+")
_WITHIN = re.compile(
    r"(?:[Ii]n:?|[İi]çinde:?|В кн\.:?|[Dd]ans:?|[Ee]n:)\s+(?=[^\W\d_a-zа-яё]|[*_])"
)
_COLON = re.compile(r"[)\s]{0,3}:\s{0,3}")
_BARE_ADDRESS = re.compile(r"[\w.-]+\.[a-z]{2,}/\S*")  # MLA leaves `https://` out
_REMARK = re.compile(r"\s*(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\])\s*")


def _unbracketed(text: str, start: int, end: int) -> Stretch:
    """Narrow a stretch by punctuation, a bracket that has no other and a remark before it."""
    place = strip_span(text, start, end, ".,;:-–— ")
    if (within := _WITHIN.match(text, place.start, place.end)) is not None:
        place = Stretch(within.end(), place.end)
    if (remark := _REMARK.match(text, place.start, place.end)) is not None:
        place = strip_span(text, remark.end(), place.end, ".,;:-–— ")
    while 0 < place.end - place.start < 200:  # what is longer is no name
        name = text[place.start : place.end]
        if name.count("(") == name.count(")") and name.count("[") == name.count("]"):
            break
        if name[-1] in "([)]":
            place = strip_span(text, place.start, place.end - 1, ".,;:-–— ")
        elif name[0] in "([)]":
            place = strip_span(text, place.start + 1, place.end, ".,;:-–— ")
        else:
            break
    return place


def skip(text: str, place: int, letters: str) -> int:
    """Give the first offset from `place` that holds none of `letters`."""
    while place < len(text) and text[place] in letters:
        place += 1
    return place


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Tell whether a year is in brackets or between separators, and so a date."""
    before = text[max(0, match.start() - 5) : match.start()].rstrip()[-1:]
    after = text[match.end() : match.end() + 5].lstrip()[:1]
    return before in {"", *",(.\x00:;-"} and after in {"", *",).;:\x00"}


def is_plain_name(text: str) -> bool:
    """Tell whether `read_particulars` would leave words and figures without signs as one name."""
    written = flat(text)
    if _WITHIN.match(text) is not None or written in _NO_NAME or LOCATORS.search(written):
        return False
    return DIGIT.search(written) is None or not (
        _VOLUME.search(written)
        or YEAR.search(written)
        or _REPORTER.fullmatch(written)
        or any(True for _ in published_dates(written))
    )


_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_]{3,}")
_PROSE_OPENING = re.compile(
    r"(?:which|as|in|a|an|the|that|who|where|when|published|quoted|cited|see|by|on|for|from|at|and|but|he|"
    r"she|it|they|is|was|are|were|said|says|adli|baslikli|isimli|ve|в|на|по|как|что|и)\s"
)


def put_publisher(part: Part, fields: Fields, pieces: list[Stretch]) -> bool:
    """Take the one name left for the publisher; of several only one that its host confirms."""
    if "publisher" in fields.places:
        return True
    pieces = [p for p in pieces if p.start < p.end]
    if len(pieces) > 1 and fields.values.get("url"):
        label = host(fields.values["url"] or "").replace("-", "")
        same = [
            p for p in pieces[:1] if words_of(part.text[p.start : p.end]).replace(" ", "") in label
        ]
        pieces = same if same and len(part.text[same[0].start : same[0].end]) > 3 else pieces
    if len(pieces) != 1:
        return False
    name = part.text[pieces[0].start : pieces[0].end]
    if len(name) > 90 or len(name.split()) > 12 or ("/" in name and "." in name):
        return False
    if any(q.start < pieces[0].end and pieces[0].start < q.end for q in part.quotes):
        return False
    if _PROSE_OPENING.match(name) or (not is_capitalised(name) and _SENTENCES.search(name)):
        return False
    if name.islower() and len(name.split()) > 3:
        return False
    fields.put("publisher", pieces[0])
    return True
