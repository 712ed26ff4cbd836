"""What stands for characters that a terminal cannot show: signs and letters of ASCII, as wide."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.color import Color

_SIGNS = {
    **dict.fromkeys("─━═╌╍┄┅┈┉╴╶╸╺╼╾▔▁▂▃▄⎯", "-"),
    **dict.fromkeys("│┃║╎╏┆┇┊┋╵╷╹╻╽╿▏▎▍▌▋▊▉▕▐", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "+"),
    **dict.fromkeys("█▅▆▇▀■▮◼", "#"),
    **dict.fromkeys("░▒▓", ":"),
    **dict.fromkeys("•◦▪∙★✓", "*"),
    **dict.fromkeys("▸▶►→⏎↳⇒", ">"),
    **dict.fromkeys("◂◀◄←⇐", "<"),
    **dict.fromkeys("↑▲▴⭘", "^"),
    **dict.fromkeys("↓▼▾", "v"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("✗✕×", "x"),
    "…": ".", "·": "-", "☆": "o", "○": "o", "●": "o", "✎": "+", "¶": "P", "\u00a0": " ", "№": "N",
    "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "þ": "t",
    "æ": "e", "ß": "s", "œ": "o",
}  # fmt: skip


class Plainer(LineFilter):
    """Replaces what an encoding has no character for; widths stay, so that nothing moves.

    Args:
        encoding: what the terminal is written in.
        letters: replace letters too. Without it, signs alone are: the Linux console is written in
            UTF-8, but its fonts hold the letters of one script and the signs of code page 437.
    """

    def __init__(self, encoding: str, *, letters: bool = True) -> None:
        super().__init__()
        self._encoding = encoding
        self._letters = letters
        self._known: dict[str, str] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace what cannot be shown."""
        return [
            segment
            if segment.text.isascii()
            else Segment("".join(map(self._shown, segment.text)), segment.style, segment.control)
            for segment in segments
        ]

    def _shown(self, character: str) -> str:
        shown = self._known.get(character)
        if shown is None:
            shown = self._known[character] = self._plainer(character)
        return shown

    def _plainer(self, character: str) -> str:
        try:
            character.encode(self._encoding)
        except UnicodeEncodeError:
            pass
        else:
            return character
        width = cell_len(character)
        sign = _SIGNS.get(character, "")
        if sign or not self._letters:
            return sign or character
        bare = unicodedata.normalize("NFKD", character)[:1]
        if not (bare.isascii() and bare.isprintable()):
            return "?" * width
        return bare.ljust(width)[:width]


def plainer_for(
    environ: Mapping[str, str], encoding: str | None, *, wanted: bool = False
) -> Plainer | None:
    """Give the filter that a terminal needs, or None.

    Args:
        environ: tells which terminal it is.
        encoding: of the stream that is drawn on.
        wanted: whether signs are to be those of ASCII on every terminal.
    """
    if encoding and codecs.lookup(encoding).name != "utf-8":
        return Plainer(encoding)
    if environ.get("TERM") == "linux":
        return Plainer("cp437", letters=False)
    return Plainer("ascii", letters=False) if wanted else None
