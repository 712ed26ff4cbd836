"""The commented file that people begin with: every setting, none of them on."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from briefing_tui.config.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = """\
# Archives by name: `briefing NAME` opens one, and -C takes a name wherever no folder is called so.
# A path that is not whole counts from this file. `default` is the one that is opened when neither
# -C nor $BRIEFINGS names any; without it ./briefings, or the current folder.
[archives]
# default = "work"
# work = "~/briefings"

# Searches that are kept: `briefing search @NAME` in the shell, the list of searches in the finder.
# A text is the query; a table can have an order and what the results are narrowed to.
[searches]
# unread = "is:unread"
# asia = { query = "sanctions", sort = "date", only = { region = "east-asia", year = [2030, 2031] }}

# Keys by the id of what they do; `briefing help keys` lists all ids. One key or several, as in
# "y", "ctrl+y", "f5", "space", "pagedown"; [] takes the key away.
[keys]
# "reader.copy" = "ctrl+y"
# "article.page-down" = ["space", "ctrl+f"]
"""


def begin(path: Path) -> None:
    """Write the file, and the folder it is in.

    Raises:
        FileExistsError: it is there already, and was left as it is.
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(template())


def template() -> str:
    """Give the file, which sets nothing: what it shows stands in comments."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Settings of briefing. What is wrong in this file is told, and holds as if it were not"
    yield "# there; `briefing config` tells what is in force."
    yield ""
    for setting in SETTINGS:
        yield from textwrap.wrap(
            setting.about, 98, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
        )
        yield f"# {setting.name} = {setting.example}"
        yield ""
    yield TABLES
