"""The bar above a briefing that tells of the fault of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from briefing_tui.tui.wording import problem_content, told

if TYPE_CHECKING:
    from briefing_tui.briefing import Briefing


class FaultBar(Static):
    """Says what keeps a file from being read as it is now; not there where nothing does."""

    def __init__(self) -> None:
        super().__init__(id="fault", markup=False)

    def show(self, briefing: Briefing) -> None:
        """Tell of the fault of a briefing's file, and which version of it is shown."""
        fault = told(briefing)
        self.display = fault is not None
        if fault is None:
            return
        self.update(
            Content.assemble(
                problem_content(fault),
                "\n",
                (
                    "What you read is the last good version."
                    if briefing.outdated
                    else "What you read is as much of it as can be read.",
                    "italic",
                ),
                ("  ! shows the lines, e mends them.", "$quiet"),
            )
        )
