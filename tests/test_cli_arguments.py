"""The command line is read as a person means it."""

from __future__ import annotations

import pytest

from briefing_tui.cli import arguments, main
from briefing_tui.cli.arguments import parse
from briefing_tui.cli.parsers import UsageError


def test_nothing_means_the_interface():
    options = parse([])
    assert (options.verb, options.path, options.archive, options.json) == (
        "open",
        None,
        None,
        False,
    )


@pytest.mark.parametrize(
    "argv",
    [
        ["-C", "there", "--json", "list", "--sort", "title"],
        ["list", "--sort=title", "--json", "-C", "there"],
        ["-Cthere", "list", "--json", "--sort", "title"],
        ["--json", "list", "-Cthere", "--sort", "title"],
    ],
)
def test_shared_options_stand_before_or_after_the_verb(argv):
    options = parse(argv)
    assert (options.verb, options.archive, options.json) == ("list", "there", True)
    assert options.sort == "title"


def test_the_last_archive_named_is_meant():
    assert parse(["-C", "a", "list", "-C", "b"]).archive == "b"


def test_options_stand_among_the_words():
    options = parse(["search", "harbour", "--limit", "3", "patrol", "-C", "there", "budget"])
    assert options.query == ["harbour", "patrol", "budget"]
    assert (options.limit, options.archive) == (3, "there")
    assert parse(["check", "a.yaml", "--strict", "b.yaml"]).paths == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("word", ["-china", "-China", "-json", "-topic:ports", "-2031", "-'x y'"])
def test_a_word_with_a_hyphen_is_left_out_by_the_query_and_is_no_option(word):
    options = parse(["search", "harbour", word, "--json"])
    assert options.query == ["harbour", word]
    assert options.json
    assert options.archive is None


def test_a_query_may_begin_with_what_it_leaves_out():
    assert parse(["search", "-china", "harbour"]).query == ["-china", "harbour"]


@pytest.mark.parametrize("argv", [["-C", "/x"], ["-C/x"], ["-C", "~/x"], ["-C."], ["-C", "x"]])
def test_a_search_may_name_its_archive(argv):
    options = parse(["search", "harbour", *argv])
    assert options.query == ["harbour"]
    assert options.archive in ("/x", "~/x", ".", "x")


def test_words_after_two_hyphens_are_words():
    assert parse(["search", "--", "--limit", "5"]).query == ["--limit", "5"]
    assert parse(["show", "--", "-odd-name"]).slug == "-odd-name"


def test_verbs_win_over_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "show").mkdir()
    with pytest.raises(UsageError, match="SLUG"):
        parse(["show"])
    options = parse(["./show"])
    assert (options.verb, options.path) == ("open", "./show")


def test_a_path_that_is_there_is_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    options = parse(["texts", "--json"])
    assert (options.verb, options.path, options.json) == ("open", "texts", True)


def test_a_link_that_leads_nowhere_is_a_path_all_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gone.yaml").symlink_to("nowhere.yaml")
    assert parse(["gone.yaml"]).path == "gone.yaml"


@pytest.mark.parametrize(
    ("argv", "message", "hint"),
    [
        (["serch"], "no command or file named serch", "briefing search"),
        (["Ankara"], "no command or file named Ankara", "briefing search WORD"),
        (["no/such.yaml"], "no command or file named no/such.yaml", "--help"),
        (["--frob"], "there is no option --frob", "--help"),
        (["list", "--frob"], "list: unrecognized arguments: --frob", "usage: briefing list"),
        (["list", "--so", "title"], "list: unrecognized arguments: --so title", "usage"),
        (["list", "here"], "list: unrecognized arguments: here", "usage"),
        (["list", "--sort", "size"], "invalid choice: 'size'", "usage"),
        (["search", "x", "--limit", "0"], "not a number from 1: 0", "usage"),
        (["search", "x", "--limit", "ten"], "not a number from 1: ten", "usage"),
        (["search", "x", "--limit", "²"], "not a number from 1: ²", "usage"),
        (["show"], "required: SLUG|FILE", "usage: briefing show"),
        (["-C"], "-C needs the folder of an archive", ""),
        (["help", "lst"], "no command or file named lst", "briefing list"),
    ],
)
def test_what_makes_no_sense_is_told_with_a_way_out(argv, message, hint, capsys):
    with pytest.raises(UsageError) as caught:
        parse(argv)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"briefing: {caught.value.message}\n")


@pytest.mark.parametrize(
    "argv",
    [
        [""],
        ["check", ""],
        ["check", "a.yaml", ""],
        ["cited-by", ""],
        ["without", ""],
        ["search", "harbour", ""],
        ["export", "a", "-o", ""],
        ["-C", "", "list"],
        ["list", "-C", ""],
    ],
)
def test_a_word_that_is_empty_is_a_mistake_and_not_the_current_folder(argv):
    with pytest.raises(UsageError, match="a word of the command is empty"):
        parse(argv)


def test_a_field_may_be_left_empty():
    assert parse(["new", "T", "--kind", ""]).kind == ""


@pytest.mark.parametrize("verb", [v for v in arguments.VERBS if v != "help"])
def test_every_verb_has_help_with_an_example(verb, capsys):
    assert main([verb, "--help"]) == 0
    by_option = capsys.readouterr().out
    assert f"\n  briefing {verb}" in by_option.partition("examples:")[2]
    assert max(map(len, by_option.splitlines())) <= 92
    assert main(["help", verb]) == 0
    assert capsys.readouterr().out == by_option


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["help"], ["-C", "x", "--help"]])
def test_help_names_every_verb(argv, capsys):
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {verb} " in out for verb in arguments.VERBS)


def test_the_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("briefing 0.")


def test_a_mistake_with_control_characters_is_told_safely(capsys):
    assert main(["\x1b]52;c;x\x07"]) == 2
    assert "\x1b" not in capsys.readouterr().err
