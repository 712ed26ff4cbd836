"""The page of an author: the profile, and all pieces in the archive."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from briefing_tui.errors import BriefingError
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.rows import entry_rows
from briefing_tui.tui.virtual_list import VirtualList
from briefing_tui.tui.wording import author_content, entry_meta
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Author, Entry
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.virtual_list import PaintedLine

_TOPICS = 6
"""Of an author's topics, as many as are told."""


class AuthorPage(HistoryScreen):
    """One author, a person or a desk.

    Args:
        author: as a briefing has it; a profile in the archive takes its place.
        slug: the briefing that the reader comes from.
    """

    app: BriefingApp

    CSS_PATH = "screens.tcss"

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-narrow"),
        (100, "-wide"),
    ]
    BINDING_GROUP_TITLE = "This author"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", tooltip="Open the profile in your editor",
                id="author-page.edit"),
        Binding("escape,backspace", "app.go_back", "Back", show=False, tooltip="Go back",
                id="page.leave"),
    ]  # fmt: skip

    def __init__(self, author: Author, *, slug: str = "") -> None:
        super().__init__()
        self._author = author
        self._from = slug

    def compose(self) -> ComposeResult:
        """Lay out the pieces beside the profile, or below it where there is no room."""
        with Container(id="author-columns"):
            with VerticalScroll(id="author-about"):
                yield Static(id="author-profile", markup=False)
                yield RailList(id="author-links", markup=False)
            yield VirtualList(self._paint, row_height=None, key=_slug, id="author-pieces")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for the pieces."""
        listing = self.query_one(VirtualList)
        listing.placeholder = "Looking through the archive …"
        listing.focus()
        self._show(self._author, ())
        self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        slug = self._author.slug
        try:
            profile, pieces = await self.app.archive.ask(
                lambda archive: (archive.author(slug), archive.by_author(slug))
            )
        except BriefingError as error:
            self.app.tell(error)
            return
        if not self.is_running:
            return
        self._author = profile if profile.known else self._author
        self._show(self._author, pieces)
        listing = self.query_one(VirtualList)
        listing.placeholder = "No piece in the archive names this author any more."
        listing.border_title = counted(len(pieces), "piece")
        listing.set_rows(pieces, keep=bool(listing.rows))

    def _show(self, author: Author, pieces: Sequence[Entry]) -> None:
        self.query_one("#author-about").border_title = "Author"
        self.query_one("#author-profile", Static).update(
            Content("\n\n").join([author_content(author, links=False), *_written(pieces)])
        )
        links = self.query_one("#author-links", RailList)
        links.display = bool(author.links)
        links.border_title = "Links"
        links.fill([Content(link) for link in author.links])

    def _paint(self, entry: Entry, width: int, _is_cursor: bool) -> list[PaintedLine]:
        rows = entry_rows(entry, entry_meta(entry), width - 1)
        if entry.slug == self._from:
            rows.append([("you came from here", "accent")])
        return rows

    @on(VirtualList.Chosen)
    def _piece_chosen(self, event: VirtualList.Chosen) -> None:
        self.app.read(event.row.slug)

    def action_edit(self) -> None:
        """Open the profile in the user's editor."""
        self.app.edit_profile(self._author.slug)

    @on(OptionList.OptionSelected, "#author-links")
    def _link_chosen(self, event: OptionList.OptionSelected) -> None:
        self.app.visit(self._author.links[event.option_index])


def _slug(entry: Entry) -> str:
    return entry.slug


def _written(pieces: Sequence[Entry]) -> list[Content]:
    """Tell when, of what kinds and on what an author has written; translations do not count."""
    originals = [piece for piece in pieces if not piece.translation_of]
    years = sorted({piece.date[:4] for piece in originals if piece.date})
    kinds = Counter(piece.kind for piece in originals if piece.kind)
    topics = Counter(topic for piece in originals for topic in piece.topics)
    out = []
    for label, told in (
        ("Written", f"{years[0]} to {years[-1]}" if len(years) > 1 else "".join(years)),
        ("Kinds", _most(kinds)),
        ("Topics", _most(topics)),
    ):
        if told:
            out.append(Content.assemble((label, "bold"), "\n", told))
    return out


def _most(counts: Counter[str]) -> str:
    rest = len(counts) - _TOPICS
    told = [f"{name} ({number})" for name, number in counts.most_common(_TOPICS)]
    return ", ".join(told) + (f" and {rest} more" if rest > 0 else "")
