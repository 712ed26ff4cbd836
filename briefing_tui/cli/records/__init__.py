"""Results as JSON: one document each, with `schema_version` first.

What a briefing does not tell is null or an empty list. Names and meanings of keys do not change
within a schema version; keys may be added.
"""

from __future__ import annotations

from briefing_tui.cli.records.differences import comparison
from briefing_tui.cli.records.documents import SCHEMA_VERSION, Record, document
from briefing_tui.cli.records.evidence import (
    cited,
    citing,
    reading,
    sources,
    trace,
    unread,
    withdrawal,
)
from briefing_tui.cli.records.faults import problems
from briefing_tui.cli.records.indexing import index_state
from briefing_tui.cli.records.pieces import (
    author,
    briefing,
    entries,
    exported,
    exported_list,
    results,
    similar,
)
from briefing_tui.cli.records.remembered import highlights, noted
from briefing_tui.cli.records.settings import settings
from briefing_tui.cli.records.writing import added, begun, draft

__all__ = [
    "SCHEMA_VERSION",
    "Record",
    "added",
    "author",
    "begun",
    "briefing",
    "cited",
    "citing",
    "comparison",
    "document",
    "draft",
    "entries",
    "exported",
    "exported_list",
    "highlights",
    "index_state",
    "noted",
    "problems",
    "reading",
    "results",
    "settings",
    "similar",
    "sources",
    "trace",
    "unread",
    "withdrawal",
]
