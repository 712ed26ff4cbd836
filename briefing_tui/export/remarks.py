"""What a reader set apart in a briefing and wrote on it, as a part of an exported document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.text import one_line

if TYPE_CHECKING:
    from .labels import Labels


@dataclass(frozen=True, slots=True)
class Remark:
    """A passage that a reader set apart."""

    quote: str
    """Its words as they were then; paragraphs are divided by line feeds."""
    note: str = ""
    """What the reader wrote on it; lines end in a line feed."""
    paragraph: int = 0
    """The number of the paragraph it begins in; 0 when it is none."""
    now: str = ""
    """The words of the text as it is now that answer to them; empty when they cannot be told."""
    edited: bool = False
    """Whether those are other words, and not the same ones with other case, accents or marks."""
    places: int = 0
    """How many places answer to them, and nothing tells which one is meant; else 0."""

    @property
    def quoted(self) -> str:
        """What may be quoted from the text: its words now, else as they were."""
        return self.now or self.quote

    def told(self, words: Labels) -> str:
        """Tell what is to be known of the words that are quoted; empty where nothing is odd."""
        if self.now:
            return f"{words.edited} “{one_line(self.quote)}”" if self.edited else ""
        return words.several if self.places else words.lost
