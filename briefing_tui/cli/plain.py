"""Results as plain text, for pipes, files, screen readers and terminals that cannot draw.

Nothing is wrapped: a paragraph is a line. Lists are a line a piece, fields divided by tabs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui import text
from briefing_tui.cli import wording
from briefing_tui.cli.wording import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Author, Block, Briefing, Entry, Footnote, Problem
    from briefing_tui.results import Facet, Found

_INDENT = "    "


def entries(listed: Iterable[Entry]) -> Iterator[str]:
    """Give a line for each briefing: slug, date, language, kind, title, authors."""
    for entry in listed:
        yield "\t".join(wording.fields(entry))


def found(results: Iterable[Found]) -> Iterator[str]:
    """Give a line for each result: the fields of a list, where it was found, the passage."""
    for result in results:
        where = wording.place(result.snippet)
        yield "\t".join((*wording.fields(result.entry), where, line(result.snippet.text)))


def facets(counted: Iterable[Facet]) -> Iterator[str]:
    """Give a line for each value of each facet: facet, value, number of results."""
    for facet in counted:
        for value, number in facet.values:
            yield f"{facet.name}\t{line(value)}\t{number}"


def briefing(
    piece: Briefing,
    authors: Sequence[Author],
    translations: Sequence[Entry],
    *,
    notes: str,
    resolve: bool,
) -> Iterator[str]:
    """Give a briefing to be read from beginning to end.

    Args:
        piece: the briefing.
        authors: their profiles.
        translations: its other versions in the archive.
        notes: `end`, `inline` (below the paragraph they stand in) or `none`.
        resolve: give under a back-reference the way to its source and that note's words.
    """
    yield line(piece.title)
    yield ""
    yield wording.SEPARATOR.join(wording.masthead(piece, authors, translations))
    if subjects := wording.subjects(piece):
        yield wording.SEPARATOR.join(subjects)
    if piece.takeaways:
        yield from _heading("Takeaways")
        yield from (f"- {line(takeaway)}" for takeaway in piece.takeaways)
    before = ""
    for block in piece.blocks:
        if block.kind != "item" or before != "item":
            yield ""
        yield from _block(block)
        before = block.kind
        if notes == "inline":
            for note in wording.notes_of(block, piece):
                yield from _indented(_note(note, piece, resolve=resolve))
    if notes == "end" and piece.footnotes:
        yield from _heading("Notes")
        for note in piece.footnotes:
            yield from _note(note, piece, resolve=resolve)
    if authors:
        yield from _heading("Author" if len(authors) == 1 else "Authors")
        for number, author in enumerate(authors):
            if number:
                yield ""
            yield from author_profile(author)


def problems(told: Iterable[tuple[Problem, str]], width: int = 100) -> Iterator[str]:
    """Give faults as compilers do: place and message, the line with a caret below, how to mend it.

    Args:
        told: each with the line of the file that it is in; empty when there is none.
        width: of the line, at most, in characters.
    """
    for problem, excerpt in told:
        yield wording.told(problem)
        whole = text.clean(excerpt)
        if whole.strip():
            cut = wording.excerpt(whole, problem.column, width)
            yield f"{_INDENT}{cut.text}"
            yield f"{_INDENT}{cut.indent}^"
        if problem.hint:
            yield f"{_INDENT}hint: {line(problem.hint)}"


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"{_INDENT}{each}" for each in lines)


def _block(block: Block) -> Iterator[str]:
    shown = text.clean(wording.with_addresses(block).text)
    if block.kind == "rule":
        yield "* * *"
    elif block.kind in ("code", "table"):
        yield from _indented(shown.expandtabs(4).splitlines())
    elif block.kind == "heading":
        yield f"{'#' * max(1, block.level)} {line(shown)}"
    elif block.kind == "quote":
        yield f"{'> ' * max(1, block.level)}{line(shown)}"
    elif block.kind == "item":
        yield f"{'  ' * max(0, block.level - 1)}{line(block.marker) or '-'} {line(shown)}"
    else:
        yield line(shown)


def _note(note: Footnote, piece: Briefing, *, resolve: bool) -> Iterator[str]:
    meaning = wording.meaning(note, piece, named=not resolve)
    words = f"[{note.number}] {line(note.text)}"
    if not meaning:
        yield words
        return
    yield f"{words} → {meaning}"
    if resolve:
        yield from (f"{_INDENT}the way: {way}" for way in wording.ways_of(note))
        for target in wording.targets_of(note, piece):
            yield f"{_INDENT}note {target.number}: {line(target.text)}"


def author_profile(author: Author) -> Iterator[str]:
    """Give a profile: name and role, the biography, what else it lists."""
    yield ", ".join(filter(None, map(line, (author.name, author.role, author.affiliation))))
    if not author.known:
        yield f"no profile in authors/{line(author.slug)}.yaml"
    yield from (line(part) for part in author.bio.split("\n\n") if part.strip())
    for label, values in wording.profile(author):
        yield f"{label}: {values}"
