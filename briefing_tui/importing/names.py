"""Names of people: what looks like one, when two are the same, how a profile spells one."""

from __future__ import annotations

import re

from briefing_tui.briefing import Author
from briefing_tui.text import fold, slugify

from .given import Person

_PARTICLES = frozenset(
    "de da do dos das del della di du der den des van von und zu ter ten la le el al bin ibn abu "
    "bint af av i y e oğlu kızı".split()
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ.-](?=[^\W\d_]|$))*\.?")
# What stands before a name and is no part of it.
_TITLES = frozenset(
    "prof professor dr doc yrd assoc asst mr mrs ms sir dame ogr uyesi gor uzm av amb ambassador "
    "gen general col adm admiral lt ars проф профессор д-р акад доц".split()
)
_DEGREE = re.compile(
    r",?\s+(?:Ph\.?\s?D\.?|D\.?Phil\.?|M\.?Sc\.?|M\.?A\.?|B\.?A\.?|M\.?B\.?A\.?|J\.?D\.?|LL\.?M\.?"
    r"|M\.?D\.?|Esq\.?)$"
)
# A desk signs as a whole: it has no family name.
_DESK = re.compile(
    r"\b(?:desk|team|staff|editors?|editorial|board|newsroom|unit|group|masası|ekibi|kurulu|editörlük|"
    r"редакция|отдел|группа|redaktion|rédaction|redacción)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:fellow|analyst|researcher|editor|expert|professor|director|correspondent|lecturer|scholar|"
    r"assistant|associate|advis[eo]r|columnist|intern|specialist|president|chair(?:man|woman)?|"
    r"ambassador|student|coordinator|candidate|journalist|reporter|economist|historian|strategist|"
    r"scientist|officer|manager|consultant|contributor|minister|secretary|head of|founder|"
    r"uzman[ıi]?|araştırmacı(?:sı)?|analist(?:i)?|editör[ü]?|direktör[ü]?|stajyer[i]?|danışman[ı]?|"
    r"yazar[ı]?|öğretim|görevlisi|üyesi|koordinatör[ü]?|başkan[ı]?|başkanı|müdür[ü]?|"
    r"öğrencisi|gazeteci|muhabir[i]?|büyükelçi|akademisyen|"
    r"аналитик|эксперт|редактор|профессор|сотрудник|директор|исследователь|обозреватель|доцент|"
    r"стажёр|политолог|историк|экономист|журналист|преподаватель|кандидат|руководитель|советник|"
    r"wissenschaftler(?:in)?|mitarbeiter(?:in)?|referent(?:in)?|leiter(?:in)?|redakteur(?:in)?|"
    r"professorin|chercheu(?:r|se)|directeur|directrice|investigador[a]?|analista)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:institut\w*|universit\w*|cent(?:er|re)|school|college|ministry|foundation|council|academy|"
    r"faculty|department|programme?|think tank|agency|üniversitesi|enstitüsü|merkezi|vakfı"
    r"|fakültesi|"
    r"bakanlığı|derneği|akademisi|bölümü|институт\w*|университет\w*|центр\w*|фонд\w*|академи\w*|ран|"
    r"ministerium|stiftung|zentrum|hochschule)\b",
    re.IGNORECASE,
)
# Words that no name holds; a title or a heading may look like one otherwise.
_NO_NAME = frozenset(
    "the a an of in on at for from with without and or but not no new how why what who when "
    "where is "
    "are was our this that these key main more read related latest article articles report reports "
    "analysis commentary news notes note sources source references bibliography literature "
    "download "
    "newsletter policy paper brief introduction conclusion background summary executive "
    "methodology "
    "about contact share subscribe follow terms privacy cookie home page pages section chapter "
    "part "
    "figure table volume issue security foreign affairs international relations research studies "
    "united states north south east west eastern western northern southern european asian "
    "bu bir icin ile nasil neden kim giris sonuc kaynakca dipnotlar arka plan genel son ilk yeni "
    "der das ein eine und oder zur zum mehr alle alles ist ich bin views artikel warum wie "
    "einleitung fazit hintergrund "
    "в на о об и как почему что кто введение заключение выводы общие новые первая первый "
    "для".split()
)
_PATRONYMIC = re.compile(r"[а-яё]+(?:вич|вна|ична|ьич)", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Tell whether a text could be a person's name: two to five words, capitals, no sentence."""
    words = text.split()
    if not 2 <= len(words) <= 8 or len(text) > 70:
        return False
    words = words[_titles(words) :]
    bare = " ".join(words)
    if not 2 <= len(words) <= 5 or _ROLE.search(bare) or _HOUSE.search(bare):
        return False
    if any(fold(word) in _NO_NAME for word in words):
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


def is_desk(text: str) -> bool:
    """Tell whether a text names a desk that signs as a whole: `Gulf Desk`, `Редакция`."""
    return len(text.split()) <= 5 and len(text) <= 60 and _DESK.search(text) is not None


def is_role(text: str) -> bool:
    """Tell whether a text is somebody's function: `Research Fellow`, `Araştırma Uzmanı`."""
    return len(text) < 120 and _ROLE.search(text) is not None


def is_house(text: str) -> bool:
    """Tell whether a text names where somebody works: `Gulf Institute`, `МГУ, факультет …`."""
    return len(text) < 120 and _HOUSE.search(text) is not None


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings are one name, as `Ezgi KAYA` and `Ezgi Kaya` are."""
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def opens_with(text: str, name: str) -> bool:
    """Tell whether a text speaks of a person within its first words."""
    words = set(re.findall(r"[^\W\d_]+", fold(" ".join(text.split()[:14]))))
    names = [word for word in re.findall(r"[^\W\d_]+", fold(name)) if len(word) > 1]
    return bool(names) and (names[-1] in words or names[0] in words)


def opening_name(text: str) -> str:
    """Give the name that a text begins with, as in `Ada Deniz is a fellow …`; else nothing."""
    words = text.split()
    for n in (5, 4, 3, 2):
        if len(words) > n and is_name(" ".join(words[:n]).rstrip(",")):
            # `Ada Deniz is`, `Ada Deniz, a fellow`, `Ada Deniz – аналитик`
            following = words[n]
            if words[n - 1].endswith(",") or following[0].islower() or following in {"–", "—"}:
                return " ".join(words[:n]).rstrip(",")
    return ""


def person_of(name: str, role: str = "", affiliation: str = "", bio: str = "") -> Person:
    """Take a name apart: degree and address behind it, `Kaya, Ezgi` the other way round."""
    name = re.sub(r"\s*[<(]?[\w.+-]+@[\w.-]+[>)]?", "", name).strip(" ,*†‡")
    if degree := _DEGREE.search(name):
        role = role or degree.group().strip(" ,")
        name = name[: degree.start()]
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts) and len(name.split()) <= 5 and not is_role(parts[1]):
        name = f"{parts[1]} {parts[0]}"
    return Person(name, role, affiliation, bio)


def author_of(person: Person) -> Author:
    """Make a profile: the name as the biography spells it, the part of it to sort by, a slug.

    Surnames stand in capitals on many pages. Without a biography that spells a word otherwise it
    stays as it is: lowering `IŞIK` rightly takes knowing that it is Turkish. `Prof. Dr.` becomes
    the role where no other is told.
    """
    words = person.name.split()
    titles = _titles(words)
    role = person.role or " ".join(words[:titles])
    words = words[titles:]
    spelled = _spelling_in(person.bio, words)
    family = "" if _DESK.search(person.name) else _family(words, spelled)
    full = " ".join(spelled)
    return Author(
        slug=slugify(full),
        name=full,
        family=family,
        role=role,
        affiliation=person.affiliation,
        bio=person.bio,
    )


def _titles(words: list[str]) -> int:
    titles = 0
    while titles < len(words) - 1 and fold(words[titles]).strip(".") in _TITLES:
        titles += 1
    return titles


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
    initials = re.fullmatch(r"(?:[^\W\d_]\.)+", words[-1])
    return spelled[0] if initials else spelled[-1]  # Петров А.П.
