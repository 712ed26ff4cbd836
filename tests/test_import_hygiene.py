"""What is loaded when: start-up stays fast by test, not by hope."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = {"textual", "rich", "whoosh", "yaml", "markdown_it", "bs4"}

RUN = """
import json, os, sys
from briefing_tui.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded_by(*argv: str, cwd=None, environ=None) -> set[str]:
    """Run a command in an interpreter of its own and give the packages it has loaded at the end."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *argv],
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
        env=environ,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "archive"
    folder.mkdir()
    file = folder / "ferry.yaml"
    file.write_text("title: The Night Ferry\nbody: |\n  It sails at nine.\n", encoding="utf-8")
    # A file that has just been written is compared byte by byte; one of yesterday is not read.
    os.utime(file, (1_700_000_000, 1_700_000_000))
    return folder


def test_importing_the_shell_loads_no_library():
    code = "import sys, briefing_tui.cli, briefing_tui.cli.commands, briefing_tui.cli.plain\n"
    done = subprocess.run(
        [sys.executable, "-c", code + "print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not HEAVY & {name.partition(".")[0] for name in done.stdout.split()}


def test_the_first_paint_waits_for_neither_finder_nor_values_nor_archive():
    code = (
        "import sys\n"
        "from briefing_tui.cli import arguments, commands, interface\n"
        "arguments.parse(['.'])\n"
        "import briefing_tui.tui.app\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    ours = {name for name in loaded if name.startswith("briefing_tui.")}
    late = {"briefing", "evidence", "sources.identity", "archive.facade", "catalogue", "state"}
    late |= {"tui.finder", "tui.virtual_list", "tui.reader", "tui.history", "cli.plain"}
    assert not {f"briefing_tui.{name}" for name in late} & ours
    assert not {"sqlite3", "yaml", "whoosh", "markdown_it", "tomllib", "watchfiles"} & loaded


@pytest.mark.parametrize(
    "argv",
    [
        ["--version"], ["--help"], ["search", "--help"], ["help", "add"], ["new", "-h"],
        ["edit", "--help"], ["help", "schema"],
    ],
)  # fmt: skip
def test_what_needs_no_archive_loads_none_of_it(argv):
    modules = loaded_by(*argv)
    assert not (HEAVY | {"dataclasses", "platformdirs", "sqlite3", "typing"}) & modules


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_list_comes_from_the_catalogue_alone(archive, form):
    assert "yaml" in loaded_by("list", *form, cwd=archive)  # the first time the file is read
    assert not HEAVY & loaded_by("list", *form, cwd=archive)


def test_a_piece_is_shown_without_interface_and_index(archive):
    loaded_by("list", cwd=archive)
    assert not {"textual", "rich", "whoosh"} & loaded_by("show", "ferry", cwd=archive)


def test_what_is_for_editors_loads_neither_interface_nor_index(archive):
    assert not {"textual", "rich", "whoosh", "platformdirs"} & loaded_by("schema", cwd=archive)
    assert not {"textual", "rich", "whoosh"} & loaded_by("new", "A Title", cwd=archive)


@pytest.mark.parametrize("style", ["chicago", "bibtex"])
def test_citing_loads_neither_interface_nor_index(archive, style):
    loaded_by("list", cwd=archive)
    modules = loaded_by("cite", "ferry", "--style", style, cwd=archive)
    assert not {"textual", "rich", "whoosh"} & modules


def test_exporting_loads_no_interface(archive):
    loaded_by("list", cwd=archive)
    assert not {"textual", "rich", "whoosh"} & loaded_by("export", "ferry", cwd=archive)


def test_searching_in_a_pipe_draws_nothing(archive):
    assert not {"textual", "rich"} & loaded_by("search", "ferry", cwd=archive)


def test_two_files_are_compared_without_archive_and_drawing(archive):
    other = archive / "other.yaml"
    other.write_bytes((archive / "ferry.yaml").read_bytes())
    modules = loaded_by("diff", "ferry.yaml", "other.yaml", cwd=archive)
    assert not {"textual", "rich", "whoosh", "sqlite3"} & modules
