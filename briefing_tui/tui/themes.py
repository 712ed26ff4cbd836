"""The colours by name: Textual's themes, our own two, and those the user has written.

A theme of the user's is `themes/NAME.toml` beside the settings: colours by name, `dark`, and a
table `variables` for what Textual and this program name besides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.css.stylesheet import Stylesheet, StylesheetParseError
from textual.css.tokenizer import TokenError
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
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*")
_VALUE = re.compile(r"[^$;{}\x00-\x1f]*")
_ON_ANYTHING = frozenset(
    "text text-muted text-disabled link-color link-color-hover link-background "
    "block-cursor-foreground button-color-foreground".split()
)
"""Variables that may also be `auto` or `initial`: the colour that suits what is behind it."""
_WRONG = "this is no colour"
_HINT = "write it as #8ab4e8, or by a name such as teal"
_NO_STYLE = "this is no style of text"
_STYLE_HINT = "as in bold, underline, reverse, none"


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
        is_style = "style" in name.split("-")
        if _NAME.fullmatch(name) and isinstance(value, str) and _fits(name, value, is_style):
            out[name] = value
        else:
            wrong, hint = (_NO_STYLE, _STYLE_HINT) if is_style else (_WRONG, _HINT)
            document.fault(path, "wrong-value", f"variables.{one_line(name)}: {wrong}", hint)
    return out


def _fits(name: str, value: str, is_style: bool) -> bool:
    """Tell whether Textual can draw with a variable; where it cannot, nothing is shown at all."""
    if _VALUE.fullmatch(value) is None:
        return False
    if is_style:
        used = "text-style: $it;"
    elif name in _ON_ANYTHING:
        used = "color: $it;"
    else:
        used = "color: $it; background: $it; border: round $it;"
    sheet = Stylesheet(variables={"it": value})
    sheet.add_source(f"* {{ {used} }}")
    try:
        sheet.parse()
    except (StylesheetParseError, TokenError):
        return False
    return True


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
