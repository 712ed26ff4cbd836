"""The language versions of the briefing that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.briefing import Briefing, Entry, Reading


def in_order(reading: Reading) -> list[tuple[str, str]]:
    """List all versions in the archive, language and slug: the original, the others by code."""
    pieces: tuple[Briefing | Entry, ...] = (reading.briefing, *reading.translations)
    ordered = sorted(pieces, key=lambda piece: (bool(piece.translation_of), piece.lang, piece.slug))
    return [(piece.lang, piece.slug) for piece in ordered]


def following(reading: Reading, slug: str) -> str:
    """Give the slug of the version that follows one in their order, around the end."""
    slugs = [slug for _, slug in in_order(reading)]
    return slugs[(slugs.index(slug) + 1) % len(slugs)]


def why_none(reading: Reading) -> str:
    """Say why there is no other version to read."""
    also = reading.briefing.also_in
    if also:
        return f"It also exists in {', '.join(also)}, but not in this archive."
    return "There is no translation of it in this archive."
