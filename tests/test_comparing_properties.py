"""What holds for any two versions of a briefing, whatever is in them."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.archive import read_version
from briefing_tui.archive.comparing import Compared, Version
from briefing_tui.cli import records
from briefing_tui.cli.changes import sentences, told
from briefing_tui.comparing import compare
from briefing_tui.difference import (
    Comparison,
    NoteChange,
    PassageChange,
    Renumbering,
    SentenceChange,
    SourceChange,
    TakeawayChange,
)

WORDS = "harbour tide pilot crane salt ferry storm ledger quay toll buoy winch rope".split()
NOTES = (
    "“Tides Of May”, Quay Post, https://quay.example/tides?sh=3, (Date of Access: 02.05.2031).",
    "“Tides Of May”, Quay Post, https://quay.example/tides, (Date of Access: 03.05.2031).",
    "“The Toll Ledger”, Salt Review, https://salt.example/toll.",
    "“The Toll Ledger”, Salt Review.",
    "“A Storm Foretold”, Quay Post, https://quay.example/storm.",
    "Ibid.",
    "Ibid.",
    "Ibid., p. 4.",
    "“The Toll Ledger”, a.g.e.",
    "a.g.e., s. 12.",
    "See note {}.",
    "We thank the pilots.",
    "Treaty of the Quays, art. 3.",
    "[bold]x[/bold] «Марк», https://xn--e1afmkfd.example/[1]",
)


@dataclass(frozen=True)
class Plan:
    """A briefing that is still to be numbered and written."""

    lang: str
    takeaways: tuple[str, ...]
    paragraphs: tuple[tuple[tuple[str, tuple[int, ...]], ...], ...]
    notes: tuple[tuple[str, int], ...]

    def written(self, first: int = 1) -> bytes:
        """Give its file, the notes numbered from `first`."""
        count = len(self.notes)

        def number(place: int) -> int:
            return first + place % max(1, count)

        body = "\n\n".join(
            "  " + " ".join(text + "".join(f"[{number(n)}]" for n in on) for text, on in paragraph)
            for paragraph in self.paragraphs
        )
        notes = "\n".join(
            f"  [{first + n}] {text.format(number(points))}"
            for n, (text, points) in enumerate(self.notes)
        )
        takeaways = "".join(f"  - {text}\n" for text in self.takeaways)
        return (
            f"title: A Title\nlang: {self.lang}\n"
            + (f"takeaways:\n{takeaways}" if takeaways else "")
            + f"body: |\n{body}\n"
            + (f"footnotes: |\n{notes}\n" if notes else "")
        ).encode()


sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(
    lambda words: " ".join(words).capitalize() + "."
)
claim = st.tuples(sentence, st.lists(st.integers(0, 6), max_size=2, unique=True).map(tuple))
plans = st.builds(
    Plan,
    lang=st.sampled_from(["en", "en", "tr"]),
    takeaways=st.lists(sentence, max_size=3).map(tuple),
    paragraphs=st.lists(
        st.lists(claim, min_size=1, max_size=4).map(tuple), min_size=1, max_size=5
    ).map(tuple),
    notes=st.lists(st.tuples(st.sampled_from(NOTES), st.integers(0, 6)), max_size=7).map(tuple),
)


def read(data: bytes) -> Version:
    version = read_version(data, "piece.yaml")
    assert version.briefing is not None
    return version


def between(before: Version, after: Version) -> Comparison:
    return compare(before.briefing, after.briefing, (before.supports, after.supports))


def edited(plan: Plan, other: Plan, cut: int) -> Plan:
    """Put something of another plan into the middle of one: versions are mostly alike."""
    return Plan(
        plan.lang,
        plan.takeaways[:cut] + other.takeaways[cut:],
        plan.paragraphs[:cut] + other.paragraphs[:1] + plan.paragraphs[cut + 1 :],
        plan.notes[:cut] + other.notes[:1] + plan.notes[cut:],
    )


pairs = st.one_of(
    st.tuples(plans, plans),
    st.builds(lambda a, b, n: (a, edited(a, b, n)), plans, plans, st.integers(0, 4)),
)


@settings(max_examples=60, deadline=None)
@given(plans)
def test_a_briefing_is_what_it_is(plan):
    assert between(read(plan.written()), read(plan.written())).changes == ()


@settings(max_examples=80, deadline=None)
@given(plans, st.integers(2, 40))
def test_notes_that_are_renumbered_throughout_are_only_renumbered(plan, first):
    found = between(read(plan.written()), read(plan.written(first)))
    assert found.same_evidence
    expected = tuple((n + 1, n + first) for n in range(len(plan.notes)))
    assert found.changes == ((Renumbering(expected),) if expected else ())


def come_and_gone(found: Comparison, *, swapped: bool) -> dict[str, Counter[object]]:
    """Count what is new and what is gone, or the other way round."""
    out = {"new": Counter(), "gone": Counter()}

    def put(was: object, now: object) -> None:
        if (was is None) != (now is None):
            is_new = (was is None) != swapped
            out["new" if is_new else "gone"][now if was is None else was] += 1

    for change in found.changes:
        if isinstance(change, NoteChange | TakeawayChange | PassageChange):
            was, now = (
                side and (type(change), getattr(side, "number", 0), side.text)
                for side in (change.before, change.after)
            )
            put(was, now)
        elif isinstance(change, SourceChange):
            put(change.before or None, change.after or None)
        elif isinstance(change, SentenceChange) and change.status != "kept":
            text = change.place.text
            put(text if change.status == "gone" else None, text if change.status == "new" else None)
    return out


@settings(max_examples=150, deadline=None)
@given(pairs)
def test_what_is_new_one_way_is_gone_the_other_way(pair):
    one, other = (read(plan.written()) for plan in pair)
    there, back = between(one, other), between(other, one)
    assert come_and_gone(there, swapped=False) == come_and_gone(back, swapped=True)
    assert there.same_evidence == back.same_evidence
    assert (there.before, there.after) == (back.after, back.before)


@settings(max_examples=150, deadline=None)
@given(pairs)
def test_every_change_is_told_in_one_safe_line(pair):
    one, other = (read(plan.written()) for plan in pair)
    nothing = Version(None)
    for found in (between(one, other), between(one, nothing), between(nothing, other)):
        lines = [*map(told, found.changes), *(text for _, text in sentences(found))]
        record = records.comparison(Compared(one, other, found), found)
        assert [change["text"] for change in record["changes"]] == [*map(told, found.changes)]
        assert json.loads(json.dumps(record)) == record
        assert all(lines)
        for line in lines:
            assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cs"}
            assert "None" not in line
            assert "  " not in line


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), plans)
def test_any_bytes_are_compared_or_told_why_not(data, plan):
    one = read_version(b"title: x\nbody: |\n  y\nfootnotes: |\n  [1] " + data, "piece.yaml")
    other = read(plan.written())
    if one.briefing is None:
        assert any(problem.severity == "error" for problem in one.problems)
        return
    for found in (between(one, other), between(other, one)):
        assert all(text for _, text in sentences(found))
