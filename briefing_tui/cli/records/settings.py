"""The settings, as JSON."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from briefing_tui.cli.records.documents import Record, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefing_tui.briefing import Problem


def settings(
    path: Path, *, exists: bool, settings: Sequence[dict[str, Any]], problems: Iterable[Problem]
) -> Record:
    """Give the document of `config`.

    Args:
        path: of the file of settings.
        exists: whether it is there.
        settings: each as it holds, with `name`, `value` and `origin`.
        problems: what is wrong in the file.
    """
    return document(
        path=os.fspath(path),
        exists=exists,
        settings=settings,
        problems=[asdict(problem) for problem in problems],
    )
