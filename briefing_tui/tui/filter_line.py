"""The line of what results are narrowed to; each filter is taken off by a click or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from briefing_tui.text import one_line
from briefing_tui.tui.calendar import named

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from briefing_tui.tui.keyed import KeyedApp
    from briefing_tui.tui.search import Filter, Search


_DATES = {"year", "month"}


def told(item: Filter) -> str:
    """Give the value of a filter in words."""
    if item.name in _DATES:
        ends = dict.fromkeys((item.values[0], item.values[-1]))
        return " to ".join(named(value) for value in ends)
    return one_line(item.values[0]) or "none"


class FilterLine(Widget, can_focus=True):
    """The filters that are on, in a line that is there only while there are any."""

    app: KeyedApp

    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = "The filters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,delete,backspace", "remove", "Take off", key_display="Enter",
                tooltip="Take this filter off", id="filters.remove"),
        Binding("left,h", "move(-1)", "Before", show=False, tooltip="Go to the filter before",
                id="filters.before"),
        Binding("right,l", "move(1)", "Next", show=False, tooltip="Go to the next filter",
                id="filters.next"),
    ]  # fmt: skip

    class Removed(Message):
        """A filter is to be taken off."""

        def __init__(self, removed: Filter) -> None:
            super().__init__()
            self.removed = removed

    class Left(Message):
        """There is no filter any more."""

    def __init__(self) -> None:
        super().__init__(id="finder-filters")
        self._filters: tuple[Filter, ...] = ()
        self._cursor = 0

    def show(self, search: Search) -> None:
        """Show the filters of a search."""
        self._filters = search.filters
        self._cursor = min(self._cursor, max(0, len(self._filters) - 1))
        had_focus = self.has_focus
        self.display = bool(self._filters)
        if had_focus and not self.display:
            self.post_message(self.Left())
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the filters, each with the sign that takes it off; alternatives stand together."""
        parts: list[Content | str | tuple[str, str]] = []
        before = ""
        for index, item in enumerate(self._filters):
            same = item.name == before
            gap = "  " if parts else ""
            joint = "" if item.name in _DATES else f"{item.name}: "
            if same:
                joint = "and " if item.name == "is" else "or "
            on_cursor = self.has_focus and index == self._cursor
            chip = Content.assemble(
                (told(item), "bold reverse" if on_cursor else "bold"), (" ✕", "$text-error")
            )
            parts += [gap, (joint, "$quiet")]
            parts.append(chip.stylize(Style.from_meta({"filter": index})))
            before = item.name
        key = self.app.key_of("finder.widen")
        parts.append((f"   {key} takes off the last" if key else "", "$quiet"))
        return Content.assemble(*parts)

    def action_move(self, by: int) -> None:
        """Go to the filter before, or the next one."""
        self._cursor = min(max(self._cursor + by, 0), len(self._filters) - 1)
        self.refresh()

    def action_remove(self) -> None:
        """Take off the filter at the cursor."""
        self._remove(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Take off the filter under the mouse."""
        event.stop()
        index = event.style.meta.get("filter")
        if index is not None:
            self._remove(index)

    def _remove(self, index: int) -> None:
        if index < len(self._filters):
            self.post_message(self.Removed(self._filters[index]))
