"""Dates as pages write them, in the languages of `wording`."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from briefing_tui.text import fold

_MONTHS = {
    fold(name): number
    for number, names in enumerate(
        [
            "january jan ocak oca январь января янв januar janvier enero ene",
            "february feb şubat şub февраль февраля фев февр februar février févr febrero",
            "march mar mart март марта мар märz mars marzo",
            "april apr nisan nis апрель апреля апр avril avr abril abr",
            "may mayıs май мая mai mayo",
            "june jun haziran haz июнь июня июн juni juin junio",
            "july jul temmuz tem июль июля июл juli juillet juil julio",
            "august aug ağustos ağu август августа авг août agosto ago",
            "september sep sept eylül eyl сентябрь сентября сен сент septembre septiembre",
            "october oct ekim eki октябрь октября окт oktober octobre octubre",
            "november nov kasım kas ноябрь ноября ноя нояб novembre noviembre",
            "december dec aralık ara декабрь декабря дек dezember dez décembre déc diciembre dic",
        ],
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|pazartesi|sali|carsamba|persembe|cuma"
    r"|cumartesi|pazar|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
)
_LABEL = (
    r"(?:(?:date )?(?:published|posted|publication date|date|release date)(?: on| at)?"
    r"|(?:yayin(?:lanma|lanis)? )?tarihi?|yayinlandi|yayim tarihi|опубликовано|дата(?: публикации)?"
    r"|(?:yayim|eklenme|yayimlanma) tarihi|(?:veroffentlicht|erschienen|stand|publie|publicado)"
    r"(?: am| le| el)?|datum|fecha|on|sent|tarihinde)"
)
_UPDATED = re.compile(
    r"(?:(?:last )?(?:updated|modified)|son guncelleme|guncelle(?:me|ndi)"
    r"|обновлено|последнее обновление"
    r"|aktualisiert|mis a jour)\b.{0,60}"
)
_TIME = (
    r"(?:at\s+|saat\s+|um\s+|в\s+|a las\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|uhr|h)?"
    r"(?:\s*\(?(?:[a-z]{2,4}|(?:utc|gmt)?[+-]\d{1,2}:?\d{0,2})\)?)?"
)
_ONLY_TIME = re.compile(_TIME)
_DATE = re.compile(
    rf"(?:{_LABEL}\s*[:.-]?\s*)?(?:{_TIME}[,\s]+)?(?:{_WEEKDAY}[,.]?\s+)?(?:"
    r"(?P<y1>\d{4})[-./](?P<m1>\d{1,2})[-./](?P<d1>\d{1,2})(?:t\d\d:.{2,20})?"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4})"
    r"|(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y3>\d{4})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?"
    rf"(?P<m4>{_MONTH})\.?,?\s+(?:de\s+)?"
    r"(?P<y4>\d{4})"
    rf"|(?P<m5>{_MONTH})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}})"
    rf"|(?P<m6>{_MONTH})\.?,?\s+(?P<y6>\d{{4}})"
    r"|(?P<y7>\d{4})年(?P<m7>\d{1,2})月(?P<d7>\d{1,2})日"
    rf")(?:\s*г(?:\.|ода)?)?\.?"
    rf"(?:[,\s/|·-]+(?:{_WEEKDAY}|{_TIME}))?"
)


@lru_cache(maxsize=4096)
def date_of(line: str) -> str | None:
    """Read a line that is nothing but a date, with or without a label.

    Returns:
        YYYY-MM-DD or YYYY-MM; empty when it is a date that can be read in two ways, or tells of an
        update only; None when the line is something else.
    """
    if len(line) > 120 or not any(character.isdigit() for character in line):
        return None
    folded = " ".join(fold(line).split()).strip(" *_#|")
    if len(folded) > 80:
        return None
    if _UPDATED.fullmatch(folded) and re.search(r"\d", folded):
        return ""
    found = _DATE.fullmatch(folded)
    if found is None:
        return None
    group = {name: value for name, value in found.groupdict().items() if value}
    if "y6" in group:
        return f"{group['y6']}-{_MONTHS[group['m6']]:02d}"
    if "y3" in group:
        first, second = int(group["a"]), int(group["b"])
        if first <= 12 and second <= 12 and first != second:
            return ""
        day, month = (second, first) if second > 12 else (first, second)
        return _iso(int(group["y3"]), month, day)
    year, month_name, day_text = (
        next(value for name, value in group.items() if name[0] == part) for part in "ymd"
    )
    month = _MONTHS.get(month_name) or int(month_name)
    return _iso(int(year), month, int(day_text))


def is_time(line: str) -> bool:
    """Tell whether a line is nothing but a time of day: `6:00 PM`, `saat 14.30`."""
    folded = " ".join(fold(line).split())
    return len(folded) < 30 and _ONLY_TIME.fullmatch(folded) is not None


def is_year(line: str) -> bool:
    """Tell whether a line is nothing but a year in which a piece could have been published."""
    return re.fullmatch(r"(?:19|20)\d\d", line.strip()) is not None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
