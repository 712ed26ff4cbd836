"""The last line of a screen: the keys that do something now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from briefing_tui.tui.keymap import written

if TYPE_CHECKING:
    from textual import events
    from textual.binding import ActiveBinding, Binding
    from textual.screen import Screen

_HELP = "toggle_keys"
"""The action that tells of all keys: its key is shown whatever else there is no room for."""


class _Key(NamedTuple):
    key: str
    display: str
    label: str
    action: str

    @property
    def content(self) -> Content:
        words = Content.assemble((self.display, "bold $text-accent"), f" {self.label}")
        return words.stylize(Style.from_meta({"press": self.key}))


class KeyLine(Widget, can_focus=False):
    """The keys of the bindings that are to be shown, as far as there is room; each can be clicked.

    A widget that has a method `prominent` tells with it which of its other actions are shown now.

    One widget that draws a line: Textual's `Footer` makes a widget of each key, and makes all of
    them anew whenever a popup comes or goes, which took half the time of showing one.
    """

    ALLOW_SELECT = False
    # What is selected stays so when a key is clicked that does something with it: as Textual has it
    # for scrollbars.
    DEFAULT_CLASSES = "-textual-system"
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[_Key] = []

    def on_mount(self) -> None:
        """Follow what the screen tells of its bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        keys = {
            active.binding.action: _Key(
                active.binding.key,
                self.app.get_key_display(active.binding),
                active.binding.description,
                active.binding.action,
            )
            for active in reversed(screen.active_bindings.values())
            if _shown(active) and active.enabled and not _typed(screen, active.binding)
        }
        shown = [*reversed(keys.values())]
        if shown != self._keys:
            self._keys = shown
            self.refresh()

    def render(self) -> Content:
        """Draw the keys that there is room for."""
        contents = [key.content for key in self._keys]
        last = [key.action.endswith(_HELP) for key in self._keys]
        while sum(content.cell_length + 2 for content in contents) - 2 > self.size.width:
            # From the end: what is told first matters most.
            index = next((n for n in reversed(range(len(last))) if not last[n]), None)
            if index is None:
                break
            del contents[index], last[index]
        return Content("  ").join(contents)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        event.stop()
        key = event.style.meta.get("press")
        if key:
            self.app.simulate_key(key)


def _shown(active: ActiveBinding) -> bool:
    """Tell whether there is to be room for a binding; a widget may tell that there now is."""
    prominent = getattr(active.node, "prominent", None)
    return active.binding.show or (prominent is not None and prominent(active.binding.action))


def _typed(screen: Screen[object], binding: Binding) -> bool:
    """Tell whether the key that is shown would be typed into the box that has the focus."""
    focused = screen.focused
    character = written(binding.key)
    return bool(
        character and focused is not None and focused.check_consume_key(binding.key, character)
    )
