"""From a file to text that is safe to parse: size, kind, encoding, hidden characters."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from typing import TYPE_CHECKING

from briefing_tui.briefing import Problem
from briefing_tui.encoding import likely_encoding
from briefing_tui.text import clean, one_line, unsafe_characters

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
_LONGEST_ROW = 10_000


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
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise _not_regular("a socket") from error
        raise UnreadableError("unreadable", f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        # A NUL in the name.
        raise UnreadableError("unreadable", "there can be no file of that name") from error
    try:
        return _read(handle)
    except UnreadableError:
        raise
    except OSError as error:
        raise UnreadableError("unreadable", f"cannot be read: {error.strerror}") from error
    finally:
        os.close(handle)


def _read(handle: int) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "no file")
        raise _not_regular(kind)
    with os.fdopen(handle, "rb", closefd=False) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError("too-large", *_too_large())
    return data


def problem_of(error: OSError, path: str) -> Problem:
    """Give the fault that an error from `load` stands for."""
    if isinstance(error, UnreadableError):
        code, message, hint = error.code, str(error), error.hint
    else:
        code, message, hint = "unreadable", f"cannot be read: {error.strerror or error}", ""
    return Problem(one_line(path), 1, 1, "error", code, one_line(message), hint)


def _not_regular(kind: str) -> UnreadableError:
    return UnreadableError(
        "not-a-file", f"this is {kind}, not a file", "an archive holds regular files only"
    )


def _too_large() -> tuple[str, str]:
    return (
        f"the file is larger than {LARGEST // 1_000_000} MB",
        "a briefing is one piece of text: keep data and pictures in files of their own",
    )


def decode(data: bytes, faults: Faults) -> str | None:
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
    if data.count(0) * 4 > len(data):
        # Latin letters in UTF-16 are valid UTF-8, every other character a NUL.
        faults.add("error", "not-utf8", (1, 1), *_wrong_encoding("the file", "utf-16"))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _tell_unsafe(text, faults)
    return clean(text)


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
    told = 0
    for line, row in enumerate(text.split("\n"), 1) if not _is_clean(text) else ():
        if _is_clean(row):
            continue
        for at, name in unsafe_characters(row[:_LONGEST_ROW]):
            tell_unsafe(ord(row[at]), name, (line, at + 1), faults)
            told += 1
        if told > _TOLD:
            return


def _is_clean(text: str) -> bool:
    return clean(text) == text


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
