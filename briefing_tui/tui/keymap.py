"""Keys: how they are written and shown, and bindings moved to the keys their user wants.

Textual can remap bindings itself, but drops the others that share a key with one that is moved, and
forgets, while something is typed, those that had a letter before. So the bindings of each widget
are moved when it is made.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual.binding import BindingsMap
from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, REPLACED_KEYS, Keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import Binding
    from textual.dom import DOMNode

    Keymap = Mapping[str, tuple[str, ...]]
    """Textual's names of keys, by the id of the binding that they are for."""

_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")
_NAMED = {key.value for key in Keys if not key.value.startswith(("<", "ctrl-"))} | {
    f"f{number}" for number in range(1, 36)
}
_ARROWS = {"left": "←", "right": "→", "up": "↑", "down": "↓"}
_ALSO = {
    "esc": "escape", "return": "enter", "ret": "enter", "del": "delete", "ins": "insert",
    "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "bs": "backspace",
    "spc": "space", "backtab": "shift+tab", "plus_sign": "plus", "control": "ctrl",
    "option": "alt", "cmd": "super",
}  # fmt: skip
"""What people write, by what Textual calls it."""
_SENT_AS = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape",
    "shift+space": "space",
}  # fmt: skip
"""Keys that a terminal cannot tell from others."""
_SENT_SO = {"ctrl+space": "ctrl+@", "ctrl+at": "ctrl+@"}
"""Other names of one key."""
_SHOWN = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "backspace": "Backspace",
    "delete": "Del", "insert": "Ins", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home",
    "end": "End", "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt", "super": "Super",
    "hyper": "Hyper", "meta": "Meta",
}  # fmt: skip


class NoKeyError(ValueError):
    """What is written is no key that a terminal sends.

    Args:
        message: what is wrong.
        hint: how to mend it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def key_of(text: str) -> str:
    """Give Textual's name of a key, as in `ctrl+y`, `Y`, `?`, `f5`, `PgDn`.

    Raises:
        NoKeyError: it is none.
    """
    plain = text.strip() or text
    if len(plain) == 1:
        return _of_character(plain)
    # The plus sign itself may be the key.
    *modifiers, key = plain[:-1].split("+") if plain.endswith("++") else plain.split("+")
    key = key or "+"
    lowered = [_ALSO.get(name.lower(), name.lower()) for name in modifiers]
    unknown = next((name for name in lowered if name not in _MODIFIERS), None)
    if unknown is not None:
        raise NoKeyError(f"there is no key {text}", f"before a plus is {', '.join(_MODIFIERS)}")
    if len(key) == 1:
        if key.isalpha() and lowered == ["shift"]:
            # As it is typed: terminals send a capital.
            return key.upper()
        if key.isupper() and "alt" in lowered:
            lowered.append("shift")
        key = _of_character(key.lower())
    else:
        key = _ALSO.get(key.lower(), key.lower())
        if key not in _NAMED and not written(key):
            raise NoKeyError(
                f"there is no key {text}",
                'as in "y", "?", "ctrl+y", "alt+left", "f5", "space", "escape", "pagedown"',
            )
    ordered = [
        name for name in ("alt", "ctrl", "super", "hyper", "meta", "shift") if name in lowered
    ]
    name = "+".join((*ordered, key))
    name = _SENT_SO.get(name, name)
    if name in _SENT_AS:
        raise NoKeyError(
            f"a terminal sends {text} as {_SENT_AS[name]}", f"take {_SENT_AS[name]}, or another"
        )
    return name


def _of_character(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    if not name:
        raise NoKeyError("this is no key that can be typed", "name it, as in tab or enter")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def written(key: str) -> str:
    """Give the character that a key writes where one can write; nothing when it writes none."""
    if len(key) == 1:
        return key
    name = REPLACED_KEYS.get(key, key)
    try:
        found = unicodedata.lookup(KEY_TO_UNICODE_NAME.get(name, name.replace("_", " ")))
    except KeyError:
        return ""
    return found if found.isprintable() else ""


def shown(key: str) -> str:
    """Give a key as people write it: `Ctrl+T`, `Esc`, `?`, `↓`."""
    *modifiers, name = key.split("+")
    if name in _SHOWN:
        name = _SHOWN[name]
    elif name.startswith("f") and name[1:].isdecimal():
        name = name.upper()
    else:
        name = _ARROWS.get(name) or written(name) or name
        if modifiers:
            name = name.upper()
    return "+".join([*(_SHOWN.get(each, each) for each in modifiers), name])


def taken(keys: Mapping[str, Sequence[str]]) -> Keymap:
    """Give the keys of the settings as Textual calls them, without asking whether they fit."""
    out = {}
    for name, each in keys.items():
        try:
            out[name] = tuple(dict.fromkeys(map(key_of, each)))
        except NoKeyError:
            continue  # told when they are checked
    return out


def own_keys(owner: type[DOMNode], name: str) -> list[str]:
    """Give the keys that a class has by itself for a binding, by the binding's id."""
    return [key for key, binding in merged_of(owner) if binding.id == name]


def merged_of(owner: type[DOMNode]) -> BindingsMap:
    """Give the bindings of a class, with those that it inherits."""
    # Textual tells it in no other way.
    return owner._merged_bindings or BindingsMap()  # noqa: SLF001


def move(node: DOMNode, keymap: Keymap) -> None:
    """Give a widget its own bindings with the keys that a keymap has for them."""
    node._bindings = remapped(merged_of(type(node)), keymap)  # noqa: SLF001


def remapped(bindings: BindingsMap, keymap: Keymap) -> BindingsMap:
    """Give bindings with the keys that a keymap has for them; what it does not name stays."""
    out: dict[str, list[Binding]] = {}
    moved: set[str] = set()
    for key, binding in bindings:
        name = binding.id or ""
        if name not in keymap:
            out.setdefault(key, []).append(binding)
        elif name not in moved:
            moved.add(name)
            for other in keymap[name]:
                out.setdefault(other, []).append(binding.with_key(other))
    return BindingsMap.from_keys(out)
