"""What `docs/search.md` promises holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefing_tui.briefing import Entry
from briefing_tui.cli import records
from briefing_tui.results import Found, Results, Snippet
from briefing_tui.search import parse_query
from briefing_tui.state import Remembered

PAGE = (Path(__file__).parents[1] / "docs" / "search.md").read_text()
EXAMPLES = re.findall(r"^\| `(.+?)` \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_understood(example):
    query = parse_query(example, filters=Remembered().filters(frozenset()))
    assert query.tree is not None
    assert query.messages == ()


def test_the_document_has_the_members_that_are_shown():
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    promised = json.loads(shown)
    (hit,) = promised["hits"]
    passage = Snippet("body", 1, hit["snippet"], tuple(map(tuple, hit["matches"])), 2)
    found = Found(Entry("night-ferry", "x.yaml", "The Night Ferry", date="2031-05"), passage)
    real = records.results(Results("fleet ferry", (found,), 1, strict=1))
    assert list(real) == list(promised)
    assert list(real["hits"][0])[: len(hit)] == list(hit)
    assert [hit["snippet"][start:end] for start, end in hit["matches"]] == ["fleet", "ferry"]
    for name in ("slug", "title", "date", "field", "paragraph", "snippet", "matches", "place"):
        assert real["hits"][0][name] == hit[name]


def test_the_table_has_examples():
    assert len(EXAMPLES) > 15
