"""How sources, notes and passages are named within a sentence: as shortly as they stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.cli.wording import line, source
from briefing_tui.sources import host

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Citation, Footnote

SHORT = 60
LONG = 100
"""Characters of a quotation; longer ones are cut at a word."""
LISTED = 6
"""Of more things than this only the first are listed."""


def named(note: Footnote) -> str:
    """Name what a note rests on by the few words that people use, such as the publisher."""
    return " and ".join(dict.fromkeys(filter(None, map(_short, note.citations)))) or bare(note)


def _short(citation: Citation) -> str:
    by = line(citation.publisher or "") or ", ".join(map(line, citation.authors))
    return by or quoted(citation.title or "") or line(host(citation.url or ""))


def full(citation: Citation) -> str:
    """Name a source with its title."""
    return source(citation) or "a source without a name"


def in_full(note: Footnote) -> str:
    """Name what a note rests on with its title."""
    return "; ".join(dict.fromkeys(map(full, note.citations))) or bare(note)


def _addresses(note: Footnote) -> str:
    if not note.citations:
        return quoted(note.text, 4 * LONG)
    return "; ".join(
        f"{full(citation)}, {line(citation.url or 'without an address')}"
        for citation in note.citations
    )


def bare(note: Footnote) -> str:
    """Say what is to be said of a note that rests on no source with a name."""
    if note.reference is not None and note.reference.status != "resolved":
        return note.reference.status
    return "no source" if note.kind == "comment" else quoted(note.text)


def notes(given: Sequence[Footnote]) -> str:
    """Give notes with their sources: `note 4 (Forbes)`."""
    return listed(f"note {note.number} ({named(note)})" for note in given)


def apart(
    old: Sequence[Footnote], new: Sequence[Footnote], *, numbers: bool = True
) -> tuple[str, str]:
    """Name the sources of notes so that what differs looks different, as shortly as that goes.

    Args:
        old: notes of the version before.
        new: notes of the version now.
        numbers: tell the notes' numbers, too.
    """
    was, now = [""], [""]
    name = named
    for name in (named, in_full, _addresses):
        was, now = ([*dict.fromkeys(map(name, notes))] for notes in (old, new))
        if was != now:
            break
    if numbers:
        was, now = (
            [f"note {note.number} ({name(note)})" for note in notes] for notes in (old, new)
        )
    return listed(was), listed(now)


def numbers(given: Sequence[int]) -> str:
    """Give `note 4`, `notes 1 to 3 and 7`."""
    return f"note{'' if len(given) == 1 else 's'} {listed(runs(given))}"


def runs(given: Sequence[int]) -> Iterator[str]:
    """Give `1 to 4` for three numbers in a row or more, the others as they are."""
    found: list[list[int]] = []
    for number in given:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    for run in found:
        if len(run) > 2:
            yield f"{run[0]} to {run[-1]}"
        else:
            yield from map(str, run)


def listed(parts: Iterable[str]) -> str:
    """Give `a, b and c`; of many the first, and how many more there are."""
    every = [*parts]
    if len(every) > LISTED + 1:
        every = [*every[:LISTED], f"{len(every) - LISTED:,} more"]
    return f"{', '.join(every[:-1])} and {every[-1]}" if len(every) > 1 else "".join(every)


def quoted(text: str, length: int = SHORT) -> str:
    """Quote the beginning of a text, cut at a word."""
    whole = line(text)
    if len(whole) > length:
        whole = f"{whole[: length + 1].rsplit(' ', 1)[0][:length].rstrip('.,;: ')}…"
    return f"“{whole}”" if whole else ""
