"""`Archive`: what the front ends ask, joined from files, catalogue and full-text index.

Everything here may take its time and touches the disk: an interface calls it from a thread of its
own. An `Archive` belongs to the thread that opened it; open a second one for a second thread.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.adding import Added, write_draft
from briefing_tui.archive.joining import sources_of, supports_of
from briefing_tui.archive.places import cache_folder, expanded
from briefing_tui.archive.refresh import Refresher, clash_of, names_of, parse
from briefing_tui.archive.scan import Found, first_of_slugs, found_at, key_of, scan, shown
from briefing_tui.briefing import (
    Author,
    Briefing,
    Changes,
    Draft,
    Entry,
    Hit,
    Problem,
    Progress,
    Reading,
    Results,
    Sort,
)
from briefing_tui.briefing import (
    Found as Result,
)
from briefing_tui.catalogue import Catalogue, sound
from briefing_tui.errors import ArchiveError, BriefingError, NotFoundError
from briefing_tui.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from briefing_tui.search import Index


_OTHER_PIECES = 50
"""Of an author's other pieces, as many as a reader is shown."""


class Archive:
    """A folder of briefings, open for reading, searching and adding.

    Use it as a context manager, or `close` it.
    """

    def __init__(self, root: Path, cache: Path, catalogue: Catalogue) -> None:
        self.root = root
        self.title = root.name or str(root)
        self._cache = cache
        self._catalogue = catalogue
        self._open: Index | None = None
        self._refresher = Refresher(root, cache, catalogue, self._index)

    @classmethod
    def open(cls, root: Path, *, cache: Path | None = None) -> Archive:
        """Open the archive in the folder `root`; nothing is scanned or parsed yet.

        Args:
            root: the archive's folder.
            cache: where all archives' caches are; the user's cache folder when None.

        Raises:
            ArchiveError: there is no such folder, or it cannot be read.
        """
        try:
            if not root.is_dir():
                what = "is not a folder" if root.exists() else "does not exist"
                raise ArchiveError(f"the archive {clean(str(root))} {what}")
            if not os.access(root, os.R_OK | os.X_OK):
                raise ArchiveError(f"the archive {clean(str(root))} cannot be read")
            root = root.resolve()
        except (OSError, ValueError, RuntimeError) as error:  # too long a name, links in a circle
            raise ArchiveError(
                f"the archive {clean(str(root))} cannot be opened: {error}"
            ) from error
        folder = cache_folder(root, cache)
        return cls(root, folder, Catalogue.open(folder / "catalogue.sqlite"))

    @property
    def orphaned(self) -> bool:
        """Whether the cache was deleted under it; another `Archive` must be opened then."""
        return not self._catalogue.is_at(self._cache / "catalogue.sqlite")

    def close(self) -> None:
        """Let go of catalogue and index."""
        if self._open is not None:
            self._open.close()
            self._open = None
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- keeping up with the files

    def refreshing(self, *, index: bool = True, patience: float = 5.0) -> Iterator[Progress]:
        """Bring the archive's memory up to its files, batch by batch, reporting after each.

        Whoever iterates may do other things in between, and may stop: the rest is done next time.

        Args:
            index: false leaves the full-text index as it is; enough for a list.
            patience: seconds to wait for another copy of the program that is at it.

        Raises:
            ArchiveError: the folder cannot be read, or the cache not written.
        """
        return self._refresher.run(index=index, patience=patience)

    def refresh(
        self, report: Callable[[Progress], None] | None = None, *, index: bool = True
    ) -> Changes:
        """Do all of `refreshing`, and give what has changed since the last time."""
        added: set[str] = set()
        changed: set[str] = set()
        removed: set[str] = set()
        total = 0
        besides = False
        for progress in self.refreshing(index=index):
            added.update(progress.changes.added)
            changed.update(progress.changes.changed)
            removed.update(progress.changes.removed)
            total = progress.changes.total
            besides = besides or progress.changes.besides
            if report is not None:
                report(progress)
        return Changes(
            tuple(sorted(added)),
            tuple(sorted(changed - added)),
            tuple(sorted(removed)),
            self.problems(),
            total,
            besides,
        )

    # --- lists

    def list(self, sort: Sort = "date") -> list[Entry]:
        """List all briefings, from the catalogue.

        By date the newest come first, undated ones by their last date of access, originals before
        their translations; by title under the fold.
        """
        profiles = self._catalogue.authors()
        return _sorted([_named(entry, profiles) for entry in self._catalogue.entries()], sort)

    def entry(self, slug: str) -> Entry:
        """Give what a list shows of one briefing.

        Raises:
            NotFoundError: there is none of that slug.
        """
        entry = self._catalogue.entry(slug)
        if entry is None:
            raise self._no_such(slug)
        return _named(entry, self._catalogue.authors())

    def translations(self, slug: str) -> tuple[Entry, ...]:
        """Give the other language versions of a briefing, the original first."""
        profiles = self._catalogue.authors()
        family = [_named(e, profiles) for e in self._catalogue.family(slug) if e.slug != slug]
        return tuple(sorted(family, key=lambda e: (bool(e.translation_of), e.lang, e.slug)))

    def by_author(self, slug: str) -> tuple[Entry, ...]:
        """List the briefings of an author, newest first."""
        profiles = self._catalogue.authors()
        return tuple(
            _sorted([_named(e, profiles) for e in self._catalogue.by_author(slug)], "date")
        )

    def cited_by(self, source: str) -> tuple[tuple[str, int], ...]:
        """List slug and note number of every note in the archive that rests on a source's id."""
        return tuple(self._catalogue.cited_by(source))

    # --- one briefing

    def resolve(self, name: str) -> str:
        """Give the slug that a slug or the path of a file in the archive means.

        Raises:
            NotFoundError: neither; the hint has names that are close.
        """
        if self._catalogue.entry(name) is not None:
            return name
        for base in (Path.cwd(), self.root):
            try:
                path = base / expanded(name)
                relative = (path.parent.resolve() / path.name).relative_to(self.root)
            except (ValueError, OSError, RuntimeError):
                continue
            key = key_of(str(relative))
            for entry in self._catalogue.entries():
                if self._catalogue.key(entry.slug) == key:
                    return entry.slug
        raise self._no_such(name)

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
            raise self._no_such(slug)
        found = Found(key, "briefing", slug, 0, 0)
        value, problems = self._read(found)
        if isinstance(value, Briefing) and (sound(problems) or not self._catalogue.has_sound(key)):
            return value
        good = self._catalogue.good(key)
        last = parse(good, found)[0] if good is not None else None
        if isinstance(last, Briefing):
            return replace(last, problems=problems, outdated=True)
        told = next((p for p in problems if p.severity == "error"), None)
        where = f"{told.path}:{told.line}:{told.column}: {told.message}" if told else shown(key)
        raise BriefingError(where, told.hint if told else "")

    def authors(self, briefing: Briefing) -> tuple[Author, ...]:
        """Give a briefing's authors; one without a profile has its slug for a name."""
        profiles = self._catalogue.authors()
        return tuple(
            a if isinstance(a, Author) else profiles.get(a) or Author(slug=a, name=a, known=False)
            for a in briefing.authors
        )

    def reading(self, slug: str) -> Reading:
        """Read one briefing and join it with all that is shown beside it.

        Raises:
            NotFoundError: there is none of that slug.
            BriefingError: the file is broken and no good version of it is known.
        """
        briefing = self.briefing(slug)
        family = self.translations(slug)
        shown = {slug, *(entry.slug for entry in family)}
        others = {
            entry.slug: entry
            for author in briefing.authors
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
            others=tuple(_sorted([*others.values()], "date")[:_OTHER_PIECES]),
        )

    # --- search

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        sort: Sort = "relevance",
        within: Collection[str] | None = None,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Results:
        """Search titles, takeaways, bodies, notes, authors and the rest; any text is a query.

        Args:
            query: words, "phrases", -not, OR, field:word, prefix*.
            limit: how many results to give at most.
            sort: relevance, or the newest first, or by title.
            within: slugs to stay within; None for the whole archive.
            wanted: asked now and then; when false the search gives up.
        """
        from briefing_tui.search import parse_query  # noqa: PLC0415 - importing Whoosh takes 115 ms

        start = time.perf_counter()
        parsed = parse_query(query)
        if not (self._cache / "index").is_dir():
            return Results(
                query, understood=parsed.understood, messages=parsed.messages, complete=False
            )
        answer = self._index().search(parsed, limit=limit, sort=sort, within=within, wanted=wanted)
        profiles = self._catalogue.authors()
        found = []
        for match in answer.matches:
            entry = self._catalogue.entry(match.slug)
            if entry is not None:
                named = _named(entry, profiles)
                found.append(Result(named, match.snippet, match.hits, match.loose))
        return Results(
            query=query,
            found=tuple(found),
            total=answer.total,
            understood=parsed.understood,
            messages=(*parsed.messages, *answer.messages),
            seconds=time.perf_counter() - start,
            complete=answer.complete and not self._catalogue.pending(),
        )

    def hits(self, query: str, briefing: Briefing) -> tuple[Hit, ...]:
        """Tell where a query's words stand in a briefing, in the order of reading."""
        from briefing_tui.search import hits, parse_query  # noqa: PLC0415 - as in `search`

        return hits(
            parse_query(query),
            [
                ("title", 0, briefing.title),
                *(("takeaway", i, text) for i, text in enumerate(briefing.takeaways)),
                *(("body", i, block.text) for i, block in enumerate(briefing.blocks)),
                *(("note", note.number, note.text) for note in briefing.footnotes),
            ],
            briefing.lang,
        )

    # --- faults

    def problems(self) -> tuple[Problem, ...]:
        """List the faults of all files as of the last refresh, by path and line."""
        return self._catalogue.problems()

    def check(self, paths: Sequence[Path] = ()) -> tuple[Problem, ...]:
        """Read files anew, inside the archive or not, and list their faults.

        Args:
            paths: files or folders; the whole archive when empty.

        Raises:
            NotFoundError: a path does not exist.
        """
        problems: list[Problem] = []
        whole = scan(self.root)
        listed = first_of_slugs(whole.files)
        for path in paths or (self.root,):
            if not path.exists():
                raise NotFoundError(f"there is no file {clean(str(path))}")
            here = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
            inside = here.is_relative_to(self.root)
            prefix = f"{path}{os.sep}" if path.is_dir() else str(path)[: -len(path.name)]
            if inside and path.is_dir():
                below = key_of(str(here.relative_to(self.root)))
                begin = b"" if below == b"." else below + b"/"
                files = [(self.root, f, len(begin)) for f in whole.files if f.key.startswith(begin)]
                prefix = "" if here == self.root else prefix
                problems += whole.problems
            elif inside:
                key = key_of(str(here.relative_to(self.root)))
                files = [(self.root, found_at(key), len(key) - len(os.fsencode(path.name)))]
            elif path.is_dir():
                scanned = scan(path)
                problems += scanned.problems
                files = [(path, found, 0) for found in scanned.files]
            else:
                files = [(path.parent, found_at(os.fsencode(path.name)), 0)]
            for base, found, cut in files:
                told = self._read(found, base)[1]
                if inside and found.role == "briefing" and found.key not in listed:
                    told = (*told, clash_of(found))
                where = f"{clean(prefix)}{shown(found.key[cut:])}"
                problems += [replace(problem, path=where) for problem in told]
        return tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column)))

    def excerpt(self, problem: Problem) -> str:
        """Give the line that a problem is in, safe to print; empty if it is not there."""
        from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

        for base in (self.root, Path.cwd()):
            with contextlib.suppress(OSError):
                text = yamlfile.load(base / problem.path).decode("utf-8", "replace")
                lines = clean(text.removeprefix("\ufeff").replace("\r\n", "\n")).split("\n")
                return lines[problem.line - 1] if problem.line <= len(lines) else ""
        return ""

    # --- adding

    @staticmethod
    def draft(page: str | bytes, name: str = "") -> Draft:
        """Make a draft of a page saved as text, Markdown or HTML; nothing is written.

        Args:
            page: its bytes as they were saved, or its text.
            name: the file's name or path, for its form, for a title, and for hints.

        Raises:
            BriefingError: there is no body to be found in it, or its encoding cannot be told.
        """
        from briefing_tui import importing  # noqa: PLC0415 - only adding needs it

        return importing.read_page(page, name)

    @staticmethod
    def render(draft: Draft) -> str:
        """Give the YAML of a draft as `add` would write it."""
        from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

        return yamlfile.dump(draft.fields)

    def add(self, draft: Draft, *, force: bool = False) -> Added:
        """Write a draft into the archive, with the profiles of its authors.

        A profile that exists stays as it is. A file is put in place whole or not at all.

        Raises:
            BriefingError: a briefing of that slug exists and `force` is false.
            ArchiveError: the file could not be written.
        """
        target = f"{draft.slug}.yaml"
        for found in scan(self.root).files:
            if found.role == "briefing" and found.slug == draft.slug and shown(found.key) != target:
                raise BriefingError(
                    f"a briefing of the slug '{draft.slug}' exists already: {shown(found.key)}",
                    "rename that file first",
                )
        return write_draft(self.root, draft, self.render(draft), force=force)

    # --- inside

    def _index(self) -> Index:
        from briefing_tui.search import Index  # noqa: PLC0415 - importing Whoosh takes 115 ms

        if self._open is None:
            self._open = Index.open(self._cache / "index")
        return self._open

    def _read(
        self, found: Found, base: Path | None = None
    ) -> tuple[Briefing | Author | None, tuple[Problem, ...]]:
        from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

        try:
            data = yamlfile.load((base or self.root) / os.fsdecode(found.key))
        except OSError as error:
            return None, (yamlfile.problem_of(error, shown(found.key)),)
        return parse(data, found)

    def _no_such(self, name: str) -> NotFoundError:
        slugs = [entry.slug for entry in self._catalogue.entries()]
        close = difflib.get_close_matches(fold(name), slugs, n=3, cutoff=0.5)
        close = close or [slug for slug in slugs if fold(name) in slug][:3]
        hint = f"did you mean {' or '.join(close)}?" if close else "`briefing list` shows them all"
        return NotFoundError(f"there is no briefing '{clean(name)}'", hint)


def _sorted(entries: list[Entry], sort: Sort) -> list[Entry]:
    entries.sort(key=lambda e: (bool(e.translation_of), fold(e.title), e.slug))
    if sort == "title":
        entries.sort(key=lambda e: fold(e.title))
    else:
        entries.sort(key=lambda e: e.date or e.last_access, reverse=True)
    return entries


def _named(entry: Entry, profiles: Mapping[str, Author]) -> Entry:
    return replace(entry, authors=names_of(entry.authors, profiles))
