"""The small parts of a note: addresses, quotations, pages, names, words that only lead to a source.

Offsets are into the note's text; `flat` text is the same, folded letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from .dates import AtWords
from .remembering import remembering

# --- addresses

_URL = re.compile(
    r"(?i)(?<![\w@])(?:https?://?|www\d?\.(?=[\w-]))[^\s<>\"“”«»„，。；、（）《》،؛]+"
)
# Where the rest of a note was typed on without a space: `page,(Date`, `page;https://…`, `page),`,
# `page,Accessed: …`
_URL_ENDS = re.compile(
    r"(?i)[,;](?=[(\[“\"]|https?:)|[|]"
    r"|[,;](?=(?:date|data|access|accessed|retrieved|last|viewed|visited|erişim|e\.t\.|son|дата"
    r"|zugriff"
    r"|(?:zugriffs|abruf)datum|abgerufen|abruf|letzter|zuletzt|consulté|consultado|fecha|último"
    r"|dernier"
    r"|dernière|page|просмотрено)(?::[^/]*)?$)"
)
_TRAILING = ".,;:!?…'’‘·*\u200b"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a note, by its offsets."""

    start: int
    end: int


def _without_open_bracket(url: str) -> str:
    """Cut at a bracket that closes nothing or is never closed: it belongs to the sentence."""
    depth: list[int] = []
    for place, letter in enumerate(url):
        if letter in "([":
            depth.append(place)
        elif letter in ")]":
            if not depth:
                return url[:place]
            depth.pop()
    return url[: depth[0]] if depth else url


def addresses(text: str) -> list[Stretch]:
    """Find the web addresses in `text`, without the punctuation that follows them."""
    found = []
    for match in _URL.finditer(text):
        url = match.group()
        if cut := _URL_ENDS.search(url):
            url = url[: cut.start()]
        url = _without_open_bracket(url.rstrip(_TRAILING)).rstrip(_TRAILING)
        if len(url) > 8 or "." in url[4:]:
            found.append(Stretch(match.start(), match.start() + len(url)))
    return found


# --- quotations

_OPENING = "“„«‟《〈「『"
_CLOSING = "”»》〉」』"
_DOUBLE = re.compile('[“”„‟«»"《》〈〉「」『』]')
_SINGLE = re.compile("[‘’‚‛']")
_AFTER_CLOSING = frozenset(",.;:)]!?…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, quotes included in `start` and `end`, not in `inner`."""

    start: int
    end: int
    inner: Stretch
    closed: bool = True


def _turn(text: str, place: int, depth: int) -> int:
    """Tell whether the quote at `place` opens (1) or closes (-1)."""
    letter = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    opens = (before.isspace() or before in '([“„«"‘—–-/*_') and not after.isspace()
    opens = opens and after not in _AFTER_CLOSING
    closes = not before.isspace() and (after.isspace() or not (after.isalnum() or after in "“„«"))
    closes = closes or (bool(depth) and after in ",;)")
    if opens != closes:
        return 1 if opens else -1
    if letter in _OPENING:
        return 1
    if letter in _CLOSING:
        return -1
    return -1 if depth else 1


def quotations(text: str, limits: list[int]) -> list[Quotation]:
    """Find the outermost quotations in double quotes, whatever quotes they mix.

    A quotation ends at the latest at the next of `limits` (where addresses begin, in order): what
    is not closed by then was never closed.
    """
    found: list[Quotation] = []
    depth = opened = last_close = 0
    bound = len(text)

    def finish(close: int, *, closed: bool) -> None:
        end = close + 1 if closed else close
        inner = text[opened + 1 : close]
        start = opened + 1 + len(inner) - len(inner.lstrip())
        found.append(Quotation(opened, end, Stretch(start, start + len(inner.strip())), closed))

    for match in _DOUBLE.finditer(text):
        place = match.start()
        if depth and place > bound:
            finish(last_close or bound, closed=bool(last_close))
            depth = 0
        if depth == 0:
            if _turn(text, place, 0) > 0:
                depth, opened, last_close = 1, place, 0
                after = bisect_right(limits, place)
                bound = limits[after] if after < len(limits) else len(text)
            continue
        turn = _turn(text, place, depth)
        depth += turn
        if turn < 0:
            last_close = place
        if depth == 0:
            finish(place, closed=True)
    if depth:
        finish(last_close or bound, closed=bool(last_close))
    return found


def single_quotation(text: str, start: int, end: int) -> Quotation | None:
    """Find a title in single quotes at `start`; it ends with a quote before a comma or stop."""
    if start >= end or text[start] not in "‘'‚‛" or not text[start + 1 : start + 2].strip():
        return None
    for match in _SINGLE.finditer(text, start + 1, end):
        place = match.start()
        after = text[place + 1 : place + 2]
        before = text[place - 1]
        # `the States’ Rights`: after an s and before a space it is an apostrophe.
        if (
            before in ",.?!"
            or after in (",", ".", ";", ")", "")
            or (after == " " and (before != "s" or text[place + 2 : place + 3] in ("(", "[")))
        ):
            inner = Stretch(start + 1, place)
            return Quotation(start, place + 1, inner)
    return None


# --- pages

# `p. 14`, `pp. 14–15`, `s. 4`, `с. 45`, `стр. 3`, `S. 12 f.`, `págs. 3-4`, `para. 7`, `§ 3`
_UNIT = (
    r"(?:pp?|pgs?|pags?|pages?|paginas?|ss?|sf|sayfa|сс?|стр|страниц[аы]|paras?|par|paragraph"
    r"|абз|§§?|"
    r"chap|chapter|ch|bol|bolum|гл|глава|kap|kapitel|arts?|article|madde|md|ст|rn|rdnr|fol|ff?"
    r"|vols?|"
    r"cilt|bd|т|том|verse|line|lines|table|fig|n)"
)
_NUMBER = r"(?:\d{1,5}(?:[a-z]|\s?n\.?\s?\d{1,3})?|[ivxlc]{1,7})(?!\w)"
_RANGE = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_RANGES = (
    rf"{_RANGE}(?:(?:,\s?|,?\s(?:and|et|ve|und|y|и|&)\s)\d{{1,5}}(?!\w)(?:\s?[-–—]\s?{_NUMBER})?)*"
    r"(?:\s?(?:ff?|vd|sqq?|et\sseqq?|y\sss?|и\sслед|и\sсл)\b\.?)?"
)
LOCATOR = re.compile(
    rf"(?<![\w.])(?:(?:vols?|cilt|c|bd|т)\.?\s?{_NUMBER},\s?)?{_UNIT}\.?\s{{0,2}}(?:{_RANGES}"
    rf"|[a-z]\d{{1,3}}(?!\w))"
)
LOCATORS = AtWords(LOCATOR.pattern, f"vols?|cilt|c|bd|т|{_UNIT}", "§")
# After a back-reference, a colon or a closing bracket a bare number is a page; a year is not.
BARE_PAGES = re.compile(rf"(?:(?:at|auf)\s)?(?!(?:19|20)\d\d(?!\d)){_RANGES}(?=\s*(?:[.,;)\]]|$))")
YEAR = re.compile(r"[12](?<![\w.\-/].)(?:(?<=1)[6-9]|(?<=2)0)\d\d(?![\w\-/])")

# --- words that lead to a source and are no part of it, flat

_SIGNAL = (
    r"vide?\.?\s(?:tambien|etiam)|(?:cfr?\.?|v\.)\s(?:tambien|aussi|egalement|also|anche)"
    r"|cited\sby|quoted\s(?:by|from)|citing|quoting"
    r"|also(?=\s(?:ibid|ib\b|op\.|id\.))|v\.(?=\s(?:supra|note|ibid(?:em)?|ib|op|loc|art)\b)|so\sauch|veanse(?:\stambien)?"
    r"|so(?=\s[\w-]+,\sa\.\s?a\.)"
    r"|naher\sdazu|zum\sganzen|s\.(?=\s(?:fn|anm"
    r"|fussn|ebd|ebenda|auch|oben|dazu|note)\b)"
    r"|kars\.?|bknz\.?|см\.\sоб\sэтом:?|см\.?,?\sв\sчастности,?:?|ср\.\sтакже:?|подробнее:"
    r"|citado\spor|cit\.\s(?:nach|par|por)"
    r"|see\salso|see\sfurther|see\sesp(?:\.|ecially)|see,?\se\.?\s?g\.?,?|see\sgenerally"
    r"|see\sin\sparticular|but\ssee|but\scompare|but\scf\.?|vide?\.?|see|compare|contra|accord"
    r"|cfr?\.?"
    r"|e\.g\.,?|quoted\sin|cited\sin|as\scited\sin|(?:for|on)\s[^,.;:\"]{1,80}?,?\ssee(?:\salso)?"
    r"|for\s(?:example|instance),?"
    r"|(?!\d{1,5}[\s.]{0,2}(?:n['’]?o|numarali|dipnot|not)"
    r"|(?:bir\s)?onceki\s)[^,.;:\"]{1,60}?\s(?:icin\s)?bkz\.?"
    r"|ayrica\sbkz?\.?|bkz\.?|bakiniz:?|bk\.|krs\.?|karsilastiriniz:?|ornegin,?|aktaran:?|akt\.:?"
    r"|см\.?\sтакже:?|см\.,?\sнапример,?:?|см\.:?|подробнее\sсм\.:?|ср\.:?|цит\.\sпо:?"
    r"|цит\.\sпо\sкн\.:?"
    r"|об\sэтом\sсм\.:?|а\sтакже:?|by|siehe\s(?:auch|dazu|hierzu|etwa)|siehe|ferner|sowie|dazu"
    r"|hierzu"
    r"|(?:vgl\.?|siehe)\s(?:(?:dazu|hierzu|auch|nur|insbes\.)\s)?(?:ausfuhrlich|eingehend"
    r"|grundlegend)|vgl\.?\s(?:dazu|etwa|hierzu|auch)|vgl\.?|zit\.\snach|zitiert\snach"
    r"|voir\s(?:aussi|egalement|notamment|par\sexemple,?)|voir|ainsi\sque|cite\s(?:par|dans)"
    r"|vease\s(?:tambien|asimismo|por\sejemplo,?)|vease|asi\scomo|ver\stambien|ver|citado\sen"
)
SIGNAL = re.compile(rf"(?:(?:{_SIGNAL})(?!\w)[\s:]*){{1,3}}")
# Within a sentence: `The figures differ, see Jane Doe, “Title”`
INNER_SIGNAL = re.compile(
    r"(?<=[,.;:(\s])(?:see(?:\salso)?|cf\.|bkz?\.?|см\.|vgl\.|siehe|voir|vease)\s+"
)
_SIGNAL_AT_END = re.compile(rf"(?<!\w)(?:{_SIGNAL})[\s:,]*$")
# `, available at`, `URL:`, `Режим доступа:` before an address
_LEAD_IN = re.compile(
    r"(?:[\s,.;:\[(<]|(?<!\w)(?:available\s(?:at|from|online(?:\sat)?)|retrieved\sfrom"
    r"|accessed\s(?:at|via)|access|"
    r"online|from|url|web|link|internet|erisim(?:\sadresi|\slinki)?|kaynak|режим\sдоступа|доступно|"
    r"электронный\sресурс|verfugbar\sunter|abrufbar\sunter|online\sunter|unter"
    r"|disponible\s(?:sur|en|a)|"
    r"en\sligne|en\slinea|available|at)(?=[\s,.;:\])]|$))+$"
)


def without_lead_in(text: str, start: int, end: int) -> int:
    """Give the offset in flat `text` at which the words that only announce an address begin."""
    # They are short; a run of a hundred thousand commas is not, and would be tried from each.
    match = _LEAD_IN.search(text, max(start, end - 80), end)
    return match.start() if match else end


def signal_ends(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch of flat `text` ends in words such as `see also`."""
    return _SIGNAL_AT_END.search(text, max(start, end - 120), end) is not None


# --- names

_PARTICLE_WORDS = "al bin ibn da das de del della den der di do dos du el la le ter van von zu y e"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
# `al-Bahri`, `d’Arc`
_PREFIXED = re.compile(
    r"(?:al|el|ad|an|as|ash|ar|at|az|ul|d|l|dell|dall)[-'’‐](?=[^\W\d_])(?=[^a-z])"
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’‐][^\W\d_]+)*\.?|(?:[^\W\d_]\.-?)+")
_AND = re.compile(
    r"\s*(?:,\s*)?(?:(?<!\w)(?:and|ve|ile|и|und|et|y|e)(?!\w)|&|;|(?<=\s)[–—-](?=\s)"
    r"|(?<=\w)\s?/\s?(?=[^\W\d]))\s*(?!\s*(?:al|др)\b)"
)
_TWO_NAMES = re.compile(r"^([^\W\d_]+ [^\W\d_]+)-([^\W\d_]+ [^\W\d_]+)$")
_OTHERS = re.compile(
    r"(?i)[,\s]*(?:\bet\.?\s+al\b\.?|\bvd\b\.?|\bv\.d\.|\bи\s+др\b\.?|\bu\.\s?a\."
    r"|\band\s+others\b)\s*$"
)
_ROLE = re.compile(
    r"(?i)[,\s]*\(?\b(?:eds?|editors?|ed\.\s?by|hrsg|hg|dir|der|ред|çev|trans|coord)\b\.?\)?[,\s]*$"
)
_HONORIFIC = re.compile(
    r"(?i)^(?:(?:prof|dr|doç|yrd|öğr|üyesi|arş|gör|assoc|asst|adm|gen|col|sen|rep"
    r"|amb)\.\s*)+(?=\w{2})"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]*)+")


def _begins_a_name(text: str) -> bool:
    """Tell whether a capital comes first, or after particles: `de la Cruz`."""
    first, _, rest = text.partition(" ")
    return text[:1].isupper() or (first in PARTICLES and bool(rest) and _begins_a_name(rest))


def is_name(text: str, most: int = 5) -> bool:
    """Tell whether `text` is written as a person's name: capitals, initials, particles between."""
    words = text.split()
    if not words or len(words) > most:
        return False
    if not (_begins_a_name(text.strip()) or _PREFIXED.match(words[0])):
        return False
    for word in words:
        if _NAME_WORD.fullmatch(word.rstrip(",")) is None:
            return False
        if not word[0].isupper() and word not in PARTICLES and not _PREFIXED.match(word):
            return False
    return True


def _is_given(text: str) -> bool:
    """Tell whether `text` is what follows a family name and a comma: `Jane`, `Jane M.`, `J. M.`."""
    if _INITIALS.fullmatch(text):
        return True
    words = text.split()
    return (
        is_name(text, 3)
        and len(words) <= 3
        and all(len(word.rstrip(".")) == 1 or "." in word for word in words[1:])
    )


@remembering
def names(text: str) -> tuple[str, ...] | None:
    """Divide `text` into the names of authors, or give None if it is not surely that.

    Such as `Jane Doe and Ali Kaya`, `Doe, Jane, and Ali Kaya`, `Doe, J., & Kaya, A.`,
    `Иванов И. И., Петров П. П.`
    """
    if len(text) > 300:
        return None
    rest = _without_end(_ROLE, _without_end(_OTHERS, text.strip(" ,;:*_"))).strip(" ,;:").strip()
    if not rest or not (_begins_a_name(rest) or _AND.match(rest)):
        return None
    out: list[str] = []
    # `Selim Akıncı-Elif Toprak`, but not `Anna Weber-Graf`
    rest = _TWO_NAMES.sub(r"\1 - \2", rest) if "-" in rest else rest
    for group in _AND.split(rest):
        parts = [part.strip() for part in group.split(",") if part.strip()]
        while parts:
            part = parts.pop(0)
            if not is_name(part):
                return None
            family_alone = len([w for w in part.split() if w not in PARTICLES]) == 1
            if parts and (_INITIALS.fullmatch(parts[0]) or (family_alone and _is_given(parts[0]))):
                part = f"{part}, {parts.pop(0)}"
            elif family_alone and (parts or out):
                return None
            out.append(part)
    out = [_HONORIFIC.sub("", name) for name in out]
    # A full stop after a whole word ends the list, as in `Doe, Jane.`; an initial keeps its own.
    return tuple(
        name if re.search(r"(?:^|[\s.-])\w\.$", name) else name.rstrip(".") for name in out
    )


def _without_end(pattern: re.Pattern[str], text: str) -> str:
    """Take a short end away; looking for it from the beginning takes ten times as long."""
    match = pattern.search(text, max(0, len(text) - 40))
    return text[: match.start()] if match else text


def strip_span(text: str, start: int, end: int, also: str = "") -> Stretch:
    """Narrow a stretch by white space, emphasis signs and `also` at both ends."""
    drop = " \t\n\r\u00a0\u200b*_" + also
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return Stretch(start, end)


# `Иванов И. И., Петров П. П.`
INVERTED = re.compile(
    r"(?:[^\W\d_]{2,}(?:-\w+)?,?\s+[^\W\d_]\.(?:\s?-?[^\W\d_]\.){0,2}(?:,?\s+(?:и|and"
    r"|ve)(?=\s))?,?(?:\s+|$))+"
)
# `Alan P. Forbush, Title`: no family name comes first.
_ONLY_GIVEN = re.compile(r"[A-Z][\w'’-]+\s[A-Z]\.\s[A-Z][\w'’-]+[,:]")
_AROUND = ",.:;()–—- \t\n\r\u00a0…"


def author_and_title(text: str, start: int, end: int) -> tuple[Stretch, Stretch] | None:
    """Divide `Doe, Short Title` and `Орлов П. С. Пролив и порт`; None without an author."""
    inverted = INVERTED.match(text, start, end)
    if inverted and not _ONLY_GIVEN.match(text, start, end):
        title = strip_span(text, inverted.end(), end, _AROUND)
        return strip_span(text, start, inverted.end(), ",: "), title
    for comma in re.finditer(r",|:(?=\s)", text[start:end]):
        name = strip_span(text, start, start + comma.start())
        if not is_byline(text[name.start : name.end]):
            return None
        title = strip_span(text, start + comma.end(), end, _AROUND)
        # `Doe, J., Title`; `Doe, Roe, and Poe, Title`
        following = text[title.start : title.end].partition(",")[0]
        if re.fullmatch(r"(?:[^\W\d_]\.[\s-]*)+", following) or re.match(
            r"(?:and|ve|und|et|y|и|&)\s", following
        ):
            continue
        return name, title
    return None


def is_byline(text: str) -> bool:
    """Tell whether `text` may name authors or an agency; only an earlier note can confirm it."""
    words = text.split()
    if not words or len(words) > 10 or _NO_BYLINE.search(text):
        return False
    if not words[0][0].isupper() and not _begins_family(words[0]):
        return False
    return all(
        not w[0].islower() or _begins_family(w) or w.strip(".,") in _JOINING for w in words
    ) and any((w[0].isupper() or _PREFIXED.match(w)) and len(w.strip(".,")) > 1 for w in words)


def _begins_family(word: str) -> bool:
    """Tell whether a word in small letters may begin a family name: `von`, `de’`, `al-Bahri`."""
    return word.rstrip("'’") in PARTICLES or _PREFIXED.match(word) is not None


_NO_BYLINE = re.compile(r"[()\[\]:;“”„«»\"]|(?<!\w)\d+(?!\w)")
_JOINING = frozenset("and ve und et y и al vd др of for on the für des u a others".split())


def is_capitalised(text: str) -> bool:
    """Tell whether the long words of `text` begin with capitals, as those of a name do."""
    words = [w for w in re.findall(r"[^\W_]+", text) if len(w) > 3]
    if not words:
        return bool(text.strip()) and (text.strip()[0].isupper() or text.strip()[0].isdigit())
    capital = sum(not w[0].islower() for w in words)
    return not text.strip()[0].islower() and (capital == len(words) or not words[0][0].isascii())
