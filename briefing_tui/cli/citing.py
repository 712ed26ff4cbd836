"""`cite` and `export`: briefings and their sources for other programs and other readers."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.cli import wording
from briefing_tui.cli.opening import Reader, is_briefing_file, unlinked
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.reading import tell_fault
from briefing_tui.cli.remembered import filters, state_of
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import ArchiveError, BriefingError, NotFoundError
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence, Sized
    from pathlib import Path
    from typing import Literal

    from briefing_tui.archive.citing import Format
    from briefing_tui.briefing import Reading
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.state import Located

    Form = Format | Literal["json"]

_NOTE = re.compile(r"(?P<name>.+)#(?P<number>[0-9]{1,18})", re.DOTALL)
_FOR_PEOPLE = frozenset({"chicago", "apa", "plain"})
_SUFFIXES: dict[Form, str] = {
    "md": ".md",
    "html": ".html",
    "json": ".json",
    "bibtex": ".bib",
    "ris": ".ris",
    "csl-json": ".csl.json",
}
_FORMATS: dict[str, Form] = {
    ".markdown": "md",
    ".htm": "html",
    **{suffix: form for form, suffix in _SUFFIXES.items()},
}


def cite(options: argparse.Namespace, terminal: Terminal) -> int:
    """Cite a briefing, a note of it, or all its sources."""
    with Reader(options, terminal) as reader:
        found, note = _asked(options.slug, reader)
    if note is not None and options.sources:
        raise UsageError("cite: --sources and a note's number exclude each other")
    tell_fault(found.briefing, terminal)
    style = options.style or options.settings.citation_style
    cited = archives.cite(found, style, note=note, sources=options.sources)
    slug = found.briefing.slug
    if not cited.text:
        raise NotFoundError(f"{slug} cites no source")
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        items = archives.cite(found, "csl-json", note=note, sources=options.sources).items
        terminal.write_json(records.cited(slug, note, style, cited, items))
    else:
        _print(cited.text, terminal, for_people=style in _FOR_PEOPLE)
    for told in cited.doubts:
        terminal.say(f"look at: {wording.line(told)}")
    for told in cited.faults:
        terminal.say(f"not resolved: {wording.line(told)}")
    return NOTHING if cited.faults else DONE


def _asked(name: str, reader: Reader) -> tuple[Reading, int | None]:
    """Give the briefing, and the note's number if there is one; a file's name may hold the sign."""
    match = _NOTE.fullmatch(name)
    if match is None:
        return reader.read(name), None
    number = int(match["number"])
    if is_briefing_file(PurePath(match["name"])):
        return reader.read(match["name"]), number
    try:
        return reader.read(name), None
    except NotFoundError:
        return reader.read(match["name"]), number


def export(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write briefings as a document, or their sources as a bibliography."""
    to = _format(options)
    if options.with_notes and to not in ("md", "html", "json"):
        raise UsageError(
            f"export: {to} has no place for notes", "--with-notes takes md, html, json"
        )
    with Reader(options, terminal) as reader:
        good, wanted = _named(options.words, reader, terminal)
        # A query gives a list, even of one: programs need not look which it is.
        listed = wanted != 1
        if not wanted:
            good, wanted = _found(options, reader, terminal)
        left = _left(good, reader, terminal) if options.with_notes else None
    if not good:
        return NOTHING
    document = _Document(to, resolve=options.resolve, left=left)
    if options.output in (None, "-"):
        _print(document.of(good, listed=listed), terminal)
    elif _is_folder(options.output):
        _write_all(options, terminal, good, document)
    else:
        _write(options, terminal, document.of(good, listed=listed))
    return DONE if len(good) == wanted else NOTHING


def _format(options: argparse.Namespace) -> Form:
    """Give the format that is asked for, or that the file's name tells; else Markdown."""
    to: Form | None = options.to
    if options.json:
        if to not in (None, "json"):
            raise UsageError(f"export: --json and --to {to} exclude each other")
        return "json"
    if to is not None:
        return to
    name = (options.output or "").lower()
    suffix = max((suffix for suffix in _FORMATS if name.endswith(suffix)), key=len, default="")
    if suffix:
        return _FORMATS[suffix]
    other = PurePath(name).suffix if name != "-" and not _is_folder(name) else ""
    if other:
        known = ", ".join(sorted(set(_SUFFIXES)))
        raise UsageError(
            f"export: {other} is no format that can be written", f"name one with --to: {known}"
        )
    return "md"


# --- which ones


def _named(
    words: Iterable[str], reader: Reader, terminal: Terminal
) -> tuple[dict[Path, Reading], int]:
    """Read the briefings that the words name, if each of them is a slug or a file.

    Returns:
        Those that can be read, by their files, and how many were named; 0 when the words are a
        query.
    """
    found: dict[Path, Reading] = {}
    faults: dict[Path, BriefingError] = {}
    for word in words:
        try:
            named = reader.find(word)
        except NotFoundError:
            if found or faults:
                raise  # the others are briefings, so this one was meant to be
            return {}, 0
        if named.file in found or named.file in faults:
            continue
        try:
            each = named.read()
        except ArchiveError:
            raise
        except BriefingError as error:
            faults[named.file] = error
            continue
        tell_fault(each.briefing, terminal)
        found[named.file] = each
    _tell_unreadable([*faults.values()], found, terminal)
    return found, len(found) + len(faults)


def _tell_unreadable(faults: Sequence[BriefingError], found: Sized, terminal: Terminal) -> None:
    """Tell of the files that cannot be read; one of them does not keep the others back."""
    if len(faults) == 1 and not found:
        raise faults[0]
    for error in faults:
        terminal.say(f"briefing: {wording.line(error.message)}")


def _found(
    options: argparse.Namespace, reader: Reader, terminal: Terminal
) -> tuple[dict[Path, Reading], int]:
    """Search for the words, and read the briefings that hold all of them, newest first."""
    query = " ".join(options.words)
    found: dict[Path, Reading] = {}
    faults: list[BriefingError] = []
    archive = reader.searchable()
    answer = archive.search(
        query, limit=options.limit, sort="date", filters=filters(query, archive, terminal)
    )
    slugs = [result.entry.slug for result in answer.found if not result.loose]
    if not slugs and len(options.words) == 1:
        archive.resolve(query)  # raises, and tells the slugs that are close
    for slug in slugs:
        try:
            found[archive.file(slug)] = archive.reading(slug, others=False)
        except BriefingError as error:
            faults.append(error)
    for message in answer.messages if slugs else ():
        terminal.say(wording.line(message))
    if slugs:
        more = answer.strict > options.limit
        rest = f" of {answer.strict:,}; --limit N takes more" if more else ""
        terminal.say(f"{counted(len(slugs), 'briefing')}{rest}")
    else:
        terminal.say(f"no briefing holds all the words of {wording.line(query)}")
    for each in found.values():
        tell_fault(each.briefing, terminal)
    _tell_unreadable(faults, found, terminal)
    return found, len(slugs)


# --- where to


class _Document:
    """What is exported, as text.

    Args:
        to: the format.
        resolve: whether notes tell in full what they point to.
        left: what its reader highlighted in each briefing, by its file; None when that is not
            asked for.
    """

    def __init__(
        self, to: Form, *, resolve: bool, left: Mapping[Path, Sequence[Located]] | None
    ) -> None:
        self._resolve = resolve
        self._left = left
        self.to = to

    def of(self, good: Mapping[Path, Reading], *, listed: bool = False) -> str:
        """Give one document of these briefings; JSON of several, or `listed`, is a list."""
        readings = [*good.values()]
        located = None if self._left is None else [self._left.get(file, ()) for file in good]
        if self.to != "json":
            from briefing_tui.cli.noting import remarks  # noqa: PLC0415 - as the next

            told = [
                remarks(each, reading.briefing.blocks)
                for each, reading in zip(located or (), readings, strict=False)
            ]
            return archives.document(readings, self.to, resolve=self._resolve, remarks=told)
        import json  # noqa: PLC0415 - only who asks for it needs it

        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        if len(readings) == 1 and not listed:
            record = records.exported(readings[0], located[0] if located is not None else None)
        else:
            record = records.exported_list(readings, located)
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _left(
    good: Mapping[Path, Reading], reader: Reader, terminal: Terminal
) -> dict[Path, tuple[Located, ...]]:
    """Give what their reader highlighted in briefings, by their files."""
    out: dict[Path, tuple[Located, ...]] = {}
    for archive in reader.archives:
        with state_of(archive, terminal) as state:
            for file, reading in good.items():
                slug = reading.briefing.slug
                with contextlib.suppress(NotFoundError):  # of another archive, or of none
                    if unlinked(archive.file(slug)) == unlinked(file):
                        out[file] = state.located(reading.briefing)
    return out


def _is_folder(name: str) -> bool:
    return name.endswith(("/", os.sep)) or expanded(name).is_dir()


def _write(options: argparse.Namespace, terminal: Terminal, document: str) -> None:
    """Write one file."""
    path = expanded(options.output)
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {wording.path_of(path.parent)}")
    archives.write_document(path, document, force=options.force)
    terminal.write([wording.path_of(path)])


def _write_all(
    options: argparse.Namespace,
    terminal: Terminal,
    good: Mapping[Path, Reading],
    document: _Document,
) -> None:
    """Write a file for each briefing into a folder, which is made when only it is missing."""
    folder = expanded(options.output)
    origins: dict[Path, Path] = {}
    # Better none of them than half.
    for origin, reading in good.items():
        target = folder / f"{reading.briefing.slug}{_SUFFIXES[document.to]}"
        if target in origins:
            both = f"{wording.path_of(origins[target])} and {wording.path_of(origin)}"
            raise BriefingError(
                f"both {both} would be written as {wording.path_of(target)}",
                "write them into folders of their own, or into one file",
            )
        origins[target] = origin
        archives.target_of(target, force=options.force)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{wording.path_of(folder)} cannot be made: {error.strerror}") from error
    texts = {t: document.of({origin: good[origin]}) for t, origin in origins.items()}
    for target, text in texts.items():
        archives.write_document(target, text, force=options.force)
        terminal.write([wording.path_of(target)])


def _print(text: str, terminal: Terminal, *, for_people: bool = False) -> None:
    """Print a document as the file it could be, or words for people in what their locale writes."""
    # RIS ends its lines in its own way.
    whole = text if text.endswith("\n") else f"{text}\n"
    if for_people:
        print(whole, end="")
    else:
        terminal.write_file(whole)
