"""The list of themes: the one under the cursor is seen at once, and goes when it is not taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from briefing_tui.tui.chooser import Choice, Chooser
from briefing_tui.tui.colours import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.await_complete import AwaitComplete
    from textual.theme import Theme

_PAUSE = 0.12
"""Seconds that the cursor rests on a theme before it is shown: a change paints everything anew."""


class ThemeChooser(Chooser[str]):
    """Lists themes; its answer is the name of the one taken.

    Args:
        known: the themes.
        now: the name of the one that is in force.
    """

    DEFAULT_CSS = """
    ThemeChooser { align: right bottom; }
    ThemeChooser > Vertical { max-height: 60%; }
    """

    def __init__(self, known: Iterable[Theme], now: str) -> None:
        self._before = now
        # The one that is in force stands first: nothing changes until the cursor moves.
        choices = [
            Choice(f"{theme.name} {_about(theme)}", partial(_draw, theme), theme.name)
            for theme in sorted(known, key=lambda theme: (theme.name != now, *_rank(theme)))
        ]
        super().__init__(
            "Themes", choices, ask="Dark, light, a name", none="None is so.", widest=64
        )

    @on(OptionList.OptionHighlighted)
    def _seen(self) -> None:
        self.set_timer(_PAUSE, partial(self._preview, self.current))

    def _preview(self, name: str | None) -> None:
        if self.is_attached and name and name == self.current and name != self.app.theme:
            self.app.theme = name

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Keep the theme that was taken, or go back to the one from before."""
        self.app.theme = result or self._before
        return super().dismiss(result)


def _rank(theme: Theme) -> tuple[bool, str]:
    return theme.name not in CHOICES, theme.name


def _about(theme: Theme) -> str:
    return CHOICES.get(theme.name, "dark" if theme.dark else "light")


def _draw(theme: Theme, width: int) -> Content:  # noqa: ARG001 - a name fits everywhere
    return Content.assemble((f"{theme.name:22}", "bold"), (_about(theme), "$quiet"))
