"""The archive: the one facade that the shell and the interface speak to.

`scan` finds the files, `parsing` reads one, `refresh` brings the catalogue up to them and
`indexing` the full-text index up to the catalogue; `joining` puts together what stands beside a
briefing. `checks` and `mending` tell and mend faults, `excerpts` has the lines around one.
`evidence` tells what rests on what and `unread` what is not known of that, `comparing` what changed
in that, `naming` what the archive is called. `resolving` tells which briefing a name means,
`similar` which are near to one. `adding` and `drafting` write new briefings: `rendering` makes
their YAML, `writing` puts it in place, `schemas` keeps what editors need. `alone` reads a file that
is in no archive, `searching` finds, `citing` gives citations and documents, `translations` pairs
the passages of two languages. `workbench` answers those who write, and `facade` for all.

Each name is loaded when it is first asked for: finding the folder must not wait for SQLite and the
values (40 ms before the first paint).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.archive.adding import Added, Difference, Plan, load_page
    from briefing_tui.archive.alone import prepare_to_read, reading_alone
    from briefing_tui.archive.checks import (
        Checked,
        check_alone,
        check_text_alone,
        lines_of,
        missing,
    )
    from briefing_tui.archive.citing import (
        Cited,
        Remark,
        cite,
        cite_source,
        document,
        full_notes,
        noted_document,
        quote,
        target_of,
        write_document,
    )
    from briefing_tui.archive.comparing import Compared, Version, compare, read_version
    from briefing_tui.archive.doubles import Double
    from briefing_tui.archive.drafting import Begun
    from briefing_tui.archive.excerpts import Excerpt, line_in_file
    from briefing_tui.archive.facade import Archive
    from briefing_tui.archive.indexing import Indexed, IndexState
    from briefing_tui.archive.mending import Mend, mend_text, mends_of, unified
    from briefing_tui.archive.places import archive_around, find_archive, samples
    from briefing_tui.archive.refresh import gathered
    from briefing_tui.archive.rendering import Rendered
    from briefing_tui.archive.schemas import schema
    from briefing_tui.archive.searching import prepare_to_search
    from briefing_tui.archive.translations import Pair, counterpart, paired, swapped

__all__ = [
    "Added",
    "Archive",
    "Begun",
    "Checked",
    "Cited",
    "Compared",
    "Difference",
    "Double",
    "Excerpt",
    "IndexState",
    "Indexed",
    "Mend",
    "Pair",
    "Plan",
    "Remark",
    "Rendered",
    "Version",
    "archive_around",
    "check_alone",
    "check_text_alone",
    "cite",
    "cite_source",
    "compare",
    "counterpart",
    "document",
    "find_archive",
    "full_notes",
    "gathered",
    "line_in_file",
    "lines_of",
    "load_page",
    "mend_text",
    "mends_of",
    "missing",
    "noted_document",
    "paired",
    "prepare_to_read",
    "prepare_to_search",
    "quote",
    "read_version",
    "reading_alone",
    "samples",
    "schema",
    "swapped",
    "target_of",
    "unified",
    "write_document",
]

_HOME = {
    "Added": "adding",
    "Archive": "facade",
    "Begun": "drafting",
    "Checked": "checks",
    "Cited": "citing",
    "Compared": "comparing",
    "Difference": "adding",
    "Double": "doubles",
    "Excerpt": "excerpts",
    "IndexState": "indexing",
    "Indexed": "indexing",
    "Mend": "mending",
    "Pair": "translations",
    "Plan": "adding",
    "Remark": "citing",
    "Rendered": "rendering",
    "Version": "comparing",
    "archive_around": "places",
    "check_alone": "checks",
    "check_text_alone": "checks",
    "cite": "citing",
    "cite_source": "citing",
    "compare": "comparing",
    "counterpart": "translations",
    "document": "citing",
    "find_archive": "places",
    "full_notes": "citing",
    "noted_document": "citing",
    "gathered": "refresh",
    "line_in_file": "excerpts",
    "lines_of": "checks",
    "load_page": "adding",
    "mend_text": "mending",
    "mends_of": "mending",
    "missing": "checks",
    "paired": "translations",
    "prepare_to_read": "alone",
    "prepare_to_search": "searching",
    "quote": "citing",
    "read_version": "comparing",
    "reading_alone": "alone",
    "samples": "places",
    "schema": "schemas",
    "swapped": "translations",
    "target_of": "citing",
    "unified": "mending",
    "write_document": "citing",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
