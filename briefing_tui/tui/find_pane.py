"""A text in which words can be found, and the places where a search found words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding
from textual.containers import Container
from textual.message import Message

from briefing_tui.tui.article import Article
from briefing_tui.tui.find_bar import FindBar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.results import Hit
    from briefing_tui.tui.app import BriefingApp


class Search(NamedTuple):
    """What is looked for in a text."""

    words: str
    """What was typed; empty when nothing is but what the text was found by."""
    hit: int | None
    """The place that is shown apart."""


class FindPane(Container):
    """An article with a line for words to find in it."""

    app: BriefingApp

    DEFAULT_CSS = """
    FindPane { width: 1fr; height: 1fr; }
    """
    BINDING_GROUP_TITLE = "Words in the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find", key_display="/",
                tooltip="Find words in this page, through accents and line breaks",
                id="reader.find"),
        Binding("n", "hit(1)", "Next", tooltip="Next place of the words searched for",
                id="reader.next-hit"),
        Binding("N", "hit(-1)", "Hit before", show=False,
                tooltip="Place before of the words searched for", id="reader.previous-hit"),
    ]  # fmt: skip

    ARTICLE: ClassVar[type[Article]] = Article
    """What shows the text."""

    class Changed(Message):
        """Something of what `told` says is different now."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._query = ""
        """The words whose places are marked; empty when none are."""
        self._found: tuple[Sequence[Hit], str] = ((), "")
        """What the text was found by, and its places."""
        self._begun = (0, 0)
        """The place from which something is looked for."""

    def compose(self) -> ComposeResult:
        """Lay out the text and the line below it."""
        article = self.ARTICLE(id="article")
        settings = self.app.settings
        article.measure = settings.measure
        if settings.bidi != "auto":
            article.turning = settings.bidi == "always"
        yield article
        yield FindBar()

    @property
    def article(self) -> Article:
        """The text."""
        return self.query_one(Article)

    def told(self) -> list[tuple[str, str]]:
        """Give what a status line tells of the search, as texts with their styles."""
        if not self._query or (not self.article.hit_count and self._query == self._found[1]):
            return []
        return [(f" · {self._count()} ", "bold"), (self._query, "italic")]

    def show_found(self, hits: Iterable[Hit], query: str) -> None:
        """Mark what a search of the archive found in the text.

        Args:
            hits: the places.
            query: what was searched for.
        """
        self._found = (tuple(hits), query)
        self._look_for("")

    @property
    def search(self) -> Search:
        """What is looked for now, for `search_again` when the text has changed."""
        words = self._query if self._query != self._found[1] else ""
        return Search(words, self.article.current_hit)

    def search_again(self, search: Search) -> None:
        """Look for the same in another text, without scrolling."""
        self._look_for(search.words)
        if search.hit is not None and search.hit < self.article.hit_count:
            self.article.set_hit(search.hit)

    # Finding

    def action_find(self) -> None:
        """Open the box for words to find."""
        self._begun = self.article.place()
        self.query_one(FindBar).open()

    @on(FindBar.Typed)
    def _find_typed(self, event: FindBar.Typed) -> None:
        self._look_for(event.words)
        hit = self.article.hit_from(self._begun)
        if hit is None:
            self.article.restore(self._begun)
        else:
            self.article.go_to_hit(hit)
        self.query_one(FindBar).tell(self._count() if event.words.strip() else "")
        self.post_message(self.Changed())

    @on(FindBar.Stepped)
    def _find_stepped(self, event: FindBar.Stepped) -> None:
        self.action_hit(event.step)
        self.query_one(FindBar).tell(self._count())

    @on(FindBar.Left)
    def _find_left(self, event: FindBar.Left) -> None:
        article = self.article
        self.screen.set_focus(article)
        if not event.taken:
            self.forget_search()
            article.restore(self._begun)
        elif not event.words.strip():
            self.action_hit(1)
        elif not article.hit_count:
            self.notify(f"“{event.words.strip()}” does not stand in this text.", markup=False)
            self.forget_search()
        self.refresh_bindings()

    def _look_for(self, words: str) -> None:
        """Mark where words stand, or again what the briefing was found by when there are none."""
        self._query = words.strip()
        if self._query:
            self.article.find(self._query)
        else:
            hits, self._query = self._found
            self.article.show_hits(hits)

    def forget_search(self) -> bool:
        """Mark no words but those the briefing was found by; false when there are no others."""
        if self._query == self._found[1]:
            return False
        self._look_for("")
        self.post_message(self.Changed())
        self.refresh_bindings()
        return True

    def _count(self) -> str:
        """Give which of the places is shown: `3/14`."""
        article = self.article
        at = article.current_hit
        return f"{0 if at is None else at + 1}/{article.hit_count}"

    def action_hit(self, step: int) -> None:
        """Go to the next place of the words searched for, around the end."""
        hit = self.article.hit_after(step)
        if hit is None:
            self.notify("Nothing is looked for: / finds words in this page.", markup=False)
            return
        self.article.go_to_hit(hit)
        self.post_message(self.Changed())

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done now."""
        if not self.is_mounted or action not in {"find", "hit"}:
            return True
        if self.query_one(FindBar).display:
            return False
        return action == "find" or bool(self.article.hit_count)
