"""Paths as people type and paste them, and what they may go on with."""

from __future__ import annotations

import os
import re
import shlex
import stat
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from briefing_tui.archive.places import expanded

_PAGES = frozenset(".txt .text .md .markdown .html .htm .xhtml .mhtml .mht .eml".split())
"""Endings of what pages are saved as; files of any other are offered when they are typed."""
_UNTYPED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What nobody can type into a line."""
_DOWNLOADS = "~/Downloads/"
_MOST = 300
"""Entries of a folder that are offered."""


class Entry(NamedTuple):
    """Something in a folder that a path may go on with."""

    typed: str
    """The whole path up to and with it, as it would be typed; a folder ends in a slash."""
    name: str
    is_folder: bool
    size: int = 0
    mtime: float = 0.0


def path_of(typed: str) -> Path | None:
    """Give the path that is meant by what was typed, pasted or dropped on the terminal.

    Terminals paste a dropped file quoted, with backslashes before its spaces, as a `file://`
    address, or as it is, and with a space behind it. What is there as it stands is meant as it
    stands.

    Returns:
        None for nothing, and for several paths at once.
    """
    words = typed.replace("\0", "").strip()
    if not words:
        return None
    if words[:7].lower() == "file://":
        try:
            return Path(unquote(urlsplit(words).path))
        except ValueError:  # no address after all: a host that cannot be one
            return Path(words)
    path = expanded(words)
    if kind_of(path):
        return path
    try:
        parts = shlex.split(words)
    except ValueError:  # a quotation mark that is one of the name's own, or is not closed yet
        return path
    if len(parts) == 1:
        return expanded(parts[0])
    return None if parts and all(kind_of(expanded(part)) for part in parts) else path


def kind_of(path: Path) -> Literal["folder", "file", "other", ""]:
    """Tell what stands at a path: nothing where it cannot be one."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return ""
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def entries(typed: str) -> list[Entry]:
    """List what a path may go on with: saved pages, the newest first, then folders by name.

    Hidden ones, and files of other endings, are listed when the beginning of their names is typed.
    """
    above, _, begun = typed.lstrip().rpartition("/")
    above += "/" if "/" in typed else ""
    if "\0" in above:  # pasted
        return []
    folder = expanded(above or ".")
    pages: list[Entry] = []
    others: list[Entry] = []
    folders: list[Entry] = []
    wanted = begun.casefold()
    try:
        with os.scandir(folder) as found:
            for entry in found:
                name = entry.name
                hidden = name[0] == "." and not begun
                if hidden or not name.casefold().startswith(wanted) or _UNTYPED.search(name):
                    continue
                if entry.is_dir():
                    folders.append(Entry(f"{above}{name}/", f"{name}/", True))
                elif entry.is_file():
                    status = entry.stat()
                    listed = Entry(above + name, name, False, status.st_size, status.st_mtime)
                    is_page = Path(name).suffix.lower() in _PAGES
                    (pages if is_page else others).append(listed)
    except OSError:
        return []
    pages.sort(key=lambda entry: -entry.mtime)
    folders.sort(key=lambda entry: entry.name.casefold())
    others.sort(key=lambda entry: entry.name.casefold())
    return [*pages, *folders, *(others if begun else ())][:_MOST]


def offered(typed: str) -> list[Entry]:
    """List what a path may go on with, and where else pages may be: downloads, the folder above."""
    found = entries(typed)
    above = _parent(typed)
    if above != typed:
        found.append(Entry(above, "..", True))
    if not typed and expanded(_DOWNLOADS).is_dir():
        found.insert(0, Entry(_DOWNLOADS, _DOWNLOADS, True))
    return found


def completed(typed: str) -> str:
    """Give a path as far as there is one way only to go on with it."""
    names = [entry.typed for entry in entries(typed)]
    if not names:
        return typed
    # Names differ first where the first and the last of them in order do.
    first, last = min(names), max(names)
    same = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first)
    )
    # Names that begin alike in capitals and small letters only must not take back what was typed.
    return first[:same] if same >= len(typed.lstrip()) else typed


def _parent(typed: str) -> str:
    """Give the folder above the one that a path is in, as it would be typed."""
    above = typed.lstrip().rpartition("/")[0]
    if not above:
        return "/" if typed.startswith("/") else "../"
    head, _, name = above.rpartition("/")
    if name in {"..", "."} or name.startswith("~"):
        return f"{above}/../"
    return f"{head}/" if head or above.startswith("/") else ""
