"""Keys as the user wants them: moved when a widget is made, told by one name everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.tui import keymap
from briefing_tui.tui.lifecycle import LifecycleApp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.widget import Widget

    from briefing_tui.tui.keymap import Keymap


class KeyedApp(LifecycleApp):
    """An application whose bindings have the keys that its user gives them.

    Args:
        keys: keys as written, by the ids of bindings.
        ansi_color: as Textual takes it.
    """

    def __init__(
        self, keys: Mapping[str, Sequence[str]], *, ansi_color: bool | None = None
    ) -> None:
        super().__init__(ansi_color=ansi_color)
        self._own_bindings = self._bindings.copy()
        """Those of the application itself, before any is moved."""
        self._met: dict[type[DOMNode], None] = {type(self): None}
        """The classes whose bindings are in use."""
        self._moved: Keymap = {}
        if keys:
            self.move_keys(keymap.taken(keys))

    def get_key_display(self, binding: Binding) -> str:
        """Give the key of a binding as people write it."""
        # Not by `key_display`: of several keys it tells the first, whichever is meant.
        return keymap.shown(binding.key)

    def key_of(self, name: str) -> str:
        """Give the first key of a binding as people write it; nothing when it has none.

        Args:
            name: the binding's id; a widget that has it was met.
        """
        keys = self._moved.get(name)
        if keys is None:
            own = (key for owner in self._met for key in keymap.own_keys(owner, name))
            keys = tuple(own)[:1]
        return keymap.shown(keys[0]) if keys else ""

    def hint(self, *told: tuple[str, str]) -> str:
        """Give a line on keys: `Enter reads · ↓ ↑ choose`; what has no key is left out.

        Args:
            told: ids of bindings, parted by spaces, and what they do. A word without a dot is a
                key by itself.
        """
        parts = []
        for names, what in told:
            keys = [self.key_of(name) if "." in name else name for name in names.split()]
            if any(keys):
                parts.append(f"{' '.join(filter(None, keys))} {what}")
        return " · ".join(parts)

    def move_keys(self, keys: Keymap) -> None:
        """Have these keys, and for all other bindings their own."""
        self._moved = keys
        self._bindings = keymap.remapped(self._own_bindings, keys)
        for node in self._registry:
            keymap.move(node, keys)

    # Textual has no other place that every widget comes by before it can have the focus.
    def _register_child(
        self, parent: DOMNode, child: Widget, before: int | None, after: int | None
    ) -> None:
        super()._register_child(parent, child, before, after)
        self._met[type(child)] = None
        if self._moved:
            keymap.move(child, self._moved)
