"""In which encoding bytes were written: by a mark at their start, or by what they look like."""

from __future__ import annotations

import re
import unicodedata

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# ı ş ğ İ Ş Ğ in Windows' Turkish code page; in the western one these are ý þ ð Ý Þ Ð.
_TURKISH = re.compile(rb"[\xfd\xfe\xf0\xdd\xde\xd0]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")


def marked_encoding(data: bytes) -> str:
    """Give the encoding that a byte order mark at the start tells, or nothing."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def wide_encoding(data: bytes) -> str:
    """Name the encoding, without a mark of its own, that puts NULs between Latin letters."""
    # Of a letter's two bytes half are NULs, of four three quarters; the NUL is the larger byte.
    size = 4 if data.count(0) * 8 > len(data) * 5 else 2
    little = data[::size].count(0) < data[size - 1 :: size].count(0)
    return f"utf-{8 * size}{'le' if little else 'be'}"


def likely_encoding(data: bytes) -> str:
    """Guess in which encoding bytes that are no UTF-8 were written.

    Turkish and western letters stand alone among Latin ones; Cyrillic, Greek and Arabic words are
    runs of high bytes; Chinese characters come in pairs that decode. The names are those that both
    Python and `iconv` know.
    """
    if (marked := marked_encoding(data)) not in {"", "utf-8"}:
        return marked
    sample = data[:200_000]
    if sample.count(0) * 4 > len(sample):
        return wide_encoding(sample)
    high = sum(map(len, _HIGH_RUN.findall(sample)))
    total = sum(byte >= 0x80 for byte in sample)
    if high * 2 < total:
        return "cp1254" if _TURKISH.search(sample) else "cp1252"
    best, name = 0.0, "cp1251"
    for candidate, letters in (
        ("cp1251", "CYRILLIC SMALL"),
        ("koi8-r", "CYRILLIC SMALL"),
        ("cp866", "CYRILLIC SMALL"),
        ("iso-8859-5", "CYRILLIC SMALL"),
        ("gb18030", "CJK UNIFIED"),
        ("cp1256", "ARABIC LETTER"),
        ("cp1253", "GREEK SMALL"),
    ):
        text = sample[:4000].decode(candidate, "replace")
        foreign = [character for character in text if character > "\x7f"]
        hits = sum(unicodedata.name(c, "").startswith(letters) for c in foreign)
        # Half as many characters as bytes count for as much: Chinese takes two for each.
        score = hits / max(len(foreign), 1)
        if score > best:
            best, name = score, candidate
    return name
