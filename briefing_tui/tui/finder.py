"""The finder: a search box, results as you type, and a preview. The first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from briefing_tui.errors import BriefingError
from briefing_tui.tui.answering import AnsweringScreen
from briefing_tui.tui.facets import FacetList
from briefing_tui.tui.filter_line import FilterLine
from briefing_tui.tui.results import slug_of
from briefing_tui.tui.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from briefing_tui.tui.searches import Kept
    from briefing_tui.tui.timeline import Timeline


class Recalled(NamedTuple):
    """Where in the history of queries the search box is."""

    at: int
    """Index in the history; -1 for what was typed before."""
    shown: str
    """What was put into the box."""
    draft: str
    """What was typed before."""


class Finder(AnsweringScreen):
    """Lists the archive, or what a query finds in it; this is what keys and clicks do there."""

    BINDING_GROUP_TITLE = "Briefings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", tooltip="Open the briefing", id="finder.open"),
        Binding("slash", "search", "Search", key_display="/",
                tooltip="Go to the search box", id="finder.search"),
        Binding("escape", "leave", "List", tooltip="Leave the search box for the list",
                id="finder.leave"),
        Binding("escape", "empty", "Empty", tooltip="Empty the search, then take all filters off",
                id="finder.empty"),
        Binding("down", "move(1)", "Next", show=False, tooltip="Next result", id="finder.down"),
        Binding("up", "move(-1)", "Before", show=False, tooltip="Result before", id="finder.up"),
        Binding("f", "narrow", "Narrow", id="finder.narrow",
                tooltip="Narrow the results by a filter: topic, author, year …"),
        Binding("x", "widen", "Widen", tooltip="Take off the last filter", id="finder.widen"),
        Binding("ctrl+t", "take", "Take it", tooltip="Search for what you may have meant",
                id="finder.take"),
        Binding("o", "order", "Sort", id="finder.order",
                tooltip="Order by relevance, the newest first, or by title"),
        Binding("a", "app.add", "Add", id="finder.add",
                tooltip="Make a briefing of a saved page, or of one that you paste"),
        Binding("c", "app.new", "New", id="finder.new",
                tooltip="Begin a new briefing, and open it in your editor"),
        Binding("e", "edit", "Edit", id="finder.edit",
                tooltip="Open the file in your editor, at its fault or at what was found"),
        Binding("exclamation_mark", "faults", "Faults", key_display="!",
                tooltip="Files with faults, and how to mend them", id="finder.faults"),
        Binding("t", "timeline", "Timeline", id="finder.timeline",
                tooltip="The results by year and month, to look at and to narrow by"),
        Binding("asterisk", "star", "Star", key_display="*", id="finder.star",
                tooltip="Give the briefing a star, or take it away"),
        Binding("u", "unread", "Unread", show=False, id="finder.unread",
                tooltip="Call the briefing read, or unread again"),
        Binding("n", "unread_after(1)", "Next unread", show=False, id="finder.next-unread",
                tooltip="Go to the next briefing that was not read"),
        Binding("N", "unread_after(-1)", "Unread before", show=False, id="finder.unread-before",
                tooltip="Go to the one before that was not read"),
        Binding("ctrl+r", "searches", "Searches", id="finder.searches",
                tooltip="Searches that were saved, and recent ones, to be searched"),
        Binding("ctrl+s", "save", "Save", id="finder.save",
                tooltip="Save this search with its filters and its order under a name"),
        Binding("alt+up", "recall(1)", "Query before", show=False, id="finder.query-before",
                tooltip="What was searched for before"),
        Binding("alt+down", "recall(-1)", "Query after", show=False, id="finder.query-after",
                tooltip="What was searched for after that"),
        Binding("J", "scroll_preview(1)", "Scroll", show=False, id="finder.preview-down",
                tooltip="Scroll what stands beside the list down"),
        Binding("K", "scroll_preview(-1)", "Scroll up", show=False, id="finder.preview-up",
                tooltip="Scroll what stands beside the list up"),
        Binding("greater_than_sign,alt+right", "app.go_forward", "Forward", key_display=">",
                tooltip="Go on again to the page you came back from", id="finder.forward"),
        Binding("q", "quit", "Quit", tooltip="Leave the program", id="finder.quit"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._recalled: Recalled | None = None

    async def action_quit(self) -> None:
        """Leave the program, but not by a key that was pressed once too often to leave a page."""
        if self.app.history.at_once():
            way = self.app.hint(("finder.quit", "leaves the program."))
            self.notify(f"This is the list: now {way}", markup=False, timeout=3)
        else:
            await self.app.action_quit()

    def action_edit(self) -> None:
        """Open the file of the briefing under the cursor in the user's editor."""
        if self.current is not None:
            self.app.edit_briefing(self.current.slug, query=self.search.words)

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done from where the focus is."""
        typing = bool(self.query("#search:focus"))
        if action == "search":
            return not typing
        if action == "leave":
            return typing or bool(self.query("HelpPanel"))
        if action == "empty":
            return not typing and bool(self.search.query or self.search.narrowed)
        if action == "widen":
            return bool(self.search.narrowed) and not typing
        if action == "take":
            return bool(self.results and self.results.did_you_mean)
        return True

    def action_search(self) -> None:
        """Go to the search box."""
        self.set_focus(self.query_one("#search"))

    def action_leave(self) -> None:
        """Leave the search box for the list."""
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
        else:
            self.remember()
            self.set_focus(self.query_one(VirtualList))

    def action_empty(self) -> None:
        """Empty the search; when it is empty, take all filters off."""
        box = self.query_one("#search", Input)
        if box.value:
            box.value = ""
        else:
            self.change(self.search.unfiltered())

    def action_narrow(self) -> None:
        """Go to what the results can be narrowed by, or from there put it away."""
        self._show_or_leave(self.query_one(FacetList))

    def action_timeline(self) -> None:
        """Go to how the results lie in time, or from there put it away."""
        if not self._timelines:
            from briefing_tui.tui.timeline import Timeline  # noqa: PLC0415 - not for the first paint

            self._timelines.append(Timeline())
            self._timelines[0].display = False
            self.mount(self._timelines[0], before="#finder-body")
        self._show_or_leave(self._timelines[0])

    def _show_or_leave(self, part: FacetList | Timeline) -> None:
        """Show a part and give it the focus; when it has the focus, put it away."""
        shown, part.display = part.display, not part.has_focus
        (part if part.display else self.query_one(VirtualList)).focus()
        if part.display and not shown:
            self.look()

    @on(FacetList.Closed)
    def _facets_closed(self) -> None:
        self.action_narrow()

    def on_timeline_closed(self) -> None:
        """Put the timeline away."""
        self.action_timeline()

    @on(FacetList.Toggled)
    def _toggled(self, event: FacetList.Toggled) -> None:
        self.change(self.search.toggled(event.name, event.value))

    @on(FilterLine.Removed)
    def _removed(self, event: FilterLine.Removed) -> None:
        self.change(self.search.without(event.removed))

    @on(FilterLine.Left)
    def _filters_left(self) -> None:
        self.query_one(VirtualList).focus()

    def on_timeline_chosen(self, event: Timeline.Chosen) -> None:
        """Narrow to what was chosen in the timeline."""
        self.change(self.search.dated(event.name, event.values))

    def action_widen(self) -> None:
        """Take off the last filter."""
        self.change(self.search.widened())

    def action_order(self) -> None:
        """Order by relevance, then the newest first, then by title."""
        self.change(self.search.reordered())

    def action_take(self) -> None:
        """Search for what was offered."""
        if self.results is not None and self.results.did_you_mean:
            self.query_one("#search", Input).value = self.results.did_you_mean

    def action_move(self, by: int) -> None:
        """Move the list's cursor from the search box."""
        self._moved = True
        self.query_one(VirtualList).move(by)

    # --- searches to be had again

    def action_searches(self) -> None:
        """Choose a search that was saved, or a recent one."""
        from briefing_tui.tui.searches import Searches  # noqa: PLC0415 - not for the first paint

        def run(chosen: Kept | None) -> None:
            if chosen is not None:
                self.change(chosen.search)
                self.remember()

        self.app.push_screen(Searches(self.app.state.now, self.app.settings.searches), run)

    def action_save(self) -> None:
        """Ask for the name that this search is to be saved under."""
        from briefing_tui.tui.name_box import NameBox  # noqa: PLC0415 - as above
        from briefing_tui.tui.searches import in_words  # noqa: PLC0415

        if self.search.lists_all:
            self.notify("Search for something, or narrow the list; then it can be saved.",
                        markup=False)  # fmt: skip
            return
        begin = self.search.words or in_words(self.search)
        self.app.push_screen(NameBox("Save this search", in_words(self.search), begin), self._save)

    async def _save(self, name: str | None) -> None:
        from briefing_tui.tui.searches import saved_as  # noqa: PLC0415 - as above

        if name is None:
            return
        saved = saved_as(name, self.search)
        try:
            await self.app.state.ask(lambda state: state.save_search(saved))
        except BriefingError as error:
            self.app.tell(error)
        else:
            key = self.app.key_of("finder.searches")
            how = f" {key} lists what is saved." if key else ""
            self.notify(f"Saved as “{name}”.{how}", markup=False)

    def action_recall(self, step: int) -> None:
        """Put what was searched for before into the box, or after that."""
        queries = self.app.state.now.queries
        if self._recalled is None or self.search.query != self._recalled.shown:
            self._recalled = Recalled(-1, self.search.query, self.search.query)
        at = self._recalled.at + step
        while 0 <= at < len(queries) and queries[at] == self._recalled.shown.strip():
            at += step
        if -1 <= at < len(queries):
            query = queries[at] if at >= 0 else self._recalled.draft
            self._recalled = Recalled(at, query, self._recalled.draft)
            self.change(self.search.asking(query))

    def action_scroll_preview(self, step: int) -> None:
        """Scroll the preview by half of what is seen of it."""
        preview = self.query_one("#preview")
        preview.scroll_relative(y=step * max(1, preview.size.height // 2), animate=False)

    def action_faults(self) -> None:
        """Show the faults of all files."""
        self.app.show_faults()

    # --- what was read, and what has a star

    def action_star(self) -> None:
        """Give the briefing under the cursor a star, or take it away."""
        if self.current is not None:
            self.app.state.toggle_star([self.current])

    def action_unread(self) -> None:
        """Call the briefing under the cursor read, or unread again."""
        if self.current is not None:
            self.app.state.toggle_read([self.current])

    def action_unread_after(self, step: int) -> None:
        """Go to the next briefing that was not read, or the one before."""
        listing = self.query_one(VirtualList)
        read = self.app.state.now.read
        at = listing.cursor or 0
        others = range(at + 1, len(listing.rows)) if step > 0 else range(at - 1, -1, -1)
        index = next((n for n in others if slug_of(listing.rows[n]) not in read), None)
        if index is not None:
            listing.move_to(index)
        elif step > 0 and self.more_to_come:
            self.list_all(lambda: self.action_unread_after(step))
        else:
            where = "below" if step > 0 else "above"
            self.notify(f"Everything {where} has been read.", markup=False)
