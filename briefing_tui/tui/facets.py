"""By what the results of a search divide: topics, regions, authors, kinds, languages, years."""

from __future__ import annotations

from functools import partial
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

    from briefing_tui.results import Facet, FacetName
    from briefing_tui.tui.keyed import KeyedApp
    from briefing_tui.tui.search import Narrowed

_HEADINGS: dict[FacetName, str] = {
    "is": "Read and marked", "topic": "Topics", "region": "Regions", "author": "Authors",
    "kind": "Kinds", "lang": "Languages", "year": "Years",
}  # fmt: skip
"""The facets that are listed, in this order; months are too many."""
_MOST = 12
"""Of a facet's values, as many are listed."""
_WIDTH = 29
"""Cells of a line: as wide as the list, without its scroll bar."""


class FacetList(RailList):
    """The values that results can be narrowed to, each with how many it leaves."""

    app: KeyedApp

    BINDING_GROUP_TITLE = "Narrow"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Narrow", key_display="Enter",
                tooltip="Narrow the results to this, or no longer", id="facets.choose"),
        Binding("m", "all_of_it", "More", tooltip="Search among all topics, all authors …",
                id="facets.all"),
        Binding("right_square_bracket", "group(1)", "Next group", key_display="]", show=False,
                tooltip="Go to the next group: from topics to regions", id="facets.next-group"),
        Binding("left_square_bracket", "group(-1)", "Group before", key_display="[", show=False,
                tooltip="Go to the group before", id="facets.group-before"),
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
        self._values: list[tuple[FacetName, str | None]] = []
        """The facet and the value of each line; None for a heading."""
        self._facets: dict[FacetName, Facet] = {}
        self._narrowed: Narrowed = {}

    def show(self, facets: Sequence[Facet], narrowed: Narrowed) -> None:
        """List values with their counts, those narrowed to marked."""
        self._facets = {facet.name: facet for facet in facets}
        self._narrowed = narrowed
        under = self.highlighted
        at = self._values[under] if under is not None and under < len(self._values) else None
        self._values = []
        contents: list[Content] = []
        for name, heading in _HEADINGS.items():
            facet = self._facets.get(name)
            if facet is None or not (facet.values or narrowed.get(name)):
                continue
            chosen = narrowed.get(name, ())
            counts = counts_of(facet)
            named = [value for value in counts if value]
            values = [*dict.fromkeys((*named[:_MOST], *filter(None, chosen)))]
            if "" in counts or "" in chosen:
                values.append("")
            more = len(named) - _MOST
            key = self.app.key_of("facets.all")
            contents.append(
                Content.assemble(
                    ("\n" if contents else "") + heading,
                    (f"  {key}: {more:,} more" if more > 0 else "", "$quiet"),
                ).stylize("bold")
            )
            self._values.append((name, None))
            for value in values:
                contents.append(line(value, counts.get(value, 0), _WIDTH, chosen=value in chosen))
                self._values.append((name, value))
        dead = [index for index, (_, value) in enumerate(self._values) if value is None]
        self.fill(contents or [Content("Nothing to narrow.")], dead if contents else [0])
        # The cursor follows the value that it was on.
        if at is not None and at[1] is not None and at in self._values:
            self.highlighted = self._values.index(at)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._values):
            name, value = self._values[event.option_index]
            if value is not None:
                self.post_message(self.Toggled(name, value))

    def action_group(self, step: int) -> None:
        """Go to the first value of the next group, or of the one before."""
        heads = [index for index, (_, value) in enumerate(self._values) if value is None]
        at = self.highlighted or 0
        others = [n for n in heads if n > at] if step > 0 else [n for n in heads if n < at][:-1]
        if others:
            self.highlighted = (others[0] if step > 0 else others[-1]) + 1

    def action_all_of_it(self) -> None:
        """Choose among all values of the group under the cursor."""
        if not self._values or self.highlighted is None:
            return
        from briefing_tui.tui.chooser import Choice, Chooser  # noqa: PLC0415 - few need it

        name, _ = self._values[self.highlighted]
        facet, chosen = self._facets[name], self._narrowed.get(name, ())
        choices = [
            Choice(value or "none", partial(line, value, count, chosen=value in chosen), (value,))
            for value, count in counts_of(facet).items()
        ]

        def take(answer: tuple[str] | None) -> None:
            if answer is not None:
                self.post_message(self.Toggled(name, *answer))

        title = f"{_HEADINGS[name]} · {len(facet.values):,}"
        ask = "Which of them?"
        self.app.push_screen(Chooser(title, choices, ask=ask, none="None is called so."), take)

    def action_close(self) -> None:
        """Put the list away."""
        self.post_message(self.Closed())


def counts_of(facet: Facet) -> dict[str, int]:
    """Give value -> number, "" for those that have none, where that tells something."""
    counts = dict(facet.values)
    if facet.without and facet.name != "is":
        counts[""] = facet.without
    return counts


def line(value: str, count: int, width: int, *, chosen: bool) -> Content:
    """Give a value with its number at the right end of a line."""
    number = f"{count:,}"
    words = Content(one_line(value) or "none").truncate(width - 3 - len(number), ellipsis=True)
    if not value:
        words = words.stylize("italic")
    gap = " " * max(1, width - 2 - words.cell_length - len(number))
    mark = "✓ " if chosen else "  "
    return Content.assemble(
        (mark, "bold"), words.stylize("bold") if chosen else words, gap + number
    )
