"""What differs from language to language: stemmers, capitals, and the words that carry no meaning.

The stemmers are Snowball's (https://snowballstem.org/algorithms/). A language without one is not
stemmed, and neither is a word in a script that nobody claims.
"""

from __future__ import annotations

from functools import lru_cache

from briefing_tui.search.stemming import stemmer
from briefing_tui.text import fold

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# The first code point after each script's letters, and the language to stem a word of that script
# in when the text around it is in another script: `санкции` in an English text is Russian.
_SCRIPTS = (
    (0x0250, "latin", "en"),
    (0x0370, "", ""),
    (0x0400, "greek", "el"),
    (0x0530, "cyrillic", "ru"),
    (0x0590, "armenian", "hy"),
    (0x0600, "hebrew", ""),
    (0x0780, "arabic", "ar"),
    (0x0900, "", ""),
    (0x0980, "devanagari", "hi"),
    (0x0B80, "", ""),
    (0x0C00, "tamil", "ta"),
    (0x1E00, "", ""),
    (0x1F00, "latin", "en"),
    (0x2000, "greek", "el"),
)
_NOT_LATIN = {
    "ar": "arabic", "be": "cyrillic", "bg": "cyrillic", "el": "greek", "fa": "arabic",
    "he": "hebrew", "hi": "devanagari", "hy": "armenian", "kk": "cyrillic", "ky": "cyrillic",
    "mk": "cyrillic", "mn": "cyrillic", "ne": "devanagari", "ps": "arabic", "ru": "cyrillic",
    "sr": "cyrillic", "ta": "tamil", "tg": "cyrillic", "uk": "cyrillic", "ur": "arabic",
    "yi": "hebrew", "zh": "", "ja": "", "ko": "", "th": "",
}  # fmt: skip
# Stemmers that change more than endings: that take off beginnings (ge-, me-, b-) or write another
# script; and those that put `ä` for `ae`, one letter for two, or that nobody looked at.
_CHANGE_BEGINNINGS = frozenset({"ga", "id", "nl", "sr"})
_CHANGE_MIDDLES = frozenset(
    {"cs", "de", "el", "eo", "et", "fi", "hi", "hy", "lt", "ne", "ta", "yi"}
)
# The others take endings off, and a few change the last letter that is left or put one behind it:
# by the last letter of a stem, what may stand in its place. `Hope` is the stem of `hoping`.
_CHANGED_LAST = {
    "en": {"e": "i"},
    "tr": {"k": "g", "p": "b", "t": "d", "i": "", "u": ""},
}
_LONGEST_STEMMED = 40  # longer than any word; stemming is slow on what is none


def _script(word: str) -> tuple[str, str]:
    code = ord(word[0])
    for end, script, language in _SCRIPTS:
        if code < end:
            return script, language
    return "", ""


def primary(lang: str) -> str:
    """Give the language itself of a language tag: `en` of `en-US`."""
    return lang.replace("_", "-").partition("-")[0].lower()


def language_of(word: str, lang: str) -> str:
    """Give the language to stem a word of a text in.

    Args:
        word: not empty.
        lang: the language of the text, as a BCP 47 tag, or empty when it is not known.
    """
    script, usual = _script(word)
    lang = primary(lang)
    if not lang or not script:
        return usual
    return lang if _NOT_LATIN.get(lang, "latin") == script else usual


def beginnings(stem: str, lang: str) -> set[str]:
    """Give beginnings, folded, of which each Latin or Cyrillic word of a stem has one.

    A `y` in a word may be an `i` in its stem: `dying`, `die`. Empty when any word may have it.

    Args:
        stem: folded.
        lang: of the text that the words are in, as for `language_of`.
    """
    told = _beginnings(stem, language_of("a", lang)) | _beginnings(
        stem, language_of("\u0430", lang)
    )
    return set() if "" in told else told


def _beginnings(stem: str, lang: str) -> set[str]:
    if lang in _CHANGE_BEGINNINGS:
        return {""}
    if lang in _CHANGE_MIDDLES:
        return {stem[:1]}
    before = _CHANGED_LAST.get(lang, {}).get(stem[-1:])
    return {stem} if before is None else {stem, stem[:-1] + before}


def _lower(word: str, lang: str) -> str:
    """Lower a word as its language does: the stemmer needs the real spelling."""
    if lang in {"tr", "az"}:
        word = word.replace("I", "ı")
    return word.replace("İ", "i").lower()


def stem(word: str, lang: str) -> str:
    """Give the folded stem of a word of a text in `lang`.

    The real spelling is stemmed and the stem folded, because stemmers know their language's
    letters: folding first tells fewer Turkish word forms alike.
    """
    spoken = language_of(word, lang)
    if len(word) > _LONGEST_STEMMED:
        return fold(word)
    return _stemmed(_lower(word, spoken), spoken)


@lru_cache(maxsize=100_000)
def _stemmed(word: str, lang: str) -> str:
    # A stemmer in pure Python takes up to 40 us: a word is stemmed once for all its capitals.
    apply = stemmer(_ALGORITHMS.get(lang, ""))
    return (fold(apply(word)) if apply is not None else "") or fold(word)


# Function words, by language, as they are spelled in small letters. They are not looked for by
# themselves but stay findable in phrases. Left out are those that mean something in another of
# these languages (German `war`, `die`, `man`, Turkish `son`, Spanish `para`, `sin`) and those that
# are acronyms there (German `ab`, French `eu`): an archive holds several languages, and a query
# does not tell its own.
_FUNCTION_WORDS = """
    a about after again all also am among an and any are as at be because been before being below
    between both but by can cannot could did do does doing down during each few for from further had
    has have having he her here hers him his how i if in into is it its itself me more most my no
    nor not of off on once only or other our ours out over own same she should so some such than
    that the their theirs them themselves then there these they this those though through to too
    under until up upon us very was we were what when where whether which while who whom whose why
    will with within without would yet you your yours

    ve veya ya da de ile için gibi kadar daha bir bu şu o ne mi mu mı mü ki ise ama fakat ancak çok
    her hem olarak olan olduğu değil diye göre tarafından

    и в во не что он на я с со как а то все всё она так его но да ты к у же вы за бы по только
    ее её мне было вот от меня еще ещё нет о из ему для при об это до или ни если был были без
    чем чтобы также которые который которая которое их они мы нас

    der das und ist ein eine einer eines einem einen den dem des im zu mit von für auf nicht auch
    als sich bei nach aus wie wird werden sind oder aber durch über zum zur

    le la les un une des du et en dans pour par sur au aux qui que quoi dont ce cette ces est sont
    il elle ils elles ne pas avec ou où se sa ses leur leurs mais comme

    el los las una unos unas del al y por con su sus lo como más pero entre también

    في من على إلى عن مع أن إن هذا هذه التي الذي ما لا كان قد و أو ثم
"""
STOP_WORDS = frozenset(
    form.replace("ı", "i") for word in _FUNCTION_WORDS.split() for form in (word, fold(word))
) - {"cok", "su", "sus"}  # Turkish `su` is water
"""Spelled as `analysis.spelling` does, so that Turkish `iş` is not English `is`."""
