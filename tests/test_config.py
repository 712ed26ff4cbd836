"""The user's settings: what is read, what is told of faults and where, what a name leads to."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui import config
from briefing_tui.cli import main
from briefing_tui.config import Config, Search
from briefing_tui.config.places import places_of
from briefing_tui.config.settings import SETTINGS
from briefing_tui.config.template import template
from briefing_tui.errors import BriefingError

PIECE = """\
title: The Night Ferry
lang: en
body: |
  It sails at nine.[1]
footnotes: |
  [1] “Ferries At Night”, Harbour Post, https://post.example/night, (Date of Access: 01.02.2031).
"""


def read(file, text):
    file.write_text(text, encoding="utf-8")
    return config.load()


def told(settings):
    return [(p.line, p.column, p.message, p.hint) for p in settings.problems]


# --- where things stand


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a = 1", ("a",), (1, 1), (1, 5)),
        ("# a = 1\n\n  b=2", ("b",), (3, 3), (3, 5)),
        ("a.b . c = 1", ("a", "b", "c"), (1, 7), (1, 11)),
        ('"a.b"."c d" = 1', ("a.b", "c d"), (1, 7), (1, 15)),
        ("'a\"b' = 1", ('a"b',), (1, 1), (1, 9)),
        (r'"\u0061" = 1', ("a",), (1, 1), (1, 12)),
        ("[t]\nx = 1", ("t", "x"), (2, 1), (2, 5)),
        ("[ t . u ]\nx = 1", ("t", "u"), (1, 7), (1, 7)),
        ('a = "x # = [ y"\nb = 1', ("b",), (2, 1), (2, 5)),
        ('a = "\\" ["\nb = 1', ("b",), (2, 1), (2, 5)),
        ("a = 'c:\\'\nb = 1", ("b",), (2, 1), (2, 5)),
        ('a = """\n[x]\ny = \\"""\n"""\nb = 1', ("b",), (5, 1), (5, 5)),
        ('a = """x"""""\nb = 1', ("b",), (2, 1), (2, 5)),
        ("a = '''\n[x]'' ]''''\nb = 1", ("b",), (3, 1), (3, 5)),
        ("a = [1, [2, 3], # ]\n  4,\n]\nb = 1", ("b",), (4, 1), (4, 5)),
        ("a = [1, [2, 3]]", ("a", 1, 0), None, (1, 10)),
        ('a = { b = "}", c.d = [1] }', ("a", "c", "d"), (1, 18), (1, 22)),
        ("[[s]]\nx = 1\n[[s]]\nx = 2", ("s", 1, "x"), (4, 1), (4, 5)),
        ("[[s]]\n[[s]]\n[s.t]\nx = 2", ("s", 1, "t", "x"), (4, 1), (4, 5)),
        ("[[s]]\n[[s.u]]\n[[s.u]]\ny = 1", ("s", 0, "u", 1, "y"), (4, 1), (4, 5)),
        ("a = 1979-05-27 07:32:00 # b\nb = 1", ("b",), (2, 1), (2, 5)),
        ("ключ = 1".replace("ключ", '"ключ"') + "\nb = 1", ("ключ",), (1, 1), (1, 10)),
        ("a = 1\r\nb = 2", ("b",), (2, 1), (2, 5)),
    ],
)
def test_keys_and_values_are_found_where_they_stand(text, path, key, value):
    tomllib.loads(text)
    places = places_of(text)
    assert places.values[path] == value
    assert places.keys.get(path) == key


_names = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=4).map(
        lambda name: "'" + name.replace("'", "") + "'"
    ),
)
_values = st.recursive(
    st.sampled_from(
        [
            "1",
            "true",
            "1.5e3",
            '"#"',
            '"""\n]\n"""',
            "''' } '''",
            "2031-05-14",
            '""',
            '"\\\\"',
            "''",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: "[ " + ", # ,]\n ".join(each) + "\n]"),
        st.dictionaries(_names, inner, max_size=3).map(
            lambda each: "{ " + ", ".join(f"{k} ={v}" for k, v in each.items()) + " }"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.dictionaries(_names, _values, max_size=4), st.sampled_from(["", "[table]", "[[table]]"]))
def test_every_value_that_is_read_has_its_place(pairs, header):
    text = header + "".join(f"\n{name} = {value} # = [" for name, value in pairs.items())
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # two spellings of one name
        return
    places = places_of(text)
    lines = text.split("\n")

    def written(place):
        return lines[place.line - 1][place.column - 1 :]

    def walk(path, value):
        inner = value.items() if isinstance(value, dict) else ()
        inner = enumerate(value) if isinstance(value, list) else inner
        for name, each in inner:
            here = (*path, name)
            if isinstance(name, str):
                assert written(places.keys[here]).lstrip("'").startswith(name)
            first = written(places.values[here])[0]
            assert first in {str: "\"'", list: "[", dict: "{"}.get(type(each), "1t2")
            walk(here, each)

    start = {"": (), "[table]": ("table",), "[[table]]": ("table", 0)}[header]
    for name in start:
        data = data[name]
    walk(start, data)


# --- what is read


def test_without_a_file_nothing_is_set_and_nothing_is_loaded_for_it(file):
    code = "import sys; from briefing_tui import config; config.load(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert not {"tomllib", "briefing_tui.config.reading"} & set(done.stdout.split())
    assert config.load() == Config(file)


def test_all_that_can_be_set_is_read(file, tmp_path):
    settings = read(
        file,
        """
theme = "gruvbox"
measure = 70
browser = "surf -x '%s'"
editor = ["/opt/my editor", "-w"]
citation_style = "apa"
mouse = false
ascii = true
bidi = "always"

[archives]
default = "work"
work = "~/work"
near = "archive"

[searches]
turkish = "lang:tr"
asia = { query = "grain", sort = "date", only = { region = "east-asia", year = [2030, "2031"] } }

[keys]
reader.copy = "ctrl+y, c"
"reader.zen" = []
reader.next-hit = ["n", ","]
article.line-down = ","
""",
    )
    assert settings.problems == ()
    assert (settings.theme, settings.measure, settings.bidi) == ("gruvbox", 70, "always")
    assert (settings.mouse, settings.ascii, settings.citation_style) == (False, True, "apa")
    assert settings.browser == ("surf", "-x", "%s")
    assert settings.editor == ("/opt/my editor", "-w")
    assert settings.default == "work"
    assert settings.archives == {
        "work": Path("~/work").expanduser(),
        "near": file.parent / "archive",
    }
    assert settings.searches == {
        "turkish": Search("lang:tr"),
        "asia": Search("grain", "date", {"region": ("east-asia",), "year": ("2030", "2031")}),
    }
    assert settings.keys == {
        "reader.copy": ("ctrl+y", "c"),
        "reader.zen": (),
        "reader.next-hit": ("n", ","),
        "article.line-down": (",",),
    }
    assert settings.lines["archives.default"] == 12
    assert settings.lines["keys.reader.zen"] == 22


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("\nmesure = 72", (2, 1), "there is no setting mesure", "did you mean measure?"),
        ('"wat" = 72', (1, 1), "there is no setting wat", "there are: theme"),
        (
            'measure = "72"',
            (1, 11),
            "measure: a whole number is wanted, not a text",
            "without quotation",
        ),
        ("measure = 20", (1, 11), "measure: 20 is out of range", "from 40 to 100"),
        ("measure = true", (1, 11), "measure: a whole number is wanted, not true or false", "40"),
        ("mouse = 1", (1, 9), "mouse: true or false is wanted, not a whole number", "without"),
        ("theme = 1979-05-27", (1, 9), "theme: a text is wanted, not a date or time", "quotes"),
        ('theme = " "', (1, 9), "theme: this text is empty", "leave the line out"),
        ('editor = "vi \'x"', (1, 10), "editor: a quotation mark is not closed", "close it"),
        ("browser = []", (1, 11), "browser: a text is wanted, not a list", "quotes"),
        ('browser = ["", "x"]', (1, 11), "browser: this command is empty", "leave the line out"),
        ('citation_style = "mla"', (1, 18), "citation_style: this cannot be mla", "chicago, apa"),
        ("archives = 1", (1, 12), "archives: a table is wanted, not a whole number", "[archives]"),
        (
            '[archives]\ndefault = "b"\na = "x"',
            (2, 11),
            "archives.default: no archive is named b",
            "are: a",
        ),
        (
            '[archives]\n"a/b" = "x"',
            (2, 9),
            "archives.a/b: this name would be taken for a path",
            "word",
        ),
        ("[archives]\na = 5", (2, 5), "archives.a: a text is wanted", "quotes"),
        (
            '[searches.a]\nquerry = "x"',
            (2, 1),
            "there is no part of a search querry",
            "mean query?",
        ),
        (
            '[searches]\na = { sort = "dat" }',
            (2, 14),
            "searches.a.sort: this cannot be dat",
            "date",
        ),
        (
            '[searches]\na = { only.regio = "x" }',
            (2, 12),
            "there is no facet regio",
            "mean region?",
        ),
        ("[searches]\na = { only = 5 }", (2, 14), "searches.a.only: a table is wanted", "as in"),
        ("[searches]\na = { only.year = [] }", (2, 19), "searches.a.only.year: this list", "value"),
        ("[keys]\nreader.copy = 5", (2, 15), "keys.reader.copy: a key is wanted", "[] takes"),
        ("theme = daylight", (1, 9), "this is not TOML: invalid value", "quotation marks"),
        ('theme = "x"\n\n[keys\n', (3, 6), "this is not TOML: expected", "nothing in this file"),
        ("measure = 70\nmeasure = 70\n", (2, 13), "this is not TOML: cannot overwrite", "mended"),
        ('a = "x', (1, 7), "this is not TOML: unterminated string", ""),
        ("a = " + "[" * 3000, (1, 1), "it is nested too deeply", "flat"),
        ("[keys]\n" + ".".join("a" * 2000) + ' = "x"', (1, 1), "it is nested too deeply", "flat"),
        ("measure = " + "9" * 5000, (1, 1), "a number in it has thousands of digits", ""),
        ("measure = 0x" + "f" * 5000, (1, 11), "measure: this number is too long", ""),
        ('editor = ["a", "b\\u0000"]', (1, 10), "editor: no command can hold", "leave it out"),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_way_to_mend_it(file, text, place, message, hint):
    settings = read(file, text)
    [fault] = told(settings)
    assert fault[:2] == place
    assert fault[2].startswith(message)
    assert hint in fault[3]
    assert settings.measure == Config().measure
    assert (settings.theme, settings.searches, settings.keys) == (None, {}, {})


def test_faults_come_in_the_order_of_the_file_and_what_is_right_counts(file):
    settings = read(file, 'measure = 1\nbidi = "no"\ntheme = "daylight"\nthem = 1\n')
    assert [fault[0] for fault in told(settings)] == [1, 2, 4]
    assert settings.theme == "daylight"


def test_a_file_that_is_no_text_is_told(file):
    file.write_bytes(b"theme = 'x'\nb = '\xe4'\n")
    assert told(config.load())[0][:3] == (2, 6, "it is not written in UTF-8 here")
    file.write_bytes(b"\xef\xbb\xbftheme = 'x'\r\nmeasure = 70\r\n")
    assert (config.load().theme, config.load().measure) == ("x", 70)
    file.write_bytes(b"#" * 1_000_001)
    assert "larger than" in told(config.load())[0][2]
    file.unlink()
    file.mkdir()
    assert "cannot be read" in told(config.load())[0][2]


def test_control_characters_of_the_file_are_told_harmless(file):
    [fault] = told(read(file, '"a\\u001b]52;x" = 1'))
    assert "\x1b" not in fault[2]


def test_the_environment_may_name_another_file(file, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "other.toml"))
    [fault] = told(config.load())
    assert "it cannot be read" in fault[2]
    (tmp_path / "other.toml").write_text("measure = 66\n")
    assert config.load().measure == 66
    with pytest.raises(BriefingError, match="nowhere"):
        config.load(str(tmp_path / "nowhere.toml"))


def test_a_config_folder_that_is_no_whole_path_is_ignored(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert config.path_of() == tmp_path / ".config" / "briefing-tui" / "config.toml"


# --- the commented file


def test_the_commented_file_sets_nothing_and_all_that_it_shows_is_right(file):
    assert main(["config", "--init"]) == 0
    assert config.load().problems == ()
    text = file.read_text(encoding="utf-8")
    assert text == template()
    shown = re.sub(r"(?m)^# (?=[\w\".-]+ = )", "", text)
    settings = read(file, shown)
    assert settings.problems == ()
    assert {setting.name for setting in SETTINGS} < set(settings.lines)
    assert settings.searches
    assert settings.keys
    assert settings.default


def test_a_file_that_is_there_is_kept(file, capsys):
    file.write_text("measure = 66\n")
    assert main(["config", "--init"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "measure = 66\n"


# --- what is in force


def test_what_is_in_force_is_told_with_where_it_comes_from(file, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("EDITOR", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VISUAL", sys.executable)
    file.write_text('measure = 70\nmesure = 1\n[archives]\ndefault = "w"\nw = "x"\n')
    assert main(["config"]) == 0
    out, err = capsys.readouterr()
    lines = [line.split("\t") for line in out.splitlines()]
    assert ["measure", "70", f"{file}:1"] in lines
    assert ["mouse", "true", "default"] in lines
    assert ["editor", sys.executable, "$VISUAL"] in lines
    assert ["archive", str(file.parent / "x"), f"{file}:4"] in lines
    assert err == f"briefing: {file}:2:1: there is no setting mesure\n  did you mean measure?\n"
    assert main(["config", "--check"]) == 1
    out, err = capsys.readouterr()
    assert "mesure = 1" in out
    assert err == "1 fault\n"
    assert main(["config", "--path"]) == 0
    assert capsys.readouterr().out == f"{file}\n"


def test_what_is_refused_is_not_in_force(file, capsys):
    file.write_text(
        'theme = "daylite"\n[keys]\n"reader.copy" = "ctrl+yy"\n"reader.nonsense" = "k"\n'
        '"reader.top" = "f6"\n"finder.star" = "f6"\n'
    )
    assert main(["config", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    settings = {each["name"]: each for each in record["settings"]}
    assert (settings["theme"]["value"], settings["theme"]["origin"]) == (None, "default")
    assert [name for name in settings if name.startswith("keys.")] == ["keys.finder.star"]
    hints = [each["hint"] for each in record["problems"]]
    assert hints[0] == "did you mean daylight?"
    assert hints[2] == "`briefing help keys` tells all of them"  # not another of the reader's
    assert len(hints) == 4


def test_on_a_terminal_the_settings_stand_in_columns(file, monkeypatch, capsys):
    monkeypatch.setattr("briefing_tui.cli.terminal._is_terminal", lambda stream: True)
    file.write_text('[searches]\nasia = { query = "grain", only = { year = 2031 } }\n')
    assert main(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"measure +76 +default", lines[2])
    assert re.fullmatch(rf"searches\.asia +grain · year=2031 +{re.escape(str(file))}:2", lines[-1])
    assert len({line.index("default") for line in lines if line.endswith("  default")}) == 1


def test_faults_are_told_by_every_command_on_standard_error(file, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.yaml").write_text(PIECE, encoding="utf-8")
    file.write_text("measure = 1\n")
    assert main(["list"]) == 0
    out, err = capsys.readouterr()
    assert "measure" not in out
    assert err.startswith(f"briefing: {file}:1:11: measure: 1 is out of range\n  from 40 to 100\n")
