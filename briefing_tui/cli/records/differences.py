"""What changed in the evidence, as a document."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from briefing_tui.briefing import Footnote
from briefing_tui.cli.changes import told
from briefing_tui.cli.records.documents import Record, document, note_of

if TYPE_CHECKING:
    from briefing_tui.archive import Compared
    from briefing_tui.difference import Change, Comparison


def comparison(compared: Compared, found: Comparison) -> Record:
    """Give the answer of `diff`; what is not there, before or after, is null."""
    faults = {
        side: [asdict(problem) for problem in version.problems if problem.severity == "error"]
        for side, version in (("before", compared.before), ("after", compared.after))
    }
    return document(
        before=found.before and asdict(found.before),
        after=found.after and asdict(found.after),
        same_evidence=found.same_evidence,
        changes=[_change(change) for change in found.changes],
        problems=faults,
    )


def _change(change: Change) -> Record:
    own = {"sign": change.sign, "evidence": change.evidence}
    return {"type": change.kind, **own, "text": told(change), **_member(change), **own}


def _member(value: object) -> Any:
    if isinstance(value, Footnote):
        return note_of(value)
    if isinstance(value, (list, tuple)):
        return [_member(each) for each in value]
    if not is_dataclass(value):
        return value
    return {each.name: _member(getattr(value, each.name)) for each in fields(value)}
