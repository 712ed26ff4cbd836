"""Results drawn with Rich on a terminal.

What comes from a file becomes a `Text`: it never reaches Rich's markup. Everything is told by words
and by its place, so that it stays legible without colour; bold and colour only help the eye.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from briefing_tui import text
from briefing_tui.cli import wording
from briefing_tui.cli.wording import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from briefing_tui.briefing import Author, Block, Briefing, Entry, Footnote, Problem
    from briefing_tui.results import Found

_SIGN = {"+": "bold green", "-": "bold red", "~": "bold yellow", "!": "bold magenta"}
# Colours of the terminal's own palette: they fit its background, light or dark.
_TITLE = "bold"
_DIM = "dim"
_HIT = "bold yellow"
_HEADING = "bold cyan"
_MARK = "cyan"
_SEVERITY = {"error": "bold red", "warning": "bold yellow", "info": "bold"}
_SPAN = {
    "emphasis": "italic",
    "strong": "bold",
    "strike": "strike",
    "code": "bold",
    "link": "underline",
}
_DATE_WIDTH = len("2024-04-10  ")
# Longer lines are hard to read: the eye loses the beginning of the next one.
_MEASURE = 80
_WIDE = 100
_INDENT = "  "


def entries(console: Console, listed: Iterable[Entry]) -> None:
    """Draw a list: date, title, and below it what else there is to tell."""
    for entry in listed:
        date = line(entry.date) or "undated"
        lead = Text(f"{date:{_DATE_WIDTH}}", style=_DIM)
        _print(console, _hanging(console, lead, Text(line(entry.title), style=_TITLE)))
        _print(console, _facts(console, [line(entry.slug), *wording.facts(entry)], _DATE_WIDTH))


def found(console: Console, results: Iterable[Found]) -> None:
    """Draw the results of a search: title, what it is, the passage with the hits marked."""
    loose = False
    for number, result in enumerate(results):
        if number:
            console.print()
        if result.loose and not loose:
            loose = True
            console.print(Text("with some of the words:", style=_DIM))
            console.print()
        entry, snippet = result.entry, result.snippet
        title = Text(line(entry.title), style=_TITLE)
        passage = Text(text.clean(snippet.text).replace("\n", " "))
        _mark(passage, snippet.spans)
        if snippet.field == "title":
            # The passage is the title itself: one is enough.
            title = passage
            title.style = _TITLE
        _print(console, _hanging(console, Text(), title))
        date = line(entry.date) or "undated"
        about = [line(entry.slug), date, *wording.facts(entry)]
        _print(console, _facts(console, about, len(_INDENT)))
        if snippet.field != "title":
            where = Text(f"{wording.place(snippet)}: ", style=_DIM)
            _print(console, _hanging(console, Text(_INDENT), Text.assemble(where, passage)))


def briefing(
    console: Console,
    piece: Briefing,
    authors: Sequence[Author],
    translations: Sequence[Entry],
    *,
    notes: str,
    resolve: bool,
) -> None:
    """Draw a briefing to be read from beginning to end; the arguments are those of `plain`."""
    _print(console, _hanging(console, Text(), Text(line(piece.title), style=_TITLE)))
    for parts in (wording.masthead(piece, authors, translations), wording.subjects(piece)):
        if parts:
            _print(console, _facts(console, parts, 0, first=_DIM))
    if piece.takeaways:
        _heading(console, "Takeaways")
        for takeaway in piece.takeaways:
            _print(console, _hanging(console, Text("• "), Text(line(takeaway))))
    before = ""
    for block in piece.blocks:
        if block.kind != "item" or before != "item":
            console.print()
        _print(console, _block(console, block))
        before = block.kind
        if notes == "inline":
            for note in wording.notes_of(block, piece):
                _print(console, _note(console, note, piece, indent="    ", resolve=resolve))
    if notes == "end" and piece.footnotes:
        _heading(console, "Notes")
        for note in piece.footnotes:
            _print(console, _note(console, note, piece, indent="", resolve=resolve))
    if authors:
        _heading(console, "Author" if len(authors) == 1 else "Authors")
        for number, author in enumerate(authors):
            if number:
                console.print()
            _author(console, author)


def problems(console: Console, told: Iterable[tuple[Problem, str]]) -> None:
    """Draw faults: place and message, the line with a caret below it, how to mend it.

    Args:
        console: where.
        told: each with the line of the file that it is in; empty when there is none.
    """
    for problem, excerpt in told:
        head = Text.assemble(
            (wording.located(problem), "bold"),
            ": ",
            (f"{problem.severity}[{problem.code}]", _SEVERITY[problem.severity]),
            f": {line(problem.message)}",
        )
        _print(console, _hanging(console, Text(), head, console.width))
        whole = text.clean(excerpt)
        gutter = f"{problem.line:>6} │ "
        if whole.strip():
            room = max(20, console.width - len(gutter) - 1)
            cut = wording.excerpt(whole, problem.column, room)
            rows = (
                Text.assemble((gutter, _DIM), cut.text),
                Text.assemble(
                    (f"{'│ ':>{len(gutter)}}", _DIM),
                    cut.indent,
                    ("^", _SEVERITY[problem.severity]),
                ),
            )
            _print(console, rows)
        if problem.hint:
            lead = Text(" " * len(gutter))
            _print(console, _hanging(console, lead, Text(f"hint: {line(problem.hint)}")))
        console.print()


def changes(
    console: Console,
    told: Iterable[tuple[str, str]],
    *,
    head: str = "",
    lines: Iterable[str] = (),
) -> None:
    """Draw what changed: a sentence behind each sign.

    Args:
        console: where.
        told: a sign, `+` or `-` or `~` or `!`, and its sentence.
        head: a line above them.
        lines: those of a unified diff, below them.
    """
    if head:
        _print(console, _hanging(console, Text(), Text(head, style=_TITLE), console.width))
    for sign, sentence in told:
        lead = Text.assemble((sign, _SIGN.get(sign, "")), " ")
        _print(console, _hanging(console, lead, Text(sentence), _WIDE))
    for each in lines:
        _print(console, [Text(each, style=_SIGN.get(each[:1], ""))])


def _print(console: Console, lines: Iterable[Text]) -> None:
    console.print(Text("\n").join(lines), soft_wrap=True)


def _hanging(console: Console, lead: Text, body: Text, measure: int = _MEASURE) -> Iterator[Text]:
    """Wrap `body` behind `lead`, later lines under the first."""
    indent = lead.cell_len
    room = max(8, min(console.width, measure) - indent)
    for number, wrapped in enumerate(body.wrap(console, room)):
        wrapped.rstrip()
        yield Text.assemble(lead if number == 0 else " " * indent, wrapped)


def _facts(
    console: Console, parts: Sequence[str], indent: int, *, first: str = ""
) -> Iterator[Text]:
    """Set short facts beside each other; a line ends between two of them where it can."""
    # No prose: the eye does not read along it, so that it may be as wide as the terminal.
    room = max(8, console.width - indent)
    row = Text(parts[0], style=first)
    for part in parts[1:]:
        # What is longer than a line by itself is broken like any text.
        if row.cell_len + cell_len(wording.SEPARATOR + part) <= room:
            row = Text.assemble(row, (wording.SEPARATOR + part, _DIM))
        else:
            yield from _hanging(console, Text(" " * indent), row, console.width)
            row = Text(part, style=_DIM)
    yield from _hanging(console, Text(" " * indent), row, console.width)


def _mark(passage: Text, spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        passage.stylize(_HIT, start, end)


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style=_HEADING))
    console.print()


def _block(console: Console, block: Block) -> Iterator[Text]:
    shown = wording.with_addresses(block)
    body = Text(text.clean(shown.text), end="")
    for span in shown.spans:
        body.stylize(_SPAN[span.kind], span.start, span.end)
    for mark in shown.marks:
        body.stylize(_MARK, mark.start, mark.end)
    if block.kind == "rule":
        yield Text("* * *", style=_DIM)
    elif block.kind in ("code", "table"):
        body.expand_tabs(4)
        yield from (Text.assemble("    ", row) for row in body.split(allow_blank=True))
    elif block.kind == "heading":
        body.stylize(_HEADING)
        yield from _hanging(console, Text(), body)
    elif block.kind == "quote":
        for row in _hanging(console, Text(), body, _MEASURE - 2 * max(1, block.level)):
            yield Text.assemble(("│ " * max(1, block.level), _DIM), row)
    elif block.kind == "item":
        lead = "  " * max(0, block.level - 1) + (line(block.marker) or "•") + " "
        yield from _hanging(console, Text(lead), body)
    else:
        yield from _hanging(console, Text(), body)


def _note(
    console: Console, note: Footnote, piece: Briefing, *, indent: str, resolve: bool
) -> Iterator[Text]:
    lead = Text(indent)
    lead.append(f"[{note.number}] ", style=_MARK)
    words = Text(line(note.text))
    meaning = wording.meaning(note, piece, named=not resolve)
    if meaning:
        words.append(f" → {meaning}", style=_DIM)
    yield from _hanging(console, lead, words)
    if not resolve:
        return
    lead = Text(" " * lead.cell_len)
    for way in wording.ways_of(note):
        yield from _hanging(console, lead, Text(f"the way: {way}", style=_DIM))
    for target in wording.targets_of(note, piece):
        yield from _hanging(console, lead, Text(f"note {target.number}: {line(target.text)}"))


def _author(console: Console, author: Author) -> None:
    about = "".join(f", {part}" for part in map(line, (author.role, author.affiliation)) if part)
    name = Text.assemble((line(author.name), _TITLE), about)
    _print(console, _hanging(console, Text(), name))
    if not author.known:
        missing = f"no profile in authors/{line(author.slug)}.yaml"
        _print(console, _hanging(console, Text(), Text(missing, style=_DIM)))
    for part in author.bio.split("\n\n"):
        if part.strip():
            _print(console, _hanging(console, Text(), Text(line(part))))
    for label, values in wording.profile(author):
        lead = Text(f"{label}: ", style=_DIM)
        _print(console, _hanging(console, lead, Text(values)))
