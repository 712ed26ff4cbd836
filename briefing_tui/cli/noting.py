"""`notes`: what its reader highlighted in an archive, and wrote on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.cli import outline, wording
from briefing_tui.cli.opening import folder, is_briefing_file, opened
from briefing_tui.cli.outline import Row
from briefing_tui.cli.remembered import state_of
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.cli.wording import line
from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.state import Located, Passage, words_now
from briefing_tui.text import fold
from briefing_tui.wording import counted, day_of, fit_told

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.archive import Archive, Remark
    from briefing_tui.briefing import Block, Reading
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.state import ArchiveState

_PARAGRAPH = "¶"


@dataclass(frozen=True, slots=True)
class Noted:
    """The highlights of one briefing."""

    slug: str
    title: str
    """Empty when the briefing is gone."""
    reading: Reading | None
    located: tuple[Located, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Those of the body; none when the briefing is gone."""
        return self.reading.briefing.blocks if self.reading else ()


def notes(options: argparse.Namespace, terminal: Terminal) -> int:
    """List highlights and notes with where they stand now."""
    with (
        opened(folder(options), terminal) as archive,
        state_of(archive, terminal) as state,
    ):
        found = [*_noted(archive, state, options.words)]
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.noted(found))
    elif options.to == "md":
        terminal.write_file(_markdown(found))
    elif terminal.drawn:
        outline.write(terminal, _rows(found))
    else:
        terminal.write("\t".join(fields) for fields in _fields(found))
    all_of_them = [each for piece in found for each in piece.located]
    if not options.json:
        lost = sum(not each.passage.found for each in all_of_them)
        away = f", {lost:,} of them not found in the text as it is now" if lost else ""
        terminal.say(f"{counted(len(all_of_them), 'highlight')}{away}")
    return DONE if all_of_them else NOTHING


def _noted(archive: Archive, state: ArchiveState, words: Sequence[str]) -> Iterator[Noted]:
    """Give the briefings that have highlights, of those that the words mean.

    Words that are all slugs or files are those briefings; others must stand in title, passage or
    note of a highlight, all of them.
    """
    kept = sorted({each.slug for each in state.highlights()})
    wanted, sought = _meant(archive, words, kept)
    for slug in kept:
        if wanted is not None and slug not in wanted:
            continue
        reading = _reading(archive, slug)
        if reading is not None:
            located = state.located(reading.briefing)
        else:
            located = tuple(Located(each, Passage("lost")) for each in state.highlights(slug))
        title = reading.briefing.title if reading else ""
        if sought:
            located = tuple(
                each
                for each in located
                if _says(f"{title} {each.highlight.quote.exact} {each.highlight.note}", sought)
            )
        if located:
            yield Noted(slug, title, reading, located)


def _meant(
    archive: Archive, words: Sequence[str], kept: Iterable[str]
) -> tuple[set[str] | None, list[str]]:
    """Give the slugs that the words are, None when they are no slugs; and the words to look for."""
    known = set(kept)
    slugs = set()
    for word in words:
        if word in known:  # also of a briefing that is gone
            slugs.add(word)
            continue
        try:
            slugs.add(archive.resolve(word))
        except NotFoundError:
            if slugs or is_briefing_file(PurePath(word)):
                raise
            return None, [fold(each) for each in " ".join(words).split()]
    return (slugs or None), []


def _says(text: str, sought: Iterable[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in sought)


def _reading(archive: Archive, slug: str) -> Reading | None:
    try:
        return archive.reading(slug, others=False)
    except BriefingError:
        return None  # gone, or nothing can be read of it; a check tells why


# --- forms


def remarks(located: Iterable[Located], blocks: Sequence[Block]) -> list[Remark]:
    """Give highlights in a body of `blocks` as an exported document takes them."""
    return [
        archives.Remark(
            each.highlight.quote.exact,
            each.highlight.note,
            each.passage.paragraph,
            words_now(each, blocks),
            each.passage.fit == "close",
            each.passage.places,
        )
        for each in located
    ]


def _fields(found: Iterable[Noted]) -> Iterator[tuple[str, ...]]:
    """Give a line for each: slug, paragraph, how it is found, day, passage, note."""
    for piece in found:
        for each in piece.located:
            kept, passage = each.highlight, each.passage
            told = (
                line(piece.slug),
                str(passage.paragraph or ""),
                passage.fit,
                kept.changed[:10],
                line(kept.quote.exact),
                line(kept.note),
            )
            yield tuple(field or "-" for field in told)


def _rows(found: Sequence[Noted]) -> Iterator[Row]:
    for number, piece in enumerate(found):
        if number:
            yield Row()
        name = line(piece.slug)
        yield Row(f"{line(piece.title)} ({name})" if piece.title else name, 0, "title")
        if not piece.title:
            yield Row("the briefing is gone, or nothing can be read of it", 1, "aside")
        for each in piece.located:
            kept, passage = each.highlight, each.passage
            words = words_now(each, piece.blocks) or kept.quote.exact
            yield Row(f"“{line(words)}”", 1, "head")
            for part in kept.note.splitlines():
                if part.strip():
                    yield Row(line(part), 2)
            told = [
                f"{_PARAGRAPH}{passage.paragraph}" if passage.paragraph else "",
                day_of(kept.changed) or "today",
                fit_told(passage) if piece.title else "",
            ]
            yield Row(wording.SEPARATOR.join(filter(None, told)), 2, "aside")
            if passage.fit == "close":
                yield Row(f"You highlighted: “{line(kept.quote.exact)}”", 2, "aside")


def _markdown(found: Iterable[Noted]) -> str:
    """Give a document: each briefing with its citation, its passages quoted, the notes on them."""
    return archives.noted_document(
        [
            (
                piece.title or piece.slug,
                archives.cite(piece.reading, "chicago").text if piece.reading else "",
                remarks(piece.located, piece.blocks),
            )
            for piece in found
        ]
    )
