"""Runs what `docs/format.md` says: its examples, its tables, and its list of faults.

A fenced block is an example. What it is, a comment above it says, or nothing does:

    ```yaml                  part of a briefing; the fields that it does not show are added to it
    # briefings/a.yaml       as its first line: the same, in a file of that name beside the others
                             of its section; below `authors/` it is a profile, `archive.yaml` is
                             as it stands
    <!-- profile -->         part of a profile
    <!-- whole -->           nothing is added
    <!-- without: date -->   nor are these fields
    <!-- tells: bad-date 2:7, note-twice 4:3 -->
                             it has just these faults, each at its line and column; else none
    <!-- whole; tells: … --> both
    <!-- other -->           YAML of other programs
    ```console               typed at a shell in the folder of the section's files, with the answer
    ```sh                    a script

A heading at the start of a code's entry is that code between backticks; the line below it gives the
severity, and says whether `check --fix` mends the first example below it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from fault_codes import FILES, PACKAGE, codes, tables
from test_cli_transcripts import alike, without_blank_end

from briefing_tui import body as bodies
from briefing_tui.archive import Archive
from briefing_tui.checking import Piece, across
from briefing_tui.yamlfile import mend, read_author, read_briefing
from briefing_tui.yamlfile.fields import CORRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.briefing import Problem

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs" / "format.md"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
# A net for what no YAML is known to do; see `test_no_entry_is_without_an_example`.
NEVER_SEEN = {"yaml-syntax"}

FENCE = re.compile(r"(?ms)((?:^<!-- [^\n]* -->\n)*)^```(\w+)\n(.*?)^```$")
COMMENT = re.compile(r"<!-- (.*) -->")
HEADING = re.compile(r"(?m)^(#+) (.*)$")
FILE = re.compile(r"# (\S+\.ya?ml)\n")
ENTRY = re.compile(r"(error|warning|info)(?: · (`--fix` mends it))?")

DEFAULTS = {
    "title": 'title: "Two Ports, One Channel"\n',
    "kind": "kind: Analysis\n",
    "date": "date: 2031-05-14\n",
    "lang": "lang: en\n",
    "authors": "authors: [{name: Derya Örnek}]\n",
    "takeaways": "takeaways:\n  - Patrol spending has risen for four years.\n",
}
PROFILE = {"name": "name: Derya Örnek\n"}


@dataclass
class Example:
    """A fenced block."""

    line: int
    language: str
    text: str
    directives: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        found = FILE.match(self.text)
        return found[1] if found and self.language == "yaml" else ""

    @property
    def tells(self) -> list[str]:
        return [part.strip() for part in self.directives.get("tells", "").split(",") if part]

    def completed(self) -> str:
        """Give the example with the fields that it does not show."""
        if "whole" in self.directives:
            return self.text
        without = self.directives.get("without", "").split(", ")
        if self.file.endswith("/archive.yaml"):
            return self.text
        profile = "profile" in self.directives or "/authors/" in self.file
        defaults = PROFILE if profile else DEFAULTS
        shown = {name for name in defaults if re.search(rf"(?m)^{name} *[:：=]", self.text)}
        text = self.text
        text += "".join(v for n, v in defaults.items() if n not in shown and n not in without)
        return text if profile else with_notes(text, without)


def with_notes(text: str, without: list[str]) -> str:
    """Add the body or the notes, whichever is missing, with just the marks that there are."""
    has_body = re.search(r"(?m)^(?:body|текст) *[:：]", text)
    has_notes = re.search(r"(?m)^footnotes *[:：]", text)
    if not has_body and "body" not in without:
        whole = (text + "body: x\n").encode()
        briefing, _ = read_briefing(whole, "a", "a")
        marks = "".join(f"[{n.number}]" for n in briefing.footnotes) if briefing else ""
        text += f"body: |\n  Boats left at dawn.{marks}\n"
    elif not has_notes and "footnotes" not in without:
        briefing, _ = read_briefing(text.encode(), "a", "a")
        used = bodies.parse(briefing.body, range(1, 100)).used if briefing else ()
        notes = "".join(
            f"  [{n}] “Source {n}”, Channel Herald, https://herald.example/{n}.\n"
            for n in sorted(used)
        )
        text += f"footnotes: |\n{notes}" if notes else ""
    return text


@dataclass
class Section:
    """What stands below a heading, up to the next."""

    level: int
    title: str
    line: int
    text: str
    examples: list[Example] = field(default_factory=list)

    @property
    def code(self) -> str:
        found = re.fullmatch(r"`([a-z0-9-]+)`", self.title)
        return found[1] if found and self.level == 4 else ""


def read() -> list[Section]:
    text = DOCS.read_text(encoding="utf-8")
    hidden = [(m.start(), m.end()) for m in FENCE.finditer(text)]
    heads = [m for m in HEADING.finditer(text) if not any(s <= m.start() < e for s, e in hidden)]
    out = []
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        end = after.start() if after else len(text)
        section = Section(
            len(head[1]), head[2], text.count("\n", 0, head.start()) + 1, text[head.end() : end]
        )
        for fence in FENCE.finditer(text, head.end(), end):
            line = text.count("\n", 0, fence.start(3)) + 1
            parts = [p for m in COMMENT.finditer(fence[1]) for p in m[1].split("; ")]
            directives = {p.partition(":")[0]: p.partition(":")[2].strip() for p in parts}
            section.examples.append(Example(line, fence[2], fence[3], directives))
        out.append(section)
    return out


def tells(section: Section) -> set[str]:
    return {told.split()[0] for example in section.examples for told in example.tells}


def typed_codes(section: Section) -> set[str]:
    text = "".join(e.text for e in section.examples if e.language == "console")
    return set(re.findall(r"(?:error|warning|info)\[([a-z0-9-]+)\]", text))


SECTIONS = read()
ENTRIES = [section for section in SECTIONS if section.code]
EXAMPLES = [example for section in SECTIONS for example in section.examples]


def by_line(example: Example) -> str:
    return f"line {example.line}"


def by_title(section: Section) -> str:
    return f"line {section.line}"


def places(problems: Iterable[Problem]) -> list[str]:
    return sorted(f"{p.code} {p.line}:{p.column}" for p in problems)


# --- the document itself


def test_every_fence_is_closed_and_of_a_known_kind():
    fences = re.findall(r"(?m)^```", DOCS.read_text(encoding="utf-8"))
    assert len(fences) == 2 * len(EXAMPLES)
    assert {example.language for example in EXAMPLES} == {"yaml", "console", "sh"}
    known = {"tells", "whole", "without", "profile", "other"}
    assert {name for example in EXAMPLES for name in example.directives} <= known


def test_every_link_leads_to_a_heading():
    text = DOCS.read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", section.title.lower()).replace(" ", "-") for section in SECTIONS
    }
    links = re.findall(r"\]\(#([^)]*)\)", text)
    assert links
    assert set(links) <= anchors
    assert len(anchors) == len(SECTIONS), "two headings are the same"


# --- the tables


def rows_below(comment: str) -> list[list[str]]:
    text = DOCS.read_text(encoding="utf-8")
    lines = text[text.index(f"<!-- {comment} -->") :].splitlines()[1:]
    rows = [line for line in lines[: lines.index("")] if line.startswith("| `")]
    return [[cell.strip() for cell in row[1:-1].split("|")] for row in rows]


SHAPES = {
    "line": "a line", "text": "text", "body": "Markdown", "date": "a date", "lang": "a language",
    "slug": "a slug", "lines": "a list", "slugs": "a list", "langs": "a list of languages",
    "authors": "a list", "notes": "notes", "corrections": "a mapping", "id": "an id",
}  # fmt: skip
NEEDS = {"error": "yes", "warning": "expected", "": ""}


@pytest.mark.parametrize("constant", tables())
def test_the_tables_have_every_field_and_no_other(constant):
    table = tables()[constant]
    rows = rows_below(f"fields: {constant.removesuffix('_FIELDS').lower()}")
    assert [row[0] for row in rows] == [f"`{name}`" for name in table]
    for cell, shape, needed in rows:
        name = cell.strip("`")
        assert shape == SHAPES[table[name].shape], name
        assert needed == NEEDS[table[name].missing], name


def test_what_can_be_corrected_is_told():
    assert [row[0] for row in rows_below("corrections")] == [f"`{name}`" for name in CORRECTIONS]


# --- the examples


@pytest.mark.parametrize(
    "example",
    [e for e in EXAMPLES if e.language == "yaml" and not e.file and "other" not in e.directives],
    ids=by_line,
)
def test_an_example_has_the_faults_it_tells_and_no_other(example):
    data = example.completed().encode()
    if "profile" in example.directives:
        _, told = read_author(data, "a.yaml", "a")
    else:
        briefing, told = read_briefing(data, "a.yaml", "a")
        piece = Piece("a", "a.yaml", briefing.mentions if briefing else ())
        told += across({"a": piece}, authors=()).get("a", ())
    assert places(told) == sorted(example.tells), example.completed()


@pytest.mark.parametrize(
    "section", [s for s in SECTIONS if any(e.file for e in s.examples)], ids=by_title
)
def test_the_files_of_a_section_have_the_faults_they_tell_and_no_other(section, tmp_path):
    files = [example for example in section.examples if example.file]
    write(files, tmp_path)
    for root in {example.file.partition("/")[0] for example in files}:
        with Archive.open(tmp_path / root, cache=tmp_path / "cache") as archive:
            for example in files:
                if example.file.startswith(f"{root}/"):
                    told = [c.problem for c in archive.check([tmp_path / example.file])]
                    assert places(told) == sorted(example.tells), example.file


def write(files: list[Example], folder: Path) -> None:
    for example in files:
        path = folder / example.file
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not path.exists(), example.file
        path.write_text(example.completed(), encoding="utf-8")


@pytest.mark.parametrize(
    "section",
    [s for s in SECTIONS if any(e.language == "console" for e in s.examples)],
    ids=by_title,
)
def test_what_is_typed_is_answered_so(section, tmp_path):
    here = tmp_path / "here"
    (here / "briefings").mkdir(parents=True)
    write([example for example in section.examples if example.file], here)
    for example in section.examples:
        if example.language == "console":
            for command, expected in commands(example):
                got = without_blank_end(typed(command, here).splitlines())
                shown = "\n".join([f"line {example.line}: {command}", *got])
                assert alike(without_blank_end(expected), got), shown


def commands(example: Example) -> list[tuple[str, list[str]]]:
    out: list[tuple[str, list[str]]] = []
    for line in example.text.splitlines():
        if line.startswith("$ "):
            out.append((line[2:], []))
        else:
            out[-1][1].append(line)
    assert out
    return out


def typed(command: str, here: Path) -> str:
    """Run a line in a shell, and give what a terminal would show."""
    tools = here.parent / "tools"
    tools.mkdir(exist_ok=True)
    program = tools / "briefing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing_tui "$@"\n')
    program.chmod(0o755)
    environ = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(here.parent),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
    }
    environ.pop("FORCE_COLOR", None)
    environ.pop("PYTHONUNBUFFERED", None)  # it would hide words that come in the wrong order
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=here,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return done.stdout


# --- the faults


def test_every_fault_is_documented_and_every_documented_fault_is_there():
    documented = [section.code for section in ENTRIES]
    assert sorted(documented) == sorted(codes())


def test_no_fault_is_made_where_its_code_is_not_looked_for():
    others = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path not in FILES and re.search(r"\bProblem\(", path.read_text(encoding="utf-8"))
    ]
    # The first give back what was told before; the last tells of settings, not of briefings.
    kept = {"briefing.py", "catalogue/entries.py", "catalogue/store.py"}
    assert set(others) <= kept | {"config/document.py"}


@pytest.mark.parametrize("section", ENTRIES, ids=lambda section: section.code)
def test_an_entry_has_the_severity_of_its_code(section):
    found = ENTRY.match(section.text.strip())
    assert found, "the severity stands first"
    assert {found[1]} == codes()[section.code]


def test_no_entry_is_without_an_example():
    without = {
        section.code
        for section in ENTRIES
        if section.code not in tells(section) and section.code not in typed_codes(section)
    }
    assert without == NEVER_SEEN


@pytest.mark.parametrize("section", ENTRIES, ids=lambda section: section.code)
def test_the_last_example_of_an_entry_is_mended(section):
    if section.code in NEVER_SEEN or section.code in typed_codes(section):
        return
    assert any(not example.tells for example in section.examples), "no example shows how to mend it"


@pytest.mark.parametrize(
    "section", [s for s in ENTRIES if s.code in tells(s)], ids=lambda section: section.code
)
def test_an_entry_says_whether_it_can_be_mended_by_itself(section):
    example = next(e for e in section.examples if section.code in " ".join(e.tells))
    data = example.completed().encode()
    author = "profile" in example.directives or "authors/" in example.file
    mended = mend(data, author=author)
    read = read_author if author else read_briefing
    left = {problem.code for problem in read(mended, "a", "a")[1]}
    found = ENTRY.match(section.text.strip())
    assert bool(found[2]) == (mended != data and section.code not in left)


# --- hooks


def test_the_hooks_that_are_named_are_there():
    offered = {hook["id"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
    named = set()
    for example in EXAMPLES:
        if "other" in example.directives:
            config = yaml.safe_load(example.text)
            for repository in config.get("repos", []):
                named |= {hook["id"] for hook in repository["hooks"]}
    assert named
    assert named <= offered


GIT = """\
#!/bin/sh
# Stands for git, with three files that are about to be committed.
case "$1 $2" in
    "diff --cached") printf 'briefings/%s.yaml\\0' good 'bad one' курс ;;
    "show :briefings/good.yaml") printf 'title: A\\nbody: x\\n' ;;
    "show :briefings/bad one.yaml") printf 'title: A: B\\nbody: x\\n' ;;
    "show :briefings/курс.yaml") printf 'title: A: B\\nbody: x\\n' ;;
    *) exit 9 ;;
esac
"""


def test_the_git_hook_stops_a_commit_that_has_an_error(tmp_path):
    (script,) = [example.text for example in EXAMPLES if example.language == "sh"]
    here = tmp_path / "here"
    (here / "briefings").mkdir(parents=True)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text(GIT, encoding="utf-8")
    (tools / "git").chmod(0o755)
    (here / "pre-commit").write_text(script)
    out = typed("sh pre-commit; echo status $?", here)
    assert "briefings/bad one.yaml:1:9: error[unquoted-colon]" in out
    assert "briefings/курс.yaml:1:9: error[unquoted-colon]" in out
    assert "briefings/good.yaml" in out
    assert out.endswith("status 123\n")  # as xargs has it
