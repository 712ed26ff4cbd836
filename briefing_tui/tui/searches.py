"""The searches that can be had again: saved under a name, those of the settings, recent ones."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from briefing_tui.errors import BriefingError
from briefing_tui.state import SavedSearch
from briefing_tui.text import one_line
from briefing_tui.tui.chooser import Choice, Chooser
from briefing_tui.tui.filter_line import told
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.name_box import NameBox
from briefing_tui.tui.results import ORDERS
from briefing_tui.tui.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.config import Search as ConfigSearch
    from briefing_tui.state import ArchiveState, Remembered
    from briefing_tui.tui.app import BriefingApp

_NAME = 22
"""Cells of the column of names."""
_HEADINGS = {"saved": "Saved", "settings": "From config.toml", "recent": "Recent"}


class Kept(NamedTuple):
    """A search that can be had again."""

    kind: Literal["saved", "settings", "recent"]
    name: str
    """Empty for a recent one."""
    search: Search


def in_words(search: Search) -> str:
    """Tell a search in a line: its words, what it is narrowed to, its order."""
    parts = [one_line(search.words)] if search.words else []
    parts += [
        told(item) if item.name in {"year", "month"} else f"{item.name}: {told(item)}"
        for item in search.filters
    ]
    if search.sort != "relevance":
        parts.append(ORDERS[search.sort])
    return " · ".join(parts) or "everything"


def saved_as(name: str, search: Search) -> SavedSearch:
    """Give what is kept of a search under a name."""
    return SavedSearch(name, search.words, dict(search.narrowed), search.sort)


def kept(remembered: Remembered, settings: Mapping[str, ConfigSearch]) -> Iterator[Kept]:
    """Give the saved searches by name, those of the settings, and the recent ones, latest first."""
    for saved in remembered.searches:
        yield Kept("saved", saved.name, Search(saved.query, dict(saved.narrowed), saved.sort))
    for name, search in settings.items():
        query = "" if search.query.strip() == "*" else search.query
        found = Search(query, dict(search.only), search.sort or "relevance")
        yield Kept("settings", name, found)
    for query in remembered.queries:
        yield Kept("recent", "", Search(query))


class Searches(Chooser[Kept]):
    """Lists searches to be chosen from; saved ones are renamed and forgotten here."""

    app: BriefingApp

    BINDING_GROUP_TITLE = "Searches"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "dismiss", "Close", show=False, tooltip="Close the list",
                id="searches.close"),
        Binding("ctrl+d", "forget", "Forget", key_display="Ctrl+D", priority=True,
                tooltip="Forget this search", id="searches.forget"),
        Binding("f2", "rename", "Rename", key_display="F2",
                tooltip="Give this saved search another name", id="searches.rename"),
    ]  # fmt: skip

    def __init__(self, remembered: Remembered, settings: Mapping[str, ConfigSearch]) -> None:
        self._settings = settings
        none = "Nothing yet. A search can be saved under a name, and recent ones are kept."
        super().__init__("Searches", _choices(remembered, settings), ask="Which search?", none=none)

    def compose(self) -> ComposeResult:
        """Lay out box and list, with the keys below them."""
        yield from super().compose()
        yield KeyLine()

    def state_changed(self) -> None:
        """List anew what is kept now."""
        self._choices = _choices(self.app.state.now, self._settings)
        self._fill(self.query_one(Input).value)

    @work
    async def action_forget(self) -> None:
        """Forget the search under the cursor."""
        chosen = self.current
        if chosen is None:
            return
        if chosen.kind == "settings":
            self.notify("This one stands in config.toml, and is taken out there.", markup=False)
            return
        try:
            if chosen.kind == "saved":
                await self.app.state.ask(lambda state: state.remove_search(chosen.name))
                undo = self.app.key_of("app.undo")
                how = f" {undo} undoes it." if undo else ""
                self.notify(f"“{chosen.name}” is forgotten.{how}", markup=False)
            else:
                await self.app.state.ask(lambda state: state.forget_query(chosen.search.query))
        except BriefingError as error:
            self.app.tell(error)

    def action_rename(self) -> None:
        """Ask for another name of the saved search under the cursor."""
        chosen = self.current
        if chosen is not None and chosen.kind == "saved":
            box = NameBox("Rename a search", in_words(chosen.search), chosen.name)
            self.app.push_screen(box, partial(self._rename, chosen))

    async def _rename(self, chosen: Kept, name: str | None) -> None:
        if not name or name == chosen.name:
            return

        def rename(state: ArchiveState) -> None:
            state.save_search(replace(saved_as(name, chosen.search), query=chosen.search.query))
            state.remove_search(chosen.name)

        try:
            await self.app.state.ask(rename)
        except BriefingError as error:
            self.app.tell(error)


def _choices(remembered: Remembered, settings: Mapping[str, ConfigSearch]) -> list[Choice[Kept]]:
    return [
        Choice(
            f"{each.name} {in_words(each.search)}", partial(_draw, each), each, _HEADINGS[each.kind]
        )
        for each in kept(remembered, settings)
    ]


def _draw(each: Kept, width: int) -> Content:
    if not each.name:
        return Content(in_words(each.search)).truncate(width - 2, ellipsis=True).pad_left(2)
    name = Content(one_line(each.name)).truncate(_NAME - 2, ellipsis=True)
    space = " " * (_NAME - name.cell_length)
    words = Content(in_words(each.search)).truncate(max(4, width - _NAME - 2), ellipsis=True)
    return Content.assemble("  ", name.stylize("bold"), space, words)
