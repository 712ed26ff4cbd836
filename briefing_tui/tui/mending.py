"""What can be mended in a file without a person: shown first, then written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.tui.preview import Preview, diff_content

if TYPE_CHECKING:
    from briefing_tui.archive import Archive, Mend
    from briefing_tui.tui.app import BriefingApp


async def show_and_mend(app: BriefingApp, mend: Mend, path: str) -> bool:
    """Show what can be mended in a file, and do so when that is wanted; in a worker.

    Args:
        app: the application, which also tells what cannot be written.
        mend: what can be mended.
        path: of the file, as it is shown.

    Returns:
        Whether it was wanted: then the file is to be looked at anew.
    """
    preview = Preview(f"What can be mended in {path}", diff_content(mend.diff))
    if not await app.push_screen_wait(preview):
        return False
    try:
        await app.archive.ask(lambda archive: _write(archive, mend))
    except BriefingError as error:
        app.tell(error)
    app.archive.look()
    return True


def _write(archive: Archive, mend: Mend) -> None:
    mend.write()
    if mend.file is not None:
        archive.problems_in(mend.file)
