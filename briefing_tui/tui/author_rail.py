"""The authors beside a body, and their other pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.wording import author_content, entry_meta

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Author, Reading


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
