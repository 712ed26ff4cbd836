"""What the keys of a screen do, for the list of all keys and for the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.actions import parse
from textual.content import Content

from briefing_tui.tui.chooser import Choice, Chooser
from briefing_tui.tui.keymap import shown, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.screen import Screen

_KEYS = 16
"""Cells of the column of keys."""


class Deed(NamedTuple):
    """Something that can be done on a screen."""

    node: DOMNode
    """Whose action it is."""
    action: str
    """As Textual writes it."""


class HelpLine(NamedTuple):
    """What a key does, or what a query can say."""

    group: str
    keys: str
    what: str
    label: str = ""
    """What it does, in a word or two; empty for what makes sense as a key alone."""
    deed: Deed | None = None
    """What the key does, for the program; None when there is nothing to do."""


def lines_of(screen: Screen[object], *, typing: bool = True) -> list[HelpLine]:
    """Give what the keys do that work on a screen now, those of the focused widget first.

    Args:
        screen: the screen.
        typing: whether a key that is typed where the focus is works; if not, what it would do
            elsewhere on the screen is told.
    """
    keys: dict[tuple[str, str], list[str]] = {}
    firsts: dict[tuple[str, str], tuple[DOMNode, Binding]] = {}
    for node, binding in _working(screen) if typing else _of_chain(screen):
        # What has no id is Textual's own: keys of every box and list, or that do nothing here.
        if binding.id:
            line = (node.BINDING_GROUP_TITLE or "Here", binding.tooltip)
            firsts.setdefault(line, (node, binding))
            keys.setdefault(line, []).append(binding.key)
    # Lines of a group stand together, in the order in which the groups first came, those before
    # that the last line of the screen tells, too.
    groups = list(dict.fromkeys(group for group, _ in firsts))
    order = sorted(firsts, key=lambda line: (groups.index(line[0]), not firsts[line][1].show))
    out = []
    for group, what in order:
        node, binding = firsts[group, what]
        told = map(shown, sorted(keys[group, what], key=lambda key: not written(key)))
        deed = Deed(node, binding.action)
        out.append(HelpLine(group, " ".join(told), what, binding.description, deed))
    return out


def _working(screen: Screen[object]) -> Iterator[tuple[DOMNode, Binding]]:
    for node, binding, enabled, _ in screen.active_bindings.values():
        if enabled:
            yield node, binding


def _of_chain(screen: Screen[object]) -> Iterator[tuple[DOMNode, Binding]]:
    """Give what can be done from the focus up, whether or not its key is typed there."""
    for node in (screen.focused or screen).ancestors_with_self:
        for _, binding in node._bindings:  # noqa: SLF001 - active_bindings leaves some out
            where, name, parameters = parse(binding.action)
            target = {"app": screen.app, "screen": screen}.get(where, node)
            if target.check_action(name, parameters):
                yield node, binding


def help_screen(lines: Iterable[HelpLine]) -> Chooser[Deed]:
    """Give a screen that lists keys; its answer is what the chosen one does."""
    choices = [
        Choice(
            f"{line.group} {line.keys} {line.what}",
            partial(_draw, line),
            line.deed,
            line.group,
            tuple(line.keys.split()),
        )
        for line in lines
    ]
    return Chooser("Keys", choices, ask="What do you want to do?", none="No key does that.")


def _draw(line: HelpLine, width: int) -> Content:
    each = line.keys.split()
    keys = line.keys if len(each) < 5 else f"{each[0]} … {each[-1]}"
    space = " " * max(1, _KEYS - 2 - Content(keys).cell_length)
    rows = Content(line.what).wrap(max(10, width - _KEYS))
    words = Content(f"\n{' ' * _KEYS}").join(rows)
    return Content.assemble("  ", (keys, "bold $text-accent"), space, words)
