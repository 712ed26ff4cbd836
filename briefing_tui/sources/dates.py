"""Dates in notes: of access, with the words that announce them, and of publication.

Everything here looks at `flat` text, in which each character stands where it stood in the note.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Flat(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = fold(letter)
        self[code] = flat = folded[0] if folded else letter
        return flat


_FLAT = _Flat({ord("،"): ",", ord("、"): ",", ord("؛"): ";", ord("。"): "."})


def flat(text: str) -> str:
    """Fold `text` letter by letter, so that offsets stay what they were (`ß` gives one `s`)."""
    return text.translate(_FLAT)


class AtWords:
    """An expression that can match only where a word begins, tried only there.

    The long alternations of this package fail slowly, and `re` tries them at each character.

    Args:
        pattern: the expression.
        words: what its match begins with, as alternatives without classes of characters; their
            first letters are where it is tried.
        also: other characters that it may begin with, as in a class; signs may stand anywhere.
    """

    def __init__(self, pattern: str, words: str, also: str = "") -> None:
        self.pattern = re.compile(pattern)
        firsts = sorted(set(_FIRST.findall(words)))
        self._begin = re.compile(f"[{''.join(firsts)}{also}](?:(?<!\\w.)|(?<=\\W))")

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Find all matches that do not overlap, in order."""
        done = start
        for begin in self._begin.finditer(text, start, end):
            place = begin.start()
            if place >= done and (match := self.pattern.match(text, place, end)) is not None:
                done = match.end()
                yield match

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first match."""
        return next(self.finditer(text, start, end), None)


# A letter where an alternative may begin: behind a bar, a bracket, or what may be missing.
_FIRST = re.compile(r"(?:^|[|(]|\(\?:|\)\?)([^\W\d_])")
DIGIT = re.compile(r"\d")

# English, Turkish, Russian, Ukrainian, German, French, Spanish, Italian, Portuguese, Polish; flat.
# One month to a paragraph.
MONTHS = """
january jan januar jänner ocak oca января январь янв січня janvier janv enero ene gennaio
janeiro stycznia

february feb februar subat şub февраля февраль фев февр лютого fevrier fevr fev febrero febbraio
fevereiro lutego

march mar mart marz mrz maerz марта март мар березня mars marzo marco marca

april apr nisan nis апреля апрель апр квітня avril avr abril abr aprile kwietnia

may mai mayis мая май травня mayo maggio maio maja

june jun juni haziran haz июня июнь июн червня juin junio giugno junho czerwca

july jul juli temmuz tem июля июль июл липня juillet juil julio luglio julho lipca

august aug agustos agu августа август авг серпня aout agosto ago sierpnia

september sep sept eylul eyl сентября сентябрь сен сент вересня septembre septiembre setiembre
settembre setembro wrzesnia

october oct oktober okt ekim eki октября октябрь окт жовтня octobre octubre ottobre outubro
pazdziernika

november nov kasim kas ноября ноябрь ноя нояб листопада novembre noviembre novembro listopada

december dec dezember dez aralik ara декабря декабрь дек грудня decembre diciembre dic dicembre
dezembro grudnia
"""
_MONTH_NUMBER = {
    flat(name): number
    for number, names in enumerate(MONTHS.split("\n\n"), 1)
    for name in names.split()
}
MONTH = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
"""Names of months and what they are shortened to, flat, for an expression."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_YEAR = r"(?:1[6-9]|20)\d\d"
_DATE = (
    # 2024-03-26, 2024年3月26日
    rf"(?P<y1>{_YEAR})(?:-|/|\.|年)\s?(?P<m1>\d{{1,2}})(?:-|/|\.|月)\s?(?P<d1>\d{{1,2}})日?"
    # 26.03.2024, 26. 3. 2024, 26/03/2024, 26-03-24
    r"|(?P<d2>\d{1,2})\s?(?P<by>[./-]|,(?=\d\d,\d{4}))\s?(?P<m2>\d{1,2})\s?(?P=by)\s?(?P<y2>\d{4}|\d\d)(?!\d)"
    # 26 March 2024, 26th of March, 2024, 26. März 2024, 1er mars 2024, 26 de marzo de 2024
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s?(?:of\s|de\s|[-/])?\s?"
    rf"(?P<w3>{MONTH})\b\.?,?[\s/-]{{0,2}}(?:del?\s)?(?P<y3>{_YEAR})"
    # March 26, 2024
    rf"|(?P<w4>{MONTH})\b\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>{_YEAR})"
    # 2024, March 26
    rf"|(?P<y5>{_YEAR}),?\s(?P<w5>{MONTH})\b\.?\s(?P<d5>\d{{1,2}})"
    # 26.III.2024
    rf"|(?P<d9>\d{{1,2}})\.\s?(?P<r9>{'|'.join(_ROMAN)})\.\s?(?P<y9>{_YEAR})"
    # 2024. — 26 марта
    rf"|(?P<y8>{_YEAR})\.\s(?:-\s)?(?P<d8>\d{{1,2}})\s(?P<w8>{MONTH})\b"
)
_SHORTER = rf"|(?P<w6>{MONTH})\b\.?,?\s(?P<y6>{_YEAR})|(?P<y7>{_YEAR}),\s(?P<w7>{MONTH})\b"
_BEFORE = r"(?<![\w/])(?<!\d[.-])"
_AFTER = r"(?!\w)(?![./-]\d)(?:\s?(?:г\b\.?|года\b))?"
_PUBLISHED = AtWords(f"{_BEFORE}(?:{_DATE}{_SHORTER}){_AFTER}", MONTH, r"\d")


def _loose(words: str) -> str:
    r"""Let up to three spaces stand where one is written; `\\s?` stays optional."""
    return re.sub(r"\\s(?!\?)", r"\\s{1,3}", words)


# What announces a date of access, flat. English first: there alone 04/05/2024 can be read two ways.
_ENGLISH = _loose(
    r"(?:data|date)\s(?:of\s)?(?:last\s)?acc?ess?(?:ed|ion)?|(?:last\s)?acc?ess(?:ed)?(?:\sdate|\son)?"
    r"|(?:date\s)?retrieved(?:\son|\sdate)?|(?:date\sof\s)?retrieval(?:\sdate)?"
    r"|(?:last\s)?(?:viewed|visited|checked|consulted)(?:\son)?"
)
_OTHER = _loose(
    r"(?:son\s)?(?:erisim|erisme|giris|goruntulenme)(?:\s(?:tarihi|t\.))?|erisildi|e\.\s?t\.?|et(?=:)"
    r"|(?:дата\s)?(?:последнего\s)?(?:обращени[яе]|доступа|просмотра|посещения|звернення)|дата\sобр\.|просмотрено"
    r"|(?:letzter\s|zuletzt\s)?(?:zugriff|zugegriffen|abgerufen|abruf|aufgerufen|aufruf|eingesehen|besucht)"
    r"(?:s?datum)?(?:\sam)?|stand(?=:)|datum\sdes\s(?:letzten\s)?(?:zugriffs|abrufs)"
    r"|(?:page\s|site\s)?consultee?s?(?:\sle)?|(?:(?:date\sde\s)?(?:derniere\s)?consultation|(?:dernier\s)?acces"
    r"|derniere\svisite|visitee?(?=\sle)"
    r"|date\sd['’]acces)(?:\sle)?"
    r"|(?:fecha\sde\s(?:consulta|acceso)|(?:ultim[ao]\s)?(?:consulta|acceso)|consultad[oa]|recuperado|visitado)"
    r"(?:\sel)?"
    r"|(?:ultimo\s)?accesso|consultato(?:\sil)?|acess(?:o|ado)(?:\sem)?|(?:data\s)?dostepu?"
    r"|访问日期|访问时间|アクセス日|閲覧日?|تاريخ\s(?:الوصول|الدخول|الاطلاع|الزيارة)"
)
# `Date of Access: Tuesday, 26 March 2024`
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|sonnabend|pazar(?:tesi)?|sali|carsamba|persembe|cuma(?:rtesi)?|понедельник|вторник|сред[ау]"
    r"|четверг|пятниц[ау]|суббот[ау]|воскресенье|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
)
_ANNOUNCED = AtWords(
    rf"(?<!\w)(?:(?P<english>{_ENGLISH})|{_OTHER})(?!\w)"
    rf"\s{{0,3}}[:;.,\-]?\s{{0,3}}(?:the\s|le\s|on\s|am\s|el\s|at\s|vom\s)?(?:(?:{_WEEKDAY})\b[.,]?\s{{1,3}})?"
    rf"(?P<date>(?:{_DATE})(?!\d)(?:\s?(?:г\b\.?|года\b))?)"
    r"(?:[,\s]{1,3}\d{1,2}[:.]\d\d(?:\s?[ap]m)?)?(?P<close>\s{0,3}[)\]])?",
    f"{_ENGLISH}|{_OTHER}",
)
# `26.03.2024 tarihinde erişildi`
_FOLLOWED = AtWords(
    rf"{_BEFORE}(?P<date>{_DATE})\s(?:tarihinde|gunu)\s(?:erisil|erisim|ulasil|alin|goruntulen)\w*(?:\ssaglan\w+)?"
    r"(?P<close>\s{0,3}[)\]])?",
    MONTH,
    r"\d",
)
# `https://…, (26.03.2024).`: what stands alone in brackets behind an address, the last of a note.
_ALONE = re.compile(
    rf"\x00[\s,.]{{0,3}}(?P<open>[(\[])\s?(?P<date>{_DATE})\s?[)\]](?=[\s.]*(?:$|;))"
)
_OPENED = re.compile(r"[(\[]?\s{0,3}\Z")
# Announced, but without a date that could be read: it is still no publisher.
_EMPTY = re.compile(rf"[(\[]\s{{0,3}}(?:{_ENGLISH}|{_OTHER})(?!\w)[^()\[\]\n]{{0,40}}[)\]]")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands."""

    value: str | None
    """YYYY-MM-DD or YYYY-MM; None when it is impossible or can be read in two ways."""
    start: int
    end: int
    """The date itself."""
    outer: tuple[int, int]
    """With the words and brackets that announce it."""


def _value(match: re.Match[str], *, day_first: bool) -> str | None:
    parts = match.groupdict()
    for n in "123456789":
        year = parts.get(f"y{n}")
        if year is None:
            continue
        named = parts.get(f"w{n}")
        if named:
            month = _MONTH_NUMBER[named]
        else:
            month = _ROMAN.index(parts["r9"]) + 1 if n == "9" else int(parts[f"m{n}"])
        day_text = parts.get(f"d{n}")
        if day_text is None:
            return f"{year}-{month:02}"
        day = int(day_text)
        if n == "2" and parts["by"] in "/-" and not day_first:
            if day <= 12 and month <= 12 and day != month:
                return None
            if month > 12:
                day, month = month, day
        try:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day).isoformat()
        except ValueError:
            return None
    return None


def access_dates(text: str) -> list[FoundDate]:
    """Find the dates of access in flat `text`, in order, with the words that announce them."""
    found: list[FoundDate] = []
    patterns = [_ANNOUNCED] if DIGIT.search(text) else []
    if patterns and ("tarihinde" in text or "gunu" in text):
        patterns.append(_FOLLOWED)
    for pattern in patterns:
        done = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            done, before = end, done
            if (opened := _OPENED.search(text, max(before, start - 4), start)) is not None:
                start = opened.start()
            bracket = text[start] in "(["
            if bracket and not match["close"]:
                # `(Date of Access: 26.03.2024, source: Jane)`: the bracket is not ours to close.
                closing = text.find(")", end, end + 40)
                end = closing + 1 if closing >= 0 else end
            elif match["close"] and not bracket:
                end = match.start("close")
            # In English the order of day and month depends on the writer's country.
            day_first = pattern is _FOLLOWED or match["english"] is None
            value = _value(match, day_first=day_first)
            found.append(FoundDate(value, *match.span("date"), (start, end)))
    if not found and "\x00" in text:
        for match in _ALONE.finditer(text):
            value = _value(match, day_first=False)
            found.append(FoundDate(value, *match.span("date"), (match.start("open"), match.end())))
    taken = sorted(place.outer for place in found)
    for match in _EMPTY.finditer(text):
        before = bisect_left(taken, (match.end(), 0)) - 1
        if before < 0 or taken[before][1] <= match.start():
            found.append(FoundDate(None, match.end(), match.end(), match.span()))
    return sorted(found, key=lambda place: place.outer)


def published_dates(text: str) -> Iterator[FoundDate]:
    """Find dates of at least month and year in flat `text`."""
    if DIGIT.search(text) is None:
        return
    for match in _PUBLISHED.finditer(text):
        # Two digits are no year of publication: `12.3.45` is a section.
        if match["y2"] is None or len(match["y2"]) == 4:
            yield FoundDate(_value(match, day_first=False), *match.span(), match.span())
