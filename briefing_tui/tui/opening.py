"""What is seen of the finder while it is loaded: its search box, which takes what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget

_AT_LATEST = 0.3
"""Seconds after which what comes is loaded, whether anything was painted or not."""


def search_head(title: str, *under: Widget) -> Vertical:
    """Give the head of the finder.

    Args:
        title: the archive's name.
        under: what stands below the search box.
    """
    box = Input(
        placeholder="Search words, “phrases”, -not, author:name, date:2024 …",
        id="search",
        select_on_focus=False,
    )
    box.border_title = Content(title)
    return Vertical(box, *under, id="finder-top")


class Opening(Screen[None]):
    """The first screen of a run, for the tenth of a second that the next one takes to be loaded.

    The list and all that goes with it take half as long as Textual itself. What is typed meanwhile
    is kept by the application for the finder, or the briefing, that comes over it.

    Args:
        title: the archive's name, when it is the finder that comes.
    """

    class Painted(Message):
        """It is on its way to the terminal."""

    def __init__(self, title: str | None) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out the search box, and below it that it is not all yet."""
        reading = _Reading("reading …", id="finder-status", markup=False)
        yield reading if self._title is None else search_head(self._title, reading)

    def on_mount(self) -> None:
        """Go on as well where the window is too small for what would tell of being painted."""
        self.set_timer(_AT_LATEST, lambda: self.app.post_message(self.Painted()))


class _Reading(Static):
    """Says that it is not all yet."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Tell of being painted: what is called after a refresh may come before the first one."""
        self.app.post_message(Opening.Painted())
        return super().render_lines(crop)
