from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
import twin

if TYPE_CHECKING:
    from pathlib import Path

# A shell's background job ignores Ctrl-C, and so would every program that a test interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _folders_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the caches, settings and terminal of whoever runs it."""
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    monkeypatch.delenv("BRIEFINGS", raising=False)
    # Which colours the interface begins with depends on the terminal.
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def archive_folder(tmp_path: Path) -> Path:
    """An archive of four briefings by one author."""
    return twin.write_archive(tmp_path / "briefings")


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Give where the user's settings are; the folder is made, the file is not."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "config" / "briefing-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    return path
