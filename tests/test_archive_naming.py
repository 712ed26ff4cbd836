"""`archive.yaml` names an archive; nothing else of the archive changes by it."""

from __future__ import annotations

import json

import pytest
import twin

from briefing_tui.archive import Archive
from briefing_tui.briefing import Identity
from briefing_tui.cli import main
from briefing_tui.yamlfile import read_archive

NAMED = "id: channel-desk\ntitle: Briefings of the Channel Desk\n"


def read(text):
    identity, problems = read_archive(text.encode(), "archive.yaml")
    return identity, [(p.severity, p.code, p.line, p.column) for p in problems]


@pytest.fixture
def archive(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        (NAMED, Identity("channel-desk", "Briefings of the Channel Desk")),
        ("title: 2031\n", Identity("", "2031")),
        ("id: çalışma-grubu_2.1\n", Identity("çalışma-grubu_2.1", "")),
        ("id: no\n", Identity("no", "")),
        ("x-owner: [a, b]\nx_b: 1\n", Identity()),
        ("", Identity()),
        ("\ufeff# nothing but a comment\n", Identity()),
        ("---\n", Identity()),
        ("{}\n", Identity()),
        ("title:\nid: ~\n", Identity()),
    ],
)
def test_names_are_read_without_a_fault(text, identity):
    assert read(text) == (identity, [])


@pytest.mark.parametrize(
    ("text", "identity", "fault"),
    [
        ("titel: X\n", Identity(), ("warning", "unknown-field", 1, 1)),
        ("title: A\nname: X\n", Identity("", "A"), ("warning", "unknown-field", 2, 1)),
        ("title: A\nid: two words\n", Identity("", "A"), ("error", "bad-id", 2, 5)),
        ("id: ../up\n", Identity(), ("error", "bad-id", 1, 5)),
        ("id: [a]\n", Identity(), ("error", "unquoted-bracket", 1, 5)),
        ("title: A: B\n", Identity("", "A: B"), ("error", "unquoted-colon", 1, 9)),
        ("id: a\nid: b\n", Identity("a", ""), ("error", "duplicate-key", 2, 1)),
        ("just words\n", None, ("error", "not-a-briefing", 1, 1)),
        ("- a\n", None, ("error", "not-a-briefing", 1, 1)),
    ],
)
def test_faults_have_a_place(text, identity, fault):
    assert read(text) == (identity, [fault])


def test_a_misspelt_field_is_met_with_the_one_that_was_meant():
    _, (problem,) = read_archive(b"titel: X\n", "archive.yaml")
    assert "did you mean “title”?" in problem.hint


def test_without_the_file_path_and_folder_are_the_names(archive, archive_folder):
    assert (archive.id, archive.title) == (str(archive_folder.resolve()), "briefings")
    archive.refresh()
    assert (archive.id, archive.title) == (str(archive_folder.resolve()), "briefings")


@pytest.mark.parametrize("name", ["archive.yaml", "archive.yml"])
def test_the_file_names_the_archive_before_and_after_a_refresh(archive, archive_folder, name):
    (archive_folder / name).write_text(NAMED)
    for _ in range(2):
        assert (archive.id, archive.title) == ("channel-desk", "Briefings of the Channel Desk")
        archive.refresh()


def test_it_is_no_briefing_and_no_author(archive, archive_folder):
    (archive_folder / "archive.yaml").write_text(NAMED + "x-body: lanterns everywhere\n")
    changes = archive.refresh()
    assert changes.total == 4
    assert "archive" not in {entry.slug for entry in archive.list()}
    assert archive.search("everywhere").found == ()
    assert archive.search("desk").found == ()
    assert archive.problems() == ()


def test_a_file_of_that_name_below_the_root_is_a_briefing(archive, archive_folder):
    (archive_folder / "sub").mkdir()
    (archive_folder / "sub" / "archive.yaml").write_text("title: Old Papers\nbody: |\n  Dust.\n")
    archive.refresh()
    assert archive.entry("archive").title == "Old Papers"
    assert archive.title == "briefings"


def test_a_change_is_noticed_and_its_faults_are_the_archives(archive, archive_folder):
    file = archive_folder / "archive.yaml"
    archive.refresh()
    file.write_text(NAMED)
    assert archive.refresh().besides
    assert not archive.refresh()
    assert archive.id == "channel-desk"

    file.write_text("id: other-desk\ntitel: Oops\n")
    archive.refresh()
    assert [(p.path, p.code) for p in archive.problems()] == [("archive.yaml", "unknown-field")]
    assert (archive.id, archive.title) == ("other-desk", "briefings")

    file.unlink()
    assert archive.refresh().besides
    assert archive.id == str(archive_folder.resolve())
    assert archive.problems() == ()


def test_a_broken_file_leaves_the_last_good_name(archive, archive_folder):
    file = archive_folder / "archive.yaml"
    file.write_text(NAMED)
    archive.refresh()
    file.write_text("id: [\ntitle: Half\n")
    assert archive.refresh()
    assert archive.id == "channel-desk"
    assert {p.path for p in archive.problems()} == {"archive.yaml"}


def test_one_that_never_was_good_leaves_path_and_folder(archive, archive_folder):
    (archive_folder / "archive.yaml").write_bytes(b"\xff\xfe\x00")
    archive.refresh()
    assert (archive.id, archive.title) == (str(archive_folder.resolve()), "briefings")
    assert [p.code for p in archive.problems()] == ["not-utf8"]


def test_two_files_do_not_both_name_it(archive, archive_folder):
    (archive_folder / "archive.yaml").write_text(NAMED)
    (archive_folder / "archive.yml").write_text("id: other\n")
    assert archive.id == "channel-desk"
    archive.refresh()
    assert archive.id == "channel-desk"
    assert [(p.path, p.code) for p in archive.problems()] == [("archive.yml", "slug-clash")]


def test_it_is_checked(archive_folder, monkeypatch, capsys):
    monkeypatch.chdir(archive_folder)
    (archive_folder / "archive.yaml").write_text("id: two words\n")
    assert main(["check", "archive.yaml"]) == 1
    assert main(["check"]) == 1
    out, _ = capsys.readouterr()
    assert out.count("archive.yaml:1:5: error[bad-id]") == 2


def test_the_json_of_a_list_names_archive_slugs_and_names(archive_folder, capsys):
    (archive_folder / "archive.yaml").write_text(NAMED)
    (archive_folder / "inline.yaml").write_text(
        "title: Inline\nauthors: [{name: Quay Desk}, nobody-known]\nbody: |\n  Words.\n"
    )
    assert main(["-C", str(archive_folder), "list", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert list(record) == ["schema_version", "archive", "briefings", "problems"]
    assert record["archive"] == {
        "id": "channel-desk",
        "title": "Briefings of the Channel Desk",
        "path": str(archive_folder.resolve()),
    }
    pieces = {piece["slug"]: piece for piece in record["briefings"]}
    assert pieces[twin.SLUG]["authors"] == ["derya-ornek"]
    assert pieces[twin.SLUG]["author_names"] == ["Derya Örnek"]
    assert pieces["inline"]["authors"] == ["quay-desk", "nobody-known"]
    assert pieces["inline"]["author_names"] == ["Quay Desk", "nobody-known"]
    assert list(pieces["inline"])[:7] == [
        "slug", "title", "date", "kind", "lang", "authors", "path",
    ]  # fmt: skip


def test_an_author_written_inline_is_found_by_the_slug_of_the_name(archive, archive_folder):
    (archive_folder / "inline.yaml").write_text(
        "title: Inline\nauthors: [{name: Quay Desk}]\nbody: |\n  Words.\n"
    )
    archive.refresh()
    assert [entry.slug for entry in archive.by_author("quay-desk")] == ["inline"]
