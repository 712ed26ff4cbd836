"""A list in a rail or beside results: lines of text to go through and to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.binding import BindingType
    from textual.content import Content, Span


class RailList(OptionList):
    """A list in a rail: wraps its lines, and has a cursor only while it has the focus."""

    # A scrollbar that comes later would break the lines anew, but not change the entries' heights.
    # The gutter would take a line for a horizontal one, too, which never comes.
    DEFAULT_CSS = "RailList { scrollbar-gutter: stable; scrollbar-size-horizontal: 0; }"
    BINDING_GROUP_TITLE = "The list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Go there", tooltip="Go to what the line tells of",
                id="rail.choose"),
        Binding("j", "cursor_down", "Down", show=False, tooltip="Next line", id="rail.down"),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Line before", id="rail.up"),
        Binding("g", "first", "First", show=False, tooltip="First line", id="rail.first"),
        Binding("G", "last", "Last", show=False, tooltip="Last line", id="rail.last"),
    ]  # fmt: skip

    NOTHING: ClassVar[str] = ""
    """What to say when it is asked for and is not shown, as it is `-empty`."""

    _shown: list[tuple[str, tuple[Span, ...]]] | None = None

    def fill(self, contents: Sequence[Content], dead: Collection[int] = ()) -> None:
        """Show these, the cursor where it was if there still is such a line.

        Args:
            contents: what the lines show.
            dead: indexes of those that cannot be chosen.
        """
        shown = [(content.plain, tuple(content.spans)) for content in contents]
        if shown == self._shown:
            return  # cursor and scroll position stay as they are
        self._shown = shown
        at = self.highlighted
        self.clear_options()
        self.add_options(
            Option(content, disabled=index in dead) for index, content in enumerate(contents)
        )
        live = [index for index in range(len(contents)) if index not in dead]
        if live:
            self.highlighted = at if at in live else live[0]
