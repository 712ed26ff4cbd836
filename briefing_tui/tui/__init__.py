"""The interface in the terminal, on Textual. `run` is its only door; importing it loads little."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefing_tui.config import Config

__all__ = ["run"]


def run(
    root: Path | None,
    *,
    open_slug: str | None = None,
    cache: Path | None = None,
    settings: Config | None = None,
) -> int:
    """Open the interface on an archive, and give the exit status when it is left.

    Args:
        root: the archive's folder; None offers the three ways to come by one.
        open_slug: a briefing to open at once.
        cache: where catalogues and indexes are kept; the user's cache folder when None.
        settings: the user's; what holds without any when None.
    """
    import gc  # noqa: PLC0415 - this and the next only matter to whoever runs the interface

    # Collections during the imports and the first layout cost 8 % of the time to the first paint.
    gc.disable()
    from briefing_tui.tui.app import BriefingApp  # noqa: PLC0415 - Textual takes 150 ms

    app = BriefingApp(root, open_slug=open_slug, cache=cache, settings=settings, in_haste=True)
    return app.run_to_end(mouse=app.settings.mouse)
