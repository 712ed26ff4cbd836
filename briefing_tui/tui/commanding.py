"""Everything that can be done, in lists: the keys of a screen, and the command palette."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding

from briefing_tui.errors import BriefingError
from briefing_tui.tui import colours
from briefing_tui.tui.editing import EditingApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.screen import Screen

    from briefing_tui.tui.help import Deed

# What lists need is imported when one is asked for.


def _providers(module: str, *names: str) -> Iterable[Callable[[], type[Provider]]]:
    """Give what imports providers when the palette opens."""
    from importlib import import_module  # noqa: PLC0415 - here alone

    return [partial(lambda name: getattr(import_module(module), name), name) for name in names]


class CommandingApp(EditingApp):
    """An application that tells all that it can do."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        *App.COMMANDS,
        *_providers("briefing_tui.tui.palette", "Briefings", "Authors", "Sources", "Kept"),
    }
    BINDING_GROUP_TITLE = "The program"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "toggle_keys", "Keys",
                tooltip="All keys that work here, to be searched", id="app.keys"),
        Binding("f1", "toggle_keys", "Keys",
                tooltip="All keys that work here, to be searched", id="app.help"),
        Binding("ctrl+p", "command_palette", "Commands", show=False, priority=True,
                tooltip="Everything that can be done and gone to, by its name", id="app.palette"),
        Binding("colon", "command_palette", "Commands", show=False, id="app.command",
                tooltip="Everything that can be done and gone to, by its name"),
    ]  # fmt: skip

    def action_toggle_keys(self) -> None:
        """Show all keys that work here, and do what the one that is chosen does."""
        from briefing_tui.tui.finder import Finder  # noqa: PLC0415 - as said at the top
        from briefing_tui.tui.help import (  # noqa: PLC0415 - as said at the top
            HelpLine,
            help_screen,
            lines_of,
        )
        from briefing_tui.wording import QUERY_HELP  # noqa: PLC0415 - as said at the top

        lines = lines_of(self.screen)
        if isinstance(self.screen, Finder):
            lines += [
                HelpLine(f"In a search: {heading}", example, meaning)
                for heading, examples in QUERY_HELP
                for example, meaning in examples
            ]
        self.push_screen(help_screen(lines), self._do)

    async def _do(self, deed: Deed | None) -> None:
        """Do what was chosen, as if its key had been pressed."""
        if deed is not None:
            await self.run_action(deed.action, deed.node)

    def edit_settings(self) -> None:
        """Open the file of settings in the user's editor, begun if need be, and take it in."""
        from briefing_tui import config  # noqa: PLC0415 - as said at the top
        from briefing_tui.config.template import begin  # noqa: PLC0415

        path = self.settings.path
        if path is None:
            self.notify("There is no folder for settings: you have no home.", markup=False)
            return
        try:
            begin(path)
        except FileExistsError:
            pass
        except OSError as error:
            self.tell(BriefingError(f"{path} cannot be written: {error.strerror}"))
            return
        first = min((fault.line for fault in self.settings.problems), default=0)
        if self.hand_over(path, first) == "changed":
            self.take_settings(config.load(os.fspath(path)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Give what the command palette offers: what the keys of the screen do, and the colours."""
        from briefing_tui.tui.help import lines_of  # noqa: PLC0415 - as said at the top

        for line in lines_of(screen, typing=False):
            if line.label and line.label != "Commands":
                title = f"{line.label}: {line.what[:1].lower()}{line.what[1:]}"
                key = f"key {line.keys}" if line.keys else "no key"
                yield SystemCommand(title, key, partial(self._do, line.deed))
        if not self.colourless:
            yield SystemCommand(
                "Choose the colours", "themes, with those of your own", self.search_themes
            )
            for name, title in colours.CHOICES.items():
                yield SystemCommand(title, "colours", partial(setattr, self, "theme", name))
