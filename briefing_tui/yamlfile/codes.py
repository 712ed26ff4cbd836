"""Dates and language codes: what the format takes, and what people write instead."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from .faults import quoted
from .fields import DATE, LANG

_DATE = re.compile(DATE)
_OTHER_DATE = re.compile(
    r"(?:(?P<d>[0-9]{1,2})[./](?P<m>[0-9]{1,2})[./](?P<y>[0-9]{4})"
    r"|(?P<Y>[0-9]{4})[-./](?P<M>[0-9]{1,2})(?:[-./](?P<D>[0-9]{1,2})"
    # A time, as RFC 3339, section 5.6, has it.
    r"(?:[Tt ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?"
    r"[ ]?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?)?)"
)
_LANG = re.compile(LANG)
_LANGUAGES = {
    "english": "en", "ingilizce": "en", "английский": "en", "turkish": "tr", "türkçe": "tr",
    "turkce": "tr", "турецкий": "tr", "russian": "ru", "русский": "ru", "rusça": "ru",
    "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "arabic": "ar",
    "العربية": "ar", "chinese": "zh", "中文": "zh", "spanish": "es", "español": "es",
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with a code."""

    code: str
    message: str
    hint: str
    mended: str = ""
    """The code that is meant; empty when it could be another one, too."""


def fault_of_date(text: str) -> Fault | None:
    """Tell what is wrong with a date; nothing if it is YYYY, YYYY-MM or YYYY-MM-DD and exists."""
    match = _DATE.fullmatch(text)
    if match is None:
        meant = _meant_date(text)
        hint = f"write {meant}" if meant else "write YYYY-MM-DD, YYYY-MM or YYYY"
        return Fault("bad-date", f"{quoted(text)} is no date of the form YYYY-MM-DD", hint, meant)
    if _is_possible(text):
        return None
    message = f"there is no such day as {text}"
    if match[2] and not match[3]:
        message = f"there is no such month as {text}"
    hint = "look at the month and the day; leave out what is not known"
    return Fault("impossible-date", message, hint)


def language(text: str) -> tuple[str, Fault | None]:
    """Give a language code as BCP 47 (RFC 5646, section 2.1.1) recommends it, or what is wrong."""
    if _LANG.fullmatch(text):
        first, *rest = text.split("-")
        # zh-Hans, pt-BR
        parts = [p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest]
        return "-".join([first.lower(), *parts]), None
    meant = _LANGUAGES.get(text.casefold()) or text.replace("_", "-")
    if not _LANG.fullmatch(meant):
        meant = ""
    hint = f"write {meant}" if meant else "write its code: en, tr, ru, zh-Hans"
    return "", Fault("bad-lang", f"{quoted(text)} is no language code", hint, meant)


def _is_possible(date: str) -> bool:
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _meant_date(text: str) -> str:
    """Give the date that another way of writing it means, or an empty text if it could be two."""
    match = _OTHER_DATE.fullmatch(text)
    if match is None:
        return _meant_by_words(text)
    year, month, day = (match[a] or match[b] for a, b in (("y", "Y"), ("m", "M"), ("d", "D")))
    if match["d"] and "/" in text and day != month:
        # Day or month first, as countries have it; told apart where one of them can be no month.
        if int(day) <= 12 and int(month) <= 12:
            return ""
        day, month = (day, month) if int(month) <= 12 else (month, day)
    date = "-".join(part.zfill(2) for part in (year, month, day) if part)
    return date if _is_possible(date) else ""


def _meant_by_words(text: str) -> str:
    """Read `26 March 2024`, `26 Mart 2024`, `26 марта 2024 г.`."""
    from briefing_tui.sources.dates import flat, published_dates  # noqa: PLC0415 - for mistakes only

    bare = flat(text).strip()
    for found in published_dates(bare):
        if found.start == 0 and bare[found.end :].strip(" .") in {"", "г"}:
            return found.value or ""
    return ""
