"""Years and months, `2031` and `2031-05`: which follow each other, and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _number(value: str) -> int:
    """Count years, or months, from the year 0 on."""
    return int(value[:4]) * 12 + int(value[5:]) - 1 if "-" in value else int(value)


def _value(number: int, *, months: bool) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}" if months else f"{number:04}"


def distance(first: str, last: str) -> int:
    """Give how many years, or months, `last` comes after `first`."""
    return _number(last) - _number(first)


def span(first: str, last: str) -> tuple[str, ...]:
    """Give all years, or months, from one to another."""
    begin, end = sorted((_number(first), _number(last)))
    return tuple(_value(number, months="-" in first) for number in range(begin, end + 1))


def runs(values: Iterable[str]) -> list[tuple[str, ...]]:
    """Divide years and months into stretches that follow each other; "" stands alone."""
    out: list[tuple[str, ...]] = []
    for value in sorted(values, key=lambda value: (not value, len(value), value)):
        before = out[-1][-1] if out else ""
        if before and len(before) == len(value) and distance(before, value) == 1:
            out[-1] = (*out[-1], value)
        else:
            out.append((value,))
    return out


def month_name(value: str) -> str:
    """Give the name of the month of `2031-05`."""
    return _MONTHS[int(value[5:]) - 1]


def named(value: str) -> str:
    """Give a year or a month in words: `May 2031`."""
    return f"{month_name(value)} {value[:4]}" if "-" in value else value or "undated"
