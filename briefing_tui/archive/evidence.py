"""What rests on what across the archive: who cites a source, and what falls without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.evidence import Citing, Loss, Use, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing_tui.briefing import Entry
    from briefing_tui.catalogue import Catalogue
    from briefing_tui.evidence import Basis, CitedNote, SourceQuery

    Entries = Callable[[Iterable[str]], Sequence[Entry]]
    """Gives the entries of slugs, in the order of a list."""


def citing(catalogue: Catalogue, entries: Entries, query: SourceQuery) -> Citing:
    """Find everything in the archive that rests on the sources asked for."""
    evidence = catalogue.evidence
    ids = evidence.matching(query)
    uses = evidence.uses(ids)
    said = evidence.claims(uses)
    out = []
    for entry in entries(uses):
        notes = uses[entry.slug]
        numbers = {note.number for note in notes}
        claims = (c for c in said.get(entry.slug, ()) if numbers.intersection(c.notes))
        out.append(Use(entry, tuple(notes), tuple(claims)))
    return Citing(query, tuple(evidence.records(ids)), tuple(out))


def without(catalogue: Catalogue, entries: Entries, query: SourceQuery) -> Withdrawal:
    """Tell what is left with no note when sources are withdrawn: set arithmetic, no guessing.

    A note falls when all its sources are among those withdrawn, back-references like any other. A
    note whose sources are not known stands: nothing says that it falls.

    Raises:
        BriefingError: asked by words, which could mean sources that nobody withdrew.
    """
    if query.kind == "words":
        raise BriefingError(
            f"“{query.text}” is no address and no domain",
            "name the page or the domain; `briefing cited-by` finds sources by words",
        )
    evidence = catalogue.evidence
    ids = evidence.matching(query)
    bases = evidence.bases(evidence.uses(ids))
    losses = [_loss(entry, bases[entry.slug], ids) for entry in entries(bases)]
    return Withdrawal(query, tuple(evidence.records(ids)), tuple(losses))


def _loss(entry: Entry, basis: Basis, withdrawn: set[str]) -> Loss:
    sources: dict[int, list[CitedNote]] = {}
    for note in basis.notes:
        sources.setdefault(note.number, []).append(note)
    hit = {
        number: [note for note in notes if note.citation.id in withdrawn]
        for number, notes in sources.items()
    }
    fallen = {
        n
        for n, notes in hit.items()
        if notes and len(notes) == len(sources[n]) and not notes[0].more
    }
    weakened = {n for n, notes in hit.items() if notes} - fallen
    sentences = [claim for claim in basis.claims if claim.kind == "sentence"]
    standing = {
        claim.number for claim in sentences if claim.number and not fallen.issuperset(claim.notes)
    }
    with_notes = {claim.number for claim in sentences if claim.number}
    return Loss(
        entry=entry,
        fallen=tuple(hit[n][0] for n in sorted(fallen)),
        weakened=tuple(hit[n][0] for n in sorted(weakened)),
        takeaways=tuple(
            claim
            for claim in basis.claims
            if claim.kind == "takeaway" and claim.notes and fallen.issuperset(claim.notes)
        ),
        sentences=tuple(claim for claim in sentences if fallen.issuperset(claim.notes)),
        paragraphs=tuple(sorted(with_notes - standing)),
    )
