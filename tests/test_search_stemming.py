"""The stemmers stem as Snowball's own do, in several threads at once."""

from __future__ import annotations

import random
import sys
import threading

import pytest
import snowballstemmer
from snowballstemmer.basestemmer import BaseStemmer

from briefing_tui.search.stemming import stemmer

PLAIN = [
    name for name in snowballstemmer.algorithms()
    if isinstance(snowballstemmer.stemmer(name), BaseStemmer)
]  # fmt: skip


def words(algorithm, count=300):
    """Make words of a language's own beginnings and endings, and of its letters."""
    chance = random.Random(algorithm)
    tables = [
        [entry.s for entry in value]
        for name, value in vars(type(snowballstemmer.stemmer(algorithm))).items()
        if name.startswith("a_")
    ]
    parts = [part for table in tables for part in table]
    letters = sorted({letter for part in parts for letter in part}) + list("aeiklmnort")
    return [
        "".join(chance.choice(parts) for _ in range(chance.randint(0, 1)))
        + "".join(chance.choices(letters, k=chance.randint(0, 7)))
        + "".join(chance.choice(parts) for _ in range(chance.randint(0, 3)))
        for _ in range(count)
    ]


@pytest.mark.skipif(not PLAIN, reason="PyStemmer is installed")
@pytest.mark.parametrize("algorithm", PLAIN)
def test_the_quicker_way_to_endings_gives_the_same_stems(algorithm):
    plain = snowballstemmer.stemmer(algorithm).stemWord
    quick = stemmer(algorithm)
    for word in words(algorithm):
        assert quick(word) == plain(word), word


def test_there_is_none_of_another_name():
    assert stemmer("klingon") is None
    assert stemmer("") is None


def test_threads_do_not_disturb_each_other():
    stem = stemmer("turkish")
    expected = {word: stem(word) for word in words("turkish", 400) if PLAIN} or {"evler": "ev"}
    wrong = []

    def work():
        mine = stemmer("turkish")
        wrong.extend(word for word, right in expected.items() if mine(word) != right)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
