"""What an archive calls itself: its `archive.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.archive.parsing import parse
from briefing_tui.archive.places import NAMING
from briefing_tui.archive.scan import found_at
from briefing_tui.briefing import Identity

if TYPE_CHECKING:
    from pathlib import Path

    from briefing_tui.catalogue import Catalogue


def identity_of(root: Path, catalogue: Catalogue) -> Identity:
    """Give what `archive.yaml` tells, as of the last refresh; before the first, as of now."""
    known = catalogue.identity()
    name = next((name for name in sorted(NAMING) if (root / name).is_file()), "")
    if known is not None or not name:
        return known or Identity()
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    try:
        told, _ = parse(yamlfile.load(root / name), found_at(name.encode()))
    except OSError:
        return Identity()  # a check tells why
    return told if isinstance(told, Identity) else Identity()
