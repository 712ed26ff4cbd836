"""The language versions of the briefing that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.briefing import Reading


def following(reading: Reading, slug: str) -> str:
    """Give the slug of the version that follows one in the order of languages, around the end."""
    pairs = [(entry.lang, entry.slug) for entry in reading.translations]
    pairs.append((reading.briefing.lang, reading.briefing.slug))
    versions = [version for _, version in sorted(pairs)]
    return versions[(versions.index(slug) + 1) % len(versions)]


def why_none(reading: Reading) -> str:
    """Say why there is no other version to read."""
    also = reading.briefing.also_in
    if also:
        return f"It also exists in {', '.join(also)}, but not in this archive."
    return "There is no translation of it in this archive."
