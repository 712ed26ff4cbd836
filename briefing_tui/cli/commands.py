"""Which module does what a verb asks; each loads only when its verb is asked for.

A verb's function takes the options and the terminal, asks the archive, hands the answer to the form
it is wanted in, and gives the exit status.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefing_tui.cli.terminal import Terminal
from briefing_tui.config import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_VERBS = {
    "open": "interface.open_",
    "list": "reading.list_",
    "search": "searching.search",
    "show": "reading.show",
    "similar": "beside.similar",
    "author": "beside.author",
    "cite": "citing.cite",
    "export": "citing.export",
    "notes": "noting.notes",
    "check": "checking.check",
    "sources": "evidence.sources",
    "cited-by": "evidence.cited_by",
    "without": "evidence.without",
    "trace": "evidence.trace",
    "diff": "comparing.diff",
    "add": "adding.add",
    "new": "drafting.new",
    "edit": "editing.edit",
    "index": "indexing.index",
    "config": "configuring.config",
    "schema": "schemas.schema",
    "demo": "interface.demo",
}


def run(options: argparse.Namespace) -> int:
    """Do what the command line asks.

    Returns:
        The exit status.

    Raises:
        BriefingError: a mistake of the user's, to be told.
    """
    terminal = Terminal()
    if options.verb != "config":
        options.settings = load(options.config)
        # The interface tells them where it can be seen.
        if options.settings.problems and not _opens_interface(options, terminal):
            from briefing_tui.cli.configuring import tell  # noqa: PLC0415 - only for faults

            tell(options.settings.problems, terminal)
    module, _, name = _VERBS[options.verb].partition(".")
    verb: Callable[[argparse.Namespace, Terminal], int]
    verb = getattr(import_module(f"briefing_tui.cli.{module}"), name)
    return verb(options, terminal)


def _opens_interface(options: argparse.Namespace, terminal: Terminal) -> bool:
    opens = options.verb == "open" or (options.verb == "demo" and options.to is None)
    return opens and terminal.interactive and not options.json
