"""Collecting the faults of one file, in words that are safe to print."""

from __future__ import annotations

from collections import Counter

from briefing_tui.briefing import Problem, Severity
from briefing_tui.text import escaped, one_line

# A file of a thousand equal faults is told of in twenty-one lines.
_SAME_KIND = 20
_LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """Show a piece of a file in a message: cleaned, on one line, not too long."""
    shown = one_line(text[: 4 * _LONGEST_QUOTE])
    if len(shown) > _LONGEST_QUOTE:
        shown = shown[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{shown}”"


def shortened(text: str) -> str:
    """Show how a piece of a file should read: as `quoted`, but cut in the middle, not at its end.

    Where it begins and ends is what a person has to see.
    """
    shown = one_line(text)
    if len(shown) > _LONGEST_QUOTE:
        tail = _LONGEST_QUOTE // 3
        shown = f"{shown[: _LONGEST_QUOTE - tail - 1].rstrip()}…{shown[-tail:].lstrip()}"
    return shown


class Faults:
    """The faults found in a file so far.

    Args:
        path: the file, relative to the archive.
    """

    def __init__(self, path: str) -> None:
        self.path = escaped(path)
        self.shifts: dict[int, int] = {}
        """Line -> code points that were put in at its start to be able to read on."""
        self._found: list[Problem] = []
        self._count: Counter[str] = Counter()

    def add(
        self, severity: Severity, code: str, place: tuple[int, int], message: str, hint: str = ""
    ) -> None:
        """Note a fault at a line and column, from 1.

        Args:
            severity: an error keeps the file from saying what it means.
            code: a stable name in kebab case.
            place: line and column, from 1.
            message: what is wrong, one sentence without a full stop.
            hint: how to mend it.
        """
        self._count[code] += 1
        if self._count[code] <= _SAME_KIND:
            line, column = self.in_the_file(place)
            self._found.append(Problem(self.path, line, column, severity, code, message, hint))

    def in_the_file(self, place: tuple[int, int]) -> tuple[int, int]:
        """Give a place of what was read as it is in the file, without what was put in."""
        line, column = place
        return max(line, 1), max(column - self.shifts.get(line, 0), 1)

    def has_errors(self) -> bool:
        """Tell whether there is an error among them."""
        return any(problem.severity == "error" for problem in self._found)

    def problems(self) -> tuple[Problem, ...]:
        """Give them by place; of one kind the first twenty, and whether there are more."""
        found = sorted(self._found, key=lambda problem: (problem.line, problem.column))
        for code, count in self._count.items():
            if count > _SAME_KIND:
                last = [problem for problem in found if problem.code == code][-1]
                message = f"and more of this kind: the first {_SAME_KIND} are told"
                found.append(
                    Problem(self.path, last.line, last.column, last.severity, code, message)
                )
        return tuple(found)
