"""Text as people write it: folding for comparison, sentences, slugs, characters that must not pass.

This is the one place where the program decides that two spellings are the same word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import islice

# Letters that no Unicode decomposition takes apart, and those that fold against their neighbours'
# custom: both Turkish i's to i, ё to е (while й stays), alef with hamza or madda to plain alef.
_LETTERS = str.maketrans(
    {
        "İ": "i", "ı": "i", "I": "i", "ё": "е", "Ё": "е", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "æ": "ae", "Æ": "ae",
        "œ": "oe", "Œ": "oe", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n", "ə": "e", "Ə": "e",
        "’": "'", "‘": "'", "ʼ": "'", "‛": "'", "´": "'", "`": "'", "＇": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ؤ": "و", "ئ": "ي",
        "ـ": "",
    }
)  # fmt: skip
# Written with a letter but not part of its identity: stress and accent marks, Hebrew points, Arabic
# vowel signs, soft hyphen, joiners and other characters without width.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
    "\u00ad\u200b-\u200f\u2060\ufeff]+"
)
_CLUSTER = re.compile("(?s).[\u0300-\u036f]*")


_SPECIAL = re.compile(f"[{''.join(map(re.escape, map(chr, _LETTERS)))}]")


class _Bare(dict[int, str]):
    """Letters without their accents, as they are asked for; a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        parts = unicodedata.normalize("NFD", letter)
        # Latin and Greek lose their accents; й, ї, kana with voicing marks are letters themselves.
        if len(parts) > 1 and (parts[0] < "\u0250" or "\u0370" <= parts[0] < "\u0400"):
            letter = _plain_letters(parts[0])  # ǽ is an æ
        self[code] = letter
        return letter


_BARE = _Bare()


def _plain_letters(text: str) -> str:
    # Looking for one takes a tenth of the time of replacing none.
    return text.translate(_LETTERS) if _SPECIAL.search(text) else text


def fold(text: str) -> str:
    """Give the form under which spellings of the same word are equal.

    Case, accents, the four Turkish i's, ё and е, ligatures, full-width forms, typographic quotes
    and hyphens are made alike; й, kana with marks and Indic vowel signs stay. The result may be
    longer or shorter than `text`; `fold_with_offsets` tells where each character came from.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = _plain_letters(unicodedata.normalize("NFKC", _plain_letters(text)))
    folded = _DROPPED.sub("", unicodedata.normalize("NFC", folded.casefold()))
    return folded if folded.isascii() else folded.translate(_BARE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold `text`, and tell for each folded character the offset in `text` it came from.

    Returns:
        The folded text and a list one longer than it, whose last element is `len(text)`.
    """
    if text.isascii():
        return fold(text), list(range(len(text) + 1))
    whole = fold(text)
    # Most texts, letter by letter: a tenth of the time that taking them apart takes.
    if len(whole) == len(text) and all(len(fold(letter)) == 1 for letter in set(text)):
        return whole, list(range(len(text) + 1))
    out: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        folded = fold(cluster.group())
        out.append(folded)
        offsets.extend([cluster.start()] * len(folded))
    offsets.append(len(text))
    return "".join(out), offsets


# --- acronyms

_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]{2,7}")


def is_acronym(word: str) -> bool:
    """Tell whether a word is written as an acronym: `US`, `U.S.`, `NATO`, `G7`, `АБ`.

    A single capital is none, and neither is a word in capitals of more than seven letters.
    """
    if word.islower() or _ACRONYM.fullmatch(word) is None:
        return False
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters) and len(word) > 1


# --- characters that must not reach a terminal

# C0 but tab and line feed, DEL, C1, line and paragraph separators, bidirectional embeddings,
# overrides and isolates, interlinear annotation, byte order mark, lone surrogates, non-characters,
# tag characters. Joiners (U+200C, U+200D) and the plain direction marks stay: Persian and Arabic
# need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


# The control characters, C0 and C1, are fewer. Replacing one after the other takes a fraction of
# the time that a call for each would; four million may stand in a file.
_ONE_AFTER_THE_OTHER = 64


def _visible(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def clean(text: str) -> str:
    """Make characters visible that a terminal would obey or that would hide what is there.

    One character becomes one character, so that lines and columns keep their place. Tab and line
    feed stay; the caller decides about them.
    """
    if text.isprintable():  # nothing that is unsafe is; it takes half the time
        return text
    if _UNSAFE.search(text) is None:
        return text
    found = {character for character in set(text) if _UNSAFE.match(character)}
    if len(found) > _ONE_AFTER_THE_OTHER:
        return _UNSAFE.sub(lambda match: _visible(match.group()), text)
    for character in found:
        text = text.replace(character, _visible(character))
    return text


def escaped(text: str) -> str:
    r"""Write what `clean` would replace, line ends and tabs as `\x1b`, `\u202e`, `\n`.

    For names of files: two that differ in such a character must not look the same. A byte that is
    no UTF-8 (a lone surrogate, as Python has it: PEP 383) becomes `\xff`.
    """
    if text.isprintable():  # as in `clean`
        return text
    return re.sub(r"[\n\t]|" + _UNSAFE.pattern, _in_escapes, text)


def _in_escapes(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return match.group().encode("unicode-escape").decode()


def unsafe_characters(text: str, most: int | None = None) -> list[tuple[int, str]]:
    """List what `clean` would replace: offset and name as `U+001B`; at most so many."""
    found = islice(_UNSAFE.finditer(text), most)
    return [(match.start(), f"U+{ord(match.group()):04X}") for match in found]


def one_line(text: str) -> str:
    """Clean `text` and put it on one line, runs of white space made one space."""
    return " ".join(clean(text).split())


# --- slugs


def slugify(title: str, limit: int = 60) -> str:
    """Give a file stem for a title: folded words joined by hyphens, cut at a word within `limit`.

    Letters of other scripts stay. A title without a letter or digit gives `briefing`.
    """
    words = re.findall(r"[^\W_]+", fold(title).replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:limit]
        if len(longer) > limit:
            break
        slug = longer
    return slug or "briefing"


# --- sentences

# Compiled when it is first used: that takes half a millisecond, and the first paint does without.
_END = r"""
        (?P<stop>[.!?…]+|[。！？])          # the stop itself
        (?P<close>["'”’»)\]]*)             # quotes and brackets that close with it
        (?P<marks>(?:\s?\[\^?\d+(?:,\s?\d+)*\])*)   # note marks belong to the sentence before
        (?P<after>["'”’»)]*)
        (?P<space>\s+|$)?"""


@cache
def _end() -> re.Pattern[str]:
    return re.compile(_END, re.VERBOSE)


_WORD_BEFORE = re.compile(r"[^\s(\[“\"«]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# Abbreviations, folded: those that stand before a name, and those that stand before a number.
_BEFORE_NAME = frozenset(
    "adm gen col capt lt sgt maj cmdr dr mr mrs ms prof sen rep gov pres amb st mt vs viz cf e.g "
    "i.e eg ie al ca approx ed eds bkz doc yrd alb org av vb vd yay cev akt orn orgen им г гг ул "
    "ср напр проф акад др bzw z.b usw hrsg vgl jr sr".split()
)
_BEFORE_NUMBER = frozenset(
    "no nos vol vols pp p art arts sec secs fig ch chap par para jan feb mar apr jun jul aug sep "
    "sept oct nov dec s ss c m cilt md т стр с рис ст п пп nr bd abs ca approx № num".split()
)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match["stop"][0] in "。！？":
        return True
    if match["space"] is None:
        # `agreement.[1]The`: the mark alone divides; `3.5` and `forbes.com` do not.
        return bool(match["marks"]) and text[match.end() : match.end() + 1].isupper()
    following = text[match.end() : match.end() + 2].lstrip("\"'“‘«(¿¡[")
    if not following:
        return True
    if match["stop"] == ".":
        # No abbreviation is longer; looking back to the beginning would take quadratic time.
        word = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
        before = word.group() if word else ""
        if following[0].islower():
            return False
        if match["marks"]:
            return True
        if _INITIALS.fullmatch(before) and (len(before) > 1 or before.isupper()):
            # `U.S. Navy`, `J. Smith`; `in the U.S. The` is left whole rather than cut wrongly.
            return False
        if fold(before) in (_BEFORE_NUMBER if following[0].isdigit() else _BEFORE_NAME):
            return False
        # A Turkish or German ordinal: `3. Madde`, `12. Mai`; a year (`in 2024.`) ends one.
        return not (before.isdigit() and len(before) <= 2)
    return not following[0].islower()


def sentences(text: str) -> list[tuple[int, int]]:
    """Divide `text` into sentences.

    A note mark after the full stop belongs to the sentence before it. Abbreviations, initials,
    dotted acronyms and ordinals end none.

    Returns:
        Start and end offsets in order, without the white space between sentences.
    """
    out: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for match in _end().finditer(text):
        if match.start() < start or not _ends_sentence(text, match):
            continue
        end = match.end("after")
        out.append((start, end))
        start = match.end()
        start += (
            len(text[start:]) - len(text[start:].lstrip())
            if text[start : start + 1].isspace()
            else 0
        )
    if text[start:].strip():
        out.append((start, len(text.rstrip())))
    return out


def lines(text: str) -> list[tuple[int, int]]:
    """Give start and end offsets of the lines of `text`, without what ends them."""
    out: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        out.append((start, start + len(line)))
        start += len(line) + 1
    return out
