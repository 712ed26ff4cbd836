"""A page of a briefing of which is remembered where it was left, and whether it was read."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from briefing_tui.state import place_quote
from briefing_tui.tui.attention import Attention
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.page_view import PageView
from briefing_tui.wording import day_of

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.timer import Timer

    from briefing_tui.briefing import Briefing
    from briefing_tui.state import Left, Quote, Spot
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.highlight_pane import HighlightPane
    from briefing_tui.tui.highlighted import HighlightedArticle

_KEPT_AFTER = 0.5
"""Seconds after scrolling until the place is kept: no more is lost when the program is killed."""
_SEEN = 3.0
"""Seconds that the end of a text must be on the screen at least for it to count as read."""


class RememberedPage(HistoryScreen):
    """Keeps the place in a briefing, and takes it for read when all of it was seen for a while."""

    app: BriefingApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("asterisk", "star", "Star", show=False, key_display="*", id="reader.star",
                tooltip="Give the briefing a star, or take it away"),
        Binding("u", "toggle_read", "Unread", show=False, id="reader.unread",
                tooltip="Have it count as unread, or as read; it is read by itself when all of "
                        "it was on the screen for as long as the fastest need"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._shown: Briefing | None = None
        self._kept: Quote | None = None
        """The place that was kept last, of the briefing that is shown."""
        self._keeping: Timer | None = None
        self._seeing: Timer | None = None
        """Runs while the end of the text is on the screen."""
        self._end_seen = False
        self._stale = False
        """Something has changed while another page was shown."""
        self._attention = Attention()
        self._looking = False
        """It was opened elsewhere than where it was left, and not read on from there so far."""
        self._looked_at: tuple[int | None, Spot] | None = None
        """The hit and the place that are looked at, once they are shown."""
        self._article: HighlightedArticle | None = None
        """The text that is shown; the program's end takes it away before the page."""
        self._percent = 0
        """How far the reader is."""

    @property
    @abstractmethod
    def _pane(self) -> HighlightPane:
        """The pane of the text that is remembered."""

    def begin_remembering(self, briefing: Briefing, left: Left | None) -> None:
        """Keep the place in this briefing from now on; it is shown as it was left, or anew.

        Args:
            briefing: which.
            left: None when that could not be waited for.
        """
        if self._shown is not None and self._shown.slug != briefing.slug:
            self._end_seen = False
            self._attention = Attention()
        spot = left.spot if left else None
        words = [len(block.text.split()) for block in briefing.blocks]
        self._attention.begin(words, before=spot[0] if spot else 0)
        if self.is_active:
            self._attention.look(time.monotonic())
        self._shown, self._article = briefing, self._pane.article
        self._kept = place_quote(briefing.blocks, spot) if spot else None
        if left is not None:
            self._pane.show_highlights(briefing, left.highlights)
        else:
            self._pane.find_highlights(briefing)

    def tell_left(self, left: Left | None) -> Spot | None:
        """Give the place where a briefing was left, and tell of it."""
        if left is None or left.spot is None:
            return None
        day = day_of(left.left)
        when = f" on {day}" if day else ""
        if left.found:
            way = self.app.hint(("article.top", "goes to the beginning."))
            told = f"Where you left it{when}. {way}"
        else:
            told = f"The words at which you left it{when} are gone; it was about here."
        self.notify(told, timeout=3, markup=False)
        return left.spot

    def state_changed(self) -> None:
        """Show star and highlights as they are now, at once or when the page is seen again."""
        self._stale = not self.is_active
        if self._shown is not None and not self._stale:
            self._pane.find_highlights(self._shown)
            self._pane.post_message(self._pane.Changed())

    def remembered(self) -> list[tuple[str, str]]:
        """Give what a status line tells of star and reading, as texts with their styles."""
        if self._shown is None:
            return []
        now, slug = self.app.state.now, self._shown.slug
        parts = [(" ★", "bold $text-accent")] if slug in now.starred else []
        return [*parts, *([(" read ·", "$quiet")] if slug in now.read else [])]

    # --- the place

    @on(PageView.ProgressChanged)
    def _moved(self, event: PageView.ProgressChanged) -> None:
        self._percent = event.percent
        if self._looking:
            self._look_on()
        if self._keeping is None:
            self._keeping = self.set_timer(_KEPT_AFTER, self.keep_place)
        self._see()

    def only_look(self) -> None:
        """Keep the place where it was left until it is read on from what is shown now."""
        self._looking, self._looked_at = True, None

    def _look_on(self) -> None:
        """Go on looking while no more is done than going to hits, and scrolling around them."""
        article = self._pane.article
        now = (article.current_hit, article.place())
        if self._looked_at is None or self._looked_at[0] != now[0]:
            self._looked_at = now
        self._looking = not article.is_screen_away(self._looked_at[1])

    def keep_place(self) -> None:
        """Keep the place in the briefing that is shown, if it is another one than was kept."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        briefing, article = self._shown, self._article
        if briefing is None or article is None or self._looking:
            return
        spot = article.place()
        # What was read to its end begins at its beginning again.
        away = spot > (0, 0) and not (self._end_seen and self._percent >= 100)
        quote = place_quote(briefing.blocks, spot) if away else None
        if quote != self._kept:
            self._kept = quote
            self.app.state.keep_place(briefing, quote)

    def on_screen_resume(self) -> None:
        """Show what changed while another page was shown."""
        self._attention.look(time.monotonic())
        self._see()
        if self._stale:
            self.state_changed()

    def on_screen_suspend(self) -> None:
        """Keep the place at once."""
        self._attention.look_away(time.monotonic())
        self._stop_seeing()
        self.keep_place()

    def on_unmount(self) -> None:
        """Keep the place when the program ends."""
        self.keep_place()

    # --- read and unread

    def _see(self) -> None:
        """Take in what is on the screen; the time is up when all was there for long enough."""
        if self._article is None or not self.is_active:
            return
        self._attention.see(self._article.blocks_seen())
        if self._percent < 100:
            self._stop_seeing()
        elif self._seeing is None and not self._end_seen:
            lacks = self._attention.lacks(time.monotonic())
            if lacks is not None:
                self._seeing = self.set_timer(max(_SEEN, lacks), self._seen)

    def _stop_seeing(self) -> None:
        if self._seeing is not None:
            self._seeing.stop()
            self._seeing = None

    def _seen(self) -> None:
        self._seeing = None
        if self._shown is None:
            return
        self._end_seen = True
        if self._shown.slug not in self.app.state.now.read:
            self.app.state.read_to_end(self._shown)

    def action_star(self) -> None:
        """Give the briefing a star, or take it away."""
        if self._shown is not None:
            self.app.state.toggle_star([self._shown])

    def action_toggle_read(self) -> None:
        """Have the briefing count as unread, or as read."""
        if self._shown is not None:
            self._stop_seeing()
            self._end_seen = True  # the reader has decided
            self.app.state.toggle_read([self._shown])
