"""`Archive`: what the front ends ask, joined from files, catalogue and full-text index.

Everything here may take its time and touches the disk: an interface calls it from a thread of its
own. An `Archive` belongs to the thread that opened it; open a second one for a second thread.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing_tui.archive.alone import read_or_last_good
from briefing_tui.archive.evidence import citing, without
from briefing_tui.archive.indexing import Indexed, Indexer
from briefing_tui.archive.joining import in_order, names_of, sources_of, supports_of, with_names
from briefing_tui.archive.naming import identity_of
from briefing_tui.archive.places import cache_folder, is_scratch, readable
from briefing_tui.archive.refresh import Refresher, gathered
from briefing_tui.archive.resolving import no_such, resolve
from briefing_tui.archive.searching import alike, hits_in, search
from briefing_tui.archive.similar import similar
from briefing_tui.archive.unread import unread
from briefing_tui.archive.workbench import Workbench
from briefing_tui.briefing import Author, Briefing, Changes, Entry, Progress, Reading, Similar
from briefing_tui.catalogue import Catalogue
from briefing_tui.sources import source_query

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Self

    from briefing_tui.archive.indexing import IndexState
    from briefing_tui.archive.refresh import Thorough
    from briefing_tui.evidence import Citing, SourceRecord, Withdrawal
    from briefing_tui.results import FacetName, Hit, Results, Sort


_PATIENCE = 5.0
"""Seconds to wait while another copy of the program is at the archive."""
_GLANCE = 0.2
"""The same, without waiting: for longer than another copy needs to see whether one is at it."""
_OTHER_PIECES = 50
"""Of an author's other pieces, as many as a reader is shown."""


class Archive(Workbench):
    """A folder of briefings, open for reading, searching and adding.

    Use it as a context manager, or `close` it.
    """

    def __init__(self, root: Path, cache: Path, catalogue: Catalogue) -> None:
        super().__init__(root, catalogue)
        self._cache = cache
        self._indexer = Indexer(cache, catalogue)
        self._refresher = Refresher(root, cache, catalogue, self._indexer)

    @classmethod
    def open(cls, root: Path, *, cache: Path | None = None) -> Archive:
        """Open the archive in the folder `root`; nothing is scanned or parsed yet.

        Args:
            root: the archive's folder.
            cache: where all archives' caches are; the user's cache folder when None.

        Raises:
            ArchiveError: there is no such folder, or it cannot be read.
        """
        root = readable(root)
        folder = cache_folder(root, cache)
        return cls(root, folder, Catalogue.open(folder / "catalogue.sqlite"))

    @property
    def id(self) -> str:
        """What the archive is told from others by: `id` of its `archive.yaml`, else its path."""
        return identity_of(self.root, self._catalogue).id or str(self.root)

    @property
    def title(self) -> str:
        """What people call it: `title` of its `archive.yaml`, else its folder's name."""
        return identity_of(self.root, self._catalogue).title or self.root.name or str(self.root)

    @property
    def orphaned(self) -> bool:
        """Whether the cache was deleted under it; another `Archive` must be opened then."""
        return not self._catalogue.is_at(self._cache / "catalogue.sqlite")

    def close(self) -> None:
        """Let go of catalogue and index."""
        self._indexer.close()
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lasting(self) -> bool:
        """Whether other processes find the same cache: not where none could be written."""
        return not is_scratch(self._cache)

    # --- keeping up with the files

    def behind(self, *, paths: Iterable[Path] | None = None) -> int:
        """Look at the files, and tell how many of them a refresh would have to read or index.

        Args:
            paths: as for `refreshing`, which need not look at them again then.

        Raises:
            ArchiveError: the folder cannot be read.
        """
        self._refresher.look(paths)
        return self._refresher.behind()

    def refreshing(
        self,
        *,
        index: bool = True,
        patience: float = _PATIENCE,
        paths: Iterable[Path] | None = None,
        settle: float = 0,
    ) -> Iterator[Progress]:
        """Bring the archive's memory up to its files, batch by batch, reporting after each.

        Whoever iterates may do other things in between, and may stop: the rest is done next time.

        Args:
            index: false leaves the full-text index as it is; enough for a list.
            patience: seconds to wait for another copy of the program that is at it.
            paths: of what may have changed, be it new, other, gone, a file or a folder, when
                something watches the archive's folder and tells. Only these are looked at, besides
                what an earlier look has left to do; so with none only that is done. The first time
                that an `Archive` looks, it looks at everything. Paths outside are passed over.
            settle: seconds that a file with a fault must have stood still. What may be half
                written is left for the next time then, and `unsettled` asks for one soon.

        Raises:
            ArchiveError: the folder cannot be read, or the cache not written.
        """
        return self._refresher.run(paths, index=index, patience=patience, settle=settle)

    @property
    def unsettled(self) -> bool:
        """Whether the last `refreshing` left files alone because somebody may be writing them."""
        return self._refresher.unsettled

    def refresh(
        self,
        report: Callable[[Progress], None] | None = None,
        *,
        index: bool = True,
        paths: Iterable[Path] | None = None,
    ) -> Changes:
        """Do all of `refreshing`, and give what has changed since the last time."""
        return gathered(self.refreshing(index=index, paths=paths), report)

    def index(
        self,
        report: Callable[[Progress], None] | None = None,
        *,
        anew: bool = False,
        wait: bool = True,
    ) -> Indexed:
        """Do all of `refreshing`, and put the full-text index in its best shape.

        Args:
            report: called with how far it is.
            anew: build the index anew; the old one is searched until the new one is whole.
            wait: for some seconds, while another copy of the program is at it.

        Raises:
            ArchiveError: as `refreshing`, or another copy of the program is indexing.
        """
        thorough: Thorough = "rebuild" if anew else "tidy"
        before = self._indexer.done
        patience = _PATIENCE if wait else _GLANCE
        gathered(self._refresher.run(index=True, patience=patience, thorough=thorough), report)
        now = self._indexer.done
        return Indexed(now.put - before.put, now.removed - before.removed)

    @property
    def busy(self) -> bool:
        """Whether another copy of the program brings the archive's memory up to its files."""
        return self._refresher.busy()

    def index_state(self) -> IndexState:
        """Tell how the full-text index is, as of the last refresh; it is not made or mended."""
        return self._indexer.state()

    # --- lists

    def list(self, sort: Sort = "date") -> list[Entry]:
        """List all briefings, from the catalogue.

        By date the newest come first, undated ones by their last date of access, originals before
        their translations; by title under the fold.
        """
        return in_order(self._catalogue.entries(names=self._names()), sort)

    def entry(self, slug: str) -> Entry:
        """Give what a list shows of one briefing.

        Raises:
            NotFoundError: there is none of that slug.
        """
        entry = self._catalogue.entry(slug)
        if entry is None:
            raise no_such(self._catalogue, slug)
        return with_names(entry, self._catalogue.authors())

    def translations(self, slug: str) -> tuple[Entry, ...]:
        """Give the other language versions of a briefing, the original first."""
        family = [e for e in self._named(self._catalogue.family(slug)) if e.slug != slug]
        return tuple(sorted(family, key=lambda e: (bool(e.translation_of), e.lang, e.slug)))

    def by_author(self, slug: str) -> tuple[Entry, ...]:
        """List the briefings of an author, newest first."""
        return tuple(in_order(self._named(self._catalogue.by_author(slug)), "date"))

    def cited_by(self, source: str) -> tuple[tuple[str, int], ...]:
        """List slug and note number of every note in the archive that rests on a source's id."""
        return tuple(self._catalogue.evidence.cited_by(source))

    # --- what rests on what

    def sources(self) -> tuple[SourceRecord, ...]:
        """List the sources of the whole archive, those that most rests on first."""
        return tuple(self._catalogue.evidence.records())

    def find_sources(self, text: str, *, limit: int) -> tuple[SourceRecord, ...]:
        """Find sources by a page, a domain, or words of title, publisher and author.

        Args:
            text: what is known of them, as `citing` takes it.
            limit: how many at most, those that most rests on first.
        """
        evidence = self._catalogue.evidence
        ids = evidence.most_cited(evidence.matching(source_query(text)), limit)
        return tuple(evidence.records(evidence.joined(ids))[:limit])

    def citing(self, text: str) -> Citing:
        """Find everything that rests on a page, on a domain, or on sources of these words.

        Args:
            text: an address, a domain, words of a title, a publisher or an author, or a source's
                id.
        """
        answer = citing(self._catalogue, self._by_date, source_query(text))
        return replace(answer, unread=self._unread())

    def without(self, text: str) -> Withdrawal:
        """Tell what is left with no note when a page or a domain is withdrawn.

        Raises:
            BriefingError: it is neither an address nor a domain.
        """
        answer = without(self._catalogue, self._by_date, source_query(text))
        return replace(answer, unread=self._unread())

    def _unread(self) -> tuple[str, ...]:
        return unread(self.root, self._refresher.seen(), self._catalogue.broken())

    def _by_date(self, slugs: Iterable[str]) -> Sequence[Entry]:
        return in_order(self._catalogue.entries(slugs, self._names()), "date")

    def _names(self) -> Callable[[Iterable[str]], tuple[str, ...]]:
        return partial(names_of, profiles=self._catalogue.authors())

    def _named(self, entries: Iterable[Entry]) -> Sequence[Entry]:
        profiles = self._catalogue.authors()
        return [with_names(entry, profiles) for entry in entries]

    # --- one briefing

    def resolve(self, name: str, *, ahead: bool = False) -> str:
        """Give the slug that a slug or the path of a file in the archive means.

        Args:
            name: the slug or the path.
            ahead: whether a file is taken in now that no refresh has come to yet.

        Raises:
            NotFoundError: neither; the hint has names that are close.
        """
        take_in = self._refresher.take_in if ahead else None
        return resolve(self._catalogue, self.root, name, take_in)

    def file(self, slug: str) -> Path:
        """Give the file of a briefing.

        Raises:
            NotFoundError: there is none of that slug.
        """
        key = self._catalogue.key(slug)
        if key is None:
            raise no_such(self._catalogue, slug)
        return self.root / os.fsdecode(key)

    def briefing(self, slug: str) -> Briefing:
        """Read one briefing from its file as it is now.

        When the file has an error, its last version without one is given, `outdated` and with the
        faults of now; where no such version is known, what can be read of it.

        Raises:
            NotFoundError: there is none of that slug.
            BriefingError: nothing can be read of the file.
        """
        key = self._catalogue.key(slug)
        if key is None:
            raise no_such(self._catalogue, slug)
        return read_or_last_good(self.root, self._catalogue, key, slug)

    def author(self, slug: str) -> Author:
        """Give the profile of an author; one without has the slug for a name and is not `known`."""
        return self._catalogue.authors().get(slug) or Author(slug=slug, name=slug, known=False)

    def authors(self, briefing: Briefing) -> tuple[Author, ...]:
        """Give a briefing's authors; one without a profile has its slug for a name."""
        profiles = self._catalogue.authors()
        return tuple(
            a if isinstance(a, Author) else profiles.get(a) or Author(slug=a, name=a, known=False)
            for a in briefing.authors
        )

    def reading(self, slug: str, *, others: bool = True) -> Reading:
        """Read one briefing and join it with all that is shown beside it.

        Args:
            slug: of the briefing.
            others: whether its authors' other pieces are wanted; they may be the whole archive.

        Raises:
            NotFoundError: there is none of that slug.
            BriefingError: the file is broken and no good version of it is known.
        """
        briefing = self.briefing(slug)
        family = self.translations(slug)
        shown = {slug, *(entry.slug for entry in family)}
        beside = {
            entry.slug: entry
            for author in (briefing.authors if others else ())
            if isinstance(author, str)
            for entry in self.by_author(author)
            if entry.slug not in shown
        }
        return Reading(
            briefing=briefing,
            authors=self.authors(briefing),
            translations=family,
            supports=supports_of(briefing),
            sources=sources_of(briefing, self.cited_by, {entry.slug for entry in family}),
            others=tuple(in_order(beside.values(), "date")[:_OTHER_PIECES]),
        )

    def similar(self, slug: str, *, limit: int = 8) -> tuple[Similar, ...]:
        """Give the briefings near to one with what they have in common, the nearest first.

        Those that its `related` names come first, in their order; when that is empty, none do.

        Raises:
            NotFoundError: there is none of that slug.
            BriefingError: nothing can be read of the file.
        """
        briefing = self.briefing(slug)
        near = alike(self._indexer.if_any(), briefing)
        return similar(briefing, self.list(), self.cited_by, near, limit)

    # --- search

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        sort: Sort = "relevance",
        within: Collection[str] | None = None,
        filters: Mapping[str, Collection[str]] = MappingProxyType({}),
        narrowed: Mapping[FacetName, Collection[str]] = MappingProxyType({}),
        facets: bool = False,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Results:
        """Search titles, takeaways, bodies, notes, authors and the rest; any text is a query.

        Args:
            query: words, "phrases", -not, OR, field:word, prefix*, similar~, date:2024, has:notes.
            limit: how many results to give at most.
            sort: relevance, or the newest first, or by title.
            within: slugs to stay within; None for the whole archive.
            filters: name -> slugs of what `is:name` means, `unread` or `starred`.
            narrowed: facet -> values, one of which a briefing has, or none at all where "" is
                among them; under `is`, names of `filters`, all of which it is. `*` finds all.
            facets: whether results are counted by their values.
            wanted: asked now and then; when false the search gives up.
        """
        return search(
            self._catalogue,
            self._indexer.if_any(),
            query,
            limit=limit,
            sort=sort,
            within=within,
            filters=filters,
            narrowed=narrowed,
            facets=facets,
            wanted=wanted,
        )

    def hits(self, query: str, briefing: Briefing) -> tuple[Hit, ...]:
        """Tell where a query's words stand in a briefing, in the order of reading."""
        return hits_in(query, briefing)
