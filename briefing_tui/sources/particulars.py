"""Date, pages, volume, imprint and publisher, out of the words after a title."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from .dates import DIGIT, MONTH, AtWords, flat, published_dates
from .imprint import is_imprint, is_press, is_town
from .parts import Fields, Part, blank
from .wording import BARE_PAGES, LOCATORS, YEAR, Stretch, strip_span

_VOLUMES = r"vols?|nos?|nr|issue|cilt|sayi|sy|c|heft|h|bd|jg|band|num|n|tome|tomo|t|т|вып|ч|год"
_VOLUME = AtWords(
    rf"(?:(?<!\w)(?![^\W\d]\d)(?:{_VOLUMES})(?:ume|mer)?(?:\.?o(?!\w)"
    rf"|[.º°])?:?\s?\d+(?:\s?[-–/]\s?\d+)?"
    r"(?:\s?\(\s?\d{1,3}(?:\s?[-–/]\s?\d{1,3})?\s?\))?|№\s?\d+(?:\s?\(\d+\))?|\d{1,3}(?:e|eme"
    r"|\.)?\s?(?:jg|jahrgang|annee)\b\.?"
    r"|yil:?\s?\d{1,3}(?!\d))",
    f"{_VOLUMES}|yil",
    r"№\d",
)
_ISSUE = re.compile(
    r"\d(?<!\w.)\d{0,3}\s?(?:\(\d{1,4}(?:[-–/]\d{1,4})?\)|[.:/]\s?\d{1,3})(?=[,:\s]|$)"
)
# `(London: Quay Press, 2011)`, `(Quay Press 2011)`
_IMPRINT = re.compile(
    r"\((?:(?P<place>[^():]{2,60}):\s*)?(?P<publisher>[^():\d]{2,80}?),?\s+(?P<year>\d{4})\)"
)
_DIVIDING = re.compile(r"[()\[\],|]|\x00+")
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
    figures: list[Stretch] = []
    for piece in comma_parts(rest, 0, len(rest)):
        if piece.start == piece.end:
            continue
        if _LETTER.search(rest, piece.start, piece.end) is None:
            if BARE_PAGES.fullmatch(rest[piece.start : piece.end].strip(" .()")):
                figures.append(
                    strip_span(part.text, start + piece.start, start + piece.end, ".,()")
                )
            elif after := _VOLUME_AND_PAGES.fullmatch(rest, piece.start, piece.end):
                figures.append(Stretch(start + after.start("pages"), start + after.end("pages")))
            continue
        name = _unbracketed(part.text, start + piece.start, start + piece.end)
        written = part.flat[name.start : name.end]
        reporter = _REPORTER.fullmatch(written)
        if _YEAR_BEFORE.search(part.flat, max(0, name.start - 20), name.start) and (
            reporter := reporter or _AFTER_YEAR.fullmatch(written)
        ):
            # OSCOLA: `(2018) 44 Coastal Law Review 9`
            first, last = reporter.span("name")
            kept.append(Stretch(name.start + first, name.start + last))
            figures.append(Stretch(name.start + reporter.start("page"), name.end))
            continue
        no_name = _BARE_ADDRESS.fullmatch(written) or reporter or _NUMBERED.fullmatch(written)
        if written.rstrip(".") in _NO_NAME or no_name:
            continue
        if len(written) < 8 and _ROMAN.fullmatch(written) and kept:
            journal = True  # `Quarterly, xii (1962)`: the volume
            continue
        if journal and (number := _JOURNAL_NUMBER.search(part.text, name.start, name.end)):
            name = Stretch(name.start, number.start())
        if kind := _KIND_OF_SITE.search(part.text, name.start, name.end):
            name = Stretch(name.start, kind.start())
        if _SECTION.fullmatch(written):
            figures += [name] if len(written) < 5 and " " not in written else []
            continue
        kept.append(name)
    if figures and "locator" not in fields.places and (kept or journal or fields.authors):
        # `Journal, 12, 45-67`: the first is the volume.
        fields.put("locator", figures[-1])
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
    thesis = _THESIS.search(rest)
    imprint = _IMPRINT.search(part.text, start, end)
    if imprint and thesis is None and _tells_publisher(part, imprint, start):
        fields.put("publisher", strip_span(part.text, *imprint.span("publisher")))
        fields.put("date", Stretch(*imprint.span("year")))
        spans.append((imprint.start() - start, imprint.end() - start))
        after = BARE_PAGES.match(rest, skip(rest, imprint.end() - start, ", "))
        if after and (finest := _AT_PAGE.match(rest, after.end())):
            # `55-80, at 60`
            spans.append(finest.span())
            fields.put("locator", Stretch(start + finest.start("page"), start + finest.end("page")))
        if after:
            fields.put("locator", Stretch(start + after.start(), start + after.end()))
            spans.append(after.span())
    if thesis is not None:
        school = _SCHOOL_AND_TOWN.match(part.text, *(start + n for n in thesis.span("school")))
        if school and not is_town(school["school"]):
            fields.put("publisher", strip_span(part.text, *school.span("school"), ", "))
        fields.put("date", Stretch(start + thesis.start("year"), start + thesis.end("year")))
        spans.append(thesis.span())
    spans += [m.span() for m in _ARCHIVED.finditer(rest)]
    spans += [m.span() for m in _IDENTIFIER.finditer(rest)]
    paged = False
    full = list(published_dates(blank(rest, spans)))
    if len({found.value for found in full}) == 1:
        found = replace(full[0], start=full[0].start + start, end=full[0].end + start)
        fields.put_date("date", found)
        paged = _put_pages(fields, start, rest, full[0].end, spans)
    spans += [found.outer for found in full]
    rest = blank(rest, spans)
    journal = paged
    if period := _YEARS.search(rest):
        # `(Winter 1998-99)` is no date that could be told, but a journal's.
        spans.append(period.span())
        journal = True
        _put_pages(fields, start, rest, period.end(), spans)
    for match in _VOLUME.finditer(rest):
        spans.append(match.span())
        journal = True
    rest = blank(rest, spans)
    spans += [m.span("season") for m in _SEASON.finditer(rest)]
    rest = blank(rest, spans)
    years = [m for m in YEAR.finditer(rest) if _stands_alone(rest, m) or _follows_place(rest, m)]
    if len({m.group() for m in years}) == 1:
        fields.put("date", Stretch(start + years[0].start(), start + years[0].end()))
        for year in years:
            spans.append(year.span())
            pages = _COLON.match(rest, year.end())
            found_pages = pages and BARE_PAGES.match(rest, pages.end())
            opening = rest[max(0, year.start() - 24) : year.start()].rstrip("\x00 ")[-1:]
            if found_pages and opening == "(":
                journal = True
                fields.put(
                    "locator", Stretch(start + found_pages.start(), start + found_pages.end())
                )
                spans.append(found_pages.span())
    for match in _ISSUE.finditer(rest):
        spans.append(match.span())
        journal = True
        if "date" in fields.places:
            _put_pages(fields, start, rest, match.end(), spans)
    return blank(rest, spans), spans, journal


# `Fall 2019`, flat
_SEASON = re.compile(
    r"\b(?P<season>(?:spring|summer|fall|autumn|winter|bahar|ilkbahar|yaz|guz|kis|fruhjahr"
    r"|fruhling|sommer|herbst"
    r"|printemps|ete|automne|hiver|primavera|verano|otono|invierno|весна|лето|осень|зима)"
    r"(?:\s?[/-]\s?(?:spring|summer|fall|autumn|winter))?"
    rf"|(?:{MONTH})\.?\s?[/-]\s?(?:{MONTH})\.?),?\s(?=\d{{4}})"
)
# `Archived from the original on 1 May 2019`, flat
_ARCHIVED = re.compile(
    r"\barchived\s(?:from\sthe\soriginal\s)?(?:\(pdf\)\s)?on\s[\w\s,]{4,20}\d{4}"
)
_AT_PAGE = re.compile(
    r",\s?(?:at|here|hier|esp\.)\s(?:p\.\s?|s\.\s?)?(?P<page>\d{1,5}(?:-\d{1,5})?)(?!\w)"
)
_EDITED = re.compile(r"\(eds?\.?\)|\bed(?:s|ited\sby)?\b\.?\s")


def _tells_publisher(part: Part, imprint: re.Match[str], start: int) -> bool:
    """Tell whether a bracket holds a publisher: without a place, only in a book or by its name."""
    if imprint["place"] is not None:
        return True
    return is_press(imprint["publisher"]) or (
        imprint["publisher"][0].isupper()
        and _EDITED.search(part.flat, start, imprint.start()) is not None
    )


_IDENTIFIER = re.compile(r"(?<!\w)doi:?\s?10\.[^\s,;]+")
# `(1998-99)`, `(Winter 1998/1999)`, flat
_YEARS = re.compile(r"\((?:[^\W\d_]{3,9}\s)?(?:1[6-9]|20)\d\d\s?[-/]\s?(?:\d\d|\d{4})\)")


def _put_pages(
    fields: Fields, start: int, rest: str, place: int, spans: list[tuple[int, int]]
) -> bool:
    """Take bare pages that follow a colon at `place` of flat text that begins at `start`."""
    colon = _COLON.match(rest, place)
    pages = colon and BARE_PAGES.match(rest, colon.end())
    if pages:
        fields.put("locator", Stretch(start + pages.start(), start + pages.end()))
        spans.append(pages.span())
    return bool(pages)


# `(PhD diss., University of Lakeside, 2014)`, flat
_THESIS = re.compile(
    r"\([^(),]{0,60}\b(?:diss|dissertation|thesis|tezi|these|doctorat|tesis)\b[^(),]{0,40},\s"
    r"(?P<school>[^()]{3,120}),\s(?P<year>\d{4})\)"
)
_SCHOOL_AND_TOWN = re.compile(r"(?P<school>[^,]+)(?:,[^,]+)?$")


def _follows_place(text: str, year: re.Match[str]) -> bool:
    """Tell whether a year stands directly after a town, or town and publisher: `Berlin 2010`."""
    begin = max(text.rfind(sign, 0, year.start()) for sign in ",.(\x00") + 1
    if text[begin - 1 : begin] == "." and year.start() - begin < 3:
        return False
    return is_imprint(text[begin : year.start()].strip())


# What a date, a page or an edition leaves behind, flat.
_NO_NAME_WORDS = (
    "in s icinde t.y n.d ed eds online pdf signed dated published updated posted issued "
    "adopted on sec hier yil year jahr of imza yayin guncelleme опубликовано обновлено vom "
    "publie at here esp video blog podcast mimeo manuscript forthcoming a.m p.m"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split()) | {
    "unpublished manuscript",
    "unpublished paper",
    "in press",
    "last modified",
    "last updated",
    "published on",
    "posted on",
    "updated on",
    "last revised",
    "yayin tarihi",
    "yayim tarihi",
    "guncelleme tarihi",
    "son guncelleme",
    "дата публикации",
    "zuletzt geandert",
    "zuletzt geandert am",
    "mis a jour le",
    "mis en ligne le",
    "publie le",
    "publicado el",
    "actualizado el",
    "veroffentlicht am",
}
# `87 Port Reg. 62186`: volume, reporter and page of a law report.
_REPORTER = re.compile(r"\d+\s(?P<name>[^\d]+)\s(?P<page>\d+)")
_ROMAN = re.compile(r"[ivxlc]+")
# `[2011] LMCLQ 45`, `(2008) 12(3) Journal of Food 201`
_YEAR_BEFORE = re.compile(r"\d{4}[)\]]\s?(?:\d{1,3}\s?\(\d{1,3}(?:[-–/]\d{1,3})?\)\s)?$")
_AFTER_YEAR = re.compile(r"(?P<name>[^\d]+)\s(?P<page>\d+)")
_VOLUME_AND_PAGES = re.compile(r"\s*\d{1,3}:\s?(?P<pages>\d{1,4}\s?[-–]\s?\d{1,4}),?\s*")
# An identifier, an edition of a newspaper, a series by which an institute counts its papers.
_NUMBERED = re.compile(
    r"(?:doi|issn|isbn|arxiv)\b.*|(?:late|early|online|print|international|web)\sedition"
    r"|(?:working|discussion|occasional|policy|briefing|research|issue)\s(?:paper|brief|report)s?"
    r"|(?:press\srelease|fact\ssheet|white\spaper)"
    r"|\d{1,2}[:.]\d\d(?:\s?[ap]\.?\s?m\.?)?(?:\s[a-z]{2,4})?"
)
_WITHIN = re.compile(
    r"(?:[Ii]n:?|[İi]çinde:?|В кн\.:?|[Dd]ans:?|en:?|En:)\s+(?=[^\W\d_a-zа-яё]|[*_])"
)
_COLON = re.compile(r"[)\s]{0,3}:\s{0,3}")
# After a publisher's name: what kind of site it is, what kind of paper, a word before its date.
_KIND_OF_SITE = re.compile(
    r"\s+(?:[(\[](?:blog|online|web|website|internet)[)\]]"
    r"|(?:Working|Discussion|Occasional|Policy|Briefing|Research|Conference)"
    r" (?:Papers?|Brief|Reports?)"
    r"|vom|du|от|dated)$"
)
_SECTION = re.compile(r"[a-z]\d{1,2}|(?:sec|section|sect)\.?\s[a-z\d]{1,3}")  # of a newspaper
_BARE_ADDRESS = re.compile(r"[\w.-]+\.[a-z]{2,}/\S*")  # MLA leaves `https://` out
# Its full stop is part of the name: `Harbour Co., Ltd.`, `Liman A.Ş.`
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:Inc|Ltd|Co|Cos|Corp|Bros|Assn|Assoc|Dept|Univ|Intl|Şti|Yay|[^\W\d_]\.\s?[^\W\d_]+)$"
)
_REMARK = re.compile(r"\s*(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\])\s*")


def _unbracketed(text: str, start: int, end: int) -> Stretch:
    """Narrow a stretch by punctuation, a bracket that has no other and a remark before it."""
    place = strip_span(text, start, end, ".,;:-–—| ")
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
        elif (opened := name.rfind("(")) > 0 and ")" not in name[opened:]:
            # `Evening Herald (London, 5 May 2017) 4`
            place = strip_span(text, place.start, place.start + opened, ".,;:-–— ")
        else:
            break
    return with_its_stop(text, place)


def with_its_stop(text: str, place: Stretch) -> Stretch:
    """Give a name's place with the full stop that ends it, if that belongs to an abbreviation."""
    stop = text[place.end : place.end + 1] == "."
    if stop and _ABBREVIATED.search(text, max(place.start, place.end - 20), place.end):
        return Stretch(place.start, place.end + 1)
    return place


_VOLUME_PAGE = re.compile(r"\d{1,2}:\d{1,4}(?:[-–]\d{1,4})?(?=[.,;\s]|$)")


def locator_after(part: Part, fields: Fields, place: int) -> None:
    """Take the pages that follow a book's year: `300 с.` tells how thick it is, `С. 45` where."""
    rest = part.bare[place - part.start :]
    found = list(islice(LOCATORS.finditer(rest), 3))
    # `Т. 2. С. 77`: the last is the finest.
    begin = skip(rest, 0, ",.:) –—-")
    pages = found[-1] if found else _VOLUME_PAGE.match(rest, begin) or BARE_PAGES.match(rest, begin)
    if pages and not re.match(r"\s?(?:с|s|p)\b", rest[pages.end() :]):
        fields.put("locator", Stretch(place + pages.start(), place + pages.end()))


def is_volume(text: str) -> bool:
    """Tell whether a piece of flat text is nothing but volume and number."""
    return _VOLUME.pattern.fullmatch(text) is not None or _ISSUE.fullmatch(text) is not None


def skip(text: str, place: int, letters: str) -> int:
    """Give the first offset from `place` that holds none of `letters`."""
    while place < len(text) and text[place] in letters:
        place += 1
    return place


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Tell whether a year is in brackets or between separators, and so a date."""
    before = text[max(0, match.start() - 5) : match.start()].rstrip()[-1:]
    after = text[match.end() : match.end() + 5].lstrip()[:1]
    return before in {"", *",([.\x00:;-"} and after in {"", *",)].;:\x00"}


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
