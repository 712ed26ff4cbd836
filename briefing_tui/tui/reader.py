"""The reader: takeaways, body and author side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from briefing_tui.errors import ArchiveError, BriefingError, NotFoundError
from briefing_tui.text import one_line
from briefing_tui.tui import questions, versions
from briefing_tui.tui.columns import ROOM_FOR_A_RAIL, ROOM_FOR_ALL, Columns
from briefing_tui.tui.fault_bar import FaultBar
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.rails import Outline
from briefing_tui.tui.reading_pane import ReadingPane
from briefing_tui.tui.related_rail import RelatedRail
from briefing_tui.tui.remembered_page import RememberedPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Progress, Reading
    from briefing_tui.state import Left


class Reader(RememberedPage):
    """One briefing.

    Args:
        slug: which.
        query: what it was found by; its words are marked, and reading begins at the first.
        passage: block, start and end of a sentence to begin at instead, set apart.
        note: the number of a note to begin at, in that passage if it has a mark there.
        block: a block of the body to begin at instead.
        own: begin at the reader's first highlight, of any kind or with a note, when it is not found
            by words.
    """

    CSS_PATH = "screens.tcss"

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-narrow"),
        (ROOM_FOR_A_RAIL, "-middle"),
        (ROOM_FOR_ALL, "-wide"),
    ]
    BINDING_GROUP_TITLE = "Around the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "rail('takeaways')", "Takeaways",
                tooltip="The takeaways and what each rests on", id="reader.takeaways"),
        Binding("a", "rail('author')", "Author", tooltip="Who wrote it", id="reader.author"),
        Binding("s", "sources", "Sources", id="reader.sources",
                tooltip="The page of the source of the note that is open; else all the sources"),
        Binding("r", "rail('related')", "Related", id="reader.related",
                tooltip="Other languages, and briefings near to this one"),
        Binding("h", "rail('outline')", "Outline", show=False,
                tooltip="The headings of the text", id="reader.outline"),
        Binding("L", "language", "Language", show=False,
                tooltip="Read it in its next language, at the same place", id="reader.language"),
        Binding("v", "beside", "Side by side", show=False,
                tooltip="Read it beside the language you began with, or its next",
                id="reader.beside"),
        Binding("e", "edit", "Edit", show=False,
                tooltip="Open the file in your editor, at what you read", id="reader.edit"),
        Binding("z", "zen", "Zen", show=False, id="reader.zen",
                tooltip="Show nothing but the text; again, all that stands around it"),
        Binding("exclamation_mark", "fault", "Fault", key_display="!",
                tooltip="The fault of this file, and how to mend it", id="reader.fault"),
        Binding("escape", "close", "Close", show=False,
                tooltip="Close the popup, then the rail", id="reader.close"),
        Binding("backspace", "backspace", "Back", show=False,
                tooltip="Take back a digit of a note's number, or a jump in the text, or go back",
                id="reader.backspace"),
    ]  # fmt: skip

    def __init__(
        self,
        slug: str,
        *,
        query: str = "",
        passage: tuple[int, int, int] | None = None,
        note: int = 0,
        block: int = 0,
        own: Literal["", "highlighted", "noted"] = "",
    ) -> None:
        super().__init__()
        self.slug = slug
        self._query = query
        self._passage = passage
        self._note = note
        self._place = (block, 0) if block else None
        """Block and offset to begin at."""
        self._own = own
        self._reading: Reading | None = None
        self._wanted = ""
        """The slug of a language version that is on its way."""
        self._versions_left: list[str] = []
        """The slugs of the language versions that were left for another, the last at the end."""
        self._gone = False
        """The file was removed while it was read."""

    def compose(self) -> ComposeResult:
        """Lay out the rails around the body."""
        yield FaultBar()
        yield Columns()
        yield Static(id="reader-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for the briefing."""
        self._pane.article.focus()
        self._load()

    @property
    def _columns(self) -> Columns:
        return self.query_one(Columns)

    @property
    def _pane(self) -> ReadingPane:
        return self._columns.pane

    # --- what is shown

    @work(exclusive=True)
    async def _load(self) -> None:
        slug, query = self.slug, self._query
        state = self.app.state  # opens while the briefing is read
        try:
            reading, hits = await self.app.archive.ask(
                lambda archive: questions.read(archive, slug, query)
            )
        except NotFoundError as error:
            self.app.first_shown()
            if self._reading is None and not self.app.archive_read:
                return  # not listed yet; tried again when the archive has been read
            self._give_up(error)
            return
        except ArchiveError as error:
            self.app.first_shown()
            self._give_up(error)
            return
        except BriefingError as error:
            self.app.first_shown()
            self._show_why(error)
            return
        self.keep_place()  # before it is asked for, and another text is shown
        other = reading != self._reading
        left = await state.left(reading.briefing) if other else None
        if not self.is_running:
            return
        self._load_similar(reading)  # another briefing may have come near to it
        if not other:
            return
        before, self._reading = self._reading, reading
        again = before is not None and before.briefing.slug == reading.briefing.slug
        self.slug = reading.briefing.slug
        own = None
        if again:
            self._pane.renew(reading, hits, query=query)
        else:
            place = self._place
            own = self._own_highlight(left) if not hits else None
            elsewhere = bool(hits or self._passage or self._note or own)
            if place is None and not elsewhere:
                place = self.tell_left(left)
            self._pane.show(reading, hits, query=query, place=place)
            self._begin()
            if place is None and elsewhere:
                self.only_look()
        self.begin_remembering(reading.briefing, left)
        if own is not None:
            self._pane.article.go_to_highlight(own)
        self._columns.show(reading)
        self.query_one(FaultBar).show(reading.briefing, self.app.left.get(self.slug))
        self._show_status()
        self.refresh_bindings()
        # The body tells the screen to be painted after what it is sent now.
        self._pane.article.call_later(self.call_after_refresh, self.app.first_shown)

    @work(exclusive=True, group="similar")
    async def _load_similar(self, reading: Reading) -> None:
        slug = reading.briefing.slug
        try:
            similar = await self.app.archive.ask(lambda archive: archive.similar(slug))
        except BriefingError:
            similar = ()  # the file is gone or broken, and that is told elsewhere
        if self.is_running and self.slug == slug:
            self.query_one(RelatedRail).show(reading, similar)

    def _own_highlight(self, left: Left | None) -> int | None:
        """Give the number of the reader's first highlight, when such a one was looked for."""
        wanted, self._own = self._own, ""
        if not wanted or left is None:
            return None
        found = [
            each for each in left.highlights
            if each.passage.found and (wanted == "highlighted" or each.highlight.note)
        ]  # fmt: skip
        first = min(found, key=lambda each: each.passage.start, default=None)
        return first.highlight.number if first is not None else None

    def _begin(self) -> None:
        """Go to the sentence and the note that are asked for."""
        article = self._pane.article
        marks = article.marks_on(self._note)
        if self._passage is not None:
            block, start, end = self._passage
            article.show_passage(block, start, end)
            article.go_to(block, start)
            inside = (block, start), (block, end)
            marks = tuple(m for m in marks if inside[0] <= article.mark_place(m) < inside[1])
        elif marks:
            article.go_to(*article.mark_place(marks[0]))
        if marks:
            article.focus_mark(marks[0])
        self._passage, self._note = None, 0

    @work
    async def _show_why(self, error: BriefingError) -> None:
        """Put the page of the fault that keeps a file from being read in the place of this one."""
        slug, first = self.slug, self._reading is None
        found = await self.app.archive.ask(lambda archive: questions.errors_of(archive, slug))
        if first and found:
            self.app.history.give_up(self)
            self.app.show_fault(found[0])
        else:
            self._give_up(error)

    def _give_up(self, error: BriefingError) -> None:
        if self._reading is None:
            self.app.history.give_up(self)
        else:
            self.slug = self._reading.briefing.slug  # what is shown stays
        self.app.tell(error)

    def take_in(self, progress: Progress) -> None:
        """Take in what a refresh found: show a changed file at the same place."""
        changes = progress.changes
        touched = {*changes.added, *changes.changed}
        if self._reading is None or self.slug in touched:
            self._gone = False
            self._show_status()
            self._load()
        elif self.slug in changes.removed or (self._gone and changes.added):
            self._follow(changes.added)
        elif changes and not self._gone:
            self._load()  # an author's profile, a translation, a source cited elsewhere

    @work(exclusive=True, group="follow")
    async def _follow(self, added: Sequence[str]) -> None:
        """Go on with the file that what is read stands in now, or say that it is gone."""
        reading, first, self._gone = self._reading, not self._gone, True
        if reading is None:
            return
        slug = await self.app.archive.ask(
            lambda archive: questions.renamed(archive, reading.briefing, added)
        )
        if not self.is_running or not self._gone:
            return
        if slug is not None:
            self._gone = False
            self.slug, self._place = slug, self._pane.article.place()
            self._load()
            self.notify(f"The file has another name now: {one_line(slug)}", markup=False)
        elif first:
            self._show_status()
            self.notify("This file is gone. What you read is its last version.", markup=False)

    @on(ReadingPane.Changed)
    def _show_status(self) -> None:
        parts = self.remembered() + self._pane.told()
        if self._reading is not None:
            path = self._reading.briefing.path
            if self._gone:
                parts.insert(0, (f" {path} is gone: its last version ·", "bold $text-warning"))
            else:
                parts.append((f" · {path}", "$quiet"))
            self.query_one(Outline).follow(self._pane.article.block_read())
        # It stays one line: laying the screen out anew would take more than scrolling by a line.
        self.query_one("#reader-status", Static).update(Content.assemble(*parts), layout=False)

    # --- rails

    def action_rail(self, name: str) -> None:
        """Go to a rail, or back from it to the body."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
            # What was put away can have the focus once it is back.
            self.call_after_refresh(self._columns.go_to, name)
        else:
            self._columns.go_to(name)

    def action_sources(self) -> None:
        """Go to the page of the source of the note that is open, or to the rail of all sources."""
        citation = self._pane.popup.citation
        if citation is not None:
            self.app.show_source(citation, slug=self.slug)
        else:
            self.action_rail("sources")

    @on(RelatedRail.BesideChosen)
    def _beside_chosen(self) -> None:
        self.action_beside()

    @on(RelatedRail.VersionChosen)
    def _version_chosen(self, event: RelatedRail.VersionChosen) -> None:
        self._columns.go_to_body()
        self._read_version(event.slug)

    # --- languages

    def _has_translations(self) -> bool:
        """Tell whether there is another language to read; say so when there is none."""
        if self._reading is None or self._reading.translations:
            return self._reading is not None
        self.notify(versions.why_none(self._reading), markup=False)
        return False

    def _next_version(self) -> str:
        """Give the slug of the language version that follows this one, around the end."""
        assert self._reading is not None  # noqa: S101 - asked for when there are translations
        return versions.following(self._reading, self._wanted or self.slug)

    def action_language(self) -> None:
        """Read the next language version at the same paragraph."""
        if self._has_translations():
            self._read_version(self._next_version())

    def action_beside(self) -> None:
        """Read it beside the language version one began with, or else its next one."""
        if self._has_translations():
            block, _ = self._pane.article.place()
            other = self._versions_left[0] if self._versions_left else self._next_version()
            self.app.read_beside(self.slug, other, block=block)

    @work(exclusive=True, group="version")
    async def _read_version(self, slug: str) -> None:
        reading = self._reading
        if reading is None:
            return
        self._wanted = slug
        block, _ = self._pane.article.place()
        try:
            block = await self.app.archive.ask(
                lambda archive: questions.block_in(archive, reading.briefing, slug, block)
            )
        except BriefingError as error:
            self._wanted = ""
            self.app.tell(error)
        else:
            if slug in self._versions_left:
                del self._versions_left[self._versions_left.index(slug) :]
            else:
                self._versions_left.append(reading.briefing.slug)
            self.go_on(slug, block)

    def step_back(self) -> bool:
        """Go back to the language version one came from, at the same place."""
        if not self._versions_left:
            return False
        self._read_version(self._versions_left[-1])
        return True

    def is_version(self, slug: str) -> bool:
        """Tell whether a briefing is the one that is shown, or another language of it."""
        others = self._reading.translations if self._reading else ()
        return slug == self.slug or any(entry.slug == slug for entry in others)

    def go_on(self, slug: str, block: int) -> None:
        """Show a block at the top, of the briefing that is shown or of another language of it."""
        shown = self._reading.briefing.slug if self._reading is not None else ""
        if slug == self.slug == shown:
            self._pane.article.restore((block, 0))
            return
        self.slug, self._place, self._wanted = slug, (block, 0), ""
        self._load()

    # --- the file

    def action_edit(self) -> None:
        """Open the file in the user's editor, at its fault or at what is read."""
        if self._reading is not None:
            briefing = self._reading.briefing
            spot = self._pane.spot(briefing.blocks)
            self.app.edit_briefing(briefing.slug, spot=spot, fault=self.query_one(FaultBar).fault)

    def action_fault(self) -> None:
        """Go to the page of what is told above the text, as what keeps the file from being read."""
        fault = self.query_one(FaultBar).fault
        if fault is not None:
            self.app.show_fault(fault)

    def action_zen(self) -> None:
        """Put away what stands around the text, or bring it back."""
        self.toggle_class("-zen")
        self._pane.article.focus()
        if self.has_class("-zen"):
            way = self.app.hint(("reader.zen", "brings the rest back."))
            self.notify(way, markup=False, timeout=3)

    # --- leaving

    def action_close(self) -> None:
        """Close the popup, then the drawer, then give the focus back to the body."""
        pane = self._pane
        pane.forget_digits()
        if pane.popup.display:
            pane.hide_note()
        elif self._columns.close_drawer():
            pass
        elif self.selections:
            self.clear_selection()
        elif self.query_one(FaultBar).put_away():
            self.app.left.pop(self.slug, None)
        else:
            pane.forget_search()
        pane.article.clear_passage()
        pane.article.focus_highlight(None)
        self.set_focus(pane.article)
        self.refresh_bindings()

    def action_backspace(self) -> None:
        """Take back a digit that was typed, or a jump within the text, or go back as `q` does."""
        if not (self._pane.take_back_digit() or self._pane.jump_back()):
            self.app.action_go_back()

    def prominent(self, action: str) -> bool:
        """Tell whether the line of keys shows an action that is not of use everywhere."""
        return action == "language" and bool(self._reading and self._reading.translations)

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done now."""
        if action == "fault":
            return self.is_mounted and self.query_one(FaultBar).fault is not None
        return True
