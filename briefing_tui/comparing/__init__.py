"""What changed in the evidence of a briefing from one version to the next.

Pure: two `Briefing` values give a `Comparison`; no file is read. Things are matched by what they
say, never by their numbers: `passages` finds the sentences and paragraphs that are in both, and
`note_pairs` the notes; `claims`, `note_changes` and `body` tell what became of them, and `versions`
puts it together. `pairing` is what all of them match with.
"""

from __future__ import annotations

from .versions import compare

__all__ = ["compare"]
