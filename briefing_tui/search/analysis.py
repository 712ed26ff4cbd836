"""From text to the terms it is found under: one analysis for documents, queries and highlighting.

A word is found under several terms that share its position:

- its spelling in small letters with its accents, `köklen`, for exact search;
- its folded spelling and its folded stem where they differ from that, marked `~`: `~koklen`;
- when it is an acronym its capitals, marked `^`: `^US`, which the pronoun `us` does not have.

A word of a query that is folded or stemmed to `x` is looked up as `x` and `~x` (see `matching`). So
an exact search sees spellings alone, and any other search every form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.search.languages import STOP_WORDS, stem
from briefing_tui.text import fold, is_acronym

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYSIS_VERSION = 3
"""Part of an index's stamp; to be raised whenever a text may get other terms."""
FOLDED = "~"
CAPITALS = "^"
LONGEST_TERM = 100
"""Code points after which a word is cut, in texts and in queries."""

# Scripts that put no space between words, whose characters are words of their own, so that 中国 is
# found in 中国的: kana, Han, Hangul (its particles are glued on), Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0eff\u1000-\u1049\u1780-\u17d3\u17e0-\u17e9"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# What `\w` misses inside words: combining marks and characters without width.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u0a01-\u0a03"
    "\u0a3c-\u0a4d\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0b01-\u0b03\u0b3c\u0b3e-\u0b4d\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc\u0cbe-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d"
    "\u1dc0-\u1dff\u200b-\u200d\u2060\ufe00-\ufe0f\ufe20-\ufe2f"
)
_LETTERS = rf"[^\W_\u02bc{_UNSPACED}]+"
_WORD = rf"{_LETTERS}(?:[{_MARKS}]+(?:{_LETTERS})?)*"
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u00b4`\uff07"
_HYPHENS = "\\-\u2010-\u2013\u2212&\uff0d"
_CHUNK = re.compile(
    rf"\[\^?\d{{1,3}}(?:\s?[,;\u2013-]\s?\^?\d{{1,3}})*\]"
    rf"|(?:[hH][tT][tT][pP][sS]?://|[wW][wW][wW]\.(?=\w))[^\s<>\"“”„«»(){{}}]+"
    rf"|[{_UNSPACED}][\u3099\u309a\uff9e\uff9f]?"
    rf"|(?:[^\W\d_{_UNSPACED}]\.){{2,}}(?![^\W_])"
    rf"|{_WORD}(?:(?:[{_APOSTROPHES}{_HYPHENS}.]|(?<=\d),(?=\d)){_WORD})*"
)
_SPACED_MARK = re.compile(r"\[[\d^,;\u2013-]*\s[\d\s^,;\u2013-]*\]")
_ONE_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_ONE_HYPHEN = re.compile(f"[{_HYPHENS}]")
_ONE_WORD = re.compile(_WORD)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_]|(?<=\..\.))")
# Abbreviations of words that do without capitals: anything else that is dotted so is an acronym.
_ABBREVIATIONS = frozenset(
    "e.g i.e a.k.a a.m p.m n.b p.s c.f v.s a.g.e a.g.m a.g.t a.e a.y b.a v.b v.d z.b d.h u.a o.g "
    "s.a m.e w.o z.t u.u s.o a.a.o c.à.d т.е т.д т.п т.к т.н и.о н.э".split()
)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+([a-z]{2,})")
# Two letters are a country's; these are the others that notes cite.
_TOP_LEVEL = frozenset(
    "com org net edu gov mil int info biz news press media online site asia africa tech world "
    "today global international foundation institute example test invalid".split()
)
# French and Italian words that lose their vowel before an apostrophe.
_ELIDED = frozenset(
    "l d j m n s t c qu jusqu lorsqu puisqu quoiqu presqu dell all nell sull dall un quest".split()
)
_CONTRACTED = frozenset("t re ve ll d m".split())  # English: don't, we're, we've, we'll, I'd, I'm
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]+")
_I = str.maketrans({"İ": "i", "I": "i", "ı": "i"})


class Place(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    terms: tuple[str, ...]
    step: int = 1
    """Position after that of the place before; 0 for another reading of the same words."""


def spelling(word: str) -> str:
    """Give a word as exact search compares it: small letters, accents kept, all Turkish i's alike.

    A capital I tells no language, so that its dot cannot count.
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", word).translate(_I))
    return _ONE_APOSTROPHE.sub("'", plain.lower())


def is_stop_word(word: str) -> bool:
    """Tell whether a word is a function word, as far as it is not meant as an acronym."""
    return spelling(word) in STOP_WORDS


def is_shouted(text: str) -> bool:
    """Tell whether a text is wholly in capitals, so that capitals make no acronym in it.

    It has three words at least, one of which is no acronym for sure: `US NATO EU` is not shouted.
    """
    if not text.isupper():
        return False
    words = _ONE_WORD.findall(text)
    return len(words) > 2 and any(
        len(w) > 7 or (is_stop_word(w) and w not in {"US", "İN"}) for w in words
    )


def chunks(text: str) -> Iterator[re.Match[str]]:
    """Divide a text into stretches that `read` reads by themselves; note marks are no words."""
    return (match for match in _CHUNK.finditer(text) if match.group()[0] != "[")


def strings(text: str) -> list[str]:
    """Give the strings of a text's chunks, note marks among them, without where they stand."""
    return _CHUNK.findall(text)


def is_divided_by_spaces(text: str) -> bool:
    """Tell whether what stands between white space can be read by itself; `[1, 2]` cannot."""
    return "[" not in text or _SPACED_MARK.search(text) is None


def places(text: str, lang: str) -> Iterator[Place]:
    """Give the words of a text in order, with the terms each is found under.

    Args:
        text: plain text; note marks as `[4]` are no words.
        lang: the language of the text, as a BCP 47 tag, or empty when it is not known.
    """
    shouted = is_shouted(text)
    for match in _CHUNK.finditer(text):
        at = match.start()
        for place in read(match.group(), lang, shouted):
            yield Place(at + place.start, at + place.end, place.terms, place.step)


def read_anew(chunk: str, lang: str, shouted: bool) -> tuple[Place, ...]:
    """Read one stretch that `chunks` gives, offsets counted from its own start."""
    if chunk[0] == "[":
        return ()
    if "." in chunk or "://" in chunk:
        found = _read_url(chunk, lang) if _is_url(chunk) else _read_dotted(chunk, lang, shouted)
        if found is not None:
            return found
    if _ONE_HYPHEN.search(chunk) is None:
        return _read_piece(chunk, 0, lang, shouted)
    pieces = list(_pieces(chunk))
    out = [place for start, piece in pieces for place in _read_piece(piece, start, lang, shouted)]
    joined = "".join(_principal(piece) for _, piece in pieces)
    whole = Place(0, len(chunk), _terms(joined, lang, is_acronym(joined) and not shouted), 0)
    return (out[0], whole, *out[1:])


read = lru_cache(maxsize=50_000)(read_anew)
"""The same, remembered: queries and snippets read the same words again and again."""


def word_of(chunk: str) -> tuple[str, bool]:
    """Give what a word or host of a query is looked up by, and whether it has that one form alone.

    The word is what it is about: `Ankara` of `Ankara'nın`, `OTAN` of `l'OTAN`, `US` of `U.S`.
    """
    if _DOTTED_LETTERS.fullmatch(chunk):
        acronym = _dotted_acronym(chunk)
        return (acronym, False) if acronym else (spelling(chunk).rstrip("."), True)
    if _NUMBER.fullmatch(chunk) and _is_quantity(chunk):
        return _number(chunk), True
    if host := _host(_address(chunk)[0] if _is_url(chunk) else chunk):
        return host, True
    return _principal(chunk), False


def _pieces(chunk: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _ONE_HYPHEN.finditer(chunk):
        yield at, chunk[at : match.start()]
        at = match.end()
    yield at, chunk[at:]


def _terms(word: str, lang: str, acronym: bool) -> tuple[str, ...]:
    spelled = spelling(word)[:LONGEST_TERM]
    if not spelled:  # characters without width alone
        return ()
    forms = [fold(word)[:LONGEST_TERM]]
    if may_be_stemmed(word, acronym):
        forms.append(stem(unicodedata.normalize("NFKC", word), lang)[:LONGEST_TERM])
    terms = [spelled, *(FOLDED + form for form in forms if form and form != spelled)]
    if acronym:
        terms.append(CAPITALS + capitals(word)[:LONGEST_TERM])
    return tuple(dict.fromkeys(terms))


def may_be_stemmed(word: str, acronym: bool) -> bool:
    """Tell whether a word may have endings: numbers have none, nor have short acronyms.

    A word of six or seven capitals is as likely a word that is written large.
    """
    if acronym and len(word) < 6:
        return False
    return word.isalpha() or not any(map(str.isdigit, word))


def capitals(word: str) -> str:
    """Give an acronym as it is written without dots: `US` of `U.S.`."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", word)).replace(".", "")


def _read_piece(piece: str, start: int, lang: str, shouted: bool) -> tuple[Place, ...]:
    """Read what no hyphen divides: a word, perhaps with apostrophes or dots in it."""
    if "." in piece or "," in piece:
        found = _read_dotted(piece, lang, shouted)
        if found is not None:
            return tuple(Place(start + p.start, start + p.end, p.terms, p.step) for p in found)
    word = _principal(piece)
    acronym = is_acronym(word) and (not shouted or word == "US")
    terms = _terms(word, lang, acronym)
    if word != piece:  # findable as it stands, without its apostrophe, and by what it is about
        whole = spelling(piece)[:LONGEST_TERM]
        joined = spelling(_joined(piece))[:LONGEST_TERM]
        more = dict.fromkeys((*terms, whole, joined))
        terms = tuple(
            dict.fromkeys((*more, *(FOLDED + fold(w) for w in (whole, joined) if fold(w) != w)))
        )
    return (Place(start, start + len(piece), terms),)


def _joined(piece: str) -> str:
    return _ONE_APOSTROPHE.sub("", piece)


def _principal(piece: str) -> str:
    head, *tail = _ONE_APOSTROPHE.split(piece)
    if not tail:  # the plural of an acronym or of a number: NGOs, F-35s, the 1990s
        one = piece[:-1]
        is_plural = piece[-1] == "s" and len(one) > 1 and (is_acronym(one) or one.isdecimal())
        return one if is_plural else piece
    last = fold(tail[-1])
    if last == "s":  # a possessive
        return _joined(piece[: len(piece) - len(tail[-1]) - 1]) if len(tail) > 1 else head
    if fold(head) in _ELIDED and len(tail[-1]) > 1:
        return tail[-1]
    if len(head) < 2 or last in _CONTRACTED:  # O'Brien, don't
        return _joined(piece)
    return head  # a Turkish case ending


def _is_quantity(number: str) -> bool:
    return bool(_THOUSANDS.fullmatch(number)) or len(re.findall(r"[.,]", number)) == 1


def _number(number: str) -> str:
    """Give a number as people may type it: `54000` of `54,000`, `3.5` of `3,5`."""
    if _THOUSANDS.fullmatch(number):
        return re.sub(r"[.,]", "", number)
    return number.replace(",", ".")


def _dotted_acronym(chunk: str) -> str:
    """Give the acronym that letters with dots are, in capitals: `US` of `U.S.` and `u.s.`."""
    if chunk.isupper():
        return chunk.replace(".", "")
    spelled = spelling(chunk).rstrip(".")
    if not chunk.islower() or spelled in _ABBREVIATIONS:
        return ""
    return chunk.replace(".", "").upper()


def _read_dotted(chunk: str, lang: str, shouted: bool) -> tuple[Place, ...] | None:
    if _NUMBER.fullmatch(chunk) and _is_quantity(chunk):
        return (Place(0, len(chunk), (_number(chunk),)),)
    if _DOTTED_LETTERS.fullmatch(chunk):
        acronym = _dotted_acronym(chunk)
        terms = _terms(acronym, lang, True) if acronym else (spelling(chunk).rstrip("."),)
        return (Place(0, len(chunk), terms),)
    if host := _host(chunk):
        return (Place(0, len(chunk), _host_terms(host)),)
    if _ONE_HYPHEN.search(chunk) or not re.search(r"[.,]", chunk):
        return None
    out: list[Place] = []
    for match in re.finditer(r"[^.,]+", chunk):
        out.extend(_read_piece(match.group(), match.start(), lang, shouted))
    return tuple(out)


def _is_url(chunk: str) -> bool:
    return "://" in chunk or chunk[:4].lower() == "www."


def _host(chunk: str) -> str:
    # Not lowered otherwise: `it ended.In May` has no host of India.
    match = _HOST.fullmatch(chunk.lower() if chunk.isupper() else chunk)
    if match is None or not (len(match[1]) == 2 or match[1] in _TOP_LEVEL):
        return ""
    return spelling(chunk).removeprefix("www.")


def _host_terms(host: str) -> tuple[str, ...]:
    """A host is found whole, without what stands before its domain, and by the domain's name."""
    labels = host.split(".")
    suffix = 2 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) < 4 else 1
    names = labels[: len(labels) - suffix]
    terms = [".".join(labels[i:]) for i in range(len(names))]
    for name in names:
        terms.append(name.replace("-", ""))
        terms.extend(part for part in name.split("-") if part)
    return tuple(dict.fromkeys(terms)) or (host,)


def _address(chunk: str) -> tuple[str, int, str]:
    """Give host, offset of the path, and path without query and fragment."""
    begin = chunk.find("://") + 3 if "://" in chunk else 0
    end = next((i for i in range(begin, len(chunk)) if chunk[i] in "/?#"), len(chunk))
    host = chunk[begin:end].rpartition("@")[2].partition(":")[0].rstrip(".,;:!?'’")
    stop = next((i for i in range(end, len(chunk)) if chunk[i] in "?#"), len(chunk))
    return host.lower(), end, chunk[end:stop]


def _read_url(chunk: str, lang: str) -> tuple[Place, ...]:
    host, at, path = _address(chunk)
    out: list[Place] = []
    if name := _host(host):
        out.append(Place(0, at, _host_terms(name)))
    else:
        out += [Place(0, at, (part,)) for part in re.findall(_WORD, spelling(host))[:8]]
    out += [
        Place(at + m.start(), at + m.end(), _terms(m.group(), lang, False))
        for m in _ONE_WORD.finditer(path)
    ]
    return tuple(out)
