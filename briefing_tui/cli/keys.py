"""`help keys`: the keys of the interface, as they are set now; the tables of the documents, too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.config import load
from briefing_tui.tui import bindings
from briefing_tui.tui.keymap import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing_tui.tui.bindings import Key

# Lines of: where, the bindings whose keys are told (a word without a dot is told as it stands), and
# what they do; `{id}` in it is the key of a binding.
_SHORT = Path(__file__).with_name("keys.txt")
_HEAD = """\
What every key does by itself, and the id by which it is moved in the settings: see
[config.md](config.md). `briefing help keys` tells the keys as they are set."""
_ID = re.compile(r"\{([a-z.0-9-]+)\}")


def page(named: str | None = None, *, markdown: bool = False, short: bool = False) -> str:
    """Give a page on the keys.

    Args:
        named: the file of settings that the command line names; its keys are told.
        markdown: as tables, rather than as plain text.
        short: what is used most, rather than every key with its id.
    """
    keymap = bindings.check(load(named)).keymap
    keys = [key._replace(keys=tuple(keymap.get(key.id, key.keys))) for key in bindings.known()]
    if short:
        by_id = {key.id: [shown(each) for each in key.keys] for key in keys}
        lines = _short_table(by_id) if markdown else _short_lines(by_id)
    else:
        lines = _tables(keys) if markdown else _lines(keys)
    return "\n".join(lines) + "\n"


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
    yield "# Keys"
    yield ""
    yield _HEAD
    where = ""
    for key in keys:
        if key.where != where:
            yield ""
            where = key.where
            yield from (f"## {where[:1].upper()}{where[1:]}", "")
            yield from ("| key | what it does | id |", "|---|---|---|")
        yield f"| {' '.join(map(_code, map(shown, key.keys)))} | {key.what} | `{key.id}` |"


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _short_rows(keys: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str], str]]:
    """Give what is used most: where, keys, what they do; what has no key is left out."""
    for line in _SHORT.read_text(encoding="utf-8").splitlines():
        where, names, what = line.split(" | ")
        pressed = [
            key for name in names.split() for key in (keys[name][:1] if "." in name else (name,))
        ]
        if pressed:
            yield where, pressed, what


def _short_table(keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
    def key_of(match: re.Match[str]) -> str:
        return _code(keys[match[1]][0]) if keys[match[1]] else "(no key)"

    yield from ("| where | key | what it does |", "|---|---|---|")
    before = ""
    for where, pressed, what in _short_rows(keys):
        told = " ".join(_code(key) if key != "type" else key for key in pressed)
        yield f"|{f' {where} ' if where != before else ' '}| {told} | {_ID.sub(key_of, what)} |"
        before = where


def _short_lines(keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
    def key_of(match: re.Match[str]) -> str:
        return next(iter(keys[match[1]]), "(no key)")

    rows = list(_short_rows(keys))
    width = max(len(" ".join(pressed)) for _, pressed, _ in rows)
    before = ""
    for where, pressed, what in rows:
        if where != before:
            yield from ("", where) if before else (where,)
            before = where
        yield f"  {' '.join(pressed):<{width}}  {_ID.sub(key_of, what).replace('`', '')}"
