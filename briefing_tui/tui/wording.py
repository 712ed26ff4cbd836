"""How the interface puts a briefing's facts into words and styled text.

Everything from a file becomes `Content` from plain text: never markup, which would let a document
act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from briefing_tui.sources import host
from briefing_tui.wording import counted, dated, way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.briefing import (
        Author,
        Briefing,
        Citation,
        Entry,
        Footnote,
        Problem,
        Reading,
        SourceUse,
        Support,
    )


def entry_meta(entry: Entry, languages: Iterable[str] = ()) -> str:
    """Give the line below a title in a list: kind, date, authors, languages."""
    tongues = " ".join(dict.fromkeys([entry.lang, *languages, *entry.also_in])).strip()
    parts = [entry.kind, dated(entry), ", ".join(entry.authors), tongues]
    return " · ".join(part for part in parts if part)


def masthead(reading: Reading) -> list[tuple[str, str]]:
    """Give the lines above a body, with their roles."""
    briefing = reading.briefing
    tongues = [briefing.lang, *(e.lang for e in reading.translations), *briefing.also_in]
    about = [
        briefing.kind,
        dated(briefing),
        " ".join(dict.fromkeys(t for t in tongues if t)),
        f"{briefing.minutes} min",
        counted(len(briefing.footnotes), "note") if briefing.footnotes else "no notes",
    ]
    lines = [(briefing.title, "title"), (" · ".join(part for part in about if part), "meta")]
    if reading.authors:
        lines.append(("By " + ", ".join(author.name for author in reading.authors), "meta"))
    return [*lines, ("", "gap")]


def takeaway_content(text: str, support: Support | None) -> Content:
    """Give a takeaway with what it rests on: the closest sentence's paragraph and its notes."""
    if support is None:
        return Content.assemble(text, "\n", ("no sentence is close to it", "$quiet"), "\n")
    marks = "".join(f"[{number}]" for number in support.notes)
    return Content.assemble(
        text,
        "\n",
        (f"closest: ¶ {support.paragraph} ", "$quiet"),
        (marks, "bold $text-accent") if marks else ("no note on it", "italic $text-warning"),
        "\n",
    )


def source_name(citation: Citation) -> str:
    """Give the few words by which people call a source."""
    name = citation.publisher or ", ".join(citation.authors) or host(citation.url or "")
    return name or citation.title or "unnamed source"


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


def author_content(author: Author) -> Content:
    """Give an author's profile."""
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
        ("Links", author.links),
    ):
        if values:
            parts += ["\n\n", (label, "bold"), "\n", ", ".join(values)]
    return Content.assemble(*parts)


def note_content(reading: Reading, note: Footnote, *, whole: bool) -> Content:
    """Give what the popup says of a note: its source first, then its words and its way there."""
    parts: list[str | tuple[str, str]] = [(f"[{note.number}] ", "bold $text-accent")]
    reference = note.reference
    if reference is not None and reference.status == "resolved":
        parts.append((f"{reference.term} → note {reference.target}", "bold $text-accent"))
        if reference.doubtful:
            parts.append((" (doubtful)", "$text-warning"))
        parts.append("\n")
    elif reference is not None:
        parts += [
            (f"{reference.term}: {reference.status}", "bold $text-warning"),
            f", {reference.reason}\n",
        ]
    elsewhere = {use.citation.id: use.elsewhere for use in reading.sources}
    for citation in note.citations:
        parts += _citation(citation, elsewhere.get(citation.id, 0))
    if whole or not note.citations:
        if note.citations:
            parts += [("The note", "bold"), "\n"]
        parts += [note.text, "\n"]
    if reference is not None and len(reference.path) > 1:
        parts += [("How it was found: ", "$quiet"), (way(reference), ""), "\n"]
    return Content.assemble(*parts).rstrip()


def _citation(citation: Citation, elsewhere: int) -> list[str | tuple[str, str]]:
    name = source_name(citation)
    parts: list[str | tuple[str, str]] = [(name, "bold")]
    if citation.title and citation.title != name:
        parts += ["\n", citation.title]
    facts = [
        ", ".join(citation.authors) if citation.publisher else "",
        citation.date or "",
        citation.locator or "",
        host(citation.url or ""),
        f"accessed {citation.accessed}" if citation.accessed else "",
        f"also cited in {counted(elsewhere, 'briefing')}" if elsewhere else "",
    ]
    told = " · ".join(fact for fact in facts if fact and fact != name)
    return [*parts, "\n", (told, "$quiet"), "\n"] if told else [*parts, "\n"]


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


def problem_content(problem: Problem) -> Content:
    """Give a fault: where it is, what, and how to mend it."""
    sign = {"error": "✗", "warning": "!", "info": "·"}[problem.severity]
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


def preview_content(entry: Entry, languages: Iterable[str], problems: Iterable[Problem]) -> Content:
    """Give what the finder shows beside its list: title, facts, takeaways, faults."""
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
    for takeaway in entry.takeaways:
        parts += ["\n\n", ("• ", "bold $text-accent"), takeaway]
    return Content.assemble(*parts)


def told(briefing: Briefing) -> Problem | None:
    """Give the fault that keeps a file from being read as it is now, or None."""
    return next((p for p in briefing.problems if p.severity == "error"), None)
