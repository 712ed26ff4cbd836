"""Every setting that is one value: what it takes, what it is for, what holds without it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from briefing_tui.config.values import LEAST_MEASURE, MOST_MEASURE, Bidi, CitationStyle
from briefing_tui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable


class WrongValueError(Exception):
    """A value that a setting cannot take.

    Args:
        message: what is wrong.
        hint: how to mend it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Setting(NamedTuple):
    """One setting of the file."""

    name: str
    take: Callable[[Any], Any]
    """Gives the value for what TOML holds; raises `WrongValueError`."""
    example: str
    """A value as it is written."""
    about: str
    """What it is for, and what holds without it; a sentence or more."""


_KINDS = {str: "a text", bool: "true or false", int: "a whole number", float: "a number",
          list: "a list", dict: "a table"}  # fmt: skip


def kind_of(value: object) -> str:
    """Say what a value of TOML is."""
    return next((told for kind, told in _KINDS.items() if type(value) is kind), "a date or time")


def text(value: Any) -> str:
    """Take a text that says something."""
    if not isinstance(value, str):
        raise WrongValueError(f"a text is wanted, not {kind_of(value)}", 'write it in quotes: "…"')
    if not value.strip():
        raise WrongValueError("this text is empty", "write one, or leave the line out")
    return value


def one_of(*choices: str) -> Callable[[Any], str]:
    """Give what takes one of several texts."""

    def take(value: Any) -> str:
        if value not in choices:
            told = one_line(value) if isinstance(value, str) else kind_of(value)
            raise WrongValueError(f"this cannot be {told}", f"it is one of {', '.join(choices)}")
        return str(value)

    return take


def number(least: int, most: int) -> Callable[[Any], int]:
    """Give what takes a whole number from `least` to `most`."""

    def take(value: Any) -> int:
        if type(value) is not int:
            raise WrongValueError(
                f"a whole number is wanted, not {kind_of(value)}",
                f"from {least} to {most}, without quotation marks",
            )
        if not least <= value <= most:
            raise WrongValueError(f"{value} is out of range", f"from {least} to {most}")
        return value

    return take


def flag(value: Any) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise WrongValueError(
            f"true or false is wanted, not {kind_of(value)}", "without quotation marks"
        )
    return value


def command(value: Any) -> tuple[str, ...]:
    """Take a command with its arguments: a text, parted as a shell would, or a list of texts."""
    if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
        words = value
    else:
        try:
            words = shlex.split(text(value))
        except ValueError as error:
            raise WrongValueError(
                "a quotation mark is not closed in this command",
                'close it, or write a list: ["program", "argument"]',
            ) from error
    if any("\0" in word for word in words):
        raise WrongValueError("no command can hold the character NUL", "leave it out")
    if not words or not words[0].strip():
        raise WrongValueError("this command is empty", "write one, or leave the line out")
    return tuple(words)


SETTINGS = (
    Setting(
        "theme", text, '"daylight"',
        "The colours: lamplight, daylight, ansi-dark, ansi-light, any theme of Textual, or one of "
        "your own, themes/NAME.toml beside this file. Without it those that suit the terminal.",
    ),
    Setting(
        "measure", number(LEAST_MEASURE, MOST_MEASURE), "72",
        f"The width of the text in cells, from {LEAST_MEASURE} to {MOST_MEASURE}; 76 without it. "
        "+ and - change it while you read.",
    ),
    Setting(
        "browser", command, '"firefox --new-window %s"',
        "What opens addresses; %s stands for the address, which follows at the end otherwise. "
        "It goes before $BROWSER and the desktop's own browser.",
    ),
    Setting(
        "editor", command, '"nvim"',
        "What opens files. Being meant for this program, it goes before $VISUAL and $EDITOR.",
    ),
    Setting(
        "citation_style", one_of(*get_args(CitationStyle)), '"apa"',
        "What citations are written in: chicago (without it), apa, plain, bibtex, ris, csl-json; "
        "by `y` in the reader and by `briefing cite`, where --style goes before it.",
    ),
    Setting(
        "mouse", flag, "false",
        "false leaves the mouse to the terminal, so that it selects text as elsewhere. "
        "Everything can be done by keys.",
    ),
    Setting(
        "ascii", flag, "true",
        "true draws lines and signs in ASCII everywhere; without it only where the locale cannot "
        "show more.",
    ),
    Setting(
        "bidi", one_of(*get_args(Bidi)), '"never"',
        "Who puts Arabic and Hebrew in the order they are read in: always this program, never "
        "(the terminal does), or auto (without it), by what is known of the terminal.",
    ),
)  # fmt: skip
"""In the order in which the commented file has them."""
