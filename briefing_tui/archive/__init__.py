"""The archive: the one facade that the shell and the interface speak to.

`scan` finds the files, `refresh` brings catalogue and full-text index up to them, `joining` puts
together what stands beside a briefing, `adding` writes new ones, `facade` answers.
"""

from briefing_tui.archive.adding import Added
from briefing_tui.archive.facade import Archive
from briefing_tui.archive.places import find_archive, samples

__all__ = ["Added", "Archive", "find_archive", "samples"]
