"""Files in the user's editor: opened at what is read, and what is left to mend told afterwards."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from textual import work
from textual.app import SuspendNotSupported

from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line
from briefing_tui.tui.remembering import RememberingApp
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from briefing_tui.archive import Added, Begun, Difference, Plan
    from briefing_tui.briefing import Problem
    from briefing_tui.config import Config
    from briefing_tui.tui.background import Background
    from briefing_tui.tui.history import History, HistoryScreen

Ended: TypeAlias = Literal["changed", "unchanged", "open"]
"""What an editor has left: `open` when perhaps it goes on in a window of its own."""
_AGAIN = "e opens it again; what you saved is taken in"


class BodyLine(NamedTuple):
    """A line of a briefing's body that an editor is to begin at."""

    line: int = 0
    """A line of the body, from 1; 0 for the beginning of the file."""
    note: int = 0
    """The number of the note whose mark is meant, at or after that line; 0 for none."""


class EditingApp(RememberingApp):
    """An application whose archive is written while it is read.

    Args:
        settings, root, cache: as for `RememberingApp`.
    """

    def __init__(self, settings: Config, root: Path | None, cache: Path | None) -> None:
        super().__init__(settings, root, cache)
        self.left: dict[str, tuple[str, ...]] = {}
        """By slug, what a person should look at in the pieces that were begun or added here."""

    @property
    @abstractmethod
    def history(self) -> History:
        """The pages that were opened from the finder on."""

    @property
    @abstractmethod
    def archive(self) -> Background:
        """The archive, in threads of its own."""

    @work(exclusive=True, group="new")
    async def action_new(self) -> None:
        """Ask what a new briefing is called, begin it, and open it in the user's editor."""
        from briefing_tui.tui import beginning  # noqa: PLC0415 - wanted by few runs

        try:
            begun = await beginning.begin(self)
            if begun is not None:
                await self._write(begun)
        except BriefingError as error:
            self.tell(error)

    async def _write(self, begun: Begun) -> None:
        """Open what was begun in the user's editor, and take it away if nothing is written there.

        Raises:
            BriefingError: the archive cannot be asked.
        """
        first = min((problem.line for problem in begun.problems), default=0)
        ended = self.hand_over(begun.path, first, hint="what you saved is taken in")
        if ended == "unchanged" and await self.archive.ask(lambda each: each.give_up(begun)):
            self.archive.look()
            told = f"Nothing was written: {one_line(begun.path.name)} is taken away again."
            self.notify(told, markup=False)
            return
        self.left[begun.slug] = ()
        self._look(begun.path, ended)
        self.point_at(begun.slug)
        self.read(begun.slug)

    def action_add(self) -> None:
        """Ask for a saved page to be added."""
        from briefing_tui.tui.adding import AddPage  # noqa: PLC0415 - wanted by few runs

        self.history.open(AddPage())

    def show_draft(self, plan: Plan, *, source: HistoryScreen) -> None:
        """Show what becomes of a page before it is written; `source` asked for it."""
        from briefing_tui.tui.draft_page import DraftPage  # noqa: PLC0415 - wanted by few runs

        self.history.open(DraftPage(plan, source=source))

    def show_added(self, added: Added) -> None:
        """Read a page that was added, with what is left to see to beside it."""
        self.left[added.slug] = (*added.unsure, *map(_told, added.differences))
        self.archive.look()
        written = [added.path.name, *(f"authors/{path.name}" for path in added.authors)]
        self.notify(f"Written: {', '.join(map(one_line, written))}", markup=False)
        self.point_at(added.slug)
        self.read(added.slug)

    @abstractmethod
    def read(self, slug: str) -> None:
        """Open a briefing."""

    @abstractmethod
    def point_at(self, slug: str) -> None:
        """Put the cursor of the list on a briefing, for who comes back to it."""

    @work(exclusive=True, group="edit")
    async def edit_briefing(
        self,
        slug: str,
        *,
        spot: BodyLine | None = None,
        fault: Problem | None = None,
        query: str = "",
    ) -> None:
        """Open a briefing's file in the user's editor.

        Args:
            slug: which.
            spot: where to begin; None for the first error of the file, or where `query` leads.
            fault: where to begin instead.
            query: what it was found by.
        """
        from briefing_tui.tui import questions  # noqa: PLC0415 - wanted by few runs

        try:
            place = await self.archive.ask(
                lambda archive: questions.place_in_file(archive, slug, spot, fault, query)
            )
        except BriefingError as error:
            self.tell(error)
        else:
            self.edit(*place)

    @work(exclusive=True, group="edit")
    async def edit_fault(self, problem: Problem) -> None:
        """Open the file of a fault in the user's editor, at the fault."""
        try:
            file = (await self.archive.ask(lambda archive: archive.excerpt(problem))).file
        except BriefingError as error:
            self.tell(error)
            return
        if file is None:
            self.notify("There is no file to open: see to the folder.", markup=False)
        else:
            self.edit(file, problem.line, problem.column)

    @work(exclusive=True, group="edit")
    async def edit_profile(self, slug: str) -> None:
        """Open the profile of an author in the user's editor."""
        try:
            file = await self.archive.ask(lambda archive: archive.profile(slug))
        except BriefingError as error:
            self.tell(error)
        else:
            self.edit(file)

    def edit(self, path: Path, line: int = 0, column: int = 0) -> None:
        """Leave the terminal to the user's editor until it ends, then look at the files.

        Args:
            path: the file to open.
            line: to begin at, from 1; 0 for none.
            column: in that line, from 1; 0 for none.
        """
        self._look(path, self.hand_over(path, line, column))

    def _look(self, path: Path, ended: Ended) -> None:
        """Take in what was saved in an editor, and tell what is wrong with it."""
        self.archive.look()
        if ended == "changed":
            self._tell_faults(path)

    def hand_over(self, path: Path, line: int = 0, column: int = 0, *, hint: str = _AGAIN) -> Ended:
        """Leave the terminal to the user's editor until it ends.

        Args:
            path: the file to open.
            line: to begin at, from 1; 0 for none.
            column: in that line, from 1; 0 for none.
            hint: what can be done if the editor fails.

        Returns:
            What has become of the file.
        """
        from briefing_tui import editor  # noqa: PLC0415 - wanted by few runs

        before, at_once = _stamp(path), False
        failure: BriefingError | None = None
        try:
            with self.suspend():
                # Nothing may be raised in here: the terminal would not be taken back.
                try:
                    at_once = editor.edit(path, line, column=column, preferred=self.settings.editor)
                except BriefingError as error:
                    failure = error
        except SuspendNotSupported:
            self.notify("No editor can be opened from here: this is no terminal.", markup=False)
            return "unchanged"
        if failure is not None:
            self.tell(BriefingError(failure.message, failure.hint or hint))
        if _stamp(path) != before:
            return "changed"
        if at_once:
            self.notify(
                "Nothing was changed. If your editor has a window of its own, what you save there "
                "is shown as soon as it is saved.",
                markup=False,
            )
            return "open"
        return "unchanged"

    @work(exclusive=True, group="edited")
    async def _tell_faults(self, path: Path) -> None:
        """Tell what is wrong with a file that was edited, beside what is shown of it."""
        try:
            problems = await self.archive.ask(lambda archive: archive.problems_in(path))
        except BriefingError as error:
            self.tell(error)
            return
        if not self.is_running:
            return
        tell = getattr(self.screen, "edited", None)
        if tell is not None:
            tell(problems)
            return
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            first = errors[0]
            rest = f"\nand {counted(len(errors) - 1, 'more fault')}" if len(errors) > 1 else ""
            self.notify(
                f"{first.path}:{first.line}:{first.column}: {first.message}{rest}\n"
                "e mends it, ! shows the lines.",
                severity="error",
                timeout=10,
                markup=False,
            )
        elif problems and path.stem not in self.left:  # else the reader's bar tells it
            self.notify(f"Saved. {counted(len(problems), 'thing')} left to see to.", markup=False)
        elif not problems:
            self.notify("Saved, without a fault.", markup=False)


def _told(difference: Difference) -> str:
    """Tell where the page knows an author otherwise than the profile, which stays."""
    name, old = difference.path.stem, difference.old or "nothing"
    return f"{name}: {difference.field} is {old} in the profile, {difference.new} in the page"


def _stamp(path: Path) -> tuple[int, ...]:
    """Give what a file is told from an earlier state of it by; nothing where it is not there."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
