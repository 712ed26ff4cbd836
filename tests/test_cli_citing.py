"""`cite` and `export`: what they find, where they write, what they say when they cannot."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest
import twin

from briefing_tui.archive import Archive
from briefing_tui.catalogue import Catalogue
from briefing_tui.cli import main

SLUG = twin.SLUG


@pytest.fixture
def run(archive_folder, monkeypatch, capsys):
    """Give a function that runs a command beside the archive: exit status, output, talk."""
    monkeypatch.chdir(archive_folder.parent)

    def typed(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(words)
        return status, *capsys.readouterr()

    return typed


def made_ambiguous(folder):
    (folder / "two.yaml").write_text(
        "title: Two\nlang: en\nbody: |\n  A.[1] B.[2] C.[3]\nfootnotes: |\n"
        "  [1] Jane Doe, “First”, Herald, 2030.\n  [2] Jane Doe, “Second”, Herald, 2031.\n"
        "  [3] Doe, op. cit., p. 4; “First”, op. cit., p. 5.\n",
        encoding="utf-8",
    )


# --- cite


def test_the_whole_chain_is_followed(run):
    for number in (2, 6, 7, 8):
        status, out, err = run("cite", f"{SLUG}#{number}")
        assert (status, err) == (0, "")
        assert out == (
            "“One Office For Two Ports,” Marlen Times, accessed May 3, 2031, "
            "https://www.marlentimes.example/content/df99?utm_source=mail.\n"
        )


def test_what_is_known_of_a_note_is_cited_and_the_rest_told(run, archive_folder):
    made_ambiguous(archive_folder)
    status, out, err = run("cite", "two#3")
    assert (status, out) == (1, "Jane Doe, “First,” Herald (2030): 5.\n")
    assert "not resolved: op. cit.: several earlier sources answer to Doe (note 1 or 2)" in err


def test_candidates_are_listed_each_in_the_style(run, archive_folder):
    made_ambiguous(archive_folder)
    path = archive_folder / "two.yaml"
    path.write_text(path.read_text("utf-8").replace("; “First”, op. cit., p. 5", ""), "utf-8")
    status, out, err = run("cite", "two#3", "--style", "apa")
    assert (status, out) == (1, "")
    assert "  note 1: Jane Doe. (2030). First. Herald.\n" in err
    assert "  note 2: Jane Doe. (2031). Second. Herald.\n" in err


def test_a_file_whose_name_looks_like_a_note_is_a_file(run, archive_folder):
    (archive_folder / "part#2.yaml").write_text(
        "title: Part Two\nbody: |\n  A.[1]\nfootnotes: |\n  [1] “A”, Herald, 2030.\n", "utf-8"
    )
    assert run("cite", "part#2")[1] == "“Part Two.”\n"
    assert run("cite", f"{archive_folder}/part#2.yaml")[1] == "“Part Two.”\n"
    assert run("cite", "part#2#1")[1] == "“A,” Herald, 2030.\n"
    assert run("cite", f"{archive_folder}/part#2.yaml#1")[1] == "“A,” Herald, 2030.\n"


def test_a_file_outside_of_the_archive_is_cited(run, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.yaml").write_text("title: X\nbody: |\n  A.[1]\nfootnotes: ['“A”, Herald']\n")
    assert run("cite", str(elsewhere / "x.yaml"))[1] == "“X.”\n"
    assert run("cite", f"{elsewhere / 'x.yaml'}#1")[1] == "“A,” Herald.\n"


def test_a_doubtful_source_is_cited_with_the_doubt(run, archive_folder):
    (archive_folder / "doubt.yaml").write_text(
        "title: D\nbody: |\n  A.[1] B.[2]\nfootnotes: |\n"
        "  [1] “First”, Quay Post, https://quay.example/1.\n  [2] Quay Post, op. cit.\n",
        "utf-8",
    )
    status, out, err = run("cite", "doubt#2")
    assert (status, out) == (0, "“First,” Quay Post, https://quay.example/1.\n")
    assert err == "look at: op. cit. means note 1, doubtful: same publisher\n"


def test_a_briefing_without_sources_has_no_bibliography(run, archive_folder):
    (archive_folder / "bare.yaml").write_text("title: Bare\nbody: |\n  Text.\n")
    assert run("cite", "bare", "--sources") == (1, "", "briefing: bare cites no source\n")
    assert run("cite", "bare#1")[2].endswith("there is no note 1 in bare\n  it has no notes\n")


def test_a_broken_file_is_cited_as_it_could_be_read_last(run, archive_folder):
    path = archive_folder / "price-of-salt.yaml"
    run("list")
    path.write_text(path.read_text("utf-8") + "title: Twice\n", "utf-8")
    status, out, err = run("cite", "price-of-salt")
    assert (status, out) == (0, "Derya Örnek, “The Price of Salt” (commentary, March 2, 2031).\n")
    assert "stands in line 1 already" in err


def test_the_json_of_a_citation(run):
    status, out, _ = run("cite", f"{SLUG}#5", "--json", "--style", "plain")
    record = json.loads(out)
    assert (status, record["schema_version"], record["note"], record["style"]) == (0, 1, 5, "plain")
    (cited,) = record["citations"]
    assert cited["text"].startswith("“Four Years Of Patrols”, Coast Review")
    assert cited["csl"]["title"] == "Four Years Of Patrols"
    assert json.loads(run("cite", SLUG, "--json")[1])["note"] is None


# --- export


def test_the_json_of_a_piece_has_what_stands_beside_it(run):
    record = json.loads(run("export", SLUG, "--to", "json")[1])
    shown = json.loads(run("show", SLUG, "--json")[1])
    assert [n["resolved"].endswith("(Ibid.)") for n in record["footnotes"]] == [
        False, False, False, False, True, False, True, True,
    ]  # fmt: skip
    for note in record["footnotes"]:
        del note["resolved"]
    assert {name: record[name] for name in shown} == shown
    assert [source["notes"] for source in record["sources"]] == [[1], [2, 6, 7, 8], [3], [4, 5]]
    assert record["sources"][3]["elsewhere"] == 1
    evidence = record["evidence"][0]
    assert (evidence["paragraph"], evidence["notes"]) == (5, [4])
    assert evidence["sentence"].startswith("Patrol spending along the channel")


def test_a_query_takes_those_with_all_the_words_only(run):
    assert run("export", "salt", "wednesday") == (
        1, "", "no briefing holds all the words of salt wednesday\n",
    )  # fmt: skip
    status, out, err = run("export", "author:örnek", "--to", "json", "--limit", "2")
    assert (status, len(json.loads(out)["briefings"])) == (0, 2)
    assert err == "2 briefings of 4; --limit N takes more\n"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", "<!DOCTYPE html>"), ("a.htm", "<!DOCTYPE html>"), ("a.md", "# Two Ports"),
        ("a.markdown", "# Two Ports"), ("a.json", '{\n  "schema_version"'), ("a.bib", "@misc{"),
        ("a.ris", "TY  - ELEC\r\n"), ("a.csl.json", '[\n  {\n    "id"'), ("a", "# Two Ports"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_the_format(run, tmp_path, name, begins):
    path = tmp_path / name
    assert run("export", SLUG, "-o", str(path))[0] == 0
    assert path.read_bytes().decode().startswith(begins)
    assert not list(tmp_path.glob(".*"))


def test_one_bad_file_does_not_keep_the_others_back(run, archive_folder, tmp_path):
    (archive_folder / "bad.yaml").write_text("title: [\n")
    status, out, err = run("export", "bad", SLUG, "--to", "json")
    assert status == 1
    assert [b["slug"] for b in json.loads(out)["briefings"]] == [SLUG]
    assert "bad.yaml:" in err
    assert run("export", "bad")[0] != 0


def test_files_are_written_all_or_none(run, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "price-of-salt.md").write_text("mine")
    status, out, err = run("export", SLUG, "price-of-salt", "-o", str(folder))
    assert (status, out) == (2, "")
    assert "price-of-salt.md exists already\n  --force writes over it" in err
    assert [path.name for path in folder.iterdir()] == ["price-of-salt.md"]
    status, out, _ = run("export", SLUG, "price-of-salt", "-o", str(folder), "--force")
    assert (status, len(out.splitlines())) == (0, 2)
    assert (folder / "price-of-salt.md").read_text("utf-8").startswith("# The Price of Salt")
    assert sorted(path.name for path in folder.iterdir()) == ["price-of-salt.md", f"{SLUG}.md"]


@pytest.mark.parametrize("target", ["made/", "made/deep/"])
def test_a_folder_is_made_when_only_it_is_missing(run, tmp_path, target):
    status, _, err = run("export", SLUG, "-o", str(tmp_path) + "/" + target)
    assert status == (0 if target == "made/" else 3)
    assert (tmp_path / "made" / f"{SLUG}.md").exists() == (target == "made/")
    assert ("cannot be made" in err) == (target != "made/")


def test_a_link_that_leads_nowhere_is_not_written_over(run, tmp_path):
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "gone.md")
    assert run("export", SLUG, "-o", str(link))[0] == 2
    assert link.is_symlink()


def test_minus_is_standard_output(run):
    assert run("export", SLUG, "-o", "-")[1].startswith("# Two Ports")


def test_the_help_of_both_has_examples(run):
    for verb in ("cite", "export"):
        status, out, _ = run("help", verb)
        assert status == 0
        assert f"examples:\n  briefing {verb} two-ports" in out
        assert all(len(line) <= 100 for line in out.splitlines())


def test_briefings_are_told_apart_by_their_files(run, tmp_path):
    for folder in ("d", "e"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text(f"title: In {folder}\nbody: |\n  A.\n")
    (tmp_path / "same").symlink_to(tmp_path / "d")
    files = [f"{tmp_path}/{folder}/a.yaml" for folder in ("d", "e", "same", "e/../d")]
    status, out, _ = run("export", *files, "--to", "json")
    assert (status, [b["title"] for b in json.loads(out)["briefings"]]) == (0, ["In d", "In e"])


def test_two_briefings_are_not_written_into_one_file(run, tmp_path):
    for folder in ("d", "e"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text("title: A\nbody: |\n  A.\n")
    files = [f"{tmp_path}/{folder}/a.yaml" for folder in ("d", "e")]
    target = tmp_path / "out"
    status, out, err = run("export", *files, "-o", f"{target}/", "--force")
    assert (status, out, target.exists()) == (2, "", False)
    assert f"both {files[0]} and {files[1]} would be written as {target}/a.md" in err


def test_an_archive_is_opened_once_for_all_words(run, monkeypatch):
    refreshed = []
    refresh = Archive.refresh

    def counted(self, *args, **options):
        refreshed.append(self.root)
        return refresh(self, *args, **options)

    monkeypatch.setattr(Archive, "refresh", counted)
    monkeypatch.setattr(Archive, "by_author", lambda *_: pytest.fail("nobody is told of these"))
    for verb in ("export", "sources"):
        refreshed.clear()
        assert run(verb, SLUG, "price-of-salt", f"briefings/{SLUG}.yaml")[0] == 0
        assert len(refreshed) == 1


def test_the_path_of_a_file_is_looked_up_and_not_searched_for(archive_folder, monkeypatch):
    with Archive.open(archive_folder) as archive:
        archive.refresh(index=False)
        monkeypatch.setattr(Catalogue, "entries", lambda _: pytest.fail("all are looked at"))
        assert archive.resolve(f"{archive_folder}/{SLUG}.yaml") == SLUG


@pytest.mark.parametrize("target", ["pipe", "link"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_no_file_is_not_written_over(run, tmp_path, target, force):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    status, out, err = run("export", SLUG, "-o", f"{tmp_path}/{target}", *force)
    assert (status, out) == (2, "")
    assert err.endswith("is a named pipe, no file\n  -o - writes to standard output\n")
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "link").rename(tmp_path / f"{SLUG}.md")
    assert run("export", SLUG, "-o", str(tmp_path), *force)[:2] == (2, "")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_is_kept_and_what_it_leads_to_written(run, tmp_path):
    (tmp_path / "deep").mkdir()
    link, file = tmp_path / "link.md", tmp_path / "deep" / "file.md"
    link.symlink_to("deep/file.md")
    for before in (None, "mine"):
        if before:
            file.write_text(before)
        assert run("export", SLUG, "-o", str(link), "--force")[0] == 0
        assert (link.is_symlink(), file.read_text("utf-8")[:11]) == (True, "# Two Ports")


@pytest.mark.parametrize(
    "words",
    [("export", SLUG), ("export", SLUG, "--to", "json"), ("cite", SLUG, "--style", "csl-json")],
)
def test_documents_are_in_utf8_whatever_the_locale(archive_folder, words, monkeypatch):
    path = archive_folder / f"{SLUG}.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: “Ö” ", 1), "utf-8")
    stream = io.TextIOWrapper(io.BytesIO(), "latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["-C", str(archive_folder), *words]) == 0
    stream.flush()
    told = stream.buffer.getvalue().decode("utf-8")
    assert "Ö" in told
    if "json" in words[-1]:
        json.loads(told)


def test_a_note_of_a_file_is_cited_where_there_is_no_archive(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("BRIEFINGS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d").mkdir()
    for name in ("x", "x#2"):
        (tmp_path / "d" / f"{name}.yaml").write_text(
            f"title: The {name}\nbody: |\n  A.[1]\nfootnotes: ['“A {name}”, Herald']\n"
        )
    for word, cited in {
        "d/x.yaml#1": "“A x,” Herald.\n",
        "d/x#2.yaml": "“The x#2.”\n",
        "d/x#2.yaml#1": "“A x#2,” Herald.\n",
    }.items():
        assert (main(["cite", word]), capsys.readouterr().out) == (0, cited)
    for words in (["cite", "d/none.yaml#1"], ["export", "d/none.yaml"]):
        assert main(words) == 1
        assert "there is no file d/none.yaml" in capsys.readouterr().err


def test_a_file_whose_name_is_no_text_is_found(run, archive_folder):
    name = os.fsdecode(b"caf\xe9.yaml")
    (archive_folder / name).write_text("title: The Café\nbody: |\n  A.\n", "utf-8")
    for word in (f"{archive_folder}/{name}", name, name.removesuffix(".yaml"), "caf\\xe9"):
        assert run("cite", word)[:2] == (0, "“The Café.”\n")
    assert run("cite", os.fsdecode(b"caf\xe8"))[0] == 1
