"""`briefing diff --git` and `--textconv`, called by a real git in a repository of its own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import twin

from briefing_tui.cli import main

DOCS = Path(__file__).resolve().parents[1] / "docs" / "git.md"
PIECE = twin.ENGLISH
NEW_SOURCE = (
    "“Four Years Of Patrols”, Coast Review, https://coastreview.example/patrols.html",
    "“Patrols Grow”, Financial Times, https://ft.example/patrols",
)


class Repository:
    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder = folder
        self.environ = environ

    def run(self, line: str, *, status: int = 0, **environ: str) -> str:
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=self.folder,
            env={**self.environ, **environ},
            capture_output=True,
            encoding="utf-8",
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert done.stderr == ""
        return done.stdout

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / "briefings" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self) -> None:
        self.run("git add -A && git commit -q -m change")

    def diff(self, *words: str) -> list[str]:
        return self.run(shlex.join(["git", "diff", *words])).splitlines()


@pytest.fixture
def repository(tmp_path) -> Repository:
    """A repository that is set up as docs/git.md says."""
    tools = tmp_path / "tools"
    tools.mkdir()
    program = tools / "briefing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing_tui "$@"\n')
    program.chmod(0o755)
    folder = tmp_path / "repository"
    folder.mkdir()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environ |= {
        "PATH": f"{tools}{os.pathsep}{environ['PATH']}",
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "TERM": "xterm",
    }
    made = Repository(folder, environ)
    made.run("git init -q . && git config user.name n && git config user.email n@n.example")
    made.run("git config diff.renames true")
    commands = re.findall(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(commands) == 2
    for command in commands:
        made.run(command)
    made.write("piece.yaml", PIECE)
    made.commit()
    return made


def test_a_changed_file(repository):
    repository.write("piece.yaml", PIECE.replace(*NEW_SOURCE))
    expected = [
        "briefing diff briefings/piece.yaml",
        "~ takeaway 1 now rests on note 4 (Financial Times), before on note 4 (Coast Review)",
    ]
    lines = repository.diff()
    assert lines[:2] == expected
    assert lines[-1] == ""
    assert repository.run("cd briefings && git diff").splitlines() == lines
    repository.commit()
    assert repository.run("git log -1 -p --ext-diff --format=%s").splitlines()[2:4] == expected
    assert repository.run("git show --ext-diff --format=%s").splitlines()[2:4] == expected
    assert repository.diff("--stat", "HEAD~1")[0].startswith(" briefings/piece.yaml | 2 +-")
    assert "-  [4] “Four Years" in repository.run(
        "git -c diff.briefing.textconv= diff --no-ext-diff --no-textconv HEAD~1"
    )
    repository.run("git diff --exit-code HEAD~1 > /dev/null", status=1)


def test_files_that_come_and_go_and_change_their_names(repository):
    repository.write("gone.yaml", twin.OTHER)
    repository.write("moved.yaml", twin.TURKISH)
    repository.write("renamed.yaml", twin.RUSSIAN)
    repository.write("-hyphen.yaml", "title: t\nbody: |\n  x\n")
    repository.commit()
    repository.run("git rm -q briefings/gone.yaml && git mv briefings/moved.yaml briefings/to.yaml")
    repository.run("git mv briefings/renamed.yaml briefings/now.yaml")
    repository.write("now.yaml", twin.RUSSIAN.replace("[1]\n", "\n"))
    repository.write("-hyphen.yaml", "title: t\nbody: |\n  y\n")
    repository.write("new.yaml", "title: A New One\nbody: |\n  Nobody knew of it before.\n")
    repository.run("chmod +x briefings/piece.yaml && git add -A")
    told = "\n".join(repository.diff("--cached")).split("\n\n")
    by_name = {part.partition("\n")[0].removeprefix("briefing diff "): part for part in told}
    assert {name for name in by_name if name} == {
        "briefings/-hyphen.yaml",
        "briefings/gone.yaml",
        "briefings/moved.yaml → briefings/to.yaml",
        "briefings/new.yaml",
        "briefings/piece.yaml",
        "briefings/renamed.yaml → briefings/now.yaml",
    }
    assert "\n- the briefing is gone: “The Price of Salt”" in by_name["briefings/gone.yaml"]
    assert "\n+ the briefing is new: " in by_name["briefings/new.yaml"]
    assert by_name["briefings/piece.yaml"].endswith(
        "\n~ the mode of the file is 100755, before 100644"
    )
    renamed = by_name["briefings/renamed.yaml → briefings/now.yaml"]
    assert ", lost note 1 (Вестник пролива); it has no note any more" in renamed
    assert by_name["briefings/moved.yaml → briefings/to.yaml"].count("\n") <= 1  # nothing below


def test_a_file_that_is_written_otherwise(repository):
    repository.write("piece.yaml", PIECE.replace("kind: Analysis", "kind:  'Analysis'  # so"))
    assert repository.diff()[1:] == ["~ the file is written otherwise and says the same", ""]


def test_a_file_that_is_no_briefing_is_shown_by_its_lines(repository):
    repository.write("piece.yaml", "name: Quay Desk\n")
    lines = repository.diff()
    assert lines[1].startswith("! briefings/piece.yaml:1:1: ")
    assert lines[2:4] == ["--- a/briefings/piece.yaml", "+++ b/briefings/piece.yaml"]
    assert "+name: Quay Desk" in lines
    repository.write("piece.yaml", b"title: \xff\x1b]52;c;x\x07\n")
    assert "\x1b" not in "\n".join(repository.diff())
    repository.write("piece.yaml", b"x: [" + b"y" * 1_200_000)
    assert repository.diff()[2:] == ["! git diff --no-ext-diff shows the lines that changed", ""]
    (repository.folder / "briefings" / "piece.yaml").unlink()
    (repository.folder / "briefings" / "piece.yaml").symlink_to("elsewhere.yaml")
    assert any("elsewhere.yaml" in line for line in repository.diff())


def test_a_fault_is_told_with_what_can_be_read(repository):
    repository.write("piece.yaml", PIECE.replace("lang: en\n", "lang: en\nlang: en\n"))
    lines = repository.diff()
    assert lines[1].startswith("! briefings/piece.yaml:5:1: “lang” stands in line 4 already")


def test_an_unmerged_file(repository):
    repository.run("git checkout -q -b other")
    repository.write("piece.yaml", PIECE.replace("2 June", "3 June"))
    repository.commit()
    repository.run("git checkout -q -")
    repository.write("piece.yaml", PIECE.replace("2 June", "4 June"))
    repository.commit()
    repository.run("git merge -q other > /dev/null", status=1)
    lines = repository.diff("--cached")
    assert lines[:2] == ["briefing diff briefings/piece.yaml", "! not merged yet"]


def test_git_decides_about_colour(repository):
    repository.write("piece.yaml", PIECE.replace(*NEW_SOURCE))
    # Git sets this for what it calls when a pager shows the output.
    shown = repository.run("git diff", GIT_PAGER_IN_USE="true", COLUMNS="60")
    assert "\x1b[1mbriefing diff briefings/piece.yaml\x1b[0m\n" in shown
    assert "\x1b[1;33m~\x1b[0m takeaway 1 now rests on note 4 (Financial Times)," in shown
    assert max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines())) <= 60
    for line in ("git -c color.ui=never diff", "TERM=dumb git diff", "git diff"):
        environ = {} if line == "git diff" else {"GIT_PAGER_IN_USE": "true"}
        assert "\x1b" not in repository.run(line, **environ)
    assert "\x1b[1;33m~" in repository.run("git -c color.ui=always diff")


def test_leaving_the_pager_early_is_no_failure(repository):
    notes = "".join(f"  [{n}] “T{n}”, Paper, https://p.example/{n}.\n" for n in range(1, 3_000))
    repository.write("piece.yaml", f"title: t\nbody: |\n  x\nfootnotes: |\n{notes}")
    repository.run("git diff | head -n 1 > /dev/null")


def test_text_for_git_to_compare_by_lines(repository):
    before = repository.run("briefing diff --textconv -- briefings/piece.yaml")
    assert before.splitlines()[:7] == [
        "Two Ports, One Channel: What the Harbour Accord Changes",
        "Analysis",
        "2031-05-14",
        "en",
        "derya-ornek",
        "",
        "- Patrol spending along the channel has risen for four budget years in a row.",
    ]
    office = "Marlen Times, “One Office For Two Ports”, marlentimes.example/content/df99"
    # In the body two notes of their own, and the Ibid. and a.g.e. that mean them.
    assert before.count(f"    ← {office}, accessed 2031-05-03") == 4
    assert not re.search(r"\[\d\]", before)
    renumbered = re.sub(r"\[(\d)\]", lambda m: f"[{int(m[1]) + 1}]", PIECE)
    repository.write("piece.yaml", renumbered)
    repository.commit()
    assert "@@" not in repository.run("git show --format=%s")
    repository.write("piece.yaml", renumbered.replace(*NEW_SOURCE))
    repository.commit()
    shown = repository.run("git show --format=%s")
    assert shown.count("\n-    ← Coast Review, “Four Years Of Patrols”") == 3
    assert shown.count("\n+    ← Financial Times, “Patrols Grow”") == 3
    repository.write("piece.yaml", "name: \x1b[1mQuay\x1b[0m Desk\n")
    assert repository.run("briefing diff --textconv briefings/piece.yaml") == (
        "name: ␛[1mQuay␛[0m Desk\n"
    )


def test_rows_of_tables_and_lines_of_code_stand_by_themselves_with_their_sources(repository):
    text = (
        "title: Boats\nbody: |\n"
        "  | port | boats |\n  |---|---|\n  | north | 4[1] |\n  | south | 9 |\n"
        "\n  ```\n  a = 1\n  b. C.\n  ```\nfootnotes: |\n  [1] “Boats”, Paper, https://p.example/b.\n"
    )
    repository.write("boats.yaml", text)
    told = repository.run("briefing diff --textconv briefings/boats.yaml").splitlines()
    rows = [line.split() for line in told if "│" in line]
    assert rows == [["port", "│", "boats"], ["north", "│", "4"], ["south", "│", "9"]]
    north = next(n for n, line in enumerate(told) if line.startswith("north"))
    assert told[north + 1] == "    ← Paper, “Boats”, p.example/b"
    assert told[-2:] == ["a = 1", "b. C."]


def test_nothing_is_run_by_what_a_file_is_called(repository):
    repository.write("$(touch owned) `touch owned`;x.yaml", PIECE)
    repository.run("git add -A")
    assert "the briefing is new" in "\n".join(repository.diff("--cached"))
    assert not [*repository.folder.rglob("owned")]


@pytest.mark.parametrize("words", [["--git", "x", "y"], ["--textconv", "x", "y"]])
def test_what_only_git_should_call_says_so(words, capsys):
    assert main(["diff", *words]) == 2
    assert "git config diff.briefing." in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys):
    assert main(["diff", "--textconv", "no-such.yaml"]) == 2
    assert capsys.readouterr().err.startswith("briefing: no-such.yaml cannot be read: ")
