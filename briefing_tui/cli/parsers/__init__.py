"""A parser for each verb: its words, its options, its help with examples."""

from __future__ import annotations

from briefing_tui.cli.parsers.evidence import (
    cited_by_parser,
    diff_parser,
    sources_parser,
    trace_parser,
    without_parser,
)
from briefing_tui.cli.parsers.parser import Parser, UsageError
from briefing_tui.cli.parsers.reading import (
    author_parser,
    cite_parser,
    demo_parser,
    export_parser,
    list_parser,
    open_parser,
    search_parser,
    show_parser,
    similar_parser,
)
from briefing_tui.cli.parsers.writing import (
    add_parser,
    check_parser,
    config_parser,
    edit_parser,
    index_parser,
    new_parser,
    schema_parser,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PARSERS", "Parser", "UsageError"]

PARSERS: dict[str, Callable[[], Parser]] = {
    "open": open_parser,
    "list": list_parser,
    "search": search_parser,
    "show": show_parser,
    "similar": similar_parser,
    "author": author_parser,
    "sources": sources_parser,
    "cited-by": cited_by_parser,
    "without": without_parser,
    "trace": trace_parser,
    "cite": cite_parser,
    "export": export_parser,
    "check": check_parser,
    "diff": diff_parser,
    "add": add_parser,
    "new": new_parser,
    "edit": edit_parser,
    "index": index_parser,
    "schema": schema_parser,
    "config": config_parser,
    "demo": demo_parser,
}
