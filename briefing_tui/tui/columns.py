"""The body with its rails: beside it where there is room, one at a time, or as drawers over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical

from briefing_tui.tui.author_rail import AuthorCard, AuthorRail
from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.rail_tabs import RailTabs
from briefing_tui.tui.rails import Outline, Sources, Takeaways
from briefing_tui.tui.reading_pane import ReadingPane
from briefing_tui.tui.related_rail import RelatedRail

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from briefing_tui.briefing import Reading
    from briefing_tui.tui.app import BriefingApp

ROOM_FOR_A_RAIL = 100
ROOM_FOR_ALL = 140
_TOGETHER = {"outline": "takeaways"}
"""Rails that are shown with another one."""


class Columns(Horizontal):
    """A body between its rails.

    The screen's classes tell how much room there is: `-wide` for all rails, `-middle` for one,
    `-narrow` for none, where a rail is a drawer.
    """

    app: BriefingApp

    def __init__(self) -> None:
        super().__init__(id="columns")
        self._reading: Reading | None = None
        self._shown = ""
        """The rail that is shown where there is no room for all; empty when none is."""

    def compose(self) -> ComposeResult:
        """Lay out the rails around the body, in the order of Tab."""
        with Vertical(id="left"):
            yield RailTabs()
            yield Takeaways(id="takeaways", classes="rail", markup=False)
            yield Outline(id="outline", classes="rail")
        yield ReadingPane(id="reading")
        with Vertical(id="right"):
            yield RailTabs()
            yield AuthorRail(id="author", classes="rail")
            yield Sources(id="sources", classes="rail", markup=False)
            yield RelatedRail(id="related", classes="rail -empty", markup=False)

    @property
    def pane(self) -> ReadingPane:
        """The body."""
        return self.query_one(ReadingPane)

    def show(self, reading: Reading) -> None:
        """Show what belongs to a briefing in the rails; similar ones come later."""
        self._reading = reading
        self.query_one(Takeaways).show(reading)
        self.query_one(Outline).show(reading)
        self.query_one(AuthorRail).show(reading)
        self.query_one(Sources).show(reading)

    # What is chosen in a rail

    @property
    def _slug(self) -> str:
        return self._reading.briefing.slug if self._reading else ""

    @on(Takeaways.Chosen)
    def _takeaway_chosen(self, event: Takeaways.Chosen) -> None:
        support = self._reading.supports[event.index] if self._reading else None
        if support is None:
            self.notify("No sentence of the body is close to this takeaway.", markup=False)
            return
        self.pane.keep_place()
        self.go_to_body()
        article = self.pane.article
        told = f"closest sentence, in paragraph {support.paragraph}"
        if not support.notes:
            told += "; no note stands on it"
        article.show_passage(support.block, support.start, support.end, told=told)
        article.go_to(support.block, support.start)
        if support.notes:
            self.pane.open_note(support.notes[0])
        else:
            self.pane.hide_note()

    @on(Sources.Chosen)
    def _source_chosen(self, event: Sources.Chosen) -> None:
        self.app.show_source(event.use.citation, slug=self._slug)

    @on(Sources.NotesWanted)
    def _notes_wanted(self, event: Sources.NotesWanted) -> None:
        self.pane.keep_place()
        self.go_to_body()
        self.pane.open_note_after(event.use.notes)

    @on(Sources.BareWanted)
    def _bare_wanted(self, event: Sources.BareWanted) -> None:
        blocks = self._reading.briefing.blocks if self._reading else ()
        for index, block in enumerate(blocks):
            if block.paragraph == event.paragraph:
                self.pane.keep_place()
                self.close_drawer()
                self.pane.hide_note()
                self.pane.article.show_passage(index, 0, len(block.text))
                self.pane.article.go_to(index)

    @on(Outline.Chosen)
    def _heading_chosen(self, event: Outline.Chosen) -> None:
        self.pane.keep_place()
        self.go_to_body()
        self.pane.hide_note()
        self.pane.article.point_at(event.block)
        self.pane.article.restore((event.block, 0))

    @on(AuthorCard.Chosen)
    def _author_chosen(self, event: AuthorCard.Chosen) -> None:
        self.app.show_author(event.author, slug=self._slug)

    @on(AuthorRail.PieceChosen)
    def _piece_chosen(self, event: AuthorRail.PieceChosen) -> None:
        self.app.read(event.slug)

    @on(RelatedRail.PieceChosen)
    def _similar_chosen(self, event: RelatedRail.PieceChosen) -> None:
        self.app.read(event.slug)

    # Where there is not room for all

    @property
    def _narrow(self) -> bool:
        return self.screen.has_class("-narrow")

    def on_resize(self, event: events.Resize) -> None:
        """Put the rails away where they would cover the body, and back where there is room."""
        narrow = event.size.width < ROOM_FOR_A_RAIL
        if narrow and not (self._shown and self._has_focus_in(self._shown)):
            self._show("")
        elif not narrow and not self._shown:
            self._show("takeaways")

    def _has_focus_in(self, name: str) -> bool:
        names = [name, *(other for other, first in _TOGETHER.items() if first == name)]
        return any(self.query_one(f"#{each}").has_focus_within for each in names)

    def go_to(self, name: str) -> None:
        """Give the focus to a rail; from there, give it back to the body and close a drawer."""
        rail = self.query_one(f"#{name}")
        if isinstance(rail, RailList) and rail.has_class("-empty"):
            self.notify(rail.NOTHING, markup=False)
            return
        target = _focusable_in(rail)
        # `Widget.focus` is late: a key that comes with it would go elsewhere.
        if target is not None and self.screen.focused is target:
            self.go_to_body()
            return
        self._show(_TOGETHER.get(name, name))
        if self._narrow:
            self.pane.hide_note()
        if target is not None:
            self.screen.set_focus(target)

    def go_to_body(self) -> None:
        """Give the focus to the body; a drawer closes."""
        self.close_drawer()
        self.screen.set_focus(self.pane.article)

    def close_drawer(self) -> bool:
        """Close the drawer; false when none is open."""
        is_open = self._narrow and bool(self._shown)
        if is_open:
            self._show("")
        return is_open

    def _show(self, name: str) -> None:
        for each in (self._shown, name):
            self.set_class(each == name and bool(each), f"show-{each}")
        self._shown = name
        for tabs in self.query(RailTabs):
            tabs.mark(name)

    @on(RailTabs.Chosen)
    def _tab_chosen(self, event: RailTabs.Chosen) -> None:
        if event.name != self._shown:
            self.go_to(event.name)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Close a drawer when the focus has left it: the body lies below it."""
        if self._shown and event.widget in self.pane.query("*"):
            self.close_drawer()


def _focusable_in(rail: Widget) -> Widget | None:
    """Give the rail, or the first thing in it that can have the focus."""
    if rail.can_focus:
        return rail
    return next((widget for widget in rail.query("*") if widget.can_focus), None)
