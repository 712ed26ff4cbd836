"""Faults that no file has by itself: what briefings say of one another, of authors, of languages.

Pure: what is looked at has been read already. What a single file does wrong is told by its reader.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.briefing import Problem
from briefing_tui.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from briefing_tui.briefing import Mention, MentionField, Severity


_NONE = frozenset({"none", "no", "nothing", "-", "yok", "hiçbiri", "нет"})
_MOST_SEARCHES = 50
_LONGEST_WAY = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A briefing as far as other files are concerned."""

    slug: str
    path: str
    """Relative to the archive, safe to print."""
    mentions: tuple[Mention, ...] = ()

    def first(self, field: MentionField) -> Mention | None:
        """Give what the piece names in a field that holds one thing, or None."""
        return next((mention for mention in self.mentions if mention.field == field), None)

    @property
    def original(self) -> str:
        """The slug of the briefing that this one says it translates, or empty."""
        found = self.first("translation_of")
        return found.target if found else ""

    @property
    def lang(self) -> str:
        """The language it says it is in, or empty."""
        found = self.first("lang")
        return found.target if found else ""


def across(
    pieces: Mapping[str, Piece], authors: Collection[str], only: Collection[str] | None = None
) -> dict[str, tuple[Problem, ...]]:
    """Find the faults between the files of an archive.

    Args:
        pieces: all its briefings, by slug.
        authors: slugs of the profiles there are.
        only: slugs of the briefings whose faults are wanted; None for all.

    Returns:
        The faults by the slug of the briefing that has them; without those that have none.
    """
    archive = _Archive(pieces, authors)
    wanted = pieces if only is None else [slug for slug in only if slug in pieces]
    found = {slug: tuple(archive.faults(pieces[slug])) for slug in wanted}
    return {slug: problems for slug, problems in found.items() if problems}


def clashes(files: Iterable[tuple[str, str, str]]) -> dict[str, Problem]:
    """Find the files that have the name of an earlier one, and are not listed for that.

    Args:
        files: path, role and slug of each, in the order of the paths.

    Returns:
        The fault of each such file, by its path.
    """
    first: dict[tuple[str, str], str] = {}
    out: dict[str, Problem] = {}
    for path, role, slug in files:
        earlier = first.setdefault((role, slug), path)
        if earlier == path:
            continue
        if role == "archive":
            message, hint = f"{earlier} names the archive already", "keep one of the two"
        else:
            message = f"the slug “{slug}” is taken by {earlier}, so this file is not listed"
            hint = "give the file a name of its own"
        out[path] = Problem(path, 1, 1, "error", "slug-clash", message, hint)
    return out


class _Archive:
    def __init__(self, pieces: Mapping[str, Piece], authors: Collection[str]) -> None:
        self._pieces = pieces
        self._authors = frozenset(authors)
        self._author_slugs = sorted(authors)
        self._ends: dict[str, str] = {}
        self._meant: dict[tuple[bool, str], str] = {}
        self._slugs = sorted(pieces)
        self._originals = {slug: piece.original for slug, piece in pieces.items()}
        self._langs = {slug: piece.lang for slug, piece in pieces.items()}
        self._circles: dict[str, frozenset[str]] = {}
        """Piece -> the members of the circle that it is in or leads into, once asked for."""
        self._translations: defaultdict[str, dict[str, Piece]] = defaultdict(dict)
        """Original -> language -> the first by path of its translations into that."""
        for piece in sorted(pieces.values(), key=lambda piece: piece.path):
            if original := self._originals[piece.slug]:
                self._translations[original].setdefault(self._langs[piece.slug], piece)

    def faults(self, piece: Piece) -> Iterator[Problem]:
        """Go through what a briefing names, in the order of its fields."""
        for mention in piece.mentions:
            if mention.field == "authors":
                yield from self._author(piece, mention)
            elif mention.field == "related":
                yield from self._related(piece, mention)
            elif mention.field == "also_in":
                yield from self._also_in(piece, mention)
            elif mention.field == "translation_of":
                yield from self._original(piece, mention)

    def _author(self, piece: Piece, mention: Mention) -> Iterator[Problem]:
        if mention.target in self._authors:
            return
        slug = one_line(mention.target)
        close = self._closest(mention, self._author_slugs)
        hint = f"did you mean {close}? Else write" if close else "write"
        yield _problem(
            piece,
            mention,
            "unknown-author",
            f"there is no profile of the author “{slug}”",
            f"{hint} authors/{slug}.yaml, with “name: …” in it",
            severity="warning",
        )

    def _related(self, piece: Piece, mention: Mention) -> Iterator[Problem]:
        slug = one_line(mention.target)
        if mention.target == piece.slug:
            message, hint = "the briefing is said to be related to itself", "delete it"
            yield _problem(piece, mention, "related-to-itself", message, hint, severity="warning")
        elif mention.target not in self._pieces:
            message = f"there is no briefing “{slug}” to be related to"
            is_none = mention.target.casefold() in _NONE
            hint = "to say that there are none, write “related: []”" if is_none else ""
            yield _problem(
                piece,
                mention,
                "unknown-related",
                message,
                hint or self._hint(mention),
                severity="warning",
            )

    def _also_in(self, piece: Piece, mention: Mention) -> Iterator[Problem]:
        lang = mention.target
        if lang == self._langs[piece.slug]:
            message = f"“also_in” names {lang}, the language of the briefing itself"
        elif (there := self._version(piece, lang)) is not None:
            message = f"“also_in” names {lang}, but that version is in the archive: {there.path}"
        else:
            return
        hint = f"delete {lang}: “also_in” is for translations that are not in the archive"
        yield _problem(piece, mention, "also-in-archive", message, hint, severity="info")

    def _version(self, piece: Piece, lang: str) -> Piece | None:
        """Give the version of a piece in another language than its own, or None."""
        root = self._originals[piece.slug] or piece.slug
        if root in self._pieces and self._langs[root] == lang:
            return self._pieces[root]
        return self._translations.get(root, {}).get(lang)

    def _original(self, piece: Piece, mention: Mention) -> Iterator[Problem]:
        if mention.target == piece.slug:
            return  # its own reader has told that
        original = self._pieces.get(mention.target)
        if original is None:
            message = f"there is no briefing “{one_line(mention.target)}” to be a translation of"
            yield _problem(
                piece, mention, "unknown-original", message, self._hint(mention), severity="error"
            )
            return
        end = self._end(piece.slug)
        if not end:
            way = self._circle(piece.slug)
            if way:
                message = f"the translations lead in a circle: {' → '.join(map(one_line, way))}"
                hint = "delete “translation_of” in the original"
                yield _problem(
                    piece, mention, "translation-circle", message, hint, severity="error"
                )
        elif end != original.slug:
            message = f"“{one_line(original.slug)}” is a translation itself"
            hint = f"name the original: translation_of: {one_line(end)}"
            yield _problem(
                piece, mention, "translation-of-translation", message, hint, severity="warning"
            )
        else:
            yield from self._same_language(piece, mention, original)

    def _same_language(self, piece: Piece, mention: Mention, original: Piece) -> Iterator[Problem]:
        if not piece.lang:
            return
        place = piece.first("lang") or mention
        hint = "look at “lang” of both, and at “translation_of”"
        if piece.lang == original.lang:
            message = f"the original, {original.path}, is in the same language, {piece.lang}"
            yield _problem(piece, place, "translation-twice", message, hint, severity="warning")
            return
        first = self._translations[original.slug][piece.lang]
        if first.slug != piece.slug:
            message = f"there is a translation into {piece.lang} already: {first.path}"
            yield _problem(piece, place, "translation-twice", message, hint, severity="warning")

    def _end(self, slug: str) -> str:
        """Give the original at the end of the way from a translation; empty in a circle."""
        way: dict[str, None] = {}
        at = slug
        while at not in self._ends:
            if at in way:
                self._ends[at] = ""
                break
            way[at] = None
            original = self._originals[at]
            if original not in self._pieces:
                self._ends[at] = at
                break
            at = original
        end = self._ends[at]
        self._ends.update(dict.fromkeys(way, end))
        return end

    def _circle(self, slug: str) -> list[str]:
        """Give the way from a piece back to itself; nothing when it leads into a circle only."""
        members = self._members(slug)
        if slug not in members:
            return []
        way = [slug]
        while len(way) < _LONGEST_WAY and (target := self._originals[way[-1]]) != slug:
            way.append(target)
        return [*way, slug] if len(members) < _LONGEST_WAY else [*way, "…", slug]

    def _members(self, slug: str) -> frozenset[str]:
        """Give the members of the circle that a piece is in or leads into."""
        way: dict[str, None] = {}
        at = slug
        while at not in self._circles and at not in way:
            way[at] = None
            at = self._originals[at]
        if at in way:
            steps = list(way)
            self._circles[at] = frozenset(steps[steps.index(at) :])
        members = self._circles[at]
        self._circles.update(dict.fromkeys(way, members))
        return members

    def _hint(self, mention: Mention) -> str:
        stem, _, ending = mention.target.rpartition(".")
        if ending.lower() in {"yaml", "yml"} and stem in self._pieces:
            return f"write the slug, which is the file's name without its ending: {one_line(stem)}"
        close = self._closest(mention, self._slugs)
        return f"did you mean {close}?" if close else "`briefing list` shows the slugs there are"

    def _closest(self, mention: Mention, slugs: Sequence[str]) -> str:
        """Give the slug that somebody meant who wrote another one, or an empty text."""
        key = (mention.field == "authors", mention.target)
        if key not in self._meant:
            # Among 10,000 slugs a search takes 0.1 s: after some of them, a fault comes without.
            searched = len(self._meant) < _MOST_SEARCHES
            close = _close(mention.target, slugs) if searched else []
            self._meant[key] = one_line(close[0]) if close else ""
        return self._meant[key]


def _close(slug: str, slugs: Sequence[str]) -> list[str]:
    return difflib.get_close_matches(fold(slug[:80]), slugs, 1, 0.75)


def _problem(
    piece: Piece, mention: Mention, code: str, message: str, hint: str, *, severity: Severity
) -> Problem:
    return Problem(piece.path, mention.line, mention.column, severity, code, message, hint)
