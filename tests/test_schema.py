"""The JSON Schema gives the reader's verdict, on values as editors see them."""

from __future__ import annotations

import calendar
import json
import re
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.archive import Archive, schema
from briefing_tui.archive.schemas import HIDDEN, keep_schema
from briefing_tui.cli import main
from briefing_tui.yamlfile import (
    ARCHIVE_FIELDS,
    AUTHOR_FIELDS,
    BRIEFING_FIELDS,
    read_archive,
    read_author,
    read_briefing,
)

SAMPLES = Path(__file__).resolve().parent.parent / "briefings"
KINDS = {"briefing": BRIEFING_FIELDS, "author": AUTHOR_FIELDS, "archive": ARCHIVE_FIELDS}
VALIDATORS = {kind: jsonschema.Draft202012Validator(json.loads(schema(kind))) for kind in KINDS}


class CoreLoader(yaml.SafeLoader):
    """Types scalars as YAML 1.2's core schema does, as the YAML servers of editors do."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), [*first, ""]
    )
LOADERS = {"text": yaml.BaseLoader, "YAML 1.1": yaml.SafeLoader, "YAML 1.2": CoreLoader}


def as_json(value):
    """Give what a YAML loader makes in the types of JSON: keys are texts, dates are, too."""
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat()


def valid(kind, text, loader=CoreLoader):
    return VALIDATORS[kind].is_valid(as_json(yaml.load(text, Loader=loader)))


def reads(kind, text):
    """Tell whether the reader finds no error."""
    data = text.encode()
    problems = {
        "briefing": lambda: read_briefing(data, "x.yaml", "x")[1],
        "author": lambda: read_author(data, "authors/x.yaml", "x")[1],
        "archive": lambda: read_archive(data, "archive.yaml")[1],
    }[kind]()
    return not [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema_that_tells_of_every_field(kind):
    made = json.loads(schema(kind))
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"]
    assert list(made["properties"]) == list(KINDS[kind])
    for name, told in made["properties"].items():
        assert told["title"], name
        assert told["description"] == KINDS[kind][name].description
        assert told.get("examples"), name
    assert made["required"] == [f.name for f in KINDS[kind].values() if f.missing == "error"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_are_valid_and_read_without_an_error(kind):
    fill = {"briefing": "title: A\nbody: |\n  B.[1] C.[2] D.[3] E.[4]\n", "author": "name: A\n"}
    notes = "footnotes: {1: A, 2: B, 3: C, 4: D}\n"
    for name, field in KINDS[kind].items():
        for example in field.examples:
            lines = [row for row in fill.get(kind, "").splitlines(True) if row[0] != name[0]]
            base = "".join(lines) if name in {"title", "name", "body"} else fill.get(kind, "")
            if name == "body":
                base = "title: A\n"
            elif name == "title" and kind == "briefing":
                base = "body: |\n  B.\n"
            if name == "sources":
                base += notes
            text = base + yaml.safe_dump({name: example}, allow_unicode=True)
            assert valid(kind, text), text
            assert reads(kind, text), text


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_sample_is_valid_however_it_is_typed(path, loader):
    kind = "author" if path.parent.name == "authors" else "briefing"
    value = as_json(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))
    VALIDATORS[kind].validate(value)


RIGHT = [
    "title: 2031\nbody: 5\n",
    "title: yes\nbody: true\n",
    "title: A\nbody: B\ndate: 2031\nlang: no\nkind: 3\n",
    "title: A\nbody: B\ndate: 2031-05\nlang: zh-Hans\n",
    "title: A\nbody: B\ndate:\nlang:\nkind:\nauthors:\ntakeaways:\nfootnotes:\nsources:\n",
    "title: A\nbody: B\ndate: '2028-02-29'\nlang: sl-rozaj-biske\n",
    "title: A\nbody: B\nauthors: [a, {name: B, x-y: [1]}, 7]\n",
    "title: A\nbody: B\nauthors: a, b\n",
    "title: A\nbody: B\nauthors: {name: A, links: https://a.example, bio: 3}\n",
    "title: A\nbody: B\ntopics: a, b\nregions: []\nrelated: [a-b, 2031]\n",
    "title: A\nbody: B\nalso_in: [tr, zh-hans]\n",
    "title: A\nbody: B\nalso_in: tr, ru,\n",
    "title: A\nbody: B\nalso_in: |\n  - tr\n  - ru\n",
    "title: A\nbody: B\ntranslation_of: a-b\n",
    "title: A\nbody: B[1]\nfootnotes: |\n  [1] C\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\n",
    "title: A\nbody: B[1]\nfootnotes: {'[^1]': C, '2.': D}\n",
    "title: A\nbody: B[1]\nfootnotes: [C, '[4] D', 5]\n",
    "title: A\nbody: B[1][2]\nfootnotes: {1: C, 2: D}\nsources: {2: {same_as: 1}}\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: {01: {title: 5, url: x, accessed: 2031}}\n",
    "title: A\nbody: B\nx-own: {any: [thing, 1]}\nx_own: 2\nauthor: unknown\nheadline:\n",
    "{title: A, body: B}\n",
]
WRONG = [
    "body: B\n",
    "title: A\n",
    "title:\nbody: B\n",
    "title: ' '\nbody: B\n",
    "title: [A]\nbody: B\n",
    "title: A\nbody:\n",
    "title: A\nbody: [B]\n",
    "title: A\nbody: B\nkind: [C]\n",
    "title: A\nbody: B\nkind: {c: d}\n",
    "title: A\nbody: B\ndate: 14.05.2031\n",
    "title: A\nbody: B\ndate: 2031-5-1\n",
    "title: A\nbody: B\ndate: 2031-02-30\n",
    "title: A\nbody: B\ndate: '2031-13'\n",
    "title: A\nbody: B\ndate: 20310514\n",
    "title: A\nbody: B\ndate: true\n",
    "title: A\nbody: B\nlang: english\n",
    "title: A\nbody: B\nlang: 5\n",
    "title: A\nbody: B\nalso_in: [türkçe]\n",
    "title: A\nbody: B\nalso_in: tr ru\n",
    "title: A\nbody: B\nauthors: [{role: C}]\n",
    "title: A\nbody: B\nauthors: [{name: }]\n",
    "title: A\nbody: B\nauthors: {}\n",
    "title: A\nbody: B\nauthors: [[a]]\n",
    "title: A\nbody: B\ntakeaways: [{a: b}]\n",
    "title: A\nbody: B\ntopics: [[a]]\n",
    "title: A\nbody: B\ntranslation_of: [a]\n",
    "title: A\nbody: B[1]\nfootnotes: {one: C}\n",
    "title: A\nbody: B[1]\nfootnotes: {1: [C]}\n",
    "title: A\nbody: B[1]\nfootnotes: [[C]]\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: [2]\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: {a: {title: D}}\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: {0: {title: D}}\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: {1: {pages: D}}\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: {1: D}\n",
    "title: A\nbody: B[1]\nfootnotes: {1: C}\nsources: {1: {same_as: first}}\n",
    "- a\n",
    "words\n",
]


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("loader", [yaml.BaseLoader, CoreLoader], ids=["text", "YAML 1.2"])
def test_what_the_reader_takes_is_valid(text, loader):
    assert reads("briefing", text)
    if loader is CoreLoader or not re.search(r":$|:\s*\}", text, re.MULTILINE):
        assert valid("briefing", text, loader)


@pytest.mark.parametrize("text", WRONG)
def test_what_the_reader_calls_an_error_is_not(text):
    assert not reads("briefing", text)
    assert not valid("briefing", text)
    assert not valid("briefing", text, yaml.BaseLoader)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("author", "name: Ada\nfamily: D\nlanguages: [a]\nx-y: 1\nunknown: 2\n"),
        ("author", "name: 2031\nbio:\n"),
        ("archive", "id: a-b\ntitle: C\n"),
        ("archive", "id: çalışma_2.1\n"),
        ("archive", "id: 2031\n"),
        ("archive", "id: true\ntitle: 5\nx-y: 1\ntitel: 2\n"),
        ("archive", "id:\ntitle: ~\n"),
        ("archive", "{}\n"),
    ],
)
def test_profiles_and_names_are_valid(kind, text):
    assert reads(kind, text)
    assert valid(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("author", "role: D\n"),
        ("author", "name:\n"),
        ("author", "name: [a]\n"),
        ("author", "name: A\nbio: {a: b}\n"),
        ("archive", "id: a b\n"),
        ("archive", "id: a/b\n"),
        ("archive", "id: -1\n"),
        ("archive", "id: [a]\n"),
        ("archive", "title: {a: b}\n"),
    ],
)
def test_profiles_and_names_with_an_error_are_not(kind, text):
    assert not reads(kind, text)
    assert not valid(kind, text)


DATES = st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)
)


@settings(deadline=None, max_examples=300)
@given(DATES | st.text("0123456789-", max_size=11))
def test_a_date_is_valid_where_the_reader_takes_it(date):
    text = f"title: A\nbody: B\ndate: '{date}'\n"
    assert valid("briefing", text) == reads("briefing", text)


def test_every_last_day_of_february():
    for year in (4, 100, 400, 1900, 1904, 2000, 2023, 2024, 2100, 9996):
        for day in (28, 29, 30):
            text = f"title: A\nbody: B\ndate: '{year:04}-02-{day}'\n"
            assert valid("briefing", text) == (day <= 28 + calendar.isleap(year))


@settings(deadline=None, max_examples=300)
@given(st.text("aAzZ-019é", max_size=12))
def test_a_language_and_an_id_are_valid_where_the_reader_takes_them(text):
    piece = f"title: A\nbody: B\nlang: '{text}'\n"
    assert valid("briefing", piece) == reads("briefing", piece)
    name = f"id: '{text}'\n"
    assert valid("archive", name) == reads("archive", name)


# --- where editors find it


@pytest.mark.parametrize("kind", KINDS)
def test_the_shell_prints_it(kind, capsys):
    assert main(["schema", *([] if kind == "briefing" else [f"--{kind}"])]) == 0
    assert capsys.readouterr().out == schema(kind)


def test_the_archive_keeps_it_in_a_hidden_file(archive_folder, tmp_path):
    path = archive_folder / HIDDEN
    assert keep_schema(archive_folder)
    assert path.read_text(encoding="utf-8") == schema()
    before = path.stat()
    assert not keep_schema(archive_folder)
    assert path.stat() == before

    path.write_text(schema().replace("Analysis", "Essay"), encoding="utf-8")
    assert keep_schema(archive_folder)
    assert path.read_text(encoding="utf-8") == schema()

    path.write_text('{"title": "my own"}')
    assert not keep_schema(archive_folder)
    assert path.read_text() == '{"title": "my own"}'

    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        assert archive.refresh().total == 4
