"""The words by which a note points to another, in the languages of notes.

All expressions are for flat text. What each group means follows the Chicago Manual of Style (14.34,
14.36), GOST R 7.0.5-2008 (8.3) and the customs of Turkish, German, French and Spanish notes.
"""

from __future__ import annotations

import re

from .dates import AtWords

# The single work of the note just before.
_IBID = (
    r"ibid(?:em)?\b\.?|(?:ebenda|ebda|ebd)\b\.?|там\s?же\b|там\sсамо\b|тамсама\b|пак\sтам\b"
    r"|ayni\s(?:eser|kaynak|makale)(?:de)?\b|tamze\b|tamtez\b|tamtiez\b|同上|同前注?|同書|αυτοθι"
    r"|المرجع\sنفسه|المصدر\sنفسه|نفس\sالمرجع|نفس\sالمصدر"
)
# An earlier work of the author or title named; bare, the note before.
_WORK = (
    r"op(?:\.|us)?\s?cit(?:ato|atum)?\b\.?|oper[ae]\scitat[oa]\b|(?:ob|obra)\.?\s?cit(?:ada)?\b\.?"
    r"|art(?:icle|icolo|iculo|\.)?\s?(?:pre)?cit(?:ada|ado|ato|ee?)?\b\.?"
    r"|(?:ouvr(?:age)?|these|rapport)\.?\s?(?:pre)?cit(?:ee?)?\b\.?"
    r"|prec(?:ite|itee|itat[oa])\b|dz\.\s?cyt\b\.?|cit\.\s(?=supra\b)"
    r"|(?:already\s)?(?:cited|mentioned|quoted)\s(?:above|earlier|supra)\b"
    r"|cite(?:e|es|s)?\s(?:supra|plus\shaut|ci-dessus)\b|citad[oa]\s(?:supra|arriba|anteriormente)\b"
    r"|a\.\s?g\.\s?(?:mk|md|[bdehikmrstwy])\b\.?"
    r"|(?:yukarida\s)?ad[iı]\sgecen\s(?:eser|makale|kitap|kaynak|rapor|tez|yazi|haber|calisma)(?:de|da)?\b"
    r"|yukarida\s(?:anilan|gecen|belirtilen)(?:\s(?:eser|makale|kitap|kaynak|rapor|tez|yazi|haber|calisma))?\b"
    r"|указ\.?\s?(?:соч|раб|ст|кн|изд|источ|докл|дис)\w*\.?"
    r"|(?:указанн|вышеуказанн|упомянут|названн)\w+\s(?:сочин|работ|стат|книг|источ)\w*"
    r"|цит\.\s?(?:соч|раб|произв)\w*\.?|назв\.\s?(?:соч|прац)\w*\.?|(?:вказ|зазнач)\.\s?прац\w*\.?"
    r"|a\.\s?a\.\s?o\b\.?|aao\b\.?|am\sang(?:egebenen|efuhrten)\sorte?\b|前引书?|前掲書?|前揭书?"
    r"|المرجع\sالسابق|المصدر\sالسابق"
)
# Work and page.
_PLACE = (
    r"loc\.?\s?cit\b\.?|loco\scitato\b|ayni\syer(?:de)?\b|lug(?:ar)?\.?\scit(?:ado)?\b\.?"
    r"|в\sуказ\.?\sместе\b|adi\sgecen\syer\b"
)
# Same author, another work.
_IDEM = (
    r"(?:idem|eadem|eidem)\b\.?|(?:id|ead)\.|(?:его|ее|их)\sже\b\.?|(?:он|она)\sже\b"
    r"|(?:derselbe|dieselben?)\b|(?:ders|dies)\.|ayni\syazar(?:lar)?\b|(?:el|la)\smism[oa](?:\sautora?)?\b"
    r"|(?:du|de\sla|des|le|la)\smemes?\sauteure?s?\b|del\smismo\sautor\b|(?:by\s)?the\ssame\sauthor\b"
)
# Words that are also other words, or initials: only where nothing but a page follows.
_WEAK = (
    r"age\b|agm\b|agy\b|a\.\s?e\b\.?|a\.\s?y\b\.?|ib\.|l\.\s?c\b\.?|cit\.|ivi\b|uo\.|smst\."
    r"|همان\b|שם\b|isto\b|o\.\s?c\b\.?"
)
WEAK_WORK = ("age", "agm", "agy", "cit", "oc")
WEAK_PLACE = ("ay", "lc")

TERM = AtWords(
    rf"(?<![\w@/-])(?<!\w\.)(?:(?P<ibid>{_IBID})|(?P<work>{_WORK})|(?P<place>{_PLACE})"
    rf"|(?P<weak>{_WEAK}))",
    f"{_IBID}|{_WORK}|{_PLACE}|{_WEAK}",
)
IDEM_TERM = re.compile(_IDEM)
IDEM_TERM_AFTER = re.compile(rf"[\s,.]*(?:(?P<work>{_WORK})|{_IBID}|(?P<place>{_PLACE}))")

_PLURAL = (
    r"(?:foot|end)?notes|fns|nn|dipnotlar|сносках?|сноски|прим(?:еч(?:ания)?)?|fuss?noten"
    r"|anm(?:erkungen)?|notas(?:\sal\spie)?"
)
_SINGULAR = (
    r"(?:foot|end)?note|fn|n|dipnot|dpn|dn|сноск[аиуе]|сноской|примечани[еяюи]|fuss?note|anmerkung|fussn"
    r"|nota(?:\s(?:al|a)\spie)?|nt"
)
_NOTE_WORD = f"{_PLURAL}|{_SINGULAR}"
_JOINED = r"(?:-|–|and|&|ve|и|und|et|y)"
# `notes 1, 2 and 5` are three; of `n 1, 46` the second is a page.
_NUMBERS = (
    rf"(?:(?:{_PLURAL})\.?\s?(?P<numbers>\d{{1,5}}(?:\s?(?:,|{_JOINED})\s?\d{{1,5}}(?!\w))*)"
    rf"|(?:{_SINGULAR})\.?\s?(?:(?:n(?:o|r|um)?[.º°]?[.º°]?|№|#)\s?)?"
    rf"(?:\[(?=\d{{1,5}}\]))?(?P<number>\d{{1,5}}(?:\s?{_JOINED}\s?\d{{1,5}}(?!\w))?))\]?(?:['’][a-z]{{1,4}})?"
)
_ABOVE = (
    r"supra|above|ante|yukarida(?:ki)?|yuk\.|выше|oben|s\.\s?o\.|ci-dessus|plus\shaut|arriba|anterior"
    r"|earlier"
)
BELOW = r"infra|below|post|asagida(?:ki)?|ниже|unten|s\.\s?u\.|ci-dessous|abajo"
_LEADING = r"wie\soben|wie\sin|wie|as\sin|as|at|in|bei|comme|como\sen|как\sв|в"
NUMBER = AtWords(
    rf"(?P<before>(?:(?<!\w)(?:{_ABOVE}|{BELOW})[\s,:]{{0,3}})?)(?:\(\s?)?"
    rf"(?:(?<!\w)(?:{_LEADING})[\s,]{{1,2}})?(?:(?<!\w)(?:la|the|der|die)\s)?"
    rf"(?:(?<!\w){_NUMBERS}"
    rf"|(?<![\w.])(?P<ordinal>\d{{1,5}})(?:\.|\s?(?:numarali|n['’]?o['’]?lu))\s?dipnot\w*)(?!\w)(?:\s?\))?"
    rf"(?P<after>(?:[\s,(]{{0,3}}(?:{_ABOVE}|{BELOW})(?!\w)\.?)?)",
    f"{_ABOVE}|{BELOW}|{_LEADING}|la|the|der|die|{_NOTE_WORD}",
    r"\d(",
)
SUPRA_ALONE = re.compile(r"(?<!\w)supra(?!\w)\.?")
