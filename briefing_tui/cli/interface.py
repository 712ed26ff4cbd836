"""The interface, or what it would open as text; and the samples."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.cli.opening import SUFFIXES, archive_named, archive_of, folder_or_none, why_this
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE
from briefing_tui.errors import ArchiveError
from briefing_tui.text import escaped

if TYPE_CHECKING:
    import argparse

    from briefing_tui.cli.terminal import Terminal


def open_(options: argparse.Namespace, terminal: Terminal) -> int:
    """Open the interface; without a terminal, list or show what it would open."""
    root, file = _to_open(options)
    if terminal.interactive and not options.json:
        if root is not None and not root.is_dir():
            raise ArchiveError(
                f"the archive {escaped(str(root))} is not a folder", why_this(options)
            )
        from briefing_tui import tui  # noqa: PLC0415 - Textual takes 150 ms

        return tui.run(root, open_slug=str(file) if file else None, settings=options.settings)
    if terminal.on_terminal and not options.json:
        terminal.say(
            "briefing: the interface needs a terminal that can be drawn on, on standard input, "
            "output and error; here is the text"
        )
    from briefing_tui.cli import reading  # noqa: PLC0415 - the interface needs none of it

    options.archive = os.fspath(root) if root else None
    if file is not None:
        options.slug, options.notes, options.resolve = os.fspath(file), "end", False
        return reading.show(options, terminal)
    options.sort, options.which = "date", []
    return reading.list_(options, terminal)


def _to_open(options: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """Give the archive's folder and the file that `briefing [PATH]` means, as far as it tells."""
    if options.path is None:
        return folder_or_none(options), None
    path = Path(options.path)
    named = options.path in options.settings.archives and not path.exists()
    if path.is_dir() or named:
        if options.archive:
            raise UsageError("the archive is named twice", "give the folder, or -C DIR")
        return archive_named(options.path, options.settings), None
    shown = escaped(str(path))
    if not path.exists():
        raise UsageError(f"no command or file named {shown}")
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{shown} is no briefing: their names end in .yaml",
            f"to make one of a saved page: briefing add {shown}",
        )
    return archive_of(path, options) or path.parent, path


def demo(options: argparse.Namespace, terminal: Terminal) -> int:
    """Open the samples, or copy them."""
    folder = archives.samples()
    if folder is None:
        raise ArchiveError("the samples did not come with this installation")
    if options.to is None:
        options.path, options.archive = None, os.fspath(folder)
        return open_(options, terminal)
    to = expanded(options.to)
    shown = escaped(str(to))
    try:
        if to.is_dir() and any(to.iterdir()):
            raise UsageError(f"{shown} is not empty", "name a folder that is not there yet")
        shutil.copytree(folder, to, dirs_exist_ok=True)
    except OSError as error:
        # copytree gathers what failed into an error without a reason of its own.
        raise ArchiveError(
            f"{shown} cannot be written: {error.strerror or 'copying failed'}"
        ) from error
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.document(path=shown))
        return DONE
    terminal.write([shown])
    terminal.say(f"next: briefing {shlex.quote(shown)}")
    return DONE
