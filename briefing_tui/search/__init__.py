"""The search seam: documents go in by slug and stamp, our own queries are asked, answers come out.

Nothing of the engine shows through, so that another one can take its place behind these names.
"""

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 has regular expressions in plain strings and `is` beside numbers: from Python
    # 3.12 on compiling it for the first time prints a SyntaxWarning for each.
    warnings.simplefilter("ignore")
    from briefing_tui.search.index import Index, Shape, shape_of

from briefing_tui.search.document import Alike, Answer, Document, IndexBusyError, Match
from briefing_tui.search.marking import hits
from briefing_tui.search.query import parse_query
from briefing_tui.search.tree import Query

__all__ = [
    "Alike",
    "Answer",
    "Document",
    "Index",
    "IndexBusyError",
    "Match",
    "Query",
    "Shape",
    "hits",
    "parse_query",
    "shape_of",
]
