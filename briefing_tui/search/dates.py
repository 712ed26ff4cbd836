"""Dates as people type them -> the days they mean, in the calendar of today."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})")
_YEARS = re.compile(r"^(\d{4})[-–](\d{4})$")
_SIGNED = re.compile(r"(>=|<=|>|<|=)?\s*(.+)")
_RECENT = re.compile(r"(last|past|this)\s+(?:(\d{1,4})\s+)?(day|week|month|year)s?")
VALUE = re.compile(
    r"""(?:last|past|this)[ \t]+(?:\d{1,4}[ \t]+)?(?:day|week|month|year)s?\b
      | [<>]=?[ \t]+(?=\d)[^\s()"]+
      | '[^'\n]*'
      | [^\s()"“”„«»]+""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands behind `date:` without quotes; `last 3 months` may do without them."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, as YYYY-MM-DD; an empty one is no bound."""

    first: str
    last: str

    def hold(self, known: str) -> bool:
        """Tell whether a date, YYYY, YYYY-MM or YYYY-MM-DD, lies within with all its days."""
        whole = _partial(known)
        if whole is None:
            return False
        return self.first <= whole.first and (not self.last or whole.last <= self.last)


def read_dates(text: str, today: date) -> Days | None:
    """Read what is typed for dates: None when it is none.

    `2024`, `2024-03`, `5.3.2024`, with `>` `>=` `<` `<=` before it; `2023-2024`, `2023..2024-03`,
    open at either end; `today`, `yesterday`, `this month`, `last year`, `last 3 months`. Last year
    is the one of the calendar before this one; the last three months end today.
    """
    text = " ".join(text.replace("_", " ").split()).lower()
    if re.match(r"[a-z]", text):
        return _recent(text.replace("-", " "), today)
    text = _YEARS.sub(r"\1..\2", text)
    if ".." in text:
        begin, _, end = text.partition("..")
        first, last = _partial(begin.strip()), _partial(end.strip(" ."))
        if (begin.strip() and first is None) or (end.strip(" .") and last is None):
            return None
        return (
            Days(first.first if first else "", last.last if last else "") if first or last else None
        )
    match = _SIGNED.fullmatch(text)
    whole = _partial(match[2]) if match else None
    if match is None or whole is None:
        return None
    if match[1] == ">":
        return Days(_after(whole.last), "")
    if match[1] == ">=":
        return Days(whole.first, "")
    if match[1] == "<":
        return Days("", _before(whole.first))
    if match[1] == "<=":
        return Days("", whole.last)
    return whole


@lru_cache(maxsize=50_000)  # an archive's days are compared in each query that has a date
def _partial(text: str) -> Days | None:
    """Give the days of a year, a month or a day; None when there is no such one."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        if month is None:
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        elif day is None:
            first = date(int(year), int(month), 1)
            last = first.replace(day=monthrange(first.year, first.month)[1])
        else:
            first = last = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Days(first.isoformat(), last.isoformat())


def _after(day: str) -> str:
    known = date.fromisoformat(day)
    return (known + timedelta(days=1)).isoformat() if known < date.max else "9999-12-32"


def _before(day: str) -> str:
    known = date.fromisoformat(day)
    return (known - timedelta(days=1)).isoformat() if known > date.min else "0000"


def _recent(text: str, today: date) -> Days | None:
    if text in {"today", "yesterday"}:
        day = (today - timedelta(days=text == "yesterday")).isoformat()
        return Days(day, day)
    match = _RECENT.fullmatch(text)
    if match is None:
        return None
    which, number, unit = match.groups()
    if number is not None or which == "past" or (which == "last" and unit == "day"):
        many = int(number or 1)
        return (
            None
            if which == "this" or not many
            else Days(_ago(today, many, unit), today.isoformat())
        )
    back = which == "last"
    if unit == "day":
        first = last = today
    elif unit == "week":
        first = today - timedelta(days=today.weekday() + 7 * back)
        last = first + timedelta(days=6)
    elif unit == "month":
        first = today.replace(day=1)
        if back:
            first = (first - timedelta(days=1)).replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
    else:
        first, last = date(today.year - back, 1, 1), date(today.year - back, 12, 31)
    return Days(first.isoformat(), last.isoformat())


def _ago(today: date, many: int, unit: str) -> str:
    """Give the first of the last so many days, weeks, months or years, today among them."""
    if unit in {"day", "week"}:
        days = many * (7 if unit == "week" else 1)
        ordinal = today.toordinal() - days + 1
        return date.fromordinal(ordinal).isoformat() if ordinal > 0 else ""
    months = today.year * 12 + today.month - 1 - many * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return ""
    day = min(today.day, monthrange(year, month + 1)[1])
    return (date(year, month + 1, day) + timedelta(days=1)).isoformat()
