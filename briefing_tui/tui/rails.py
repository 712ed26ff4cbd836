"""What stands beside a body: takeaways with their evidence, the author, the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing_tui.tui.wording import (
    author_content,
    entry_meta,
    source_content,
    takeaway_content,
)
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Author, Reading, SourceUse


class RailList(OptionList):
    """A list in a rail: wraps its lines, and has a cursor only while it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, tooltip="Next line", id="rail.down"),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Line before", id="rail.up"),
        Binding("g", "first", "First", show=False, tooltip="First line", id="rail.first"),
        Binding("G", "last", "Last", show=False, tooltip="Last line", id="rail.last"),
    ]

    def fill(self, contents: list[Content]) -> None:
        """Show these, the cursor where it was if there still is such a line."""
        at = self.highlighted
        self.clear_options()
        self.add_options(Option(content) for content in contents)
        if contents:
            self.highlighted = min(at or 0, len(contents) - 1)


class Takeaways(RailList):
    """The takeaways; Enter goes to the sentence of the body that one is closest to."""

    class Chosen(Message):
        """A takeaway's evidence is asked for."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which takeaway, from 0."""

    def show(self, reading: Reading) -> None:
        """Show a briefing's takeaways."""
        takeaways = reading.briefing.takeaways
        self.border_title = f"Takeaways · {len(takeaways)}" if takeaways else "Takeaways"
        pairs = zip(takeaways, reading.supports, strict=True)
        self.fill([takeaway_content(text, support) for text, support in pairs])
        if not takeaways:
            self.add_option(Option("This piece has none.", disabled=True))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a takeaway."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))


class Sources(RailList):
    """The distinct sources with the notes on each; Enter opens the page of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Source page", tooltip="All that rests on this source, in every "
                "briefing", id="sources.page"),
        Binding("space", "notes", "Its notes", tooltip="Go to the next note that rests on this "
                "source", id="sources.notes"),
    ]  # fmt: skip

    class SourceMessage(Message):
        """Something is asked of a source."""

        def __init__(self, use: SourceUse) -> None:
            super().__init__()
            self.use = use
            """The source, and its notes in this briefing."""

    class Chosen(SourceMessage):
        """The page of a source is asked for."""

    class NotesWanted(SourceMessage):
        """The next note that rests on a source is asked for."""

    def show(self, reading: Reading) -> None:
        """Show a briefing's sources."""
        self._uses = reading.sources
        notes = len(reading.briefing.footnotes)
        self.border_title = f"{counted(len(self._uses), 'source')} · {counted(notes, 'note')}"
        self.fill([source_content(use) for use in self._uses])
        if not self._uses:
            self.add_option(Option("No source is named in the notes.", disabled=True))
        bare = reading.unsupported
        self.border_subtitle = (
            f"no note: ¶ {', '.join(map(str, bare))}" if bare and len(bare) <= 8
            else f"no note on {counted(len(bare), 'paragraph')}" if bare
            else ""
        )  # fmt: skip

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a source."""
        event.stop()
        self.post_message(self.Chosen(self._uses[event.option_index]))

    def action_notes(self) -> None:
        """Ask for the next note that rests on the source under the cursor."""
        if self.highlighted is not None and self.highlighted < len(self._uses):
            self.post_message(self.NotesWanted(self._uses[self.highlighted]))


class AuthorCard(Static, can_focus=True):
    """The profile of one author; Enter opens the page of that author."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Author page", tooltip="The author's profile and all pieces",
                id="author.page"),
    ]  # fmt: skip

    class Chosen(Message):
        """The page of an author is asked for."""

        def __init__(self, author: Author) -> None:
            super().__init__()
            self.author = author
            """Whose."""

    def __init__(self, author: Author) -> None:
        super().__init__(author_content(author), markup=False, classes="author-card")
        self.author = author

    def action_open(self) -> None:
        """Ask for the page of the author."""
        self.post_message(self.Chosen(self.author))

    def on_click(self) -> None:
        """Ask for the page of the author."""
        self.action_open()


class AuthorRail(VerticalScroll, can_focus=False):
    """The authors' profiles, and their other pieces."""

    class PieceChosen(Message):
        """Another briefing is asked for."""

        def __init__(self, slug: str) -> None:
            super().__init__()
            self.slug = slug
            """The briefing's slug."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, tooltip="Scroll down", id="author.down"),
        Binding("k", "scroll_up", "Up", show=False, tooltip="Scroll up", id="author.up"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out profile and other pieces."""
        yield Vertical(id="profiles")
        yield RailList(id="others", markup=False)

    def show(self, reading: Reading) -> None:
        """Show the authors of a briefing."""
        authors = reading.authors
        self.border_title = "Author" if len(authors) < 2 else f"{len(authors)} authors"
        self._show_profiles(authors)
        others = self.query_one("#others", RailList)
        self._slugs = [entry.slug for entry in reading.others]
        others.display = bool(self._slugs)
        others.border_title = "Other pieces" if len(authors) < 2 else "Other pieces by them"
        others.fill(
            [
                Content.assemble(entry.title, "\n", (entry_meta(entry), "$quiet"))
                for entry in reading.others
            ]
        )

    def _show_profiles(self, authors: tuple[Author, ...]) -> None:
        profiles = self.query_one("#profiles")
        shown = [card.author for card in profiles.query(AuthorCard)]
        if shown == list(authors) and profiles.children:
            return  # a card that has the focus keeps it
        profiles.remove_children()
        profiles.mount_all(
            [AuthorCard(author) for author in authors]
            or [Static("No author is named.", markup=False)]
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a piece."""
        event.stop()
        self.post_message(self.PieceChosen(self._slugs[event.option_index]))
