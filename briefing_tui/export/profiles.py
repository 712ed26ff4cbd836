"""What a document tells of an author, in text that each format still has to escape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.text import one_line

if TYPE_CHECKING:
    from briefing_tui.briefing import Author

    from .labels import Labels


@dataclass(frozen=True, slots=True)
class Profile:
    """An author as documents tell of one."""

    about: str
    """Role and affiliation; empty when neither is known."""
    biography: tuple[str, ...]
    """Its paragraphs."""
    facts: tuple[tuple[str, str], ...]
    """What is listed of the author, each under its label."""


def profile_of(author: Author, words: Labels) -> Profile:
    """Give what is known of an author, under the labels of a language."""
    listed = (
        (words.languages, author.languages),
        (words.interests, author.interests),
        (words.links, author.links),
    )
    return Profile(
        about=", ".join(filter(None, map(one_line, (author.role, author.affiliation)))),
        biography=tuple(part for part in author.bio.split("\n\n") if part.strip()),
        facts=tuple((label, ", ".join(values)) for label, values in listed if values),
    )
