"""What a reader left in briefings, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.cli.records.documents import Record, document
from briefing_tui.state import words_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.briefing import Block
    from briefing_tui.cli.noting import Noted
    from briefing_tui.state import Located


def noted(found: Iterable[Noted]) -> Record:
    """Give the answer of `notes`."""
    return document(
        briefings=[
            {
                "slug": piece.slug,
                "title": piece.title or None,
                "path": piece.reading.briefing.path if piece.reading else None,
                "highlights": highlights(piece.located, piece.blocks),
            }
            for piece in found
        ]
    )


def highlights(located: Iterable[Located], blocks: Sequence[Block]) -> list[Record]:
    """Give highlights; places count blocks of the body from 0, and code points of a block's text.

    `fit` is `exact`, `spelling` (case, accents, quotation marks differ), `close` (words do),
    `several` (it could be one of several places) or `lost`. `exact` is what the passage was when it
    was highlighted, `now` what it is in the briefing, None when it stands nowhere.
    """
    return [
        {
            "number": each.highlight.number,
            "exact": each.highlight.quote.exact,
            "now": words_now(each, blocks) or None,
            "prefix": each.highlight.quote.prefix,
            "suffix": each.highlight.quote.suffix,
            "note": each.highlight.note or None,
            "made": each.highlight.made,
            "changed": each.highlight.changed,
            "fit": each.passage.fit,
            "paragraph": each.passage.paragraph or None,
            "start": list(each.passage.start) if each.passage.found else None,
            "end": list(each.passage.end) if each.passage.found else None,
        }
        for each in located
    ]
