"""What was written, or would be, as documents."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from briefing_tui.cli import wording
from briefing_tui.cli.records.documents import Record, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefing_tui.archive import Added, Begun, Double, Rendered
    from briefing_tui.briefing import Draft, Problem


def added(
    outcome: Added, made: Draft, doubles: Iterable[Double], spelt: Callable[[Path], Path]
) -> Record:
    """Give the answer of `add`.

    Args:
        outcome: what was written.
        made: of which draft.
        doubles: briefings that seem to be the same piece.
        spelt: gives a path as it is to be shown.
    """

    def path_of(path: Path) -> str:
        return wording.path_of(spelt(path))

    return document(
        slug=outcome.slug,
        path=path_of(outcome.path),
        authors=[path_of(path) for path in outcome.authors],
        kept=[path_of(path) for path in outcome.kept],
        differences=[
            {"path": path_of(each.path), "field": each.field, "old": each.old, "new": each.new}
            for each in outcome.differences
        ],
        problems=_problems(outcome.problems, path_of(outcome.path)),
        unsure=outcome.unsure,
        doubles=[asdict(double) for double in doubles],
        left_out=made.left_out,
    )


def begun(outcome: Begun, path: Path) -> Record:
    """Give the answer of `new`."""
    shown = wording.path_of(path)
    return document(
        slug=outcome.slug,
        path=shown,
        to_fill=outcome.to_fill,
        problems=_problems(outcome.problems, shown),
    )


def draft(made: Draft, rendered: Rendered) -> Record:
    """Give the answer of `add --stdout`."""
    return document(
        slug=made.slug, yaml=rendered.text, unsure=rendered.unsure, left_out=made.left_out
    )


def _problems(problems: Iterable[Problem], path: str) -> list[Record]:
    """Give a new file's faults with the path that leads to it from here, as `check` gives it."""
    return [asdict(replace(problem, path=path)) for problem in problems]
