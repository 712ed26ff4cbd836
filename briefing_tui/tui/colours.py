"""The colours: which there are, and which of them suit a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

# Three accents: blue for titles, amber for notes, red for faults. All text stands at 7:1 or more
# against its ground, muted text at 4.5:1 (WCAG 2.2, success criteria 1.4.6 and 1.4.3).
DARK = Theme(
    name="lamplight",
    primary="#8ab4e8",
    secondary="#8ab4e8",
    accent="#e5b567",
    warning="#e5b567",
    error="#f0828a",
    success="#a3c98a",
    foreground="#d9dde3",
    background="#15181d",
    surface="#1a1e24",
    panel="#232830",
    dark=True,
    variables={"quiet": "#99a2af", "line": "#3c444f"},
)
LIGHT = Theme(
    name="daylight",
    primary="#1d4f91",
    secondary="#1d4f91",
    accent="#8a5300",
    warning="#8a5300",
    error="#a8202c",
    success="#2f6a2c",
    foreground="#20242a",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e9e6dd",
    dark=False,
    variables={"quiet": "#5c636d", "line": "#bdb8aa"},
)
CHOICES = {
    "lamplight": "Dark colours",
    "daylight": "Light colours",
    "ansi-dark": "The terminal's own colours, on a dark ground",
    "ansi-light": "The terminal's own colours, on a light ground",
}
"""Themes by name, with what they are."""

# Beside those whose name ends in `256color` or `direct`.
_MANY_COLOURS = ("kitty", "alacritty", "foot", "ghostty", "wezterm", "contour", "rio", "iterm")


def starting_theme(environ: Mapping[str, str]) -> str:
    """Give the theme that suits a terminal.

    Sixteen colours are the terminal's own: what they look like is the user's choice, and shades of
    ours would be drawn as whatever comes closest. A light ground is known from `$COLORFGBG`, which
    rxvt, Konsole and others set; no colour at all is the terminal's own without them.
    """
    # https://no-color.org: when present and not empty, whatever its value.
    light = environ.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    term = environ.get("TERM", "")
    many = (
        environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
        or term.endswith(("256color", "direct"))
        or term.removeprefix("xterm-").startswith(_MANY_COLOURS)
    )
    if environ.get("NO_COLOR") or not many:
        return "ansi-light" if light else "ansi-dark"
    return "daylight" if light else "lamplight"
