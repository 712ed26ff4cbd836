"""What the settings do: archives and searches by name, styles, editor and browser."""

from __future__ import annotations

import os
import sys

import pytest

from briefing_tui import editor
from briefing_tui.archive import Archive
from briefing_tui.cli import main
from briefing_tui.cli.parsers import PARSED, parser_of
from briefing_tui.errors import BriefingError
from briefing_tui.state import SavedSearch, State
from briefing_tui.tui import browser

PIECE = """\
title: The Night Ferry
lang: en
body: |
  It sails at nine.[1]
footnotes: |
  [1] “Ferries At Night”, Harbour Post, https://post.example/night, (Date of Access: 01.02.2031).
"""


@pytest.fixture
def archives(file, tmp_path, monkeypatch):
    """Make two archives that the settings name, and go to a folder that holds none."""
    for name in ("work", "old"):
        folder = tmp_path / f"{name}-briefings"
        folder.mkdir()
        (folder / f"{name}-ferry.yaml").write_text(PIECE, encoding="utf-8")
    file.write_text(
        f'[archives]\ndefault = "work"\nwork = "{tmp_path}/work-briefings"\n'
        f'old = "{tmp_path}/old-briefings"\n'
    )
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


@pytest.mark.parametrize(
    ("argv", "environ", "slug"),
    [
        (["list"], "", "work-ferry"),
        (["list", "-C", "old"], "", "old-ferry"),
        (["-Cold", "list"], "work", "old-ferry"),
        (["list"], "old", "old-ferry"),
        (["old"], "", "old-ferry"),
        ([], "", "work-ferry"),
    ],
)
@pytest.mark.usefixtures("archives")
def test_archives_are_called_by_name(capsys, monkeypatch, argv, environ, slug):
    monkeypatch.setenv("BRIEFINGS", environ)
    assert main(argv) == 0
    assert capsys.readouterr().out.split("\t")[0] == slug


def test_a_default_that_is_not_there_is_told_with_its_line(archives, file, capsys):
    file.write_text(f'[archives]\ndefault = "w"\nw = "{archives}/gone"\n')
    assert main(["list"]) == 3
    assert capsys.readouterr().err == (
        f"briefing: the archive {archives}/gone is not there\n"
        f"  it is the default of the settings: {file}:3\n"
    )
    piece = archives / "old-briefings" / "old-ferry.yaml"
    assert main(["show", str(piece)]) == 0


def test_a_folder_goes_before_a_name(archives, capsys):
    folder = archives / "here" / "old"
    folder.mkdir()
    (folder / "nearest.yaml").write_text(PIECE, encoding="utf-8")
    assert main(["list", "-C", "old"]) == 0
    assert capsys.readouterr().out.split("\t")[0] == "nearest"
    assert main(["old", "-C", "old"]) == 2


def test_a_name_that_nobody_has_is_told(archives, capsys):
    assert main(["odl"]) == 2
    assert "no command or file named odl" in capsys.readouterr().err


def test_citations_are_written_in_the_style_that_is_set(archives, file, capsys):
    file.write_text(file.read_text().replace("[archives]", 'citation_style = "bibtex"\n[archives]'))
    assert main(["cite", "work-ferry#1"]) == 0
    assert capsys.readouterr().out.startswith("@")
    assert main(["cite", "work-ferry#1", "--style", "ris"]) == 0
    assert capsys.readouterr().out.startswith("TY  -")


# --- searches that are kept


@pytest.fixture
def kept(archives, file):
    piece = PIECE.replace("lang: en", "lang: tr\nregions: [south]").replace("Night", "Day")
    (archives / "work-briefings" / "day.yaml").write_text(piece, encoding="utf-8")
    file.write_text(
        file.read_text() + '[searches]\nsails = "sails"\n"two words" = { query = "sails", '
        'sort = "title", only = { lang = "tr" } }\nall = { only = { region = "south" } }\n'
    )


def slugs(capsys, *argv):
    assert main(["search", *argv]) == 0
    return [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("kept")
def test_a_search_of_the_settings_is_made_by_its_name(capsys):
    assert set(slugs(capsys, "@sails")) == {"day", "work-ferry"}
    assert slugs(capsys, "@two words") == slugs(capsys, "@two", "words") == ["day"]
    assert slugs(capsys, "@all") == ["day"]
    assert slugs(capsys, "@sails", "-title:night") == ["day"]
    assert slugs(capsys, "@two words", "--only", "lang=en") == ["work-ferry"]
    assert slugs(capsys, "@two words", "--only", "lang=en", "--only", "lang=tr", "--sort",
                 "title") == ["day", "work-ferry"]  # fmt: skip
    assert main(["search", "@sail"]) == 1
    err = capsys.readouterr().err
    assert "no search is kept under the name sail\n  did you mean @sails?" in err


@pytest.mark.usefixtures("kept")
def test_a_search_that_the_interface_keeps_is_made_by_its_name(archives, capsys):
    root = archives / "work-briefings"
    with Archive.open(root) as archive, State.open() as state:
        archive.refresh()
        state.of(archive.id, archive.root, archive.list).save_search(
            SavedSearch("mine", "sails", {"lang": ("tr",)}, "date")
        )
    assert slugs(capsys, "@mine") == ["day"]


def test_the_editor_that_is_set_goes_before_the_variables(tmp_path):
    environ = {"VISUAL": "vi", "PATH": os.environ["PATH"]}
    assert editor.words_of(environ, (sys.executable, "-x")) == [sys.executable, "-x"]
    with pytest.raises(BriefingError, match="of your settings is not there"):
        editor.words_of(environ, ("no-such-editor",))


def test_the_browser_that_is_set_goes_before_the_variable():
    environ = {"BROWSER": "cat", "PATH": os.environ["PATH"]}
    found = browser.find_browser(environ, preferred=(sys.executable, "a b"))
    assert found.command == (sys.executable, "a b")
    assert browser.find_browser(environ, preferred=("no-such-browser",)).command == ("cat",)


def test_every_verb_takes_a_file_of_settings(tmp_path):
    for verb in PARSED:
        assert parser_of(verb).get_default("config") is None
    other = tmp_path / "other.toml"
    other.write_text(f'[archives]\nx = "{tmp_path}"\n')
    assert main(["--config", str(other), "config", "--check"]) == 0
    assert main(["config", "--check", f"--config={other}"]) == 0
    assert main(["--config", str(tmp_path / "none.toml"), "list"]) == 2
