"""A TOML file that its user has written, with a place for every fault that is found in it."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any

from briefing_tui.briefing import Problem
from briefing_tui.config.places import Place, Places, places_of
from briefing_tui.text import clean, escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as File

    from briefing_tui.config.places import Path

_LARGEST = 1_000_000
"""Bytes; a file that is larger is no file of settings."""
_AT = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")


class Document:
    """What a file says, and what is wrong with it.

    Args:
        file: where it is. A file that cannot be read, or is no TOML, says nothing and has a fault.
    """

    def __init__(self, file: File) -> None:
        self.data: dict[str, Any] = {}
        self.file = file
        self.problems: list[Problem] = []
        self._places = Places({}, {})
        try:
            with file.open("rb") as stream:
                raw = stream.read(_LARGEST + 1)
        except OSError as error:
            self._tell(Place(1, 1), "unreadable", f"it cannot be read: {error.strerror}", "")
            return
        if len(raw) > _LARGEST:
            self._tell(
                Place(1, 1), "too-large", f"it is larger than {_LARGEST // 1000:,} kB",
                "no settings are that long: is it another file?",
            )  # fmt: skip
            return
        self._parse(raw)

    def _parse(self, raw: bytes) -> None:
        try:
            # tomllib knows line feeds alone, with or without a carriage return before them.
            text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8")
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            self._tell(
                Place(line, column), "not-utf-8", "it is not written in UTF-8 here",
                "save the file as UTF-8 in your editor",
            )  # fmt: skip
            return
        try:
            self.data = tomllib.loads(text)
            self._places = places_of(text)
        except tomllib.TOMLDecodeError as error:
            self._tell_syntax(error, text)
        except ValueError:  # Python's own limit, which tomllib lets through
            self._tell(
                Place(1, 1), "not-toml", "a number in it has thousands of digits",
                "no setting takes one",
            )  # fmt: skip
        except RecursionError:
            self.data = {}
            self._tell(Place(1, 1), "too-deep", "it is nested too deeply", "settings are flat")

    def _tell_syntax(self, error: tomllib.TOMLDecodeError, text: str) -> None:
        message = str(error)
        match = _AT.search(message)
        if match and match[1]:
            place = Place(int(match[1]), int(match[2]))
        else:
            written = text.rstrip()
            place = Place(written.count("\n") + 1, len(written) - written.rfind("\n"))
        reason = _AT.sub("", message)
        reason = reason[:1].lower() + reason[1:]
        self._tell(
            place, "not-toml", f"this is not TOML: {one_line(reason)}",
            "until that is mended nothing in this file counts; texts stand in quotation marks, "
            'as in theme = "daylight"',
        )  # fmt: skip

    def _tell(self, place: Place, code: str, message: str, hint: str) -> None:
        shown = escaped(str(self.file))
        self.problems.append(Problem(shown, place.line, place.column, "error", code, message, hint))

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Give where a value stands, or the key it has; the nearest around it that is known."""
        places = self._places.keys if of_key else self._places.values
        while path and path not in places:
            path = path[:-1]
        return places.get(path, Place(1, 1))

    def fault(
        self, path: Path, code: str, message: str, hint: str = "", *, of_key: bool = False
    ) -> None:
        """Note a fault.

        Args:
            path: of the value it is in.
            code: a stable name in kebab case.
            message: what is wrong, one sentence without a full stop.
            hint: how to mend it.
            of_key: whether the key is wrong rather than the value.
        """
        self._tell(self.place(path, of_key=of_key), code, clean(message), clean(hint))

    def unknown(self, path: Path, known: Iterable[str], what: str) -> None:
        """Note a key that means nothing, and the known one that it comes near to."""
        self.no_such(path, str(path[-1]), known, what, of_key=True)

    def no_such(
        self,
        path: Path,
        name: str,
        known: Iterable[str],
        what: str,
        *,
        of_key: bool = False,
        otherwise: str = "",
    ) -> None:
        """Note a name that nothing has, and the known one that it comes near to.

        Args:
            path: of the value that is the name, or whose key is.
            name: the name.
            known: those that there are.
            what: has such names, in the singular.
            of_key: whether the name is a key rather than a value.
            otherwise: the hint where none comes near; all known names without it.
        """
        known = list(known)
        name = one_line(name)
        close = _nearest(name, known)
        hint = otherwise or f"there are: {', '.join(known)}"
        if close:
            hint = f"did you mean {close}?"
        code = f"unknown-{what.replace(' ', '-')}"
        self.fault(path, code, f"there is no {what} {name}", hint, of_key=of_key)


def _nearest(name: str, known: list[str]) -> str:
    """Give the known name that another comes near to; empty when none does.

    What names have in common up to a dot tells nothing of how near they are.
    """
    group = name[: name.rfind(".") + 1]
    beside = {each.removeprefix(group): each for each in known if each.startswith(group)}
    for close in difflib.get_close_matches(name.removeprefix(group), beside, n=1):
        return beside[close]
    others = [each for each in known if not each.startswith(group)]
    return next(iter(difflib.get_close_matches(name, others, n=1)), "")
