"""What is told of an edit: `tests/edits/*.txt` change one briefing as an analyst would."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import twin
from rich.console import Console

from briefing_tui.archive import read_version
from briefing_tui.cli import drawing
from briefing_tui.cli.changes import sentences
from briefing_tui.comparing import compare
from briefing_tui.comparing.pairing import Likeness, Pairing, out_of_order
from briefing_tui.difference import BodyChange, CountChange, Renumbering

FOLDER = Path(__file__).parent / "edits"


@dataclass
class Edit:
    name: str
    before: str = twin.ENGLISH
    after: str = twin.ENGLISH
    same: bool = False
    told: list[str] = field(default_factory=list)


def shifted(text: str, first: int, by: int) -> str:
    """Renumber the notes from `first` on, and their marks with them."""

    def moved(match: re.Match[str]) -> str:
        number = int(match[1])
        return f"[{number + by if number >= first else number}]"

    return re.sub(r"\[(\d+)\]", moved, text)


def edits() -> list[Edit]:
    found: list[Edit] = []
    for path in sorted(FOLDER.glob("*.txt")):
        old = ""
        for row in path.read_text(encoding="utf-8").splitlines():
            sign, _, rest = row.partition(" ")
            words = rest.replace("\\n", "\n")
            if row.startswith("#:") or not row or row == "as":
                continue
            if sign == "==":
                found.append(Edit(rest))
                continue
            edit = found[-1]
            if row == "is":
                edit.before = edit.after
            elif re.fullmatch(r"\d+ \+\d+", row):
                edit.after = shifted(edit.after, int(sign), int(rest))
            elif sign == "<":
                old = words
            elif sign == ">":
                assert edit.after.count(old) == 1, (edit.name, old)
                edit.after = edit.after.replace(old, words)
            elif row == "= same":
                edit.same = True
            else:
                assert sign in "+-~", row
                edit.told.append(row)
    return found


def compared(after: str, before: str = twin.ENGLISH):
    sides = [read_version(text.encode(), "piece.yaml") for text in (before, after)]
    return compare(sides[0].briefing, sides[1].briefing, (sides[0].supports, sides[1].supports))


def told(after: str, before: str = twin.ENGLISH) -> list[str]:
    return [f"{sign} {text}" for sign, text in sentences(compared(after, before))]


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.name)
def test_what_is_told_of_an_edit(edit):
    assert told(edit.after, edit.before) == edit.told
    assert compared(edit.after, edit.before).same_evidence == edit.same


def test_notes_that_change_places_are_the_same_notes():
    rows = twin.ENGLISH.splitlines(keepends=True)
    one, other = (next(i for i, r in enumerate(rows) if r.startswith(f"  [{n}] “")) for n in (1, 3))
    first = rows[one].replace("[1]", "[3]", 1)
    rows[one], rows[other] = rows[other].replace("[3]", "[1]", 1), first
    lines = told("".join(rows))
    assert lines[0] == "~ note 1 is now note 3 and note 3 is now note 1"
    assert sum("moved from paragraph" in line for line in lines) == 2
    assert len(lines) == 3


def test_many_runs_of_numbers_are_not_told_one_by_one():
    notes = "".join(f"  [{n}] “T{n}”, Paper, https://p.example/{n}.\n" for n in range(1, 31))
    before = f"title: t\nbody: |\n  x\nfootnotes: |\n{notes}"
    after = re.sub(r"\[(\d+)\]", lambda m: f"[{int(m[1]) * 10}]", before)
    (line,) = told(after, before)
    assert line.startswith("~ note 1 is now note 10, note 2 is now note 20, ")
    assert line.endswith(" and 24 more notes have other numbers")


def test_a_note_that_is_gone_is_told_where_it_stood():
    def text(*notes: str) -> str:
        rows = "".join(f"  [{n}] “{title}”, Paper.\n" for n, title in enumerate(notes, 1))
        return f"title: t\nbody: |\n  x\nfootnotes: |\n{rows}"

    lines = told(text("Salt", "Tar", "Rope"), text("Salt", "Kelp and Sand", "Tar"))
    named = [line for line in lines if "note" in line.split("source")[0]]
    assert [line[:16] for line in named[:2]] == ["- note 2 is gone", "+ note 3 is new:"]


def test_an_ibid_elsewhere_is_not_the_ibid_that_a_source_has_taken_the_place_of():
    def text(body: str, *notes: str) -> str:
        rows = "".join(f"  [{n}] {note}\n" for n, note in enumerate(notes, 1))
        return f"title: t\nbody: |\n  {body}\nfootnotes: |\n{rows}"

    salt, tar = (f"“{title}”, Paper, https://p.example/{title}." for title in ("Salt", "Tar"))
    two = "Boats left the port in May.[1] Nobody counted the carts.[2]"
    more = f"{two} The toll house has no roof.[3] Its keeper was ill for days.[4]"
    lines = told(text(more, salt, tar, salt, "Ibid."), text(two, salt, "Ibid."))
    assert lines[0].startswith("~ note 2 rested on Paper, “Salt” (“Ibid.”), now on Paper, “Tar”")
    assert "+ note 4 is new: “Ibid.”, which means note 3 (Paper)" in lines


# --- other pieces


def test_a_translation_is_held_against_its_original_paragraph_by_paragraph():
    before = re.sub(r"takeaways:\n(?:  - .*\n)+", "", twin.ENGLISH)
    body, notes = before.split("footnotes: |")
    head, paragraphs = body.split("body: |")
    foreign = re.sub(r"[^\W\d_]+", lambda m: m[0][::-1].casefold() + "ça", paragraphs)
    after = head.replace("lang: en", "lang: tr") + "body: |" + foreign + "footnotes: |" + notes
    lines = told(after, before)
    assert lines[0] == "~ the language is tr, before en"
    assert lines[-1] == "~ the text changed in 9 paragraphs (1 to 9), the evidence did not"
    lost = after.replace("[7]", "", 1)
    assert "- paragraph 8 lost note 7 (Marlen Times)" in told(lost, before)


def test_a_piece_of_its_own_is_compared_by_its_sources():
    found = compared(twin.OTHER)
    assert BodyChange(9, 2) in found.changes
    lines = told(twin.OTHER)
    assert any(line.startswith("~ the body has been written anew or is another") for line in lines)
    assert "~ it rests on 1 source, before on 4" in lines
    assert not any("Coast Review" in line for line in lines if "no longer used" in line)


def test_a_piece_that_comes_or_goes():
    version = read_version(twin.OTHER.encode(), "piece.yaml")
    figures = "2 paragraphs (1 without a note), 1 note on 1 source"
    come = [t for _, t in sentences(compare(None, version.briefing, ((), version.supports)))]
    gone = [t for _, t in sentences(compare(version.briefing, None, (version.supports, ())))]
    assert come == [
        f"the briefing is new: “The Price of Salt”, {figures}",
        "takeaway 1 is new, no note stands on it: “Salt costs more in the south.”",
        "new source: Coast Review, “Four Years Of Patrols”, for note 1",
    ]
    assert gone[0] == f"the briefing is gone: “The Price of Salt”, {figures}"
    assert compare(None, None, ((), ())).changes == ()


# --- drawing


def test_what_is_drawn_is_never_markup():
    after = twin.ENGLISH.replace("[4] “Four Years Of Patrols”", "[4] “[bold]Four[/] Years”", 1)
    console = Console(file=io.StringIO(), width=50, force_terminal=True, color_system="standard")
    drawing.changes(console, sentences(compared(after)), head="briefing diff [b]x[/b]")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", console.file.getvalue()).splitlines()
    assert plain[0] == "briefing diff [b]x[/b]"
    assert "“[bold]Four[/] Years”" in " ".join(" ".join(plain).split())
    assert all(line[:2] in ("~ ", "- ", "+ ", "  ") for line in plain[1:])
    assert max(map(len, plain)) <= 50


# --- pairing


def test_the_fewest_that_moved():
    assert out_of_order([(0, 3), (1, 0), (2, 1), (3, 2)]) == {0}
    assert out_of_order([(0, 0), (2, 5), (7, 9)]) == set()
    assert out_of_order([]) == set()


def test_many_of_one_key_are_paired_in_their_order():
    pairing = Pairing(500, 498)
    pairing.by_key({n: ["x"] for n in range(500)}, {n: ["x"] for n in range(498)})
    assert len(pairing.pairs) == 498
    assert not out_of_order(pairing.pairs)


def test_words_that_all_have_make_no_likeness():
    before = [frozenset({"the", "of", "and", word}) for word in "abcdefgh"]
    after = [frozenset({"the", "of", "and", word}) for word in "stuvwxyz"]
    pairing = Pairing(8, 8)
    Likeness(before, after).join(pairing, 0.45)
    assert not pairing.pairs


def test_long_texts_take_little_time():
    words = [f"{a}{b}" for a in "bcdfghjklm" for b in "aeiou"]

    def piece(seed: int) -> bytes:
        text, notes = [], []
        for n in range(2_000):
            picked = [words[(seed + n * k * k + k) % 50] + str((n * k) % 97) for k in range(1, 21)]
            text.append(" ".join(picked).capitalize() + f".[{n + 1}]")
            notes.append(
                f"  [{n + 1}] "
                + ("Ibid." if n % 3 else f"“{picked[0]} {n}”, P, https://p.example/{seed}/{n}.")
            )
        body = "\n\n".join("  " + " ".join(text[n : n + 5]) for n in range(0, 2_000, 5))
        return f"title: t\nbody: |\n{body}\nfootnotes: |\n{chr(10).join(notes)}\n".encode()

    one, other = (read_version(piece(seed), "p.yaml") for seed in (1, 2))
    start = time.perf_counter()
    found = compare(one.briefing, other.briefing, ((), ()))
    assert time.perf_counter() - start < 10  # about 0.5 s; a quadratic way takes minutes
    assert not found.same_evidence


def test_a_giant_sentence_of_marks_takes_little_time():
    notes = "\n".join(f"  [{n}] “T {n}”, P, https://p.example/{n}." for n in range(1, 2_001))
    marks = "".join(f"[{n}]" for n in range(1, 2_001))
    before = f"title: t\nbody: |\n  Word here.{marks}\nfootnotes: |\n{notes}\n"
    after = before.replace("p.example", "q.example").replace("“T", "“U")
    start = time.perf_counter()
    found = compared(after, before)
    assert time.perf_counter() - start < 20
    kinds = {type(change) for change in found.changes}
    assert Renumbering not in kinds
    assert CountChange not in kinds
