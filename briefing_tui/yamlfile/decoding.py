"""From a file to text that is safe to parse: size, kind, encoding, hidden characters."""

from __future__ import annotations

import os
import stat
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.briefing import Problem
from briefing_tui.encoding import likely_encoding, wide_encoding
from briefing_tui.text import clean, escaped, one_line, unsafe_characters

if TYPE_CHECKING:
    from pathlib import Path

    from .faults import Faults

LARGEST = 4_000_000
"""Bytes. A briefing of 100,000 words takes 0.7 MB."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Of four million control characters in a file nobody wants to hear of each.
_TOLD = 100
_CHUNK = 65_536


_BLANK = frozenset((" ", "\t"))


class UnreadableError(OSError):
    """A file that is not read; its text tells people why."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


def load(path: Path) -> bytes:
    """Read a file's bytes, without ever waiting for somebody to write into a pipe.

    Raises:
        UnreadableError: it is no regular file, larger than `LARGEST`, or cannot be read.
    """
    try:
        # Opening alone does something to a device, or to who waits at the other end of a pipe. It
        # may have become one before it is opened, and something else before it is read.
        _refuse_irregular(path.stat().st_mode)
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return _read(handle)
        finally:
            os.close(handle)
    except UnreadableError:
        raise
    except OSError as error:
        raise UnreadableError("unreadable", f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        # A NUL in the name.
        raise UnreadableError("unreadable", "there can be no file of that name") from error


def _refuse_irregular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "no file")
        raise UnreadableError(
            "not-a-file", f"this is {kind}, not a file", "an archive holds regular files only"
        )


def _read(handle: int) -> bytes:
    status = os.fstat(handle)
    _refuse_irregular(status.st_mode)
    if status.st_size > LARGEST:
        raise UnreadableError("too-large", *_too_large())
    # The file may grow while it is read, or (below /proc) tell no size at all.
    data = os.read(handle, max(status.st_size, _CHUNK) + 1)
    while more := os.read(handle, _CHUNK):
        data += more
        if len(data) > LARGEST:
            raise UnreadableError("too-large", *_too_large())
    return data


def problem_of(error: OSError, path: str) -> Problem:
    """Give the fault that an error from `load` stands for."""
    if isinstance(error, UnreadableError):
        code, message, hint = error.code, str(error), error.hint
    else:
        code, message, hint = "unreadable", f"cannot be read: {error.strerror or error}", ""
    return Problem(escaped(path), 1, 1, "error", code, one_line(message), hint)


def _too_large() -> tuple[str, str]:
    return (
        f"the file is larger than {LARGEST // 1_000_000} MB",
        "a briefing is one piece of text: keep data and pictures in files of their own",
    )


class Decoded(NamedTuple):
    """A file's text."""

    text: str
    is_plain: bool
    """All is printable but for line feeds."""


def decode(data: bytes, faults: Faults) -> Decoded | None:
    """Make text of a file's bytes, line ends made line feeds, unsafe characters made visible.

    A byte order mark is accepted. Every character keeps its line and column.

    Returns:
        The text, or None when the bytes are not UTF-8 or too many; the fault is noted then.
    """
    if len(data) > LARGEST:
        faults.add("error", "too-large", (1, 1), *_too_large())
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _tell_encoding(data, error.start, faults)
        return None
    if b"\0" in data and data.count(0) * 4 > len(data):
        # Latin letters in UTF-16 are valid UTF-8, every other character a NUL.
        faults.add("error", "not-utf8", (1, 1), *_wrong_encoding("the file", wide_encoding(data)))
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _tell_trailing(text, faults)
    if is_plain(text):
        return Decoded(text, True)
    cleaned = clean(text)
    if cleaned != text:
        _tell_unsafe(text, faults)
    return Decoded(cleaned, False)


def is_plain(text: str) -> bool:
    """Tell whether all is printable but for line feeds: no tab, no space of another kind.

    It takes a fraction of the time that looking for one of them does.
    """
    return text.replace("\n", "").isprintable()


def trailing_spaces(text: str) -> list[int]:
    """List the numbers, from 0, of the lines that end in spaces or tabs which mean nothing.

    Two spaces at the end of a line of an indented text do mean something, if another line of it
    follows: a line break (CommonMark, section 6.7), which exports keep.
    """
    tabbed = "\t" in text and "\t\n" in text
    if not tabbed and " \n" not in text and not text.endswith((" ", "\t")):
        return []
    rows = text.split("\n")
    found = [number for number, row in enumerate(rows) if row[-1:] in _BLANK]
    if "  \n" not in text:
        return found
    rows.append("")
    return [number for number in found if not _breaks(rows[number], rows[number + 1])]


def _breaks(row: str, after: str) -> bool:
    """Tell whether a line ends in a line break of Markdown."""
    indented = row[0] == " " == after[:1]
    return indented and row.endswith("  ") and bool(row.strip() and after.strip())


def _tell_trailing(text: str, faults: Faults) -> None:
    """Note spaces at the ends of lines, once for a file."""
    found = trailing_spaces(text)
    if not found or not text.strip():
        return
    line = found[0]
    lines = f"{len(found):,} lines" if len(found) > 1 else "a line"
    faults.add(
        "info",
        "trailing-space",
        (line + 1, len(text.split("\n", line + 1)[line].rstrip(" \t")) + 1),
        f"spaces stand at the end of {lines}",
        "delete them: they mean nothing, and many editors do so anyway",
    )


def _wrong_encoding(what: str, encoding: str) -> tuple[str, str]:
    return (
        f"{what} is not UTF-8; it looks like {encoding}",
        f"save it as UTF-8, or convert it: iconv -f {encoding} -t utf-8",
    )


def _tell_encoding(data: bytes, at: int, faults: Faults) -> None:
    start = data.rfind(b"\n", 0, at) + 1
    line = data.count(b"\n", 0, at) + 1
    column = len(data[start:at].decode("utf-8", "replace")) + 1
    byte = f"byte 0x{data[at]:02X}"
    faults.add("error", "not-utf8", (line, column), *_wrong_encoding(byte, likely_encoding(data)))


def _tell_unsafe(text: str, faults: Faults) -> None:
    line, seen = 1, 0
    for at, name in unsafe_characters(text, _TOLD):
        line += text.count("\n", seen, at)
        seen = at
        column = at - text.rfind("\n", 0, at)
        tell_unsafe(ord(text[at]), name, (line, column), faults)


def tell_unsafe(code: int, name: str, place: tuple[int, int], faults: Faults) -> None:
    """Note a character that was made visible."""
    if code < 0x20 or 0x7F <= code <= 0x9F:
        kind, what = "control-character", "a control character"
    elif 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        kind, what = "bidi-character", "a character that turns the direction of the text"
    else:
        kind, what = "hidden-character", "a character that cannot be seen"
    title = unicodedata.name(chr(code), "")
    faults.add(
        "warning",
        kind,
        place,
        f"{name}{f' ({title})' if title else ''}, {what}, is shown as a sign",
        "delete it",
    )
