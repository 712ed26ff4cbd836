"""Mend files where that cannot change what they say: first shown, then put in place."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.scan import shown
from briefing_tui.archive.writing import put
from briefing_tui.errors import ArchiveError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_CONTEXT = 3
"""Lines around a change in a diff."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A file, and what it should be."""

    file: Path | None
    """None for what came from standard input."""
    before: bytes
    after: bytes

    @property
    def shown(self) -> str:
        """The file's path, safe to print."""
        return shown(os.fsencode(self.file)) if self.file is not None else "-"

    @property
    def diff(self) -> str:
        """The change as a unified diff that is safe to print."""
        return unified(self.before, self.after, f"a/{self.shown}", f"b/{self.shown}")

    def write(self) -> None:
        """Put the mended file in place, whole or not at all.

        Raises:
            ArchiveError: it cannot be written, or is no longer what was mended.
        """
        if self.file is None:
            return  # whoever gave it takes `after`
        # A link stays a link.
        put(Path(os.path.realpath(self.file)), self.after, over=True, ready=self._must_be_unchanged)

    def _must_be_unchanged(self) -> None:
        from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

        if self.file is None:
            return
        try:
            now = yamlfile.load(self.file)
        except OSError as error:
            raise ArchiveError(f"{self.shown} {error}") from error
        if now != self.before:
            raise ArchiveError(
                f"{self.shown} has changed in the meantime",
                "look at it again: briefing check --fix",
            )


def unified(before: bytes, after: bytes, name: str, name_after: str) -> str:
    """Give the unified diff of two texts, safe to print.

    Args:
        before: the one text.
        after: the other.
        name: of the one, safe to print.
        name_after: of the other.
    """
    old, new = (
        clean(text.removeprefix("\ufeff").replace("\r\n", "\n")).splitlines(keepends=True)
        for text in (data.decode("utf-8", "replace") for data in (before, after))
    )
    if len(old) == len(new):
        lines = _line_by_line(old, new, name, name_after)
    else:
        lines = difflib.unified_diff(old, new, name, name_after)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _line_by_line(
    old: Sequence[str], new: Sequence[str], name: str, name_after: str
) -> Iterator[str]:
    """Give the unified diff of two texts whose lines correspond, as those of a mend do.

    difflib looks for other correspondences, which takes it minutes where lines repeat.
    """
    changed = [n for n, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
    if changed:
        yield f"--- {name}\n"
        yield f"+++ {name_after}\n"
    while changed:
        # A hunk goes on while less than two contexts lie between two changes.
        size = next(
            (n + 1 for n in range(len(changed) - 1) if changed[n + 1] - changed[n] > 2 * _CONTEXT),
            len(changed),
        )
        hunk, changed = changed[:size], changed[size:]
        start = max(hunk[0] - _CONTEXT, 0)
        end = min(hunk[-1] + _CONTEXT + 1, len(old))
        span = f"{start + 1},{end - start}" if end - start > 1 else f"{start + 1}"
        yield f"@@ -{span} +{span} @@\n"
        at = start
        while at < end:
            run = at
            while run < end and old[run] != new[run]:
                run += 1
            yield from (f"-{line}" for line in old[at:run])
            yield from (f"+{line}" for line in new[at:run])
            if run < end:
                yield f" {old[run]}"
            at = run + 1


def mends_of(files: Iterable[tuple[Path, bool]]) -> Iterator[Mend]:
    """Go through files and give the mend of each that has one.

    Args:
        files: each with whether it is an author's profile; what cannot be read is left out, for a
            check tells of it.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    seen: set[str] = set()
    for file, author in files:
        real = os.path.realpath(file)
        if real in seen:
            continue  # a link to one of the others, or the same once more
        seen.add(real)
        try:
            data = yamlfile.load(file)
        except OSError:
            continue
        found = mend_text(data, file, author=author)
        if found is not None:
            yield found


def mend_text(data: bytes, file: Path | None = None, *, author: bool = False) -> Mend | None:
    """Give the mend of a file's bytes, or None when there is nothing to mend."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    after = yamlfile.mend(data, author=author)
    return Mend(file, data, after) if after != data else None
