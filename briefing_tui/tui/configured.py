"""What of the settings concerns all screens: colours, signs, keys, and what is wrong in them."""

from __future__ import annotations

import os
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from briefing_tui.tui import colours, glyphs, keymap
from briefing_tui.tui.keyed import KeyedApp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.filter import LineFilter

    from briefing_tui.briefing import Problem
    from briefing_tui.config import Config
    from briefing_tui.tui.bindings import Checked

# What is imported below is wanted by few runs; the first paint waits for it only where a theme is
# set.

_TOLD = 3
"""Faults of the settings that a notification tells."""


class ConfiguredApp(KeyedApp):
    """An application that looks as its user wants it.

    Args:
        settings: the user's.
    """

    def __init__(self, settings: Config) -> None:
        # Textual turns colours to grey under NO_COLOR, or takes them away when it begins with the
        # terminal's own; only the latter, with a theme made for them, is no colour at all.
        self._colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(settings.keys, ansi_color=True if self._colourless else None)
        self.settings = settings
        """Those that the user's file has, and what holds without it."""
        self._faults = dict.fromkeys(settings.problems, False)
        """What is wrong with the settings, and whether it was told."""
        # Textual draws on standard error.
        encoding = getattr(sys.__stderr__, "encoding", None)
        self._plainer = glyphs.plainer_for(os.environ, encoding, wanted=settings.ascii)
        self.register_theme(colours.DARK)
        self.register_theme(colours.LIGHT)
        self._begin_with(self._theme_set() or colours.starting_theme(os.environ))

    @property
    def colourless(self) -> bool:
        """Whether there are no colours to choose: NO_COLOR is set."""
        return self._colourless

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give what is done to each line that is drawn: Textual's filters, and ours if needed."""
        filters = super().get_line_filters()
        return [*filters, self._plainer] if self._plainer else filters

    # --- colours

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give what others' themes do not define: `$quiet` for what is read second, `$line`."""
        foreground = self.current_theme.foreground or "ansi_default"
        return {"quiet": foreground, "line": foreground}

    def _theme_set(self) -> str | None:
        """Make known the theme that the settings name, and give its name; None when it is none."""
        if self.settings.theme is None or self._colourless:
            return None  # which colours there are is one choice, that there are none another
        from briefing_tui.tui import themes  # noqa: PLC0415 - as said at the top

        found = themes.find(self.settings)
        self._take_note(found.problems)
        if found.theme is None:
            return None
        self.register_theme(found.theme)
        return found.theme.name

    def _begin_with(self, theme: str) -> None:
        # Set as later on, it would have all styles read and applied a second time before anything
        # is shown.
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def search_themes(self) -> None:
        """List the themes; the one under the cursor is seen at once."""
        from briefing_tui.tui import themes  # noqa: PLC0415 - as said at the top
        from briefing_tui.tui.theme_chooser import ThemeChooser  # noqa: PLC0415

        for found in themes.own(self.settings):
            self._take_note(found.problems)
            if found.theme is not None:
                self.register_theme(found.theme)
        self.tell_faults()
        path = self.settings.path or "config.toml"

        def tell(name: str | None) -> None:
            if name is not None and name != self.settings.theme:
                self.notify(f'To begin with it: theme = "{name}" in {path}', markup=False)

        self.push_screen(ThemeChooser(self.available_themes.values(), self.theme), tell)

    # --- settings that are changed while the program runs

    def take_settings(self, settings: Config) -> None:
        """Take other settings for those of before; pages that are open keep their measure."""
        self.settings = settings
        self._faults = dict.fromkeys(settings.problems, False)
        encoding = getattr(sys.__stderr__, "encoding", None)
        self._plainer = glyphs.plainer_for(os.environ, encoding, wanted=settings.ascii)
        self.theme = self._theme_set() or self.theme
        self.move_keys(keymap.taken(settings.keys))
        self.screen.refresh_bindings()
        self.tell_faults()
        self.check_keys()

    # --- faults

    @work(thread=True)
    def check_keys(self) -> None:
        """Look whether the keys that are set fit together; give up those that do not.

        That takes importing all screens: it waits until the first is shown.
        """
        if self.settings.keys:
            from briefing_tui.tui import bindings  # noqa: PLC0415 - as said at the top

            self.call_from_thread(self._take_checked, bindings.check(self.settings))

    def _take_checked(self, checked: Checked) -> None:
        if checked.problems:
            self.move_keys(checked.keymap)
            self.screen.refresh_bindings()
            self._take_note(checked.problems)
            self.tell_faults()

    def _take_note(self, faults: Iterable[Problem]) -> None:
        for fault in faults:
            self._faults.setdefault(fault, False)

    def tell_faults(self) -> None:
        """Tell what is wrong with the settings, each fault once."""
        faults = [fault for fault, told in self._faults.items() if not told]
        self._faults = dict.fromkeys(self._faults, True)
        if not faults:
            return
        told = [
            f"{PurePath(fault.path).name}:{fault.line}: {fault.message}\n{fault.hint}"
            for fault in faults
        ]
        if len(told) > _TOLD:
            told[_TOLD:] = [f"and {len(told) - _TOLD} more: briefing config --check"]
        self.notify("\n".join(told), title="Settings", severity="warning", timeout=20, markup=False)
