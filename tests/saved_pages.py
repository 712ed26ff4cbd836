"""Pages that were set by hand, as sites, mails and PDFs set them: `tests/saved`.

A file holds what a person would read from a page, a rule of equals signs, and the page. `{en3:1,2}`
stands for the third English paragraph of the pool with note 1 after its first sentence and note 2
after its second (`1=3` is a 1 on the page that is to be read as a 3), `{n2}` for the second note of
the page's language.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "saved"
POOL = yaml.safe_load((FOLDER / "pool.yaml").read_text(encoding="utf-8"))
ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
_PARAGRAPH = re.compile(r"\{(en|tr|ru|de)(\d)(?::([\d,=]*))?\}")
_PAGE_LINES = 17


@dataclass(frozen=True)
class Saved:
    """A page, and what a person reads from it."""

    wanted: dict[str, object]
    text: str
    paragraphs: tuple[str, ...]
    """Those of the pool that stand in it, marks as `[n]`."""
    notes: tuple[str, ...]


def names() -> list[str]:
    """Give the names of all pages."""
    return sorted(path.stem for path in FOLDER.glob("*.page"))


def saved(name: str) -> Saved:
    """Read a page."""
    head, _, template = (FOLDER / f"{name}.page").read_text(encoding="utf-8").partition("=====\n")
    wanted = {k: str(v) if k == "date" else v for k, v in yaml.safe_load(head).items()}
    style = wanted.get("mark", "[{}]")

    def paragraph(match: re.Match[str], mark) -> str:
        sentences = POOL[match[1]][int(match[2]) - 1]
        given = (match[3] or "").split(",")
        return " ".join(
            sentence + (mark(given[n]) if n < len(given) and given[n] else "")
            for n, sentence in enumerate(sentences)
        )

    marked = [
        paragraph(match, lambda n: f"[{n.split('=')[-1]}]")
        for match in _PARAGRAPH.finditer(template)
    ]
    text = _PARAGRAPH.sub(
        lambda m: paragraph(m, lambda n: _mark(style, int(n.split("=")[0]))), template
    )
    pool = POOL["notes"][wanted["lang"]]
    notes = [pool[int(n) - 1] for n in re.findall(r"\{n(\d)\}", text)]
    text = re.sub(r"\{n(\d)\}", lambda m: pool[int(m[1]) - 1], text)
    if width := wanted.get("wrap"):
        text = _wrapped(text, width, hyphenate=wanted.get("hyphenate", False))
    if running := wanted.get("running"):
        text = _paged(text, running)
    return Saved(wanted, text, tuple(marked), tuple(notes))


def _mark(style: str, number: int) -> str:
    if style == "raised":
        return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    if style == "glued":
        return str(number)
    if style == "[roman]":
        return f"[{ROMAN[number]}]"
    return style.format(number)


def _wrapped(text: str, width: int, *, hyphenate: bool) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        indent = re.match(r"[*•▪–-] |\d+\. |\[\d+\] ", line)
        filled = textwrap.wrap(
            line,
            width,
            subsequent_indent=" " * len(indent[0]) if indent else "",
            break_on_hyphens=False,
            break_long_words=False,
        )
        lines += (_hyphenated(filled, width) if hyphenate and not indent else filled) or [""]
    return "\n".join(lines)


def _hyphenated(lines: list[str], width: int) -> list[str]:
    """Break the first word of a line in two where its beginning fits the line before."""
    out = lines[:1]
    for line in lines[1:]:
        word, _, rest = line.partition(" ")
        room = width - len(out[-1]) - 2
        if len(word) > 7 and word.isalpha() and word.islower() and room >= 3:
            cut = min(room, len(word) - 3)
            out[-1] += f" {word[:cut]}-"
            word = word[cut:]
        out.append(f"{word} {rest}".strip())
    return out


def _paged(text: str, running: list[str]) -> str:
    """Cut a text into pages, each with its number and a running head."""
    lines = text.split("\n")
    out: list[str] = []
    for number, start in enumerate(range(0, len(lines), _PAGE_LINES), 1):
        out += lines[start : start + _PAGE_LINES]
        if start + _PAGE_LINES < len(lines):
            out += ["", str(number), "", f"\f{running[number % len(running)]}", ""]
    return "\n".join(out)
