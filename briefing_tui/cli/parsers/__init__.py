"""A parser for each verb: its words, its options, its help with examples.

Only the module of the verb that is asked for is loaded.
"""

from __future__ import annotations

from importlib import import_module

from briefing_tui.cli.parsers.parser import Parser, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PARSED", "Parser", "UsageError", "parser_of"]

PARSED = {
    "open": "reading.open_parser",
    "list": "reading.list_parser",
    "search": "reading.search_parser",
    "show": "reading.show_parser",
    "similar": "reading.similar_parser",
    "author": "reading.author_parser",
    "sources": "evidence.sources_parser",
    "cited-by": "evidence.cited_by_parser",
    "without": "evidence.without_parser",
    "trace": "evidence.trace_parser",
    "cite": "reading.cite_parser",
    "export": "reading.export_parser",
    "notes": "reading.notes_parser",
    "check": "writing.check_parser",
    "diff": "evidence.diff_parser",
    "add": "writing.add_parser",
    "new": "writing.new_parser",
    "edit": "writing.edit_parser",
    "index": "writing.index_parser",
    "schema": "writing.schema_parser",
    "config": "writing.config_parser",
    "demo": "reading.demo_parser",
}
"""The verbs, and where in this package the parser of each is made."""


def parser_of(verb: str) -> Parser:
    """Give the parser of a verb, one of `PARSED`."""
    module, _, name = PARSED[verb].partition(".")
    make: Callable[[], Parser] = getattr(import_module(f"{__name__}.{module}"), name)
    return make()
