"""What a reader set apart in a briefing and wrote on it, as a part of an exported document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A passage that a reader set apart."""

    quote: str
    """Its words; paragraphs are divided by line feeds."""
    note: str = ""
    """What the reader wrote on it; lines end in a line feed."""
    paragraph: int = 0
    """The number of the paragraph it begins in; 0 when it is none."""
    found: bool = True
    """Whether it stands in the text as it is now."""
