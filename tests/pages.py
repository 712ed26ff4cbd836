"""Invented pieces, and pages made of them in the many ways that sites set a text."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """An invented piece, from which pages in many layouts are made."""

    lang: str
    kind: str
    title: str
    takeaways: tuple[str, ...]
    paragraphs: tuple[str, ...]
    """Note marks written `{n}`."""
    notes: tuple[str, ...]
    person: str
    printed: str
    """The name as pages print it, the surname in capitals."""
    slug: str
    bio: str
    heading: str
    by: str
    date: str
    share: str
    also: str
    also_codes: tuple[str, ...]
    similar: tuple[str, ...]
    also_names: tuple[str, ...]
    points_heading: str
    about: str
    site: tuple[str, str, str, str]
    """Cookies, menu, minutes, tags."""


def prose(text: str) -> tuple[str, ...]:
    """Give the paragraphs of a text that is wrapped and indented as this file is."""
    blocks = textwrap.dedent(text).strip().split("\n\n")
    return tuple(" ".join(block.split("\n")) for block in blocks)


ENGLISH = Piece(
    lang="en",
    kind="Commentary",
    title="Who Keeps the Lighthouses of the Narrow Gulf?",
    takeaways=prose(
        """
        The keepers of the gulf have lost a third of their boats in five winters.

        A shared rota has become the cheapest way to keep the lamps burning through the ice.

        Neither shore has paid for the northern channel since the ferry stopped.
        """
    ),
    paragraphs=prose(
        """
        The two harbour councils met on 4 March to divide the lamps of the gulf between them.{1}
        It was the first meeting since the ferry was laid up, and nobody had expected a result.

        The councils agreed that the southern shore keeps the lamps and the northern shore the
        boats. “We can light what we cannot reach,” the clerk of the southern council said.{2}

        Boats are dearer than lamps. A hull costs what four lamps cost, and it has to be painted
        each spring; the U.S. firm that sold the last one has closed its yard on the coast.

        The keepers themselves were not asked.{3} They row out at 5 a.m., and they come back
        when the fog lets them, which in some weeks of the autumn it does not do at all.

        An older rota, of 1961, gave each lamp to the village that could see it. It was cheap
        and it worked until the villages were empty.{4} Nobody on either shore wants it back
        now.

        The pilots, for their part, have asked for light on the northern channel alone.{5} That
        would save two thirds of the oil and close the gulf to everything that draws little
        water.

        None of this settles who pays. The councils have set the question aside until the
        autumn, when the price of oil is known; the clerk calls this “a pause, not an end”.{6}
        """
    ),
    notes=prose(
        """
        “Councils Divide The Lamps”, Gulf Courier, https://courier.example/lamps?id=4, (Date of
        Access: 05.03.2031).

        “Light Without Boats”, The Shore Review, https://shore.example/light, (Date of Access:
        06.03.2031).

        Ibid.

        “Light Without Boats”, op. cit., p. 3.

        “Pilots Ask For One Channel”, Gulf Courier, https://courier.example/pilots, (Date of
        Access: 09.03.2031).

        Ibid.
        """
    ),
    person="Işıl Kaya",
    printed="Işıl KAYA",
    slug="isil-kaya",
    bio="Işıl Kaya studied the law of the sea in two towns. Işıl speaks English and Turkish.",
    heading="Notes",
    by="By {}",
    date="7 March 2031",
    share="Share",
    also="This post is also available in: Türkçe Русский",
    also_codes=("tr", "ru"),
    similar=("Similar Posts", "Three Winters on the Ice Road", "What the Ferry Carried"),
    also_names=("Türkçe", "Русский"),
    points_heading="Key Takeaways",
    about="About the Author",
    site=(
        "We use cookies to make this site better. Accept all cookies",
        "Home / Commentary / The Gulf",
        "6 min read",
        "Tags: lamps, gulf",
    ),
)
TURKISH = Piece(
    lang="tr",
    kind="Analiz",
    title="Dar Körfezin Fenerlerini Kim Bekliyor?",
    takeaways=prose(
        """
        Körfezin bekçileri beş kışta teknelerinin üçte birini yitirdi.

        Ortak nöbet, fenerleri buz boyunca yanar tutmanın en ucuz yolu oldu.
        """
    ),
    paragraphs=prose(
        """
        İki liman meclisi, körfezin fenerlerini aralarında bölüşmek için 4 Mart’ta bir araya
        geldi.{1} Bu, feribotun bağlanmasından sonraki ilk toplantıydı ve kimse bir sonuç
        beklemiyordu.

        Meclisler, güney kıyısının fenerleri, kuzey kıyısının ise tekneleri üstlenmesi konusunda
        anlaştı.{2} Güney meclisinin kâtibi bunun geçici bir çözüm olduğunu söyledi.

        Tekne fenerden pahalıdır. Bir gövde dört fener kadar tutar ve her ilkbahar boyanması
        gerekir; son tekneyi satan firma kıyıdaki tersanesini geçen yıl kapattı.

        1961 tarihli eski nöbet, her feneri onu gören köye veriyordu. Köyler boşalana kadar
        ucuzdu ve işe yaradı.{3} 3. madde hâlâ yürürlükte, ama kimse ona uymuyor.

        Bütün bunlar kimin ödeyeceğini çözmüyor. Meclisler soruyu sonbahara bıraktı; o zaman
        yağın fiyatı belli olacak ve yeni bir görüşme yapılacak.{4}
        """
    ),
    notes=prose(
        """
        “Meclisler Fenerleri Bölüştü”, Körfez Postası, https://posta.example/fener, (Erişim
        Tarihi: 05.03.2031).

        A.g.e.

        “Teknesiz Işık”, Kıyı Dergisi, https://kiyi.example/isik, (Erişim Tarihi: 06.03.2031).

        A.g.e., s. 4.
        """
    ),
    person="Çağrı Işık",
    printed="Çağrı IŞIK",
    slug="cagri-isik",
    bio="Çağrı Işık, deniz hukuku okudu. İleri düzeyde Rusça ve orta düzeyde İngilizce biliyor.",
    heading="Dipnotlar",
    by="Yazar: {}",
    date="7 Mart 2031",
    share="Paylaş",
    also="Bu yazı şu dillerde de mevcuttur: English Русский",
    also_codes=("en", "ru"),
    similar=("Benzer Yazılar", "Buz Yolunda Üç Kış", "Feribot Ne Taşıdı"),
    also_names=("English", "Русский"),
    points_heading="Öne Çıkanlar",
    about="Yazar Hakkında",
    site=(
        "Bu site çerez kullanmaktadır. Kabul et",
        "Ana Sayfa / Analiz / Körfez",
        "6 dk okuma",
        "Etiketler: fener, körfez",
    ),
)
RUSSIAN = Piece(
    lang="ru",
    kind="Аналитика",
    title="Кто хранит маяки узкого залива?",
    takeaways=prose(
        """
        Смотрители залива за пять зим потеряли треть своих лодок.

        Общая вахта стала самым дешёвым способом сохранить огни во льдах.
        """
    ),
    paragraphs=prose(
        """
        Два портовых совета встретились 4 марта, чтобы поделить между собой маяки залива.{1} Это
        была первая встреча с тех пор, как паром поставили на прикол, и никто не ждал итога.

        Советы решили, что южный берег хранит огни, а северный — лодки.{2} «Мы можем светить и
        туда, куда не доплываем», — сказал секретарь южного совета.

        Лодка дороже маяка. Корпус стоит как четыре фонаря, и его надо красить каждую весну;
        фирма, которая продала последнюю лодку, закрыла свою верфь на берегу в прошлом году.

        Старая вахта 1961 г. отдавала каждый маяк той деревне, которая его видела. Она была
        дешёвой и работала, пока деревни не опустели.{3} Теперь её никто не хочет возвращать.

        Всё это не решает, кто платит. Советы отложили вопрос до осени, когда станет известна
        цена масла и можно будет договориться о новых сроках.{4}
        """
    ),
    notes=prose(
        """
        «Советы поделили маяки», Вестник залива, https://vestnik.example/mayaki, (дата
        обращения: 05.03.2031).

        Там же.

        «Свет без лодок», Береговой журнал, https://bereg.example/svet, (дата обращения:
        06.03.2031).

        Там же. С. 4.
        """
    ),
    person="Алёна Петрова",
    printed="Алёна ПЕТРОВА",
    slug="алена-петрова",
    bio="Алёна Петрова изучала морское право в двух портовых городах. Владеет английским языком.",
    heading="Примечания",
    by="Автор: {}",
    date="7 марта 2031 г.",
    share="Поделиться",
    also="Эта запись также доступна на: English Türkçe",
    also_codes=("en", "tr"),
    similar=("Похожие записи", "Три зимы на ледовой дороге", "Что возил паром"),
    also_names=("English", "Türkçe"),
    points_heading="Ключевые выводы",
    about="Об авторе",
    site=(
        "Мы используем файлы cookie. Принять",
        "Главная / Аналитика / Залив",
        "Время чтения: 6 мин",
        "Теги: маяки, залив",
    ),
)
PIECES = {piece.lang: piece for piece in (ENGLISH, TURKISH, RUSSIAN)}


def raised(n: int) -> str:
    """Write a number in superscript digits."""
    return str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def bracketed(n: int) -> str:
    """Write a number in square brackets."""
    return f"[{n}]"


# How marks and notes are written, style by style.
STYLES = {
    "brackets": (bracketed, lambda n, text: f"[{n}] {text}"),
    "brackets, tight": (lambda n: f" [{n}]", lambda n, text: f"[{n}]{text}"),
    "dots": (bracketed, lambda n, text: f"{n}. {text}"),
    "dots, tight": (bracketed, lambda n, text: f"{n}.{text}"),
    "carets": (lambda n: f"[^{n}]", lambda n, text: f"[^{n}]: {text}"),
    "raised": (raised, lambda n, text: f"{raised(n)} {text}"),
    "raised, tight": (raised, lambda n, text: f"{raised(n)}{text}"),
    "raised, dots": (raised, lambda n, text: f"{n}. {text}"),
    "raised, dashes": (raised, lambda n, text: f"{n}- {text}"),
    "glued": (str, lambda n, text: f"{n}. {text}"),
    "glued, round": (str, lambda n, text: f"({n}) {text}"),
    "glued, bare": (str, lambda n, text: f"{n} {text}"),
    "half round": (bracketed, lambda n, text: f"{n}) {text}"),
    "own line": (bracketed, lambda n, text: f"{n}\n{text}"),
    "own line in brackets": (bracketed, lambda n, text: f"[{n}]\n{text}"),
    "raised on its own line": (raised, lambda n, text: f"{raised(n)}\n{text}"),
}
# Where the author stands: `box` is between text and notes; so are `above` and `signed`, without a
# biography.
BYLINES = ("twice", "top", "bottom", "none", "beside the date", "box", "above", "signed", "about")
# How takeaways are set; blank lines between them are told from text by what follows.
POINTS = ("lines", "none", "bullets", "headed bullets", "headed lines", "headed numbers", "apart")


@dataclass(frozen=True)
class Layout:
    """How a page sets a piece."""

    style: str = "brackets"
    heading: bool = False
    byline: str = "twice"
    points: str = "lines"
    share: bool = True
    similar: bool = True
    blank_between_notes: bool = True
    date: bool = False
    also: str = "line"
    breaks: str = "\n"
    start: str = ""
    space: str = " "
    kind_below: bool = False
    points_below: bool = False
    """The takeaways stand below the buttons, not above them."""
    site: bool = False
    """Menu, minutes, cookies and tags stand around the piece."""


def _points(piece: Piece, layout: Layout) -> list[str]:
    points = list(piece.takeaways)
    if layout.points == "none":
        return []
    if layout.points == "apart":
        return [line for point in points for line in (point, "")]
    if "bullets" in layout.points:
        points = [f"• {point}" for point in points]
    if "numbers" in layout.points:
        points = [f"{n}. {point}" for n, point in enumerate(points, 1)]
    head = [piece.points_heading, ""] if "headed" in layout.points else []
    return [*head, *points, ""]


def page(piece: Piece, layout: Layout) -> str:
    """Set a piece as a page of text."""
    mark, note = STYLES[layout.style]
    cookies, menu, minutes, tags = piece.site if layout.site else ("", "", "", "")
    lines = [cookies, "", menu, ""]
    title = [piece.title, "", piece.kind] if layout.kind_below else [piece.kind, "", piece.title]
    lines += [*title, ""]
    if layout.byline == "top":
        lines += [piece.by.format(piece.person), ""]
    if layout.byline == "beside the date":
        lines += [piece.person, piece.date, ""]
    elif layout.date:
        lines += [piece.date, ""]
    lines += [minutes, ""]
    buttons = [piece.share, ""] if layout.share or layout.points == "apart" else []
    if layout.also == "line":
        buttons += [piece.also, ""]
    elif layout.also == "list":
        buttons += [*piece.also_names, ""]
    points = _points(piece, layout)
    below = layout.points_below and layout.points != "apart"
    lines += [*buttons, *points] if below else [*points, *buttons]
    for paragraph in piece.paragraphs:
        lines += [re.sub(r"\{(\d+)\}", lambda m: mark(int(m[1])), paragraph), ""]
    if layout.byline == "box":
        lines += [piece.printed, piece.printed, piece.bio, ""]
    elif layout.byline == "above":
        lines += [piece.person, ""]
    elif layout.byline == "signed":
        lines += [piece.by.format(piece.person), ""]
    lines += ["", piece.heading, ""] if layout.heading else [""]
    for n, text in enumerate(piece.notes, 1):
        lines += [note(n, text)] + ([""] if layout.blank_between_notes else [])
    lines += [""]
    if layout.byline == "twice":
        lines += [piece.printed, piece.printed, piece.bio, ""]
    elif layout.byline == "bottom":
        lines += [piece.printed, piece.bio, ""]
    elif layout.byline == "about":
        lines += [piece.about, piece.person, piece.bio, ""]
    lines += [tags, ""]
    lines += [*piece.similar] if layout.similar else []
    text = "\n".join(lines).replace(" ", layout.space)
    return layout.start + text.replace("\n", layout.breaks)
