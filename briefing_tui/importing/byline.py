"""Authors: bylines, names, and how a profile spells them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing_tui.briefing import Author
from briefing_tui.text import fold, slugify

_BYLINE = re.compile(
    r"\W{0,3}(?:(?:(?:written|posted|published|text|words|story)\s+)?by(?:\s*:)?\s"
    r"|(?:authors?|author\(s\)|yazar(?:lar|ı)?|yazan|автор(?:ы)?|autor(?:in|es|en)?|auteurs?)"
    r"\s*[:—–-]\s*"
    r"|(?:von|par|por)\s)\s*(?P<names>.+)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;&]|\b(?:and|ve|и|und|et|y)\b)\s*")
_PARTICLES = frozenset(
    "de da do dos das del della di du der den des van von und zu ter ten la le el al bin ibn abu "
    "bint af av i y e oğlu kızı".split()
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ.-](?=[^\W\d_]|$))*\.?")
_ROLE = re.compile(
    r"\b(?:fellow|analyst|researcher|editor|expert|professor|director|correspondent|lecturer|scholar|"
    r"assistant|advis[eo]r|columnist|intern|specialist|president|chair|ambassador|student|coordinator|"
    r"uzman[ıi]?|araştırmacı(?:sı)?|analist|editör[ü]?|direktör[ü]?|stajyer[i]?|danışman[ı]?|yazar[ı]?|"
    r"öğretim|görevlisi|üyesi|koordinatör[ü]?|başkan[ı]?|"
    r"аналитик|эксперт|редактор|профессор|сотрудник|директор|исследователь|обозреватель|доцент|стажёр)\b",
    re.IGNORECASE,
)
# What stands before a name and is no part of it.
_TITLES = frozenset(
    "prof dr doc yrd assoc asst mr mrs ms sir dame ogr gor uzm av amb gen col adm "
    "проф д-р акад доц".split()
)
# A desk signs as a whole: it has no family name.
_DESK = re.compile(
    r"\b(?:desk|team|staff|editors?|editorial|board|newsroom|unit|group|masası|ekibi|kurulu|editörlük|"
    r"редакция|отдел|группа|redaktion|rédaction|redacción)\b",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(r"[а-яё]+(?:вич|вна|ична|ьич)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote a piece, as a line above or below it tells."""

    names: tuple[str, ...]
    role: str = ""


def is_name(line: str) -> bool:
    """Tell whether a line could be a person's name: two to five words, capitals, no sentence."""
    words = line.split()
    if not 2 <= len(words) <= 5 or len(line) > 60:
        return False
    capitals = 0
    for word in words:
        if _NAME_WORD.fullmatch(word) is None:
            return False
        if word[0].isupper() or not word[0].islower():
            capitals += 1
        elif word.lower() not in _PARTICLES:
            return False
    return capitals >= 2 and words[-1][0].upper() == words[-1][0] and len(words[-1]) > 1


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings are one name, as `Ezgi KAYA` and `Ezgi Kaya` are."""
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def byline_of(line: str) -> Byline | None:
    """Read a line such as `By Ada Deniz and Can Er`, `Yazar: …`, `Автор: …`; None for any other."""
    if len(line) > 200 or not (found := _BYLINE.fullmatch(line.strip(" *_"))):
        return None
    return names_in(found["names"])


def names_in(text: str) -> Byline | None:
    """Read names joined by commas and `and`, perhaps with a role behind; None if it is none."""
    parts = [part for part in _AND.split(text.strip(" *_.,|")) if part]
    role = ""
    first, comma, rest = text.partition(",")
    if comma and _ROLE.search(rest) and not _ROLE.search(first):
        parts, role = [part for part in _AND.split(first.strip()) if part], rest.strip(" .")
    # `Al-Rashid` alone is a name too, once a line says that a name follows.
    named = [part for part in parts if is_name(part) or _DESK.search(part)]
    if not parts or len(named) != len(parts):
        return None
    return Byline(tuple(parts), role)


def is_role(line: str) -> bool:
    """Tell whether a line is somebody's function: `Research Fellow`, `Araştırma Uzmanı`."""
    return len(line) < 100 and _ROLE.search(line) is not None


def opens_with(text: str, name: str) -> bool:
    """Tell whether a text speaks of a person within its first words."""
    words = set(re.findall(r"[^\W\d_]+", fold(" ".join(text.split()[:14]))))
    names = [word for word in re.findall(r"[^\W\d_]+", fold(name)) if len(word) > 1]
    return bool(names) and (names[-1] in words or names[0] in words)


def opening_name(text: str) -> str:
    """Give the name that a text begins with, as in `Ada Deniz is a fellow …`; else nothing."""
    words = text.split()
    for n in (4, 3, 2):
        if len(words) > n and words[n][0].islower() and is_name(" ".join(words[:n])):
            return " ".join(words[:n])
    return ""


def author_of(name: str, bio: str = "", role: str = "") -> Author:
    """Make a profile: the name as the biography spells it, the part of it to sort by, a slug.

    Surnames stand in capitals on many pages. Without a biography that spells a word otherwise it
    stays as it is: lowering `IŞIK` rightly takes knowing that it is Turkish. `Prof. Dr.` becomes
    the role where no other is told.
    """
    words = name.split()
    titles = 0
    while titles < len(words) - 1 and fold(words[titles]).strip(".") in _TITLES:
        titles += 1
    role = role or " ".join(words[:titles])
    words = words[titles:]
    spelled = _spelling_in(bio, words)
    family = "" if _DESK.search(name) else _family(words, spelled)
    full = " ".join(spelled)
    return Author(slug=slugify(full), name=full, family=family, role=role, bio=bio)


def _spelling_in(bio: str, words: list[str]) -> list[str]:
    spellings: dict[str, list[str]] = {}
    for word in re.findall(r"[^\W\d_]+(?:[-.'’][^\W\d_]+)*", bio):
        spellings.setdefault(fold(word), []).append(word)
        stem = re.split("['’]", word)[0]  # Turkish case endings: `Kaya'nın`
        spellings.setdefault(fold(stem), []).append(stem)
    out = []
    for word in words:
        known = [s for s in spellings.get(fold(word), []) if s[0].isupper() and not s.isupper()]
        # One's own spelling wins where the biography has it, too; else its first.
        out.append(known[0] if known and word not in known else word)
    return out


def _family(words: list[str], spelled: list[str]) -> str:
    if len(words) < 2:
        return ""
    capitals = [
        i for i, word in enumerate(words) if len(word) > 1 and word.isupper() and "." not in word
    ]
    if (
        capitals
        and len(capitals) < len(words)
        and capitals == list(range(capitals[0], capitals[-1] + 1))
    ):
        return " ".join(spelled[i] for i in capitals)
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[2]):
        return spelled[0]  # Петров Иван Сергеевич
    return spelled[-1]
