"""The archive: the one facade that the shell and the interface speak to.

`scan` finds the files, `refresh` brings catalogue and full-text index up to them, `joining` puts
together what stands beside a briefing, `naming` tells what the archive is called. `adding` and
`drafting` write new briefings: `rendering` makes their YAML, `writing` puts it in place, `schemas`
keeps what editors need. `facade` answers. Each name is loaded when it is first asked for: finding
the folder must not wait for SQLite and the values (40 ms before the first paint).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.archive.adding import Added
    from briefing_tui.archive.drafting import Begun
    from briefing_tui.archive.facade import Archive
    from briefing_tui.archive.places import find_archive, samples
    from briefing_tui.archive.rendering import Rendered
    from briefing_tui.archive.schemas import schema
    from briefing_tui.archive.single import read_file

__all__ = [
    "Added",
    "Archive",
    "Begun",
    "Rendered",
    "find_archive",
    "read_file",
    "samples",
    "schema",
]

_HOME = {
    "Added": "adding",
    "Archive": "facade",
    "Begun": "drafting",
    "Rendered": "rendering",
    "find_archive": "places",
    "read_file": "single",
    "samples": "places",
    "schema": "schemas",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
