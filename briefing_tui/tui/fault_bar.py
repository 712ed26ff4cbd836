"""The bar above a briefing that tells of the fault of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from briefing_tui.tui.wording import problem_content, told
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.briefing import Briefing, Problem


class FaultBar(Static):
    """Says what keeps a file from being read as it is now; not there where nothing does.

    Of a piece that was begun or added here it says what is left to see to.
    """

    def __init__(self) -> None:
        super().__init__(id="fault", markup=False)
        self.fault: Problem | None = None
        """What is to be mended first of what it tells."""

    def show(self, briefing: Briefing, doubts: Sequence[str] | None = None) -> None:
        """Tell of the fault of a briefing's file, and which version of it is shown.

        Args:
            briefing: what is shown.
            doubts: what a person should look at in a piece that was begun or added; None for any
                other, whose warnings are not told.
        """
        fault = told(briefing)
        left = left_of(briefing, doubts) if fault is None else ()
        self.fault = fault or (_in_order(briefing)[0] if left and briefing.problems else None)
        self.display = fault is not None or bool(left)
        self.set_class(fault is None, "-left")
        if fault is None:
            self._show_left(left)
            return
        self.update(
            Content.assemble(
                problem_content(fault),
                "\n",
                (
                    "What you read is the last good version."
                    if briefing.outdated
                    else "What you read is as much of it as can be read.",
                    "italic",
                ),
                ("  ! shows the lines, e mends them.", "$quiet"),
            )
        )

    def put_away(self) -> bool:
        """Tell no more what is left to see to; false when nothing is told but what must be."""
        if not self.display or not self.has_class("-left"):
            return False
        self.display = False
        self.fault = None
        return True

    def _show_left(self, left: Sequence[str]) -> None:
        # The text is what one came for: the bar takes an eighth of the screen at most.
        room = max(1, self.app.size.height // 8 - 1)
        shown, more = left[:room], len(left) - room
        head = f"{counted(len(left), 'thing')} left to see to"
        parts: list[str | tuple[str, str]] = [
            (head, "bold"),
            ("  e mends the first, ! shows it, Esc hides this", "$quiet"),
        ]
        parts += [f"\n· {words}" for words in shown]
        if more > 0:
            parts.append((f"  and {more:,} more", "$quiet"))
        self.update(Content.assemble(*parts))


def left_of(briefing: Briefing, doubts: Sequence[str] | None) -> tuple[str, ...]:
    """Give what is left to see to in a piece that was begun or added, one line each."""
    if doubts is None:
        return ()
    return (*(f"line {p.line}: {p.message}" for p in _in_order(briefing)), *doubts)


def _in_order(briefing: Briefing) -> list[Problem]:
    return sorted(briefing.problems, key=lambda problem: (problem.line, problem.column))
