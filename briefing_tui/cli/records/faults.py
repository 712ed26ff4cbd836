"""Faults as documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from briefing_tui.cli.records.documents import (
    Record,
    cleaned,
    document,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.archive import Mend
    from briefing_tui.briefing import (
        Problem,
    )


def problems(told: Iterable[Problem], mended: Iterable[Mend] = ()) -> Record:
    """Give the answer of `check`; `mended` is there when something was, or would be."""
    record = document(problems=[asdict(problem) for problem in told])
    if changes := [{"path": mend.shown, "diff": mend.diff} for mend in mended]:
        record["mended"] = cleaned(changes)
    return record
