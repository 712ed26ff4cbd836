"""A search box with the answer to what is typed: the list, its preview, its status, its counts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from briefing_tui.errors import BriefingError
from briefing_tui.tui.facets import FacetList
from briefing_tui.tui.filter_line import FilterLine
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.opening import search_head
from briefing_tui.tui.results import Known, entry_of, placeholder, slug_of, status_content
from briefing_tui.tui.search import Search
from briefing_tui.tui.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.timer import Timer

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Entry, Progress
    from briefing_tui.results import Found, Results, Sort
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.timeline import Timeline

# A pause between keys that is longer than this is the end of a word for most hands; a search
# started at each letter would only be given up again.
_DEBOUNCE = 0.05
# Snippets of 50 results take 50 ms; more are asked for when the cursor comes near their end.
_RESULTS = 50


class AnsweringScreen(Screen[None]):
    """Lists the archive, or what a query finds in it; what keys do with that, `Finder` tells."""

    app: BriefingApp

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-tiny"),
        (60, "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-low"),
        (34, "-high"),
        (50, "-very-high"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.search = Search()
        """What is looked for."""
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
        self.results: Results | None = None
        """What was found; None when all is listed."""
        self._progress: Progress | None = None
        self._timer: Timer | None = None
        self._then: Callable[[], None] | None = None
        """What waits for the next answer."""
        self._previewed = ""
        """Slug of the briefing in the preview."""
        self._awaited = ""
        """Slug of a briefing that the cursor goes to once it is listed; "" for none."""
        self._timelines: list[Timeline] = []
        """The timeline, once it was asked for."""

    def compose(self) -> ComposeResult:
        """Lay out search box, list and preview."""
        status = Static(id="finder-status", markup=False)
        yield search_head(self.app.archive_title, FilterLine(), status)
        with Horizontal(id="finder-body"):
            yield FacetList()
            yield VirtualList(self._known.paint, row_height=4, key=slug_of, id="results")
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="preview-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the search box, with the list on its way."""
        box = self.query_one("#search")
        box.border_subtitle = self.app.hint(
            ("finder.open", "reads"), ("finder.down finder.up", "choose"),
            ("finder.leave", "list"), ("app.quit", "quits"),
        )  # fmt: skip
        listing = self.query_one(VirtualList)
        listing.placeholder = placeholder(None, None)
        if self.app.settings.bidi != "auto":
            listing.turning = self.app.settings.bidi == "always"
        self.query_one(FacetList).display = self.query_one(FilterLine).display = False
        self.query_one("#search").focus()
        # The first paint waits for nothing: the archive is opened after it.
        if self.app.begins_at_home:
            self.call_after_refresh(self.begin)

    def begin_anew(self) -> None:
        """List another archive; of the one before nothing is left."""
        self._number += 1
        self._known.take_in(())
        self._known.take_in_faults(())
        self._known.remembered = None
        self._progress = self.results = None
        self._stale = True
        self.query_one(VirtualList).placeholder = placeholder(None, None)
        self.query_one("#search").border_title = Content(self.app.archive_title)
        self._show(None)
        self.change(Search())
        self.begin()

    def begin(self) -> None:
        """List what is known of the archive, and then have it brought up to its files."""
        self._begin_remembering()
        self.look()

    # --- asking

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self.search = self.search.asking(event.value)
        self._limit = _RESULTS
        self._moved = False
        self._number += 1
        self._open_first = False
        self._then, self._awaited = None, ""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_DEBOUNCE, self.look)

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        self.action_open()

    def look(self) -> None:
        """Ask for the list, or for what the query finds; the answer is shown when it comes."""
        self._number += 1
        self._ask(self._number, self.search)

    @work
    async def _ask(self, number: int, search: Search) -> None:
        limit = 0 if search.lists_all else self._limit
        counted = any(part.display for part in self._counting)
        filters: Mapping[str, frozenset[str]] = {}

        def answer(archive: Archive) -> Results:
            return archive.search(
                search.words or "*",
                limit=limit,
                sort=search.order,
                filters=filters,
                narrowed=search.narrowed,
                facets=counted,
                wanted=lambda: number == self._number,
            )

        try:
            if self._stale:
                order: Sort = "title" if search.sort == "title" else "date"
                entries = await self.app.archive.ask(lambda archive: archive.list(order))
                if number != self._number:
                    return
                self._stale = False
                self._known.take_in(entries)
                self._ask_for_faults()
            filters = self._known.filters
            results = None
            if counted or not search.lists_all:
                results = await self.app.archive.ask(answer)
        except BriefingError as error:
            if number != self._number or not self.is_running:
                return
            self._answered, self._open_first = number, False
            self.query_one("#finder-status", Static).update(
                Content(f"{error.message}  {error.hint}")
            )
            self.app.listed()
            return
        if number == self._number and self.is_running:
            if results is not None and counted:
                for part in self._counting:
                    part.show(results.facets, search.narrowed)
            self._show(None if search.lists_all else results)
            self.call_after_refresh(self.app.listed)

    @work(exclusive=True, group="faults")
    async def _ask_for_faults(self) -> None:
        """Tell of faults once the list is shown: finding those between files takes half as long."""
        try:
            faults = await self.app.archive.ask(lambda archive: archive.problems())
        except BriefingError:
            return  # whoever asks for the list is told
        if self.is_running and self._known.take_in_faults(faults):
            self.query_one(VirtualList).repaint()
            self._show_status()
            self._show_preview()

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
        if not self.is_active and not first:
            return  # whoever reads is shown first what has changed; the list when it is seen again
        if self._is_behind:
            self.look()
        else:
            self._show_status()

    @work
    async def _begin_remembering(self) -> None:
        """Show what is remembered once all of it is known: not as if nothing had been read."""
        with suppress(BriefingError):  # that it cannot be kept is told where it is tried
            await self.app.state.ask(lambda _: None)
        if self.is_running:
            self.state_changed()

    @property
    def _is_behind(self) -> bool:
        """Whether what is listed may be other than what the archive has."""
        return self._stale or bool(self.results and not self.results.complete)

    def on_screen_resume(self) -> None:
        """Take in what a refresh found while another page was shown."""
        if self._progress is not None and self._is_behind:
            self.look()

    def state_changed(self) -> None:
        """Take in what was read, starred or highlighted, here or elsewhere."""
        self._known.remembered = self.app.state.now
        self.query_one(VirtualList).repaint()
        self._show_preview()
        if self.search.asks_of_reading or any(part.display for part in self._counting):
            self.look()

    # --- showing

    def _show(self, results: Results | None) -> None:
        self._answered = self._number
        self.results = results
        listing = self.query_one(VirtualList)
        take = self.app.key_of("finder.take")
        listing.placeholder = placeholder(
            results, self._progress, take=take, hints=self._hints(results)
        )
        # The cursor stays on its briefing when the archive changes, and goes to the best result
        # when the query does.
        same = self._shown_query == self.search.query and self._moved
        self._shown_query = self.search.query
        rows = self._known.entries if results is None else results.found
        listing.set_rows(rows, keep=same)
        self._go_to_awaited()
        self._show_status()
        self._show_preview()
        self.refresh_bindings()
        then, self._then = self._then, None
        if then is not None:
            then()
        if self._open_first and self.current is not None:
            self._open_first = False
            self.action_open()
        elif self._is_settled():
            self._open_first = False  # there is nothing to open, and nothing more will come

    def point_at(self, slug: str) -> None:
        """Put the cursor on a briefing now, or as soon as it is listed."""
        self._awaited = slug
        self._go_to_awaited()

    def _go_to_awaited(self) -> None:
        if not self._awaited:
            return
        listing = self.query_one(VirtualList)
        slugs = (slug_of(row) for row in listing.rows)
        index = next((at for at, slug in enumerate(slugs) if slug == self._awaited), None)
        if index is not None:
            # Also in the first row: what is listed above it later is not to take its place.
            self._awaited, self._moved = "", True
            listing.move_to(index)

    def _hints(self, results: Results | None) -> list[str]:
        """Say what to do where there is nothing."""
        hint = self.app.hint
        if results is None:
            done = hint(("finder.new", "begins a briefing"), ("finder.add", "takes a saved page"))
            leave = self.app.key_of("finder.leave")
            return [f"{leave}, then {done}."] if done else []
        if self.search.narrowed:
            done = hint(("finder.widen", "takes off the last filter"))
        else:
            done = hint(("app.help", "tells what a search can say"))
        return [f"{done}."] if done else []

    def _is_settled(self) -> bool:
        """Tell whether what is listed answers what is typed, with all files read and indexed."""
        complete = self.results is None or self.results.complete
        return self._answered == self._number and self._progress is not None and complete

    def _show_status(self) -> None:
        told = status_content(
            self.search, self.results, self._known, self._progress,
            take=self.app.key_of("finder.take"), faults=self.app.key_of("finder.faults"),
        )  # fmt: skip
        self.query_one("#finder-status", Static).update(told, layout=False)

    def _show_preview(self) -> None:
        entry = self.current
        text = self.query_one("#preview-text", Static)
        if entry is None:
            text.update(Content(""))
            return
        text.update(self._known.preview(entry))
        if entry.slug != self._previewed:
            self._previewed = entry.slug
            self.query_one("#preview").scroll_home(animate=False)

    @on(VirtualList.Highlighted)
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        self._show_preview()
        if event.index:
            self._moved = True
        results = self.results
        if results is not None and event.index + 10 > len(results.found) and self.more_to_come:
            self._limit *= 4
            self.look()

    @property
    def more_to_come(self) -> bool:
        """Whether more was found than is listed by now, and can be had."""
        # What the index has and the archive not yet is counted, and cannot be listed.
        results = self.results
        return results is not None and self._limit <= len(results.found) < results.total

    def list_all(self, then: Callable[[], None]) -> None:
        """List all that was found, however much it is, and do something when that is done."""
        if self.results is not None:
            self._limit = self.results.total
            self._moved, self._then = True, then
            self.look()

    @property
    def current(self) -> Entry | None:
        """The briefing under the cursor."""
        row: Entry | Found | None = self.query_one(VirtualList).current
        return None if row is None else entry_of(row)

    @on(VirtualList.Chosen)
    def action_open(self) -> None:
        """Read the briefing under the cursor, or the first of an answer still on its way."""
        entry = self.current if self._answered == self._number else None
        if entry is not None:
            # Who comes back goes on with the results: no key is to end up in the search.
            self.set_focus(self.query_one(VirtualList))
            self.remember()
            self.app.read(entry.slug, query=self.search.words, own=self.search.own)
        else:
            self._open_first = not self._is_settled()

    def remember(self) -> None:
        """Add what is searched for to the history: it stands, and will not be typed on."""
        if self.search.words:
            self.app.state.remember_query(self.search.words)

    def change(self, search: Search) -> None:
        """Look for something else: other words, narrowed or in an order otherwise."""
        self._stale = self._stale or search.sort != self.search.sort
        self.search = search
        self._limit, self._moved = _RESULTS, False
        self._then, self._awaited = None, ""
        box = self.query_one("#search", Input)
        if box.value != search.query:
            with self.prevent(Input.Changed):
                box.value = search.query
            box.cursor_position = len(search.query)
        self.query_one(FilterLine).show(search)
        self.refresh_bindings()
        self.look()
