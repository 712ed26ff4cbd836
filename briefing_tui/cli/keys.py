"""`help keys`: every key of the interface, as it is set now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.config import load
from briefing_tui.tui import bindings
from briefing_tui.tui.keymap import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.tui.bindings import Key


def page(named: str | None = None, *, markdown: bool = False) -> str:
    """Give a page on all keys.

    Args:
        named: the file of settings that the command line names; its keys are told.
        markdown: as tables, rather than as plain text.
    """
    keymap = bindings.check(load(named)).keymap
    keys = [key._replace(keys=tuple(keymap.get(key.id, key.keys))) for key in bindings.known()]
    return "\n".join(_tables(keys) if markdown else _lines(keys)) + "\n"


def _lines(keys: Sequence[Key]) -> Iterator[str]:
    """Give keys, what they do and the id to set them by, under the pages they are on."""
    told = [" ".join(map(shown, key.keys)) or "-" for key in keys]
    first, second = max(map(len, told)), max(len(key.id) for key in keys)
    where = ""
    for key, pressed in zip(keys, told, strict=True):
        if key.where != where:
            yield from ("", key.where) if where else (key.where,)
            where = key.where
        yield f"  {pressed:<{first}}  {key.id:<{second}}  {key.what}"


def _tables(keys: Sequence[Key]) -> Iterator[str]:
    where = ""
    for key in keys:
        if key.where != where:
            if where:
                yield ""
            where = key.where
            yield from (f"### {where[:1].upper()}{where[1:]}", "")
            yield from ("| key | what it does | id |", "|---|---|---|")
        told = " ".join(f"`{_escaped(shown(each))}`" for each in key.keys)
        yield f"| {told} | {key.what} | `{key.id}` |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
