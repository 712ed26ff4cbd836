"""Opening an address in the user's browser, and nothing that is no address of the web."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from briefing_tui.sources import host, visible_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_IN_TERMINAL = frozenset(
    "w3m lynx links links2 elinks browsh carbonyl chawan cha www-browser".split()
)
_PATIENCE = 3.0
"""Seconds in which a browser that cannot start has said so; one that runs is not waited for."""


class Address(NamedTuple):
    """An address of the web."""

    url: str
    """Without hidden characters."""
    host: str
    """The host it leads to, letters outside ASCII in Punycode, since some look like others."""


class Browser(NamedTuple):
    """A command that opens an address."""

    command: tuple[str, ...]
    """`%s` in it stands for the address; without one, the address follows."""
    in_terminal: bool
    """It draws on the terminal itself, which must be left to it."""

    def argv(self, url: str) -> list[str]:
        """Give the command with an address in it."""
        words = [word.replace("%s", url) for word in self.command]
        return words if words != list(self.command) else [*words, url]


def web_address(text: str) -> Address | None:
    """Give the address that a text is, or None when it is none that a browser may be given.

    Only http and https are, with a host, and without white space or control characters inside.
    """
    url = visible_url(text)
    try:
        parts = urlsplit(url)
        named = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not named:
        return None
    if not url.isprintable() or " " in url or "\\" in url:
        return None
    return Address(url, host(url))


def find_browser(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    *,
    preferred: Sequence[str] = (),
) -> Browser | None:
    """Give the user's browser.

    It is the first that is there of what the settings name (`preferred`, a command and its
    arguments), `$BROWSER` (several parted by colons), and the desktop's.
    """
    path = environ.get("PATH")
    choices: list[str] = [shlex.join(preferred)] if preferred else []
    choices += [word for word in environ.get("BROWSER", "").split(os.pathsep) if word]
    if platform == "darwin":
        choices.append("open")
    if environ.get("WSL_DISTRO_NAME"):
        choices.append("wslview")
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        choices += ["xdg-open", "gio open"]
    choices += ["w3m", "lynx", "links", "elinks"]
    for choice in choices:
        try:
            words = shlex.split(choice)
        except ValueError:
            continue
        if words and shutil.which(words[0], path=path):
            return Browser(tuple(words), PurePath(words[0]).name in _IN_TERMINAL)
    return None


def start(browser: Browser, url: str) -> bool:
    """Open an address in a browser with a window of its own; false when it could not be started.

    No shell sees the address, and nothing that the browser prints reaches the screen.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own browser, a checked address
            browser.argv(url),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True


def visit_in_terminal(browser: Browser, url: str) -> bool:
    """Open an address in a browser that draws on this terminal, and wait until it ends."""
    try:
        return subprocess.run(browser.argv(url), check=False).returncode == 0  # noqa: S603 - as above
    except OSError:
        return False
