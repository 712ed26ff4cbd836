"""What a reader left in briefings, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.cli.records.documents import Record, document

if TYPE_CHECKING:
    from collections.abc import Iterable

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
                "highlights": highlights(piece.located),
            }
            for piece in found
        ]
    )


def highlights(located: Iterable[Located]) -> list[Record]:
    """Give highlights; places count blocks of the body from 0, and code points of a block's text.

    `fit` is `exact`, `spelling` (case, accents, quotation marks differ), `close` (words do),
    `several` (it could be one of several places) or `lost`.
    """
    return [
        {
            "number": each.highlight.number,
            "exact": each.highlight.quote.exact,
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
