"""What `briefing [PATH]` opens, and what it does where nothing can be opened."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from briefing_tui import tui
from briefing_tui.cli import main
from briefing_tui.cli.opening import archive_of
from briefing_tui.cli.terminal import Terminal
from briefing_tui.config import Config

PIECE = "title: The Night Ferry\nbody: |\n  It sails at nine.\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("BRIEFINGS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    (here / "pieces" / "2031").mkdir(parents=True)
    (here / "pieces" / "2031" / "night-ferry.yaml").write_text(PIECE, encoding="utf-8")
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def opened(monkeypatch):
    """Give the list of what the interface was opened on, with a terminal on all three streams."""
    calls = []

    def run(root, *, open_slug=None, settings=None):
        calls.append((root and root.resolve(), open_slug))
        return 7

    monkeypatch.setattr(Terminal, "interactive", True)
    monkeypatch.setattr(tui, "run", run)
    return calls


def test_without_an_archive_the_interface_offers_the_ways_to_one(home, opened):
    assert main([]) == 7
    assert opened == [(None, None)]


@pytest.mark.parametrize("argv", [["pieces"], ["-C", "pieces"], ["-Cpieces"], ["./pieces/"]])
def test_a_folder_is_opened(home, opened, argv):
    main(argv)
    assert opened == [(home / "pieces", None)]


def test_the_environment_names_an_archive(home, opened, monkeypatch):
    monkeypatch.setenv("BRIEFINGS", "pieces")
    main([])
    assert opened == [(home / "pieces", None)]


def test_a_file_is_opened_in_the_archive_it_belongs_to(home, opened, monkeypatch):
    file = "pieces/2031/night-ferry.yaml"
    main([file])
    main(["-C", "pieces", file])
    monkeypatch.setenv("BRIEFINGS", "pieces")
    main([file])
    assert opened == [
        (home / "pieces" / "2031", file),
        (home / "pieces", file),
        (home / "pieces", file),
    ]


def test_the_samples_are_opened(home, opened):
    main(["demo"])
    [(root, slug)] = opened
    assert (root / "authors").is_dir()
    assert slug is None


def test_an_archive_that_is_not_there_is_told_before_the_interface_starts(home, opened, capsys):
    assert main(["-C", "nowhere"]) == 3
    assert opened == []
    assert capsys.readouterr().err == "briefing: the archive nowhere is not a folder\n"


def test_json_is_asked_of_a_list_and_opens_nothing(home, opened, capsys):
    assert main(["pieces", "--json"]) == 0
    assert opened == []
    assert '"slug": "night-ferry"' in capsys.readouterr().out


@pytest.mark.parametrize("path", ["pieces", "pieces/2031/night-ferry.yaml"])
def test_on_a_terminal_that_cannot_be_drawn_on_there_is_text_and_a_word_why(
    home, monkeypatch, capsys, path
):
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("briefing_tui.cli.terminal._is_terminal", lambda stream: True)
    assert main([path]) == 0
    out, err = capsys.readouterr()
    assert "The Night Ferry" in out
    assert "\x1b" not in out
    assert err.startswith("briefing: the interface needs a terminal")


def test_in_a_pipe_there_is_no_word_about_terminals(home, capsys):
    assert main(["pieces"]) == 0
    assert capsys.readouterr().err == ""


# --- a briefing astray in the current folder


@pytest.fixture
def astray(home):
    (home / "stray.yaml").write_text(PIECE, encoding="utf-8")
    (home / "arch" / "authors").mkdir(parents=True)
    (home / "arch" / "authors" / "derya-ornek.yaml").write_text("name: Derya Örnek\n")
    (home / "arch" / "two.yaml").write_text(PIECE + "authors: [derya-ornek]\n", encoding="utf-8")
    return home


def of(path, **options):
    found = archive_of(Path(path), Namespace(**{"archive": None, "settings": Config(), **options}))
    return found and found.resolve()


def test_an_archive_that_shows_itself_goes_before_a_folder_with_a_briefing_astray(astray, capsys):
    assert of("arch/two.yaml") == of("arch") == astray / "arch"
    assert of("stray.yaml") == of("pieces/2031/night-ferry.yaml") == of(".") == astray
    main(["check", "arch/two.yaml"])
    assert "unknown-author" not in capsys.readouterr().out
    (astray / "arch" / "authors" / "derya-ornek.yaml").unlink()
    main(["check", "arch/two.yaml"])
    assert "unknown-author" in capsys.readouterr().out


def test_so_it_does_when_the_folder_is_within_it(astray, monkeypatch):
    monkeypatch.chdir(astray / "pieces" / "2031")
    assert of("night-ferry.yaml") == astray / "pieces" / "2031"
    (astray / "archive.yaml").write_text("title: All\n")
    assert of("night-ferry.yaml") == of(".") == astray


def test_a_named_archive_and_one_with_a_sign_of_its_own_go_before_all(astray, monkeypatch):
    assert of("arch/two.yaml", archive=str(astray)) == of("arch/two.yaml", archive=".") == astray
    with monkeypatch.context() as context:
        context.setenv("BRIEFINGS", str(astray))
        assert of("arch/two.yaml") == astray
    (astray / "briefings" / "deep" / "authors").mkdir(parents=True)
    assert of("briefings/deep/a.yaml") == astray / "briefings"
    assert of("arch/two.yaml") == astray / "arch"
    (astray / "briefings" / "deep" / "authors").rmdir()
    (astray / "briefings" / "deep").rmdir()
    (astray / "briefings").rmdir()
    (astray / "archive.yaml").write_text("title: All\n")
    assert of("arch/two.yaml") == astray
