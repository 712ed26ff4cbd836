"""Put a draft into the archive: whole files or none, and never over what is there."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.places import AUTHORS
from briefing_tui.archive.refresh import parse
from briefing_tui.archive.scan import Found
from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from briefing_tui.briefing import Draft, Problem


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a draft."""

    path: Path
    slug: str
    authors: tuple[Path, ...]
    """Profiles that were written."""
    kept: tuple[Path, ...]
    """Profiles that were there before and stay as they are."""
    problems: tuple[Problem, ...]
    """What a check says of the new file."""


def write_draft(root: Path, draft: Draft, text: str, *, force: bool) -> Added:
    """Write a draft's YAML and its authors' profiles; see `Archive.add`."""
    if draft.slug == "archive":  # the name of the file that names the archive
        draft = replace(draft, slug="archive-briefing")
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    path = root / f"{draft.slug}.yaml"
    written: list[Path] = []
    kept: list[Path] = []
    data = text.encode()
    key = os.fsencode(path.name)
    value, problems = parse(data, Found(key, "briefing", draft.slug, 0, 0))
    if value is None:
        # Better no file than one that its own reader refuses.
        told = "; ".join(p.message for p in problems)
        raise BriefingError(f"this page does not make a briefing: {told}")
    _write(path, data, force=force)
    for author in draft.authors:
        profile = root / AUTHORS / f"{author.slug}.yaml"
        try:
            profile.parent.mkdir(exist_ok=True)
            _write(profile, yamlfile.dump_author(author).encode(), force=False)
        except BriefingError as error:
            if isinstance(error, ArchiveError):
                raise
            kept.append(profile)
        except OSError as error:
            raise ArchiveError(f"{profile}: {error.strerror or error}") from error
        else:
            written.append(profile)
    return Added(path, draft.slug, tuple(written), tuple(kept), problems)


def _write(path: Path, data: bytes, *, force: bool, mode: int | None = None) -> None:
    """Put a file in place whole or not at all; an existing one only goes with `force`."""
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.stem[:40]}.", suffix=".new", dir=path.parent
        )
        temporary = Path(name)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask() if mode is None else mode)
        if force:
            temporary.replace(path)
        else:
            _place(temporary, path)
    except FileExistsError as error:
        raise BriefingError(
            f"{clean(str(path))} exists already", "--force writes over it"
        ) from error
    except OSError as error:
        raise ArchiveError(f"{clean(str(path))} cannot be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def put_in_place(path: Path, data: bytes) -> None:
    """Give a file other bytes, whole or not at all; a link stays a link, permissions stay.

    Raises:
        ArchiveError: it cannot be written.
    """
    real = Path(os.path.realpath(path))
    mode = real.stat().st_mode & 0o7777
    _write(real, data, force=True, mode=mode)


def _place(temporary: Path, path: Path) -> None:
    """Give a file its name unless the name is taken, whoever else is at it."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (FAT, some network ones).
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
