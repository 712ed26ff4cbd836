"""The sample briefings that travel with the program: the first pages that anybody sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing_tui.archive import Archive
from briefing_tui.yamlfile import read_author, read_briefing

SAMPLES = Path(__file__).resolve().parent.parent / "briefings"
BRIEFINGS = sorted(SAMPLES.glob("*.yaml"))
AUTHORS = sorted((SAMPLES / "authors").glob("*.yaml"))
FIRST_SEEN = "us-japan-alliance-update"
LONGEST = "limits-by-treaty"
TRANSLATIONS = {"abd-japonya-ittifaki": "tr", "ssha-yaponiya-soyuz": "ru"}


def sample(slug):
    path = SAMPLES / f"{slug}.yaml"
    briefing, problems = read_briefing(path.read_bytes(), path.name, slug)
    assert briefing is not None, problems
    return briefing


def by_stem(path):
    return path.stem


def paragraphs(briefing):
    return [block for block in briefing.blocks if block.kind == "paragraph"]


def shape(briefing):
    """Kind of each block and the notes it rests on: what two translations have in common."""
    return [(b.kind, b.level, [mark.number for mark in b.marks]) for b in briefing.blocks]


def test_there_are_samples_to_look_at():
    assert len(BRIEFINGS) >= 12
    assert len(AUTHORS) >= 3


@pytest.mark.parametrize("path", BRIEFINGS, ids=by_stem)
def test_a_sample_has_no_fault(path):
    briefing, problems = read_briefing(path.read_bytes(), path.name, path.stem)

    assert briefing is not None
    # The Turkish ones show how a.g.e. is followed, which İSNAD would not write.
    assert [problem for problem in problems if problem.code != "isnad"] == []


@pytest.mark.parametrize("path", AUTHORS, ids=by_stem)
def test_a_profile_is_complete_and_says_that_it_is_a_sample(path):
    author, problems = read_author(path.read_bytes(), f"authors/{path.name}", path.stem)

    assert author is not None
    assert problems == ()
    assert author.role
    assert "briefing-tui" in author.affiliation
    assert "briefing-tui" in author.bio or "program" in author.bio
    assert author.languages
    assert author.interests


@pytest.mark.parametrize("path", BRIEFINGS, ids=by_stem)
def test_every_field_that_the_interface_shows_is_filled(path):
    briefing = sample(path.stem)

    assert briefing.title
    assert briefing.kind
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", briefing.date)
    assert briefing.lang in {"en", "tr", "ru"}
    assert briefing.topics
    assert briefing.regions
    # A note is over in a minute: it has no headings, and less to take away.
    short = briefing.kind == "Note"
    assert len(briefing.takeaways) == (2 if short else 3)
    assert any(block.kind == "heading" for block in briefing.blocks) is not short
    assert briefing.words >= (150 if short else 350)


@pytest.mark.parametrize("path", BRIEFINGS, ids=by_stem)
def test_every_author_has_a_profile_and_every_link_leads_to_a_sample(path):
    briefing = sample(path.stem)
    slugs = {p.stem for p in BRIEFINGS}

    assert briefing.authors
    assert set(briefing.authors) <= {p.stem for p in AUTHORS}
    assert set(briefing.related or ()) <= slugs - {briefing.slug}
    assert briefing.translation_of in slugs | {""}


@pytest.mark.parametrize("path", BRIEFINGS, ids=by_stem)
def test_every_mark_has_its_note_and_every_note_its_mark_in_order(path):
    briefing = sample(path.stem)
    marks = [mark.number for block in briefing.blocks for mark in block.marks]
    notes = [note.number for note in briefing.footnotes]

    assert marks == notes == list(range(1, len(notes) + 1))


@pytest.mark.parametrize("path", BRIEFINGS, ids=by_stem)
def test_no_source_was_read_after_the_day_of_the_briefing(path):
    briefing = sample(path.stem)

    assert briefing.last_access <= briefing.date


def test_the_alliance_piece_is_the_newest():
    dates = {path.stem: sample(path.stem).date for path in BRIEFINGS}
    newest = {slug for slug, date in dates.items() if date == max(dates.values())}

    assert newest == {FIRST_SEEN, *TRANSLATIONS}
    assert not sample(FIRST_SEEN).translation_of


def test_the_alliance_piece_has_the_layout_that_the_reader_was_made_for():
    briefing = sample(FIRST_SEEN)

    assert [[mark.number for mark in block.marks] for block in paragraphs(briefing)] == [
        [1], [2], [], [3], [4], [5], [6], [7, 8], [],
    ]  # fmt: skip
    assert briefing.last_access == "2024-03-28"


@pytest.mark.parametrize("slug", [FIRST_SEEN, *TRANSLATIONS])
def test_the_chain_of_back_references_leads_to_the_notes_that_are_meant(slug):
    notes = sample(slug).footnotes
    targets = {n.number: n.reference.target for n in notes if n.reference}

    assert targets == {5: 4, 6: 2, 7: 2, 8: 2}
    assert {n.reference.status for n in notes if n.reference} == {"resolved"}
    assert {n.citations[0].title for n in notes[5:]} == {notes[1].citations[0].title}


@pytest.mark.parametrize("path", BRIEFINGS, ids=by_stem)
def test_no_back_reference_of_a_sample_is_left_open(path):
    references = [note.reference for note in sample(path.stem).footnotes if note.reference]

    assert [r for r in references if r.status != "resolved"] == []


@pytest.mark.parametrize(("slug", "lang"), TRANSLATIONS.items())
def test_a_translation_runs_beside_its_original_block_by_block(slug, lang):
    original, translation = sample(FIRST_SEEN), sample(slug)

    assert translation.translation_of == FIRST_SEEN
    assert translation.lang == lang
    assert translation.date == original.date
    assert shape(translation) == shape(original)
    assert len(translation.takeaways) == len(original.takeaways)
    assert len(translation.footnotes) == len(original.footnotes)


def test_there_are_short_samples_and_a_long_one():
    words = sorted(sample(path.stem).words for path in BRIEFINGS)

    assert words[0] < 250
    assert words[-1] == sample(LONGEST).words
    assert 2000 <= words[-1] <= 2600
    assert len(sample(LONGEST).footnotes) >= 22
    assert {b.level for b in sample(LONGEST).blocks if b.kind == "heading"} == {2, 3}


def test_turkish_and_russian_are_written_and_not_only_translated():
    originals = {b.lang for b in (sample(path.stem) for path in BRIEFINGS) if not b.translation_of}

    assert originals == {"en", "tr", "ru"}


def test_the_takeaways_find_their_sentences(tmp_path):
    with Archive.open(SAMPLES, cache=tmp_path) as archive:
        archive.refresh(index=False)
        supports = {path.stem: archive.reading(path.stem).supports for path in BRIEFINGS}

    # One takeaway sums up a list, and no sentence of the body has enough of its words.
    assert [slug for slug, found in supports.items() if None in found] == ["chip-export-controls"]


def test_the_samples_show_every_way_to_write_marks_and_notes():
    texts = {path.stem: path.read_text(encoding="utf-8") for path in BRIEFINGS}
    everything = "\n".join(texts.values())

    assert re.search(r"\]\[\d+\]", everything), "a run of marks"
    assert re.search(r"\[\d+, \d+\]", everything), "two marks in a bracket"
    assert any(re.search(r"(?m)^footnotes:$\n  1:", text) for text in texts.values()), "a mapping"
    assert any(re.search(r"(?m)^sources:$", text) for text in texts.values()), "a correction"
    for term in ("Ibid.", "op. cit.", "A.g.m.", "Aynı yer.", "dipnot", "Там же.", "указ. соч."):
        assert term in everything


def test_some_sources_carry_more_than_one_briefing():
    originals = [b for b in (sample(p.stem) for p in BRIEFINGS) if not b.translation_of]
    cited = [
        (citation.id, briefing.slug)
        for briefing in originals
        for note in briefing.footnotes
        for citation in note.citations
        if citation.id
    ]
    shared = {source for source, _ in cited if len({s for i, s in cited if i == source}) > 1}

    assert len(shared) >= 4


def test_the_samples_show_what_the_body_can_hold():
    kinds = {block.kind for path in BRIEFINGS for block in sample(path.stem).blocks}

    assert {"paragraph", "heading", "item", "quote", "table"} <= kinds
