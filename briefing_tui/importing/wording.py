"""What the lines around a text say on saved pages: kinds, dates, bylines, headings, chrome.

English, Turkish and Russian pages, and the commonest words of German, French and Spanish ones. All
comparisons are made under the fold of `briefing_tui.text`.
"""

from __future__ import annotations

import re
from datetime import date

from briefing_tui.text import fold


def key(line: str) -> str:
    """Give the form under which a line is looked up: folded, one space, no signs at its ends."""
    return " ".join(fold(line).split()).strip(" #*_:.!|>-<•·…=[]()\"'")


def _keys(text: str) -> frozenset[str]:
    return frozenset(key(part) for part in text.split("|") if part.strip())


_KINDS = _keys(
    "Analysis|Analyses|Commentary|Comment|Opinion|Op-Ed|Report|Brief|Briefing|Policy Brief|"
    "Factsheet|Fact Sheet|Interview|Essay|Review|Book Review|Explainer|Backgrounder|"
    "Perspective|Insight|Note|Research Note|Working Paper|Policy Paper|Issue Brief|News|"
    "Article|Feature|Editorial|Infographic|News Analysis|Expert Comment|Situation Report|"
    "Analiz|Yorum|Görüş|Rapor|Makale|Söyleşi|Röportaj|Mülakat|Değerlendirme|Bilgi Notu|Haber|"
    "İnceleme|Kitap İncelemesi|Araştırma|Politika Notu|Uzman Görüşü|Perspektif|Köşe Yazısı|"
    "Haber Analiz|Аналитика|Анализ|Комментарий|Мнение|Доклад|Отчёт|Интервью|Статья|Обзор|"
    "Справка|Рецензия|Очерк|Новости|Аналитическая записка|Экспертное мнение|Колонка|"
    "Исследование|Analyse|Kommentar|Meinung|Bericht|Hintergrund|Studie|Commentaire|Tribune|"
    "Entretien|Rapport|Análisis|Comentario|Opinión|Informe|Entrevista|Artículo"
)
_NOTE_HEADINGS = _keys(
    "Notes|Note|Footnotes|Footnote|Endnotes|End Notes|References|Reference|Sources|Source|"
    "Citations|Bibliography|Works Cited|Notes and References|Notes and Sources|"
    "Sources and Notes|Dipnotlar|Dipnot|Notlar|Sonnotlar|Kaynakça|Kaynaklar|Kaynak|Referanslar|"
    "Atıflar|Dipnotlar ve Kaynakça|Примечания|Примечание|Сноски|Источники|Литература|"
    "Список литературы|Ссылки|Библиография|Список источников|Примечания и источники|Fußnoten|"
    "Anmerkungen|Quellen|Literatur|Einzelnachweise|Notes de bas de page|Références|Notas|"
    "Fuentes|Referencias|Notas al pie"
)
_TAKEAWAY_HEADINGS = _keys(
    "Key Takeaways|Takeaways|Key Points|Key Findings|Main Points|Main Takeaways|Highlights|"
    "In Brief|At a Glance|Key Messages|The Takeaways|Summary|Executive Summary|Key Judgements|"
    "Key Judgments|Öne Çıkanlar|Önemli Noktalar|Ana Noktalar|Ana Çıkarımlar|Temel Çıkarımlar|"
    "Temel Bulgular|Çıkarımlar|Kısaca|Özet|Öne Çıkan Noktalar|Ana Başlıklar|Temel Noktalar|"
    "Главное|Ключевые выводы|Ключевые тезисы|Основные выводы|Основные тезисы|Тезисы|Выводы|"
    "Коротко|Кратко|Основные моменты|Ключевые моменты|Резюме|Самое важное|Kernaussagen|"
    "Wichtigste Erkenntnisse|Points clés|L'essentiel|À retenir|Puntos clave|Claves"
)
_SIMILAR = _keys(
    "Similar Posts|Similar Articles|Related Posts|Related Articles|Related Content|Related|"
    "Related News|You May Also Like|You Might Also Like|More Like This|Recommended|"
    "Recommended Posts|Read Next|More from this Author|Latest Posts|Recent Posts|"
    "Recommended Reading|See Also|Most Read|More Stories|Benzer Yazılar|Benzer İçerikler|"
    "İlgili Yazılar|İlgili Haberler|İlgili İçerikler|Diğer Yazılar|"
    "Bunlar da İlginizi Çekebilir|İlginizi Çekebilir|Son Yazılar|Önerilen Yazılar|"
    "Benzer Haberler|Похожие записи|Похожие статьи|Похожие публикации|Похожие материалы|"
    "Читайте также|Смотрите также|Вам также может понравиться|Рекомендуем|Другие статьи|"
    "Последние записи|Материалы по теме|По теме|Ähnliche Beiträge|Verwandte Artikel|"
    "Das könnte Sie auch interessieren|Articles similaires|À lire aussi|Entradas relacionadas|"
    "Artículos relacionados"
)
_COMMENTS = _keys(
    "Leave a Comment|Leave a Reply|Comments|Post a Comment|Add a Comment|No Comments|Yorumlar|"
    "Yorum Yap|Bir Yanıt Yazın|Yorum Bırak|Bir Cevap Yazın|Комментарии|Оставить комментарий|"
    "Добавить комментарий|Нет комментариев|Kommentare|Schreibe einen Kommentar|Commentaires|"
    "Laisser un commentaire|Comentarios|Deja un comentario"
)
_ABOUT_AUTHOR = _keys(
    "About the Author|About the Authors|About Author|Author|Authors|Author Bio|The Author|"
    "Written by|Yazar Hakkında|Yazarlar Hakkında|Yazar|Yazarlar|Yazarın Özgeçmişi|Hakkında|"
    "Yazar Bilgisi|Об авторе|Об авторах|Автор|Авторы|Сведения об авторе|Информация об авторе|"
    "Über den Autor|Über die Autorin|Zum Autor|Zur Autorin|À propos de l'auteur|Sobre el autor|"
    "Sobre la autora"
)
_CHROME = _keys(
    "Menu|Skip to content|Skip to main content|Search|Home|Subscribe|"
    "Subscribe to our newsletter|Newsletter|Follow us|Sign up|Log in|Login|Advertisement|Ad|"
    "Sponsored|Read more|Continue reading|Previous Post|Next Post|Previous|Next|Back to top|"
    "Top|Print|Print this page|Download PDF|PDF|Listen|Copy link|Link copied|Bookmark|Save|"
    "Table of contents|Contents|Close|Accept|Accept all|Accept cookies|Accept all cookies|"
    "Reject all|Cookie settings|Cookie policy|Privacy policy|Manage cookies|"
    "All rights reserved|Website|View all posts|See all posts|All posts|Loading|Like this|"
    "Like Loading|Menü|İçeriğe geç|İçeriğe atla|Ara|Ana Sayfa|Anasayfa|Abone Ol|Bülten|"
    "Bizi takip edin|Reklam|Devamını oku|Devamı|Önceki Yazı|Sonraki Yazı|Önceki|Sonraki|"
    "Başa dön|Yukarı çık|Yazdır|PDF indir|Dinle|Bağlantıyı kopyala|İçindekiler|Kapat|Kabul et|"
    "Tümünü kabul et|Çerez politikası|Çerez ayarları|Gizlilik politikası|Tüm hakları saklıdır|"
    "Tüm yazıları|Tüm yazıları gör|Giriş yap|Меню|Перейти к содержимому|Перейти к содержанию|"
    "Поиск|Главная|Подписаться|Подписка|Рассылка|Реклама|Читать далее|Подробнее|"
    "Предыдущая запись|Следующая запись|Предыдущая|Следующая|Наверх|Печать|Распечатать|"
    "Скачать PDF|Слушать|Скопировать ссылку|Содержание|Закрыть|Принять|Принять все|Войти|"
    "Политика конфиденциальности|Все права защищены|Все записи|Все записи автора|"
    "Все статьи автора|Menü öffnen|Startseite|Suche|Accueil|Rechercher|Inicio|Buscar|Publicité|"
    "Anzeige|Publicidad"
)
_SHARE_WORDS = _keys(
    "share|shares|sharing|tweet|pin|facebook|twitter|linkedin|whatsapp|telegram|pinterest|"
    "reddit|email|e-mail|mail|messenger|instagram|youtube|bluesky|mastodon|threads|viber|vk|"
    "vkontakte|paylaş|paylaşın|paylaşım|e-posta|tweetle|yazdır|print|copy|поделиться|"
    "поделитесь|твитнуть|вконтакте|одноклассники|телеграм|ватсап|фейсбук|teilen|twittern|"
    "partager|compartir"
)
_SHARE_FILLERS = _keys(
    "on|the|this|with|via|by|to|in|x|post|article|story|page|link|your|friends|social|media|"
    "now|bu|yazıyı|bunu|sayfayı|haberi|ile|ok|в|на|с|через|этим|этой|статьёй|записью|страницей|"
    "друзьями|соцсетях|diesen|beitrag|auf|cet|sur|en|esto"
)
_COOKIES = re.compile(
    r"\b(?:we|this (?:web)?site|our (?:web)?site)\b.{0,40}\buses? cookies|\baccept (?:all )?cookies"
    r"|cookie (?:policy|settings|preferences)|by continuing to (?:use|browse)"
    r"|(?:site(?:si|miz|mizde)?|sitemiz|sayfa)\b.{0,40}\bcerez"
    r"|cerez(?:ler)?(?:i|leri)? (?:kullan|kabul)"
    r"|(?:мы используем|сайт использует|использует) (?:файлы |файлов )?(?:cookie|куки)|файлы cookie"
    r"|verwendet cookies|utilise des cookies|utiliza cookies"
)
_TAGS = re.compile(
    r"(?:post )?(?:tags?|tagged(?: with| in)?|keywords?|categor(?:y|ies)|topics?|filed under"
    r"|posted in"
    r"|etiket(?:ler)?|anahtar kelimeler?|kategori(?:ler)?|konular"
    r"|теги|тэги|метки|ключевые слова|рубрик[аи]|категори[яи]|schlagworter|mots-cles"
    r"|etiquetas)\s*:.+"
)
_LEGAL = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,160}|.{0,100}(?:all rights reserved|tum haklari saklidir"
    r"|все права защищены)\.?"
)
_READING = re.compile(
    r"(?:(?:estimated )?reading time|okuma suresi|время (?:на )?чтени[яе]|lesezeit)\s*:?\s*.{1,24}"
    r"|(?:~|about |yaklasik |около )?\d{1,3}(?:-\d{1,3})?\s*[- ]?"
    r"(?:mins?|minutes?|dk|dakika|мин|минут[аы]?)"
    r"\.?\s*(?:read(?:ing)?|okuma(?: suresi)?|читать|чтения|на чтение|lesezeit|de lecture)?"
    r"|\d[\d.,]* (?:views?|shares?|comments?|goruntulenme|okunma|yorum"
    r"|просмотр(?:а|ов)?|комментари(?:й|я|ев))"
)
_POSTS_BY = re.compile(
    r"(?:view|see|read|show) (?:all|more) (?:posts?|articles?)?.{0,60}"
    r"|more (?:posts|articles) (?:by|from).{0,60}"
    r"|.{0,60}(?:tum yazilari(?:ni)?(?: gor(?:untule)?)?)"
    r"|(?:посмотреть )?все (?:записи|статьи|публикации) .{0,60}"
)
_BREADCRUMB = re.compile(
    r"(?:home|ana ?sayfa|главная|startseite|accueil|inicio)\s*(?:[/>»›|→·]\s*[^/>»›|→·]{1,120})+"
)


def _matches(pattern: re.Pattern[str], line: str, longest: int = 300) -> bool:
    return len(line) <= longest and pattern.fullmatch(" ".join(fold(line).split())) is not None


def is_kind(line: str) -> bool:
    """Tell whether a line is nothing but the kind of a piece: `Analysis`, `Yorum`, `Мнение`."""
    return len(line) < 40 and key(line) in _KINDS


def is_notes_heading(line: str) -> bool:
    """Tell whether a line is a heading over notes."""
    return len(line) < 60 and key(line) in _NOTE_HEADINGS


def is_takeaways_heading(line: str) -> bool:
    """Tell whether a line is a heading over takeaways."""
    return len(line) < 60 and key(line) in _TAKEAWAY_HEADINGS


def is_similar_heading(line: str) -> bool:
    """Tell whether a line is a heading over other pieces of the site, or over readers' comments."""
    return len(line) < 60 and (key(line) in _SIMILAR or key(line) in _COMMENTS)


def is_author_heading(line: str) -> bool:
    """Tell whether a line is a heading over an author's profile."""
    return len(line) < 60 and key(line) in _ABOUT_AUTHOR


def is_share(line: str) -> bool:
    """Tell whether a line is made of buttons that pass the page on."""
    if len(line) > 120:
        return False
    words = re.findall(r"[\w-]+", key(line))
    known = [word for word in words if word in _SHARE_WORDS]
    return bool(known) and all(w in _SHARE_WORDS or w in _SHARE_FILLERS for w in words)


def is_chrome(line: str) -> bool:
    """Tell whether a line belongs to the site and not to the text."""
    if len(line) > 400:
        return False
    return (
        key(line) in _CHROME
        or is_share(line)
        or any(_matches(p, line) for p in (_TAGS, _LEGAL, _READING, _POSTS_BY, _BREADCRUMB))
        or is_cookies(line)
    )


def is_cookies(line: str) -> bool:
    """Tell whether a line asks for consent to cookies."""
    return len(line) <= 400 and _COOKIES.search(fold(line)) is not None


def is_reading_time(line: str) -> bool:
    """Tell whether a line counts minutes, views or comments."""
    return _matches(_READING, line, 60)


# --- dates

_MONTHS = {
    fold(name): number
    for number, names in enumerate(
        [
            "january jan ocak oca январь января янв januar janvier enero ene",
            "february feb şubat şub февраль февраля фев февр februar février févr febrero",
            "march mar mart март марта мар märz mars marzo",
            "april apr nisan nis апрель апреля апр avril avr abril abr",
            "may mayıs май мая mai mayo",
            "june jun haziran haz июнь июня июн juni juin junio",
            "july jul temmuz tem июль июля июл juli juillet juil julio",
            "august aug ağustos ağu август августа авг août agosto ago",
            "september sep sept eylül eyl сентябрь сентября сен сент septembre septiembre",
            "october oct ekim eki октябрь октября окт oktober octobre octubre",
            "november nov kasım kas ноябрь ноября ноя нояб novembre noviembre",
            "december dec aralık ara декабрь декабря дек dezember dez décembre déc diciembre dic",
        ],
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sun)(?:day)?|pazartesi|sali|carsamba|persembe|cuma"
    r"|cumartesi|pazar|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
)
_LABEL = (
    r"(?:(?:date )?(?:published|posted|publication date|date|release date)(?: on| at)?"
    r"|(?:yayin(?:lanma|lanis)? )?tarihi?|yayinlandi|yayim tarihi|опубликовано|дата(?: публикации)?"
    r"|(?:veroffentlicht|publie|publicado)(?: am| le| el)?|datum|fecha|on)"
)
_UPDATED = re.compile(
    r"(?:(?:last )?(?:updated|modified)|son guncelleme|guncelle(?:me|ndi)"
    r"|обновлено|последнее обновление"
    r"|aktualisiert|mis a jour)\b.{0,60}"
)
_DATE = re.compile(
    rf"(?:{_LABEL}\s*[:.-]?\s*)?(?:{_WEEKDAY}[,.]?\s+)?(?:"
    r"(?P<y1>\d{4})[-./](?P<m1>\d{1,2})[-./](?P<d1>\d{1,2})(?:t\d\d:.{2,20})?"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4})"
    r"|(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y3>\d{4})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?"
    rf"(?P<m4>{_MONTH})\.?,?\s+(?:de\s+)?"
    r"(?P<y4>\d{4})"
    rf"|(?P<m5>{_MONTH})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}})"
    rf"|(?P<m6>{_MONTH})\.?,?\s+(?P<y6>\d{{4}})"
    rf")(?:\s*г(?:\.|ода)?)?\.?"
    rf"(?:[,\s]+(?:{_WEEKDAY}|(?:at\s+|saat\s+|в\s+)?\d{{1,2}}[:.]\d\d.{{0,12}}))?"
)


def date_of(line: str) -> str | None:
    """Read a line that is nothing but a date, with or without a label.

    Returns:
        YYYY-MM-DD or YYYY-MM; empty when it is a date that can be read in two ways, or tells of an
        update only; None when the line is something else.
    """
    folded = " ".join(fold(line).split()).strip(" *_#|")
    if len(folded) > 80:
        return None
    if _UPDATED.fullmatch(folded) and re.search(r"\d", folded):
        return ""
    found = _DATE.fullmatch(folded)
    if found is None:
        return None
    group = {name: value for name, value in found.groupdict().items() if value}
    if "y6" in group:
        return f"{group['y6']}-{_MONTHS[group['m6']]:02d}"
    if "y3" in group:
        first, second = int(group["a"]), int(group["b"])
        if first <= 12 and second <= 12 and first != second:
            return ""
        day, month = (second, first) if second > 12 else (first, second)
        return _iso(int(group["y3"]), month, day)
    year, month_name, day_text = (
        next(value for name, value in group.items() if name[0] == part) for part in "ymd"
    )
    month = _MONTHS.get(month_name) or int(month_name)
    return _iso(int(year), month, int(day_text))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
