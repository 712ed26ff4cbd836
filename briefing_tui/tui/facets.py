"""By what the results of a search divide: topics, regions, authors, kinds, languages, years."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from briefing_tui.text import one_line
from briefing_tui.tui.rail_list import RailList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from briefing_tui.briefing import Facet, FacetName
    from briefing_tui.tui.search import Narrowed

_HEADINGS: dict[FacetName, str] = {
    "topic": "Topics", "region": "Regions", "author": "Authors", "kind": "Kinds",
    "lang": "Languages", "year": "Years",
}  # fmt: skip
_MOST = 12
"""Of a facet's values, as many are listed."""
_WIDTH = 28
"""Cells of a line: as wide as the list, without its scroll bar."""


class FacetList(RailList):
    """The values that results can be narrowed to, each with how many it leaves."""

    BINDING_GROUP_TITLE = "Narrow"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Narrow", key_display="Enter",
                tooltip="Narrow the results to this, or no longer", id="facets.choose"),
        Binding("escape,f", "close", "Close", key_display="Esc", tooltip="Back to the results",
                id="facets.close"),
    ]  # fmt: skip

    class Toggled(Message):
        """A value is to be narrowed to, or no longer."""

        def __init__(self, name: FacetName, value: str) -> None:
            super().__init__()
            self.name = name
            self.value = value

    class Closed(Message):
        """The list is to be put away."""

    def __init__(self) -> None:
        super().__init__(id="facets")
        self._values: list[tuple[FacetName, str] | None] = []

    def show(self, facets: Sequence[Facet], narrowed: Narrowed) -> None:
        """List values with their counts, those narrowed to marked."""
        self._values = []
        lines: list[Content] = []
        for facet in facets:
            if facet.name not in _HEADINGS:
                continue  # months are too many to be listed
            chosen = narrowed.get(facet.name, ())
            counts = dict(facet.values)
            values = [*dict.fromkeys((*chosen, *list(counts)[:_MOST]))]
            if not values:
                continue
            more = len(counts) - _MOST
            lines.append(
                Content.assemble(
                    ("\n" if lines else "") + _HEADINGS[facet.name],
                    (f"  {more:,} more" if more > 0 else "", "$quiet"),
                ).stylize("bold")
            )
            self._values.append(None)
            for value in values:
                lines.append(_line(value, counts.get(value, 0), chosen=value in chosen))
                self._values.append((facet.name, value))
        dead = [index for index, value in enumerate(self._values) if value is None]
        self.fill(lines or [Content("Nothing to narrow.")], dead if lines else [0])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._values) and (value := self._values[event.option_index]):
            self.post_message(self.Toggled(*value))

    def action_close(self) -> None:
        """Put the list away."""
        self.post_message(self.Closed())


def _line(value: str, count: int, *, chosen: bool) -> Content:
    number = f"{count:,}"
    words = Content(one_line(value)).truncate(_WIDTH - 3 - len(number), ellipsis=True)
    gap = " " * max(1, _WIDTH - 2 - words.cell_length - len(number))
    mark = "✓ " if chosen else "  "
    return Content.assemble(
        (mark, "bold"), words.stylize("bold") if chosen else words, gap + number
    )
