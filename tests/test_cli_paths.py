"""Paths that cannot be looked at are told of in one line, not in a traceback.

The exit status is that of what cannot be read, or, from a Python on whose word such a path is not
there, of what is missing.
"""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys

import pytest

from briefing_tui.archive import places
from briefing_tui.cli import main

LONG = "x" * 300
PIECE = "title: The Night Ferry\nbody: |\n  It sails at nine.\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "arch").mkdir()
    (tmp_path / "arch" / "a.yaml").write_text(PIECE)
    (tmp_path / "closed").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    whole = os.stat

    def closed(path, *arguments, **options):
        if not isinstance(path, int) and "closed/" in os.fsdecode(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return whole(path, *arguments, **options)

    # Root may enter any folder, and the tests may be run by root.
    monkeypatch.setattr(os, "stat", closed)
    return tmp_path


@pytest.mark.parametrize("name", ["closed/a", LONG, "loop/a"])
@pytest.mark.parametrize(
    "line",
    ["show {}.yaml", "trace {}.yaml", "sources {}.yaml", "check {}.yaml", "-C {} list",
     "-C {} new T", "-C {} check", "-C arch export a -o {}.html", "add {}.txt -C arch",
     "cite {}.yaml", "diff {}.yaml arch/a.yaml", "{}.yaml"],
)  # fmt: skip
def test_a_path_that_cannot_be_looked_at_is_told_in_a_line(here, capfd, name, line):
    assert main(line.format(name).split()) in {1, 2, 3}
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("briefing: ")
    assert len([each for each in err.splitlines() if not each.startswith("  ")]) == 1


@pytest.mark.parametrize("name", ["closed/a", LONG])
def test_so_is_one_that_standard_input_stands_for(here, name):
    done = subprocess.run(
        [sys.executable, "-m", "briefing_tui", "check", "-", "--stdin-filename", f"{name}.yaml"],
        input=PIECE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 3}
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", ["-C loop list", "-C loop check", "-C loop new T", "show loop"])
def test_links_in_a_circle_are_told(here, capfd, line):
    assert main(line.split()) == 3
    assert capfd.readouterr().err.startswith("briefing: ")


def test_a_name_is_shown_so_that_it_can_be_told_from_others(here, capfd):
    main(["show", "closed/\x1b\udcff.yaml"])
    assert "closed/\\x1b\\xff.yaml" in capfd.readouterr().err


@pytest.mark.parametrize("line", ["list", "show {}/a.yaml", "check"])
def test_a_current_folder_that_is_gone_is_told(here, monkeypatch, capfd, line):
    (here / "gone").mkdir()
    monkeypatch.chdir(here / "gone")
    (here / "gone").rmdir()
    assert main(line.format(here / "arch").split()) == 3
    assert capfd.readouterr().err == (
        "briefing: the current folder is gone\n  go to another one: cd\n"
    )
    assert main(["-C", str(here / "arch"), "list"]) == 0


@pytest.mark.parametrize(
    "error",
    [FileNotFoundError(errno.ENOENT, "No such file", "a"), OSError(errno.EBADF, "Bad file"),
     PermissionError(errno.EACCES, "Permission denied"), OSError("nothing is known of it")],
)  # fmt: skip
def test_an_error_that_no_path_of_the_user_explains_is_ours(here, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr("briefing_tui.cli.commands.run", fail)
    with pytest.raises(OSError) as told:
        main(["list"])
    assert told.value is error


@pytest.mark.parametrize("unknown", ["raised", "left as it is"])
def test_a_user_without_a_home_has_a_cache_for_the_time(here, monkeypatch, unknown):
    def nowhere(*_):
        if unknown == "raised":
            raise RuntimeError("Could not determine home directory.")
        return places.Path("~/.cache/briefing-tui")

    monkeypatch.setattr("platformdirs.user_cache_path", nowhere)
    folder = places.cache_folder(here / "arch", None)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (here / "~").exists()
    assert main(["-C", "arch", "list"]) == 0
