"""What a note cites itself, as later notes may name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.briefing import Citation

from .dates import flat
from .identity import source_id, words_of
from .wording import LOCATORS, author_and_title, is_byline, names

if TYPE_CHECKING:
    from .reading import ReadNote


@dataclass(slots=True)
class Source:
    """A source in the note that cites it."""

    number: int
    place: int
    """Which of that note's own citations it is, from 0."""
    citation: Citation
    label: str
    authors: tuple[str, ...]
    key: str
    """What is equal for the same source, as far as one note can tell."""
    words: str
    """The note's words for it."""
    begin: int
    """The offset in the note at which its words begin."""
    same_author: bool = False
    """`Idem, Other Title`: its authors are those of the source before it."""

    @property
    def titles(self) -> list[str]:
        """The title's folded words; of a source whose title is not known those that may be it."""
        if self.citation.title:
            aliases = [title_words(name) for name in _ALIAS.findall(self.words)]
            return [title_words(self.citation.title), *aliases]
        words = self.words.partition("://")[0] if self.citation.url else self.words
        return [words for p in _PIECE.split(words, 5)[:5] if (words := title_words(p))]

    @property
    def is_quoted(self) -> bool:
        """Whether its title stands in quotes, as an article's does and a book's does not."""
        place = next((start for name, start, _ in self.citation.places if name == "title"), 0)
        return self.words[max(0, place - 1) : place] in tuple("“„«\"'‘»") and place > 0


_PIECE = re.compile(r"[,.:;()“”„«»\"/\n]+\s*")
# `(hereafter Salt)`, `(далее — Устав)`
_ALIAS = re.compile(
    r"(?i)[(\[,;.]\s*(?:hereinafter|hereafter|bundan\s(?:sonra|böyle)|далее|im\s+folgenden|ci-après"
    r"|en\s+adelante)[\s:–—-]*(?:(?:cited|referred\sto|abgekürzt|zitiert|cité|citado)?\s*(?:as|als|comme|como)\s)?"
    r"[\s“”„«»\"*_]*([^\W\d_][^()\[\]“”„«»\"*_,;]{1,60}?)[\s“”„«»\"*_.,]*[)\]]"
)
_ARTICLE = re.compile(
    r"^(?:the|an?|le|la|les|l|der|die|das|eine?|el|los|las|une?|il|lo|gli|de|het)\s(?=.)"
)


def title_words(title: str) -> str:
    """Give a title's folded words without the article it begins with, which short titles drop."""
    return _ARTICLE.sub("", words_of(title), count=1) if " " in title else words_of(title)


def own_sources(read: ReadNote) -> list[Source]:
    """Give the sources a note cites itself, in the order in which it does; always the same ones."""
    if read.cited is None:
        read.cited = _own_sources(read)
    return read.cited


def _own_sources(read: ReadNote) -> list[Source]:
    first = len(read.own) - read.new
    new = read.own[first:]
    spans = [_span(citation) for citation in new]
    found = []
    for n, citation in enumerate(new):
        begin = spans[n - 1][1] if n and spans[n - 1][1] <= spans[n][0] else 0
        end = spans[n + 1][0] if n + 1 < len(new) else len(read.text)
        words = read.text[begin : max(begin, end)]
        key = (citation.id if citation.url else source_id(citation)) or f"note {read.number} {n}"
        label = _label(citation) or _opening(words)
        authors = citation.authors or _authors_beside(citation, read.text, begin)
        same = n in read.same_author
        source = Source(
            read.number, first + n, citation, label, authors, key, words, spans[n][0], same
        )
        found.append(source)
    for n, (begin, words) in enumerate(read.unparsed, read.new):
        # The same book again, at another page, is the same.
        pages = LOCATORS.pattern.sub(" ", _LAST_PAGE.sub("", flat(words)))
        key = f"words {words_of(pages)}"
        same = n in read.same_author
        authors = _authors_of(words)
        source = Source(
            read.number, first + n, Citation(), _opening(words), authors, key, words, begin, same
        )
        found.append(source)
    return sorted(found, key=lambda source: source.begin)


def _span(citation: Citation) -> tuple[int, int]:
    starts = [start for _, start, _ in citation.places]
    return min(starts, default=0), max((end for _, _, end in citation.places), default=0)


def _label(citation: Citation) -> str:
    """Name a source for people: publisher and title, as far as there are any."""
    name = citation.publisher or ", ".join(citation.authors)
    if citation.title:
        return f"{name} “{citation.title}”".strip()
    return name or citation.url or ""


def _opening(text: str) -> str:
    """Give the beginning of a note whose source has no field, as its name."""
    head = " ".join(text.split())
    return head if len(head) <= 60 else f"{head[:59].rsplit(' ', 1)[0]}…"


def _authors_of(words: str) -> tuple[str, ...]:
    """Give who wrote a source whose fields are not told apart: the names at its head."""
    divided = author_and_title(words, 0, min(len(words), 200))
    name = words[divided[0].start : divided[0].end] if divided else words[:200].partition(",")[0]
    return names(name) or ((name,) if is_byline(name) else ())


def _authors_beside(citation: Citation, text: str, begin: int) -> tuple[str, ...]:
    """Give what stands before a title or address: an agency, or a name not surely an author's.

    Who looks for that name shall find this source, too.
    """
    places = {name: start for name, start, _ in citation.places}
    end = places.get("title") or places.get("url") or 0
    if begin >= end:
        return ()
    words = text[begin:end].strip(_BEFORE_TITLE)
    if not citation.title:
        return _authors_of(words)
    words = _YEAR_LAST.sub("", words).rpartition(":")[2].strip(_BEFORE_TITLE)
    return (words,) if is_byline(words) else ()


_BEFORE_TITLE = " \t\n,.:;–—-“„«\"‘'*_"
_YEAR_LAST = re.compile(r"\s*\([^()]{0,20}\)$")
_LAST_PAGE = re.compile(r"[\s,:]+\d{1,4}(?:\s?[-–]\s?\d{1,4})?[\s.)]*$")
