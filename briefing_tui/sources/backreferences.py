"""Notes that point to another note, and the way from them to their source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.briefing import Citation, Footnote, Reference, Step

from .citations import parse_citations
from .identity import identified, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BARE = re.compile(r"\s*(?P<term>ibid\.?|ibidem|a\.g\.e\.?)\s*(?:[,.;].*)?$", re.IGNORECASE)


def resolve_notes(
    notes: Sequence[tuple[int, str, int]],
    corrections: Mapping[int, Mapping[str, str]] = {},
) -> tuple[Footnote, ...]:
    """Read the notes of one briefing, given as number, text and line, in the file's order."""
    read = identified([() if _BARE.match(t) else parse_citations(t) for _, t, _ in notes])
    done: dict[int, Footnote] = {}
    titles: dict[str, int] = {}
    out = []
    for (number, text, line), own in zip(notes, read, strict=True):
        bare = _BARE.match(text)
        target, how, term = 0, "", ""
        if bare:
            target, how, term = number - 1, "the note before", bare["term"]
        elif own and own[0].publisher and _BARE.match(own[0].publisher):
            term, how = own[0].publisher, "same title"
            target = titles.get(words_of(own[0].title or ""), 0)
        note = Footnote(number, text, own, None, line, own)
        if term:
            found = done.get(target)
            own = tuple(replace(c, publisher=None, id="") for c in own)
            if found and found.citations:
                rest = found.reference.path if found.reference else (_stop(found),)
                path = (Step(number, term, how), *rest)
                cited = found.citations[0]
                accessed = own[0].accessed if own else None
                cited = replace(cited, accessed=accessed or cited.accessed, places=())
                reference = Reference("resolved", term, rest[-1].number, path, how)
                note = Footnote(number, text, (cited,), reference, line, own)
            else:
                reference = Reference("unresolved", term, reason="there is no such note")
                note = Footnote(number, text, (), reference, line, own)
        elif own:
            titles.setdefault(words_of(own[0].title or ""), number)
        done[number] = note
        out.append(note)
    return tuple(out)


def _stop(note: Footnote) -> Step:
    cited: Citation = note.citations[0]
    return Step(note.number, f"{cited.publisher} “{cited.title}”")
