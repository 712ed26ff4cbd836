"""The sentence of the body that a takeaway sums up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.sources import THRESHOLD, closest_sentence, closest_sentences, evidence
from briefing_tui.text import sentences

_BODY = """
The two governments will sign a revised accord on 2 June.[1] It is the first since the ferries.

A single office would sit in the northern port. Its head would come from the U.S. side.[2]

The office would also draw up the timetable. Nobody has yet said who pays for it.

The news follows a warning by the harbour master.[3] Storms arrive earlier each autumn.

The channel is deep. Patrol spending along the channel has risen for the past four years.[4]
İzmir'in shippers watch it too.

The ministers also regretted the loss of two boats.[5] They asked for a common chart.

Marlen is buying six cutters. Growing patrol fleets in Marlen herald new forms of joint planning
between the ports. A register opens next year.[6]

The northern port keeps its fuel store.[7] It also keeps the only dry dock on the coast.[8]

The accord may fail. Above all, the wish to keep the Lantern Rocks open has brought both harbours
to one table. Its cost may divide them.
"""
BODY = [" ".join(paragraph.split()) for paragraph in _BODY.split("\n\n")]
TAKEAWAYS = [
    "Patrol spending along the channel has risen over the past four years.",
    "The growing fleets of patrols in Marlen herald new levels of planning, opening both ports.",
    "Above all, the wish to keep the Lantern Rocks open has brought both harbours to one table.",
]


def found(takeaway, body=BODY):
    evidence = closest_sentence(takeaway, body)
    assert evidence is not None
    return evidence.paragraph, body[evidence.paragraph - 1][evidence.start : evidence.end]


def test_each_takeaway_finds_its_sentence_with_the_marks_on_it():
    assert found(TAKEAWAYS[0]) == (
        5,
        "Patrol spending along the channel has risen for the past four years.[4]",
    )
    paragraph, sentence = found(TAKEAWAYS[1])
    assert paragraph == 7
    assert sentence.startswith("Growing patrol fleets")
    assert "[" not in sentence
    paragraph, sentence = found(TAKEAWAYS[2])
    assert paragraph == 9
    assert sentence.endswith("to one table.")


def test_a_sentence_in_full_has_all_the_words():
    evidence = closest_sentence(TAKEAWAYS[2], BODY)
    assert evidence is not None
    assert evidence.share == 1


def test_a_takeaway_on_something_else_has_no_sentence():
    assert closest_sentence("Wheat prices fell in every northern province.", BODY) is None
    assert closest_sentence("", BODY) is None
    assert closest_sentence("The of and", BODY) is None
    assert closest_sentence("Patrol spending", []) is None


def test_turkish_endings_and_dotted_capitals_make_no_difference():
    body = [
        "Başka bir cümle. İzmir limanlarındaki devriye harcamaları dört yıldır artıyor.[1] Son."
    ]
    assert found("İZMİR'in limanlarında devriye harcaması artıyor", body)[1].endswith("[1]")


def test_russian_endings_make_no_difference():
    body = ["Порт открыт. Расходы на патрулирование пролива растут четвёртый год подряд.[2]"]
    assert found("Расходам на патрулирования пролива: рост четвертый год", body)[1].endswith("[2]")


def test_the_first_of_two_equal_sentences_is_taken():
    assert found("Harbour talks resume", ["Harbour talks resume.", "Harbour talks resume."])[0] == 1


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_what_is_found_lies_in_its_paragraph_and_above_the_threshold(takeaway, body):
    evidence = closest_sentence(takeaway, body)
    if evidence is not None:
        assert THRESHOLD <= evidence.share <= 1
        assert 0 <= evidence.start < evidence.end <= len(body[evidence.paragraph - 1])


def compared_one_by_one(takeaways, paragraphs):
    """Give what is closest by going through all sentences for each takeaway."""
    out = []
    for words in map(evidence._stems, takeaways):
        best = (0.0, 0.0)
        found = None
        for number, paragraph in enumerate(paragraphs, 1):
            for start, end in sentences(paragraph):
                stems = evidence._stems(paragraph[start:end])
                common = len(words & stems)
                if not common or common / len(words) < THRESHOLD:
                    continue
                score = common / len(words), common / len(stems)
                if score > best:
                    best = score
                    found = evidence.Evidence(number, start, end, score[0])
        out.append(found)
    return out


SENTENCE = st.lists(st.sampled_from("port fleet storm tide 7 of harbour".split()), max_size=9)
SENTENCES = st.lists(SENTENCE.map(lambda words: " ".join(words).capitalize() + "."), max_size=8)


@pytest.mark.parametrize("together", [1, 3, 4096])
@settings(deadline=None, max_examples=150)
@given(takeaways=SENTENCES, paragraphs=st.lists(SENTENCES.map(" ".join), max_size=5))
def test_many_at_once_are_as_close_as_one_by_one(together, takeaways, paragraphs):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "_TOGETHER", together)
        found = closest_sentences(takeaways, paragraphs)
    assert found == compared_one_by_one(takeaways, paragraphs)


def test_a_hundred_thousand_words_are_compared_soon():
    begin = time.process_time()
    closest_sentence(TAKEAWAYS[0], ["A long body has many words. " * 5_000] * 4)
    assert time.process_time() - begin < 8
