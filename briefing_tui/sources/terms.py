"""The words by which a note points to another, in the languages of notes.

All expressions are for flat text. What each group means follows the Chicago Manual of Style (14.34,
14.36), GOST R 7.0.5-2008 (8.3) and the customs of Turkish, German, French and Spanish notes.
"""

from __future__ import annotations

import re

from .dates import AtWords
from .wording import BARE_PAGES, LOCATOR

# The single work of the note just before.
_IBID = (
    r"ibid(?:em)?\b\.?|(?:ebenda|ebda|ebd)\b\.?|там[\s-]?же\b|там\sсамо\b|тамсама\b|пак\sтам\b"
    r"|ayni\s(?:eser|kaynak|makale|haber|rapor)(?:de)?\b|tam\s?zhe\b|tamze\b|tamtez\b|tamtiez\b"
    r"|同上|同前注?|同書|αυτοθι"
    r"|المرجع\sنفسه|المصدر\sنفسه|نفس\sالمرجع|نفس\sالمصدر"
)
# `See the previous note`, `same as above`: other words as well, so nothing but a page may follow.
_NOTE_BEFORE = (
    r"(?:previous|preceding|last|precedente|vorherige[nr]?|vorige[nr]?|vorangehende[nr]?"
    r"|vorstehende[nr]?)"
    r"\s(?:foot|end)?(?:note|anm(?:erkung)?|fussnote|fn)\b\.?|not[ea]\s(?:precedente|anterior)\b"
    r"|предыдущ\w+\s(?:сноск|примечани|ссылк)\w+"
    r"|(?:bir\s)?onceki\s(?:dip)?not(?:a|u)?\b(?:\s(?:bakiniz|bakin|bkz\.|bk\.))?|ditto\b"
    r"|same\ssource\b(?:\sas\sabove\b)?|(?:same\s)?as\sabove\b"
    r"|dieselbe\squelle\b|meme\ssource\b|misma\sfuente\b|тот\sже\sисточник\b"
)
# An earlier work of the author or title named; bare, the note before.
_WORK = (
    r"op(?:\.|us)?\s?cit(?:ato|atum)?\b\.?|oper[ae]\scitat[oa]\b|(?:ob|obra)\.?\s?cit(?:ada)?\b\.?"
    r"|art(?:icle|icolo|iculo|\.)?\s?(?:pre)?cit(?:ada|ado|ato|ee?)?\b\.?"
    r"|(?:ouvr(?:age)?|these|rapport)\.?\s?(?:pre)?cit(?:ee?)?\b\.?"
    r"|prec(?:ite|itee|itat[oa])\b|prec\.|work\s(?:already\s)?cited\b|(?:the\s)?cited\s(?:work"
    r"|book|article|paper)\b"
    r"|dz\.\s?cyt\b\.?|cit\.\s(?=supra\b)"
    r"|(?:already\s)?(?:cited|mentioned|quoted)\s(?:above|earlier|supra)\b"
    r"|cite(?:e|es|s)?\s(?:supra|plus\shaut|ci-dessus)\b|citad[oa]\s(?:supra|arriba"
    r"|anteriormente)\b"
    r"|a\s?\.\s?g\s?\.\s?(?:mk|md|[bdehikmrstwy])\b\.?"
    r"|(?:yukarida\s)?ad[iı]\sgecen\s(?:eser|makale|kitap|kaynak|rapor|tez|yazi|haber"
    r"|calisma)(?:s?[iı])?(?:n?d[ea]n?)?\b"
    r"|a\.\s?g\.\s?(?:eser|makale|kitap|kaynak|rapor|tez|yazi|haber|calisma|mak|sunum)\b\.?"
    r"|(?<!not\s)(?<!notta\s)anilan\s(?:eser|makale|kitap|kaynak|rapor|haber)\b"
    r"|yukarida\s(?:anilan|gecen|belirtilen)(?:\s(?:eser|makale|kitap|kaynak|rapor|tez|yazi"
    r"|haber|calisma))?\b"
    r"|указ\.?\s?(?:соч|раб|ст|кн|изд|источ|докл|дис)\w*\.?|ukaz\.\s?(?:soch|rab|st)\w*\.?"
    r"|(?:указанн|вышеуказанн|упомянут|названн)\w+\s(?:сочин|работ|стат|книг|источ)\w*"
    r"|цит\.\s?(?:соч|раб|произв)\w*\.?|назв\.\s?(?:соч|прац)\w*\.?|(?:вказ|зазнач)\.\s?прац\w*\.?"
    r"|a\.\s?a\.\s?o\b\.?|aao\b\.?|am\sang(?:egebenen|efuhrten)\sorte?\b|前引书?|前掲書?|前揭书?"
    r"|المرجع\sالسابق|المصدر\sالسابق"
)
# Work and page.
_PLACE = (
    r"loc\.?\s?cit\b\.?|loco\scitato\b|ayni\syer(?:de)?\b|lug(?:ar)?\.?\scit(?:ado)?\b\.?"
    r"|в\sуказ\.?\sместе\b|(?:adi\sgecen|anilan)\syer(?:de)?\b"
)
# Same author, another work.
_IDEM = (
    r"(?:idem|eadem|eidem)\b\.?|(?:id|ead)\b\.?|(?:его|ее|их)\sже\b\.?|(?:он|она)\sже\b"
    r"|(?:derselbe|dieselben?)\b|(?:ders|dies)\.|ayni\syazar(?:lar)?\b|(?:el"
    r"|la)\smism[oa](?:\sautora?)?\b"
    r"|(?:du|de\sla|des|le|la)\smemes?\sauteure?s?\b|del\smismo\sautor\b"
    r"|(?:by\s)?the\ssame\sauthor\b"
)
# Words that are also other words, or initials: only where nothing but a page follows.
_WEAK = (
    r"age\b|agm\b|agy\b|a\.\s?e\b\.?|a\.\s?y\b\.?|ib\b\.?|l\.\s?c\b\.?|cit\.|ivi\b|uo\.|smst\."
    r"|همان\b|שם\b|isto\b|o\.\s?c\b\.?"
    rf"|{_NOTE_BEFORE}"
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
    r"(?:foot|end)?notes|fns|nn|dipnotlar|сносках?|сноски|ссылк(?:и|ах)|прим(?:еч(?:ания)?)?"
    r"|fuss?noten"
    r"|anm(?:erkungen)?|notas(?:\sal\spie)?|references"
)
_SINGULAR = (
    r"(?:foot|end)?note|fn|n|dipnot|dpn|dn|сн|сноск[аиуе]|сноской|ссылк[ауе]|примечани[еяюи]"
    r"|fuss?note|anmerkung|fussn"
    r"|note\sde\sbas\sde\spage|nota(?:\s(?:al|a)\spie)?(?:\sde\spagina)?|nt|reference"
)
_NOTE_WORD = f"{_PLURAL}|{_SINGULAR}"
_JOINED = r"(?:-|–|and|&|ve|и|und|et|y)"
# `notes 1, 2 and 5` are three; of `n 1, 46` the second is a page.
_NUMBERS = (
    rf"(?:(?:{_PLURAL})\.?\s?(?P<numbers>\d{{1,5}}(?:\s?(?:,|{_JOINED})\s?\d{{1,5}}(?!\w))*)"
    rf"|(?:{_SINGULAR})\.?\s?(?:(?:n(?:o|r|um)?[.º°]?[.º°]?|№|#)\s?)?"
    rf"(?:\[(?=\d{{1,5}}\]))?(?P<number>\d{{1,5}}(?:\s?{_JOINED}\s?\d{{1,5}}(?!\w))?)"
    rf"|\[(?P<bracketed>\d{{1,3}}))\]?(?:['’][a-z]{{1,4}})?"
)
_ABOVE = (
    r"supra|above|ante|yukarida(?:ki)?|yuk\.|выше|oben|s\.\s?o\.|ci-dessus|plus\shaut|arriba"
    r"|anterior"
    r"|earlier"
)
BELOW = r"infra|below|post|asagida(?:ki)?|ниже|unten|s\.\s?u\.|ci-dessous|abajo"
_LEADING = (
    r"(?:(?:the\s)?(?:source|work|book|article|report)s?\s)?(?:(?:cited|quoted|named|listed|given"
    r"|mentioned)\s)?(?:in|at)"
    r"|same\sas(?:\sin)?|(?:and\s)?(?:accompanying\s)?text\s(?:accompanying|at|to)|wie\soben"
    r"|wie\sin|wie|as\sin|as|at|in|bei|comme|como\sen|как\sв|в"
)
NUMBER = AtWords(
    rf"(?P<before>(?:(?<!\w)(?:{_ABOVE}|{BELOW})[\s,:]{{0,3}})?)(?:\(\s?)?"
    rf"(?:(?<!\w)(?:{_LEADING})[\s,]{{1,2}})?(?:(?<!\w)(?:la|the|der|die)\s)?"
    rf"(?:(?<!\w){_NUMBERS}"
    rf"|(?<![\w.])(?P<ordinal>\d{{1,5}})(?:\.|\s?(?:numarali"
    rf"|n['’]?o['’]?lu))\s?(?:dip)?not\w*)(?!\w)(?:\s?\))?"
    rf"(?P<after>(?:[\s,(]{{0,3}}(?:{_ABOVE}|{BELOW})(?!\w)\.?)?)",
    f"{_ABOVE}|{BELOW}|{_LEADING}|la|the|der|die|{_NOTE_WORD}",
    r"\d(\[",
)
SUPRA_ALONE = re.compile(r"(?<!\w)supra(?!\w)\.?")

# What may follow a term besides pages: a volume, a part of an archive, a figure.
_DIVISION = (
    r"(?<!\w)(?:tomes?|tomo|t|c|livre|libro|l|лл?|д|оп|ф|кн|cap|capitulo|figs?|syf|sh|nos?|cols?"
    r"|pl|fn|nn|sect?|section)"
    r"\.?\s?(?:\d{1,5}[a-z]?|[ivxlc]{1,7})(?!\w)(?:\s?об\.)?"
)
PAGES = re.compile(rf"(?:(?:{_DIVISION})[,.]?\s)*(?:{LOCATOR.pattern})|(?:{_DIVISION})")
REMARK = (
    r"(?:(?:my|our|the\sauthor['’]?s?|original)\s)?(?:emphas[ie]s|italics|translation|stress)"
    r"(?:\s(?:is\s)?(?:added|supplied|omitted|mine|ours|in\s(?:the\s)?original|by\sthe\sauthor))?"
    r"|(?:internal\s)?(?:citations?|footnotes?|quotation\smarks|brackets)\somitted"
    r"|(?:vurgu|ceviri|italik)\w*\s(?:bana|bize|yazara|tarafimiz\w+|eklenmistir)(?:\sait\w*)?"
    r"|(?:курсив|перевод|выделено|подчеркнуто)\s(?:мой|наш|мною?|нами|автор\w*)"
    r"|(?:meine\s)?(?:hervorheb(?:ung(?:en)?|\.)|ubersetzung)"
    r"(?:\s(?:im\soriginal|i\.\s?o|d\.\s?(?:v|verf)|des\sverf(?:assers|\.)?|vom\sverf(?:asser"
    r"|\.)?|durch\s\w+(?:\sverfasser)?|von\s\w+))?\.?"
    r"|c['’]est\s(?:nous|moi|l['’]auteur)\squi\ssoulign\w+|nous\ssoulignons|je\ssouligne"
    r"|(?:notre|ma)\straduction"
    r"|(?:(?:la|el)\s)?(?:cursiva|enfasis|traduccion|enfasis)\s(?:es\s)?(?:nuestr[ao]|mi[ao]"
    r"|anadid[ao]|propi[ao]|del\s\w+)"
)
"""A remark on a quotation; it says nothing about a source."""
REMAINDER = re.compile(
    rf"[\s,.:;()\[\]\x00]*(?:(?:{PAGES.pattern}|{BARE_PAGES.pattern}"
    rf"|(?:at\s)?\d{{1,5}}(?:[-–]\d{{1,5}})?(?=\s*[(&])|(?:et\s)?passim|{REMARK})"
    r"[\s,.:;()\[\]&\x00]*){0,4}$"
)
"""Nothing but pages and remarks up to the end."""
# A term in quotes is no title: `“Ibid.”`, `"op. cit."`
QUOTED_TERM = re.compile(
    r"[\"“„«‟](?=(?i:ibid(?:em)?|ib|idem|op\.?\s?cit|loc\.?\s?cit|a\.\s?g\.\s?[em]|a\.e|ebd"
    r"|ebenda|там же)"
    r"[.,]{0,2}[\"”“»])(?P<term>[^\"”“»]+)[\"”“»](?=[\s,.)]*(?:$|[;(\d]|(?:at|pp?|ss?|[SСс])\b))"
)
