"""The format's JSON Schema, printed for editors or kept in the archive.

An editor with a YAML server checks a file while it is typed when the file's first line names its
schema. That line needs an address that works everywhere: offline, after the archive was cloned by
a colleague, in whatever place the program is installed. So `briefing new` keeps the schema in a
hidden file at the archive's root, which a scan passes over, and new files name it by a relative
path; YAML servers take such a path from the file's own folder.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing_tui.archive.writing import kind_of, put, unwritten

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

HIDDEN = ".briefing-schema.json"


def schema(kind: Literal["briefing", "author", "archive"] = "briefing") -> str:
    """Give the JSON Schema of a kind of file, as a file's text."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    return json.dumps(yamlfile.schema(kind), ensure_ascii=False, indent=2) + "\n"


def keep_schema(root: Path) -> bool:
    """Bring the schema in an archive up to this program.

    A file of that name which this program has not made stays as it is.

    Returns:
        Whether it was written.

    Raises:
        ArchiveError: it cannot be written.
    """
    path = root / HIDDEN
    data = schema().encode()
    if kind_of(path) and not _is_older(path, data):
        return False
    put(path, data, over=True)
    return True


def _is_older(path: Path, data: bytes) -> bool:
    """Tell whether a file is a schema that another version of this program has made."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - as in `schema`

    try:
        there = yamlfile.load(path) if kind_of(path) == "a file" else b""
    except OSError as error:
        raise unwritten(path, error) from error
    return yamlfile.MADE_BY.encode() in there and there != data
