"""What the application remembers of an archive, and how it is told and undone."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.tui.outside import OutsideApp
from briefing_tui.wording import redone, undone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from briefing_tui.config import Config
    from briefing_tui.state import ArchiveState, Change
    from briefing_tui.tui.background import Background
    from briefing_tui.tui.memory import Memory


class RememberingApp(OutsideApp):
    """An application with a memory of what was read, starred and highlighted.

    A screen that shows some of that has a method `state_changed`, called when it is to be shown
    anew.

    Args:
        settings: the user's.
        root: the archive's folder; None while there is none.
        cache: where caches are; the user's own when None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Z", "undo", "Undo", show=False, id="app.undo",
                tooltip="Undo the last star, read or unread, highlight, note or saved search"),
        Binding("R", "redo", "Redo", show=False, id="app.redo",
                tooltip="Do again what was undone last"),
    ]  # fmt: skip

    class Failed(Message):
        """Something that runs beside the screens cannot do its work."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error
            """A `BriefingError`, or a bug."""

    class StateChanged(Message):
        """What is remembered has changed, here or in another copy of the program."""

    class ToldOfState(Message):
        """There is something to be said about what is remembered."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words
            """A sentence."""

    def __init__(self, settings: Config, root: Path | None, cache: Path | None) -> None:
        super().__init__(settings)
        self._root = root
        self._cache = cache
        self._memory: Memory | None = None

    @property
    @abstractmethod
    def archive(self) -> Background:
        """The archive, in threads of its own."""

    @property
    def state(self) -> Memory:
        """What is remembered of the archive; opened when it is first asked for."""
        if self._memory is None:
            # 15 ms, and nothing before the first paint needs it.
            from briefing_tui.tui.memory import Memory  # noqa: PLC0415

            self._memory = Memory(
                self.archive.ask_and_wait,
                changed=lambda: self.post_message(self.StateChanged()),
                tell=lambda words: self.post_message(self.ToldOfState(words)),
                failed=lambda error: self.post_message(self.Failed(error)),
            )
            self._memory.start()
        return self._memory

    def screens_alive(self) -> Iterable[Screen[Any]]:
        """Give the screens that are shown or can be gone back to."""
        return tuple(self.screen_stack)

    def take_memory(self) -> Memory | None:
        """Give what is remembered of the archive away, to be stopped; the next is another one's."""
        memory, self._memory = self._memory, None
        return memory

    def end_remembering(self) -> None:
        """Put on the disk what is not there yet."""
        if self._memory is not None:
            self._memory.stop()

    @on(StateChanged)
    def _state_changed(self) -> None:
        if not self.is_running:
            return  # the screens are being taken apart
        for screen in self.screens_alive():
            changed = getattr(screen, "state_changed", None)
            if changed is not None and screen.is_mounted:
                changed()

    @on(ToldOfState)
    def _told_of_state(self, event: ToldOfState) -> None:
        self.notify(event.words, timeout=10, markup=False)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        """Say why something cannot be done; let a bug end the program with its traceback."""
        if not isinstance(event.error, BriefingError):
            raise event.error
        self.tell(event.error)

    @work
    async def action_undo(self) -> None:
        """Undo what was done last, and say what that was."""
        await self._take_back(lambda state: state.undo(), undone, "There is nothing to be undone.")

    @work
    async def action_redo(self) -> None:
        """Do again what was undone last, and say what that was."""
        none = "There is nothing to be done again: nothing was undone, or something done since."
        await self._take_back(lambda state: state.redo(), redone, none)

    async def _take_back(
        self,
        order: Callable[[ArchiveState], Change | None],
        told: Callable[[Change], str],
        nothing: str,
    ) -> None:
        if self._root is None:
            return
        try:
            change = await self.state.ask(order)
        except BriefingError as error:
            self.tell(error)
            return
        self.notify(nothing if change is None else told(change), markup=False)
