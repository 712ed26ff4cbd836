"""The few words that an exported document needs of its own, in the languages of the samples.

In other languages they are English, and marked as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from .punctuation import british_date, date_parts


@dataclass(frozen=True, slots=True)
class Labels:
    """The words for a document's parts."""

    lang: str
    takeaways: str
    notes: str
    sources: str
    author: str
    authors: str
    cite: str
    contents: str
    minutes: str
    """After a number, short, so that it needs no plural."""
    undated: str
    accessed: str
    """Before a date."""
    also_in: str
    back: str
    note: str
    paragraph: str
    unsupported: str
    languages: str
    interests: str
    links: str
    highlights: str
    """What a reader set apart."""
    lost: str
    """Said of a highlight whose words stand nowhere any more."""
    several: str
    """Said of one whose words could be in several places."""
    edited: str
    """Said of one whose passage was edited, before the words that it had."""


_ENGLISH = Labels(
    lang="en",
    takeaways="Takeaways",
    notes="Notes",
    sources="Sources",
    author="About the author",
    authors="About the authors",
    cite="Cite this briefing",
    contents="Contents",
    minutes="min",
    undated="undated",
    accessed="accessed",
    also_in="Also in",
    back="Back to the text",
    note="note",
    paragraph="paragraph",
    unsupported="no note stands on the closest sentence",
    languages="Languages",
    interests="Interests",
    links="Links",
    highlights="Highlights of the reader",
    lost="not found in the text as it is now",
    several="the text was edited since; these words could stand in several places of it",
    edited="the text was edited since; these were the words then:",
)
_TURKISH = Labels(
    lang="tr",
    takeaways="Öne Çıkanlar",
    notes="Notlar",
    sources="Kaynaklar",
    author="Yazar Hakkında",
    authors="Yazarlar Hakkında",
    cite="Bu yazıya atıf",
    contents="İçindekiler",
    minutes="dk",
    undated="tarihsiz",
    accessed="erişim",
    also_in="Diğer diller",
    back="Metne dön",
    note="dipnot",
    paragraph="paragraf",
    unsupported="en yakın cümlede dipnot yok",
    languages="Diller",
    interests="İlgi alanları",
    links="Bağlantılar",
    highlights="Okurun işaretledikleri",
    lost="metnin bugünkü hâlinde bulunamadı",
    several="metin sonradan değişti; bu sözler birkaç yerde olabilir",
    edited="metin sonradan değişti; o zamanki sözler:",
)
_RUSSIAN = Labels(
    lang="ru",
    takeaways="Главное",
    notes="Примечания",
    sources="Источники",
    author="Об авторе",
    authors="Об авторах",
    cite="Ссылка на эту работу",
    contents="Содержание",
    minutes="мин",
    undated="без даты",
    accessed="дата обращения:",
    also_in="Также на языках",
    back="Назад к тексту",
    note="примечание",
    paragraph="абзац",
    unsupported="у ближайшего предложения нет примечания",
    languages="Языки",
    interests="Интересы",
    links="Ссылки",
    highlights="Отмечено читателем",
    lost="в нынешнем тексте не найдено",
    several="текст с тех пор изменён; эти слова могут стоять в нескольких местах",
    edited="текст с тех пор изменён; тогда было:",
)
_LABELS = {"en": _ENGLISH, "tr": _TURKISH, "ru": _RUSSIAN}
_MONTHS = {
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
    "ru": (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    ),
}
_MONTHS_ALONE = {
    "ru": (
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
    ),
}
_OWN_NAMES = {
    "ar": "العربية", "az": "Azərbaycanca", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "fa": "فارسی", "fr": "Français", "he": "עברית", "it": "Italiano",
    "ja": "日本語", "ko": "한국어", "pt": "Português", "ru": "Русский", "tr": "Türkçe",
    "uk": "Українська", "zh": "中文",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he nqo ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())


def labels(lang: str) -> Labels:
    """Give the words for a document in a language."""
    return _LABELS.get(_primary(lang), _ENGLISH)


def written_date(date: str, lang: str) -> str:
    """Give a date as its language writes it; as `2031-05-03` in one that is not known here."""
    first = _primary(lang)
    if first == "en":
        return british_date(date)
    months, numbers = _MONTHS.get(first), date_parts(date)
    if months is None or len(numbers) < 2:
        return date
    if len(numbers) == 2:
        months = _MONTHS_ALONE.get(first, months)
    year, month, *day = numbers
    return " ".join([*map(str, day), months[month - 1], str(year)])


def own_name(lang: str) -> str:
    """Give what a language calls itself, or its code."""
    return _OWN_NAMES.get(_primary(lang), lang)


def direction(lang: str) -> str:
    """Give `rtl` or `ltr`; `auto` where the language is not told."""
    if not lang:
        return "auto"
    scripts = [part for part in lang.split("-") if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0].title() in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if _primary(lang) in _RIGHT_TO_LEFT else "ltr"


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()
