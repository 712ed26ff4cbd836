"""What was written, or would be, as documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from briefing_tui.cli import wording
from briefing_tui.cli.records.documents import (
    Record,
    document,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing_tui.archive import Added, Begun, Rendered
    from briefing_tui.briefing import (
        Draft,
    )


def added(outcome: Added, made: Draft, spelt: Callable[[Path], Path]) -> Record:
    """Give the answer of `add`; `spelt` gives a path as it is to be shown."""

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
        problems=[asdict(problem) for problem in outcome.problems],
        unsure=outcome.unsure,
        left_out=made.left_out,
    )


def begun(outcome: Begun, path: Path) -> Record:
    """Give the answer of `new`."""
    return document(
        slug=outcome.slug,
        path=wording.path_of(path),
        to_fill=outcome.to_fill,
        problems=[asdict(problem) for problem in outcome.problems],
    )


def draft(made: Draft, rendered: Rendered) -> Record:
    """Give the answer of `add --stdout`."""
    return document(
        slug=made.slug, yaml=rendered.text, unsure=rendered.unsure, left_out=made.left_out
    )
