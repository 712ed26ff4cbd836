"""The reading state of one run of the interface, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefing_tui.errors import ArchiveError, BriefingError, NotFoundError
from briefing_tui.state import (
    ArchiveState,
    Highlight,
    Left,
    Piece,
    Remembered,
    State,
    StateError,
    piece_of,
)
from briefing_tui.tui.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Briefing, Entry, Progress
    from briefing_tui.state import Located, Quote

T = TypeVar("T")


class Asked(Protocol):
    """Answers a question that is put from a thread, or raises what it raised."""

    def __call__(self, question: Callable[[Archive], T], /) -> T:
        """Put the question."""


_LOOK = 2.0
"""Seconds between two looks at what other copies of the program have written; one takes 10 µs."""
_PATIENCE = 0.5
"""Seconds that a briefing waits to be shown for what is known of its place."""


class Memory:
    """Keeps what is read, starred and highlighted, and tells it.

    Where it cannot be kept on a disk, that is told once and it is kept for this run.

    Args:
        archive: answers what is asked of the archive, and has the caller wait for it.
        changed: called in a thread when `now` has changed, by this copy of the program or another.
        tell: called in a thread with a sentence that the reader should know.
        failed: called in a thread with a `BriefingError`, not again while it stays the same, or
            with a bug.
    """

    def __init__(
        self,
        archive: Asked,
        *,
        changed: Callable[[], object],
        tell: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self.now = Remembered()
        """What lists need to know, as of the last look; nothing at all before the first."""
        self._archive = archive
        self._changed = changed
        self._tell = tell
        self._failed = failed
        self._told = ""
        """The failure told last."""
        self._state: State | None = None
        self._followed = False
        self._given = 0
        """The number that was given last to a highlight that was not kept yet."""
        self._numbers: dict[int, int] = {}
        """Numbers of highlights now, of those that had another one: given before they were kept, or
        removed elsewhere and made anew while they were written on."""
        self._asking: Asking[ArchiveState]
        self._asking = Asking(
            "briefing-state", self._opened, self._closed, idle=self._look, every=_LOOK
        )

    def start(self) -> None:
        """Open the state, and tell what is in it."""
        self._asking.start()
        self._do(self._renew)

    def stop(self, patience: float = 0.5) -> None:
        """Keep what was told so far, and end, in `patience` seconds at most."""
        self._asking.stop()
        self._asking.join(patience)

    async def ask(self, question: Callable[[ArchiveState], T]) -> T:
        """Put a question to the state, or change it, and wait for the answer.

        Raises:
            BriefingError: what the question raised, or that the archive cannot be opened.
        """

        def asked(state: ArchiveState) -> T:
            answer = question(state)
            self._renew(state)
            return answer

        return await self._asking.ask(asked)

    async def left(self, briefing: Briefing) -> Left | None:
        """Tell how a briefing was left; None when that cannot be told, or takes too long."""
        try:
            return await asyncio.wait_for(
                self._asking.ask(lambda state: state.left(briefing)), _PATIENCE
            )
        except (BriefingError, TimeoutError):
            return None

    async def located(self, briefing: Briefing) -> tuple[Located, ...]:
        """Give the highlights of a briefing and where they stand.

        Raises:
            BriefingError: they cannot be read.
        """
        return await self._asking.ask(lambda state: state.located(briefing))

    # --- what is kept

    def toggle_star(self, pieces: Sequence[Briefing | Entry]) -> None:
        """Give briefings a star; take it away when all of them have one."""

        def toggle(state: ArchiveState, slugs: list[str]) -> None:
            # Not as `now` has it: that is behind when a key is pressed twice.
            state.set_star(slugs, not all(slug in state.remembered().starred for slug in slugs))

        self._change(pieces, toggle)

    def toggle_read(self, pieces: Sequence[Briefing | Entry]) -> None:
        """Note that briefings are to be read again; that they were read when all of them are so."""

        def toggle(state: ArchiveState, slugs: list[str]) -> None:
            state.set_read(slugs, not any(slug in state.remembered().read for slug in slugs))

        self._change(pieces, toggle)

    def read_to_end(self, briefing: Briefing) -> None:
        """Note that a briefing was read to its end."""
        self._change([briefing], lambda state, slugs: state.set_read(slugs, by_hand=False))

    def keep_place(self, briefing: Briefing, quote: Quote | None) -> None:
        """Note where a briefing is left."""

        def keep(state: ArchiveState) -> None:
            state.keep_place(briefing.slug, quote)
            state.remember(piece_of(briefing))

        self._do(keep)

    def highlight(self, briefing: Briefing, quote: Quote) -> Highlight:
        """Set a passage apart, and give it at once, with a number for this run.

        `located` has its own number as soon as it is kept.
        """
        self._given -= 1
        given = Highlight(self._given, briefing.slug, quote)

        def order(state: ArchiveState) -> None:
            self._numbers[given.number] = state.add_highlight(briefing.slug, quote).number
            state.remember(piece_of(briefing))
            self._renew(state)

        self._do(order)
        return given

    def write_note(self, highlight: Highlight, note: str, *, going_on: bool) -> None:
        """Keep what is written on a highlight, as `ArchiveState.change_note` does.

        Where the highlight was removed in the meantime, it is made anew: words are not lost.
        """

        def order(state: ArchiveState) -> None:
            try:
                state.change_note(self._number_of(highlight), note, going_on=going_on)
            except NotFoundError:
                if note:
                    new = state.add_highlight(highlight.slug, highlight.quote, note)
                    self._numbers[highlight.number] = new.number
            self._renew(state)

        self._do(order)

    def remove_highlight(self, highlight: Highlight) -> None:
        """Take a highlight away with its note."""

        def order(state: ArchiveState) -> None:
            with contextlib.suppress(NotFoundError):  # removed elsewhere: so it was to be
                state.remove_highlight(self._number_of(highlight))
            self._renew(state)

        self._do(order)

    def _number_of(self, highlight: Highlight) -> int:
        return self._numbers.get(highlight.number, highlight.number)

    def remember_query(self, query: str) -> None:
        """Add what was searched for to the history."""

        def keep(state: ArchiveState) -> None:
            state.remember_query(query)
            self._renew(state, always=False)

        self._do(keep)

    def _change(
        self,
        pieces: Sequence[Briefing | Entry],
        change: Callable[[ArchiveState, list[str]], object],
    ) -> None:
        def order(state: ArchiveState) -> None:
            change(state, [piece.slug for piece in pieces])
            for piece in pieces:
                state.remember(self._known_by(piece))
            self._renew(state)

        self._do(order)

    def _known_by(self, piece: Briefing | Entry) -> Piece:
        """Give by what it is known again; of one without takeaways a list does not tell enough."""
        known = piece_of(piece)
        if not known.opening:
            with contextlib.suppress(BriefingError):  # of what cannot be read its title has to do
                known = piece_of(self._archive(lambda archive: archive.briefing(piece.slug)))
        return known

    def refreshed(self, progress: Progress) -> None:
        """Follow files that were renamed, when a refresh of the archive may have found some."""
        changes = progress.changes
        whole = progress.done >= progress.total
        if whole and (not self._followed or (changes.added or changes.removed)):
            self._followed = True
            self._do(self._follow)

    # --- in the thread

    def _do(self, order: Callable[[ArchiveState], object]) -> None:
        def done(state: ArchiveState) -> None:
            order(state)
            self._told = ""

        self._asking.tell(done, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, BriefingError):
            self._failed(error)
        elif error.message != self._told and not isinstance(error, ArchiveError):
            # That the archive cannot be read is told where it is read.
            self._told = error.message
            self._failed(error)

    def _opened(self, before: ArchiveState | None) -> ArchiveState:
        if before is not None:
            return before
        named = self._archive(lambda archive: (archive.id, archive.root))

        def entries() -> list[Entry]:
            return self._archive(lambda archive: archive.list())

        try:
            self._state = State.open()
            found = self._state.of(*named, entries)
        except StateError as error:
            self._fail(error)
            self._state = State.in_memory()
            found = self._state.of(*named, entries)
        for sentence in filter(None, (self._state.told, found.told)):
            self._tell(sentence)
        return found

    def _closed(self, _: ArchiveState) -> None:
        if self._state is not None:
            self._state.close()

    def _renew(self, state: ArchiveState, *, always: bool = True) -> None:
        """Have what is remembered shown anew; `now` does not tell when a note says something else.

        Args:
            state: as it is.
            always: false when nothing but what `now` tells can have changed.
        """
        state.changed_elsewhere()  # what is read here has that in it
        before, self.now = self.now, state.remembered()
        if always or before != self.now:
            self._changed()

    def _look(self, state: ArchiveState) -> None:
        try:
            if state.changed_elsewhere():
                self._renew(state)
        except StateError as error:
            self._fail(error)

    def _follow(self, state: ArchiveState) -> None:
        def read(slug: str) -> Briefing:
            return self._archive(lambda archive: archive.briefing(slug))

        moved = state.follow(self._archive(lambda archive: archive.list()), read)
        for former, slug in moved.items():
            self._tell(f"{former} is called {slug} now; what you remember of it went along.")
        if moved:
            self._renew(state)
