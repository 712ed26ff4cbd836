"""The archive: the one facade that the shell and the interface speak to.

`scan` finds the files, `refresh` brings catalogue and full-text index up to them, `facade` answers.
"""

from briefing_tui.archive.facade import Added, Archive, find_archive, samples

__all__ = ["Added", "Archive", "find_archive", "samples"]
