"""A draft of an invented piece, the page that another is made of, and how a folder is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.briefing import Author, Draft

if TYPE_CHECKING:
    from pathlib import Path

ADA = Author("ada-deniz", "Ada Deniz", role="Analyst", bio="Ada Deniz knows ships.")
DRAFT = Draft(
    "night-ferry",
    {
        "title": "The Night Ferry",
        "kind": "Analysis",
        "lang": "en",
        "authors": ["ada-deniz"],
        "takeaways": ["The ferry sails again."],
        "body": "It sails at nine.[1]\n\nIt is late.\n",
        "footnotes": [(1, "“A Timetable”, Quay Post.")],
    },
    (ADA,),
    unsure=("no date was found",),
)
PAGE = """\
Analysis

The Night Ferry

It sails again.

Share

The night ferry will sail from the eastern quay in June, and the town will come to see it.[1]

[1] “A Timetable For June”, Quay Post, https://quay.example/june, (Date of Access: 02.05.2031).

Ada DENİZ
Ada DENİZ
Ada Deniz graduated from the School of Ships in 2023. Her research interests include ferries.
"""


def files(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, hidden ones too, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
