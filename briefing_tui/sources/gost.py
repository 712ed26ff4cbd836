"""References as GOST R 7.0.5-2008 has them: authors, title, `//` and what it stands in, imprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .imprint import is_town
from .particulars import locator_after, read_particulars
from .wording import Stretch, strip_span, without_lead_in

if TYPE_CHECKING:
    from briefing_tui.briefing import Citation

    from .parts import Part

_GOST_AUTHORS = re.compile(
    r"(?:[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+,?\s+[A-ZА-ЯЁÇĞİÖŞÜ]\.(?:\s?[A-ZА-ЯЁÇĞİÖŞÜ]\.)?"
    r"(?:,\s+|\s+и\s+|\s+and\s+|\s+|(?=[:.])))+"
    r"|(?:[A-ZА-ЯЁÇĞİÖŞÜ]\.\s?){1,2}[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+"
    r"(?:,\s+(?:[A-ZА-ЯЁÇĞİÖŞÜ]\.\s?){1,2}[A-ZА-ЯЁÇĞİÖŞÜ][\w'’-]+){0,5}\.\s"
)
_SLASHES = re.compile(r"(?<=\s)//(?!/)|(?<![:/])//(?=\s)")
_SITE = re.compile(
    r"\s?:\s(?:\[?сайт\]?|официальный сайт|офиц\.\sсайт|сетевое издание|электронный журнал|site"
    r"|электрон\.\s(?:журн|науч|дан)[\w.\s]{0,20})\.?\s*$"
)
_RESOURCE = re.compile(r"\[(?:электронный ресурс|electronic resource)\]")
_ELECTRONIC = re.compile(r"\s*\[[^\[\]]{3,40}\]\s*$")
_GOST_END = re.compile(
    r"\s*(?:[.,]?\s+[–—-]\s+(?=\S)|[.,]\s+(?=\d|№|[TТСCPSВ]\.|Вып|Vol|No|URL|Режим|DOI|М\.|(?!Серия)[А-Я][а-я]+\s?:))|\s+(?=URL:)"
)


def gost(part: Part) -> Citation | None:
    """Read `Иванов И. И. Название // Журнал. 2020. № 3. С. 45–60. URL: … (дата обращения: …).`.

    GOST R 7.0.5-2008, bibliographic references.
    """
    end = part.material_end
    head = part.head
    slashes = None
    if "//" in part.bare:
        slashes = _SLASHES.search(part.bare, head - part.start, end - part.start)
    if slashes is not None:
        left_end, right = part.start + slashes.start(), part.start + slashes.end()
    elif (electronic := _RESOURCE.search(part.flat, head, part.end)) is not None:
        left_end, right = electronic.start(), None
    elif (title_end := _title_before_address(part)) is not None:
        left_end, right = title_end, None
    else:
        return None
    fields = part.common()
    authors = _GOST_AUTHORS.match(part.text, head, left_end)
    if authors and fields.put_authors(strip_span(part.text, head, authors.end(), ",: ")):
        head = authors.end()
    if slash := re.search(r"\s/\s", part.text[head:left_end]):
        left_end = head + slash.start()
    if bracket := _ELECTRONIC.search(part.text, head, left_end):
        left_end = bracket.start()
    title = strip_span(part.text, head, left_end, ".,:; ")
    quote = next((q for q in part.quotes if q.start == title.start and q.end == title.end), None)
    fields.put("title", quote.inner if quote else title)
    if right is None:
        return fields.citation()
    end = without_lead_in(part.flat, right, end)
    if imprint := _imprint(part, right, end):
        # `// Сборник. М.: Наука, 2015. С. 12`
        if imprint["publisher"]:
            fields.put("publisher", strip_span(part.text, *imprint.span("publisher")))
        fields.put("date", Stretch(*imprint.span("year")))
        locator_after(part, fields, imprint.end())
        return fields.citation()
    stop = _GOST_END.search(part.text, right, end)
    container = strip_span(part.text, right, stop.start() if stop else end, ".,:;–—- ")
    if kind := _SITE.search(part.flat, container.start, container.end):
        container = Stretch(container.start, kind.start())
    if bracket := _ELECTRONIC.search(part.text, container.start, container.end):
        container = strip_span(part.text, container.start, bracket.start(), ".,:; ")
    quote = next(
        (q for q in part.quotes if q.start == container.start and q.end == container.end), None
    )
    if len(part.text[container.start : container.end].split()) <= 12:
        fields.put("publisher", quote.inner if quote else container)
    if stop:
        read_particulars(part, fields, stop.start(), end)
    return fields.citation()


_URL_AFTER_TITLE = re.compile(
    r"(?P<title>[А-ЯЁ][^;:\n«»]{8,200}?)\.\s+(?:[–—-]\s+)?(?:URL|Режим доступа):\s*$"
)


def _title_before_address(part: Part) -> int | None:
    """Give the end of a title that is all there is before `URL:`: `Порты Севера. URL: https://…`."""
    if not part.urls or not part.accessed or part.quotes:
        return None
    match = _URL_AFTER_TITLE.match(part.text, part.head, part.urls[0].start)
    if match is None:
        return None
    authors = _GOST_AUTHORS.match(part.text, part.head, match.end("title"))
    title = part.text[authors.end() if authors else part.head : match.end("title")]
    # What holds a full stop may be a title and a publisher.
    return None if ". " in title else match.end("title")


# What a library's catalogue adds to a title: no title goes on so.
_KIND = re.compile(
    r"\s?:\s(?:в\s\d+\s(?:т|ч|кн)\b|(?:автореф\.\s?)?дис(?:с?\.|сертация)|автореферат\sдис)"
    r"|\.?\s(?:[–—-]\s)?\d+-е\sизд\b|\.\s(?:[–—-]\s)?Изд\.\s\d"
)
_RESPONSIBLE = re.compile(r"\s/\s")
_IMPRINT = re.compile(
    r"[.,]\s+(?:[–—-]\s+)?(?P<town>[A-ZА-ЯЁ][\w-]{0,25}(?:\s[A-ZА-ЯЁ][\w-]{2,20})?)\.?"
    r"(?:\s?:\s(?P<publisher>[^,:/]{2,80}))?,\s(?P<year>\d{4})(?=[.,;\s]|$)"
)


def _imprint(part: Part, start: int, end: int) -> re.Match[str] | None:
    """Find `. — М. : Наука, 2015` or `. СПб., 2015`; the town is known, or a publisher follows."""
    for match in _IMPRINT.finditer(part.text, start, end):
        if is_town(match["town"]):
            return match
    return None


def gost_book(part: Part) -> Citation | None:
    """Read `Иванов И. И. Название / отв. ред. П. П. Петров. М.: Наука, 2015. С. 45`."""
    head = part.head
    authors = _GOST_AUTHORS.match(part.text, head, part.end)
    start = authors.end() if authors else head
    imprint = _imprint(part, start, part.material_end)
    if imprint is None and authors:
        match = _IMPRINT.search(part.text, start, part.material_end)
        imprint = match if match and match["publisher"] else None
    if imprint is None or not (authors or _CYRILLIC.match(part.text, head)):
        return None
    fields = part.common()
    if authors and not fields.put_authors(strip_span(part.text, head, authors.end(), ",: ")):
        return None
    title = _bare_title(part, start, imprint.start())
    if title.end - title.start > 300 or (not authors and "," in part.text[start : title.end]):
        return None
    fields.put("title", title)
    if imprint["publisher"]:
        fields.put("publisher", strip_span(part.text, *imprint.span("publisher")))
    fields.put("date", Stretch(*imprint.span("year")))
    locator_after(part, fields, imprint.end())
    return fields.citation()


_CYRILLIC = re.compile(r"[«„]?[А-ЯЁ]")


def _bare_title(part: Part, start: int, end: int) -> Stretch:
    """Narrow a title to what stands before the persons responsible and the kind of work."""
    for pattern in (_RESPONSIBLE, _KIND):
        if (match := pattern.search(part.text, start, end)) is not None:
            end = match.start()
    return strip_span(part.text, start, end, ".,:; ")
