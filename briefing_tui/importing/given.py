"""What a page tells of itself beside its text: in front matter, or in the head of a web page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote a page, as the page tells of them."""

    name: str
    role: str = ""
    affiliation: str = ""
    bio: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What stands beside a text; a field that is not told is empty."""

    title: str = ""
    kind: str = ""
    date: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    lang: str = ""
    also_in: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    topics: tuple[str, ...] = ()
    takeaways: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Lines that no field took, as they stood."""
    unsure: tuple[str, ...] = ()
