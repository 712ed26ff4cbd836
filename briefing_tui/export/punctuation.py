"""Quotes within quotes, stops that do not double, dates in English words."""

from __future__ import annotations

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_OPENING_BEFORE = frozenset("([{—–-/“‘„«\"'")
# A title that ends so takes no full stop after it.
ENDINGS = (".", "!", "?", "…", "。", "！", "？", "؟")


def english_date(date: str) -> str:
    """Give a date as Chicago writes it: `May 3, 2031`, `May 2031`, `2031`."""
    year, month, day = _parts(date)
    if not month:
        return year
    return f"{_MONTHS[month - 1]} {day}, {year}" if day else f"{_MONTHS[month - 1]} {year}"


def british_date(date: str) -> str:
    """Give a date with the day first, `3 May 2031`, which needs no comma."""
    year, month, day = _parts(date)
    return " ".join(filter(None, (str(day or ""), _MONTHS[month - 1] if month else "", year)))


def date_parts(date: str) -> list[int]:
    """Give year, month and day as numbers, as many as there are."""
    year, month, day = _parts(date)
    return [number for number in (int(year) if year.isdecimal() else 0, month, day) if number]


def _parts(date: str) -> tuple[str, int, int]:
    """Divide an ISO date; what is none is given whole, as if it were a year."""
    parts = date.split("-")
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts) > 3:
        return date, 0, 0
    year, month, day = (*parts, "0", "0")[:3]
    if not 1 <= int(month) <= 12:
        return (date, 0, 0) if int(month) else (year, 0, 0)
    return year, int(month), int(day)


def ended(text: str, stop: str = ".") -> str:
    """Close a sentence, unless its last word does it already, behind a quote or not."""
    bare = text.rstrip("”’\"')")
    return text if bare.endswith(ENDINGS) else f"{text}{stop}"


def quoted(title: str, stop: str = "") -> str:
    """Set a title in double quotes, those within it turned into single ones and back.

    Args:
        title: it keeps its letters and its own stops.
        stop: a comma or full stop to stand within the quotes, as in American print. A full stop is
            left out after a question mark; a comma is not (Chicago 6.125 of the 17th edition).
    """
    inner, closers = _turned(title.rstrip(" ,;:"))
    body, tail = (inner[:-closers], inner[-closers:]) if closers else (inner, "")
    if stop == "." and body.endswith(ENDINGS):
        stop = ""
    return f"“{body}{stop}{tail}”"


def _turned(title: str) -> tuple[str, int]:
    """Turn the quotes within a title; give it, and how many quotes close at its very end."""
    out: list[str] = []
    opened: list[str] = []
    closers = 0
    for place, sign in enumerate(title):
        before, after = title[place - 1 : place] or " ", title[place + 1 : place + 2] or " "
        turn = _turn(sign, before, after, opened)
        if turn > 0:
            opened.append(sign)
            out.append("“" if len(opened) % 2 == 0 else "‘")
        elif turn < 0:
            out.append("”" if len(opened) % 2 == 0 else "’")
            opened.pop()
        elif sign == "”":
            # It closes what was never opened; left as it is, it would close the title.
            out.append("’")
        else:
            out.append(sign)
        closers = closers + 1 if turn < 0 else 0
    return "".join(out), closers


def _turn(sign: str, before: str, after: str, opened: list[str]) -> int:
    """Tell whether a sign opens (1) or closes (-1) a quotation, or is none (0)."""
    last = opened[-1] if opened else ""
    leads = before.isspace() or before in _OPENING_BEFORE
    match sign:
        case "„" | "‟":
            return 1
        case "“":
            return -1 if last == "„" else 1
        case "”":
            return -1 if last in ("“", "„", "‟") else 0
        case '"':
            if leads and not after.isspace():
                return 1
            return -1 if last == '"' else 0
        case "‘":
            return 1 if leads else 0  # Hawai‘i
        case "’":
            # An apostrophe stands in a word: `the ports’ day` is taken for one as well.
            return -1 if last == "‘" and not after.isalnum() else 0
        case _:
            return 0
