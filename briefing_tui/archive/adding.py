"""Put a draft into the archive: whole files or none, and never over what is there.

The profiles come first and the briefing last, so that a briefing that can be seen has its authors.
When the briefing cannot be placed, the profiles that were written for it go again.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing_tui.archive.doubles import doubles_of
from briefing_tui.archive.parsing import parse
from briefing_tui.archive.places import AUTHORS
from briefing_tui.archive.rendering import render, render_author
from briefing_tui.archive.scan import Found, found_at, key_of, scan, shown
from briefing_tui.archive.writing import alone, kind_of, put, take_back, unwritten
from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from briefing_tui.archive.doubles import Double
    from briefing_tui.briefing import Draft, Problem
    from briefing_tui.catalogue import Catalogue

# A saved page is text; what is larger than this is something else.
_LARGEST_PAGE = 16_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a profile has otherwise than the page tells it."""

    path: Path
    """The profile."""
    field: str
    old: str
    """What the profile says, and goes on saying; empty when it says nothing."""
    new: str
    """What the page says."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a draft."""

    path: Path
    slug: str
    authors: tuple[Path, ...] = ()
    """Profiles that were written."""
    kept: tuple[Path, ...] = ()
    """Profiles that were there before and stay as they are."""
    differences: tuple[Difference, ...] = ()
    """Where the page tells of the authors otherwise than the profiles that were kept."""
    problems: tuple[Problem, ...] = ()
    """What a check says of the new file."""
    unsure: tuple[str, ...] = ()
    """What a person should look at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding a draft would do."""

    draft: Draft
    """The draft, by the slug that it is going to have."""
    path: Path
    text: str
    """The YAML that is going to be written."""
    problems: tuple[Problem, ...]
    """What a check says of it."""
    unsure: tuple[str, ...]
    """What a person should look at."""
    taken: str = ""
    """Why it cannot be written under this name; empty when it can be."""
    replaces: bytes | None = None
    """What it would be written over if that is asked for; None where there is no such file."""
    authors: tuple[Path, ...] = ()
    """Profiles that would be written."""
    kept: tuple[Path, ...] = ()
    """Profiles that are there and would stay as they are."""
    doubles: tuple[Double, ...] = ()
    """Briefings of other slugs that seem to be the same piece, as of the last refresh."""


def load_page(file: BinaryIO, shown_as: str) -> bytes:
    """Read a saved page.

    Args:
        file: open for reading.
        shown_as: what it is called when something is wrong with it; safe to print.

    Raises:
        BriefingError: it cannot be read, or is too large to be a page.
    """
    try:
        data = file.read(_LARGEST_PAGE + 1)
    except OSError as error:
        raise BriefingError(f"{shown_as} cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST_PAGE:
        raise BriefingError(f"{shown_as} is too large for a page: more than 16 MB")
    return data


def plan(root: Path, catalogue: Catalogue, draft: Draft) -> Plan:
    """Tell what `add` would do with a draft, and write nothing; see `Archive.plan`."""
    draft = replace(draft, slug=free_slug(draft.slug))
    rendered = render(draft, inline=False)
    path = root / f"{draft.slug}.yaml"
    files = files_of(root)
    taken = ""
    replaces = None
    try:
        refuse_taken(path, files)
    except BriefingError as error:
        taken = error.message.removeprefix(f"{clean(str(root))}/")
        with contextlib.suppress(BriefingError, OSError):
            refuse_taken(path, files, force=True)
            replaces = path.read_bytes()
    there = {found.slug: found for found in reversed(files) if found.role == "author"}
    slugs = [author.slug for author in draft.authors]
    return Plan(
        draft,
        path,
        rendered.text,
        rendered.problems,
        rendered.unsure,
        taken,
        replaces,
        tuple(root / AUTHORS / f"{slug}.yaml" for slug in slugs if slug not in there),
        tuple(root / os.fsdecode(there[slug].key) for slug in slugs if slug in there),
        doubles_of(root, catalogue, rendered.briefing),
    )


def add(root: Path, draft: Draft, *, force: bool) -> Added:
    """Write a draft's YAML and its authors' profiles; see `Archive.add`."""
    draft = replace(draft, slug=free_slug(draft.slug))
    rendered = render(draft, inline=False)
    profiles = {author.slug: render_author(author) for author in draft.authors}
    path = root / f"{draft.slug}.yaml"
    written: list[Path] = []
    kept: list[tuple[Path, str]] = []
    with alone(root), contextlib.ExitStack() as undo:
        files = files_of(root)
        refuse_taken(path, files, force=force)
        there = {found.slug: found for found in reversed(files) if found.role == "author"}
        for slug, text in profiles.items():
            if slug in there:
                kept.append((root / os.fsdecode(there[slug].key), text))
                continue
            profile = root / AUTHORS / f"{slug}.yaml"
            _make_folder(profile.parent, undo)
            try:
                undo.callback(take_back, profile, put(profile, text.encode()))
            except FileExistsError:
                kept.append((profile, text))
            else:
                written.append(profile)
        place(path, rendered.text, force=force)
        undo.pop_all()
    differences: list[Difference] = []
    unsure = list(rendered.unsure)
    for profile, text in kept:
        told, doubts = _compare(root, profile, text)
        differences += told
        unsure += doubts
    return Added(
        path,
        draft.slug,
        tuple(written),
        tuple(profile for profile, _ in kept),
        tuple(differences),
        rendered.problems,
        tuple(unsure),
    )


def free_slug(slug: str) -> str:
    """Give a slug that a briefing may have: the name of the archive's own file is none."""
    return "archive-briefing" if slug == "archive" else slug


_MEND = "--force writes over it"


def refuse_taken(
    path: Path, files: tuple[Found, ...], *, force: bool = False, mend: str = _MEND
) -> None:
    """Refuse a new briefing whose slug or file there is already.

    Args:
        path: where it is to be.
        files: of the archive.
        force: whether a file in its place is none that it must give way to.
        mend: the hint where such a file is in its place.

    Raises:
        BriefingError: there is one.
    """
    key = key_of(path.name)
    for found in files:
        if found.role == "briefing" and found.slug == path.stem and found.key != key:
            raise BriefingError(
                f"a briefing of the slug '{path.stem}' exists already: {shown(found.key)}",
                "rename that file first",
            )
    kind = kind_of(path)
    if kind and not force:
        raise _taken(path, kind, mend)
    if kind not in {"", "a file"}:
        raise BriefingError(
            f"{clean(str(path))} is {kind}", "--force writes over a file only: move it away"
        )


def place(path: Path, text: str, *, force: bool = False) -> None:
    """Give a briefing's file its place.

    Raises:
        BriefingError: the name has been taken meanwhile.
        ArchiveError: it cannot be written.
    """
    try:
        put(path, text.encode(), over=force)
    except FileExistsError as error:
        raise _taken(path, kind_of(path)) from error


def _taken(path: Path, kind: str, mend: str = _MEND) -> BriefingError:
    if kind == "a file":
        return BriefingError(f"{clean(str(path))} exists already", mend)
    return BriefingError(f"{clean(str(path))} exists already, and is {kind}", "move it away first")


def files_of(root: Path) -> tuple[Found, ...]:
    """Give the files of an archive that is to be written into.

    Raises:
        ArchiveError: its folder cannot be read.
    """
    try:
        return scan(root).in_order()
    except OSError as error:
        raise unwritten(root, error) from error


def _make_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    """Make the folder of profiles, which must be a folder of its own: a link is not entered."""
    kind = kind_of(folder)
    if kind == "a folder":
        return
    if kind:
        raise ArchiveError(
            f"{clean(str(folder))} is {kind}, where profiles are not looked for",
            "put the folder itself there, or give the authors inline: briefing add FILE --stdout",
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritten(folder, error) from error
    undo.callback(_remove_empty, folder)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # somebody has put something into it
        folder.rmdir()


def _compare(root: Path, profile: Path, text: str) -> tuple[list[Difference], list[str]]:
    """Tell what a page says of an author otherwise than the profile that stays, or its fault."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    found = found_at(key_of(str(profile.relative_to(root))))
    meant, _ = parse(text.encode(), found)
    try:
        there, problems = parse(yamlfile.load(profile), found)
    except OSError as error:
        there, problems = None, (yamlfile.problem_of(error, shown(found.key)),)
    fault = next((problem for problem in problems if problem.severity == "error"), None)
    if fault is not None:
        return [], [f"{shown(found.key)} is kept, and has a fault: {fault.message}"]
    differences = []
    for name in yamlfile.AUTHOR_FIELDS:
        old, new = _shown(there, name), _shown(meant, name)
        # What a page does not tell is no difference.
        if new and new != old:
            differences.append(Difference(profile, name, old, new))
    return differences, []


def _shown(author: object, name: str) -> str:
    value = getattr(author, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
