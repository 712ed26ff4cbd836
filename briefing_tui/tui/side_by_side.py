"""A piece beside its translation: passages that say the same begin on the same row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line
from briefing_tui.tui.highlighted import HighlightedArticle
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.layout import Layout
from briefing_tui.tui.reading_pane import ReadingPane
from briefing_tui.tui.wording import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.archive import Archive, Pair
    from briefing_tui.briefing import Reading
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.layout import Piece

_ROOM_FOR_BOTH = 64
"""Columns; in fewer the texts stand one above the other."""


def level(left: Layout, right: Layout, starts: Sequence[tuple[int, int]]) -> None:
    """Move the pieces of two layouts down so that both are as high and begin together.

    Args:
        left: the one.
        right: the other.
        starts: pieces that are to begin on the same row, rising on both sides; both begin with 0
            and 0. Where a side has nothing between two of them, it is left blank there.
    """
    sides = (left, right)
    ends = [*starts, (len(left.pieces), len(right.pieces))]
    tops: tuple[list[int], list[int]] = ([], [])
    bottom = 0
    for first, last in pairwise(ends):
        there = zip(sides, first, last, strict=True)
        begin = bottom + max((side.gap(a) for side, a, z in there if a < z), default=0)
        for side, moved, a, z in zip(sides, tops, first, last, strict=True):
            if a < z:
                moved.extend(begin + side.top(piece) - side.top(a) for piece in range(a, z))
                bottom = max(bottom, begin + side.bottom(z - 1) - side.top(a))
    for side, moved in zip(sides, tops, strict=True):
        side.move(moved, bottom)


class PairedArticle(HighlightedArticle):
    """A text that stands beside another one, row by row, and scrolls with it."""

    DEFAULT_CSS = """
    PairedArticle { scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._other: PairedArticle | None = None
        self._beside: Sequence[Piece] = ()
        """The other text's pieces."""
        self._starts: list[tuple[int, int]] = []
        self._led = False
        """It is being scrolled by the other text."""

    def stand_beside(self, other: PairedArticle, pairs: Sequence[Pair]) -> None:
        """Begin each passage on the row of the other text's.

        Args:
            other: the other text, as wide as this one.
            pairs: the blocks that say the same, this text's first.
        """
        mine, theirs = self._page.first, other._page.first
        here, there = mine, theirs
        starts = [(0, 0)]
        for pair in pairs:
            starts.append((here, there))
            here, there = here + len(pair.left), there + len(pair.right)
        self._other, self._beside, self._starts = other, other._page.pieces, starts
        self._relayout(force=True)

    def stand_alone(self) -> None:
        """Be laid out without regard to another text, until one is named again."""
        self._other = None

    def _lay_out(self, width: int) -> Layout:
        layout = super()._lay_out(width)
        if self._other is not None:
            level(layout, Layout(self._beside, width), self._starts)
        return layout

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Take the other text along."""
        super().watch_scroll_y(old_value, new_value)
        if self._other is not None and not self._led and self._laid_out == self.size:
            self._other.follow(self)

    def follow(self, leader: PairedArticle) -> None:
        """Scroll to where the other text is, as far as this one can."""
        self._led = True
        self.scroll_to(y=leader.scroll_offset.y, animate=False, force=True)
        self._led = False


class PairedPane(ReadingPane):
    """One of the two texts, with the popup of its notes."""

    ARTICLE = PairedArticle

    @property
    def paired(self) -> PairedArticle:
        """The text."""
        return self.query_one(PairedArticle)


class SideBySide(HistoryScreen):
    """A piece and one of its translations.

    Args:
        slug: the piece that is read.
        other: its other language version.
        block: of the piece, to begin at.
    """

    app: BriefingApp

    CSS_PATH = "screens.tcss"

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-narrow"),
        (_ROOM_FOR_BOTH, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "one", "One language", tooltip="Go on in the language that has the focus",
                id="beside.one"),
        Binding("L", "language", "Other language", tooltip="Put the next language beside it",
                id="beside.language"),
        Binding("tab,shift+tab", "cross", "Other side", key_display="Tab",
                tooltip="Go to the same passage on the other side", id="beside.cross"),
        Binding("s", "sources", "Source", show=False, id="reader.sources",
                tooltip="The page of the source of the note that is open"),
        Binding("e", "edit", "Edit", show=False, id="beside.edit",
                tooltip="Open the file of this side in your editor, at what you read"),
        Binding("escape", "close", "Close", show=False, tooltip="Close the popup",
                id="reader.close"),
        Binding("backspace", "backspace", "Back", show=False,
                tooltip="Take back a digit of a note's number, or a jump in the text, or go back",
                id="reader.backspace"),
    ]  # fmt: skip

    def __init__(self, slug: str, other: str, *, block: int = 0) -> None:
        super().__init__()
        self._slugs = [slug, other]
        self._block = block
        self._readings: tuple[Reading, Reading] | None = None

    def compose(self) -> ComposeResult:
        """Lay out both texts."""
        with Container(id="both"):
            yield PairedPane(id="left-text")
            yield PairedPane(id="right-text")
        yield Static(id="beside-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for both."""
        self._panes[0].article.focus()
        self._load()

    def on_resize(self, event: events.Resize) -> None:
        """Keep both texts as wide as each other: rows would not agree otherwise."""
        wide = event.size.width >= _ROOM_FOR_BOTH
        for pane in self._panes:
            pane.styles.width = event.size.width // 2 if wide else event.size.width

    @property
    def _panes(self) -> tuple[PairedPane, PairedPane]:
        left, right = self.query(PairedPane)
        return left, right

    @property
    def _side(self) -> int:
        """The side that has the focus, 0 or 1."""
        focused = self.focused
        return int(focused is not None and self._panes[1] in focused.ancestors)

    # --- what is shown

    @work(exclusive=True)
    async def _load(self) -> None:
        left, right = self._slugs
        try:
            readings, pairs, mirrored = await self.app.archive.ask(lambda a: _read(a, left, right))
        except BriefingError as error:
            if self._readings is None:
                self.app.history.give_up(self)
            self.app.tell(error)
            return
        if not self.is_running or readings == self._readings:
            return
        before, self._readings = self._readings, readings
        one, two = (pane.paired for pane in self._panes)
        stays = [
            before is not None and before[index].briefing.slug == reading.briefing.slug
            for index, reading in enumerate(readings)
        ]
        lead = self._side if stays[self._side] else stays.index(True) if any(stays) else 0
        leader, follower = (two, one) if lead else (one, two)
        place = leader.place() if stays[lead] else (self._block, 0)
        one.stand_alone()
        two.stand_alone()
        for pane, reading, same in zip(self._panes, readings, stays, strict=True):
            (pane.renew if same else pane.show)(reading)
            piece = reading.briefing
            pane.find_highlights(piece)
            pane.border_title = Content(f"{piece.lang or '??'} · {one_line(piece.title)}")
        one.stand_beside(two, pairs)
        two.stand_beside(one, mirrored)
        # The text that stays has its rows again only now that both are level.
        if place != (0, 0):
            leader.restore(place)
        follower.follow(leader)
        self._show_status()

    def state_changed(self) -> None:
        """Show the highlights as they are now."""
        if self._readings is not None:
            for pane, reading in zip(self._panes, self._readings, strict=True):
                pane.find_highlights(reading.briefing)

    @on(ReadingPane.Changed)
    def _show_status(self) -> None:
        parts = self._panes[self._side].told()
        if self._readings is not None:
            parts.append((f" · {self._readings[self._side].briefing.path}", "$quiet"))
        self.query_one("#beside-status", Static).update(Content.assemble(*parts))

    # --- doing

    def action_cross(self) -> None:
        """Give the focus to the other text, which stands at the same passage."""
        here = self._panes[self._side]
        here.hide_note()
        self.set_focus(self._panes[1 - self._side].article)

    def on_descendant_focus(self) -> None:
        """Tell of the text that has the focus now."""
        self._show_status()

    def action_one(self) -> None:
        """Go on reading in the language that has the focus, at this place."""
        side = self._side
        block, _ = self._panes[side].article.place()
        self.app.history.back()
        self.app.read_on(self._slugs[side], block)

    def action_language(self) -> None:
        """Put the next language in the place of the side without the focus."""
        if self._readings is None:
            return
        side = self._side
        reading = self._readings[side]
        versions = [entry.slug for entry in reading.translations]
        other = self._slugs[1 - side]
        if len(versions) < 2 or other not in versions:
            self.notify("There is no third language of it in this archive.", markup=False)
            return
        self._slugs[1 - side] = versions[(versions.index(other) + 1) % len(versions)]
        self._load()

    def action_edit(self) -> None:
        """Open the file of the side that has the focus in the user's editor, at what is read."""
        if self._readings is not None:
            briefing = self._readings[self._side].briefing
            spot = self._panes[self._side].spot(briefing.blocks)
            self.app.edit_briefing(briefing.slug, spot=spot, fault=told(briefing))

    def action_close(self) -> None:
        """Close the popup, and put nothing apart."""
        pane = self._panes[self._side]
        pane.forget_digits()
        if pane.popup.display:
            pane.hide_note()
        else:
            pane.forget_search()
        self.set_focus(pane.article)
        self.refresh_bindings()

    def action_backspace(self) -> None:
        """Take back a digit that was typed, or a jump within the text, or go back."""
        pane = self._panes[self._side]
        if not (pane.take_back_digit() or pane.jump_back()):
            self.app.history.back()

    def action_sources(self) -> None:
        """Go to the page of the source of the note that is open."""
        pane = self._panes[self._side]
        if pane.popup.citation is not None:
            self.app.show_source(pane.popup.citation, slug=self._slugs[self._side])


def _read(
    archive: Archive, left: str, right: str
) -> tuple[tuple[Reading, Reading], tuple[Pair, ...], tuple[Pair, ...]]:
    """Give both texts, and the passages that say the same as either side sees them."""
    from briefing_tui.archive import paired, swapped  # noqa: PLC0415 - in a thread already

    readings = archive.reading(left), archive.reading(right)
    pairs = paired(readings[0].briefing.blocks, readings[1].briefing.blocks)
    return readings, pairs, swapped(pairs)
