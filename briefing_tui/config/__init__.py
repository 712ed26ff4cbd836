"""The user's settings: `config.toml` in the folder `briefing-tui` of the XDG config folder.

`values` holds what can be set, `settings` what each single value takes, `reading` makes a `Config`
of a file, `document` and `places` know where in it everything stands. `template` has the commented
file that people begin with. Where there is no file, nothing of it but `values` is loaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.config.values import Bidi, CitationStyle, Config, Search
from briefing_tui.errors import BriefingError
from briefing_tui.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Bidi", "CitationStyle", "Config", "Search", "load", "path_of"]


def path_of(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Give where the settings are: `$BRIEFING_CONFIG`, else in the user's config folder.

    That is `$XDG_CONFIG_HOME` or `~/.config`, on every system. None for a user without a home.
    """
    named = environ.get("BRIEFING_CONFIG")
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111 - a home of nobody is no error here
    folder = environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(folder):  # noqa: PTH117 - the specification wants others to be ignored
        folder = os.path.expanduser("~/.config")  # noqa: PTH111
        if not os.path.isabs(folder):  # noqa: PTH117
            return None
    return Path(folder) / "briefing-tui" / "config.toml"


def load(named: str | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings.

    Args:
        named: a file that the command line names.
        environ: the environment.

    Returns:
        What is set, with the faults that were found; a faulty setting is as if it were not there.
        That the file which `$BRIEFING_CONFIG` names is not there is a fault, too.

    Raises:
        BriefingError: the file that the command line names is not there.
    """
    path = path_of({"BRIEFING_CONFIG": named} if named else environ)
    if path is None:
        return Config()
    try:
        there = path.exists()
    except OSError:
        there = True  # it is told why it cannot be read
    if not there and named:
        raise BriefingError(
            f"there is no file {escaped(named)}, which --config names",
            f"to begin it: briefing config --init --config {escaped(named)}",
        )
    if not there and not environ.get("BRIEFING_CONFIG"):
        return Config(path)
    from briefing_tui.config.reading import read  # noqa: PLC0415 - 15 ms, where there is no file

    return read(path)
