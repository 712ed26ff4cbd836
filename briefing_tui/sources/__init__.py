"""What a note rests on: citations, back-references, the same source, a takeaway's evidence.

Pure: nothing here reads a file or the network. Each name is loaded when it is first asked for: the
reading of notes compiles some sixty expressions (50-90 ms), and who only wants to know an address's
host before the first paint shall not wait for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .citations import parse_citations
    from .evidence import THRESHOLD, Evidence, closest_sentence
    from .identity import canonical_url, host, source_id, visible_url
    from .reading import looked_into
    from .resolution import resolve_notes

__all__ = [
    "THRESHOLD",
    "Evidence",
    "canonical_url",
    "closest_sentence",
    "host",
    "looked_into",
    "parse_citations",
    "resolve_notes",
    "source_id",
    "visible_url",
]

_HOME = {
    "THRESHOLD": "evidence",
    "Evidence": "evidence",
    "closest_sentence": "evidence",
    "canonical_url": "identity",
    "host": "identity",
    "source_id": "identity",
    "visible_url": "identity",
    "parse_citations": "citations",
    "looked_into": "reading",
    "resolve_notes": "resolution",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
