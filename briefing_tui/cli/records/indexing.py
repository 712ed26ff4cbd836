"""How the full-text index is, as JSON."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing_tui.cli.records.documents import document

if TYPE_CHECKING:
    from briefing_tui.archive import IndexState
    from briefing_tui.cli.records.documents import Record


def index_state(state: IndexState, **counts: int) -> Record:
    """Give the document of an index.

    Args:
        state: how it is.
        counts: what was done, by name.
    """
    return document(
        state=state.state,
        briefings=state.briefings,
        waiting=state.waiting,
        segments=state.segments,
        deleted=state.deleted,
        bytes=state.size,
        folder=os.fspath(state.folder),
        **counts,
    )
