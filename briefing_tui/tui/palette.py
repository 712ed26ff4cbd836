"""What the command palette leads to: briefings, authors, sources, kept searches, archives."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from briefing_tui.errors import BriefingError
from briefing_tui.text import fold, one_line
from briefing_tui.tui.search import Search
from briefing_tui.wording import counted, source_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from textual.command import Hits
    from textual.screen import Screen
    from textual.style import Style

    from briefing_tui.archive import Archive
    from briefing_tui.evidence import SourceRecord
    from briefing_tui.tui.app import BriefingApp

_MOST = 8
"""Offered of a kind."""
_LEAST = 2
"""Letters from which on sources are looked for: one letter stands in all of them."""
# For each letter that is typed, beside Textual's own scores: 2 and more for a command in which the
# words stand, up to some 1.8 for one in which their letters do, here and there.
_BEGINS, _STANDS, _SOURCE = 2.1, 1.9, 1.7


class Offer(NamedTuple):
    """Something to go to."""

    words: str
    """What it is found by, folded."""
    title: str
    """One line."""
    about: str
    go: Callable[[], object]


def matching(offers: Iterable[Offer], query: str) -> Iterator[tuple[float, Offer]]:
    """Give the offers in which all words of a query stand, with a score each."""
    wanted = fold(query).split()
    for offer in offers:
        if all(word in offer.words for word in wanted):
            begins = all(f" {word}" in f" {offer.words}" for word in wanted)
            yield (_BEGINS if begins else _STANDS) * len(query), offer


class OfferProvider(Provider):
    """Offers what words stand in."""

    def __init__(self, screen: Screen[Any], match_style: Style | None = None) -> None:
        super().__init__(screen, match_style)
        self._offers: list[Offer] = []

    @property
    def reader(self) -> BriefingApp:
        """The application."""
        return self.screen.app  # type: ignore[return-value]

    @property
    def ready(self) -> bool:
        """Whether there is an archive."""
        return self.reader.root is not None

    async def startup(self) -> None:
        """Gather what there is."""
        if self.ready:
            self._offers = await self.gathered()

    @abstractmethod
    async def gathered(self) -> list[Offer]:
        """Give what there is to go to."""

    async def search(self, query: str) -> Hits:
        """Give the best of what the words stand in."""
        best = sorted(matching(self._offers, query), key=lambda found: -found[0])[:_MOST]
        for score, offer in best:
            yield _hit(score, offer)


def _hit(score: float, offer: Offer) -> Hit:
    # Not a string: Textual would take its brackets for markup.
    return Hit(score, Content(offer.title), offer.go, offer.title, offer.about)


class Briefings(OfferProvider):
    """Briefings by title."""

    async def gathered(self) -> list[Offer]:
        """Give all briefings of the archive."""
        read = self.reader.read

        def offers(archive: Archive) -> list[Offer]:
            return [
                Offer(
                    fold(f"{entry.title} {entry.slug}"),
                    one_line(entry.title),
                    " · ".join(filter(None, ("briefing", entry.kind, entry.date, entry.lang))),
                    partial(read, entry.slug),
                )
                for entry in archive.list()
            ]

        return await self.reader.archive.ask(offers)


class Authors(OfferProvider):
    """Authors by name."""

    async def gathered(self) -> list[Offer]:
        """Give all authors of the archive's briefings."""
        show = self.reader.show_author_of

        def offers(archive: Archive) -> list[Offer]:
            pieces: dict[tuple[str, str], int] = {}
            for entry in archive.list():
                for author in zip(entry.author_slugs, entry.authors, strict=True):
                    pieces[author] = pieces.get(author, 0) + 1
            return [
                Offer(
                    fold(f"{name} {slug}"),
                    one_line(name),
                    f"author · {counted(count, 'briefing')}",
                    partial(show, slug),
                )
                for (slug, name), count in pieces.items()
            ]

        return await self.reader.archive.ask(offers)


class Sources(OfferProvider):
    """Sources by words of title, publisher and author, or by address."""

    async def gathered(self) -> list[Offer]:
        """Give none: there may be a hundred thousand. They are asked for by what is typed."""
        return []

    async def search(self, query: str) -> Hits:
        """Give the sources that most rests on."""
        if not self.ready or len(query) < _LEAST:
            return
        try:
            found = await self.reader.archive.ask(
                lambda archive: archive.find_sources(query, limit=_MOST)
            )
        except BriefingError:  # an address that is none
            return
        for record in found:
            yield _hit(_SOURCE * len(query), self._offer(record))

    def _offer(self, record: SourceRecord) -> Offer:
        citation = record.citation
        name = source_name(citation)
        title = f"{citation.title} – {name}" if citation.title not in {None, name} else name
        about = f"source · in {counted(record.briefings, 'briefing')}"
        return Offer("", one_line(title), about, partial(self.reader.show_source, citation))


class Kept(OfferProvider):
    """Searches that are kept, archives by name, and the file of settings."""

    @property
    def ready(self) -> bool:
        """Also without an archive: others have names."""
        return True

    async def gathered(self) -> list[Offer]:
        """Give what the settings name, and the searches that the interface keeps."""
        return [*self._searches(), *self._archives(), self._settings()]

    def _searches(self) -> Iterator[Offer]:
        app = self.reader
        if app.root is None:
            return
        told = {
            name: Search(search.query, search.only, search.sort or "relevance")
            for name, search in app.settings.searches.items()
        }
        for kept in app.state.now.searches:
            told.setdefault(kept.name, Search(kept.query, kept.narrowed, kept.sort))
        for name, search in told.items():
            words = fold(f"search {name} {search.query}")
            about = f"kept search · {one_line(search.query)}"
            yield Offer(words, f"Search {one_line(name)}", about, partial(app.look_for, search))

    def _archives(self) -> Iterator[Offer]:
        app = self.reader
        for name, folder in app.settings.archives.items():
            if folder != app.root:
                title = f"Open the archive {one_line(name)}"
                yield Offer(
                    fold(f"{title} {folder}"), title, one_line(str(folder)),
                    partial(app.open_archive, folder),
                )  # fmt: skip

    def _settings(self) -> Offer:
        path = self.reader.settings.path
        title = "Edit the settings"
        return Offer(fold(f"{title} config keys themes"), title, one_line(str(path or "")),
                     self.reader.edit_settings)  # fmt: skip

    async def discover(self) -> Hits:
        """Give all of it: it is not much."""
        for offer in self._offers:
            yield DiscoveryHit(Content(offer.title), offer.go, offer.title, offer.about)
