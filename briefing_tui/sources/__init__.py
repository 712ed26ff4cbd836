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
    from .evidence import THRESHOLD, Evidence, closest_sentence, closest_sentences
    from .identity import (
        canonical_url,
        host,
        host_and_port,
        name_id,
        name_key,
        source_id,
        source_query,
        visible_url,
        words_of,
    )
    from .reading import looked_into
    from .resolution import resolve_notes

__all__ = [
    "THRESHOLD",
    "Evidence",
    "canonical_url",
    "closest_sentence",
    "closest_sentences",
    "host",
    "host_and_port",
    "looked_into",
    "name_id",
    "name_key",
    "parse_citations",
    "resolve_notes",
    "source_id",
    "source_query",
    "visible_url",
    "words_of",
]

_HOME = {
    "THRESHOLD": "evidence",
    "Evidence": "evidence",
    "closest_sentence": "evidence",
    "closest_sentences": "evidence",
    "canonical_url": "identity",
    "host": "identity",
    "host_and_port": "identity",
    "name_id": "identity",
    "name_key": "identity",
    "source_id": "identity",
    "source_query": "identity",
    "visible_url": "identity",
    "words_of": "identity",
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
