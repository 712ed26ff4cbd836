"""What is remembered of reading: places, read and unread, stars, highlights with notes, searches.

It is kept in the user's state folder, by archive and slug, and never in a briefing's file: an
archive can be shared. `values` are what is given and `store` keeps it, in the `rows` of the file
that `tables` makes; `opening` finds what belongs to an archive. `anchoring` finds a passage again
after its text was edited, `knowing` an archive that moved and a briefing whose file was renamed.
"""

from briefing_tui.state.anchoring import (
    LIKENESS,
    locate,
    locate_all,
    place_quote,
    quote,
    spot_of,
    words_now,
)
from briefing_tui.state.opening import State
from briefing_tui.state.store import ArchiveState
from briefing_tui.state.tables import StateError
from briefing_tui.state.values import (
    Change,
    Highlight,
    Left,
    Located,
    Narrowed,
    Passage,
    Piece,
    Place,
    Quote,
    Remembered,
    SavedSearch,
    Spot,
    piece_of,
)

__all__ = [
    "LIKENESS",
    "ArchiveState",
    "Change",
    "Highlight",
    "Left",
    "Located",
    "Narrowed",
    "Passage",
    "Piece",
    "Place",
    "Quote",
    "Remembered",
    "SavedSearch",
    "Spot",
    "State",
    "StateError",
    "locate",
    "locate_all",
    "piece_of",
    "place_quote",
    "quote",
    "spot_of",
    "words_now",
]
