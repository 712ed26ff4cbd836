"""`briefing similar` and `briefing author`."""

from __future__ import annotations

import json

import pytest

from briefing_tui.cli import main

PIECES = {
    "grain": ("Grain corridor insurance", "ada-deniz", "[trade]", "paper.example/grain", ""),
    "wheat": ("Insurance of the grain corridor", "quay-desk", "[food]", "post.example/w", ""),
    "ferry": ("A ferry sails", "ada-deniz", "[ferries]", "paper.example/grain", ""),
    "tolls": ("Tolls and straits", "bora-kaya", "[trade]", "post.example/t", "related: [chart]\n"),
    "chart": ("Charts of a bay", "quay-desk", "[maps]", "post.example/c", "related: []\n"),
    "alone": ("Nothing of it", "one-more", "[other]", "far.example/a", ""),
}


@pytest.fixture
def archive(tmp_path, monkeypatch):
    folder = tmp_path / "briefings"
    (folder / "authors").mkdir(parents=True)
    (folder / "authors" / "ada-deniz.yaml").write_text("name: Ada DENİZ\nrole: Analyst\n")
    for slug, (title, author, topics, page, more) in PIECES.items():
        (folder / f"{slug}.yaml").write_text(
            f"title: {title}\nlang: en\nauthors: [{author}]\ntopics: {topics}\n{more}"
            f"takeaways:\n  - It holds.\nbody: |\n  Text on {title.lower()}.[1]\n"
            f"footnotes: |\n  [1] “Of {page}”, Paper, https://{page}, "
            "(Date of Access: 03.05.2031).\n"
        )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def told(capsys, *words):
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_similar_tells_what_is_shared(archive, capsys):
    code, answer = told(capsys, "similar", "grain")
    assert (code, answer["schema_version"], answer["slug"]) == (0, 1, "grain")
    near = {each["slug"]: each for each in answer["similar"]}
    assert [each["slug"] for each in answer["similar"]] == ["ferry", "tolls", "wheat"]
    assert near["ferry"]["shared"]["sources"][0]["url"] == "https://paper.example/grain"
    assert near["ferry"]["shared"]["authors"] == ["Ada DENİZ"]
    assert near["tolls"]["shared"]["topics"] == ["trade"]
    assert set(near["wheat"]["shared"]["words"]) == {"Grain", "corridor", "insurance"}
    assert "words in common: " in near["wheat"]["reasons"]


def test_related_leads_and_an_empty_one_turns_off(archive, capsys):
    _, answer = told(capsys, "similar", "tolls")
    assert [(each["slug"], each["related"]) for each in answer["similar"]] == [
        ("chart", True),
        ("grain", False),
    ]
    assert told(capsys, "similar", "chart") == (
        1,
        {"schema_version": 1, "slug": "chart", "title": "Charts of a bay", "similar": []},
    )


def test_similar_in_a_pipe_is_a_line_each(archive, capsys):
    assert main(["similar", "briefings/grain.yaml", "--limit", "1"]) == 0
    (row,) = capsys.readouterr().out.splitlines()
    assert row.split("\t")[0] == "ferry"
    assert "1 source in common: Paper" in row.split("\t")[6]
    assert main(["similar", "alone"]) == 1
    assert "nothing" not in capsys.readouterr().out


@pytest.mark.parametrize("asked", [["ada-deniz"], ["Ada", "Deniz"], ["ADA DENİZ"]])
def test_an_author_is_told_by_slug_or_name(archive, capsys, asked):
    code, answer = told(capsys, "author", *asked)
    assert (code, answer["author"]["name"], answer["author"]["role"]) == (0, "Ada DENİZ", "Analyst")
    assert {each["slug"] for each in answer["briefings"]} == {"grain", "ferry"}


def test_an_author_without_a_profile_is_told_too(archive, capsys):
    assert main(["author", "quay-desk"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("quay-desk\nno profile in authors/quay-desk.yaml\n")
    assert len(out.splitlines()) == 5


def test_somebody_unknown_is_a_mistake_with_those_that_are_close(archive, capsys):
    assert main(["author", "Ada", "Denis"]) != 0
    assert "did you mean ada-deniz?" in capsys.readouterr().err
