"""Text without markup, such as a note's: its addresses, and the words that its author stressed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from briefing_tui.sources import visible_url
from briefing_tui.sources.wording import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

Piece = Literal["text", "address", "stressed"]

# `*Channel Herald*`, `_Ibid._`: notes come with the stars of the Markdown they were written among.
_STRESSED = re.compile(
    r"(?<![\w*\\])\*(?![\s*])([^*\n]{1,200}?)(?<![\s*\\])\*(?![\w*])"
    r"|(?<![\w\\])_(?![\s_])([^_\n]{1,200}?)(?<![\s_\\])_(?!\w)"
)
# In an address of HTML or Markdown these stand escaped only.
_UNFIT = re.compile(r"[\s\"<>\\^`{|}]")


def pieces(text: str, *, stress: bool = True) -> Iterator[tuple[Piece, str]]:
    """Divide a text; an address is a piece of its own, stress loses its signs.

    Args:
        text: without markup but that.
        stress: false where stars and strokes mean themselves.
    """
    done = 0
    for place in addresses(text):
        yield from _divided(text[done : place.start], stress=stress)
        yield "address", text[place.start : place.end]
        done = place.end
    yield from _divided(text[done:], stress=stress)


def _divided(text: str, *, stress: bool) -> Iterator[tuple[Piece, str]]:
    done = 0
    for match in _STRESSED.finditer(text) if stress else ():
        if match.start() > done:
            yield "text", text[done : match.start()]
        yield "stressed", match[1] or match[2]
        done = match.end()
    if done < len(text):
        yield "text", text[done:]


def target(address: str) -> str:
    """Give an address as a link may hold it: whole, and with nothing that would end it early."""
    return _UNFIT.sub(
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), visible_url(address)
    )
