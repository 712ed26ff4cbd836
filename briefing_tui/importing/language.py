"""Languages: their names as pages write them, and which one a text is in."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from briefing_tui.text import fold

# Code -> the language's own name first, then what English, Turkish and Russian pages call it.
_NAMES: dict[str, str] = {
    "en": "English|İngilizce|Английский|английском|Englisch|Anglais|Inglés|Inglese",
    "tr": "Türkçe|Turkish|Турецкий|турецком|Türkisch|Turc|Turco",
    "ru": "Русский|Russian|Rusça|русском|Russisch|Russe|Ruso|Russo",
    "de": "Deutsch|German|Almanca|Немецкий|немецком|Allemand|Alemán",
    "fr": "Français|French|Fransızca|Французский|французском|Französisch|Francés",
    "es": "Español|Spanish|İspanyolca|Испанский|испанском|Spanisch|Espagnol",
    "ar": "العربية|Arabic|Arapça|Арабский|арабском|Arabisch|Arabe|Árabe",
    "fa": "فارسی|Persian|Farsi|Farsça|Персидский|персидском",
    "zh": "中文|简体中文|繁體中文|汉语|Chinese|Çince|Китайский|китайском|Chinesisch|Chinois|Chino",
    "ja": "日本語|Japanese|Japonca|Японский|японском|Japanisch|Japonais|Japonés",
    "ko": "한국어|조선말|Korean|Korece|Корейский|корейском|Koreanisch|Coréen|Coreano",
    "it": "Italiano|Italian|İtalyanca|Итальянский|итальянском|Italienisch|Italien",
    "pt": "Português|Portuguese|Portekizce|Португальский|португальском|Portugiesisch|Portugais",
    "uk": "Українська|Ukrainian|Ukraynaca|Украинский|украинском|Ukrainisch|Ukrainien|Ucraniano",
    "az": "Azərbaycanca|Azərbaycan dili|Azerbaijani|Azerice|Азербайджанский|азербайджанском",
    "kk": "Қазақша|Қазақ тілі|Kazakh|Kazakça|Казахский|казахском",
    "uz": "Oʻzbekcha|O'zbekcha|Uzbek|Özbekçe|Узбекский|узбекском",
    "ky": "Кыргызча|Kyrgyz|Kırgızca|Киргизский|киргизском",
    "tk": "Türkmençe|Turkmen|Türkmence|Туркменский|туркменском",
    "ka": "ქართული|Georgian|Gürcüce|Грузинский|грузинском",
    "hy": "Հայերեն|Armenian|Ermenice|Армянский|армянском",
    "el": "Ελληνικά|Greek|Yunanca|Греческий|греческом|Griechisch|Grec|Griego",
    "nl": "Nederlands|Dutch|Felemenkçe|Hollandaca|Нидерландский|нидерландском|Niederländisch",
    "pl": "Polski|Polish|Lehçe|Польский|польском|Polnisch|Polonais|Polaco",
    "ro": "Română|Romanian|Rumence|Румынский|румынском|Rumänisch|Roumain|Rumano",
    "bg": "Български|Bulgarian|Bulgarca|Болгарский|болгарском|Bulgarisch|Bulgare|Búlgaro",
    "sr": "Српски|Srpski|Serbian|Sırpça|Сербский|сербском|Serbisch|Serbe|Serbio",
    "hr": "Hrvatski|Croatian|Hırvatça|Хорватский|хорватском",
    "bs": "Bosanski|Bosnian|Boşnakça|Боснийский|боснийском",
    "sq": "Shqip|Albanian|Arnavutça|Албанский|албанском",
    "hu": "Magyar|Hungarian|Macarca|Венгерский|венгерском|Ungarisch|Hongrois|Húngaro",
    "cs": "Čeština|Czech|Çekçe|Чешский|чешском|Tschechisch|Tchèque|Checo",
    "fi": "Suomi|Finnish|Fince|Финский|финском|Finnisch|Finnois|Finés",
    "sv": "Svenska|Swedish|İsveççe|Шведский|шведском|Schwedisch|Suédois|Sueco",
    "no": "Norsk|Norwegian|Norveççe|Норвежский|норвежском|Norwegisch|Norvégien|Noruego",
    "da": "Dansk|Danish|Danca|Датский|датском|Dänisch|Danois|Danés",
    "he": "עברית|Hebrew|İbranice|Иврит|иврите|Hebräisch|Hébreu|Hebreo",
    "hi": "हिन्दी|हिंदी|Hindi|Hintçe|Хинди",
    "ur": "اردو|Urdu|Urduca|Урду",
    "id": "Bahasa Indonesia|Indonesian|Endonezce|Индонезийский|индонезийском",
    "vi": "Tiếng Việt|Vietnamese|Vietnamca|Вьетнамский|вьетнамском",
    "mn": "Монгол|Mongolian|Moğolca|Монгольский|монгольском",
    "ku": "Kurdî|Kurdish|Kürtçe|Курдский|курдском",
}
_CODES = {fold(name): code for code, names in _NAMES.items() for name in names.split("|")}
_NAME = "|".join(sorted(map(re.escape, _CODES), key=len, reverse=True))
_FILLER = (
    r"[\s,;/|·•&()\[\].–-]|\b(?:and|ve|и|und|et|y|dilinde|dillerinde|dili|языках|языке|язык)\b"
)
_LIST = re.compile(rf"(?:(?:{_FILLER})*(?<!\w)(?:{_NAME})(?!\w))+(?:{_FILLER})*")
_ONE = re.compile(rf"(?<!\w)(?:{_NAME})(?!\w)")
# Folded stems of what stands before such a list: available, also, read, translation, language.
_CUE = re.compile(
    r"availab|translat|\bread\b|languag|\bdil(?:i|de|ler)|mevcut|\boku|cevir|язык|доступ|читать"
    r"|перев[ое]д|sprache|verfugbar|lesen|langue|disponible|\blire\b|idioma|\bleer\b|traduc|traduit"
)


# Codes alone, as switchers have them: `EN | TR | RU`.
_CODE_LIST = re.compile(r"\(?[A-Z]{2}(?:(?:\s*[|/·•,-]\s*|\s+)[A-Z]{2})+\)?")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def code_of(name: str) -> str:
    """Give the code that a language's tag or name stands for: `en-US`, `Türkçe`; else nothing."""
    if code := _CODES.get(" ".join(fold(name).split())):
        return code
    tag = _TAG.fullmatch(name.strip())
    return tag[1].lower() if tag else ""


@lru_cache(maxsize=4096)
def named_languages(line: str) -> tuple[str, ...]:
    """Give the codes that a line names when it does nothing else but tell of languages.

    `This post is also available in: Türkçe Русский` gives `("tr", "ru")`, and so does a switcher
    `Türkçe | Русский`; a sentence that speaks of languages gives nothing.
    """
    if len(line) > 400:
        return ()
    if _CODE_LIST.fullmatch(line.strip()):
        codes = re.findall("[a-z]{2}", line.lower())
        return tuple(dict.fromkeys(codes)) if set(codes) <= _NAMES.keys() else ()
    folded = " ".join(fold(line).split())
    cue, colon, names = folded.rpartition(":")
    if not colon or not names.strip():
        # Without a colon: the names that end the line.
        first = _ONE.search(folded)
        while first and not _LIST.fullmatch(folded, first.start()):
            first = _ONE.search(folded, first.end())
        cue, names = (folded[: first.start()], folded[first.start() :]) if first else (folded, "")
    if not _LIST.fullmatch(names):
        return ()
    if cue.strip() and (len(cue.split()) > 14 or not _CUE.search(cue)):
        return ()
    return tuple(dict.fromkeys(_CODES[m.group()] for m in _ONE.finditer(names)))


def tells_of_languages(line: str) -> bool:
    """Tell whether a line leads a list of languages: `This post is also available in:`."""
    folded = fold(line).strip()
    return (
        folded.endswith((":", " in", " на")) and len(folded) < 90 and bool(_CUE.search(folded))
    ) and bool(
        re.search(r"also|availab|mevcut|dil|доступ|язык|auch|aussi|tambien|langu|idiom", folded)
    )


# Function words that tell a language from its neighbours; those of languages that are not told
# are there to be recognised as something else.
_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to is that for with was are this which has from have been their its will",
        "tr": "ve bir bu için ile olarak olan daha gibi kadar sonra ancak ise değil her çok göre "
        "da ki arasında tarafından üzerinde yeni iki",
        "de": "der die das und ist nicht den von zu mit sich auf für dem ein eine im wird auch als",
        "fr": "le la les des et est une dans que pour qui sur pas au par avec du ce cette aux sont",
        "es": "el los las del y una por con para que su como más lo al fue son pero este entre",
        "pt": "os uma não em do da dos das para com ao pela mais são foi um no na entre sua",
        "it": "il di che è gli della del una per con non sono alla nel dei delle anche più lo",
        "nl": "de het een van en dat niet op te zijn voor met die aan ook worden door naar",
        "az": "və bu bir üçün ilə olan daha kimi sonra deyil hər çox görə isə da də",
        "pl": "i w na z się nie do że jest to przez oraz od dla jak po są ale",
    }.items()
}
_TOLD = frozenset({"en", "tr", "ru", "de", "fr", "es"})
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABET = re.compile(r"[а-яё]+", re.IGNORECASE)
# Cyrillic letters that Russian does not have; Bulgarian, which lacks none, has neither ы nor э.
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќѕәғқңөұүһҷӣ]")


def language_of(text: str) -> str:
    """Give the code of the language a text is in: en, tr, ru, de, fr or es; empty when unsure."""
    words = [word.lower().replace("i̇", "i") for word in _WORD.findall(text[:40_000])]
    if len(words) < 12:
        return ""
    cyrillic = sum(_ALPHABET.match(word) is not None for word in words)
    if cyrillic > len(words) * 0.6:
        joined = " ".join(words)
        strange = len(_NOT_RUSSIAN.findall(joined))
        russian = joined.count("ы") + joined.count("э")
        return "ru" if strange * 100 < len(joined) and russian * 250 > len(joined) else ""
    counted = Counter(words)
    scores = sorted(
        ((sum(counted[word] for word in known), code) for code, known in _WORDS.items()),
        reverse=True,
    )
    (best, code), (second, _) = scores[:2]
    clear = best >= max(3, 0.06 * len(words)) and best >= 1.4 * second
    return code if clear and code in _TOLD else ""
