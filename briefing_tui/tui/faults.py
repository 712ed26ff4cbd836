"""The faults of the archive's files: where each is, what it is, how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from briefing_tui.errors import BriefingError
from briefing_tui.tui.fault_page import in_order
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.mending import show_and_mend
from briefing_tui.tui.rows import hanging
from briefing_tui.tui.virtual_list import VirtualList
from briefing_tui.tui.wording import SIGNS
from briefing_tui.wording import counted, summary

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.archive import Archive, Mend
    from briefing_tui.briefing import Problem
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.virtual_list import PaintedLine


_MOST = 5_000
"""Faults that are listed: painted in less than a tenth of a second."""


class Faults(HistoryScreen):
    """Lists faults, errors first."""

    app: BriefingApp

    CSS_PATH = "screens.tcss"
    BINDING_GROUP_TITLE = "Faults"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Mend it", tooltip="Open the file in your editor, at this place",
                id="faults.edit"),
        Binding("m", "mend", "Mend for me", id="faults.mend",
                tooltip="Show what can be mended in its file without changing what that says"),
        Binding("escape,backspace", "app.go_back", "Back", show=False, tooltip="Go back",
                id="page.leave"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield VirtualList(_paint, row_height=None, key=_key, id="fault-list")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for the faults."""
        listing = self.query_one(VirtualList)
        listing.placeholder = "Looking through the archive …"
        listing.focus()
        self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        try:
            problems = await self.app.archive.ask(lambda archive: in_order(archive.problems()))
        except BriefingError as error:
            self.app.tell(error)
            return
        if not self.is_running:
            return
        listing = self.query_one(VirtualList)
        listing.placeholder = "Every file reads well."
        listing.border_title = summary(problems).capitalize()
        more = len(problems) - _MOST
        listing.border_subtitle = (
            f"{counted(more, 'more fault')}: `briefing check` tells them all" if more > 0 else ""
        )
        listing.set_rows(problems[:_MOST], keep=bool(listing.rows))

    def action_edit(self) -> None:
        """Open the file of the chosen fault in the user's editor."""
        problem = self.query_one(VirtualList).current
        if problem is not None:
            self.app.edit_fault(problem)

    @work(exclusive=True, group="mend")
    async def action_mend(self) -> None:
        """Show what can be mended in the chosen fault's file, and do so when that is wanted."""
        problem: Problem | None = self.query_one(VirtualList).current
        if problem is None:
            return

        def mend_of(archive: Archive) -> Mend | None:
            file = archive.excerpt(problem).file
            return archive.mend(file) if file is not None else None

        try:
            mend = await self.app.archive.ask(mend_of)
        except BriefingError as error:
            self.app.tell(error)
            return
        if mend is None:
            how = self.app.hint(("faults.edit", "opens it in your editor."))
            told = f"{problem.path} has nothing that can be mended without you."
            self.notify(f"{told} {how}".rstrip(), markup=False)
        elif await show_and_mend(self.app, mend, problem.path):
            self._load()

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        self.app.show_fault(event.row)


def _key(problem: Problem) -> tuple[str, str, str, int]:
    return problem.path, problem.code, problem.message, problem.line


def _paint(problem: Problem, width: int, _is_cursor: bool) -> list[PaintedLine]:
    role = {"error": "fault", "warning": "accent", "info": "meta"}[problem.severity]
    place = f"{SIGNS[problem.severity]} {problem.path}:{problem.line}:{problem.column}"
    lines: list[PaintedLine] = [[(place, role)], *hanging(("  ", ""), problem.message, width)]
    if problem.hint:
        lines += hanging(("  → ", "meta"), problem.hint, width)
    return lines
