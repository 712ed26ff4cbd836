"""Books and articles whose titles stand without quotes, set off by commas, brackets or stops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .dates import MONTH, FoundDate, flat, published_dates
from .givennames import is_given_name
from .imprint import TOWN_AND_PRESS, is_organisation, is_press, is_town, published_by, put_publisher
from .particulars import (
    comma_parts,
    is_volume,
    locator_after,
    read_particulars,
    with_its_stop,
)
from .wording import (
    BARE_PAGES,
    LOCATOR,
    YEAR,
    Stretch,
    is_capitalised,
    is_name,
    names,
    strip_span,
)

if TYPE_CHECKING:
    from briefing_tui.briefing import Citation

    from .parts import Fields, Part

_IN_BRACKETS = re.compile(
    r"(?P<head>[^()“”\"«»\x00]{5,300}?"
    r"(?:\((?:eds?|hrsg|Hrsg|Hg|dir|der|Der|coord)\.?\)[^()“”\"«»\x00]{3,200}?)?)\s{0,5}"
    r"\((?:[\w.]{1,12}\s(?:edn?|baskı|Aufl)\.?,\s)?(?:(?P<place>[^():]{2,60}):\s*)?"
    rf"(?P<publisher>[^():\d]{{2,80}}?)(?:,\s*|(?P<space>\s+))(?:(?i:{MONTH}) )?(?P<year>\d{{4}})\)"
)
_MLA = re.compile(
    r"(?P<authors>[^\W\d_][\w'’-]+, [^\W\d_][^.()“”\"«»\x00]{1,80}?(?: [^\W\d_]\.| et al\.)?)"
    r"(?:\. |(?<=al\.) )"
    r"(?P<title>[^.]{3,200}?)\. (?:\d{1,2}(?:st|nd|rd|th) ed\., )?"
    r"(?:[^\W\d_][\w ]{2,30}: )?(?P<publisher>[^\W\d_][^.,:]{2,60}?), (?P<year>\d{4})(?=[.,])"
)


# `Jane Doe. Title. Quay Press, 2001.`
_FULL_STOPS = re.compile(
    r"(?P<authors>[^\W\d_][\w'’-]+(?: [^\W\d_]\.)? [^\W\d_][\w'’-]+)\. (?P<title>[^.]{3,200}?)\. "
    r"(?:(?P<place>[^\W\d_][\w ]{2,30}): )?(?P<publisher>[^\W\d_][^.,:]{2,60}?), (?P<year>\d{4})"
    r"(?=[.,])"
)


def book(part: Part) -> Citation | None:
    """Read a book: `Author, Title (Place: Publisher, year), pages`, between commas, or as MLA."""
    head, text = part.head, part.text
    match = _IN_BRACKETS.match(text, head, part.end)
    if match is None:
        return _mla(part) or _listed(part)
    fields = part.common()
    publisher = strip_span(text, *match.span("publisher"))
    if match["place"] is None:
        if _NO_PUBLISHER.match(flat(match["publisher"])):
            return None
        if _THESIS.search(flat(match["publisher"])):
            school = match["publisher"].rfind(",")
            publisher = strip_span(text, publisher.start + school + 1, publisher.end)
            if school < 0:
                publisher = Stretch(publisher.end, publisher.end)
        elif is_town(match["publisher"].partition(",")[0]):
            publisher = Stretch(publisher.end, publisher.end)
        elif match["space"] and not (
            is_press(match["publisher"]) or match["publisher"].isupper() or "*" in match["head"]
        ):
            return None
    pieces = _pieces(text, *match.span("head"))
    if not _put_authors_and_title(part, fields, pieces):
        edited = len(pieces) == 2 and _EDITED_BY.match(part.flat, pieces[1].start, pieces[1].end)
        by_publisher = edited or text[pieces[0].start : pieces[0].end] == match["publisher"].strip()
        if not by_publisher or len(pieces) != 2:
            return None
        fields.put("title", pieces[0 if edited else 1])
    fields.put("publisher", publisher)
    fields.put("date", Stretch(*match.span("year")))
    locator_after(part, fields, match.end())
    return fields.citation()


_NO_PUBLISHER = re.compile(
    r"(?:spring|summer|fall|autumn|winter|phd|ph\.d|vol|no|eds?|hg|hrsg|cev|trans|master"
    r"|doctoral|sb\b)"
)


_EDITED_BY = re.compile(r"(?:ed\.|eds\.|edited|hrsg\.|herausgegeben)\s(?:by|von)\s")
_THESIS = re.compile(r"\b(?:diss|dissertation|thesis|tezi|these|tesis|doctorat)\b")


def _mla(part: Part) -> Citation | None:
    match = _MLA.match(part.text, part.head, part.end)
    if match is None:
        match = _FULL_STOPS.match(part.text, part.head, part.end)
        if match is None or not (match["place"] or is_press(match["publisher"])):
            return None
    if not (match["title"][0].isupper() and match["publisher"][0].isupper()):
        return None
    fields = part.common()
    if not fields.put_authors(Stretch(*match.span("authors"))):
        return None
    fields.put("title", strip_span(part.text, *match.span("title")))
    fields.put("publisher", strip_span(part.text, *match.span("publisher")))
    fields.put("date", Stretch(*match.span("year")))
    locator_after(part, fields, match.end())
    return fields.citation()


_LAST_PIECES = re.compile(
    rf"[\s.,;:()\]]*(?:(?:\d{{1,4}}\s(?:pp?|s|с)\.|{LOCATOR.pattern}"
    rf"|{BARE_PAGES.pattern})[\s.,;:()\]]*){{0,2}}"
    r"(?:hier\ss\.\s?\d+\.?)?\s*"
)


def _listed(part: Part) -> Citation | None:
    """Read what commas divide: `Author, Title, Publisher, Place, year, pages`, in either order.

    Also with `Place: Publisher`, `Place year`, or a journal with its volume for the publisher.
    """
    head, text = part.head, part.text
    end = part.material_end
    date = _last_date(part, head, end)
    if date is None:
        return None
    fields = part.common()
    start = head
    leading = _LEADING_AUTHORS.match(text, head, date.start)
    if leading and _are_authors(part, fields, leading):
        start = leading.end()
    pieces = _pieces(text, start, date.start)
    if not 1 < len(pieces) + bool(fields.authors) < 12:
        return None
    first = 1 if fields.authors else 2
    pieces[first:] = [p for p in pieces[first:] if not _ASIDE.match(part.flat, p.start, p.end)]
    if not pieces:
        return None
    found = _periodical(part, pieces, date, bool(fields.authors)) or _imprint(
        part, pieces, date, not fields.authors
    )
    if found is None:
        return None
    kept, publisher = found
    if fields.authors:
        title = _title_among(part, kept)
        if title is None:
            return None
        fields.put("title", title)
    elif not _put_authors_and_title(part, fields, kept):
        return None
    if publisher:
        fields.put("publisher", with_its_stop(text, publisher))
    if not fields.values["title"] or fields.values["title"][0].islower():
        return None
    fields.put_date("date", date)
    locator_after(part, fields, date.end)
    return fields.citation()


def _periodical(
    part: Part, pieces: list[Stretch], date: FoundDate, named: bool
) -> tuple[list[Stretch], Stretch | None] | None:
    """Divide title and what it appeared in, when volume or day tell that it is no book."""
    text, flat_text = part.text, part.flat
    left = list(pieces)
    while left and is_volume(flat_text[left[-1].start : left[-1].end]):
        left.pop()
    dated = len(date.value or "") > 4
    if (len(left) == len(pieces) and not dated) or len(left) + named < 3:
        return None
    last = left[-1]
    name = text[last.start : last.end]
    if number := re.search(r"\s\d{1,4}$", name):
        last = Stretch(last.start, last.start + number.start())
    if len(left) == len(pieces):
        told = is_press(name) or is_organisation(name) or bool(part.urls)
        if len(left) + named > 3 or not told or not is_capitalised(name):
            return None
    return left[:-1], last


def _imprint(
    part: Part, pieces: list[Stretch], date: FoundDate, named: bool
) -> tuple[list[Stretch], Stretch | None] | None:
    """Divide title and publisher of a book; with `named` the authors are among the pieces."""
    text = part.text
    if (found := published_by(text, pieces)) is None:
        last = pieces[-1]
        stop = text.rfind(". ", last.start, last.end)
        if stop > 0 and (both := TOWN_AND_PRESS.fullmatch(text, stop + 2, last.end)):
            # `Titel. Hamburg: Meyer, 2010`
            if not is_town(both["town"]):
                return None
            return [*pieces[:-1], Stretch(last.start, stop)], Stretch(*both.span("press"))
        if stop < 0 or not is_town(text[stop + 2 : last.end]):
            return None
        # `Titel. Untertitel. Berlin 2010`
        return [*pieces[:-1], Stretch(last.start, stop)], None
    count, publisher = found
    if publisher is None and len(date.value or "") > 4:
        return None  # `Jane Doe, Minister of Ports, speech, London, 3 May 2011`
    attached = text[pieces[-1].end : date.start].isspace()
    before_town = publisher if count == 2 and publisher == pieces[-2] else None
    if before_town and attached and not is_press(text[before_town.start : before_town.end]):
        # `Titel, Berlin 2010`: what stands before the town may be the title, or the end of it.
        if len(pieces) - named > 2:
            return None
        count, publisher = 1, None
    kept = pieces[: len(pieces) - count]
    stop_before = publisher and _TITLE_STOP.search(text, publisher.start, publisher.end)
    if publisher and count == 2 and stop_before:
        # `Titel. Verlag, Berlin 2010`
        kept = [*kept, Stretch(publisher.start, stop_before.start())]
        publisher = Stretch(stop_before.end(), publisher.end)
    if publisher and count == 1 and publisher.start > pieces[-1].start:
        stop = text.rfind(". ", pieces[-1].start, publisher.start)
        if stop > 0:
            # `Titel. Berlin: Verlag 2010`
            kept = [*kept, Stretch(pieces[-1].start, stop)]
    return kept, publisher


_TITLE_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\s(?=[^\W\d_]{3})")


def _last_date(part: Part, start: int, end: int) -> FoundDate | None:
    """Find the date of publication, if nothing but pages follow it."""
    found = [
        FoundDate(y.group(), *y.span(), y.span())
        for y in YEAR.finditer(part.flat, start, end)
        if part.flat[y.start() - 1] in " (,.\n"
    ]
    shift = start
    found += [
        FoundDate(d.value, d.start + shift, d.end + shift, d.outer)
        for d in published_dates(part.flat[start:end])
        if d.value
    ]
    last = [d for d in found[-4:] if _LAST_PIECES.fullmatch(part.flat, d.end, end)]
    return min(last, key=lambda d: d.start, default=None)


# `Weber, Anna: Titel`, `MUELLE, Juan, Título`, `PORTIER Jean, Titre`
_LEADING_AUTHORS = re.compile(
    r"(?P<capitals>[A-ZÀ-ÞĞİŞŒ]{3,}(?:-[A-ZÀ-ÞĞİŞŒ]+)?, [^\W\d_][\w.-]+"
    r"(?: [^\W\d_][\w.-]*)?)[.,]\s+"
    r"|(?P<given>[^\W\d_][\w'’-]+, (?P<first>[^\W\d_][\w-]+)(?: [^\W\d_]\."
    r"| [^\W\d_][\w-]+)?), (?=[^,]*\w \w|[^,]{9})"
    r"|(?P<bracketed>[^\W\d_][\w’'-]+ \([^\W\d_][\w. -]{0,30}\)), "
    r"|(?P<colon>[^:“”\"«»()\d]{4,150}?(?:\s\((?:Hrsg|Hg|eds?|dir|Der)\.?\))?):\s+"
)
_GERMAN_PAGE = re.compile(r",\ss\.\s?\d|\bin:\s|\bhr?s?g\.")


def _are_authors(part: Part, fields: Fields, leading: re.Match[str]) -> bool:
    """Tell whether the words before a colon or comma are surely authors, and note them."""
    if leading["capitals"]:
        family = leading["capitals"].split(",")[0]
        return family.isupper() and fields.put_authors(Stretch(*leading.span("capitals")))
    if leading["given"]:
        return is_given_name(leading["first"]) and fields.put_authors(
            Stretch(*leading.span("given"))
        )
    if leading["bracketed"]:
        # `Colin (Marie)`, as French catalogues have it
        place = Stretch(*leading.span("bracketed"))
        if is_name(re.sub(r"[()]", "", leading["bracketed"])):
            fields.authors = (leading["bracketed"],)
            fields.places["authors"] = (place.start, place.end)
        return bool(fields.authors)
    place = Stretch(*leading.span("colon"))
    written = part.text[place.start : place.end]
    if "," in written and is_town(written.rpartition(",")[2]):
        return False
    inverted = re.match(r"[^\W\d_][\w'’-]+,\s[^\W\d_]", written)
    # `Long Harbour: A History` is a title; German notes write authors so.
    if not inverted and not _GERMAN_PAGE.search(part.flat, leading.end(), part.end):
        return False
    found = fields.put_authors(place)
    if found and any(len(name.split()) < 2 for name in fields.authors):
        fields.drop_authors()
        return False
    return found


def _pieces(text: str, start: int, end: int) -> list[Stretch]:
    """Divide at commas, without what stands around the pieces."""
    pieces = [strip_span(text, p.start, p.end, ".,;( ") for p in comma_parts(text, start, end)]
    return [_with_initial(text, piece) for piece in pieces if piece.start < piece.end]


def _with_initial(text: str, piece: Stretch) -> Stretch:
    """Give back the full stop of an initial, as in `Fairweather R.`, or of an abbreviation."""
    initial = text[piece.start : piece.end][-2:].strip()
    if len(initial) == 1 and initial.isupper() and text[piece.end : piece.end + 1] == ".":
        return Stretch(piece.start, piece.end + 1)
    return with_its_stop(text, piece)


EMPHASISED = re.compile(r"(?P<sign>[*_])(?P<title>[^*_]{3,200})(?P=sign)")
# Edition, translator, editor, series, kind of thesis: pieces after a title and no part of it.
_BESIDE_TITLE = re.compile(
    r"\(?(?:(?:\d+(?:st|nd|rd|th|e|[eè]me)?\.?|[ivx]+\.|rev(?:ised)?\.?|updated|new|second|third"
    r"|fourth|gozden\sgecirilmis"
    r"|genisletilmis)\s(?:[\w.]+\s){0,2}?(?:ed|edn|edition|baski|basim|b|bs|bas|aufl|auflage)\b\.?"
    r"|(?:trans|transl|cev|ceviren|ed|eds|edited\sby|translated\sby|ubers|hg|hrsg|der|haz"
    r"|yay\.\shaz|trad|coord|dir|editor)\b[.:]?(?:\s|$)"
    r"|(?:vols?|cilt|bd|band|t|tome|tomo|c)\.?\s?(?:\d|[ivx]+\b)|coll\.|collection\s|reihe\s"
    r"|serie\s|foreword\s|with\s(?:an?\s)"
    r"|(?:policy\s(?:brief|paper)|working\spaper|discussion\spaper|report|briefing)(?:\sno\.?)?\s\d"
    r"|(?:unpublished|yayimlanmamis|yayinlanmamis)\b|(?:[\w.]+\s){0,2}(?:tezi|diss\.?"
    r"|dissertation|thesis|doctorat|doctoral)\)?$)"
)
# Edition and series, which may stand between publisher and place as well.
_ASIDE = re.compile(
    r"\(?(?:\d{1,3}(?:st|nd|rd|th|e|eme)?\.?|[ivx]+\.)\s(?:ed|edn|edition|baski|basim|b|bs|aufl"
    r"|auflage)\b\.?"
    r"|(?:coll\.|collection|serie|reihe)\s"
)
_EDITOR_AFTER_NAME = re.compile(r"\(?(?:eds?|hg|hrsg|der|dir|coord|ed)\.?\)?$")
_JOINED = re.compile(r"(?:^|\s)(?:and|ve|und|et|y|&)\s")


def _title_among(part: Part, pieces: list[Stretch]) -> Stretch | None:
    """Give the title at the beginning of pieces, without edition, translator and the like."""
    end = len(pieces)
    for number, piece in enumerate(pieces[1:], 1):
        if _BESIDE_TITLE.match(part.flat, piece.start, piece.end):
            end = number
            break
    if not end or not pieces:
        return None
    title = Stretch(pieces[0].start, pieces[end - 1].end)
    if emphasised := EMPHASISED.search(part.text, max(0, title.start - 1), title.end + 1):
        title = Stretch(*emphasised.span("title"))
    elif kind := _KIND_IN_BRACKETS.search(part.text, title.start, title.end):
        title = strip_span(part.text, title.start, kind.start(), ", ")
    return title


_KIND_IN_BRACKETS = re.compile(
    r"\s*\(=\s[^()]{0,80}\)?$|\s*\((?:[^()]{0,40}(?:ed|edn|baskı|Aufl|Tezi|diss|thesis)\b\.?)\)?$"
)


def _are_two(text: str) -> bool:
    """Tell whether a piece is the last two of several authors: `Ali Kaya and Carl Lee`."""
    both = names(text)
    return both is not None and len(both) == 2 and all(1 < len(n.split()) < 4 for n in both)


def _put_authors_and_title(part: Part, fields: Fields, pieces: list[Stretch]) -> bool:
    """Divide `Jane Doe and Ali Kaya, Title, Subtitle`; False where there are two ways to."""
    if len(pieces) < 2:
        return False
    texts = [part.text[p.start : p.end] for p in pieces]
    if len(pieces) == 2 and is_organisation(texts[0]):
        fields.put("title", pieces[1])
        return True
    if texts[0].split()[0].lower() in _NO_GIVEN_NAME:
        return False
    count = 1
    joined = next((n for n, t in enumerate(texts[:6]) if n and _JOINED.search(t)), 0)
    if joined and not _JOINED.match(texts[joined]) and not _are_two(texts[joined]):
        joined = 0
    if (
        joined
        and joined < len(texts) - 1
        and all(is_name(t, 4) and len(t.split()) > 1 for t in texts[1:joined])
    ):
        count = joined + 1
    beside = _EDITOR_AFTER_NAME.match(part.flat, pieces[count].start, pieces[count].end)
    if not fields.put_authors(strip_span(part.text, pieces[0].start, pieces[count - 1].end, ", ")):
        return False
    rest = pieces[count + bool(beside) :]
    second = texts[count + bool(beside)] if rest else ""
    two_ways = len(rest) > 1 and not joined and is_name(second) and len(second.split()) in (2, 3)
    two_ways = two_ways and second.split()[0].lower() not in _NO_GIVEN_NAME
    if two_ways and not _BESIDE_TITLE.match(part.flat, rest[1].start, rest[1].end):
        # Two names in a row: authors only if the last is joined by `and`.
        fields.drop_authors()
        return False
    title = _title_among(part, rest)
    if title is None or any(len(name.split()) < 2 for name in fields.authors):
        fields.drop_authors()
        return False
    fields.put("title", title)
    return True


# `Long Harbour, Deep Water, Quay Press`: they begin titles, and never the name of a person.
_NO_GIVEN_NAME = frozenset(
    """
    the a an long short old new deep high low great little big small red black white blue dark
    cold hot hard soft lost last first second third one two three four ten hundred four north
    south east west northern southern eastern western beyond between under over after before
    against about on in from modern ancient early late free open secret silent quiet bitter sweet
    broken rising falling global world war peace empire history land sea le la les un une das die
    der ein eine el los las una bir
    """.split()
)


def title_and_imprint(part: Part, fields: Fields, start: int, end: int) -> Citation | None:
    """Read `Başlık, Yayınevi, Şehir, s. 4` where authors and year are known already."""
    text = part.text
    pieces = read_particulars(part, fields, start, end)
    found = published_by(text, pieces)
    count, publisher = found or (0, None)
    kept = pieces[: len(pieces) - count]
    if len(kept) != 1 and found is None:
        return fields.citation()
    if (title := _title_among(part, kept)) is not None:
        fields.put("title", title)
    if publisher:
        fields.put("publisher", with_its_stop(text, publisher))
    return fields.citation()


CONTAINER = re.compile(r"(?P<stop>[,.]|(?<=[?!])|(?<=[?!]),)\s+[Ii]n:\s+")


def article(part: Part) -> Citation | None:
    """Read `Karl Graf, Titel, in: Zeitschrift 12 (2010), S. 45`, without quotes."""
    head, text = part.head, part.text
    end = part.material_end
    match = CONTAINER.search(text, head, end)
    if match is None:
        return None
    fields = part.common()
    leading = _LEADING_AUTHORS.match(text, head, match.start())
    if leading and _are_authors(part, fields, leading):
        fields.put("title", strip_span(text, leading.end(), match.start(), ", "))
    else:
        titles = _pieces(text, head, match.start())
        if len(titles) == 1 and is_capitalised(text[head]):
            fields.put("title", titles[0])
        elif not _put_authors_and_title(part, fields, titles):
            return None
    pieces = read_particulars(part, fields, match.end(), end)
    put_publisher(part, fields, pieces)
    if not fields.authors and not {"date", "locator", "publisher"} <= fields.places.keys():
        return None
    return fields.citation()
