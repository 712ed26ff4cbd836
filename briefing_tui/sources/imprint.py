"""Who published a book and where: `London: Quay Press`, `Quay Press, London`, `Paris, Le Quai`.

In which order place and publisher stand depends on the country, so one of the two must be known:
the place as one of the towns in which most books appear, the publisher by a word such as `Press`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .dates import flat
from .identity import host, words_of
from .remembering import remembering
from .wording import Stretch, is_capitalised

if TYPE_CHECKING:
    from .parts import Fields, Part

# Towns in which books and journals are published, in the languages of notes, flat; a comma between.
_TOWN_NAMES = """
aberdeen, abingdon, adana, addis ababa, aix-en-provence, aldershot, alicante, alma-ata, almaty,
amsterdam, angers, ankara, ann arbor, annapolis, antalya, antwerp, anvers, arlington, astana,
athen, athenai, athens, atina, augsburg, austin, bad homburg, baden-baden, baki, bakou, baku,
balikesir, baltimore, bamberg, bangkok, barcelona, barselona, basel, basingstoke, bayreuth,
beijing, beirut, belfast, belgrad, belgrade, beograd, berkeley, berlin, bern, bielefeld, bilbao,
bochum, bogota, bologna, bonn, bordeaux, boston, boulder, bratislava, braunschweig, bremen, brest,
bristol, bruksel, brussel, brussels, bruxelles, bucharest, bucuresti, budapest, buenos aires,
buffalo, burlington, bursa, cadiz, cairo, camberley, cambridge, canakkale, canberra, cape town,
caracas, cardiff, cenevre, cham, chapel hill, cheltenham, chicago, chichester, cincinnati, ciudad
de mexico, college park, cologne, copenhagen, cordoba, dallas, damascus, darmstadt, delhi, den
haag, denizli, denver, detroit, dijon, diyarbakir, doha, dordrecht, dortmund, dresden, dubai,
dublin, duisburg, durham, dusseldorf, edinburgh, edirne, ekaterinburg, elazig, erlangen, erzurum,
eskisehir, essen, exeter, farnham, firenze, florence, florenz, frankfurt, frankfurt a. m,
frankfurt am main, frankfurt/m, frankfurt/main, freiburg, freiburg im breisgau, fribourg,
gaziantep, geneva, geneve, genf, giessen, gijon, glasgow, gottingen, granada, grand rapids, graz,
grenoble, guangzhou, haifa, halle, hamburg, hannover, hanoi, hanover, harmondsworth, heidelberg,
helsinki, hildesheim, hoboken, hong kong, honolulu, houndmills, houston, innsbruck, ipswich,
islamabad, isparta, istanbul, ithaca, izmir, jakarta, jena, jerusalem, johannesburg, kaliningrad,
karachi, kassel, kayseri, kazan, kharkiv, kiel, kiev, kirikkale, kocaeli, koln, konigstein,
konstanz, konya, kopenhagen, krakow, kuala lumpur, kudus, kyiv, la haye, lagos, lahey, lanham,
lausanne, lefkosa, leicester, leiden, leipzig, leningrad, leuven, lexington, liege, lille, lima,
limoges, lincoln, lisboa, lisbon, liverpool, lizbon, ljubljana, london, londra, londres, los
angeles, louvain, lubeck, lublin, luneburg, luzern, lyon, madison, madrid, mainz, malaga,
malakoff, malatya, manchester, manila, manisa, mannheim, marburg, marseille, melbourne, mersin,
metz, mexico, mexico city, mexico d. f, miami, milan, milano, minneapolis, minsk, montevideo,
montpellier, montreal, montreuil, moscou, moscow, moskau, moskva, mugla, mumbai, munchen, munich,
munih, munster, murcia, nairobi, nancy, nantes, napoli, new brunswick, new delhi, new haven, new
york, newbury park, newcastle, newport, nicosia, nijmegen, norman, northampton, notre dame,
novosibirsk, nurnberg, oakland, odessa, oldenburg, opladen, osaka, oslo, osnabruck, ottawa,
oviedo, oxford, paderborn, padova, palo alto, pamplona, paris, pasadena, passau, pekin,
philadelphia, piscataway, pittsburgh, poitiers, portland, potsdam, poznan, prag, prague, praha,
pretoria, princeton, providence, quebec, quito, reading, regensburg, reinbek, rennes, reykjavik,
riga, rio de janeiro, riyadh, roma, rome, rostock, rotterdam, rouen, saarbrucken, saint
petersburg, sakarya, salamanca, salt lake city, salzburg, samsun, san diego, san francisco, san
jose, san sebastian, sankt petersburg, santa barbara, santa monica, santander, santiago, santiago
de chile, sao paulo, sarajevo, schwerin, seattle, seoul, sevilla, seville, shanghai, siegen,
singapore, singapur, sivas, skopje, sofia, sofya, south bend, southampton, st andrews, st.
petersburg, stanford, stockholm, strasbourg, stuttgart, swansea, sydney, tahran, taipei, tallinn,
tashkent, tbilisi, tehran, tel aviv, the hague, tiflis, tokyo, torino, toronto, toulouse, trabzon,
trier, trieste, tubingen, tucson, tunis, turin, ulm, university park, uppsala, utrecht, valencia,
vancouver, varsova, venezia, venice, vienna, vienne, vilnius, viyana, walnut creek, warsaw,
warszawa, washington, washington d.c, washington dc, weimar, weinheim, wellington, westport, wien,
wiesbaden, winchester, woodstock, wroclaw, wurzburg, yeni delhi, yerevan, york, zagreb, zaragoza,
zurich, алма-ата, алматы, архангельск, астана, баку, барнаул, бишкек, брянск, вильнюс,
владивосток, волгоград, воронеж, душанбе, екатеринбург, ереван, иркутск, казань, калининград,
киев, краснодар, красноярск, курск, л, ленинград, м, минск, мн, москва, мурманск, нижний новгород,
новосибирск, нур-султан, одесса, омск, пг, пенза, пермь, петроград, петрозаводск, псков, рига,
ростов-на-дону, рязань, самара, санкт-петербург, саратов, севастополь, симферополь, смоленск, спб,
ставрополь, таллин, ташкент, тбилиси, тверь, томск, тула, тюмень, улан-удэ, уфа, хабаровск,
харьков, челябинск, чита, якутск, ярославль
"""
_TOWNS = frozenset(flat(" ".join(name.split())) for name in _TOWN_NAMES.split(","))
# Words that only a publisher's name holds, flat, and the names of some that hold none.
_PRESS = re.compile(
    r"\b(?:press|presses|publish(?:er|ers|ing)|publications|books|verlag|\w+verlag|yayin(?:lari"
    r"|evi|cilik|lar)?|yay"
    r"|kitabevi|kitap|matbaasi|basimevi|nesriyat|editions?|editorial|ediciones|editora|edizioni"
    r"|editore"
    r"|forlag|uitgeverij|wydawnictwo|издательство|издательский|изд-во|изд"
    r"|routledge|palgrave|macmillan|springer|elsevier|brill|wiley|blackwell|kluwer|sage|ashgate"
    r"|penguin"
    r"|norton|suhrkamp|nomos|gallimard|seuil|fayard|flammarion|l['’]harmattan|harmattan|tecnos"
    r"|alianza)\b"
)
_UNIVERSITY = re.compile(r"\buniversi\w+")
_FACULTY = re.compile(r"\b(?:enstitusu|fakultesi|bolumu|institut\w*|faculty|school|department)\b")
# Those that publish, too.
_BODY = re.compile(
    r"\b(?:universit\w*|universidad|университет\w*|institut\w*|институт\w*|akademi\w*|enstitusu"
    r"|merkezi"
    r"|vakfi|kurumu|dernegi|bakanligi|foundation|stiftung|fondation|fundacion)\b"
)


# Names of bodies, not of persons, flat.
_ORGANISATION = re.compile(
    r"\b(?:ministry|ministries|bakanlik|bakanligi|ministerio|ministere|ministerium|министерство"
    r"|council|committee"
    r"|commission|agency|ajansi|news|newspaper|times|herald|tribune|gazette|gazetesi|postasi"
    r"|dergisi|evening|daily|morning|weekly|courier|observer|telegraph|chronicle|radio|tv|haber"
    r"|haberleri|zeitung|nachrichten|magazine|bank|bankasi|center|centre"
    r"|association|organi[sz]ation|union|trust|society|fund|museum|library|department|government"
    r"|parliament|baskanligi|genel|office|bureau)\b"
)


@remembering
def is_organisation(name: str) -> bool:
    """Tell whether a name is surely that of a body and of no person."""
    written = flat(name)
    return _ORGANISATION.search(written) is not None or _BODY.search(written) is not None


@remembering
def is_town(name: str) -> bool:
    """Tell whether a name is that of one or several towns: `London`, `London and New York`."""
    names = re.split(r"\s?[/&–-]\s|\s?/\s?|,\s|\s(?:and|ve|und|et|y|и)\s", flat(name).strip(" .,"))
    return all(part.strip(" .,") in _TOWNS for part in names) or flat(name).strip(" .,") in _TOWNS


@remembering
def is_press(name: str) -> bool:
    """Tell whether a name is surely a publisher's, by a word that others do not hold."""
    written = flat(name)
    known = _PRESS.search(written) or _BODY.search(written)
    return known is not None and len(name.split()) < 9 and is_capitalised(name)


def is_imprint(text: str) -> bool:
    """Tell whether words are a town, or a town and a publisher: `Berlin`, `Berlin: Quaiverlag`."""
    both = TOWN_AND_PRESS.fullmatch(text)
    return is_town(both["town"]) if both else is_town(text)


TOWN_AND_PRESS = re.compile(
    r"(?P<town>[^\W\d_][\w .,/&–-]{0,40}?)\s?:\s(?P<press>[^:()\[\]]{2,80})"
)


def published_by(text: str, pieces: list[Stretch]) -> tuple[int, Stretch | None] | None:
    """Find place and publisher at the end of what commas divide.

    Returns:
        How many of the pieces they are, and which is the publisher (None if only a place
        is told), or None when it is not certain.
    """
    if not pieces:
        return None
    last = text[pieces[-1].start : pieces[-1].end]
    both = TOWN_AND_PRESS.fullmatch(last)
    if both and (is_town(both["town"]) or is_press(both["press"])):
        start = pieces[-1].start
        return 1, Stretch(start + both.start("press"), start + both.end("press"))
    if len(pieces) > 1:
        before = text[pieces[-2].start : pieces[-2].end]
        if ":" not in before and is_capitalised(before) and is_capitalised(last):
            if is_town(last) and not is_town(before):
                press = pieces[-2]
                if len(pieces) > 2 and _FACULTY.search(flat(before)):
                    school = text[pieces[-3].start : pieces[-3].end]
                    if _UNIVERSITY.search(flat(school)):
                        # `Liman Üniversitesi, Sosyal Bilimler Enstitüsü, Ankara`
                        return 3, Stretch(pieces[-3].start, press.end)
                return 2, press
            if is_town(before) and not is_town(last):
                return 2, pieces[-1]
    if is_town(last):
        return 1, None
    return (1, pieces[-1]) if is_press(last) else None


_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_]{3,}")
_PROSE_OPENING = re.compile(
    r"(?:which|as|in|a|an|the|that|who|where|when|published|quoted|cited|see|by|on|for|from|at"
    r"|and|but|he|"
    r"she|it|they|is|was|are|were|said|says|adli|baslikli|isimli|ve|в|на|по|как|что|и)\s"
)


_COMPANY = re.compile(
    r"(?:Ltd|Inc|LLC|L\.L\.C|LLP|Co|Corp|PLC|Plc|GmbH|AG|KG|S\.\s?A|S\.p\.A|N\.V|B\.V|A\.\s?Ş"
    r"|Ltd\. Şti)\.?"
)
_LAST_OF_SEVERAL = re.compile(r"\s(?:and|ve|und|et|y|e|и)\s|\s?&\s?")
_BODY_OF = re.compile(
    r"\s(?:of|for|on|de|des|für|pour|para)\s(?:the\s)?\w+(?:\s\w+)?$|^Министерство\s"
)


def _is_one_name(text: str, pieces: list[Stretch]) -> bool:
    """Tell whether names between commas are one: `Harbour Co., Ltd.`, `Coast, Sea & Sky`."""
    between = [text[a.end : b.start].strip() for a, b in pairwise(pieces)]
    if any(gap != "," for gap in between) or len(pieces) > 4:
        return False
    first, *others, last = (text[p.start : p.end] for p in pieces)
    if not others and _COMPANY.fullmatch(last):
        return is_capitalised(first)
    *items, end = _LAST_OF_SEVERAL.split(last)
    if len(items) != 1:
        return False
    short = all(len(name.split()) < 3 for name in (*others, *items, end))
    single = all(len(name.split()) == 1 for name in (first, *others, *items, end))
    return single or (short and _BODY_OF.search(first) is not None)


_WITHIN_BEFORE = re.compile(r"(?:\b[Ii]n|\b[Dd]ans|\b[Ee]n|[İi]çinde):?\s+[*_]?$")
_EDITOR_PIECE = re.compile(
    r"(?:\b(?:ed|eds|hg|hrsg|dir|der|coord|ред)\.?\)?$|^(?:ed|eds|hg|hrsg|edited)\b)"
)


def _imprint_among(part: Part, pieces: list[Stretch]) -> tuple[int, Stretch | None] | None:
    """Find place and publisher; after `in` and after an editor a name is the book's title."""
    found = published_by(part.text, pieces)
    if found is None or found[0] < 2 or found[1] is None:
        return found
    name = found[1]
    before = pieces[-3] if len(pieces) > 2 else None
    year_follows = re.match(r"\s\d{4}", part.text[pieces[-1].end :])
    title = (
        _WITHIN_BEFORE.search(part.text, max(0, name.start - 10), name.start)
        or (before and _EDITOR_PIECE.search(part.flat, before.start, before.end))
        or (year_follows and name == pieces[-2])
    )
    if title and not is_press(part.text[name.start : name.end]):
        return 1, None
    return found


# What a paper was read at; the town that follows is where it met.
_PROCEEDINGS = re.compile(
    r"(?:in:?\s)?(?:proceedings\b|proc\.|transactions\sof|bildiriler|tagungsband|actes\s(?:du"
    r"|de)|actas\s(?:del?)"
    r"|материалы\s|труды\s|сборник\s)"
)


def put_publisher(part: Part, fields: Fields, pieces: list[Stretch]) -> bool:
    """Take the one name left for the publisher; of several only one that its host confirms."""
    if "publisher" in fields.places:
        return True
    pieces = [p for p in pieces if p.start < p.end]
    if len(pieces) > 1 and fields.values.get("url"):
        label = host(fields.values["url"] or "").replace("-", "")
        same = [
            p for p in pieces[:1] if words_of(part.text[p.start : p.end]).replace(" ", "") in label
        ]
        pieces = same if same and len(part.text[same[0].start : same[0].end]) > 3 else pieces
    if len(pieces) > 1 and _PROCEEDINGS.match(part.flat, pieces[0].start):
        pieces = pieces[:1]
    if len(pieces) > 1 and _is_one_name(part.text, pieces):
        pieces = [Stretch(pieces[0].start, pieces[-1].end)]
    elif pieces and (found := _imprint_among(part, pieces)):
        count, press = found
        if press is None:
            pieces = pieces[:-1]
        elif count == len(pieces) or "date" in fields.places:
            pieces = [press]
    if len(pieces) != 1:
        return False
    name = part.text[pieces[0].start : pieces[0].end]
    if len(name) > 90 or len(name.split()) > 12 or ("/" in name and "." in name):
        return False
    if any(q.start < pieces[0].end and pieces[0].start < q.end for q in part.quotes):
        return False
    if _PROSE_OPENING.match(name) or (not is_capitalised(name) and _SENTENCES.search(name)):
        return False
    if name.islower() and len(name.split()) > 3:
        return False
    fields.put("publisher", pieces[0])
    return True
