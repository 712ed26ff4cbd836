"""The reader: takeaways, body and author side by side, with each note beside its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from briefing_tui.briefing import reading_minutes
from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.tui.article import Article
from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.rails import AuthorRail, Sources, Takeaways
from briefing_tui.tui.wording import (
    masthead,
    plain_citation,
    problem_content,
    told,
)
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Hit, Progress, Reading
    from briefing_tui.tui.app import BriefingApp

_ROOM_FOR_A_RAIL = 100
RAILS = ("takeaways", "author", "sources")


class Reader(Screen[None]):
    """One briefing.

    Args:
        slug: which.
        query: what it was found by; its words are marked, and reading begins at the first.
        place: block and offset to begin at instead.
    """

    app: BriefingApp

    CSS_PATH = "screens.tcss"

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-narrow"),
        (_ROOM_FOR_A_RAIL, "-middle"),
        (140, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "rail('takeaways')", "Takeaways",
                tooltip="The takeaways and what each rests on", id="reader.takeaways"),
        Binding("a", "rail('author')", "Author", tooltip="Who wrote it", id="reader.author"),
        Binding("s", "rail('sources')", "Sources", tooltip="The sources with the notes on each",
                id="reader.sources"),
        Binding("n", "hit(1)", "Next hit", tooltip="Next place of the words searched for",
                id="reader.next-hit"),
        Binding("N", "hit(-1)", "Hit before", show=False,
                tooltip="Place before of the words searched for", id="reader.previous-hit"),
        Binding("o", "visit", "Open source", show=False,
                tooltip="Open the note's source in the browser", id="reader.visit"),
        Binding("O", "visit(True)", "As of access", show=False,
                tooltip="Open the source as the Web Archive kept it when it was accessed",
                id="reader.visit-archived"),
        Binding("y", "copy", "Copy", show=False, tooltip="Copy the note's citation",
                id="reader.copy"),
        Binding("L", "language", "Language",
                tooltip="Read it in its next language, at the same place", id="reader.language"),
        Binding("plus,equals_sign", "measure(4)", "Wider", show=False,
                tooltip="Make the column wider", id="reader.wider"),
        Binding("minus", "measure(-4)", "Narrower", show=False,
                tooltip="Make the column narrower", id="reader.narrower"),
        Binding("escape", "close", "Close", show=False,
                tooltip="Close the popup, then the rail", id="reader.close"),
        Binding("q", "back", "Back", tooltip="Go back", id="reader.back"),
        Binding("backspace", "backspace", "Back", show=False,
                tooltip="Take back a digit of a note's number, or go back", id="reader.backspace"),
        Binding("ctrl+q", "app.quit", "Quit", show=False, tooltip="Leave the program", id="quit"),
        Binding("enter", "open_typed", show=False, tooltip="Open the note whose number was typed",
                id="reader.open-typed"),
        *(
            Binding(str(digit), f"digit({digit})", show=False, id=f"reader.digit-{digit}",
                    tooltip="The number of a note to open; Enter after it")
            for digit in range(10)
        ),
    ]  # fmt: skip

    def __init__(self, slug: str, *, query: str = "", place: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.slug = slug
        self._query = query
        self._place = place
        self._reading: Reading | None = None
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._gone = False
        """The file was removed while it was read."""
        self._standing = 0
        """Of the latest wish to show or hide a note; older ones are void."""
        self._wished: int | None = None
        """The mark whose note is to stay open."""
        self._digits = ""
        self._rail = ""
        """The rail that is shown where there is no room for all; empty when none is."""
        self._progress = (0, 0)

    def compose(self) -> ComposeResult:
        """Lay out the rails around the body."""
        yield Static(id="fault", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Takeaways(id="takeaways", markup=False)
            yield Article(id="article")
            with Vertical(id="right"):
                yield AuthorRail(id="author")
                yield Sources(id="sources", markup=False)
        yield Static(id="reader-status", markup=False)
        yield Footer(show_command_palette=False)
        yield NotePopup()

    def on_mount(self) -> None:
        """Ask for the briefing."""
        self.query_one(Article).focus()
        self._load()

    def on_resize(self, event: events.Resize) -> None:
        """Put the rails away where they would cover the body, and back where there is room."""
        narrow = event.size.width < _ROOM_FOR_A_RAIL
        if narrow and not (self._rail and self.query_one(f"#{self._rail}").has_focus_within):
            self._show_rail("")
        elif not narrow and not self._rail:
            self._show_rail("takeaways")
        popup, mark = self.query_one(NotePopup), self.query_one(Article).focused_mark
        if popup.pinned and mark is not None:
            self.call_after_refresh(self._reopen, mark, popup.whole)

    def _reopen(self, mark: int, whole: bool) -> None:
        """Stand beside a mark again that the new size has moved, perhaps off the screen."""
        article = self.query_one(Article)
        if mark < article.mark_count:
            article.go_to(*article.mark_place(mark))
            self._show_note(mark, whole=whole, pinned=True)

    # --- what is shown

    @work(exclusive=True)
    async def _load(self) -> None:
        slug, query = self.slug, self._query
        try:
            reading, hits = await self.app.archive.ask(lambda archive: _read(archive, slug, query))
        except NotFoundError as error:
            if self._reading is None and not self.app.archive_read:
                return  # not listed yet; tried again when the archive has been read
            self._give_up(error)
            return
        except BriefingError as error:
            self._give_up(error)
            return
        if not self.is_running or reading == self._reading:
            return
        again = self._reading is not None
        article, popup = self.query_one(Article), self.query_one(NotePopup)
        place = article.place() if again else self._place
        mark = article.focused_mark if again else None
        opened = (popup.note.number, popup.whole) if popup.note and popup.pinned else None
        self._reading = reading
        self.slug = reading.briefing.slug
        self._hits = tuple(hit for hit in hits if hit.field == "body")
        article.load(masthead(reading), reading.briefing.blocks)
        article.show_hits(self._hits)
        self.query_one(Takeaways).show(reading)
        self.query_one(AuthorRail).show(reading)
        self.query_one(Sources).show(reading)
        self._hide_note()
        self._hit = min(self._hit, article.hit_count - 1)
        self._show_fault()
        if place is not None:
            article.restore(place)
            if mark is not None and mark < article.mark_count:
                article.focus_mark(mark)
                if opened is not None and article.number_of(mark) == opened[0]:
                    self._show_note(mark, whole=opened[1], pinned=True)
        elif self._hits:
            self._hit = 0
            article.go_to_hit(0)
        else:
            note = next((hit for hit in hits if hit.field == "note"), None)
            if note is not None:
                self._open_note(note.index)
        self._show_status()
        self.refresh_bindings()

    def _give_up(self, error: BriefingError) -> None:
        if self._reading is None:
            self.dismiss()
        self.app.tell(error)

    def refreshed(self, progress: Progress) -> None:
        """Take in what a refresh found: show a changed file at the same place."""
        changes = progress.changes
        touched = {*changes.added, *changes.changed}
        self._gone = self._gone and self.slug not in touched
        if self._reading is None or self.slug in touched:
            self._load()
        elif self.slug in changes.removed:
            self._gone = True
            self.notify("This file is gone. What you read is its last version.", markup=False)
        elif changes and not self._gone:
            self._load()  # an author's profile, a translation, a source cited elsewhere

    def _show_fault(self) -> None:
        bar = self.query_one("#fault", Static)
        fault = told(self._reading.briefing) if self._reading else None
        bar.display = fault is not None
        if fault is not None:
            bar.update(
                Content.assemble(
                    problem_content(fault),
                    "\n",
                    (
                        "What you read is the last good version."
                        if self._reading and self._reading.briefing.outdated
                        else "What you read is as much of it as can be read.",
                        "italic",
                    ),
                )
            )

    def _show_status(self) -> None:
        percent, left = self._progress
        parts: list[str | tuple[str, str]] = [(f" {percent:3d} %", "bold")]
        if left:
            parts.append(f" · {reading_minutes(left)} min left")
        hits = self.query_one(Article).hit_count
        if hits:
            parts.append((f" · {self._hit + 1}/{hits} ", ""))
            parts.append((self._query, "italic"))
        if self._digits:
            parts.append((f" · note {self._digits}_ Enter", "bold $text-accent"))
        reading = self._reading
        if reading is not None:
            mark = self.query_one(Article).focused_mark
            if mark is not None:
                number = self.query_one(Article).number_of(mark)
                parts.append((f" · note {number}", "$text-accent"))
                parts.append(f" of {len(reading.briefing.footnotes)}")
            parts.append((f" · {reading.briefing.path}", "$quiet"))
        self.query_one("#reader-status", Static).update(Content.assemble(*parts))

    @on(Article.ProgressChanged)
    def _progressed(self, event: Article.ProgressChanged) -> None:
        self._progress = (event.percent, event.words_left)
        self._digits = ""
        self._stand_beside_mark()
        self._show_status()

    # --- notes

    @on(Article.NoteOpened)
    def _note_opened(self, event: Article.NoteOpened) -> None:
        if self._digits:
            self._open_note(int(self._digits))
            return
        popup = self.query_one(NotePopup)
        same = popup.note is not None and popup.note.number == event.number and popup.pinned
        self._show_note(event.mark, whole=not popup.whole if same else False, pinned=True)

    @on(Article.MarkFocused)
    def _mark_focused(self, event: Article.MarkFocused) -> None:
        popup = self.query_one(NotePopup)
        self._digits = ""
        if self._wished == event.mark:
            pass  # its note is on the way
        elif popup.pinned:
            self._show_note(event.mark, whole=False, pinned=True)
        else:
            self._hide_note()
        self._show_status()
        self.refresh_bindings()

    @on(Article.MarkHovered)
    def _mark_hovered(self, event: Article.MarkHovered) -> None:
        popup = self.query_one(NotePopup)
        if popup.pinned:
            return
        if event.mark is None:
            self._hide_note()
        else:
            self._show_note(event.mark, whole=False, pinned=False)

    def _show_note(self, mark: int, *, whole: bool, pinned: bool) -> None:
        article, reading = self.query_one(Article), self._reading
        note = reading.briefing.note(article.number_of(mark)) if reading else None
        if reading is None or note is None:
            return
        popup = self.query_one(NotePopup)

        self._standing += 1
        wish = self._standing
        self._wished = mark if pinned else None

        # A jump to the mark scrolls; where it stands is known only after that.
        def stand() -> None:
            if wish != self._standing or not self.is_running:
                return
            region = article.mark_region(mark)
            popup.show(reading, note, region, article.region, whole=whole, pinned=pinned)
            self.refresh_bindings()

        self.call_after_refresh(stand)

    def _hide_note(self) -> None:
        self._standing += 1
        self._wished = None
        self.query_one(NotePopup).hide()

    def _stand_beside_mark(self) -> None:
        """Move the popup with the text; close it when its mark is scrolled off the screen."""
        article, popup = self.query_one(Article), self.query_one(NotePopup)
        if popup.note is None or not popup.pinned or article.focused_mark is None:
            return
        region = article.mark_region(article.focused_mark)
        if article.region.overlaps(region):
            popup.stand_beside(region, article.region)
        else:
            self._hide_note()

    def _open_note(self, number: int) -> None:
        self._digits = ""
        article = self.query_one(Article)
        marks = article.marks_on(number)
        if not marks:
            self.notify(f"No mark of a note {number} stands in the text.", markup=False)
        else:
            article.focus()
            article.go_to_mark(marks[0])
            self._show_note(marks[0], whole=False, pinned=True)
        self._show_status()

    def action_digit(self, digit: int) -> None:
        """Take a digit of a note's number; Enter opens it."""
        self._digits = (self._digits + str(digit))[-4:].lstrip("0")
        self._show_status()

    def action_open_typed(self) -> None:
        """Open the note whose number was typed."""
        if self._digits:
            self._open_note(int(self._digits))

    # --- rails

    def action_rail(self, name: str) -> None:
        """Go to a rail; where only one or none has room, show it, or hide it again."""
        rail = self.query_one(f"#{name}")
        if self.has_class("-wide"):
            rail.focus()
        elif self._rail == name and (rail.has_focus or rail.has_focus_within):
            self._show_rail("" if self.has_class("-narrow") else name)
            self.query_one(Article).focus()
        else:
            self._show_rail(name)
            if self.has_class("-narrow"):
                self._hide_note()
            rail.focus()

    def _show_rail(self, name: str) -> None:
        self._rail = name
        for other in RAILS:
            self.set_class(other == name, f"show-{other}")

    @on(Takeaways.Chosen)
    def _takeaway_chosen(self, event: Takeaways.Chosen) -> None:
        support = self._reading.supports[event.index] if self._reading else None
        if support is None:
            self.notify("No sentence of the body is close to this takeaway.", markup=False)
            return
        self._leave_drawer()
        article = self.query_one(Article)
        article.focus()
        article.show_passage(support.block, support.start, support.end)
        article.go_to(support.block, support.start)
        if support.notes:
            self._open_note(support.notes[0])
        else:
            self._hide_note()
            self.notify(
                f"The closest sentence stands in paragraph {support.paragraph}. "
                "No note stands on it.",
                markup=False,
            )

    @on(Sources.Chosen)
    def _source_chosen(self, event: Sources.Chosen) -> None:
        self._leave_drawer()
        article, popup = self.query_one(Article), self.query_one(NotePopup)
        shown = popup.note.number if popup.note else 0
        marked = [number for number in event.notes if article.marks_on(number)]
        following = [number for number in marked if number > shown]
        self._open_note((following or marked or list(event.notes))[0])

    @on(AuthorRail.PieceChosen)
    def _piece_chosen(self, event: AuthorRail.PieceChosen) -> None:
        self.app.read(event.slug)

    def _leave_drawer(self) -> None:
        if self.has_class("-narrow"):
            self._show_rail("")

    # --- hits, links, languages

    def action_hit(self, step: int) -> None:
        """Go to the next place of the words searched for, around the end."""
        article = self.query_one(Article)
        if not article.hit_count:
            self.notify("Nothing was searched for, or it does not stand in the body.", markup=False)
            return
        self._hit = (self._hit + step) % article.hit_count
        article.go_to_hit(self._hit)
        self._show_status()

    @on(Article.LinkOpened)
    def _link_opened(self, event: Article.LinkOpened) -> None:
        self.app.visit(event.href)

    def action_visit(self, archived: bool = False) -> None:
        """Open the source of the note that is open, as it is or as of its date of access."""
        note = self.query_one(NotePopup).note
        citation = next((c for c in note.citations if c.url), None) if note else None
        if citation is None or citation.url is None:
            self.notify("Open a note with an address first.", markup=False)
        elif archived:
            # https://web.archive.org/web/<digits of a date>/<address>: the capture closest to it.
            day = (citation.accessed or "").replace("-", "") or "2"
            self.app.visit(f"https://web.archive.org/web/{day}/{citation.url}")
        else:
            self.app.visit(citation.url)

    def action_copy(self) -> None:
        """Copy the citations of the note that is open."""
        note = self.query_one(NotePopup).note
        if note is None or not note.citations:
            self.notify("Open a note with a source first.", markup=False)
            return
        self.app.copy_to_clipboard("; ".join(map(plain_citation, note.citations)))
        self.notify(f"Copied {counted(len(note.citations), 'citation')}.", markup=False)

    def action_language(self) -> None:
        """Read the next language version at the same paragraph."""
        if self._reading is None:
            return
        if not self._reading.translations:
            also = self._reading.briefing.also_in
            self.notify(
                f"It also exists in {', '.join(also)}, but not in this archive."
                if also
                else "There is no translation of it in this archive.",
                markup=False,
            )
            return
        versions = sorted([(self._reading.briefing.lang, self.slug)] + [
            (entry.lang, entry.slug) for entry in self._reading.translations
        ])  # fmt: skip
        at = versions.index((self._reading.briefing.lang, self.slug))
        self.slug = versions[(at + 1) % len(versions)][1]
        block, _ = self.query_one(Article).place()
        self._place = (block, 0)
        self._reading = None
        self._load()

    def action_measure(self, by: int) -> None:
        """Make the column of text wider or narrower."""
        self.query_one(Article).measure += by

    # --- leaving

    def action_close(self) -> None:
        """Close the popup, then the drawer, then give the focus back to the body."""
        popup, article = self.query_one(NotePopup), self.query_one(Article)
        self._digits = ""
        self._show_status()
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
            return
        if popup.display:
            self._hide_note()
        elif self.has_class("-narrow") and self._rail:
            self._show_rail("")
        article.clear_passage()
        article.focus()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back to where this briefing was opened from."""
        self.dismiss()

    def action_backspace(self) -> None:
        """Take back a digit that was typed, or go back."""
        if self._digits:
            self._digits = self._digits[:-1]
            self._show_status()
        else:
            self.dismiss()

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done now."""
        if not self.is_mounted or not self.query(NotePopup):
            return True
        if action == "hit":
            return bool(self._hits)
        if action == "language":
            return bool(self._reading and self._reading.translations)
        return True


def _read(archive: Archive, slug: str, query: str) -> tuple[Reading, tuple[Hit, ...]]:
    reading = archive.reading(archive.resolve(slug))
    return reading, archive.hits(query, reading.briefing) if query else ()
