"""Faults between files: each by its code, its place, and a word or two of its hint."""

from __future__ import annotations

import os
import time

import pytest

from briefing_tui.archive import Archive
from briefing_tui.briefing import Mention
from briefing_tui.catalogue import tables
from briefing_tui.checking import Piece, across

BODY = "body: |\n  Boats left.\n"


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + ("" if name.startswith("authors/") else BODY), encoding="utf-8")


@pytest.fixture
def check(tmp_path):
    """Give a function that writes files into an archive and tells the faults between them."""
    folder = tmp_path / "briefings"
    folder.mkdir()

    def told(files, *paths):
        write(folder, files)
        with Archive.open(folder, cache=tmp_path / "cache") as archive:
            checked = archive.check([folder / path for path in paths])
        shown = [(c.problem, c.problem.path.removeprefix(f"{folder}/")) for c in checked]
        return [
            (path, p.line, p.column, p.severity, p.code, p.hint)
            for p, path in shown
            if not p.code.startswith(("missing-", "empty-"))
        ]

    return told


TRAPS = [
    ({"a.yaml": "title: A\nauthors: [derya-ornk, {name: Ada}]\n",
      "authors/derya-ornek.yaml": "name: Derya\n"},
     ("a.yaml", 2, 11, "warning", "unknown-author", "did you mean derya-ornek?")),
    ({"a.yaml": "title: A\nauthors:\n  - x\n  - nobody\n", "authors/x.yaml": "name: X\n"},
     ("a.yaml", 4, 5, "warning", "unknown-author", "authors/nobody.yaml")),
    ({"a.yaml": "title: A\nauthors: x, nobody\n", "authors/x.yaml": "name: X\n"},
     ("a.yaml", 2, 10, "warning", "unknown-author", "name: …")),
    ({"a.yaml": "title: A\ntranslation_of: two-port\n", "deep/two-ports.yaml": "title: B\n"},
     ("a.yaml", 2, 17, "error", "unknown-original", "did you mean two-ports?")),
    ({"a.yaml": "title: A\ntranslation_of: zzz\n"},
     ("a.yaml", 2, 17, "error", "unknown-original", "briefing list")),
    ({"a.yaml": "title: A\nlang: en\n",
      "b.yaml": "title: B\nlang: tr\ntranslation_of: a\n",
      "c.yaml": "title: C\nlang: tr\ntranslation_of: a\n"},
     ("c.yaml", 2, 7, "warning", "translation-twice", "lang")),
    ({"a.yaml": "title: A\nlang: en\n", "b.yaml": "title: B\nlang: en\ntranslation_of: a\n"},
     ("b.yaml", 2, 7, "warning", "translation-twice", "lang")),
    ({"a.yaml": "title: A\nlang: en\n",
      "b.yaml": "title: B\nlang: tr\ntranslation_of: a\n",
      "c.yaml": "title: C\nlang: ru\ntranslation_of: b\n"},
     ("c.yaml", 3, 17, "warning", "translation-of-translation", "translation_of: a")),
    ({"a.yaml": "title: A\nrelated: [b, c]\n", "b.yaml": "title: B\n"},
     ("a.yaml", 2, 14, "warning", "unknown-related", "briefing list")),
    ({"a.yaml": "title: A\nrelated: none\n"},
     ("a.yaml", 2, 10, "warning", "unknown-related", "related: []")),
    ({"a.yaml": "title: A\ntranslation_of: b.yaml\n", "b.yaml": "title: B\n"},
     ("a.yaml", 2, 17, "error", "unknown-original", "without its ending: b")),
    ({"a.yaml": "title: A\nrelated: [a]\n"},
     ("a.yaml", 2, 11, "warning", "related-to-itself", "delete")),
    ({"a.yaml": "title: A\nlang: en\nalso_in: [tr, ru]\n",
      "b.yaml": "title: B\nlang: tr\ntranslation_of: a\n"},
     ("a.yaml", 3, 11, "info", "also-in-archive", "delete tr")),
    ({"a.yaml": "title: A\nlang: en\n",
      "b.yaml": "title: B\nlang: tr\ntranslation_of: a\nalso_in: [en]\n"},
     ("b.yaml", 4, 11, "info", "also-in-archive", "delete en")),
    ({"a.yaml": "title: A\nlang: en\nalso_in: en\n"},
     ("a.yaml", 3, 10, "info", "also-in-archive", "delete en")),
    ({"a.yaml": "title: A\n", "z/a.yml": "title: B\n"},
     ("z/a.yml", 1, 1, "error", "slug-clash", "a name of its own")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "expected"), TRAPS, ids=[f"{n}-{trap[1][4]}" for n, trap in enumerate(TRAPS)]
)
def test_a_fault_between_files_is_told_once_with_its_place(check, files, expected):
    (told,) = check(files)
    assert told[:5] == expected[:5]
    assert expected[5] in told[5]


def test_translations_in_a_circle_are_told_in_each_of_them(check):
    told = check({f"{a}.yaml": f"title: {a}\ntranslation_of: {b}\n" for a, b in ("ab", "bc", "ca")})
    assert [(t[0], t[4]) for t in told] == [
        ("a.yaml", "translation-circle"),
        ("b.yaml", "translation-circle"),
        ("c.yaml", "translation-circle"),
    ]


def test_an_archive_in_order_has_no_fault(check):
    assert (
        check(
            {
                "a.yaml": "title: A\nlang: en\nauthors: [x]\nrelated: [d]\nalso_in: [de]\n",
                "b.yaml": "title: B\nlang: tr\ntranslation_of: a\nauthors: [{name: Ada}]\n",
                "c/c.yaml": "title: C\nlang: ru\ntranslation_of: a\nauthors: Ada Deniz\n",
                "d.yaml": "title: D\nrelated: []\n",
                "authors/x.yaml": "name: X\n",
            }
        )
        == []
    )


def test_what_is_asked_of_one_file_is_answered_with_all_in_view(check):
    files = {
        "a.yaml": "title: A\nauthors: [x]\n",
        "b.yaml": "title: B\nauthors: [nobody]\n",
        "authors/x.yaml": "name: X\n",
    }
    assert check(files, "a.yaml") == []
    assert [t[4] for t in check({}, "b.yaml")] == ["unknown-author"]
    assert [t[4] for t in check({}, "authors")] == []


def test_a_profile_that_comes_or_goes_is_noticed(check, tmp_path):
    files = {"a.yaml": "title: A\nauthors: [x]\n"}
    assert [t[4] for t in check(files)] == ["unknown-author"]
    assert check({"authors/x.yaml": "name: X\n"}) == []
    (tmp_path / "briefings/authors/x.yaml").unlink()
    assert [t[4] for t in check({})] == ["unknown-author"]


def test_a_profile_that_cannot_be_read_is_there_all_the_same(check):
    files = {"a.yaml": "title: A\nauthors: [x]\n", "authors/x.yaml": "name: [\n"}
    assert {t[0] for t in check(files)} == {"authors/x.yaml"}


def test_faults_between_files_are_among_those_that_the_interface_lists(tmp_path):
    write(tmp_path, {"a.yaml": "title: A\nauthors: [nobody]\n"})
    with Archive.open(tmp_path, cache=tmp_path / ".cache") as archive:
        archive.refresh(index=False)
        assert "unknown-author" in {p.code for p in archive.problems()}


def test_a_refresh_looks_for_no_faults_that_nobody_has_asked_for(tmp_path, monkeypatch):
    write(tmp_path, {"a.yaml": "title: A\nauthors: [nobody]\n"})
    with Archive.open(tmp_path, cache=tmp_path / ".cache") as archive:
        monkeypatch.setattr("briefing_tui.archive.workbench.problems_of", None)
        assert archive.refresh(index=False).added == ("a",)


def test_a_broken_file_is_measured_by_what_it_says_now(check):
    check({"a.yaml": "title: A\nauthors: [x]\n", "authors/x.yaml": "name: X\n"})
    told = check({"a.yaml": "title: A: B\n\nauthors: [nobody]\n"})
    assert [(t[1], t[4]) for t in told] == [(1, "unquoted-colon"), (3, "unknown-author")]


def test_ten_thousand_faults_and_a_long_chain_take_no_time():
    pieces = {
        f"s{n}": Piece(
            f"s{n}",
            f"s{n}.yaml",
            (
                Mention("authors", f"nobody-{n}", 1, 1),
                Mention("translation_of", f"s{(n + 1) % 10_000}", 2, 1),
                Mention("related", f"none-{n}", 3, 1),
            ),
        )
        for n in range(10_000)
    }
    start = time.process_time()
    found = across(pieces, {f"person-{n}" for n in range(3000)}, [f"s{n}" for n in range(200)])
    assert {p.code for p in found["s7"]} == {
        "unknown-author", "translation-circle", "unknown-related"
    }  # fmt: skip
    assert all(len(p.message) < 300 for problems in found.values() for p in problems)
    assert time.process_time() - start < 60  # seconds; with a square in it, it would be hours


def test_the_place_is_that_in_the_file_where_it_could_not_be_read_as_it_is(check):
    told = check({"a.yaml": "title: A\ntranslation_of:nothere\n"})
    assert [t[1:3] for t in told if t[4] == "unknown-original"] == [(2, 16)]


def circle(size, *more):
    """Give pieces in a circle, each with what is given, and one more that leads into it."""
    return {
        f"s{n}": Piece(
            f"s{n}",
            f"s{n}.yaml",
            (Mention("translation_of", f"s{(n + 1) % size}", 2, 1), *more),
        )
        for n in range(size)
    } | {"in": Piece("in", "in.yaml", (Mention("translation_of", "s0", 2, 1),))}


def test_a_circle_is_told_by_its_members_and_by_nobody_who_leads_into_it():
    found = across(circle(3), ())
    assert found.keys() == {"s0", "s1", "s2"}
    assert "s1 → s2 → s0 → s1" in found["s1"][0].message
    found = across(circle(7), ())
    assert "s5 → s6 → s0 → s1 → s2 → s3 → … → s5" in found["s5"][0].message


def test_large_circles_and_families_take_time_in_proportion_to_their_size():
    spent = []
    for size in (2000, 16_000):
        related = [Mention("also_in", "de", 3, 1)] * 3
        pieces = circle(size, *related) | {
            f"t{n}": Piece(
                f"t{n}",
                f"t{n}.yaml",
                (Mention("translation_of", "t0" if n else "none", 2, 1), *related),
            )
            for n in range(size)
        }
        start = time.process_time()
        found = across(pieces, ())
        spent.append(time.process_time() - start)
        assert len(found) == size + 1
    # Eight times as many take some eight times as long; with a square in it, sixty-four times.
    assert spent[1] < 24 * max(spent[0], 0.02)


# --- a file that has changed, whatever its time stamps say


def codes(archive, *paths):
    return {c.problem.code for c in archive.check(paths) if not c.problem.code.startswith("miss")}


def test_a_change_that_keeps_the_time_of_modification_is_noticed(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("title: A\ndate: 2031-05-06\n" + BODY)
    os.utime(path, ns=(1, 1_700_000_000_000_000_000))
    with Archive.open(tmp_path, cache=tmp_path / ".cache") as archive:
        archive.refresh(index=False)
        assert codes(archive) == set()
        path.write_text("title: A\ndate: 06.05.2031\n" + BODY)
        os.utime(path, ns=(1, 1_700_000_000_000_000_000))
        assert codes(archive) == codes(archive, path) == {"bad-date"}


def test_rules_that_have_changed_are_applied_to_files_that_have_not(tmp_path, monkeypatch):
    write(tmp_path, {"a.yaml": "title: A\n"})
    with Archive.open(tmp_path, cache=tmp_path / ".cache") as archive:
        archive.refresh(index=False)
        assert archive.list()
    monkeypatch.setattr("briefing_tui.catalogue.tables.SCHEMA", 7)  # as another version's is
    with Archive.open(tmp_path, cache=tmp_path / ".cache") as archive:
        assert archive.list() == []
        archive.refresh(index=False)
        assert archive.list()


def test_two_installations_of_the_same_modules_share_a_catalogue(tmp_path, monkeypatch):
    made = []
    for number, folder in enumerate((tmp_path / "one", tmp_path / "two")):
        for part in ("yamlfile", "body", "sources", "catalogue"):
            (folder / part).mkdir(parents=True)
            path = folder / part / "rules.py"
            path.write_text("RULES = 1\n")
            os.utime(path, (number, number))
        monkeypatch.setattr(tables, "__file__", str(folder / "catalogue" / "tables.py"))
        made.append(tables._rules())
    assert made[0] == made[1] != []
    (tmp_path / "two/body/rules.py").write_text("RULES = 10\n")
    assert tables._rules() != made[0]
