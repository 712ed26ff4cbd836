"""The contracts of import-linter: arrows point down, each library is known to one module only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_kept():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text.py", "import briefing_tui.archive", "Arrows point down"),
        (
            "cli/plain.py",
            "import briefing_tui.yamlfile",
            "The front ends speak to the archive alone",
        ),
        ("archive/facade.py", "import whoosh.index", "Only search knows Whoosh"),
        ("text.py", "import rich.text", "Nothing below the interface knows Textual"),
        ("archive/facade.py", "import bs4", "Only importing knows Beautiful Soup"),
    ],
)
def test_a_breach_is_noticed(tmp_path, module, line, contract):
    shutil.copytree(ROOT / "briefing_tui", tmp_path / "briefing_tui")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "briefing_tui" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())
