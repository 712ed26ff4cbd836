"""How the interface puts a briefing's facts into words and styled text.

Everything from a file becomes `Content` from plain text: never markup, which would let a document
act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from briefing_tui import sources
from briefing_tui.tui import versions
from briefing_tui.wording import counted, dated, source_name, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import (
        Author,
        Briefing,
        Citation,
        Entry,
        Footnote,
        Problem,
        Reading,
        Reference,
        SourceUse,
        Support,
    )


_PARAGRAPHS = 12
"""Of the paragraphs without a note, as many as are told by their numbers."""


_NUMBER = 6
"""Cells for the number of a note in a list of notes."""


def entry_meta(entry: Entry, languages: Iterable[str] = ()) -> str:
    """Give the line below a title in a list: kind, date, authors, languages."""
    tongues = _tongues(entry.lang, [*languages, *entry.also_in])
    parts = [entry.kind, dated(entry), ", ".join(entry.authors), tongues]
    return " · ".join(part for part in parts if part)


def masthead(reading: Reading) -> list[tuple[str, str]]:
    """Give the lines above a body, with their roles."""
    briefing = reading.briefing
    original, *others = [lang for lang, _ in versions.in_order(reading)]
    about = [
        briefing.kind,
        dated(briefing),
        _tongues(original, [*others, *briefing.also_in]),
        f"{briefing.minutes} min",
        counted(len(briefing.footnotes), "note") if briefing.footnotes else "no notes",
    ]
    lines = [(briefing.title, "title"), (" · ".join(part for part in about if part), "meta")]
    if reading.authors:
        lines.append(("By " + ", ".join(author.name for author in reading.authors), "meta"))
    return [*lines, ("", "gap")]


def _tongues(original: str, others: Iterable[str]) -> str:
    """Give languages in their order: that of the original, then the others by code."""
    return " ".join(filter(None, dict.fromkeys([original, *sorted(others)])))


def takeaway_content(text: str, support: Support | None) -> Content:
    """Give a takeaway with what it rests on: the closest sentence's paragraph and its notes."""
    if support is None:
        return Content.assemble(text, "\n", ("no sentence is close to it", "$quiet"), "\n")
    marks = "".join(f"[{number}]" for number in support.notes)
    return Content.assemble(
        text,
        "\n",
        (f"closest sentence: ¶ {support.paragraph} ", "$quiet"),
        (marks, "bold $text-accent") if marks else ("no note", "italic $text-warning"),
        "\n",
    )


def source_content(use: SourceUse) -> Content:
    """Give a source with the notes that rest on it."""
    citation = use.citation
    marks = "".join(f"[{number}]" for number in use.notes)
    parts: list[str | tuple[str, str]] = [(source_name(citation), "bold")]
    if citation.title and citation.title != source_name(citation):
        parts += ["\n", citation.title]
    parts += ["\n", (f"{counted(len(use.notes), 'note')} {marks}", "$text-accent")]
    if use.elsewhere:
        parts.append((f" · also in {counted(use.elsewhere, 'briefing')}", "$quiet"))
    parts.append("\n")
    return Content.assemble(*parts)


def unsupported_content(paragraphs: Sequence[int]) -> Content:
    """Give the paragraphs on which no note stands."""
    told = ", ".join(map(str, paragraphs[:_PARAGRAPHS]))
    rest = len(paragraphs) - _PARAGRAPHS
    more = f" and {rest} more" if rest > 0 else ""
    return Content.assemble(
        (f"{counted(len(paragraphs), 'paragraph')} without a note", "italic $text-warning"),
        f"\n¶ {told}{more}\n",
    )


def author_content(author: Author, *, links: bool = True) -> Content:
    """Give an author's profile, with or without the links."""
    parts: list[str | tuple[str, str]] = [(author.name, "bold $text-primary")]
    place = ", ".join(part for part in (author.role, author.affiliation) if part)
    if place:
        parts += ["\n", (place, "italic")]
    if not author.known:
        parts += ["\n", ("no profile in authors/", "$quiet")]
    if author.bio:
        parts += ["\n\n", author.bio]
    for label, values in (
        ("Languages", author.languages),
        ("Interests", author.interests),
        ("Links", author.links if links else ()),
    ):
        if values:
            parts += ["\n\n", (label, "bold"), "\n", ", ".join(values)]
    return Content.assemble(*parts)


def references_of(note: Footnote) -> Iterator[Reference]:
    """Give all that a note points to."""
    if note.reference is not None:
        yield note.reference
        yield from note.further


def note_heading(note: Footnote) -> Content:
    """Give a note's number, and for a back-reference the note that it means or that it does not."""
    parts: list[str | tuple[str, str]] = [(f"[{note.number}]", "bold $text-accent")]
    for index, reference in enumerate(references_of(note)):
        parts.append((f"{'; ' if index else ' '}{reference.term} ", "bold $text-accent"))
        if reference.status == "resolved":
            parts.append((f"→ note {reference.target}", "bold $text-accent"))
            parts.append((" (doubtful)" if reference.doubtful else "", "$text-warning"))
        else:
            parts.append((reference.status, "bold $text-warning"))
    if len(note.citations) > 1:
        parts.append((f" {len(note.citations)} sources", "bold $text-accent"))
    return Content.assemble(*parts)


def citation_content(citation: Citation, elsewhere: int) -> Content:
    """Give a source as the popup shows it: its name, its title, and what else is known of it."""
    name = source_name(citation)
    parts: list[str | tuple[str, str]] = [(name, "bold")]
    if citation.title and citation.title != name:
        parts += ["\n", citation.title]
    facts = [
        ", ".join(citation.authors) if citation.publisher else "",
        citation.date or "",
        citation.locator or "",
        sources.host(citation.url or ""),
        f"accessed {citation.accessed}" if citation.accessed else "",
    ]
    told = " · ".join(fact for fact in facts if fact and fact != name)
    if told:
        parts += ["\n", (told, "$quiet")]
    if elsewhere:
        parts += ["\n", (f"also cited in {counted(elsewhere, 'briefing')}", "$text-accent")]
    return Content.assemble(*parts)


def note_remarks(note: Footnote, marked: Sequence[int], *, whole: bool) -> Content:
    """Give what the popup says below a note's sources: its words, the ways of its references.

    Args:
        note: which.
        marked: the paragraphs it is marked in; 0 for what is none.
        whole: say all of it: also words that only repeat the sources, and where it is marked.
    """
    parts: list[Content] = []
    if whole or not note.citations:
        head = ("The note  ", "$quiet") if note.citations else ""
        parts.append(Content.assemble(head, note.text))
    for reference in references_of(note):
        if reference.status != "resolved":
            parts.append(Content.assemble((f"{reference.term}: ", "bold"), reference.reason))
            if reference.candidates:
                notes = " or ".join(f"[{number}]" for number in reference.candidates)
                parts.append(Content.assemble(("It could be  ", "$quiet"), notes))
        if reference.doubtful and reference.reason:
            parts.append(Content.assemble(("doubtful: ", "$text-warning"), reference.reason))
        if len(reference.path) > 1:
            parts.append(Content.assemble(("How it was found: ", "$quiet"), way(reference)))
    if len(marked) > 1 and whole:
        places = ", ".join(f"¶ {number}" if number else "outside paragraphs" for number in marked)
        parts.append(Content.assemble(("Marked in  ", "$quiet"), places))
    return Content("\n").join(parts)


def note_words(note: Footnote) -> str:
    """Give everything that a note may be found by: its number, its words, its sources."""
    sources = (f"{c.title or ''} {source_name(c)} {c.url or ''}" for c in note.citations)
    return " ".join((f"[{note.number}]", note.text, *sources))


def note_line(note: Footnote, width: int) -> Content:
    """Give a note for a list of notes: its number, what it means, its sources or its words."""
    heading = note_heading(note)
    named = [
        f"{source_name(c)}, {c.title}" if c.title and c.title != source_name(c) else source_name(c)
        for c in note.citations
    ]
    rows = Content("\n".join(named) or note.text).wrap(max(10, width - _NUMBER))
    sources = Content(f"\n{' ' * _NUMBER}").join(rows)
    if heading.plain == f"[{note.number}]":
        return Content.assemble(heading, " " * max(1, _NUMBER - heading.cell_length), sources)
    return Content.assemble(heading, f"\n{' ' * _NUMBER}", sources)


def plain_citation(citation: Citation) -> str:
    """Give a citation as one line of text, for the clipboard."""
    parts = [
        ", ".join(citation.authors),
        f"“{citation.title}”" if citation.title else "",
        citation.publisher or "",
        citation.date or "",
        citation.locator or "",
        citation.url or "",
        f"accessed {citation.accessed}" if citation.accessed else "",
    ]
    return ", ".join(part for part in parts if part)


def archived_address(url: str, accessed: str | None) -> str:
    """Give the address of a page in the Web Archive, as of a date YYYY-MM-DD where one is known."""
    # https://web.archive.org/web/<digits of a date>/<address>: the capture closest to it.
    day = (accessed or "").replace("-", "") or "2"
    return f"https://web.archive.org/web/{day}/{url}"


SIGNS = {"error": "✗", "warning": "!", "info": "·"}
"""What stands before a fault, by how bad it is."""


def problem_content(problem: Problem) -> Content:
    """Give a fault: where it is, what, and how to mend it."""
    sign = SIGNS[problem.severity]
    style = {"error": "$text-error", "warning": "$text-warning", "info": "$quiet"}
    parts: list[str | tuple[str, str]] = [
        (
            f"{sign} {problem.path}:{problem.line}:{problem.column}",
            f"bold {style[problem.severity]}",
        ),
        "\n",
        problem.message,
    ]
    if problem.hint:
        parts += ["\n", ("→ ", "bold"), problem.hint]
    return Content.assemble(*parts)


def preview_content(
    entry: Entry, languages: Iterable[str], problems: Iterable[Problem], remembered: str = ""
) -> Content:
    """Give what the finder shows beside its list: title, facts, takeaways or opening, faults."""
    parts: list[Content | str | tuple[str, str]] = []
    for problem in problems:
        parts += [problem_content(problem), "\n\n"]
    parts += [
        (entry.title, "bold $text-primary"),
        "\n",
        (entry_meta(entry, languages), "$quiet"),
    ]
    counts = [f"{entry.minutes} min", counted(entry.notes, "note")] if entry.words else []
    about = " · ".join([*counts, *entry.topics, *entry.regions])
    if about:
        parts += ["\n", (about, "$quiet")]
    if remembered:
        parts += ["\n", (remembered, "$quiet")]
    for takeaway in entry.takeaways:
        parts += ["\n\n", ("• ", "bold $text-accent"), takeaway]
    if entry.opening:
        parts += ["\n\n", entry.opening]
    return Content.assemble(*parts)


def told(briefing: Briefing) -> Problem | None:
    """Give the fault that keeps a file from being read as it is now, or None."""
    return next((p for p in briefing.problems if p.severity == "error"), None)
