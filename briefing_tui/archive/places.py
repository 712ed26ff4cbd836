"""Where things are: the archive itself, the samples, and each archive's own cache folder."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTHORS = "authors"
"""The folder of profiles, beside the briefings."""

_LOOKS_LIKE_A_BRIEFING = re.compile(
    rb"(?m)^title[ \t]*:(?s:.*?)^body[ \t]*:|^body[ \t]*:(?s:.*?)^title[ \t]*:"
)


def find_archive(named: Path | None, environ: Mapping[str, str], here: Path) -> Path | None:
    """Give the archive's folder: the named one, `$BRIEFINGS`, `./briefings`, or `here`.

    `here` counts only when a briefing stands in it. None when there is no archive at all.
    """
    if named is not None:
        return named
    if environ.get("BRIEFINGS"):
        return Path(environ["BRIEFINGS"]).expanduser()
    if (here / "briefings").is_dir():
        return here / "briefings"
    return here if _holds_briefings(here) else None


def _holds_briefings(folder: Path) -> bool:
    if (folder / "archive.yaml").is_file():
        return True
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"}]
    except OSError:
        return False
    for path in sorted(files)[:50]:
        with contextlib.suppress(OSError):
            if path.is_file():
                with path.open("rb") as file:
                    if _LOOKS_LIKE_A_BRIEFING.search(file.read(65_536)):
                        return True
    return False


def samples() -> Path | None:
    """Give the folder of the sample briefings that travel with the program."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "samples", package.parent / "briefings"):
        if (folder / AUTHORS).is_dir():
            return folder
    return None


def cache_folder(root: Path, cache: Path | None) -> tuple[Path, bool]:
    """Give the archive's own cache folder, and whether it is for this run only.

    It is private to the user: the index is read by unpickling, and nobody else may write it.
    """
    from hashlib import blake2b  # noqa: PLC0415 - this and the next take 8 ms; `--version` needs none

    import platformdirs  # noqa: PLC0415

    name = blake2b(os.fsencode(root), digest_size=10).hexdigest()
    folder = (cache or platformdirs.user_cache_path("briefing-tui")) / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if status.st_uid == os.getuid():
            folder.chmod(0o700)
            probe = folder / "lock"
            probe.touch()
            return folder, False
    except OSError:
        # A home that cannot be written (or a full disk): the archive can still be read.
        return _scratch_folder(), True
    return _scratch_folder(), True


def _scratch_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="briefing-tui-"))
    except OSError as error:
        raise ArchiveError(
            f"no folder for the index can be made: {error.strerror}", "free some disk space"
        ) from error
