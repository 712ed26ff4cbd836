"""The archive: the one facade that the shell and the interface speak to.

`scan` finds the files, `refresh` brings catalogue and full-text index up to them, `joining` puts
together what stands beside a briefing, `adding` writes new ones, `citing` gives citations and
documents, `facade` answers. Each name is loaded when it is first asked for: finding the folder must
not wait for SQLite and the values (40 ms before the first paint).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.archive.adding import Added
    from briefing_tui.archive.citing import Cited, full_notes, quote
    from briefing_tui.archive.facade import Archive
    from briefing_tui.archive.places import find_archive, samples

__all__ = ["Added", "Archive", "Cited", "find_archive", "full_notes", "quote", "samples"]

_HOME = {
    "Added": "adding",
    "Archive": "facade",
    "Cited": "citing",
    "find_archive": "places",
    "full_notes": "citing",
    "quote": "citing",
    "samples": "places",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
