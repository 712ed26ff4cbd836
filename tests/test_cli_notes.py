"""What a reader left in an archive, told by the shell."""

from __future__ import annotations

import json

import pytest
import twin

from briefing_tui.archive import Archive
from briefing_tui.cli import main
from briefing_tui.state import State, piece_of, quote

PATROLS = "Patrol spending along the channel has risen for four budget years in a row."
OFFICE = "a single planning office would sit in the northern port"


@pytest.fixture
def noted(archive_folder, monkeypatch):
    """An archive with two highlights, one with a note, and a star."""
    monkeypatch.chdir(archive_folder.parent)
    with Archive.open(archive_folder) as archive, State.open() as state:
        archive.refresh(index=False)
        kept = state.of(archive.id, archive.root, archive.list)
        piece = archive.briefing(twin.SLUG)
        for words, note in ((PATROLS, "Ask the *budget* office.\nTwice."), (OFFICE, "")):
            index, at = next(
                (n, b.text.find(words)) for n, b in enumerate(piece.blocks) if words in b.text
            )
            kept.add_highlight(
                twin.SLUG, quote(piece.blocks, (index, at), (index, at + len(words))), note
            )
        kept.set_star([twin.SLUG])
        kept.set_read(["price-of-salt"])
        kept.remember(piece_of(piece))
    return archive_folder


def edit(folder, before, after):
    file = folder / f"{twin.SLUG}.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def told(capsys, *argv, status=0):
    assert main(argv) == status
    return capsys.readouterr().out


def test_notes_are_listed_with_where_they_stand(noted, capsys):
    rows = [line.split("\t") for line in told(capsys, "notes").splitlines()]
    assert [(row[0], row[2], row[4], row[5]) for row in rows] == [
        (twin.SLUG, "exact", OFFICE, "-"),
        (twin.SLUG, "exact", PATROLS, "Ask the *budget* office. Twice."),
    ]
    assert all(row[1].isdigit() for row in rows)
    assert capsys.readouterr().err == ""


def test_one_that_is_edited_is_found_and_one_that_is_gone_is_told(noted, capsys):
    edit(noted, "has risen for four budget years", "has now risen for five budget years")
    edit(noted, OFFICE, "two offices will be kept")
    main(["notes"])
    out, err = capsys.readouterr()
    assert [line.split("\t")[1:3] for line in out.splitlines()][1] == ["-", "lost"]
    assert [line.split("\t")[2] for line in out.splitlines()] == ["close", "lost"]
    assert err == "2 highlights, 1 of them not found in the text as it is now\n"


def test_what_is_quoted_stands_in_the_piece_and_an_edit_is_told(noted, capsys):
    before = "Patrol spending along the channel has risen for four budget years in a row"
    now = "Patrol spending along the channel has now risen for five budget years in a row"
    edit(noted, before, now)
    edit(noted, OFFICE, "two offices will be kept")
    for argv in (["notes", "--to", "md"], ["export", twin.SLUG, "--with-notes"]):
        out = told(capsys, *argv)
        left = out[out.index(f"> {now}.\n>\n> (paragraph ") :]
        assert f"; the text was edited since; these were the words then: “{PATROLS}”)" in left
        assert f"> {OFFICE}\n>\n> (not found in the text as it is now)" in left
    page = told(capsys, "export", twin.SLUG, "--with-notes", "--to", "html")
    assert f"<blockquote>\n<p>{now}.</p>" in page
    assert f"</a>; the text was edited since; these were the words then: “{PATROLS}”</p>" in page
    (piece,) = json.loads(told(capsys, "notes", "--json"))["briefings"]
    assert [(each["exact"], each["now"]) for each in piece["highlights"]] == [
        (PATROLS, f"{now}."), (OFFICE, None),
    ]  # fmt: skip


def test_other_quotation_marks_are_no_edit_and_the_present_ones_are_quoted(noted, capsys):
    edit(noted, "a single planning office", "a Single Planning Office")
    out = told(capsys, "notes", "--to", "md")
    assert "> a Single Planning Office would sit in the northern port\n" in out
    assert "edited" not in out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([twin.SLUG], 2),
        ([f"briefings/{twin.SLUG}.yaml"], 2),
        (["budget", "PATROL"], 1),
        (["two", "ports"], 2),  # of the title
        (["price-of-salt"], 0),
        (["zebra"], 0),
    ],
)
def test_words_name_briefings_or_stand_in_what_is_listed(noted, capsys, words, found):
    out = told(capsys, "notes", *words, status=0 if found else 1)
    assert len(out.splitlines()) == found


def test_json_has_all_of_it(noted, capsys):
    record = json.loads(told(capsys, "notes", "--json"))
    assert record["schema_version"] == 1
    (piece,) = record["briefings"]
    assert (piece["slug"], piece["path"]) == (twin.SLUG, f"{twin.SLUG}.yaml")
    office, patrols = piece["highlights"]
    assert office["note"] is None
    assert patrols["note"] == "Ask the *budget* office.\nTwice."
    assert patrols["exact"] == PATROLS
    assert patrols["fit"] == "exact"
    with Archive.open(noted) as archive:
        blocks = archive.briefing(twin.SLUG).blocks
    (block, start), (_, end) = patrols["start"], patrols["end"]
    assert blocks[block].text[start:end] == PATROLS


def test_what_was_left_in_a_briefing_that_is_gone_is_not_lost(noted, capsys):
    (noted / f"{twin.SLUG}.yaml").unlink()
    out = told(capsys, "notes", twin.SLUG)
    assert out.count("\tlost\t") == 2
    assert json.loads(told(capsys, "notes", "--json"))["briefings"][0]["title"] is None


def test_it_follows_a_file_that_was_renamed(noted, capsys):
    (noted / f"{twin.SLUG}.yaml").rename(noted / "harbours.yaml")
    main(["notes"])
    out, err = capsys.readouterr()
    assert [line.split("\t")[0] for line in out.splitlines()] == ["harbours"] * 2
    assert f"{twin.SLUG} is called harbours now" in err


def test_markdown_quotes_and_cites_and_obeys_no_sign_of_the_reader(noted, capsys):
    out = told(capsys, "notes", "--to", "md")
    assert out.startswith("## Two Ports, One Channel")
    assert "Derya Örnek" in out
    assert f"> {PATROLS}\n>\n> (paragraph " in out
    assert "\nAsk the \\*budget\\* office.\n\nTwice.\n" in out


def test_export_adds_them_when_asked(noted, capsys):
    plain = told(capsys, "export", twin.SLUG)
    with_notes = told(capsys, "export", twin.SLUG, "--with-notes")
    assert "Highlights of the reader" not in plain
    assert f"> {PATROLS}" in with_notes
    page = told(capsys, "export", twin.SLUG, "--with-notes", "--to", "html")
    assert f"<blockquote>\n<p>{PATROLS}</p>" in page
    assert '<p dir="auto">Ask the *budget* office.</p>' in page
    record = json.loads(told(capsys, "export", twin.SLUG, "--with-notes", "--json"))
    assert [each["note"] for each in record["highlights"]] == [
        None, "Ask the *budget* office.\nTwice.",
    ]  # fmt: skip
    several = json.loads(told(capsys, "export", "is:starred", "--with-notes", "--to", "json"))
    assert len(several["briefings"][0]["highlights"]) == 2
    assert "highlights" not in json.loads(told(capsys, "export", twin.SLUG, "--json"))


def test_a_bibliography_has_no_place_for_notes(noted, capsys):
    told(capsys, "export", twin.SLUG, "--with-notes", "--to", "bibtex", status=2)


@pytest.mark.parametrize(
    ("argv", "slugs"),
    [
        (["search", "is:starred"], {twin.SLUG}),
        (["search", "IS:Highlighted", "harbour"], {twin.SLUG}),
        (["search", "is:read"], {"price-of-salt"}),
        (["search", "salt", "-is:unread"], {"price-of-salt"}),
        (["list", "--is", "noted"], {twin.SLUG}),
        (["list", "--is", "unread", "--is", "starred"], {twin.SLUG}),
        (["list", "--is", "read", "--is", "starred"], set()),
    ],
)
def test_the_shell_knows_what_was_read_and_starred(noted, capsys, argv, slugs):
    out = told(capsys, *argv, status=0 if slugs else 1)
    assert {line.split("\t")[0] for line in out.splitlines()} == slugs


def test_a_search_that_does_not_ask_for_it_opens_no_state(noted, capsys, monkeypatch):
    monkeypatch.setattr(State, "open", lambda: pytest.fail("opened"))
    told(capsys, "search", "harbour")
    told(capsys, "list")


def test_a_state_that_cannot_be_read_is_told(noted, capsys, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert main(["search", "is:starred"]) == 3
    assert "cannot be kept" in capsys.readouterr().err
    assert main(["notes"]) == 3
