"""What a note rests on: citations, back-references, the same source, a takeaway's evidence.

Pure: nothing here reads a file or the network.
"""

from .citations import parse_citations
from .evidence import THRESHOLD, Evidence, closest_sentence
from .identity import canonical_url, host, source_id, visible_url
from .resolution import resolve_notes

__all__ = [
    "THRESHOLD",
    "Evidence",
    "canonical_url",
    "closest_sentence",
    "host",
    "parse_citations",
    "resolve_notes",
    "source_id",
    "visible_url",
]
