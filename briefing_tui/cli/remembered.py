"""What the reader of an archive left in it, for the shell: `is:starred` in a query, highlights."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from briefing_tui.cli.wording import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing_tui.archive import Archive
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.state import ArchiveState, Remembered

_ASKS = re.compile(r"\bis:", re.IGNORECASE)


@contextlib.contextmanager
def state_of(archive: Archive, terminal: Terminal) -> Iterator[ArchiveState]:
    """Open what is remembered of an archive.

    Raises:
        StateError: it cannot be read.
    """
    from briefing_tui.state import State  # noqa: PLC0415 - few commands need it

    with State.open() as state:
        found = state.of(archive.id, archive.root, archive.list)
        moved = found.follow(archive.list(), archive.briefing)
        for told in filter(None, (state.told, found.told)):
            terminal.say(line(told))
        for former, slug in moved.items():
            terminal.say(
                f"{line(former)} is called {line(slug)} now; what you left in it went along"
            )
        yield found


def filters(query: str, archive: Archive, terminal: Terminal) -> Mapping[str, frozenset[str]]:
    """Give what `is:name` means in a query, as `Archive.search` takes it; nothing where none is."""
    return filters_of(remembered(archive, terminal), archive) if _ASKS.search(query) else {}


def remembered(archive: Archive, terminal: Terminal) -> Remembered:
    """Give what lists need to know of what is remembered."""
    with state_of(archive, terminal) as state:
        return state.remembered()


def filters_of(now: Remembered, archive: Archive) -> Mapping[str, frozenset[str]]:
    """Give what `is:name` means, by name."""
    return now.filters(frozenset(entry.slug for entry in archive.list()))
