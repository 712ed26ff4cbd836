"""The finder: a search box, results as you type, and a preview. The first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from briefing_tui.errors import BriefingError
from briefing_tui.tui.facets import FacetList
from briefing_tui.tui.filter_line import FilterLine
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.results import Known, entry_of, placeholder, slug_of, status_content
from briefing_tui.tui.search import Search
from briefing_tui.tui.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Entry, Found, Progress, Results, Sort
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.timeline import Timeline

# A pause between keys that is longer than this is the end of a word for most hands; a search
# started at each letter would only be given up again.
_DEBOUNCE = 0.05
# Snippets of 50 results take 50 ms; more are asked for when the cursor comes near their end.
_RESULTS = 50


class Finder(Screen[None]):
    """Lists the archive, or what a query finds in it."""

    app: BriefingApp

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-low"),
        (34, "-high"),
        (50, "-very-high"),
    ]
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
        Binding("t", "timeline", "Timeline", id="finder.timeline",
                tooltip="The results by year and month, to look at and to narrow by"),
        Binding("o", "order", "Order", tooltip="By relevance, the newest first, or by title",
                id="finder.order"),
        Binding("x", "widen", "Widen", tooltip="Take off the last filter", id="finder.widen"),
        Binding("ctrl+t", "take", "Take it", tooltip="Search for what you may have meant",
                id="finder.take"),
        Binding("exclamation_mark", "faults", "Faults", key_display="!",
                tooltip="Files with faults, and how to mend them", id="finder.faults"),
        Binding("greater_than_sign,alt+right", "app.go_forward", "Forward", key_display=">",
                tooltip="Go on again to the page you came back from", id="finder.forward"),
        Binding("e", "edit", "Edit", id="finder.edit",
                tooltip="Open the file in your editor, at its fault or at what was found"),
        Binding("q", "app.quit", "Quit", tooltip="Leave the program", id="finder.quit"),
        Binding("ctrl+q", "app.quit", "Quit", show=False, tooltip="Leave the program", id="quit"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._search = Search()
        self._shown_query = ""
        self._number = 0
        """Of the latest question put to the archive; answers to older ones are dropped."""
        self._answered = 0
        self._open_first = False
        """Enter was pressed before the answer to what was typed came."""
        self._limit = _RESULTS
        self._moved = False
        """Whether the cursor was moved: until then it stays on the first row."""
        self._stale = True
        """Whether the list is to be asked for anew."""
        self._known = Known()
        self._results: Results | None = None
        self._progress: Progress | None = None
        self._timer: Timer | None = None
        self._timelines: list[Timeline] = []
        """The timeline, once it was asked for."""

    def compose(self) -> ComposeResult:
        """Lay out search box, list and preview."""
        with Vertical(id="finder-top"):
            yield Input(
                placeholder="Search words, “phrases”, -not, author:name, date:2024 …",
                id="search",
                select_on_focus=False,
            )
            yield FilterLine()
            yield Static(id="finder-status", markup=False)
        with Horizontal(id="finder-body"):
            yield FacetList()
            yield VirtualList(self._known.paint, row_height=4, key=slug_of, id="results")
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="preview-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the search box, with the list on its way."""
        box = self.query_one("#search")
        box.border_title = Content(self.app.archive_title)
        box.border_subtitle = "Enter reads · ↓ ↑ choose · Esc list · Ctrl+Q quits"
        self.query_one(VirtualList).placeholder = placeholder(None, None)
        self.query_one(FacetList).display = self.query_one(FilterLine).display = False
        self.query_one("#search").focus()
        # The first paint waits for nothing: the archive is opened after it.
        if self.app.begins_at_home:
            self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Have the archive brought up to its files, and list what is known of it by now."""
        self.app.archive.keep_up()
        self.look()

    # --- asking

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self._search = self._search.asking(event.value)
        self._limit = _RESULTS
        self._moved = False
        self._number += 1
        self._open_first = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_DEBOUNCE, self.look)

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        self.action_open()

    def look(self) -> None:
        """Ask for the list, or for what the query finds; the answer is shown when it comes."""
        self._number += 1
        self._ask(self._number, self._search)

    @work
    async def _ask(self, number: int, search: Search) -> None:
        limit = 0 if search.lists_all else self._limit
        counted = any(part.display for part in self._counting)

        def answer(archive: Archive) -> Results:
            return archive.search(
                search.words or "*",
                limit=limit,
                sort=search.order,
                narrowed=search.narrowed,
                facets=counted,
                wanted=lambda: number == self._number,
            )

        try:
            results = None
            if counted or not search.lists_all:
                results = await self.app.archive.ask(answer)
            if number != self._number:
                return
            if self._stale:
                order: Sort = "title" if search.sort == "title" else "date"
                entries, problems = await self.app.archive.ask(
                    lambda archive: (archive.list(order), archive.problems())
                )
                if number != self._number:
                    return
                self._stale = False
                self._known.take_in(entries, problems)
        except BriefingError as error:
            if number != self._number or not self.is_running:
                return
            self._answered, self._open_first = number, False
            self.query_one("#finder-status", Static).update(
                Content(f"{error.message}  {error.hint}")
            )
            return
        if number == self._number and self.is_running:
            if results is not None and counted:
                for part in self._counting:
                    part.show(results.facets, search.narrowed)
            self._show(None if search.lists_all else results)

    @property
    def _counting(self) -> list[FacetList | Timeline]:
        """What shows how the results divide."""
        return [*self.query(FacetList), *self._timelines]

    def refreshed(self, progress: Progress) -> None:
        """Take in what a refresh found."""
        first = self._progress is None
        self._progress = progress
        if progress.changes or first:
            self._stale = True
        if self._stale or (self._results and not self._results.complete):
            self.look()
        else:
            self._show_status()

    # --- showing

    def _show(self, results: Results | None) -> None:
        self._answered = self._number
        self._results = results
        listing = self.query_one(VirtualList)
        listing.placeholder = placeholder(results, self._progress)
        # The cursor stays on its briefing when the archive changes, and goes to the best result
        # when the query does.
        same = self._shown_query == self._search.query and self._moved
        self._shown_query = self._search.query
        rows = self._known.entries if results is None else results.found
        listing.set_rows(rows, keep=same)
        self._show_status()
        self._show_preview()
        self.refresh_bindings()
        if self._open_first and self._current() is not None:
            self._open_first = False
            self.action_open()
        elif self._is_settled():
            self._open_first = False  # there is nothing to open, and nothing more will come

    def _is_settled(self) -> bool:
        """Tell whether what is listed answers what is typed, with all files read and indexed."""
        complete = self._results is None or self._results.complete
        return self._answered == self._number and self._progress is not None and complete

    def _show_status(self) -> None:
        told = status_content(self._search, self._results, self._known, self._progress)
        self.query_one("#finder-status", Static).update(told, layout=False)

    def _show_preview(self) -> None:
        entry = self._current()
        text = self.query_one("#preview-text", Static)
        if entry is None:
            text.update(Content(""))
            return
        text.update(self._known.preview(entry))
        self.query_one("#preview").scroll_home(animate=False)

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        self._show_preview()
        if event.index:
            self._moved = True
        results = self._results
        if results is not None and event.index + 10 > len(results.found) >= self._limit:
            self._limit *= 4
            self.look()

    def _current(self) -> Entry | None:
        row: Entry | Found | None = self.query_one(VirtualList).current
        return None if row is None else entry_of(row)

    # --- doing

    @on(VirtualList.Chosen)
    def action_open(self) -> None:
        """Read the briefing under the cursor, or the first of an answer still on its way."""
        entry = self._current() if self._answered == self._number else None
        if entry is not None:
            # Who comes back goes on with the results: no key is to end up in the search.
            self.set_focus(self.query_one(VirtualList))
            self.app.read(entry.slug, query=self._search.words)
        else:
            self._open_first = not self._is_settled()

    def action_edit(self) -> None:
        """Open the file of the briefing under the cursor in the user's editor."""
        entry = self._current()
        if entry is not None:
            self.app.edit_briefing(entry.slug, query=self._search.words)

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
            return not typing and bool(self._search.query or self._search.narrowed)
        if action == "widen":
            return bool(self._search.narrowed) and not typing
        if action == "take":
            return bool(self._results and self._results.did_you_mean)
        return True

    def action_search(self) -> None:
        """Go to the search box."""
        self.set_focus(self.query_one("#search"))

    def action_leave(self) -> None:
        """Leave the search box for the list."""
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
        else:
            self.set_focus(self.query_one(VirtualList))

    def action_empty(self) -> None:
        """Empty the search; when it is empty, take all filters off."""
        box = self.query_one("#search", Input)
        if box.value:
            box.value = ""
        else:
            self._change(self._search.unfiltered())

    def action_narrow(self) -> None:
        """Show by what the results can be narrowed, or put it away."""
        facets = self.query_one(FacetList)
        facets.display = not facets.display
        (facets if facets.display else self.query_one(VirtualList)).focus()
        if facets.display:
            self.look()

    @on(FacetList.Closed)
    def _facets_closed(self) -> None:
        self.action_narrow()

    @on(FacetList.Toggled)
    def _toggled(self, event: FacetList.Toggled) -> None:
        self._change(self._search.toggled(event.name, event.value))

    @on(FilterLine.Removed)
    def _removed(self, event: FilterLine.Removed) -> None:
        self._change(self._search.without(event.removed))

    @on(FilterLine.Left)
    def _filters_left(self) -> None:
        self.query_one(VirtualList).focus()

    def action_timeline(self) -> None:
        """Show how the results lie in time, or put that away."""
        if not self._timelines:
            from briefing_tui.tui.timeline import Timeline  # noqa: PLC0415 - not for the first paint

            self._timelines.append(Timeline())
            self.mount(self._timelines[0], before="#finder-body")
        else:
            self._timelines[0].display = not self._timelines[0].display
        shown = self._timelines[0].display
        (self._timelines[0] if shown else self.query_one(VirtualList)).focus()
        if shown:
            self.look()

    def on_timeline_closed(self) -> None:
        """Put the timeline away."""
        self.action_timeline()

    def on_timeline_chosen(self, event: Timeline.Chosen) -> None:
        """Narrow to what was chosen in the timeline."""
        self._change(self._search.dated(event.name, event.values))

    def action_widen(self) -> None:
        """Take off the last filter."""
        self._change(self._search.widened())

    def action_order(self) -> None:
        """Order by relevance, then the newest first, then by title."""
        self._stale = True
        self._change(self._search.reordered())

    def _change(self, search: Search) -> None:
        """Narrow or put in order otherwise."""
        self._search = search
        self._limit, self._moved = _RESULTS, False
        self.query_one(FilterLine).show(search)
        self.refresh_bindings()
        self.look()

    def action_take(self) -> None:
        """Search for what was offered."""
        if self._results is not None and self._results.did_you_mean:
            self.query_one("#search", Input).value = self._results.did_you_mean

    def action_move(self, by: int) -> None:
        """Move the list's cursor from the search box."""
        self._moved = True
        self.query_one(VirtualList).move(by)

    def action_faults(self) -> None:
        """Show the faults of all files."""
        self.app.show_faults()
