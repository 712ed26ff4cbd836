"""What the documents promise of settings and keys holds, and nothing is left out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from briefing_tui.cli import keys
from briefing_tui.config.reading import TABLES, read
from briefing_tui.config.settings import SETTINGS
from briefing_tui.tui import bindings, themes

ROOT = Path(__file__).parents[1]
CONFIG = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", CONFIG, re.DOTALL)


def test_every_setting_is_told_with_what_it_is_for():
    rows = re.findall(r"(?m)^\| `(\w+)` \| `(.+?)` \| (.+) \|$", CONFIG)
    assert rows == [(each.name, each.example, each.about) for each in SETTINGS]
    for table in TABLES:
        assert f"`[{table}]`" in CONFIG


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_right(tmp_path, example):
    file = tmp_path / "sea.toml"
    file.write_text(example, encoding="utf-8")
    if "primary" in tomllib.loads(example):
        assert themes.read(file).problems == ()
        return
    settings = read(file)
    assert settings.problems == ()
    assert bindings.check(settings).problems == ()


def test_the_example_of_a_fault_is_how_it_is_told(tmp_path):
    (shown,) = re.findall(r"```\n(config\.toml:.*?)```", CONFIG, re.DOTALL)
    (tmp_path / "config.toml").write_text("\nmesure = 72\n")
    [problem] = read(tmp_path / "config.toml").problems
    told = f"config.toml:{problem.line}:{problem.column}: {problem.message}\n  {problem.hint}\n"
    assert shown == told


def test_the_page_of_keys_is_as_the_screens_tell_them():
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == keys.page(markdown=True), "`make docs` writes it anew"


def test_the_readmes_table_is_as_the_screens_tell_it():
    start = README.index("| where | key | what it does |")
    table = README[start : README.index("\n\n", start)] + "\n"
    assert table == keys.page(markdown=True, short=True), (
        "change briefing_tui/cli/keys.txt; `briefing help keys --short --markdown` prints the table"
    )
