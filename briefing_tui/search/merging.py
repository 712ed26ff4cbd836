"""Which parts of an index are merged into one, and when.

Each part, a segment, makes a search a little slower; merging costs about 1 ms for each document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing_tui.search.fastwriter import merge

if TYPE_CHECKING:
    from collections.abc import Collection

_MOST_SEGMENTS = 10
_PRESSING = 20  # small segments that a small change merges itself, where nobody did it before
_FEW = 3  # segments that are left as they are
_LARGEST = 20_000  # documents of a segment that others are still merged into
_BULK = 50  # documents; a change of fewer is somebody who saves and waits
_SMALL = 200  # documents; copying them takes half a second


def merged_when_crowded(writer: Any, segments: list[Any]) -> list[Any]:
    """Put segments into the writer if there are many, and give those that stay: Whoosh's policy.

    A small change must not wait for a merge: it merges small segments alone, and only when there
    are twice as many as whoever has time after a change should leave (`is_crowded`). A large batch
    lets no more than ten pile up: all are merged but those larger than all smaller ones together,
    so that a document is copied about as often as the archive has doubled.
    A segment that is more than half deleted is rewritten, by a small change only if it is small.
    """
    batch = writer.doc_count()
    most = sum(segment.doc_count() for segment in segments) if batch >= _BULK else _SMALL
    small = [segment for segment in segments if segment.doc_count() <= most]
    bound = _PRESSING if 0 < batch < _BULK else _MOST_SEGMENTS
    crowded = len(segments if batch >= _BULK else small) >= bound
    merged = []
    together = batch
    for at, segment in enumerate(sorted(small, key=lambda segment: segment.doc_count())):
        stale = segment.deleted_count() > segment.doc_count()
        if stale or (crowded and (at < 2 or segment.doc_count() <= together)):
            merged.append(segment)
        together += segment.doc_count()
    for segment in merged:
        if segment.doc_count():
            merge(writer, segment)
    return [segment for segment in segments if segment not in merged]


def is_crowded(segments: list[Any]) -> bool:
    """Tell whether there are many small segments, which take a tenth of a second to merge."""
    return len([s for s in segments if s.doc_count() <= _SMALL]) > _MOST_SEGMENTS


def worth_merging(segments: list[Any]) -> set[str]:
    """Give the ids of segments that are worth merging with time to spare: the smallest, if many.

    One that is more than a quarter deleted is worth it by itself; a large one stays as it is.
    """
    group: list[Any] = []
    together = 0
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        together += segment.doc_count()
        if together > _LARGEST:
            break
        group.append(segment)
    stale = [s for s in group if s.deleted_count() * 4 > s.doc_count_all()]
    return {s.segment_id() for s in (group if len(group) > _FEW else stale)}


def only_these(names: Collection[str], writer: Any, segments: list[Any]) -> list[Any]:
    """Put segments of these ids into the writer, and give the others: Whoosh's policy."""
    chosen = [segment for segment in segments if segment.segment_id() in names]
    for segment in chosen:
        if segment.doc_count():
            merge(writer, segment)
    return [segment for segment in segments if segment not in chosen]
