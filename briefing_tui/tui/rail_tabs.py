"""The names of the rails above the one that is shown: the first letter of each is its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events

_NAMES = ("takeaways", "author", "sources", "related")


class RailTabs(Static):
    """A line of names, one of them marked; a click on a name asks for its rail."""

    DEFAULT_CSS = """
    RailTabs { height: 1; background: $panel; text-wrap: nowrap; }
    """

    class Chosen(Message):
        """A rail is asked for."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name
            """Its name, which is the widget's id."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def mark(self, name: str) -> None:
        """Mark the rail that is shown."""
        parts = []
        for each in _NAMES:
            shown = each == name
            look = "bold reverse" if shown else ""
            label = Content.assemble(
                (each[0].upper(), f"{look} underline" if shown else "bold underline $text-accent"),
                (each[1:], look),
            )
            parts.append(label.stylize(Style.from_meta({"rail": each})))
        self.update(Content("  ").join(parts))

    def on_click(self, event: events.Click) -> None:
        """Ask for the rail whose name is under the mouse."""
        event.stop()
        name = event.style.meta.get("rail")
        if name:
            self.post_message(self.Chosen(name))
