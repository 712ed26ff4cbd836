"""Where in a TOML document each key and each value stands.

`tomllib` gives values without their places. This walks a document that it has taken: nothing is
checked again, only the shapes that may hold a bracket, a quotation mark or a comma are told apart.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The keys that lead to a value, and the indexes in arrays among them."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_NAME = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = re.compile(
    # Two quotation marks may stand before the three that end a text of several lines.
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\r\n]+")
_DEEPEST = 100
"""Keys that lead to a value; each has a place of its own, with all that lead to it."""


class Place(NamedTuple):
    """A place in a text: line and column, from 1, in code points."""

    line: int
    column: int


class Places(NamedTuple):
    """The places of a document's keys and values."""

    keys: dict[Path, Place]
    values: dict[Path, Place]
    """Of tables that begin with a header, the header's key."""


def places_of(text: str) -> Places:
    """Give the places in a document that `tomllib` has read.

    Args:
        text: the document.

    Raises:
        RecursionError: it is nested deeper than can be followed.
    """
    walk = _Walk(text)
    walk.document()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> Place:
        line = bisect_right(starts, offset)
        return Place(line, offset - starts[line - 1] + 1)

    keys, values = (
        {path: place(offset) for path, offset in found.items()}
        for found in (walk.keys, walk.values)
    )
    return Places(keys, {**keys, **values})


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}
        """Of arrays of tables, how many there were by now."""

    def document(self) -> None:
        table: Path = ()
        while self._sign():
            if self._text.startswith("[[", self._at):
                self._at += 2
                path = self._key(())
                count = self._lengths.get(path, 0)
                self._lengths[path] = count + 1
                table = (*path, count)
                self._at += 2
            elif self._sign() == "[":
                self._at += 1
                table = self._key(())
                self._at += 1
            else:
                self._pair(table)

    def _sign(self) -> str:
        """Give the next character that is neither blank nor in a comment; at the end nothing."""
        self._take(_BLANK)
        return self._text[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise AssertionError(f"not TOML at {self._at}, which tomllib has taken")
        self._at = match.end()
        return match.group()

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self._at += 1  # the equals sign
        self._value(path)

    def _key(self, path: Path) -> Path:
        """Take a key, dotted or not, and give the path below `path` that it means."""
        while True:
            self._sign()
            start = self._at
            name = self._take(_NAME)
            if name[0] in "\"'":
                name = tomllib.loads(f"name = {name}")["name"]
            path = (*path, name)
            if len(path) > _DEEPEST:
                raise RecursionError
            self.keys.setdefault(path, start)
            if self._sign() != ".":
                return path
            self._at += 1
            if path in self._lengths:  # the table that was begun last is meant
                path = (*path, self._lengths[path] - 1)

    def _value(self, path: Path) -> None:
        sign = self._sign()
        self.values[path] = self._at
        if sign in "\"'":
            self._take(_STRING)
        elif sign == "[":
            self._at += 1
            index = 0
            while self._sign() != "]":
                self._value((*path, index))
                index += 1
                self._comma()
            self._at += 1
        elif sign == "{":
            self._at += 1
            while self._sign() != "}":
                self._pair(path)
                self._comma()
            self._at += 1
        else:
            self._take(_BARE)

    def _comma(self) -> None:
        if self._sign() == ",":
            self._at += 1
