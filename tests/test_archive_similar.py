"""Which briefings are near to one, and by what."""

from __future__ import annotations

import pytest

from briefing_tui.archive import Archive


@pytest.fixture
def near(tmp_path):
    """Give a function that writes an archive and tells what is similar to its piece `a`."""

    def ask(**pieces):
        folder = tmp_path / "briefings"
        folder.mkdir()
        for name, fields in pieces.items():
            cited = "".join(
                f"  [{number}] “{source}”, Paper, https://{source}.example.\n"
                for number, source in enumerate(fields.pop("cites", ()), 1)
            )
            lines = [f"{field}: {value}\n" for field, value in fields.items()]
            (folder / f"{name}.yaml").write_text(
                f"title: Piece {name}\n{''.join(lines)}body: |\n  A word.[1]\n"
                + (f"footnotes: |\n{cited}" if cited else "")
            )
        with Archive.open(folder, cache=tmp_path / "cache") as archive:
            archive.refresh(index=False)
            return archive.similar("a")

    return ask


def slugs(similar):
    return [each.entry.slug for each in similar]


def test_a_source_in_common_counts_for_more_than_a_topic(near):
    found = near(
        a={"cites": ["one", "two"], "topics": "[sea]"},
        b={"topics": "[sea]"},
        c={"cites": ["two"]},
        d={},
    )
    assert slugs(found) == ["c", "b"]
    assert [source.title for source in found[0].sources] == ["two"]
    assert found[1].topics == ("sea",)


def test_what_few_have_counts_for_more_than_what_many_have(near):
    found = near(
        a={"topics": "[common, rare]"},
        **{f"m{n}": {"topics": "[common]"} for n in range(6)},
        z={"topics": "[rare]"},
    )
    assert slugs(found)[0] == "z"
    assert len(found) == 7


def test_related_pieces_lead_in_their_order_and_may_have_nothing_in_common(near):
    found = near(
        a={"related": "[z, missing, y]", "topics": "[sea]"},
        b={"topics": "[sea]"}, y={}, z={},
    )  # fmt: skip
    assert slugs(found) == ["z", "y", "b"]
    assert [each.named for each in found] == [True, True, False]


def test_an_empty_related_turns_them_off(near):
    assert near(a={"related": "[]", "topics": "[sea]"}, b={"topics": "[sea]"}) == ()


def test_of_several_languages_the_same_one_is_given_and_the_piece_itself_never(near):
    found = near(
        a={"lang": "tr", "translation_of": "o", "topics": "[sea]"},
        o={"lang": "en", "topics": "[sea]"},
        b={"lang": "en", "topics": "[sea]"},
        c={"lang": "tr", "translation_of": "b", "topics": "[sea]"},
        d={"lang": "ru", "topics": "[sea]"},
    )
    assert slugs(found) == ["c", "d"]


def test_there_are_not_more_than_asked_for(near):
    found = near(a={"topics": "[sea]"}, **{f"p{n}": {"topics": "[sea]"} for n in range(20)})
    assert len(found) == 8
