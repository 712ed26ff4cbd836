"""The reading state of all archives, and which of them one is."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import platformdirs

from briefing_tui.state import knowing, tables
from briefing_tui.state.rows import Rows, now
from briefing_tui.state.store import ArchiveState
from briefing_tui.state.tables import StateError
from briefing_tui.text import escaped

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Self

    from briefing_tui.briefing import Entry


class State:
    """The reading state of all archives.

    Use it as a context manager, or `close` it. It belongs to the thread that opened it. Several
    processes may have it open; each sees at its next look what the others have written.

    Raises:
        StateError: from any method of it and of its archives, when it cannot be read or written.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None, told: str = "") -> None:
        self._db = connection
        self._path = path
        self.told = told
        """What is to be told of it, a sentence; empty when nothing is."""

    @classmethod
    def open(cls, folder: Path | None = None) -> State:
        """Open the reading state, made when there is none yet; a damaged file is set aside.

        Args:
            folder: where it is; the user's state folder when None.

        Raises:
            StateError: it cannot be opened or made, or a newer version of the program wrote it.
        """
        folder = folder or _user_folder()
        connection, told = tables.connect(folder)
        return cls(connection, folder, told)

    @classmethod
    def in_memory(cls) -> State:
        """Open one that goes when the program ends, for where none can be kept."""
        return cls(tables.in_memory(), None)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def of(
        self, archive_id: str, root: Path, entries: Callable[[], Iterable[Entry]]
    ) -> ArchiveState:
        """Give the state of an archive; one that has moved is known again.

        Args:
            archive_id: `Archive.id`.
            root: its folder.
            entries: gives its briefings; called when there is no state of it yet.
        """
        key, folder = os.fsencode(archive_id), knowing.folder_of(root)
        told = ""
        with tables.telling(self._path):
            known = self._number(key) is not None
        # Before anything is locked: other copies do not wait for a list that is long in coming.
        sketch = () if known else knowing.sketch_of(entries())
        with tables.telling(self._path), tables.transaction(self._db, "IMMEDIATE"):
            row = self._number(key)
            if row is None:
                former = knowing.moved_from(key, folder, sketch, self._known())
                if former is not None:
                    row = (former.number,)
                    told = (
                        f"This is the archive that was {escaped(os.fsdecode(former.folder.root))}: "
                        "what you read, starred and highlighted there was taken over."
                    )
                else:
                    row = self._db.execute(
                        "INSERT INTO archive (id, root, device, inode, sketch, seen) "
                        "VALUES (?, x'', 0, 0, ?, '') RETURNING number",
                        (key, json.dumps(sketch)),
                    ).fetchone()
            self._db.execute(
                "UPDATE archive SET id = ?, root = ?, device = ?, inode = ?, seen = ? "
                "WHERE number = ?",
                (key, *folder, now(), row[0]),
            )
        return ArchiveState(Rows(self._db, self._path, row[0]), told)

    def _number(self, key: bytes) -> tuple[int] | None:
        found: tuple[int] | None = self._db.execute(
            "SELECT number FROM archive WHERE id = ?", (key,)
        ).fetchone()
        return found

    def _known(self) -> list[knowing.Known]:
        return [
            knowing.Known(number, key, knowing.Folder(root, device, inode), _sketch(sketch))
            for number, key, root, device, inode, sketch in self._db.execute(
                "SELECT number, id, root, device, inode, sketch FROM archive"
            )
        ]


def _sketch(text: str) -> tuple[int, ...]:
    with tables.reading_back():
        return tuple(json.loads(text))


def _user_folder() -> Path:
    try:
        folder = platformdirs.user_state_path("briefing-tui")
    except RuntimeError:  # neither $HOME nor an entry in passwd
        folder = None
    if folder is None or not folder.is_absolute():
        raise StateError("there is no home folder to remember in what was read")
    return folder
