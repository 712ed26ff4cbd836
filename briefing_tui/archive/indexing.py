"""Keep the full-text index up to the catalogue, build it anew aside, and tell how it is.

Which index a catalogue has filled is told by a mark in the index's folder that the catalogue knows.
An index with another mark was filled by another catalogue, or put in place of the one before: what
it holds is compared by stamps, and what is as it should be stays.
"""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing_tui.archive.parsing import document_of, parse
from briefing_tui.archive.scan import Found
from briefing_tui.briefing import Briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefing_tui.briefing import Author
    from briefing_tui.catalogue import Catalogue, Stat
    from briefing_tui.search import Document, Index

    Files = Mapping[bytes, Stat]
    """What the catalogue knows of each file, by key."""

# How far a refresh is, is told this often: 200 briefings of 1,200 words take about a second.
_BATCH_FILES = 200
_BATCH_BYTES = 2_000_000
# The first batch of a first start is small, so that there soon is something to look at.
_FIRST_BATCH = 25
# A commit of the index writes each of its words anew: with 2,000 briefings it takes a third less
# for each than with 200, and 60 MB more of memory. What is not committed is not found yet.
_COMMIT_FILES = 2_000
_COMMIT_TEXT = 24_000_000  # code points
_TRIES = 3  # to fill an index that shows damage while it is filled


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the full-text index of an archive is."""

    folder: Path
    state: Literal["missing", "outdated", "behind", "current"]
    """Missing; of another version or damaged; without some briefings; with all of them."""
    briefings: int
    """Those of the archive that can be indexed."""
    waiting: int
    """Those of them that the index has not, or has in another version."""
    segments: int
    """Parts of the index; each makes a search a little slower."""
    deleted: int
    """Briefings that are gone or were replaced, and still take space."""
    size: int
    """Bytes on disk."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was done to an index."""

    put: int
    """Briefings that were put in, new ones and others."""
    removed: int


class Indexer:
    """The full-text index of one archive, and the way of briefings into it.

    Args:
        cache: the folder that the index's own folder is in.
        catalogue: open in this thread.
    """

    def __init__(self, cache: Path, catalogue: Catalogue) -> None:
        self.folder = cache / "index"
        self._aside = cache / "index.new"
        self._before = cache / "index.old"
        self._catalogue = catalogue
        self._open: Index | None = None
        self.done = Indexed(0, 0)
        """Since it was made."""
        self._held: dict[str, str] = {}
        """Slug -> stamp of what an index held that another catalogue had filled: it stays good."""

    def index(self) -> Index:
        """Give the index, opened when it is not."""
        from briefing_tui.search import Index  # noqa: PLC0415 - importing Whoosh takes 115 ms

        if self._open is None:
            self._open = Index.open(self.folder)
        return self._open

    def if_any(self) -> Callable[[], Index] | None:
        """Give what opens the index; None where there is none yet."""
        return self.index if self.folder.is_dir() else None

    def close(self) -> None:
        """Let go of the index."""
        if self._open is not None:
            self._open.close()
            self._open = None

    # --- while no other copy of the program is at it

    def put(self, documents: Sequence[Document]) -> None:
        """Put briefings into the index, and let it forget those that are gone."""
        index = self._known_index()
        gone = self._catalogue.gone()
        fresh = [d for d in documents if self._held.get(d.slug) != d.stamp]
        index.update(fresh, gone)
        self.done = Indexed(self.done.put + len(fresh), self.done.removed + len(gone))
        for slug in (*(document.slug for document in documents), *gone):
            self._held.pop(slug, None)  # from now on the catalogue knows better
        self._catalogue.indexed(((d.slug, d.stamp) for d in documents), gone)
        self._catalogue.commit()

    def catch_up(self, known: Files, profiles: Mapping[str, Author]) -> Iterator[tuple[int, int]]:
        """Index what is in the catalogue and not in the index, from the last good bytes.

        Yields:
            How many are done, of how many, now and then.
        """
        self._recover()
        for _ in range(_TRIES):
            if known and not self._is_known():
                self._known_index()  # it was deleted or built anew: everything is pending now
            identity = self._catalogue.meta("index")
            yield from self._fill(self._catalogue.pending(), known, profiles, self.put)
            if self._catalogue.gone():
                self.put(())
            # Another version's, or damaged, it was emptied when the first briefing was put in.
            if self._is_known() and identity == self._catalogue.meta("index"):
                return

    def rebuild(self, known: Files, profiles: Mapping[str, Author]) -> Iterator[tuple[int, int]]:
        """Build the index anew beside the one that is searched meanwhile, and put it in its place.

        Yields:
            How many briefings are done, of how many, now and then.
        """
        from briefing_tui.search import Index  # noqa: PLC0415 - importing Whoosh takes 115 ms

        self._recover()
        stamps: dict[str, str] = {}
        new = Index.open(self._aside)

        def put(documents: Sequence[Document]) -> None:
            new.update(documents)
            stamps.update((document.slug, document.stamp) for document in documents)

        try:
            yield from self._fill(self._catalogue.indexable(), known, profiles, put)
            new.tidy()
        finally:
            new.close()
        self.close()
        identity = uuid.uuid4().hex
        (self._aside / "identity").write_text(identity)
        if self.folder.exists():
            self.folder.rename(self._before)
        self._aside.rename(self.folder)
        self.done = Indexed(self.done.put + len(stamps), self.done.removed)
        self._catalogue.new_index(identity, ())
        self._catalogue.indexed(stamps.items(), ())
        self._catalogue.commit()
        shutil.rmtree(self._before, ignore_errors=True)

    def tidy(self) -> None:
        """Merge the index's parts where there are many, which takes its time."""
        self._known_index().tidy()

    def is_crowded(self) -> bool:
        """Tell whether small changes have left the index in so many parts that some should go."""
        return self._known_index().is_crowded

    def relieve(self) -> None:
        """Merge the index's small parts, in a tenth of a second."""
        self._known_index().relieve()

    # --- at any time

    def waiting(self) -> int:
        """Tell how many briefings the index has not, or has in another version."""
        if not self._is_known():
            return len(self._catalogue.indexable())
        return len(self._catalogue.pending())

    def state(self) -> IndexState:
        """Tell how the index is, without making or mending it."""
        briefings, waiting = len(self._catalogue.indexable()), self.waiting()
        if not self.folder.is_dir():
            return IndexState(self.folder, "missing", briefings, briefings, 0, 0, 0)
        from briefing_tui.search import shape_of  # noqa: PLC0415 - importing Whoosh takes 115 ms

        size = sum(entry.stat().st_size for entry in os.scandir(self.folder) if entry.is_file())
        shape = shape_of(self.folder)
        if shape is None:
            return IndexState(self.folder, "outdated", briefings, briefings, 0, 0, size)
        return IndexState(
            self.folder,
            "behind" if waiting or self._catalogue.gone() else "current",
            briefings,
            waiting,
            shape.segments,
            shape.deleted,
            size,
        )

    # --- inside

    def _is_known(self) -> bool:
        """Tell whether the index is the one that the catalogue has filled."""
        return self._mark() == self._catalogue.meta("index") != ""

    def _mark(self) -> str:
        try:
            return (self.folder / "identity").read_text(errors="replace")
        except FileNotFoundError:
            return ""

    def _recover(self) -> None:
        """Clear away what a rebuild left that was killed; one that was complete takes its place."""
        if not self.folder.exists() and (self._aside / "identity").exists():
            self._aside.rename(self.folder)
        for folder in (self._aside, self._before):
            if folder.exists():
                shutil.rmtree(folder)

    def _known_index(self) -> Index:
        """Open the index; one that the catalogue has not filled is compared and noted first."""
        self._recover()
        index = self.index()
        if not self._is_known():
            identity = self._mark() or uuid.uuid4().hex
            self._held = index.manifest()
            self._catalogue.new_index(identity, self._held)
            self._catalogue.commit()
            (self.folder / "identity").write_text(identity)
        return index

    def _fill(
        self,
        keys: Iterable[bytes],
        known: Files,
        profiles: Mapping[str, Author],
        put: Callable[[Sequence[Document]], None],
    ) -> Iterator[tuple[int, int]]:
        files = [
            Found(key, "briefing", stat.slug, stat.mtime_ns, stat.size)
            for key in keys
            if (stat := known.get(key)) is not None
        ]
        done = 0
        waiting = Waiting(put)
        for batch in batches(files):
            documents = []
            for found in batch:
                data = self._catalogue.good(found.key)
                value = parse(data, found)[0] if data is not None else None
                if isinstance(value, Briefing):
                    documents.append(document_of(value, known[found.key].stamp, profiles))
            waiting.add(documents)
            done += len(batch)
            if done < len(files):
                yield done, len(files)
        waiting.put()


class Waiting:
    """Documents that wait for a commit which is worth it; the first ones do not wait.

    Args:
        commit: puts documents into an index.
    """

    def __init__(self, commit: Callable[[Sequence[Document]], None]) -> None:
        self._commit = commit
        self._documents: list[Document] = []
        self._text = 0
        self._begun = False

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents, and commit when there are enough."""
        for document in documents:
            self._documents.append(document)
            self._text += sum(map(len, document.body))
        if not self._begun or len(self._documents) >= _COMMIT_FILES or self._text >= _COMMIT_TEXT:
            self.put()

    def put(self) -> None:
        """Commit what is there."""
        if self._documents:
            self._commit(self._documents)
            self._begun = True
        self._documents, self._text = [], 0


def batches(files: Iterable[Found]) -> Iterator[list[Found]]:
    """Divide files into what is read between two reports, the first of them after a few files."""
    batch: list[Found] = []
    size, most = 0, _FIRST_BATCH
    for found in files:
        if batch and (len(batch) >= most or size + found.size > _BATCH_BYTES):
            yield batch
            batch, size, most = [], 0, _BATCH_FILES
        batch.append(found)
        size += found.size
    if batch:
        yield batch
