"""`similar` and `author`: what stands beside a briefing."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.cli import outline, plain, wording
from briefing_tui.cli.opening import folder, opened
from briefing_tui.cli.outline import Row
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.cli.wording import line
from briefing_tui.errors import NotFoundError
from briefing_tui.text import fold, slugify
from briefing_tui.wording import counted, dated, reasons

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Author, Entry, Similar
    from briefing_tui.cli.terminal import Terminal


def similar(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell which briefings are near to one, and why."""
    with opened(folder(options), terminal, index=True) as archive:
        slug = archive.resolve(options.slug)
        entry = archive.entry(slug)
        found = archive.similar(slug, limit=options.limit)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.similar(entry, found))
    elif terminal.drawn:
        outline.write(terminal, _similar_rows(found))
    else:
        terminal.write(
            "\t".join((*wording.fields(near.entry), reasons(near) or "-")) for near in found
        )
    if not found and not options.json:
        terminal.say(f"no briefing has anything in common with {line(entry.title)}")
    return DONE if found else NOTHING


def _similar_rows(found: Iterable[Similar]) -> Iterator[Row]:
    for near in found:
        yield Row(line(near.entry.title), 0, "title")
        about = [line(near.entry.slug), dated(near.entry), *wording.facts(near.entry)]
        yield Row(wording.SEPARATOR.join(about), 1, "aside")
        if told := reasons(near):
            yield Row(told, 1)


def author(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell who an author is, and list what there is by them."""
    with opened(folder(options), terminal) as archive:
        slug = _author_slug(archive, " ".join(options.author))
        pieces = archive.by_author(slug)
        profile = _named(archive.author(slug), pieces)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.author(profile, pieces))
        return DONE
    if terminal.drawn:
        outline.write(terminal, [*map(Row, plain.author_profile(profile)), Row()])
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        drawing.entries(terminal.console(), pieces)
    else:
        terminal.write([*plain.author_profile(profile), "", *plain.entries(pieces)])
    terminal.say(counted(len(pieces), "briefing"))
    return DONE


def _named(profile: Author, pieces: Iterable[Entry]) -> Author:
    """Give an author without a profile the name that a briefing writes."""
    if profile.known:
        return profile
    for piece in pieces:
        if profile.slug in piece.author_slugs:
            return replace(profile, name=piece.authors[piece.author_slugs.index(profile.slug)])
    return profile


def _author_slug(archive: Archive, asked: str) -> str:
    """Give the slug that a slug or a name means.

    Raises:
        NotFoundError: nobody has it; the hint has slugs that are close.
    """
    names = {
        slug: name
        for entry in archive.list()
        for slug, name in zip(entry.author_slugs, entry.authors, strict=True)
    }
    for candidate in (asked, slugify(asked)):
        if candidate in names or archive.author(candidate).known:
            return candidate
    for slug, name in names.items():
        if fold(name) == fold(asked):
            return slug
    close = difflib.get_close_matches(slugify(asked), names, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(map(line, close))}?" if close else ""
    raise NotFoundError(f"there is no author '{line(asked)}'", hint)
