"""Words by which a note points to another: Ibid., op. cit., a.g.e., Там же, `see note 4 above`.

They are recognised before a citation is looked for. The words themselves are in `terms`; to which
note a pointer leads is found in `resolution`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from .dates import DIGIT, flat
from .parts import Fields, Part
from .terms import (
    BELOW,
    IDEM_TERM,
    IDEM_TERM_AFTER,
    NUMBER,
    PAGES,
    REMAINDER,
    SUPRA_ALONE,
    TERM,
    WEAK_PLACE,
    WEAK_WORK,
)
from .wording import (
    BARE_PAGES,
    INNER_SIGNAL,
    INVERTED,
    LOCATORS,
    PARTICLES,
    SIGNAL,
    YEAR,
    Stretch,
    author_and_title,
    is_byline,
    is_capitalised,
    names,
    signal_ends,
    strip_span,
)

if TYPE_CHECKING:
    from briefing_tui.briefing import Citation

PointerKind = Literal["ibid", "work", "place", "number", "short"]

_INTEGER = re.compile(r"\d+")
_OPENING = " \t\n\r\u00a0([-–—•.,;:"
_BETWEEN = " \t\n\r\u00a0,.:;()–—-\x00"
# `See note 4 for the figures`, but not `See note 4 to the accounts`
_ENDS_THERE = re.compile(
    r"\s*(?:$|[.,;:)\]]|(?:for|on|regarding|and|of\sthis|настоящей|данной|icin|fur|pour|para)\b)"
)
# Terms and numbers looked at in a part: prose about back-references may be long.
_TRIED = 20
_TRIED_NUMBERS = 8
_SENTENCE_BEFORE = re.compile(r"[^\W\d_]{3,}[)”\"»]?[.!?]\s*$")
_LOOK_THERE = re.compile(
    r"\s*(?:bakiniz|bakin|bkz|bk|bak|(?:anilan|gecen|belirtilen|verilen)?\s?(?:kaynak|eser"
    r"|makale|haber))\b(?:,\s(?:ss?|p)\.\s?\d[\d\s–-]*)?[\s.]*$"
)
# `Doe, op. cit., 16 and Roe, op. cit., 4`
_PAGE_AND = re.compile(
    r"(?:(?:at|auf)\s)?\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?=,?\s(?:and|with|ve|ile|und|et|y|и|&)\s|\s\()"
)
_GOES_ON = re.compile(
    r"\s+(?!(?:for|on|regarding|concerning|quoting|citing|icin|fur|pour|para|sobre)\b|p{1,2}\b"
    r"|ss?\b|pag|стр|at\b|auf\b|n\b|и\b|and\b|ve\b|f{1,2}\b|с\b)[^\W\d_][^\W\d_]*"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A back-reference as one part of a note writes it."""

    kind: PointerKind
    term: str
    own: Citation
    """What the note's own words tell: title, author, page, date of access."""
    title: str = ""
    name: str = ""
    """Author, publisher or title that stands before the term without quotes."""
    is_loose: bool = False
    """The name or title may as well be words of a sentence."""
    year: str = ""
    numbers: tuple[int, ...] = ()
    """The notes it names, for `see notes 2 and 5`; the one after the other when several."""
    forward: bool = False
    """`infra`, `below`: it points ahead."""
    same_author: bool = False
    """`Idem, op. cit.`: the author is that of the note before."""
    doubtful: bool = False
    page_unread: bool = False
    """Figures follow the term that could not be read as a page."""
    begin: int = 0
    """Offset in the note of the part that holds it."""
    end: int = 0
    """Offset in the note at which something else may begin."""


def find_pointer(part: Part, unquoted: str) -> Pointer | None:
    """Recognise the first back-reference in a part; `unquoted` is its note's `unquoted()`."""
    head = part.head
    idem = IDEM_TERM.match(unquoted, _emphasis_end(part, unquoted), part.end)
    if idem is not None and (pointer := _idem(part, unquoted, idem)) is not None:
        return pointer
    for term in islice(TERM.finditer(unquoted, head, part.end), _TRIED):
        if (pointer := _by_term(part, unquoted, head, term)) is not None:
            return pointer
    return _by_number(part, unquoted, head)


def may_point(text: str) -> bool:
    """Tell whether flat text holds words that may make a back-reference."""
    return "supra" in text or bool(TERM.search(text) or NUMBER.search(text))


def has_term(part: Part, unquoted: str) -> bool:
    """Tell whether one of the plain terms, `Ibid.` or `op. cit.`, stands in a part."""
    return TERM.search(unquoted, part.start, part.end) is not None


def points_again(part: Part, unquoted: str, *, numbered: bool) -> bool:
    """Tell whether another back-reference may stand in what is left of a part.

    After a note's number it may be one more: `note 5 and note 6`.
    """
    if has_term(part, unquoted):
        return True
    found = islice(NUMBER.finditer(unquoted, part.start, part.end), _TRIED_NUMBERS)
    return any(
        match["before"]
        or match["after"]
        or (numbered and (match.start() == part.head or match.group()[0] == "("))
        for match in found
    )


def idem_end(part: Part, unquoted: str) -> int:
    """Give the offset after an `Idem,` or `Его же.` that opens a part, or the part's start."""
    match = IDEM_TERM.match(unquoted, _emphasis_end(part, unquoted), part.end)
    return match.end() if match else part.start


def _emphasis_end(part: Part, unquoted: str) -> int:
    """Give the offset at which a part's words begin, a sign of emphasis before them left out."""
    place = part.head
    while place < part.end and unquoted[place].isspace():
        place += 1
    return place


def _idem(part: Part, unquoted: str, match: re.Match[str]) -> Pointer | None:
    """Read `Idem.`, `Id. at 45`, `Idem, op. cit., p. 4`; a new work by him is no pointer."""
    rest = unquoted[match.end() : part.end]
    term = part.text[match.start() : match.end()]
    if (after := IDEM_TERM_AFTER.match(unquoted, match.end(), part.end)) is not None:
        kind: PointerKind = "work" if after["work"] else "place" if after["place"] else "ibid"
        place = Stretch(match.start(), after.end())
        return _pointer(part, unquoted, kind, place, _Head(same_author=kind == "work"))
    explained = _EXPLAINED.match(rest) is not None
    quoted = any(match.end() <= q.start for q in part.quotes)
    if not explained and (quoted or REMAINDER.match(rest) is None):
        return None
    # Bluebook's `Id.` is ibid.; a bare `idem` names no other work, so it can only be the same.
    legal = re.match(r"id\b", flat(term)) is not None
    place = Stretch(match.start(), match.end())
    return _pointer(part, unquoted, "ibid", place, _Head(doubtful=not legal))


# `Id. (quoting Doe, supra note 1)`: The Bluebook, rule 1.5.
_EXPLAINED = re.compile(
    r"[\s,.]*(?:at\s\d[\d\s,–-]{0,12}\s)?\((?:quoting|citing|noting|holding|arguing|stating|finding"
    r"|explaining|describing|discussing|emphasis|internal|alteration)\b"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a term."""

    title: Stretch | None = None
    name: Stretch | None = None
    year: str = ""
    doubtful: bool = False
    same_author: bool = False
    is_loose: bool = False


def _by_term(part: Part, unquoted: str, start: int, match: re.Match[str]) -> Pointer | None:
    rest = unquoted[match.end() : part.end]
    letters = re.sub(r"[\s.]", "", match.group())
    if match["weak"] and (
        REMAINDER.match(rest) is None
        or (re.match(r"\s+\d", rest) and not (letters in _DOTTED and "." in match.group()[:-1]))
        or part.urls
        or any(quote.start >= match.end() for quote in part.quotes)
    ):
        return None
    head = _head(part, start, match.start())
    if head.doubtful and match["weak"]:
        return None
    numbered = NUMBER.pattern.match(unquoted, _after(unquoted, match.end(), part.end), part.end)
    lower = rest.lstrip()[:1] == part.text[match.end() :].lstrip()[:1]
    only_pages = REMAINDER.match(rest) is not None
    if numbered is None and lower and not only_pages and _GOES_ON.match(rest):
        # `Ibid. means`: the word itself is spoken about. A capital begins a comment instead.
        return None
    kind: PointerKind = "ibid"
    if match["work"] or letters in WEAK_WORK:
        kind = "work"
    elif match["place"] or letters in WEAK_PLACE:
        kind = "place"
    if head.same_author is False and part.text[start : match.start()].strip(_OPENING) == "":
        head = _Head()
    if kind == "work" and head == _Head() and (part.quotes or not only_pages):
        head = _name_after(part, unquoted, match.end())
    return _pointer(part, unquoted, kind, Stretch(match.start(), match.end()), head)


def _name_after(part: Part, unquoted: str, place: int) -> _Head:
    """Read the name that some put behind the term: `Op. cit. Doe, p. 4`."""
    after = [q for q in part.quotes if q.start >= place]
    if len(after) == 1 and not part.urls and not unquoted[place : after[0].start].strip(_BETWEEN):
        # `Op. cit., “Title”.`
        follows = REMAINDER.match(unquoted[after[0].end : part.end])
        return _Head(title=after[0].inner) if follows else _Head()
    comma = unquoted.find(",", _after(unquoted, place, part.end), part.end)
    end = comma if comma >= 0 else part.end
    name = strip_span(part.text, place, end, ",.:;([ ")
    if name.end - name.start > 60 or not names(part.text[name.start : name.end]):
        return _Head()
    if REMAINDER.match(unquoted[name.end : part.end]) is None:
        return _Head()
    return _Head(name=name)


def _head(part: Part, start: int, end: int) -> _Head:
    """Read what stands before a term: nothing, a title, a name, or words of a sentence."""
    text = part.text
    quote = next((q for q in part.quotes if start <= q.start and q.end <= end and q.closed), None)
    place = strip_span(text, start, end, ",:;([–—- ")
    if place.start >= place.end or part.flat[place.start : place.end] in _ARTICLES:
        return _Head()
    if quote is not None:
        before = strip_span(text, start, quote.start, ",:;–—- ")
        if text[quote.end : end].strip(_BETWEEN).count(" ") > 5:
            return _Head(doubtful=True)
        title = strip_span(text, quote.inner.start, quote.inner.end, ",.; ")
        named = before if is_byline(text[before.start : before.end]) else None
        return _Head(title, named)
    if text[place.start] in '“„«"':
        return _Head(title=strip_span(text, place.start + 1, place.end, ",.; "))
    if text[place.start] in "‘'" and text[place.end - 1] in "’'":
        return _Head(title=strip_span(text, place.start + 1, place.end - 1, ",.; "))
    if signal_ends(part.flat, start, end):
        return _Head()
    year = ""
    if (found := list(YEAR.finditer(text, place.start, place.end))) and (
        text[found[-1].end() : place.end].strip(" ),a.") == ""
    ):
        year = found[-1].group()
        place = strip_span(text, place.start, found[-1].start(), ",(. ")
    if inner := list(INNER_SIGNAL.finditer(part.flat, place.start, place.end)):
        place = strip_span(text, inner[-1].end(), place.end, ", ")
    if others := _OTHERS_BRACKETED.search(text, place.start, place.end):
        place = strip_span(text, place.start, others.start(), ", ")
    if possessive := _POSSESSIVE.search(part.flat, place.start, place.end):
        place = strip_span(text, place.start, possessive.start())
    words = text[place.start : place.end]
    if not words or len(words) > 300:
        return _Head(doubtful=True)
    if names(words) or INVERTED.fullmatch(text, place.start, place.end):
        return _Head(name=place, year=year)
    separated = text[start:end].rstrip()[-1:] in ",.:(" or text[end : end + 1] == "("
    if separated and len(words.split()) <= 14 and (words[0].isupper() or words[0].isdigit()):
        # Of `The ministers met twice. Ibid.` only an earlier note tells that it is no title.
        loose = text[start:end].rstrip()[-1:] == "." or not is_capitalised(words)
        if divided := author_and_title(text, place.start, place.end):
            return _Head(divided[1], divided[0], year, is_loose=loose)
        return _Head(name=place, year=year, is_loose=loose)
    if _SENTENCE_BEFORE.search(text, max(start, end - 60), end):
        return _Head()
    if named := _last_name(text, place):
        return _Head(name=named, year=year, doubtful=False)
    return _Head(doubtful=True)


_CITED_IN = re.compile(r"(?:cited|quoted|named|listed|given|mentioned)\s(?:in|at)\s")
_ARTICLES = ("the", "la", "der", "die")  # `See the previous note`
_POSSESSIVE = re.compile(r"['’](?:n?[iu]n|s)$")  # `Toprak’ın adı geçen eseri`
# `a.y. 4`, `l.c. 4`: with full stops within they are no other words.
_DOTTED = ("ay", "ae", "lc", "oc")
_OTHERS_BRACKETED = re.compile(r"\s*\[(?:и др|et al|u\. ?a)\.?\]\.?$")


def _last_name(text: str, place: Stretch) -> Stretch | None:
    """Give the name in which words of a sentence end: `as is said by Jane Doe`."""
    begin = place.end
    for word in reversed(list(re.finditer(r"\S+", text[place.start : place.end]))):
        written = word.group()
        if not (written[0].isupper() or written in PARTICLES or written in ("and", "ve", "и", "&")):
            break
        if written[-1] in ".;:" and len(written) > 3:
            break
        begin = place.start + word.start()
    name = strip_span(text, begin, place.end, ", ")
    return name if is_byline(text[name.start : name.end]) else None


def _by_number(part: Part, unquoted: str, start: int) -> Pointer | None:
    """Read `See note 4 above`, `Doe, supra n. 4, at 12`, `Doe (n 4) 12`, `dipnot 4`."""
    signal = start > part.start and SIGNAL.search(part.flat, part.start, start) is not None
    numbered = DIGIT.search(unquoted, part.start, part.end) is not None
    found = NUMBER.finditer(unquoted, part.start, part.end) if numbered else ()
    for match in islice(found, _TRIED_NUMBERS):
        if match.start() < start and match.end() <= start:
            continue
        directed = bool(match["before"].strip(" ,") or match["after"].strip(" ,."))
        begin = max(start, match.start())
        head = strip_span(part.text, start, begin, ",:;([ ")
        bracket = "(" in match.group()
        if match["bracketed"] and not (begin == start and REMAINDER.match(unquoted[match.end() :])):
            continue
        named = (
            is_byline(part.text[head.start : head.end])
            or any(q.start >= head.start and q.end <= begin for q in part.quotes)
            or (bracket and _begins_with_name(part.text[head.start : head.end]))
        )
        rest = unquoted[match.end() : part.end]
        alone = head.start >= head.end
        short = len(part.text[part.start : begin].split()) <= 12
        looked = _LOOK_THERE.match(rest) if alone else None
        more = _PAGE_AND.match(unquoted, _after(unquoted, match.end(), part.end), part.end)
        ends = (REMAINDER.match(rest) or looked or more) is not None
        if part.urls or any(q.start > match.end() for q in part.quotes):
            continue
        if not (
            (
                directed
                and (alone or named or signal or len(part.text[part.start : begin].split()) < 40)
            )
            or (alone and (ends or (signal and _ENDS_THERE.match(rest))))
            or (ends and short and signal_ends(part.flat, start, begin))
            or (ends and signal and short and _CITED_IN.match(unquoted, begin))
            or (named and ends and (bracket or _is_set_off(part, start, head.end, begin)))
        ):
            continue
        if named and not (directed or bracket) and _is_of_that_work(part, head.end, match):
            continue
        place = Stretch(begin, match.end())
        return _pointer(part, unquoted, "number", place, _head(part, start, begin), number=match)
    supra = SUPRA_ALONE.search(unquoted, start, part.end) if "supra" in unquoted else None
    if supra is not None and not part.urls:
        source = _head(part, start, supra.start())
        is_named = (source.title or source.name) and not source.is_loose
        if is_named and REMAINDER.match(unquoted[supra.end() : part.end]):
            place = Stretch(supra.start(), supra.end())
            return _pointer(part, unquoted, "work", place, source)
    return None


def _begins_with_name(text: str) -> bool:
    first = text.partition(" ")[0]
    return first[:1].isupper() or first in PARTICLES


def _is_set_off(part: Part, start: int, head: int, begin: int) -> bool:
    """Tell whether a comma, or words such as `see`, stand between a name and a note's number."""
    return "," in part.text[head : begin + 1] or signal_ends(part.flat, start, begin)


def _is_of_that_work(part: Part, place: int, match: re.Match[str]) -> bool:
    """Tell whether it is a note of the work named: `Doe, 45, n. 3`, `Ministry of Ports, Note 4`."""
    written = part.text[match.start() : match.end()]
    return "Note" in written or LOCATORS.search(part.flat[place : match.start()]) is not None


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    written = match["ordinal"] or match["numbers"] or match["number"] or match["bracketed"]
    found = [int(n) for n in _INTEGER.findall(written)]
    ranged = "-" in written or "–" in written
    if len(found) == 2 and ranged and found[0] < found[1] <= found[0] + 20:
        return tuple(range(found[0], found[1] + 1))
    return tuple(dict.fromkeys(found))


def _pointer(
    part: Part,
    unquoted: str,
    kind: PointerKind,
    term: Stretch,
    head: _Head,
    *,
    number: re.Match[str] | None = None,
) -> Pointer:
    """Make the pointer of a term and what stands around it."""
    fields = Fields(part.text)
    end = term.end
    if number is None:
        # `op. cit. (n. 4)`, `a.g.e., dipnot 4`
        following = NUMBER.pattern.match(unquoted, _after(unquoted, end, part.end), part.end)
        # `ibid., n. 3` is the third note of the work, `ibid. (n. 3)` a note of ours.
        if following is not None and (kind != "ibid" or "(" in unquoted[end : following.end()]):
            number, end = following, following.end()
    place = _after(unquoted, end, part.end)
    after_term = end
    pages = (
        PAGES.match(unquoted, place, part.end)
        or BARE_PAGES.match(unquoted, place, part.end)
        or _PAGE_AND.match(unquoted, place, part.end)
    )
    if pages is not None:
        at = re.compile(r"(?:at|auf)\s").match(unquoted, pages.start())
        begin = at.end() if at else pages.start()
        fields.put("locator", strip_span(part.text, begin, pages.end()))
        end = pages.end()
    title = name = ""
    if head.title is not None and head.title.start < head.title.end:
        fields.put("title", head.title)
        title = fields.values["title"] or ""
    if head.name is not None:
        name = " ".join(part.text[head.name.start : head.name.end].split())
        fields.put_authors(head.name)
    for accessed in part.accessed:
        fields.put_date("accessed", accessed)
    if part.urls and not any(q.start > end for q in part.quotes):
        fields.put("url", part.urls[0])
    forward = (
        number is not None and re.search(BELOW, number["before"] + number["after"]) is not None
    )
    return Pointer(
        kind="number" if number is not None else kind,
        term=part.text[term.start : term.end].strip(" ,()"),
        own=fields.whatever(),
        title=title,
        name=name.strip(" .,") if not re.search(r"\b\w\.$", name) else name,
        year=head.year,
        numbers=_numbers(number) if number is not None else (),
        forward=forward,
        same_author=head.same_author,
        is_loose=head.is_loose,
        doubtful=head.doubtful,
        page_unread=pages is None and DIGIT.search(unquoted, after_term, part.end) is not None,
        begin=part.head,
        end=end,
    )


def _after(text: str, place: int, end: int) -> int:
    while place < end and text[place] in _BETWEEN:
        place += 1
    return place
