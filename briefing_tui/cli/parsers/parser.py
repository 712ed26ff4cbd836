"""What all parsers have in common: the shared options, and mistakes told as elsewhere."""

from __future__ import annotations

import argparse

from briefing_tui.errors import BriefingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class UsageError(BriefingError):
    """The command line makes no sense."""


class Parser(argparse.ArgumentParser):
    """Tells mistakes as the rest of the program does, and takes no shortened options."""

    def __init__(self, verb: str, usage: str, about: str) -> None:
        summary, _, rest = about.partition("\n\n")
        super().__init__(
            prog=f"briefing {verb}",
            usage=f"briefing {verb} {usage}",
            description=summary,
            epilog=rest,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self._verb = verb
        _add_shared(self)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print and exit for."""
        raise UsageError(f"{self._verb}: {message}", f"usage: {self.usage}")


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-C",
        dest="archive",
        metavar="DIR",
        help="the archive's folder, or its name in the settings",
    )
    parser.add_argument("--config", metavar="FILE", help="take the settings of this file")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def count(text: str) -> int:
    """Read a number from 1."""
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number from 1: {text}")
    return int(text)
