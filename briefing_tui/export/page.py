"""A briefing as one HTML file that needs nothing else: no script, no font, no request.

Marks and notes lead to each other, a note that points to another leads there, takeaways lead to the
sentence they rest on. On paper the address of a link is printed after it. A policy in the page's
head forbids what is not there anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.text import one_line

from .labels import direction, labels, own_name, written_date
from .markup import Marks, body, line, link, prose
from .notes import faults_of, in_full
from .profiles import profile_of
from .punctuation import quoted
from .sheet import SHEET
from .styles import chicago
from .works import Sources, bare_pages, work_of_briefing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.briefing import Author, Footnote, Reading, Support

    from .labels import Labels
    from .remarks import Remark
    from .works import Listed, Work

# As many words of a comment as a mark tells when it is pointed at.
_TOLD = 160
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BACK = "↩\ufe0e"
"""An arrow, and the sign that it is no emoji."""


def to_html(
    readings: Sequence[Reading],
    *,
    resolve: bool,
    remarks: Sequence[Sequence[Remark]] = (),
) -> str:
    """Give one page of one or more briefings.

    Args:
        readings: the briefings; several have a list of contents before them.
        resolve: a note that points to another tells the source in full, its own words behind it.
        remarks: what a reader left in each of them; empty when that is not wanted.
    """
    several = len(readings) > 1
    first = readings[0].briefing
    langs = {reading.briefing.lang for reading in readings}
    lang = first.lang if len(langs) == 1 else ""
    title = f"{len(readings)} briefings" if several else first.title
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{line(lang)}" dir="{direction(lang)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{line(title)}</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="generator" content="briefing-tui">',
        *([] if several else _about(readings[0])),
        f"<style>\n{SHEET}</style>",
        "</head>",
        "<body>",
        "<main>",
    ]
    pages = [
        _Page(reading, f"b{n}-" if several else "", remarks[n - 1] if remarks else ())
        for n, reading in enumerate(readings, 1)
    ]
    contents = _contents(pages, labels(lang)) if several else []
    articles = [part for page in pages for part in page.draw(resolve=resolve, several=several)]
    return "\n".join([*head, *contents, *articles, "</main>", "</body>", "</html>", ""])


def _about(reading: Reading) -> Iterator[str]:
    """Give what programs that keep references read from a page's head."""
    briefing = reading.briefing
    yield f'<meta name="citation_title" content="{line(briefing.title)}">'
    for author in reading.authors:
        yield f'<meta name="citation_author" content="{line(author.name)}">'
    if briefing.date:
        date = line(briefing.date).replace("-", "/")
        yield f'<meta name="citation_publication_date" content="{date}">'
    if briefing.lang:
        yield f'<meta name="citation_language" content="{line(briefing.lang)}">'


def _contents(pages: Sequence[_Page], words: Labels) -> Iterator[str]:
    yield f'<nav aria-labelledby="contents">\n<p class="label" id="contents">{words.contents}</p>'
    yield "<ol>"
    for page in pages:
        briefing = page.reading.briefing
        where = f'lang="{line(briefing.lang)}" dir="{direction(briefing.lang)}"'
        yield f'<li {where}><a href="#{page.prefix}top">{line(briefing.title)}</a></li>'
    yield "</ol>\n</nav>"


class _Page:
    """One briefing on the page.

    Args:
        reading: the briefing.
        prefix: of all its ids.
        remarks: what a reader left in it.
    """

    def __init__(self, reading: Reading, prefix: str, remarks: Sequence[Remark] = ()) -> None:
        self.reading = reading
        self._remarks = remarks
        self.prefix = prefix
        self._briefing = reading.briefing
        self._words = labels(reading.briefing.lang)
        self._sources = Sources(reading.briefing)
        notes: dict[int, Footnote] = {}
        for note in reading.briefing.footnotes:
            notes.setdefault(note.number, note)
        self._marks = Marks(prefix, notes, self._told)

    def draw(self, *, resolve: bool, several: bool) -> Iterator[str]:
        """Draw it all."""
        briefing = self._briefing
        where = ""
        if several:
            where = f' lang="{line(briefing.lang)}" dir="{direction(briefing.lang)}"'
        yield f'<article id="{self.prefix}top"{where}>'
        yield from self._masthead()
        yield from self._takeaways()
        yield f'<div class="text">\n{body(briefing.body, self._marks)}\n</div>'
        yield from self._notes(resolve=resolve)
        yield from self._listed_sources()
        yield from self._authors()
        yield from self._left()
        work = work_of_briefing(briefing, self.reading.authors)
        cited = prose(chicago(work), stress=False)
        yield from self._part(
            "cite", self._words.cite, [f'<p class="cite" lang="en" dir="auto">{cited}</p>']
        )
        yield "</article>"

    def _part(self, name: str, label: str, content: Sequence[str]) -> Iterator[str]:
        """Give a part of the back matter under its label."""
        here = f"{self.prefix}{name}"
        yield f'<section class="back-matter" aria-labelledby="{here}">'
        yield f'<h2 class="label" id="{here}"{self._own_lang}>{label}</h2>'
        yield from content
        yield "</section>"

    @property
    def _own_lang(self) -> str:
        """Mark our own words where they are not in the document's language."""
        own = self._words.lang
        same = self._briefing.lang.partition("-")[0].lower() == own
        return "" if same else f' lang="{own}"'

    # --- what it is

    def _masthead(self) -> Iterator[str]:
        briefing, words = self._briefing, self._words
        yield "<header>"
        if briefing.kind:
            yield f'<p class="kind">{line(briefing.kind)}</p>'
        yield f"<h1>{line(briefing.title)}</h1>"
        # Each fact by itself: one written from right to left would turn round those beside it.
        names = [f'<bdi class="by">{line(a.name)}</bdi>' for a in self.reading.authors]
        facts = [", ".join(names)] if names else []
        if date := one_line(briefing.date):
            shown = written_date(date, briefing.lang)
            facts.append(f'<time dir="ltr" datetime="{line(date)}">{line(shown)}</time>')
        else:
            facts.append(f"<bdi{self._own_lang}>{words.undated}</bdi>")
        facts.append(f"<bdi{self._own_lang}>{briefing.minutes} {words.minutes}</bdi>")
        there = [entry.lang for entry in self.reading.translations] + list(briefing.also_in)
        others = [
            f'<bdi lang="{line(lang)}">{line(own_name(lang))}</bdi>'
            for lang in dict.fromkeys(there)
            if lang and lang != briefing.lang
        ]
        if others:
            facts.append(f"<bdi{self._own_lang}>{words.also_in}</bdi>: {', '.join(others)}")
        yield f'<p class="meta">{" · ".join(facts)}</p>\n</header>'

    def _takeaways(self) -> Iterator[str]:
        if not self._briefing.takeaways:
            return
        here = f"{self.prefix}takeaways"
        yield f'<section class="takeaways" aria-labelledby="{here}">'
        yield f'<h2 class="label" id="{here}"{self._own_lang}>{self._words.takeaways}</h2>\n<ul>'
        supports = self.reading.supports
        for number, takeaway in enumerate(self._briefing.takeaways):
            support = supports[number] if number < len(supports) else None
            yield f"<li>{line(takeaway)}{self._evidence(support)}</li>"
        yield "</ul>\n</section>"

    def _evidence(self, support: Support | None) -> str:
        """Lead from a takeaway to the closest sentence, and to the notes on it."""
        if support is None:
            return ""
        words, prefix = self._words, self.prefix
        place = f'<a href="#{prefix}p{support.paragraph}">{words.paragraph} {support.paragraph}</a>'
        notes = [
            f'<a href="#{prefix}note-{number}">{words.note} {number}</a>'
            for number in support.notes
            if number in self._marks.notes
        ]
        told = ", ".join([place, *(notes or [words.unsupported])])
        return f' <span class="evidence"{self._own_lang}>{told}</span>'

    # --- what it rests on

    def _told(self, note: Footnote) -> str:
        """Say in a line what a note rests on, for whoever points at its mark."""
        works = self._sources.of(note)
        told = "; ".join([*map(_named, works), *faults_of(note)]) or one_line(note.text)
        return told if len(told) <= _TOLD else f"{told[: _TOLD - 1].rstrip()}…"

    def _notes(self, *, resolve: bool) -> Iterator[str]:
        if not self._briefing.footnotes:
            return
        items = [
            # The number stands where the page has it, whatever way the note's words run.
            f'<li{self._note_id(note)} value="{note.number}"><div dir="auto">'
            f"{self._note(note, resolve=resolve)}{self._backlinks(note)}</div></li>"
            for note in self._briefing.footnotes
        ]
        listed = ['<ol class="notes">', *items, "</ol>"]
        yield from self._part("notes", self._words.notes, listed)

    def _note_id(self, note: Footnote) -> str:
        # Of two notes of one number the marks mean the first.
        first = self._marks.notes[note.number] is note
        return f' id="{self.prefix}note-{note.number}"' if first else ""

    def _note(self, note: Footnote, *, resolve: bool) -> str:
        if resolve or note.reference is None:
            return prose(in_full(note, self._briefing, self._sources))
        meant = [
            f'<a href="#{self.prefix}note-{r.target}">{self._words.note} {r.target}</a>'
            for r in note.references
            if r.status == "resolved" and r.target in self._marks.notes
        ]
        named = "; ".join(f"<bdi>{line(_named(w))}</bdi>" for w in self._sources.of(note))
        told = [f"{', '.join(meant)}{f': {named}' if named else ''}"] if meant else []
        told += map(line, faults_of(note))
        return f'{prose(note.text)} <span class="means">→ {"; ".join(told)}</span>'

    def _backlinks(self, note: Footnote) -> str:
        """Lead back from a note to its marks, of which it may have several."""
        marks = self._marks.placed.get(note.number, [])
        if self._marks.notes[note.number] is not note:
            return ""
        out = []
        for number, mark in enumerate(marks, 1):
            which = f"<sup>{number}</sup>" if len(marks) > 1 else ""
            label = f"{self._words.back} {number}" if len(marks) > 1 else self._words.back
            out.append(
                f'\u00a0<a class="back" href="#{mark}" role="doc-backlink"'
                f' aria-label="{label}"{self._own_lang}>{_BACK}{which}</a>'
            )
        return "".join(out)

    def _listed_sources(self) -> Iterator[str]:
        listed = self._sources.listed()
        if listed:
            items = [f'<li dir="auto">{self._source(each)}</li>' for each in listed]
            content = ['<ul class="sources">', *items, "</ul>"]
            yield from self._part("sources", self._words.sources, content)

    def _source(self, listed: Listed) -> str:
        work = listed.work
        title = line(work.title or work.words)
        if title and work.url:
            title = link(work.url, title)
        elif work.url:
            title = link(work.url, line(work.url), "address")
        names = ", ".join(name.full for name in work.names)
        lang = self._briefing.lang
        date, accessed = written_date(work.date, lang), written_date(work.accessed, lang)
        told = [names, work.publisher, date, bare_pages(work.locator)]
        facts = [line(fact) for fact in told if fact]
        if accessed:
            facts.append(f"<span{self._own_lang}>{self._words.accessed} {line(accessed)}</span>")
        facts.append(self._resting(listed.notes))
        title = title or facts.pop(0)
        return f'<span class="title">{title}</span> <span class="from">{" · ".join(facts)}</span>'

    def _resting(self, notes: Sequence[int]) -> str:
        links = [
            f'<a href="#{self.prefix}note-{n}" aria-label="{self._words.note} {n}">[{n}]</a>'
            for n in dict.fromkeys(notes)
        ]
        return f"<span{self._own_lang}>{' '.join(links)}</span>"

    # --- what its reader left in it

    def _left(self) -> Iterator[str]:
        if self._remarks:
            drawn = [part for remark in self._remarks for part in self._remark(remark)]
            yield from self._part("highlights", self._words.highlights, drawn)

    def _remark(self, remark: Remark) -> Iterator[str]:
        words = self._words
        yield '<div class="remark">\n<blockquote>'
        yield from (f"<p>{line(part)}</p>" for part in remark.quoted.splitlines() if part.strip())
        yield "</blockquote>"
        yield from (
            f'<p dir="auto">{line(part)}</p>' for part in remark.note.splitlines() if part.strip()
        )
        place = ""
        if remark.paragraph:
            here = f"#{self.prefix}p{remark.paragraph}"
            place = f'<a href="{here}">{words.paragraph} {remark.paragraph}</a>'
        if told := "; ".join(filter(None, (place, line(remark.told(words))))):
            yield f'<p class="evidence"{self._own_lang}>{told}</p>'
        yield "</div>"

    # --- who wrote it

    def _authors(self) -> Iterator[str]:
        authors = self.reading.authors
        if not authors:
            return
        label = self._words.author if len(authors) == 1 else self._words.authors
        drawn = [
            part for author in authors for part in _author(author, self._words, self._own_lang)
        ]
        yield from self._part("authors", label, drawn)


def _author(author: Author, words: Labels, own_lang: str) -> Iterator[str]:
    profile = profile_of(author, words)
    yield f'<div class="author">\n<h3 class="name">{line(author.name)}</h3>'
    if profile.about:
        yield f'<p class="about">{line(profile.about)}</p>'
    yield from (f"<p>{line(paragraph)}</p>" for paragraph in profile.biography)
    facts = [
        f"<dt{own_lang}>{label}</dt><dd>{prose(told, stress=False)}</dd>"
        for label, told in profile.facts
    ]
    if facts:
        yield f"<dl>\n{''.join(facts)}\n</dl>"
    yield "</div>"


def _named(work: Work) -> str:
    """Name a source: who published it, and its title."""
    if work.words:
        return work.words
    by = work.publisher or ", ".join(name.full for name in work.names)
    title = quoted(work.title) if work.title and work.quoted else work.title
    return ", ".join(filter(None, (by, title))) or work.url
