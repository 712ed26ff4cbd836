"""The archive: the one facade that the shell and the interface speak to.

`scan` finds the files, `refresh` brings catalogue and full-text index up to them, `joining` puts
together what stands beside a briefing, `checks` tells faults, `comparing` what changed, `adding`
writes new ones, `facade` answers. Each name is loaded when it is first asked for: finding the
folder must not wait for SQLite and the values (40 ms before the first paint).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.archive.adding import Added
    from briefing_tui.archive.checks import Checked, check_alone, check_text_alone, lines_of
    from briefing_tui.archive.comparing import Compared, Version, compare, read_version
    from briefing_tui.archive.facade import Archive
    from briefing_tui.archive.mending import Mend, mend_text, mends_of, unified
    from briefing_tui.archive.places import archive_around, find_archive, samples

__all__ = [
    "Added",
    "Archive",
    "Checked",
    "Compared",
    "Mend",
    "Version",
    "archive_around",
    "check_alone",
    "check_text_alone",
    "compare",
    "find_archive",
    "lines_of",
    "mend_text",
    "mends_of",
    "read_version",
    "samples",
    "unified",
]

_HOME = {
    "Added": "adding",
    "Archive": "facade",
    "Checked": "checks",
    "Compared": "comparing",
    "Mend": "mending",
    "Version": "comparing",
    "archive_around": "places",
    "check_alone": "checks",
    "check_text_alone": "checks",
    "compare": "comparing",
    "find_archive": "places",
    "lines_of": "checks",
    "mend_text": "mending",
    "mends_of": "mending",
    "read_version": "comparing",
    "samples": "places",
    "unified": "mending",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
