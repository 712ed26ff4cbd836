"""The faults of the archive's files: where each is, what it is, how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.wording import problem_content
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Problem


_MOST = 300
"""Faults that are listed: a hundredth of a second, where 40,000 would take four."""


class Faults(HistoryScreen):
    """Lists faults, errors first."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace", "app.go_back", "Back", show=False, tooltip="Go back",
                id="faults.back"),
        Binding("j", "cursor(1)", "Down", show=False, tooltip="Next fault", id="faults.down"),
        Binding("k", "cursor(-1)", "Up", show=False, tooltip="Fault before", id="faults.up"),
    ]  # fmt: skip

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        order = {"error": 0, "warning": 1, "info": 2}
        self._problems = sorted(problems, key=lambda p: (order[p.severity], p.path, p.line))

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield OptionList(markup=False, id="fault-list")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(OptionList)
        count = counted(len(self._problems), "fault")
        listing.border_title = count if self._problems else "No faults"
        listing.add_options(
            Option(Content.assemble(problem_content(problem), "\n"))
            for problem in self._problems[:_MOST]
        )
        if len(self._problems) > _MOST:
            more = counted(len(self._problems) - _MOST, "more fault")
            listing.add_option(Option(f"{more}: `briefing check` tells them all.", disabled=True))
        if not self._problems:
            listing.add_option(Option("Every file reads well.", disabled=True))
        else:
            listing.highlighted = 0
        listing.focus()

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        listing = self.query_one(OptionList)
        if by > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()
