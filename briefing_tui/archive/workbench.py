"""What those who write briefings ask of an archive: its faults, mends for them, new files."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from briefing_tui.archive.checks import Checked, Checker, problems_of
from briefing_tui.archive.excerpts import Excerpt, excerpt
from briefing_tui.archive.places import AUTHORS
from briefing_tui.archive.refresh import gathered
from briefing_tui.archive.scan import found_at, key_of, shown
from briefing_tui.errors import NotFoundError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing_tui.archive.adding import Added, Plan
    from briefing_tui.archive.doubles import Double
    from briefing_tui.archive.drafting import Begun
    from briefing_tui.archive.mending import Mend
    from briefing_tui.archive.rendering import Rendered
    from briefing_tui.briefing import Changes, Draft, Problem, Progress
    from briefing_tui.catalogue import Catalogue

_PATIENCE = 0.5
"""Seconds to wait for another copy of the program when somebody waits for the answer."""


class Workbench(ABC):
    """The part of `Archive` that files are written and mended with.

    Args:
        root: the archive's folder.
        catalogue: open in this thread.
    """

    def __init__(self, root: Path, catalogue: Catalogue) -> None:
        self.root = root
        self._catalogue = catalogue

    @abstractmethod
    def refreshing(
        self,
        *,
        index: bool = True,
        patience: float = 0,
        paths: Iterable[Path] | None = None,
        settle: float = 0,
    ) -> Iterator[Progress]:
        """Bring the archive's memory up to its files, batch by batch."""

    @abstractmethod
    def refresh(
        self,
        report: Callable[[Progress], None] | None = None,
        *,
        index: bool = True,
        paths: Iterable[Path] | None = None,
    ) -> Changes:
        """Bring the archive's memory up to its files."""

    # --- faults

    def problems(self) -> tuple[Problem, ...]:
        """List the faults of all files as of the last refresh, by path and line."""
        return problems_of(self._catalogue)

    def excerpt(self, problem: Problem, *, around: int = 40) -> Excerpt:
        """Give the file of a fault as `problems` tells it, and the lines around it as they are."""
        return excerpt(self.root, self._catalogue, problem, around)

    def problems_in(self, file: Path) -> tuple[Problem, ...]:
        """Look at one file as it is now, and list its faults as `problems` does, by line.

        Raises:
            NotFoundError: it is not in the archive.
            ArchiveError: the archive cannot be read.
        """
        try:
            key = key_of(str(file.relative_to(self.root)))
        except ValueError as error:
            raise NotFoundError(f"{shown(os.fsencode(file))} is not in the archive") from error
        # Another copy may be at the archive for minutes; what it knows so far is told then.
        gathered(self.refreshing(index=False, patience=_PATIENCE, paths=[file]))
        return tuple(problem for problem in self.problems() if problem.path == shown(key))

    def mend(self, file: Path) -> Mend | None:
        """Give what can be mended in one file without changing a meaning; None for nothing.

        Nothing is written before `Mend.write`.
        """
        from briefing_tui.archive.mending import mends_of  # noqa: PLC0415 - only mending needs it

        author = found_at(key_of(os.path.relpath(file, self.root))).role == "author"
        return next(mends_of([(file, author)]), None)

    def profiles(self) -> frozenset[str]:
        """Give the slugs of the authors that have a profile, readable or not."""
        return frozenset(self._catalogue.author_slugs())

    def profile(self, author: str) -> Path:
        """Give the file with the profile of an author.

        Raises:
            NotFoundError: there is none; the hint says where it would be.
        """
        for key, stat in self._catalogue.stats().items():
            if stat.role == "author" and stat.listed and stat.slug == author:
                return self.root / os.fsdecode(key)
        raise NotFoundError(
            f"{clean(author)} has no profile in this archive",
            f"one would be {AUTHORS}/{clean(author)}.yaml, with `name:` in it",
        )

    def check(
        self, paths: Iterable[Path] = (), report: Callable[[Progress], None] | None = None
    ) -> tuple[Checked, ...]:
        """List the faults of files and folders in the archive as they are now.

        Args:
            paths: as they lead there from the current folder; the whole archive when empty.
            report: called now and then with how far it is.

        Raises:
            NotFoundError: a path does not exist.
            ArchiveError: the archive cannot be read.
        """
        wanted = tuple(paths) or (self.root,)
        if not any(path.is_dir() and path.resolve() == self.root for path in wanted):
            # The rest of the archive is needed for what files say of one another: remembering it
            # makes the next check of a few files quick, as a hook wants it.
            self.refresh(report, index=False)
        return self._checker(report).check(wanted)

    def check_text(self, data: bytes, path: Path | None = None) -> tuple[Checked, ...]:
        """List the faults of bytes that could become a file of the archive.

        Args:
            data: the bytes.
            path: of the file; None for a new briefing.
        """
        self.refresh(index=False)
        return self._checker().check_text(data, path)

    def mends(self, paths: Iterable[Path] = ()) -> Iterator[Mend]:
        """Go through files and folders, and give what can be mended without changing a meaning.

        Nothing is written before `Mend.write`.

        Raises:
            NotFoundError: a path does not exist.
        """
        from briefing_tui.archive.mending import mends_of  # noqa: PLC0415 - only mending needs it

        return mends_of(self._checker().files(tuple(paths) or (self.root,)))

    def _checker(self, report: Callable[[Progress], None] | None = None) -> Checker:
        return Checker(self.root, self._catalogue, report)

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
    def render(draft: Draft) -> Rendered:
        """Give the YAML of a draft as one document, with the profiles of its authors in it.

        Raises:
            BriefingError: it makes no briefing.
        """
        from briefing_tui.archive.rendering import render  # noqa: PLC0415 - only adding needs it

        return render(draft, inline=True)

    def plan(self, draft: Draft) -> Plan:
        """Tell what `add` would do with a draft; nothing is written.

        Raises:
            BriefingError: it makes no briefing.
            ArchiveError: the archive's folder cannot be read.
        """
        from briefing_tui.archive.adding import plan  # noqa: PLC0415 - only adding needs it

        return plan(self.root, self._catalogue, draft)

    def doubles(self, draft: Draft) -> tuple[Double, ...]:
        """List briefings of other slugs that seem to be the same piece, as of the last refresh.

        Their bodies have the same words, or their titles, dates, authors and languages are equal.

        Raises:
            BriefingError: the draft makes no briefing.
        """
        from briefing_tui.archive.doubles import doubles_of  # noqa: PLC0415 - only adding needs it
        from briefing_tui.archive.rendering import render  # noqa: PLC0415

        return doubles_of(self.root, self._catalogue, render(draft, inline=False).briefing)

    def add(self, draft: Draft, *, force: bool = False) -> Added:
        """Write a draft into the archive, with the profiles of its authors.

        A profile that exists stays as it is. A file is put in place whole or not at all, and what
        is put there has been read back.

        Args:
            draft: from `draft`.
            force: whether a briefing of that slug is written over; never a profile.

        Raises:
            BriefingError: it makes no briefing, or one of that slug exists and `force` is false.
            ArchiveError: the files could not be written.
        """
        from briefing_tui.archive.adding import add  # noqa: PLC0415 - only adding needs it

        return add(self.root, draft, force=force)

    def new(
        self, title: str, *, kind: str = "", lang: str = "", authors: Sequence[str] = ()
    ) -> Begun:
        """Begin a briefing: write a file with a comment on every field, and today's date.

        Raises:
            BriefingError: the title is empty, one of its slug exists, or there is no such language.
            ArchiveError: the file could not be written.
        """
        from briefing_tui.archive.drafting import begin  # noqa: PLC0415 - only `new` needs it

        return begin(self.root, title, kind=kind, lang=lang, authors=authors)

    def give_up(self, begun: Begun) -> bool:
        """Take away again what `new` has begun, unless its file has been saved since.

        Returns:
            Whether it is gone.

        Raises:
            ArchiveError: the archive's folder is gone, or another program is writing into it.
        """
        from briefing_tui.archive.drafting import give_up  # noqa: PLC0415 - only `new` needs it

        return give_up(self.root, begun)
