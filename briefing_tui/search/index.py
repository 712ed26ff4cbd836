"""The index on disk: opening it, keeping it up to its owner's documents, asking it.

The files belong to Whoosh, lie in a private folder, and can be deleted at any time. Whoosh's table
of contents is a pickle, so that a folder that others may write to is never opened. Segments are
written with `compound=False`: opened at 10,000 documents they take 1 ms and 4 MB, a compound file
66 ms and 252 MB.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unicodedata import unidata_version

import whoosh
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError

from briefing_tui import __version__
from briefing_tui.errors import ArchiveError
from briefing_tui.garbage import no_collection
from briefing_tui.search.analysis import ANALYSIS_VERSION, places
from briefing_tui.search.answering import Asked, answer
from briefing_tui.search.document import Answer, IndexBusyError
from briefing_tui.search.fastwriter import open_writer
from briefing_tui.search.likeness import alike
from briefing_tui.search.merging import (
    is_crowded,
    merged_when_crowded,
    only_these,
    worth_merging,
)
from briefing_tui.search.ranking import Evaluation, GivenUpError
from briefing_tui.search.schema import SCHEMA_VERSION, row, schema
from briefing_tui.search.segments import DamagedError, Memory, View, reading
from briefing_tui.search.stemming import stemmers_version

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

    from briefing_tui.results import FacetName, Sort
    from briefing_tui.search.document import Alike, Document
    from briefing_tui.search.tree import Query

# Words of all kinds: when one gets other terms than before, an index has to be built anew.
_SAMPLE = (
    "Köklen İSTANBUL IŞIK Ankara’nın görüşmeleri U.S.-Japan NGOs B-52 54,000 26.03.2024 Straße Łódź"
    " ﬁnance l’OTAN санкциями Ёлка йод الحُكومة أحمد 中国 ｶﾞｽ elecciones http://www.bbc.co.uk/a-b"
)
_STAMP_FILE = "stamp"
_LOCK = "MAIN_WRITELOCK"  # Whoosh's own name for it


def _nothing(_: Any) -> None:
    """Change nothing."""


class Index:
    """The full-text index of an archive.

    May be asked from several threads; each gets readers of its own. `close` it in the end.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(os.fspath(folder))
        self._schema = schema()
        self._known: dict[str, Memory] = {}
        self._local = threading.local()
        self._views: list[View] = []
        self._guard = threading.Lock()
        self._index: Any = None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index in a folder, made when there is none.

        An index of another layout, analysis or version, or a damaged one, is emptied: its
        `manifest` then tells that everything has to be put again.

        Args:
            folder: its own; everything in it is deleted when the index is emptied.

        Raises:
            ArchiveError: the folder is not private to this user, or cannot be written.
            IndexBusyError: it has to be emptied and another copy is writing to it.
        """
        _make_private(folder)
        index = cls(folder)
        try:
            index._open()
        except OSError as error:
            raise ArchiveError(f"the index {folder}: {error.strerror or error}") from error
        return index

    def close(self) -> None:
        """Close all files, of all threads."""
        with self._guard:
            for view in self._views:
                view.close()
            self._views.clear()
            self._local = threading.local()

    def manifest(self) -> dict[str, str]:
        """Give slug -> stamp of every document; empty after damage."""
        try:
            view = self._view()
            return {view.slug(number): view.card(number).stamp for number in view.living}
        except DamagedError:
            self._empty()
            return {}

    def update(self, put: Iterable[Document], remove: Iterable[str] = ()) -> None:
        """Put and remove documents, all of them or, on any error, none.

        A document replaces the one of its slug; of several in `put` the last stays. Removing what
        is not there does nothing. Memory grows with `put`: about 500 documents at a time are good.

        Raises:
            IndexBusyError: another copy is writing.
            ArchiveError: the folder cannot be written.
        """
        documents = {document.slug: document for document in put}
        gone = documents.keys() | set(remove)
        if not gone:
            return
        try:
            try:
                self._write(documents.values(), gone)
            except DamagedError:
                self._empty()
                self._write(documents.values(), gone)
        except OSError as error:
            raise ArchiveError(f"the index {self._folder}: {error.strerror or error}") from error

    def tidy(self) -> None:
        """Merge the segments where there are many, which takes about 1 ms for each document.

        Searching goes on meanwhile. Does nothing when there is little to gain.

        Raises:
            IndexBusyError: another copy is writing.
            ArchiveError: the folder cannot be written.
        """
        with self._merging():
            while names := worth_merging(self._segments()):
                self._commit(partial(only_these, names))

    @property
    def is_crowded(self) -> bool:
        """Whether small changes have left so many segments that it is time to `relieve` it."""
        return is_crowded(self._segments())

    def relieve(self) -> None:
        """Merge small segments, which takes a tenth of a second that no change should wait for.

        Raises:
            As `tidy`.
        """
        with self._merging():
            self._commit(merged_when_crowded)

    @contextmanager
    def _merging(self) -> Iterator[None]:
        try:
            yield
        except DamagedError:
            self._empty()
        except OSError as error:
            raise ArchiveError(f"the index {self._folder}: {error.strerror or error}") from error

    def search(
        self,
        query: Query,
        *,
        limit: int = 20,
        sort: Sort = "relevance",
        within: Collection[str] | None = None,
        filters: Mapping[str, Collection[str]] = MappingProxyType({}),
        narrowed: Mapping[FacetName, Collection[str]] = MappingProxyType({}),
        facets: bool = False,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """Give the documents that match a query.

        First come those that match all of it. When they fill fewer than `limit` places, those that
        match any of its words follow, marked `loose`; phrases, exact words, exclusions, fields and
        filters hold for them too. A query without anything to look for matches nothing.

        Args:
            query: as `parse_query` gives it.
            limit: how many matches to give at most.
            sort: by relevance, the newest first, or by title.
            within: slugs to stay within; None for all.
            filters: name -> slugs of what `is:name` means.
            narrowed: facet -> values; a document has one of each facet's, or none at all where ""
                is among them. It is all that stands under `is`, names of `filters`.
            facets: whether they are counted; `is` among them if there are filters.
            wanted: asked now and then; when false the search gives up, its answer not `complete`.
        """
        if query.tree is None:
            return Answer()
        asked = Asked(query, limit, sort, within, filters, narrowed, facets, wanted)
        try:
            try:
                return answer(self._view(), asked)
            except DamagedError:
                self._forget()  # perhaps another copy's commit took the files away
                return answer(self._view(), asked)
        except GivenUpError:
            return Answer(complete=False)
        except DamagedError:
            try:
                self._empty()
            except IndexBusyError:
                return Answer(messages=("another copy is indexing",), complete=False)
            return Answer(
                messages=("the index was damaged and is being built anew",), complete=False
            )

    def alike(
        self, slug: str, texts: Iterable[str], lang: str, limit: int = 20
    ) -> tuple[Alike, ...]:
        """Give the documents that share telling words with texts; none when it is damaged.

        Words tell something that are acronyms or have four letters, are no function words, and
        stand in the title or takeaways of two documents at least and of no more than a quarter. Of
        the twenty rarest three have to be shared. Those that share more and rarer ones come first.

        Args:
            slug: of the document that the texts are from.
            texts: its title and takeaways.
            lang: a BCP 47 tag, or empty.
            limit: how many to give at most.
        """
        try:
            evaluation = Evaluation(self._view(), {}, lambda: True)
            return alike(slug, texts, lang, limit, evaluation)
        except DamagedError:
            return ()

    # --- reading

    def _view(self) -> View:
        """Give this thread's view, opened anew when the index has changed."""
        view: View | None = getattr(self._local, "view", None)
        with reading():
            # Another copy may have put a new index in the folder's place.
            latest = self._folder.stat().st_ino, self._index.latest_generation()
            if view is not None and view.generation == latest:
                return view
        self._forget()
        with reading():
            reader = self._index.reader()
        view = View(reader, latest, self._known)
        self._local.view = view
        with self._guard:
            self._views.append(view)
        return view

    def _forget(self) -> None:
        view: View | None = getattr(self._local, "view", None)
        if view is not None:
            with self._guard:
                self._views.remove(view)
            view.close()
            self._local.view = None

    # --- writing

    def _writer(self) -> Any:
        try:
            with reading():
                return open_writer(self._index)
        except DamagedError as error:
            if isinstance(error.__cause__, LockError):
                raise IndexBusyError from error
            raise

    def _segments(self) -> list[Any]:
        with reading():
            return list(self._index._segments())  # noqa: SLF001 - nothing public lists them

    def _write(self, documents: Iterable[Document], gone: Iterable[str]) -> None:
        def change(writer: Any) -> None:
            numbers = self._view().numbers
            for slug in gone:
                if slug in numbers:
                    writer.delete_document(numbers[slug])
            for document in documents:
                writer.add_document(**row(document))

        self._commit(merged_when_crowded, change)

    def _commit(
        self,
        policy: Callable[[Any, list[Any]], list[Any]],
        change: Callable[[Any], None] = _nothing,
    ) -> None:
        writer = self._writer()
        try:
            # A million small lists: looking for cycles takes a third of the time of analysing.
            with no_collection():
                change(writer)
                writer.commit(mergetype=policy)
        except BaseException:
            # Left alone the writer keeps its lock, and a later commit loses the batch in silence.
            if not writer.is_closed:
                writer.cancel()
            raise
        finally:
            self._forget()

    # --- opening

    def _open(self) -> None:
        try:
            current = (self._folder / _STAMP_FILE).read_bytes() == _stamp().encode()
        except FileNotFoundError:
            current = False
        if current:
            try:
                with reading():
                    self._index = FileIndex(self._storage, schema=self._schema)
                self._view()
            except DamagedError:
                current = False
        if not current:
            self._empty()

    def _empty(self) -> None:
        """Delete everything in the folder and begin an empty index."""
        lock = self._storage.lock(_LOCK)
        if not lock.acquire():
            raise IndexBusyError
        try:
            self._forget()
            self._known.clear()
            (self._folder / _STAMP_FILE).unlink(missing_ok=True)
            for path in self._folder.iterdir():
                if path.name != _LOCK and not path.is_dir():
                    path.unlink()
            self._index = FileIndex.create(self._storage, self._schema)
            (self._folder / _STAMP_FILE).write_text(_stamp())
        finally:
            lock.release()


@dataclass(frozen=True, slots=True)
class Shape:
    """What an index on disk is made of."""

    documents: int
    deleted: int
    """Documents that are gone or were replaced, and still take space."""
    segments: int


def shape_of(folder: Path) -> Shape | None:
    """Tell what the index in a folder is made of; None when it would be emptied on opening.

    Raises:
        ArchiveError: the folder is not private to this user, or cannot be read.
    """
    _check_private(folder)
    try:
        if (folder / _STAMP_FILE).read_bytes() != _stamp().encode():
            return None
        with reading():
            segments = FileIndex(FileStorage(os.fspath(folder)), schema=schema())._segments()  # noqa: SLF001
    except (FileNotFoundError, DamagedError):
        return None
    except OSError as error:
        raise ArchiveError(f"the index {folder}: {error.strerror or error}") from error
    deleted = sum(segment.deleted_count() for segment in segments)
    every = sum(segment.doc_count_all() for segment in segments)
    return Shape(every - deleted, deleted, len(segments))


@cache
def _stamp() -> str:
    """Tell what an index is made by; one that was made by something else is not read."""
    terms = repr(
        [(place.terms, place.step) for lang in ("en", "tr") for place in places(_SAMPLE, lang)]
    )
    return (
        f"briefing-tui {__version__}, briefings {SCHEMA_VERSION}.{ANALYSIS_VERSION},"
        f" whoosh {whoosh.versionstring()},"
        f" snowball {stemmers_version()}, unicode {unidata_version}, {sys.byteorder}-endian,"
        f" words {blake2b(terms.encode(), digest_size=8).hexdigest()}\n"
    )


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"the index {folder}: {error.strerror or error}") from error
    _check_private(folder)


def _check_private(folder: Path) -> None:
    try:
        status = folder.stat()
    except OSError as error:
        raise ArchiveError(f"the index {folder}: {error.strerror or error}") from error
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o022:
        raise ArchiveError(
            f"the index {folder} is not private",
            "delete the folder, or give the cache another place",
        )
