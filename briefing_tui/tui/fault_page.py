"""The page of a fault: where it is, what it is, the lines around it, and how to mend it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, chop_cells
from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from briefing_tui.errors import BriefingError
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.mending import show_and_mend
from briefing_tui.tui.wording import SIGNS, problem_content
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.archive import Archive, Excerpt, Mend
    from briefing_tui.briefing import Problem
    from briefing_tui.tui.app import BriefingApp

_LONGEST = 2_000
"""Characters that are shown of the line that a fault is in, around it."""
_TAB = 4
_HOW_BAD = {"error": 0, "warning": 1, "info": 2}


class FaultPage(HistoryScreen):
    """One fault, and the way to the others of its file and the archive.

    Args:
        problem: the fault.
    """

    app: BriefingApp

    CSS_PATH = "screens.tcss"
    BINDING_GROUP_TITLE = "This fault"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Mend it", tooltip="Open the file in your editor, at this place",
                id="fault.edit"),
        Binding("m", "mend", "Mend for me", id="fault.mend",
                tooltip="Show what can be mended in this file without changing what it says"),
        Binding("n", "step(1)", "Next", tooltip="Next fault", id="fault.next"),
        Binding("N", "step(-1)", "Before", tooltip="Fault before", id="fault.previous"),
        Binding("escape,backspace", "app.go_back", "Back", show=False, tooltip="Go back",
                id="page.leave"),
    ]  # fmt: skip

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self._problem = problem
        self._all: tuple[Problem, ...] = (problem,)
        self._excerpt: Excerpt | None = None
        self._mend: Mend | None = None
        """What can be mended in the file without a person."""
        self._edited = False
        """Whether the file was just edited: then a fault that stays is told of."""

    def compose(self) -> ComposeResult:
        """Lay out what is wrong, and where."""
        yield Static(id="fault-told", markup=False)
        with VerticalScroll(id="fault-lines"):
            yield Static(id="fault-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the fault, and ask for the lines around it."""
        self.query_one("#fault-lines").focus()
        self._show()
        self._load()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._show_lines)

    @work(exclusive=True)
    async def _load(self) -> None:
        before, known = self._problem, self._all
        try:
            seen = await self.app.archive.ask(lambda archive: _look(archive, before, known))
        except BriefingError as error:
            self.app.tell(error)
            return
        if not self.is_running or self._problem is not before:
            return
        edited, self._edited = self._edited, False
        self._all = seen.problems
        if seen.mended:
            self._tell_mended(before, seen)
        elif edited and seen.problem is not None:
            self.notify(f"It is still there, in line {seen.problem.line}.", markup=False)
        if seen.problem is None:
            self.app.history.give_up(self)
            return
        self._problem, self._excerpt, self._mend = seen.problem, seen.excerpt, seen.mend
        self._show()

    def _tell_mended(self, before: Problem, seen: _Seen) -> None:
        left = sum(other.path == before.path for other in seen.problems)
        if left:
            told = f"{counted(left, 'fault')} left in this file."
        elif seen.problem is not None:
            told = f"No fault is left in {before.path}; on to the next file."
        else:
            told = f"No fault is left in {before.path}."
        self.notify(told, title="Mended", markup=False)

    def edited(self, _: Sequence[Problem]) -> None:
        """Look again, now that the file was edited, and tell what has become of the fault."""
        self._edited = True
        self._load()

    def _show(self) -> None:
        self.query_one("#fault-told", Static).update(problem_content(self._problem))
        box = self.query_one("#fault-lines")
        at = self._all.index(self._problem) + 1 if self._problem in self._all else 1
        box.border_title = Content(self._problem.path)
        here = [fault for fault in self._all if fault.path == self._problem.path]
        told = f"fault {at:,} of {len(self._all):,}"
        if len(here) < len(self._all):
            told += f", {len(here):,} of them in this file"
        box.border_subtitle = f"{told} · {self._problem.code}"
        self.refresh_bindings()
        # Where the box begins depends on how many lines the fault is told in.
        self.call_after_refresh(self._show_lines)

    def _show_lines(self) -> None:
        if not self.is_mounted or self._excerpt is None:
            return
        box, text = self.query_one("#fault-lines"), self.query_one("#fault-text", Static)
        width = max(20, box.scrollable_content_region.width)
        above, told = excerpt_content(self._excerpt, self._problem, width)
        text.update(told)
        box.scroll_to(y=max(0, above - box.size.height // 2), animate=False, force=True)

    # --- doing

    def action_edit(self) -> None:
        """Open the file in the user's editor; what is mended then is seen at once."""
        self.app.edit_fault(self._problem)

    @work(exclusive=True, group="mend")
    async def action_mend(self) -> None:
        """Show what can be mended in the file without a person, and do so when that is wanted."""
        mend = self._mend
        if mend is not None and await show_and_mend(self.app, mend, self._problem.path):
            self._edited = True
            self._load()

    def action_step(self, step: int) -> None:
        """Go to the next fault, or the one before, around the end."""
        if len(self._all) > 1 and self._problem in self._all:
            index = (self._all.index(self._problem) + step) % len(self._all)
            self._problem, self._excerpt, self._mend = self._all[index], None, None
            self._load()

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done."""
        if action == "mend":
            return self._mend is not None
        return action != "step" or len(self._all) > 1


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Sort faults as they are listed: errors first, then by file and line."""
    return tuple(sorted(problems, key=lambda p: (_HOW_BAD[p.severity], p.path, p.line, p.column)))


class _Seen(NamedTuple):
    """What has become of a fault."""

    problems: tuple[Problem, ...]
    """All faults of the archive."""
    problem: Problem | None
    """The fault as it is now, or the one to go on to; None where there is none any more."""
    mended: bool
    excerpt: Excerpt | None = None
    mend: Mend | None = None


def _look(archive: Archive, before: Problem, known: Sequence[Problem]) -> _Seen:
    """Find a fault again in its file, whose lines may have moved, or the next one.

    Args:
        archive: as it is now.
        before: the fault.
        known: all faults when it was found.
    """
    problems = in_order(archive.problems())
    same = [problem for problem in problems if _is_like(problem, before)]
    # Of several that read alike one is gone: which of them cannot be told, and need not be.
    mended = not same or len(same) < sum(_is_like(problem, before) for problem in known)
    now = min(same, key=lambda problem: abs(problem.line - before.line), default=None)
    now = now or _following(before, known, problems)
    if now is None:
        return _Seen(problems, None, mended)
    excerpt = archive.excerpt(now)
    mend = archive.mend(excerpt.file) if excerpt.file is not None else None
    return _Seen(problems, now, mended, excerpt, mend)


def _is_like(problem: Problem, other: Problem) -> bool:
    told = (problem.path, problem.code, problem.message)
    return told == (other.path, other.code, other.message)


def _following(
    before: Problem, known: Sequence[Problem], problems: Sequence[Problem]
) -> Problem | None:
    """Give the fault to go on to: the next of the same file, else of those that followed."""
    of_file = [problem for problem in problems if problem.path == before.path]
    after = [problem for problem in of_file if problem.line >= before.line]
    if of_file:
        return (after or of_file)[0]
    # A mended error does not lead on to the warnings of all other files.
    worth = [
        problem for problem in problems if _HOW_BAD[problem.severity] <= _HOW_BAD[before.severity]
    ]
    rest = known[known.index(before) + 1 :] if before in known else ()
    return next(iter([problem for problem in rest if problem in worth] or worth), None)


def excerpt_content(excerpt: Excerpt, problem: Problem, width: int) -> tuple[int, Content]:
    """Give the lines around a fault, a caret below it, and on which row its line begins.

    Args:
        excerpt: the lines.
        problem: the fault.
        width: cells of a row; the line of the fault is broken over several, others are cut.
    """
    if not excerpt.lines:
        return 0, Content.styled("There is no such line to show.", "$quiet")
    gutter = len(str(excerpt.first + len(excerpt.lines) - 1)) + 1
    room = max(8, width - gutter - 3)
    rows: list[Content] = []
    above = 0
    for number, line in enumerate(excerpt.lines, excerpt.first):
        if number != problem.line:
            words = line.expandtabs(_TAB)
            cut = cell_len(words) > room
            words = chop_cells(words, room - cut)[0] + "…" if cut else words
            rows.append(Content.assemble((f"{number:>{gutter}} │ ", "$quiet"), words))
            continue
        above = len(rows)
        style = {"error": "$text-error", "warning": "$text-warning", "info": "bold"}
        sign = SIGNS[problem.severity]
        lead: str | tuple[str, str] = (
            f"{number:>{gutter}} {sign} ",
            f"bold {style[problem.severity]}",
        )
        for part, caret in _broken(line, problem.column - 1, room):
            rows.append(Content.assemble(lead, (part, "bold")))
            lead = (" " * gutter + " │ ", "$quiet")
            if caret is not None:
                rows.append(
                    Content.assemble(lead, " " * caret, ("^", f"bold {style[problem.severity]}"))
                )
    return above, Content("\n").join(rows)


def _broken(line: str, at: int, room: int) -> Iterator[tuple[str, int | None]]:
    """Break a line where rows are full; the row in which a character stands tells its cell."""
    at = min(max(at, 0), len(line))
    start = max(0, at - _LONGEST // 2)
    line, at = line[start : start + _LONGEST], at - start
    before = line[:at].expandtabs(_TAB)
    text = before + line[at:].replace("\t", " " * _TAB)
    parts = chop_cells(text, room) or [""]
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    last = len(parts) - 1
    for index, (first, end) in enumerate(pairwise(ends)):
        here = first <= len(before) < end or (index == last and len(before) >= end)
        yield parts[index], cell_len(text[first : len(before)]) if here else None
