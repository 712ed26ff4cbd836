"""What the lines around a text say on saved pages: kinds, dates, bylines, headings, chrome.

English, Turkish and Russian pages, and the commonest words of German, French and Spanish ones. All
comparisons are made under the fold of `briefing_tui.text`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing_tui.text import fold


# The same line is looked at from many sides.
@lru_cache(maxsize=4096)
def folded(line: str) -> str:
    """Give the form under which lines are compared: folded, one space between words."""
    return " ".join(fold(line).split())


@lru_cache(maxsize=4096)
def key(line: str) -> str:
    """Give the form under which a line is looked up: folded, one space, no signs at its ends."""
    return folded(line).strip(" #*_:.!|>-<•·…=[]()\"'")


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
    "Исследование|Записка|Бюллетень|Эссе|Analyse|Kommentar|Meinung|Bericht|Hintergrund|Studie|"
    "Kurzanalyse|Arbeitspapier|Gastbeitrag|Commentaire|Tribune|Entretien|Rapport|Note|Análisis|"
    "Comentario|Opinión|Informe|Entrevista|Artículo|Research|Study|Dispatch|Memo|Column|Blog Post|"
    "Paper|Viewpoint|Bülten|Makaleler|Analizler|Yorumlar|Raporlar"
)
# What a kind of two or three words ends with, as `Strategic Comment` and `Bilgi Notu` do.
_KIND_ENDS = frozenset(
    key(word)
    for word in (
        "comment commentary brief briefing paper report note notes analysis review essay memo "
        "insight "
        "insights factsheet interview opinion article bulletin update series study perspective "
        "perspectives dispatch spotlight primer assessment monitor outlook aktuell analyse "
        "kommentar "
        "bericht studie papier analiz analizi rapor raporu notu yazısı görüşü değerlendirme "
        "değerlendirmesi bülteni bakış yorum yorumu перспектива доклад записка обзор комментарий "
        "статья мнение анализ отчёт интервью бюллетень исследование"
    ).split()
)
_NO_KIND_STARTS = frozenset(
    "the a an our this that of in on for to and der die das ein eine bu bir".split()
)
_KIND_NUMBER = re.compile(
    r"(?P<kind>[^\d,|]{3,40}?),?\s*(?:no\.?|nr\.?|n°|#|№|say[ıi]|vol(?:ume|\.)?|issue|выпуск|ausgabe)?"
    r"\s*:?\s*\d[\w/. -]{0,14}",
    re.IGNORECASE,
)
_NOTE_HEADINGS = _keys(
    "Notes|Note|Footnotes|Footnote|Endnotes|End Notes|References|Reference|Sources|Source|"
    "Citations|Bibliography|Works Cited|Notes and References|Notes and Sources|"
    "Sources and Notes|Dipnotlar|Dipnot|Notlar|Sonnotlar|Kaynakça|Kaynaklar|Kaynak|Referanslar|"
    "Atıflar|Dipnotlar ve Kaynakça|Примечания|Примечание|Сноски|Источники|Литература|"
    "Список литературы|Ссылки|Библиография|Список источников|Примечания и источники|Fußnoten|"
    "Anmerkungen|Quellen|Literatur|Einzelnachweise|Notes de bas de page|Références|Notas|"
    "Fuentes|Referencias|Notas al pie|Source Notes|Notes & References|References and Notes|"
    "Reference List|Literature|Further Reading and Sources|Son Notlar|Dipnot ve Kaynakça|"
    "Dipnotlar ve Kaynaklar|Yararlanılan Kaynaklar|Endnoten|Literaturverzeichnis"
    "|Quellenverzeichnis|"
    "Quellen und Anmerkungen|Использованная литература|Ссылки и примечания|Список источников и "
    "литературы|Notas y referencias"
)
_TAKEAWAY_HEADINGS = _keys(
    "Key Takeaways|Takeaways|Key Points|Key Findings|Main Points|Main Takeaways|Highlights|"
    "In Brief|At a Glance|Key Messages|The Takeaways|Summary|Executive Summary|Key Judgements|"
    "Key Judgments|Öne Çıkanlar|Önemli Noktalar|Ana Noktalar|Ana Çıkarımlar|Temel Çıkarımlar|"
    "Temel Bulgular|Çıkarımlar|Kısaca|Özet|Öne Çıkan Noktalar|Ana Başlıklar|Temel Noktalar|"
    "Главное|Ключевые выводы|Ключевые тезисы|Основные выводы|Основные тезисы|Тезисы|Выводы|"
    "Коротко|Кратко|Основные моменты|Ключевые моменты|Резюме|Самое важное|Kernaussagen|"
    "Wichtigste Erkenntnisse|Points clés|L'essentiel|À retenir|Puntos clave|Claves|Bottom Line|"
    "Bottom Lines|Bottom Line Up Front|BLUF|TL;DR|In Short|In a Nutshell|Quick Read|Main Findings|"
    "Main Messages|Key Insights|Key Arguments|What You Need to Know|What to Know|The Big Picture|"
    "Summary Points|Core Findings|Key Facts|Ana Bulgular|Öne Çıkan Bulgular|Temel Mesajlar|"
    "Yönetici Özeti|Özetle|Kısa Özet|Bir Bakışta|Ana Mesajlar|Краткое содержание|Основное|"
    "Основные положения|Вкратце|Краткие выводы|Что важно знать|Тезисно|Das Wichtigste in Kürze|"
    "Zusammenfassung|Auf einen Blick|Kurz gefasst|In Kürze|Zentrale Ergebnisse|Kernpunkte|"
    "En bref|Principales conclusions|En síntesis|Resumen"
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
    "Artículos relacionados|More Work from|Related Content|Related Publications|Related Analysis|"
    "Related Commentary|Related Reports|Related Stories|Related Work|Further Reading|Up Next|"
    "More on This Topic|More on this|Recommended for You|From the Archive|Latest Publications|"
    "Latest News|Trending|Popular Posts|Editor's Picks|Benzer Yayınlar|İlgili Yayınlar|"
    "Diğer Yayınlar|Son Yayınlar|Öne Çıkan Yazılar|Çok Okunanlar|Последние публикации|"
    "Другие публикации|Похожие новости|Популярное|Новости по теме|Mehr zum Thema|"
    "Weitere Beiträge|Weitere Artikel|Auch interessant"
)
# Headings over subjects and the like, at the end of a page.
_TAILS = _keys(
    "Topics|Topic|Tags|Regions|Region|Themes|Issues|Categories|Keywords|Filed under|Programs|"
    "Programmes|Projects|Stay Up to Date|Stay Connected|Stay Informed|Get the Latest|Contact"
    "|Contacts|"
    "Media Inquiries|Image Credits|Photo Credits|Photo|Disclaimer|Share this|Share this article|"
    "Share this post|Follow Us|Subscribe|Newsletter|Discussion about this post|Cite this|"
    "Etiketler|Konular|Bölgeler|Kategoriler|İletişim|Bizi Takip Edin|Теги|Темы|Регионы|Рубрики|"
    "Контакты|Подпишитесь|Schlagwörter|Themen|Regionen|Kontakt"
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
    "Anzeige|Publicidad|Download the Full Report|Download full report|Download the Report|"
    "Read the Full Report|View PDF|Open PDF|Diese Seite drucken|PDF herunterladen|Нет голосов|"
    "Поделиться статьей|Поделиться статьёй"
)
# What stands in menus and beside texts; in a text it may be a heading.
_MENU = _keys(
    "Programs|Programmes|Experts|People|Events|Publications|Publication|Our work|About|About us|"
    "Research areas|Regions|Topics|Issues|Multimedia|Podcasts|Image|Video|Photo|Supported by"
    "|Download|"
    "Full Report|Like|Restack|Reply|Comment|Paid|Sign in|Subscribed|Toggle navigation|Open menu|"
    "Show more|Load more|Cite|Contact|Hakkımızda|İletişim|Yayınlar|Uzmanlar|Etkinlikler|"
    "Publikationen|Veranstaltungen|Über uns|Kontakt|О нас|О проекте|Публикации|Эксперты"
    "|Мероприятия|"
    "Контакты|Drucken|Herunterladen"
)
_TEASER = re.compile(
    r"(?:read (?:also|more|next|further)|also read|see also|related(?: (?:article|story|post"
    r"|reading))?"
    r"|recommended|ilgili (?:haber|yazi|icerik)|ayrica (?:oku|bakiniz)|bunu da oku(?:yun)?|oku"
    r"|читайте также|читать также|по теме|смотрите также|lesen sie auch|mehr dazu|lire aussi"
    r"|lea tambien)\s*:\s*.{3,160}"
)
_SIGN_UP = re.compile(
    r"(?:you (?:are receiving|received) this\b.{0,140}|(?:to )?unsubscribe\b.{0,100}"
    r"|view (?:this (?:e-?mail|message) )?in (?:your )?browser.{0,40}|thanks for "
    r"reading\b.{0,80}|subscribe (?:for free|now|today|to)\b.{0,120}"
    r"|(?:sign up|register) (?:for|to)\b.{0,120}|get (?:the latest|our)\b.{0,100}"
    r"|(?:e-?posta )?bultenimize\b.{0,100}|подпи(?:шитесь|сывайтесь)\b.{0,120}"
    r"|abonnieren sie\b.{0,100}|your email address will not be published.{0,80}"
    r"|e-posta (?:adresiniz|hesabiniz) yayimlanmayacak.{0,80}|ваш адрес email не будет.{0,80})",
)
_LABELLED = re.compile(
    r"(?:photo(?:graph)?s?|images?|credits?|foto|picture|фото|region|topics?|programm?e?|series|doi|isbn|issn|issue|volume|project|country|subjects?|themes?"
    r"|cite as|citation|recommended citation|reading level|section|words|pages|file|downloads?"
    r"|bolge|konu|ulke|dizi|sayi|cilt|sayfa|регион|тема|страна|проект|серия|выпуск|удк"
    r"|themen?|reihe|land|seiten)\s*:\s*.{1,160}"
)
# What stands at a picture, and helpers who are no authors.
_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|portrait|illustration|graphic|video|foto(?:graf)?(?:lar)?|фото)"
    r"(?:\s+(?:by|credit|courtesy)\b|\s*[:/])\s*.{1,120}|.{3,200}\b(?:photo(?:graph)?|image|foto|фото)"
    r"s?\s*(?:credit)?\s*:\s*.{2,80}|(?:edited|reviewed|translated|illustrated|photographed|produced"
    r"|fact-checked) by\b.{2,80}|.{3,200}\((?:ap|afp|reuters|getty(?: images)?|aa|anadolu|epa|ap "
    r"photo)"
    r"[^()]{0,60}\)|.{3,200}(?:/getty images|/ap|/afp|/reuters|getty images)"
)
_SERIES = re.compile(
    r"(?:volume|vol|issue|no|number|nr|jahrgang|jg|heft|ausgabe|cilt|sayi|yil|том|выпуск|№)\.?\s*:?\s*"
    r"\d{1,4}(?:\s*[,;/|·-]?\s*(?:volume|vol|issue|no|number|nr|comment|heft|sayi|cilt|выпуск|№|pp?"
    r"|pages?|seiten?)\.?\s*\d{1,4})*"
    r"|\d{1,3}\s*(?:pages?|pp\.?|seiten|sayfa|с\.|стр\.?)"
)
_BOILERPLATE = re.compile(
    r"this (?:report|article|paper|brief|commentary|analysis|publication|project|work|piece|post)"
    r" (?:is|was|has been) (?:produced|published|made possible|part of|supported|funded|originally"
    r"|first)|(?:the )?(?:views|opinions) expressed|does not (?:take|necessarily)|takes no "
    r"positions?"
    r"|yazar(?:in|lar)(?:in)? (?:kendi )?gorus|gorusler yazar|мнение (?:автора|редакции)"
    r"|die (?:hier )?(?:geausserten )?meinungen"
)
_SHARE_WORDS = _keys(
    "share|shares|sharing|tweet|pin|facebook|twitter|linkedin|whatsapp|telegram|pinterest|"
    "reddit|email|e-mail|mail|messenger|instagram|youtube|bluesky|mastodon|threads|viber|vk|"
    "vkontakte|paylaş|paylaşın|paylaşım|e-posta|tweetle|yazdır|print|copy|поделиться|"
    "поделитесь|твитнуть|вконтакте|одноклассники|телеграм|ватсап|фейсбук|teilen|twittern|"
    "partager|compartir"
)
_SHARE_FILLERS = _keys(
    "on|the|this|with|via|by|to|in|x|google|plus|post|article|story|page|link|your|friends|social|media|"
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
    r"(?:home|ana ?sayfa|главная|startseite|accueil|inicio)\s*(?:[/>»›|→·]+\s*[^/>»›|→·]{1,120})+"
)


_SITE_LINES = (_TAGS, _LEGAL, _READING, _POSTS_BY, _BREADCRUMB, _TEASER, _SIGN_UP)


def _matches(pattern: re.Pattern[str], line: str, longest: int = 300) -> bool:
    return len(line) <= longest and pattern.fullmatch(folded(line)) is not None


def is_kind(line: str) -> bool:
    """Tell whether a line is nothing but the kind of a piece: `Analysis`, `Policy Brief No. 12`."""
    if len(line) >= 60:
        return False
    if key(line) in _KINDS:
        return True
    numbered = _KIND_NUMBER.fullmatch(line.strip())
    return numbered is not None and key(numbered["kind"]) in _KINDS


def may_be_kind(line: str) -> bool:
    """Tell whether a line could be a kind that is on no list: `Strategic Comment`, `Brief 4/2031`.

    A title may look the same, `Winter Outlook`.
    """
    line = line.strip()
    if not line or len(line) >= 60 or line[-1] in ".!?:" or not line[0].isupper():
        return False
    numbered = _KIND_NUMBER.fullmatch(line)
    words = key(numbered["kind"] if numbered else line).replace("-", " ").split()
    return (
        1 + (not numbered) <= len(words) <= 3
        and words[-1] in _KIND_ENDS
        and words[0] not in _NO_KIND_STARTS
    )


def is_notes_heading(line: str) -> bool:
    """Tell whether a line is a heading over notes."""
    return len(line) < 60 and key(line) in _NOTE_HEADINGS


def is_takeaways_heading(line: str) -> bool:
    """Tell whether a line is a heading over takeaways."""
    return len(line) < 60 and key(line) in _TAKEAWAY_HEADINGS


def is_similar_heading(line: str) -> bool:
    """Tell whether a line is a heading over other pieces of the site, or over readers' comments."""
    if len(line) >= 70:
        return False
    plain = key(line)
    return plain in _SIMILAR or plain in _COMMENTS or plain.startswith("more work from ")


def is_tail_heading(line: str) -> bool:
    """Tell whether a line is a heading over a page's subjects or the site's offers, at its end."""
    return len(line) < 60 and key(line) in _TAILS


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is about the publication: who has paid, whose views these are."""
    return _BOILERPLATE.search(folded(line)) is not None


def is_label(line: str) -> bool:
    """Tell whether a line tells a series, a number of pages, or a field that no briefing has."""
    return any(
        _matches(pattern, line, longest)
        for pattern, longest in ((_LABELLED, 200), (_SERIES, 80), (_CREDIT, 250))
    )


def is_menu(line: str) -> bool:
    """Tell whether a line is what menus consist of; in a text it may be a heading."""
    # Likes and comments are counted, `12`, `1.2k`; a year is a date.
    counts = re.fullmatch(r"\d{1,3}|[\d.,]{1,5}[kK]", line)
    return len(line) < 40 and (key(line) in _MENU or counts is not None)


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


@lru_cache(maxsize=4096)
def is_chrome(line: str) -> bool:
    """Tell whether a line belongs to the site and not to the text."""
    if len(line) > 400:
        return False
    return (
        key(line) in _CHROME
        or is_share(line)
        or any(_matches(pattern, line) for pattern in _SITE_LINES)
        or is_cookies(line)
    )


def breadcrumb(line: str) -> list[str]:
    """Give the steps of a line such as `Home / Analysis / East Asia`; () for any other."""
    if not _matches(_BREADCRUMB, line):
        return []
    return [step.strip() for step in re.split(r"[/>»›|→·]+", line)]


def is_cookies(line: str) -> bool:
    """Tell whether a line asks for consent to cookies."""
    return len(line) <= 400 and _COOKIES.search(folded(line)) is not None


def is_reading_time(line: str) -> bool:
    """Tell whether a line counts minutes, views or comments."""
    return _matches(_READING, line, 60)
