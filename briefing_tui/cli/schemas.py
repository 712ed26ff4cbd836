"""`schema`: what editors know a file's fields by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.cli.terminal import DONE

if TYPE_CHECKING:
    import argparse

    from briefing_tui.cli.terminal import Terminal


def schema(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the JSON Schema of a kind of file."""
    terminal.write_file(archives.schema(options.kind))
    return DONE
