"""The colours by name: Textual's themes, our own two, and those the user has written.

A theme of the user's is `themes/NAME.toml` beside the settings: colours by name, `dark`, and a
table `variables` for what Textual and this program name besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from briefing_tui.config.document import Document
from briefing_tui.text import one_line
from briefing_tui.tui import colours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing_tui.briefing import Problem
    from briefing_tui.config import Config

COLOURS = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "boost",
    "success", "warning", "error",
)  # fmt: skip
"""What a theme may name; `primary` is what it must."""
_KNOWN = (*COLOURS, "dark", "variables")
_WRONG = "this is no colour"
_HINT = "write it as #8ab4e8, or by a name such as teal"


class Found(NamedTuple):
    """What came of looking for a theme."""

    theme: Theme | None
    """None when there is none of this name, or it cannot be used."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with its file, or with the setting that names it."""


def find(settings: Config) -> Found:
    """Give the theme that the settings name; one of the user's goes before others of its name.

    Args:
        settings: they name a theme.
    """
    name = settings.theme or ""
    file = _files(settings).get(name)
    if file is not None:
        return read(file)
    known = BUILTIN_THEMES | {theme.name: theme for theme in (colours.DARK, colours.LIGHT)}
    if name in known:
        return Found(known[name])
    assert settings.path is not None  # noqa: S101 - it was set in a file
    document = Document(settings.path)
    document.no_such(("theme",), name, [*_files(settings), *known], "theme")
    return Found(None, tuple(document.problems))


def own(settings: Config) -> Iterable[Found]:
    """Read all themes of the user's."""
    return map(read, _files(settings).values())


def _files(settings: Config) -> dict[str, Path]:
    folder = settings.path.absolute().parent / "themes" if settings.path is not None else None
    try:
        return {file.stem: file for file in sorted(folder.glob("*.toml"))} if folder else {}
    except OSError:
        return {}


def read(file: Path) -> Found:
    """Read a theme from its file; a colour that is wrong is told, and left to Textual."""
    document = Document(file)
    data = document.data
    for name in data:
        if name not in _KNOWN:
            document.unknown((name,), _KNOWN, "colour")
    named = {name: data[name] for name in COLOURS if name in data}
    taken = {name: value for name, value in named.items() if _is_colour(document, (name,), value)}
    dark = data.get("dark", True)
    if not isinstance(dark, bool):
        document.fault(("dark",), "wrong-value", "dark: true or false is wanted", "without quotes")
        dark = True
    if "primary" not in taken:
        if "primary" not in data and not document.problems:
            document.fault((), "no-primary", "this theme has no colour primary", "name it")
        return Found(None, tuple(document.problems))
    theme = Theme(file.stem, dark=dark, variables=_variables(document), **taken)
    return Found(theme, tuple(document.problems))


def _variables(document: Document) -> dict[str, str]:
    told = document.data.get("variables", {})
    if not isinstance(told, dict):
        document.fault(("variables",), "wrong-value", "variables: a table is wanted", "[variables]")
        return {}
    out = {}
    for name, value in told.items():
        path = ("variables", name)
        # Some variables of Textual's are no colours but styles: `bold`, `underline`, `15%`.
        if isinstance(value, str) and (not value.startswith("#") or _parses(value)):
            out[name] = value
        else:
            document.fault(path, "wrong-value", f"variables.{one_line(name)}: {_WRONG}", _HINT)
    return out


def _is_colour(document: Document, path: tuple[str], value: Any) -> bool:
    if isinstance(value, str) and _parses(value):
        return True
    document.fault(path, "wrong-value", f"{path[0]}: {_WRONG}", _HINT)
    return False


def _parses(value: str) -> bool:
    try:
        Color.parse(value)
    except ColorParseError:
        return False
    return True
