"""Where things are: the archive itself, the samples, and each archive's own cache folder."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.errors import ArchiveError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTHORS = "authors"
"""The folder of profiles, beside the briefings."""
NAMING = frozenset({"archive.yaml", "archive.yml"})
"""The file at the archive's root that names it, in any case."""

_LOOKS_LIKE_A_BRIEFING = (
    re.compile(rb"^title[ \t]*:", re.MULTILINE),
    re.compile(rb"^body[ \t]*:", re.MULTILINE),
)


def expanded(name: str) -> Path:
    """Give the path that a name means, `~` replaced; a home of nobody stays as it is written."""
    path = Path(name)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def readable(root: Path) -> Path:
    """Give an archive's folder without links, as it is known by.

    Raises:
        ArchiveError: there is no such folder, or it cannot be read.
    """
    try:
        if not root.is_dir():
            what = "is not a folder" if root.exists() else "does not exist"
            raise ArchiveError(f"the archive {clean(str(root))} {what}")
        if not os.access(root, os.R_OK | os.X_OK):
            raise ArchiveError(f"the archive {clean(str(root))} cannot be read")
        return root.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # too long a name, links in a circle
        raise ArchiveError(f"the archive {clean(str(root))} cannot be opened: {error}") from error


def find_archive(named: Path | None, environ: Mapping[str, str], here: Path) -> Path | None:
    """Give the archive's folder: the named one, `$BRIEFINGS`, `./briefings`, or `here`.

    A named folder that holds no briefings but a folder `briefings` means that one. `here` counts
    only when a briefing stands in it. None when there is no archive at all.
    """
    if named is None and environ.get("BRIEFINGS"):
        named = expanded(environ["BRIEFINGS"])
    if named is not None:
        inner = named / "briefings"
        holds = not inner.is_dir() or (named / AUTHORS).is_dir() or _holds_briefings(named)
        return named if holds else inner
    if (here / "briefings").is_dir():
        return here / "briefings"
    return here if _holds_briefings(here) else None


def _holds_briefings(folder: Path) -> bool:
    if any((folder / name).is_file() for name in NAMING):
        return True
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"}]
    except OSError:
        return False
    for path in sorted(files)[:50]:
        with contextlib.suppress(OSError):
            if path.is_file():
                with path.open("rb") as file:
                    begin = file.read(65_536)
                if all(pattern.search(begin) for pattern in _LOOKS_LIKE_A_BRIEFING):
                    return True
    return False


def archive_around(path: Path) -> Path | None:
    """Give the archive that a file or folder is in, by what stands in the folders above it.

    An archive shows itself by its `archive.yaml` or its folder of authors. None when there is no
    sign of one.
    """
    here = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are spelt
    for folder in (here, *here.parents) if here.is_dir() else here.parents:
        if any((folder / name).is_file() for name in NAMING):
            return folder
        if folder.name != AUTHORS and (folder / AUTHORS).is_dir():
            return folder
    return None


def samples() -> Path | None:
    """Give the folder of the sample briefings that travel with the program."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "samples", package.parent / "briefings"):
        if (folder / AUTHORS).is_dir():
            return folder
    return None


def cache_folder(root: Path, caches: Path | None) -> Path:
    """Give the archive's own cache folder.

    It is private to the user: the index is read by unpickling, and nobody else may write it. Where
    the user's cache cannot be written, or the user has no home, it is a folder that goes when the
    program ends.
    """
    # 8 ms for these, and `--version` needs neither.
    from hashlib import blake2b  # noqa: PLC0415

    import platformdirs  # noqa: PLC0415

    name = blake2b(os.fsencode(root), digest_size=10).hexdigest()
    try:
        folder = (caches or platformdirs.user_cache_path("briefing-tui")) / name
        if caches is None and not folder.is_absolute():  # "~" that nobody could replace
            return _scratch_folder(name)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid == os.getuid():
            folder.chmod(0o700)
            (folder / "lock").touch()
            return folder
    except (OSError, RuntimeError):  # of the second kind: neither $HOME nor an entry in passwd
        return _scratch_folder(name)
    return _scratch_folder(name)


def is_scratch(folder: Path) -> bool:
    """Tell whether a cache folder is one that goes when the program ends."""
    return folder in _scratch.values()


_scratch: dict[str, Path] = {}
_scratch_guard = threading.Lock()


def _scratch_folder(name: str) -> Path:
    """Make a folder for this run, the same one for all threads that ask for the same archive."""
    with _scratch_guard:
        if name in _scratch:
            return _scratch[name]
        try:
            folder = Path(tempfile.mkdtemp(prefix=f"briefing-tui-{name[:6]}-"))
        except OSError as error:
            raise ArchiveError(
                f"no folder for the index can be made: {error.strerror}", "free some disk space"
            ) from error
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _scratch[name] = folder
        return folder
