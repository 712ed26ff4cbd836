"""The archive's memory in SQLite: which files there are, what a list shows of them, what they cite.

It lives in the cache folder and can be deleted at any time. Opening 10,000 briefings takes one
query and no parsing.
"""

from __future__ import annotations

from briefing_tui.catalogue.store import Catalogue, Role, Row, Stat, sound

__all__ = ["Catalogue", "Role", "Row", "Stat", "sound"]
