"""`new` and `edit`: the editor is the user's, and what comes back from it is checked."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import stat
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import terminal
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui import editor
from briefing_tui.archive import Archive
from briefing_tui.archive.schemas import HIDDEN
from briefing_tui.cli import main
from briefing_tui.errors import BriefingError
from briefing_tui.yamlfile import BRIEFING_FIELDS, left_to_fill, read_briefing, template

GOOD = "title: Good\nkind: Analysis\nbody: |\n  Words.\n"
BROKEN = "title: Broken\nkind: Analysis\nlang: english\nbody: |\n  Words.\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    here = tmp_path / "here"
    (here / "briefings" / "authors").mkdir(parents=True)
    (here / "briefings" / "good.yaml").write_text(GOOD)
    (here / "briefings" / "broken.yaml").write_text(BROKEN)
    (here / "briefings" / "authors" / "ada.yaml").write_text("name: Ada\n")
    monkeypatch.chdir(here)
    for name in ("VISUAL", "EDITOR", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return here


def program(path: Path, code: str) -> Path:
    """Write a program that is an editor to others: its arguments are `argv`."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!{sys.executable}\nimport os, sys\nargv = sys.argv[1:]\n{code}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


# --- which editor, and how it is told the line


def test_visual_comes_before_editor_and_both_before_the_usual_ones(tmp_path):
    for name in ("vi", "one", "two"):
        program(tmp_path / name, "")
    found = {"PATH": str(tmp_path)}
    assert editor.words_of(found) == ["vi"]
    assert editor.words_of(found | {"EDITOR": "two"}) == ["two"]
    assert editor.words_of(found | {"EDITOR": "two", "VISUAL": "one -x"}) == ["one", "-x"]
    assert editor.words_of(found | {"EDITOR": "two", "VISUAL": "  "}) == ["two"]
    program(tmp_path / "nano", "")
    assert editor.words_of(found) == ["nano"]


def test_an_editor_may_be_a_path_with_spaces_and_quoted_arguments(tmp_path):
    path = program(tmp_path / "my tools" / "ed", "")
    words = editor.words_of({"EDITOR": f"'{path}' --title 'a b'", "PATH": ""})
    assert words == [str(path), "--title", "a b"]


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"EDITOR": "no-such-editor -x"}, "the editor no-such-editor of $EDITOR is not there"),
        ({"VISUAL": "vi 'x"}, "$VISUAL cannot be read: vi 'x"),
        ({"VISUAL": "\x1b]0;x\x07"}, "the editor ␛]0;x␇ of $VISUAL is not there"),
        ({}, "no editor is there"),
    ],
)
def test_an_editor_that_is_not_there_is_told(environ, message, tmp_path):
    with pytest.raises(BriefingError) as told:
        editor.words_of({"PATH": str(tmp_path), **environ})
    assert told.value.message == message
    assert told.value.hint


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("vi", "vi +7 x.yaml"),
        ("/usr/bin/vim.tiny -u NONE", "/usr/bin/vim.tiny -u NONE +7 x.yaml"),
        ("nvim", "nvim +7 x.yaml"),
        ("nano -l", "nano -l +7 x.yaml"),
        ("emacs29 -nw", "emacs29 -nw +7 x.yaml"),
        ("emacsclient -t", "emacsclient -t +7 x.yaml"),
        ("kak", "kak +7 x.yaml"),
        ("micro", "micro +7 x.yaml"),
        ("gvim", "gvim --nofork +7 x.yaml"),
        ("gvim -f", "gvim -f +7 x.yaml"),
        ("code", "code --wait --goto x.yaml:7"),
        ("code --wait", "code --wait --goto x.yaml:7"),
        ("code-insiders -w -n", "code-insiders -w -n --goto x.yaml:7"),
        ("/opt/codium", "/opt/codium --wait --goto x.yaml:7"),
        ("subl", "subl --wait x.yaml:7"),
        ("ed", "ed x.yaml"),
        ("my-editor", "my-editor x.yaml"),
        ("/bin/7zip", "/bin/7zip x.yaml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(words, expected):
    assert editor.command(words.split(), Path("x.yaml"), 7) == expected.split()
    assert editor.command(words.split(), Path("x.yaml"), 7, 1) == expected.split()
    plain = [word for word in expected.split() if word not in {"+7", "--goto"}]
    plain = [word.removesuffix(":7") for word in plain]
    assert editor.command(words.split(), Path("x.yaml")) == plain


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("vi", ["vi", "+7", "x.yaml"]),
        ("vim.tiny", ["vim.tiny", "+normal! 7G04l", "x.yaml"]),
        ("nvim", ["nvim", "+normal! 7G04l", "x.yaml"]),
        ("nano", ["nano", "+7,5", "x.yaml"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7:5", "x.yaml"]),
        ("micro", ["micro", "+7:5", "x.yaml"]),
        ("hx", ["hx", "x.yaml:7:5"]),
        ("code", ["code", "--wait", "--goto", "x.yaml:7:5"]),
        ("ed", ["ed", "x.yaml"]),
    ],
)
def test_editors_that_can_be_told_a_column_are(words, expected):
    assert editor.command(words.split(), Path("x.yaml"), 7, 5) == expected


@pytest.mark.parametrize("name", ["-x.yaml", "+x.yaml"])
def test_a_name_that_looks_like_an_option_is_none(name):
    assert editor.command(["vi"], Path(name), 2) == ["vi", "+2", f"./{name}"]


def test_an_editor_that_fails_is_told_with_its_status(tmp_path):
    file = tmp_path / "x.yaml"
    for code, told in (
        ("sys.exit(3)", "ended with status 3"),
        ("os.kill(os.getpid(), 9)", "was ended by SIGKILL"),
    ):
        failing = program(tmp_path / "failing", code)
        with pytest.raises(BriefingError, match=told):
            editor.edit(file, environ={"EDITOR": str(failing)})
    noexec = tmp_path / "noexec"
    noexec.write_text("\x7fELF and no more")
    noexec.chmod(0o755)
    with pytest.raises(BriefingError, match="cannot be started"):
        editor.edit(file, environ={"EDITOR": str(noexec)})


def test_ctrl_c_is_the_editors(tmp_path):
    """It reaches the whole group; the editor takes it, and we go on waiting."""
    code = "os.kill(os.getppid(), 2)\nos.kill(os.getppid(), 3)\nopen(argv[0], 'w').write('done')"
    editor.edit(tmp_path / "x", environ={"EDITOR": str(program(tmp_path / "ed", code))})
    assert (tmp_path / "x").read_text() == "done"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_editor_is_not_deaf_to_ctrl_c(tmp_path):
    code = "import signal\nopen(argv[0], 'w').write(str(signal.getsignal(2)))"
    editor.edit(tmp_path / "x", environ={"EDITOR": str(program(tmp_path / "ed", code))})
    assert "default_int_handler" in (tmp_path / "x").read_text()


# --- the template


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(str.strip)


@settings(deadline=None, max_examples=100)
@given(
    title=words.map(lambda words: " ".join(words.split())).filter(bool),
    kind=words,
    authors=st.lists(st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True), max_size=2),
)
def test_a_template_of_anything_reads_without_an_error(title, kind, authors):
    values = {"title": title, "kind": kind, "date": "2031-05-14", "lang": "", "authors": authors}
    briefing, problems = read_briefing(template(values, "x").encode(), "x.yaml", "x")
    assert {problem.severity for problem in problems} == {"warning"}
    assert briefing.date == "2031-05-14"
    assert briefing.authors == tuple(authors)


def test_every_field_is_taught_in_one_line_and_what_is_left_is_what_a_check_tells():
    values = {"title": "A", "date": "2031-05-14"}
    text = template(values, ".schema.json")
    assert text.startswith("# yaml-language-server: $schema=.schema.json\n")
    for name, field in BRIEFING_FIELDS.items():
        assert f"\n# {field.description}\n" in text
        assert f"\n{name}:" in text or f"\n# {name}:" in text
    _, problems = read_briefing(text.encode(), "x.yaml", "x")
    told = {problem.message.split("”")[0].removeprefix("“") for problem in problems}
    assert told == set(left_to_fill(values))
    lines = text.splitlines()
    for problem in problems:
        if problem.code == "placeholder":
            words = lines[problem.line - 1][problem.column - 1 :]
            assert words.startswith(("Write the text", "“Title of the Source”"))
    assert len(problems) == len(told)
    assert max(map(len, text.splitlines())) <= 100


def test_a_commented_example_is_valid_when_its_comment_sign_goes():
    text = template({"title": "A", "date": "2031-05-14", "lang": "tr", "kind": "B"}, "x")
    lines = text.splitlines()
    shown = []
    for above, line in pairwise(lines):
        named = line.removeprefix("# ").partition(":")[0]
        if line.startswith("#  ") or (named in BRIEFING_FIELDS and not above.startswith("#   ")):
            shown.append(line.removeprefix("# "))
        else:
            shown.append(line.replace("  # - ", "  - "))
    changed = "\n".join(shown).replace("4:", "1:").replace("same_as: 2", "title: B") + "\n"
    briefing, problems = read_briefing(changed.encode(), "x.yaml", "x")
    assert not [problem for problem in problems if problem.severity == "error"], problems
    assert briefing.takeaways
    assert (briefing.also_in, briefing.related) == (("tr", "ru"), ("price-of-salt",))


# --- `new`


def run(capfd, *argv):
    status = main(list(argv))
    return status, *capfd.readouterr()


def test_in_a_pipe_only_the_path_is_printed(home, capfd):
    status, out, err = run(capfd, "new", "Two", "Ports:", "One")
    assert (status, out) == (0, "briefings/two-ports-one.yaml\n")
    assert err == (
        "left to fill: kind, lang, authors, takeaways, body, footnotes\n"
        "next: briefing edit briefings/two-ports-one.yaml\n"
    )
    text = Path("briefings/two-ports-one.yaml").read_text(encoding="utf-8")
    assert '\ntitle: "Two Ports: One"\n' in text
    assert f"\ndate: {dt.datetime.now().astimezone().date().isoformat()}\n" in text
    assert (home / "briefings" / HIDDEN).is_file()
    assert run(capfd, "check", "briefings/two-ports-one.yaml")[0] == 0


def test_options_fill_fields(home, capfd):
    argv = ["new", "T", "--kind", "Report", "--lang", "tr", "--author", "ada", "--author", "bo"]
    _, out, _ = run(capfd, *argv, "--json")
    record = json.loads(out)
    assert record["to_fill"] == ["takeaways", "body", "footnotes"]
    assert record["path"] == "briefings/t.yaml"
    assert {problem["path"] for problem in record["problems"]} == {"briefings/t.yaml"}
    briefing, _ = read_briefing(Path("briefings/t.yaml").read_bytes(), "t.yaml", "t")
    assert (briefing.kind, briefing.lang, briefing.authors) == ("Report", "tr", ("ada", "bo"))


def test_an_existing_file_is_never_written_over(home, capfd):
    Path("briefings/sub").mkdir()
    Path("briefings/sub/below.yaml").write_text(GOOD)
    for title, told in (("Good!", "good.yaml exists already"), ("Below", "sub/below.yaml")):
        status, out, err = run(capfd, "new", title)
        assert (status, out) == (2, "")
        assert told in err
    assert "briefing edit good" in run(capfd, "new", "Good")[2]
    assert Path("briefings/good.yaml").read_text() == GOOD
    assert not Path("briefings", HIDDEN).exists()


def test_a_folder_that_is_named_and_missing_is_made(home, capfd):
    assert run(capfd, "-C", "fresh", "new", "A First")[:2] == (0, "fresh/a-first.yaml\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["new", "  "], "the title is empty"),
        (["new", "T", "--lang", "english"], "“english” is no language code"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_written(home, capfd, argv, message):
    before = sorted(Path("briefings").iterdir())
    status, out, err = run(capfd, *argv)
    assert (status, out) == (2, "")
    assert message in err
    assert sorted(Path("briefings").iterdir()) == before


def test_a_title_that_is_the_archives_own_name(home, capfd):
    assert run(capfd, "new", "Archive")[1] == "briefings/archive-briefing.yaml\n"


# --- `edit`, on a terminal


def in_terminal(*argv, **environ):
    return terminal.running(*argv, size=(100, 50), **environ)


def test_without_a_terminal_edit_says_so(home, capfd):
    status, out, err = run(capfd, "edit", "good")
    assert (status, out) == (2, "")
    assert err.startswith("briefing: there is no terminal for an editor")
    assert "briefing check FILE" in err


def test_edit_opens_the_first_error_and_tells_what_is_left(home):
    ed = program(home / "tools" / "vi", "open('argv', 'w').write(' '.join(argv))")
    with in_terminal("edit", "broken", EDITOR=str(ed)) as screen:
        assert screen.wait_for_end(30) == 1
        assert "briefings/broken.yaml:3:7: error[bad-lang]" in screen.text
        assert "to go on: briefing edit briefings/broken.yaml" in screen.text
    assert Path("argv").read_text() == "+3 briefings/broken.yaml"


def test_edit_of_a_file_that_is_mended_ends_well(home):
    code = (
        "text = open(argv[-1]).read().replace('english', 'en')\n"
        "open(argv[-1], 'w').write(text + 'date: 2031\\nauthors: [ada]\\ntakeaways: [A.]\\n')"
    )
    ed = program(home / "tools" / "vi", code)
    with in_terminal("edit", "briefings/broken.yaml", VISUAL=str(ed), EDITOR="false") as screen:
        assert screen.wait_for_end(30) == 0
        assert "no faults" in screen.text
        assert "next: briefing briefings/broken.yaml" in screen.text


@pytest.mark.parametrize("name", ["authors/ada.yaml", "briefings/authors/ada.yaml"])
def test_edit_opens_a_profile_by_its_path(home, name):
    ed = program(home / "tools" / "ed", "open('argv', 'w').write(' '.join(argv))")
    with in_terminal("edit", name, EDITOR=str(ed)) as screen:
        assert screen.wait_for_end(30) == 0, screen.text
    assert Path("argv").read_text() == "briefings/authors/ada.yaml"


def test_a_profile_outside_any_archive_is_checked_as_one(home, monkeypatch):
    ed = program(home / "tools" / "ed", "")
    Path("briefings").rename("elsewhere")
    for here in (home, home / "elsewhere" / "authors"):
        monkeypatch.chdir(here)
        name = os.path.relpath(home / "elsewhere" / "authors" / "ada.yaml")
        with in_terminal("edit", name, EDITOR=str(ed)) as screen:
            assert screen.wait_for_end(30) == 0, screen.text
            assert "no faults" in screen.text


def test_a_failing_editor_is_told_with_its_status(home):
    ed = program(home / "tools" / "vi", "sys.exit(4)")
    with in_terminal("edit", "good", EDITOR=str(ed)) as screen:
        assert screen.wait_for_end(30) == 2
        assert f"the editor {ed} ended with status 4"[:60] in screen.text.replace("\n", "")
        assert "to try again: briefing edit briefings/good.yaml" in screen.text


def test_what_is_not_there_is_told_with_what_is(home):
    with in_terminal("edit", "goood", EDITOR="true") as screen:
        assert screen.wait_for_end(30) == 1
        assert "did you mean good?" in screen.text
    with in_terminal("edit", "ada", EDITOR="true") as screen:
        assert screen.wait_for_end(30) == 1
        assert "briefing edit briefings/authors/ada.yaml" in screen.text
    with in_terminal("edit", "none.yaml", EDITOR="true") as screen:
        assert screen.wait_for_end(30) == 1
        assert "there is no file none.yaml" in screen.text


def test_new_opens_the_editor_where_there_is_something_to_fill(home):
    ed = program(home / "tools" / "nano", "open('argv', 'w').write(' '.join(argv))")
    with in_terminal("new", "Two Ports", EDITOR=str(ed)) as screen:
        assert screen.wait_for_end(30) == 0
        text = screen.text
    assert text.startswith("briefings/two-ports.yaml\nleft to fill: kind, lang")
    assert "two-ports.yaml:10:1: warning[empty-kind]" in text
    assert "to go on: briefing edit briefings/two-ports.yaml" in text
    assert Path("argv").read_text() == "+10 briefings/two-ports.yaml"


def test_a_new_briefing_that_nothing_is_written_in_is_taken_away_again(home):
    waits = program(home / "tools" / "nano", "import time; time.sleep(1.1)")
    for ed in (str(waits), "false", "/no/such/editor"):
        with in_terminal("new", "Two Ports", EDITOR=ed) as screen:
            assert screen.wait_for_end(30)
            assert "nothing was written: briefings/two-ports.yaml is taken away" in screen.text
        assert not Path("briefings/two-ports.yaml").exists()
    # An editor that ends at once may have a window of its own.
    with in_terminal("new", "Two Ports", EDITOR="true") as screen:
        assert screen.wait_for_end(30) == 0
    assert Path("briefings/two-ports.yaml").exists()


def test_what_was_saved_is_not_taken_away(home, tmp_path):
    with Archive.open(home / "briefings", cache=tmp_path / "cache") as archive:
        begun = archive.new("Two Ports")
        begun.path.write_bytes(begun.path.read_bytes())
        assert not archive.give_up(begun)
        assert begun.path.exists()
        begun = archive.new("Three Ports")
        assert archive.give_up(begun)
        assert not begun.path.exists()
        assert not archive.give_up(begun)


def test_new_opens_no_editor_when_none_is_wanted(home):
    with in_terminal("new", "Two Ports", "--no-edit", EDITOR="false") as screen:
        assert screen.wait_for_end(30) == 0
        assert "next: briefing edit briefings/two-ports.yaml" in screen.text


def test_the_file_of_a_slug(home, tmp_path):
    with Archive.open(home / "briefings", cache=tmp_path / "cache") as archive:
        archive.refresh(index=False)
        assert archive.file("good") == home.resolve() / "briefings" / "good.yaml"
        with pytest.raises(BriefingError):
            archive.file("nowhere")
