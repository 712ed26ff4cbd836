"""Text of a file's values: as it was typed, with the way back to lines and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.text import clean, unsafe_characters

from .composer import Mapping, Scalar, Sequence
from .decoding import tell_unsafe
from .faults import quoted, shortened
from .mishaps import quote

if TYPE_CHECKING:
    from .composer import Node
    from .faults import Faults

# ` #` behind a plain value begins a comment. Two spaces before it and one behind are how people set
# comments off; anything else may be part of the text: `The C # problem`, `Issue #5`.
_COMMENT = re.compile(r"[ \t]+#.*")
_SET_OFF = re.compile(r"(?:[ ]{2,}|[ ]*\t[ \t]*)#+(?:[ \t].*)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of several lines, and where they stand in the file."""

    text: str
    lines: tuple[int, int]
    """The file's line of the first line, and 1 if the others follow line by line, else 0."""
    columns: tuple[int, ...]
    """How much each line is moved in; the last holds for those that follow."""

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Give the file's line and column for those of the text; all count from 1."""
        first, step = self.lines
        shift = self.columns[min(line - 1, len(self.columns) - 1)]
        return first + (line - 1) * step, column + shift


class Row(NamedTuple):
    """A line of a value, without its indentation."""

    text: str
    place: tuple[int, int]
    """Line and column, from 1."""


class Prose:
    """The texts of one file.

    Args:
        source: what the nodes' offsets are in.
        faults: where faults are noted.
    """

    def __init__(self, source: str, faults: Faults) -> None:
        self._source = source
        self._faults = faults

    def text(self, node: Node, what: str, *, code: bool = False) -> str:
        """Give a value as text, whatever YAML took it for.

        Args:
            node: the value; a list or a mapping is taken for the text that it was meant to be.
            what: the field, or `a takeaway`, for the message.
            code: a date or a slug, behind which ` #` can begin nothing but a comment.
        """
        if isinstance(node, Scalar):
            if not (node.style or code):
                self._check_comment(node, what)
            if not node.style:
                self._check_end(node, what)
            return self._cleaned(node)
        written = self._source[node.start : node.end].rstrip()
        place = (node.line, node.column)
        if code:
            return self._code(node, what)
        shown = shortened(quote(written.split("\n")[0]))
        if isinstance(node, Sequence) and not written.startswith("["):
            message = f"{what} is text, but the hyphen makes a list of it"
            self._faults.add("error", "one-value", place, message, "write it without “- ”")
            return " ".join(self.raw(item) for item in node.items)
        if isinstance(node, Mapping) and not written.startswith("{"):
            message = f"{what} holds a “: ”, which YAML takes for the end of a field's name"
            self._faults.add(
                "error", "unquoted-colon", place, message, f"put it in quotes: {shown}"
            )
        else:
            message = f"{what} is text, but YAML takes this for a list"
            self._faults.add(
                "error", "unquoted-bracket", place, message, f"put it in quotes: {shown}"
            )
        return "\n".join(line.strip() for line in written.split("\n"))

    def _code(self, node: Sequence | Mapping, what: str) -> str:
        """Give a code that stands in a list, if it is the only one there."""
        items = node.items if isinstance(node, Sequence) else []
        only = self._cleaned(items[0]) if len(items) == 1 and isinstance(items[0], Scalar) else ""
        found = "a list" if isinstance(node, Sequence) else "a mapping"
        hint = "write one of them"
        if only:
            hint = f"write {quoted(only)}, without brackets or a hyphen"
        message = f"{what} holds one value, but {found} stands here"
        self._faults.add("error", "one-value", (node.line, node.column), message, hint)
        return only

    def rows(self, node: Scalar) -> list[Row]:
        """Give the lines of a plain value as they are typed."""
        lines = self._source[node.start : node.end].rstrip().split("\n")
        first = Row(clean(lines[0]), (node.line, node.column))
        return [
            first,
            *(
                Row(clean(line.strip()), (number, len(line) - len(line.lstrip()) + 1))
                for number, line in enumerate(lines[1:], node.line + 1)
            ),
        ]

    def raw(self, node: Node) -> str:
        """Give the text of a field that the format does not know."""
        if isinstance(node, Scalar):
            return self._cleaned(node)
        return self._source[node.start : node.end].rstrip()

    def line(self, node: Node, what: str, *, code: bool = False) -> str:
        """Give a value as text on one line."""
        lines = self.text(node, what, code=code).split("\n")
        return " ".join(line.strip(" \t") for line in lines).strip()

    def paragraphs(self, node: Node, what: str) -> str:
        """Give a value as paragraphs: one line each, a blank line between them."""
        if isinstance(node, Scalar) and node.style not in {"|", '"'}:
            # YAML has joined the lines, and left one break for each blank line.
            pieces = self.text(node, what).split("\n")
        else:
            pieces = re.split(r"\n(?:[ \t]*\n)+", self.text(node, what))
        lines = (" ".join(line.strip(" \t") for line in piece.split("\n")) for piece in pieces)
        return "\n\n".join(line.strip() for line in lines if line.strip())

    def place_of(self, words: str, node: Node) -> tuple[int, int]:
        """Give line and column of some words of a value; of the value when they are not typed."""
        at = self._source.find(words, node.start, node.end)
        if at < 0:
            return node.line, node.column
        return self._source.count("\n", 0, at) + 1, at - self._source.rfind("\n", 0, at)

    def typed(self, node: Scalar, name: str) -> Typed:
        """Give a text in the lines in which it was typed.

        In a folded (`>`), plain or single-quoted scalar YAML joins the lines, and paragraphs or
        notes would run together: there the lines are taken from the source, with a warning.
        """
        source = self._source[node.start : node.end].rstrip("\n")
        if node.style in {"|", ">"}:
            return self._block(node, name)
        if node.style == '"' or "\n" not in source:
            escaped = node.style == '"' and ("\\" in source or "\n" in source)
            column = node.column - 1 + bool(node.style)
            return Typed(self._cleaned(node), (node.line, 0), (0 if escaped else column,))
        self._warn_joined(node, name)
        rows = source.split("\n")
        texts = [row.strip() for row in rows]
        if node.style:
            texts = "\n".join(texts)[1:-1].replace("''", "'").split("\n")
        columns = [node.column - 1 + bool(node.style)]
        columns += [len(row) - len(row.lstrip()) for row in rows[1:]]
        return Typed(clean("\n".join(texts)), (node.line, 1), tuple(columns))

    def _block(self, node: Scalar, name: str) -> Typed:
        """Read a literal or folded block; its content begins on the line below its header."""
        if node.style == "|":
            text = self._cleaned(node)
        else:
            self._warn_joined(node, name)
            rows = self._source[node.start : node.end].split("\n")[1:]
            depth = min((_lead(row) for row in rows if row.strip()), default=0)
            text = "\n".join(row[depth:] for row in rows).rstrip("\n") + "\n"
        # The first line that is not blank tells how far the text is indented.
        above = len(text) - len(text.lstrip())
        if above == len(text):
            return Typed(text, (node.line + 1, 1), (0,))
        at = self._source.find("\n", node.start) + 1
        for _ in range(text.count("\n", 0, above)):
            at = self._source.find("\n", at) + 1
        row = _line_at(self._source, at)
        line = _line_at(text, text.rfind("\n", 0, above) + 1)
        return Typed(text, (node.line + 1, 1), (max(len(row) - len(line), 0),))

    def _warn_joined(self, node: Scalar, name: str) -> None:
        self._faults.add(
            "warning",
            "lines-joined",
            (node.line, node.column),
            f"other readers of YAML join the lines of “{name}” when it is written so",
            f"write “{name}: |”, and the text below it, indented by two spaces",
        )

    def _cleaned(self, node: Scalar) -> str:
        if node.style != '"':
            return node.text  # the raw ones are gone already
        text = clean(node.text)
        if text != node.text:
            # Written as an escape.
            for at, name in unsafe_characters(node.text[:10_000]):
                tell_unsafe(ord(node.text[at]), name, (node.line, node.column), self._faults)
        return text

    def _check_comment(self, node: Scalar, what: str) -> None:
        end = self._source.find("\n", node.end)
        rest = self._source[node.end : end if end >= 0 else None]
        found = _COMMENT.fullmatch(rest)
        if not found or not node.text or _SET_OFF.fullmatch(rest):
            return
        hash_at = node.end + rest.index("#")
        column = hash_at - self._source.rfind("\n", 0, hash_at)
        line = self._source.count("\n", node.start, node.end) + node.line
        whole = self._source[node.start : node.end] + rest
        self._faults.add(
            "warning",
            "cut-at-hash",
            (line, column),
            f"{what} ends before “ #”: what follows is a comment, {quoted(rest.strip())}",
            f"put it in quotes: {shortened(quote(whole.strip()))}; "
            "or set a comment off by two spaces",
        )

    def _check_end(self, node: Scalar, what: str) -> None:
        """Tell a bracket or a quotation mark at the end whose partner is not there."""
        sign = node.text[-1:]
        if sign == "]" and node.text.count("]") > node.text.count("["):
            found, partner = "bracket", "["
        elif sign == '"' and node.text.count('"') % 2:
            found, partner = "quotation mark", '"'
        else:
            return
        written = self._source[node.start : node.end].rstrip()
        whole = shortened(partner + " ".join(written.split()))
        self._faults.add(
            "warning",
            "unopened-bracket" if sign == "]" else "unopened-quote",
            (
                node.line + written.count("\n"),
                len(_last_line(self._source[: node.start] + written)),
            ),
            f"{what} ends with a {found} that nothing opens",
            f"write the one before it too: {whole}; or take this one away",
        )


def _last_line(text: str) -> str:
    return text[text.rfind("\n") + 1 :]


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else None]


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
