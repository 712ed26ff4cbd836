"""What the keys of a screen do, for the list of all keys and for the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from briefing_tui.tui.chooser import Choice, Chooser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

_KEYS = 16
"""Cells of the column of keys."""


class HelpLine(NamedTuple):
    """What a key does, or what a query can say."""

    group: str
    keys: str
    what: str
    press: str | None = None
    """The key, for the program; None when there is none to press."""


def lines_of(screen: Screen[object]) -> list[HelpLine]:
    """Give what the keys do that work on a screen now, those of the focused widget first."""
    out: dict[tuple[str, str], HelpLine] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        what = tooltip or binding.tooltip or binding.description
        # What has no id is Textual's own: keys of every box and list, or that do nothing here.
        if not enabled or not binding.id or not what:
            continue
        group = node.BINDING_GROUP_TITLE or "Here"
        shown = screen.app.get_key_display(binding)
        known = out.get((group, what))
        if known is None:
            out[group, what] = HelpLine(group, shown, what, binding.key)
        elif shown not in known.keys.split():
            out[group, what] = known._replace(keys=f"{known.keys} {shown}")
    # Lines of a group stand together, in the order in which the groups first came.
    groups = list(dict.fromkeys(line.group for line in out.values()))
    return sorted(out.values(), key=lambda line: groups.index(line.group))


def help_screen(lines: Iterable[HelpLine]) -> Chooser[str]:
    """Give a screen that lists keys; its answer is the key to press on the screen below it."""
    choices = [
        Choice(
            f"{line.group} {line.keys} {line.what}",
            partial(_draw, line),
            line.press,
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
