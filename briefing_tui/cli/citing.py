"""`cite` and `export`: briefings and their sources for other programs and other readers."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from briefing_tui.archive.places import expanded
from briefing_tui.cli import wording
from briefing_tui.cli.opening import folder_for, opened
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.reading import tell_fault
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import ArchiveError, BriefingError, NotFoundError
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal

    from briefing_tui.archive import Archive
    from briefing_tui.archive.citing import Format
    from briefing_tui.cli.terminal import Terminal

    Form = Format | Literal["json"]

_NOTE = re.compile(r"(?P<name>.+)#(?P<number>[0-9]{1,18})", re.DOTALL)
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
    match = _NOTE.fullmatch(options.slug)
    names = [options.slug, *([match["name"]] if match else [])]
    with opened(folder_for(options, names), terminal) as archive:
        slug, note = _asked(archive, options.slug)
        if note is not None and options.sources:
            raise UsageError("cite: --sources and a note's number exclude each other")
        tell_fault(archive.briefing(slug), terminal)
        cited = archive.cite(slug, options.style, note=note, sources=options.sources)
        if not cited.text:
            raise NotFoundError(f"{slug} cites no source")
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            items = archive.cite(slug, "csl-json", note=note, sources=options.sources).items
            terminal.write_json(records.cited(slug, note, options.style, cited, items))
        else:
            _print(cited.text)
    for told in cited.doubts:
        terminal.say(f"look at: {wording.line(told)}")
    for told in cited.faults:
        terminal.say(f"not resolved: {wording.line(told)}")
    return NOTHING if cited.faults else DONE


def _asked(archive: Archive, word: str) -> tuple[str, int | None]:
    """Give the slug, and the note's number if there is one; a file's name may hold the sign."""
    match = _NOTE.fullmatch(word)
    try:
        return archive.resolve(word), None
    except NotFoundError:
        if match is None:
            raise
    return archive.resolve(match["name"]), int(match["number"])


def export(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write briefings as a document, or their sources as a bibliography."""
    to = _format(options)
    with opened(folder_for(options, options.words), terminal) as archive:
        named = _named(archive, options.words)
        slugs = named or _found(archive, options, terminal)
        if not slugs:
            return NOTHING
        good = list(_readable(archive, slugs, terminal))
        if not good:
            return NOTHING
        document = _Document(archive, to, resolve=options.resolve)
        # A query gives a list, even of one: programs need not look which it is.
        listed = len(named) != 1
        if options.output in (None, "-"):
            _print(document.of(good, listed=listed))
        elif _is_folder(options.output):
            files = {slug: document.of([slug]) for slug in good}
            _write_all(options, terminal, files, _SUFFIXES[to])
        else:
            _write(options, terminal, document.of(good, listed=listed))
    return DONE if len(good) == len(slugs) else NOTHING


def _format(options: argparse.Namespace) -> Form:
    """Give the format that is asked for, or that the file's name tells; else Markdown."""
    if options.output == "":
        raise UsageError("export: -o needs the name of a file or folder")
    to: Form | None = options.to
    if options.json:
        if to not in (None, "json"):
            raise UsageError(f"export: --json and --to {to} exclude each other")
        return "json"
    if to is not None:
        return to
    name = (options.output or "").lower()
    suffix = max((suffix for suffix in _FORMATS if name.endswith(suffix)), key=len, default=".md")
    return _FORMATS[suffix]


# --- which ones


def _named(archive: Archive, words: Sequence[str]) -> list[str]:
    """Give the slugs that the words are, if each of them is one or a file of the archive."""
    slugs = []
    for word in words:
        try:
            slugs.append(archive.resolve(word))
        except NotFoundError:
            return []
    return list(dict.fromkeys(slugs))


def _found(archive: Archive, options: argparse.Namespace, terminal: Terminal) -> list[str]:
    """Search for the words, and give the briefings that hold all of them, newest first."""
    with terminal.progress() as progress:
        archive.refresh(progress)
    query = " ".join(options.words)
    answer = archive.search(query, limit=options.limit, sort="date")
    slugs = [result.entry.slug for result in answer.found if not result.loose]
    for message in answer.messages if slugs else ():
        terminal.say(wording.line(message))
    if slugs:
        more = answer.total > len(answer.found) and len(answer.found) == options.limit
        rest = f" of {answer.total:,}; --limit N takes more" if more else ""
        terminal.say(f"{counted(len(slugs), 'briefing')}{rest}")
    elif len(options.words) == 1:
        archive.resolve(query)  # raises, and tells the slugs that are close
    else:
        terminal.say(f"no briefing holds all the words of {wording.line(query)}")
    return slugs


def _readable(archive: Archive, slugs: Sequence[str], terminal: Terminal) -> Iterable[str]:
    """Give those that can be read; one bad file does not keep the others back."""
    for slug in slugs:
        try:
            tell_fault(archive.briefing(slug), terminal)
        except BriefingError as error:
            if len(slugs) == 1:
                raise
            terminal.say(f"briefing: {wording.line(error.message)}")
        else:
            yield slug


# --- where to


class _Document:
    """What is exported, as text.

    Args:
        archive: it is from.
        to: the format.
        resolve: whether notes tell in full what they point to.
    """

    def __init__(self, archive: Archive, to: Form, *, resolve: bool) -> None:
        self._archive = archive
        self._resolve = resolve
        self.to = to

    def of(self, slugs: Sequence[str], *, listed: bool = False) -> str:
        """Give one document of these briefings; JSON of several, or `listed`, is a list."""
        if self.to != "json":
            return self._archive.export(slugs, self.to, resolve=self._resolve)
        import json  # noqa: PLC0415 - only who asks for it needs it

        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        readings = [self._archive.reading(slug) for slug in slugs]
        alone = len(readings) == 1 and not listed
        record = records.exported(readings[0]) if alone else records.exported_list(readings)
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _is_folder(name: str) -> bool:
    return name.endswith(("/", os.sep)) or expanded(name).is_dir()


def _write(options: argparse.Namespace, terminal: Terminal, document: str) -> None:
    """Write one file."""
    from briefing_tui.archive.files import put  # noqa: PLC0415 - printing needs none of it

    path = expanded(options.output)
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {wording.path_of(path.parent)}")
    put(path, document.encode(), force=options.force)
    terminal.write([wording.path_of(path)])


def _write_all(
    options: argparse.Namespace, terminal: Terminal, documents: Mapping[str, str], suffix: str
) -> None:
    """Write a file for each briefing into a folder, which is made when only it is missing."""
    from briefing_tui.archive.files import put  # noqa: PLC0415 - printing needs none of it

    folder = expanded(options.output)
    files = {folder / f"{slug}{suffix}": text for slug, text in documents.items()}
    taken = next((file for file in files if os.path.lexists(file)), None)
    if taken is not None and not options.force:
        # Better none of them than half.
        raise BriefingError(f"{wording.path_of(taken)} exists already", "--force writes over it")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{wording.path_of(folder)} cannot be made: {error.strerror}") from error
    for file, text in files.items():
        put(file, text.encode(), force=options.force)
        terminal.write([wording.path_of(file)])


def _print(text: str) -> None:
    # RIS ends its lines in its own way.
    print(text, end="" if text.endswith("\n") else "\n")
