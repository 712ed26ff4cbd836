"""Each trap of YAML: its own code, its place, and a hint that mends it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from briefing_tui.yamlfile import read_author, read_briefing

# Input, code, line, column, a word or two of the hint, and the title that is read all the same.
BODY = "\nbody: |\n  Boats left.\n"
TRAPS = [
    ("title: Two Ports: One Channel" + BODY, "unquoted-colon", 1, 17,
     'title: "Two Ports: One Channel"', "Two Ports: One Channel"),
    ('title: The "Old" Port: Closed' + BODY, "unquoted-colon", 1, 22,
     """title: 'The "Old" Port: Closed'""", 'The "Old" Port: Closed'),
    ("title: A\ntakeaways:\n  - Costs: up" + BODY, "unquoted-colon", 3, 5, '"Costs: up"', "A"),
    ("title: A\ntakeaways:\n  - Costs: they\n    rise.\n  - B" + BODY, "unquoted-colon", 3, 5,
     "quotes", "A"),
    ("title: A\ntakeaways:\n  - One.\n  – Two." + BODY, "not-an-item", 4, 3, "hyphen", "A"),
    ("title: A\ntakeaways:\n  - One.\n   - Two." + BODY, "item-in-item", 4, 4, "column", "A"),
    ("title: A\ntakeaways:\n  One.\n  Two." + BODY, "one-item", 3, 3, "hyphen", "A"),
    ("title: A\ntakeaways:\n  - Costs: up: far" + BODY, "unquoted-colon", 3, 14, "quotes", "A"),
    ("title: A\nbody: Boats left.\n\n  They: late.\n", "unquoted-colon", 4, 7, "body: |", "A"),
    ("title: A\nauthors:\n  - name: X\n    bio:\n      Seen: late.\n      More: yes.\n" + BODY,
     "unquoted-colon", 5, 7, "quotes", "A"),
    ("title: A\nauthors: [{name: X, role: Y: Z}]" + BODY, "unquoted-colon", 2, 28, '"Y: Z"', "A"),
    ("title: A\nfootnotes:\n  - 1: Note" + BODY, "unquoted-colon", 3, 5, "footnotes: |", "A"),
    ("title: A\nbody:\n  Boats left: late.\n", "text-without-bar", 2, 6, "body: |", "A"),
    ("title: A\nbody:\n  Boats left.\n\n  They said: late.\n", "text-without-bar", 2, 6,
     "body: |", "A"),
    ("title: A\nbody:  # the text\n  # Ports\n\n  Boats left.\n", "text-without-bar", 2, 6,
     "body: |", "A"),
    ("title: A\nbody: Boats left.\n\n  ## Ports\n\n  More.\n", "text-without-bar", 2, 6,
     "body: |", "A"),
    ("title: A\nbody:\n  - Boats left.\n", "text-without-bar", 2, 6, "body: |", "A"),
    ('title: A\nbody:\n  "Boats" left.\n', "text-without-bar", 2, 6, "body: |", "A"),
    ("title: A" + BODY + "footnotes:\n  [1] x\n  [2] y: z\n", "text-without-bar", 4, 11,
     "footnotes: |", "A"),
    ("title: A" + BODY + "footnotes:\n  1. x\n  2. y: z\n", "text-without-bar", 4, 11,
     "footnotes: |", "A"),
    ("title: A" + BODY + "footnotes:\n[1] x\n[2] y: z\n", "text-not-indented", 5, 1,
     "footnotes: |", "A"),
    ("title: A\nbody:\nBoats left.\n\nMore: late.\n", "text-not-indented", 3, 1, "body: |", "A"),
    ("title: A\nfootnotes:\n  1: “A”, B (Seen: 1.1.2031)" + BODY, "unquoted-colon", 3, 18,
     "footnotes: |", "A"),
    ("title: A\n  kind: B" + BODY, "bad-indent", 2, 1, "start of the line", "A"),
    ("title: A\ntakeaways:\n  - one\n - two" + BODY, "bad-indent", 4, 2, "two spaces", "A"),
    ("title: A\nauthors:\n  - name: X\n  role: Y" + BODY, "bad-indent", 4, 3, "four spaces", "A"),
    ("- title: A\nkind: B" + BODY, "bad-indent", 1, 1, "delete", "A"),
    ("title: A\ntakeaways:\n  -one\n  -two" + BODY, "not-an-item", 3, 3, "- ", "A"),
    ("title: A\ntakeaways:\n  - one\n  -two" + BODY, "not-an-item", 4, 3, "- ", "A"),
    ("title: A\ntakeaways:\n-one\n-two" + BODY, "not-an-item", 3, 1, "- ", "A"),
    ("title: A\ntakeaways:\n  * one\n  * two" + BODY, "not-an-item", 3, 3, "- ", "A"),
    ("title: A\ntakeaways:\n  – one\n  – two" + BODY, "not-an-item", 3, 3, "- ", "A"),
    ("title: A\nauthors:\n  1. one\n  2. two" + BODY, "not-an-item", 3, 3, "- ", "A"),
    ("title: A\ntopics:\n  one: two" + BODY, "not-an-item", 3, 3, "- ", "A"),
    ("title: A\nlang: [en]" + BODY, "one-value", 2, 7, "“en”", "A"),
    ("title: A\nlang: [en, tr]" + BODY, "one-value", 2, 7, "one of them", "A"),
    ("title:\n  - A" + BODY, "one-value", 2, 3, "- ", "A"),
    ("title: A\ntopics: b, c]" + BODY, "unopened-bracket", 2, 13, "[b, c]", "A"),
    ("title: A\ntakeaways:\n  - It is\n    said]" + BODY, "unopened-bracket", 4, 9, "[It", "A"),
    ('title: A"' + BODY, "unopened-quote", 1, 9, '"A"', 'A"'),
    ("title: A\nbody: |\nBoats left.\n\nMore.\n", "text-not-indented", 3, 1, "two spaces", "A"),
    ("title: A\nbody: |\n  Boats left.\n\nMore.\nkind: B\n", "text-not-indented", 5, 1,
     "two spaces", "A"),
    ("title: A\nbody: |\n    Boats left.\n\n  More.\nkind: B\n", "text-not-indented", 5, 3,
     "four spaces", "A"),
    ("title: A" + BODY + "footnotes: |\n[1] x\n[2] y\n", "text-not-indented", 5, 1, "indent", "A"),
    ("title: A\ntakeaways:\n\t- one" + BODY, "tab-indent", 3, 1, "two spaces", "A"),
    ("title: A\nbody: |\n\tBoats left.\n", "tab-indent", 3, 1, "two spaces", "A"),
    ("title: A\n\tkind: B" + BODY, "tab-indent", 2, 1, "delete it: fields begin", "A"),
    ("\ttitle: A\n\tkind: B" + BODY, "tab-indent", 1, 1, "delete it: fields begin", "A"),
    ("title: A\n\tkind: B\ntopics:\n\t- one" + BODY, "tab-indent", 2, 1,
     "delete it: fields begin at the start of the line; in other lines replace", "A"),
    ("title: A\ntakeaways:\n  - It is\n    # a comment\n    said" + BODY, "comment-in-text", 4, 5,
     "move it above line 3", "A"),
    ("title: A\ntakeaways:\n  - It is\n    said: no" + BODY, "unquoted-colon", 4, 9, "quotes", "A"),
    ("title: A\ntakeaways:\n  - It is # a comment\n    said" + BODY, "comment-in-text", 3, 11,
     "move it above line 3", "A"),
    ("title: A\n# a comment\n  and B" + BODY, "comment-in-text", 2, 1, "above line 1", "A and B"),
    ("title: A\nkind:\u00a0Report" + BODY, "nbsp-after-colon", 2, 6, "plain space", "A"),
    ("title:\u00a0A" + BODY, "nbsp-after-colon", 1, 7, "plain space", "A"),
    ("title: A\nbody: |\n  Boats.\n\u00a0\u00a0Left.\n", "nbsp-indent", 4, 1, "plain space", "A"),
    ("title:A" + BODY, "no-space-after-colon", 1, 6, "title: ", "A"),
    ("title：A" + BODY, "fullwidth-colon", 1, 6, "title: ", "A"),
    ("title: &Joy of ports" + BODY, "anchor", 1, 8, '"&Joy of ports"', "&Joy of ports"),
    ("title: *Old* ports" + BODY, "alias", 1, 8, '"*Old* ports"', "*Old* ports"),
    ("title: *Old" + BODY, "alias", 1, 8, '"*Old"', "*Old"),
    ("title: !New ports" + BODY, "tag", 1, 8, '"!New ports"', "!New ports"),
    ("title: !!python/name:os.system x" + BODY, "tag", 1, 8, "quotes",
     "!!python/name:os.system x"),
    ("title: @home" + BODY, "reserved-character", 1, 8, '"@home"', "@home"),
    ("title: - a dash" + BODY, "reserved-character", 1, 8, '"- a dash"', "- a dash"),
    ("title: [Draft] Ports" + BODY, "unquoted-bracket", 1, 16, '"[Draft] Ports"', "[Draft] Ports"),
    ("title: [Draft]" + BODY, "unquoted-bracket", 1, 8, '"[Draft]"', "[Draft]"),
    ("title: A\ntopics: [a, b]]" + BODY, "unquoted-bracket", 2, 15, "topics: [a, b]", "A"),
    ("title: A" + BODY + "footnotes: [1] x\n", "unquoted-bracket", 4, 16, "footnotes: |", "A"),
    ("title: A\ntopics: [a, b\nkind: B" + BODY, "unclosed-bracket", 2, 9, "]", "A"),
    ("title: A\ntopics: [a,\n  b\nkind: B" + BODY, "unclosed-bracket", 2, 9, "]", "A"),
    ("title: A\ntopics: [a, , b]" + BODY, "unclosed-bracket", 2, 13, "delete", "A"),
    ("title: A\ntopics: ['a'b]" + BODY, "unclosed-bracket", 2, 13, "quotes", "A"),
    ("title: A\ntopics: [a, @b]" + BODY, "reserved-character", 2, 13, '"@b"', "A"),
    ('title: A\ntopics: [a, "b]' + BODY, "unclosed-quote", 2, 13, '"b"]', "A"),
    ("title: ] A" + BODY, "reserved-character", 1, 8, '"] A"', "] A"),
    ("title: !New!A" + BODY, "tag", 1, 8, '"!New!A"', "!New!A"),
    ('title: "Ports" and ships' + BODY, "text-after-quote", 1, 16,
     """'"Ports" and ships'""", '"Ports" and ships'),
    ('title: "Ports" and "ships"' + BODY, "text-after-quote", 1, 16,
     "quotes", '"Ports" and "ships"'),
    ('title: "They said "no" then"' + BODY, "text-after-quote", 1, 20,
     "quotes", 'They said "no" then'),
    ("title: 'It's late'" + BODY, "text-after-quote", 1, 12, '"It\'s late"', "It's late"),
    ('title: "Ports' + BODY, "unclosed-quote", 1, 8, 'title: "Ports"', "Ports"),
    (r'title: "C:\new\q"' + BODY, "bad-escape", 1, 15, "backslash twice", r"C:\new\q"),
    ("title: > 5 ports" + BODY, "text-after-bar", 1, 8, '"> 5 ports"', "> 5 ports"),
    ("title: The C # problem" + BODY, "cut-at-hash", 1, 14, '"The C # problem"', "The C"),
    ("title: Issue #5 of the year" + BODY, "cut-at-hash", 1, 14, "quotes", "Issue"),
    ("title: A\ntitle: B" + BODY, "duplicate-key", 2, 1, "keep one", "A"),
    ("title: A" + BODY + "---\n  More.\nkind: B\n", "dashes-in-body", 4, 1, "two spaces", "A"),
    ("title: A" + BODY + "...\n  More.\nkind: B\n", "dots-end-document", 4, 1, "two spaces", "A"),
    ("title: A" + BODY + "kind: B\n...\nMore.\n", "dots-end-document", 5, 1, "delete it", "A"),
    ('{"title": "A", "body": "b"}\nMore.\n', "several-documents", 2, 1, "into a field", "A"),
    ("title: A" + BODY + "kind: B\n---\ntitle: C\n", "several-documents", 5, 1, "of its own", "A"),
    ("---\ntitle: A\n---\n\nBoats left: late.\n", "front-matter", 3, 1, "briefing add", None),
    ("title: A\nboats\nkind: B" + BODY, "not-a-field", 2, 1, "indent", "A"),
    ("boats\ntitle: A\nkind: B" + BODY, "not-a-field", 1, 1, "delete", "A"),
    ("kind = B\ntitle: A" + BODY, "not-a-field", 1, 1, "kind: ", "A"),
    ("title: A\ntakeaways:\n  - one\n  two" + BODY, "not-a-field", 4, 3, "four spaces", "A"),
    ("title: A\nmood:good" + BODY, "no-space-after-colon", 2, 5, "mood: ", "A"),
    ("%YAML 7.1\n---\ntitle: A" + BODY, "yaml-directive", 1, 1, "delete", "A"),
    ("title: A" + BODY + "x-deep: " + "[" * 20 + "]" * 20 + "\n", "too-deep", 4, 24, "quotes", "A"),
    ("title: A" + BODY + "x-wide: [" + "a," * 20_001 + "]\n", "too-many-values", 4, 39_996,
     "files of their own", "A"),
    ("title: A" + BODY + "[a, b]: c\n", "list-as-key", 4, 1, "quotes", "A"),
    ("Just text.\n", "not-a-briefing", 1, 1, "briefing add", None),
    ("- a\n- b\n", "not-a-briefing", 1, 1, "briefing add", None),
    ("<!DOCTYPE html>\n<p>title: x</p>\n", "looks-like-html", 1, 1, "briefing add", None),
    ("  \n", "empty-file", 1, 1, "title and body", None),
    ("title: a\x1bb" + BODY, "control-character", 1, 9, "delete", "a␛b"),
    ('title: "a\\eb"' + BODY, "control-character", 1, 8, "delete", "a␛b"),
    ("title: a\u202eb" + BODY, "bidi-character", 1, 9, "delete", "a\ufffdb"),
    ("title: a\U000e0041b" + BODY, "hidden-character", 1, 9, "delete", "a\ufffdb"),
    ("title: a\u2028b" + BODY, "hidden-character", 1, 9, "delete", "a\ufffdb"),
    ("title: A\nbody: >\n  Boats left.\n\n  More.\n", "lines-joined", 2, 7, "body: |", "A"),
    ("title: A\nbody: Boats left.\n\n  More.\n", "lines-joined", 2, 7, "body: |", "A"),
    ("title: A\ndate: 26.03.2024" + BODY, "bad-date", 2, 7, "2024-03-26", "A"),
    ("title: A\ndate: 2024-3-6" + BODY, "bad-date", 2, 7, "2024-03-06", "A"),
    ("title: A\ndate: 03/14/2024" + BODY, "bad-date", 2, 7, "2024-03-14", "A"),
    ("title: A\ndate: 03/04/2024" + BODY, "bad-date", 2, 7, "YYYY-MM-DD", "A"),
    ("title: A\ndate: yesterday" + BODY, "bad-date", 2, 7, "YYYY-MM-DD", "A"),
    ("title: A\ndate: 2024-02-31" + BODY, "impossible-date", 2, 7, "month and the day", "A"),
    ("title: A\ndate: 2024-13" + BODY, "impossible-date", 2, 7, "month", "A"),
    ("title: A\nlang: English" + BODY, "bad-lang", 2, 7, "write en", "A"),
    ("title: A\nalso_in: tr; ru" + BODY, "bad-lang", 2, 10, "[tr, ru]", "A"),
    ("title: A\nlang: tr_TR" + BODY, "bad-lang", 2, 7, "write tr-TR", "A"),
    ("title: A\ntopcs: [a]" + BODY, "unknown-field", 2, 1, "“topics”", "A"),
    ("title: A\nauthor: a" + BODY, "unknown-field", 2, 1, "“authors”", "A"),
    ("kind: A" + BODY, "missing-title", 1, 1, "title:", None),
    ("kind: A\nTitle: A" + BODY, "missing-title", 1, 1, "“Title” in line 2", None),
    ("title:\nkind: A" + BODY, "empty-title", 1, 1, "title:", None),
    ('title: ""' + BODY, "empty-title", 1, 1, "title:", None),
    ("title: |\nTwo Ports: One\n" + BODY, "empty-title", 1, 1, "title:", None),
    ("title: A\n", "missing-body", 1, 1, "body: |", None),
    ("title: A\nbody: |\n\nkind: B\n", "empty-body", 2, 1, "body: |", None),
    ("title: A" + BODY, "missing-date", 1, 1, "date:", "A"),
    ("title: A" + BODY, "missing-authors", 1, 1, "authors:", "A"),
    ("title: A" + BODY, "missing-lang", 1, 1, "lang:", "A"),
    ("title: A" + BODY, "missing-kind", 1, 1, "kind:", "A"),
    ("title: A" + BODY, "missing-takeaways", 1, 1, "takeaways:", "A"),
    ("title: A\ntakeaways: []" + BODY, "empty-takeaways", 2, 12, "takeaways:", "A"),
    ("title: A\nbody: |\n  Boats.\n\n   left [7] then.\n", "mark-without-note", 5, 9, r"\[7]", "A"),
    ("title: A\nbody: |\n  Boats.\n\n  [^7]: Late, p. 3.\n", "note-in-body", 5, 3,
     "footnotes: |", "A"),
    ("title: A\nbody: |\n  Boats.[7]\n\n  [7] Late, p. 3.\n", "note-in-body", 5, 3,
     "footnotes: |", "A"),
    ("title: A" + BODY + "footnotes: |\n  [1] x\n", "note-without-mark", 5, 3, "[1]", "A"),
    ("title: A" + BODY + "footnotes: |\n  Notes\n  [1] x\n", "text-before-notes", 5, 3, "[1]", "A"),
    ("title: A" + BODY + "footnotes: |\n  [2] x\n  [1] y\n", "note-order", 6, 3, "order", "A"),
    ("title: A" + BODY + "footnotes: |\n  [1] x\n  [1] y\n", "note-twice", 6, 3, "number", "A"),
    ("title: A" + BODY + "footnotes: |\n  [1]\n", "empty-note", 5, 3, "delete", "A"),
    ("title: A" + BODY + "footnotes: {one: x}\n", "note-number", 4, 13, "[1]", "A"),
    ("title: A" + BODY + "footnotes: {1: x}\nsources: {1: {same_as: 4}}\n", "bad-correction", 5, 15,
     "number", "A"),
    ("title: A" + BODY + "footnotes: {1: x}\nsources: {1: {colour: red}}\n", "bad-correction", 5,
     15, "publisher", "A"),
    ("title: A" + BODY + "sources: {4: {title: B}}\n", "bad-correction", 4, 11, "number", "A"),
    ("title: A\ntranslation_of: a" + BODY, "translation-of-itself", 2, 17, "slug", "A"),
]  # fmt: skip


@pytest.mark.parametrize(
    "trap", TRAPS, ids=[f"{number}-{trap[1]}" for number, trap in enumerate(TRAPS)]
)
def test_a_trap_is_told_with_its_place_and_what_mends_it(trap):
    text, code, line, column, hint, title = trap
    briefing, problems = read_briefing(text.encode(), "ports.yaml", "a")
    found = [problem for problem in problems if problem.code == code]
    assert found, [problem.code for problem in problems]
    assert (found[0].line, found[0].column) == (line, column)
    assert hint in found[0].hint
    assert found[0].path == "ports.yaml"
    assert (briefing.title if briefing else None) == title


WITHOUT_LIBYAML = """
import json, sys
import yaml
yaml.__with_libyaml__ = False
from briefing_tui.yamlfile import composer, read_briefing
assert composer._Loader is yaml.BaseLoader
for text in json.load(sys.stdin):
    briefing, problems = read_briefing(text.encode(), "ports.yaml", "a")
    told = [(p.line, p.column, p.severity, p.code, p.message, p.hint) for p in problems]
    print(json.dumps([repr(briefing and briefing.blocks), told]))
"""
# What PyYAML's own scanner takes for something else, or ends in another exception.
FOR_THE_SCANNER = [
    'title: "a \\ud83d b"' + BODY,
    'title: "a \\ud83d\\ude00 b"' + BODY,
    'title: A\nkind: "\\UFFFFFFFF"' + BODY,
    'title: A\nkind: "\\U00110000"' + BODY,
    'title: A\nkind: "x\n  \\q"' + BODY,
    "title: A\nbody: |x\n  Boats.\n",
    "title: A\nbody: > Boats.\n",
    "title: A" + BODY + "x-deep: " + "[" * 3_000 + "\n",
    "title: A" + BODY + "".join(f"{' ' * depth}a:\n" for depth in range(1_500)),
    "title: A" + BODY + "k: " + "- " * 3_000 + "\n",
]


def test_without_libyaml_all_is_told_alike():
    texts = [trap[0] for trap in TRAPS] + FOR_THE_SCANNER
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBYAML],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    for text, line in zip(texts, done.stdout.splitlines(), strict=True):
        briefing, problems = read_briefing(text.encode(), "ports.yaml", "a")
        told = [[p.line, p.column, p.severity, p.code, p.message, p.hint] for p in problems]
        assert json.loads(line) == [repr(briefing and briefing.blocks), told], text[:80]


def test_every_trap_has_a_message_of_one_sentence_without_a_stop():
    for text, *_ in TRAPS:
        for problem in read_briefing(text.encode(), "a", "a")[1]:
            assert problem.message
            assert not problem.message.endswith(".")
            assert "\n" not in problem.message + problem.hint


def test_one_mistake_hides_neither_the_others_nor_the_text():
    text = (
        "title: Ports: One\n"
        "date: 2031-02-30\n"
        "takeaways:\n"
        "\t- Costs: up: far\n"
        "body: |\n"
        "Boats left.[1]\n"
        "---\n"
        "They came back.[2]\n"
        "footnotes: |\n"
        "  [1] “A”: b.\n"
    )
    briefing, problems = read_briefing(text.encode(), "a.yaml", "a")
    assert briefing is not None
    assert (briefing.title, briefing.takeaways) == ("Ports: One", ("Costs: up: far",))
    assert [note.text for note in briefing.footnotes] == ["“A”: b."]
    assert "They came back." in briefing.body
    told = {(p.line, p.code) for p in problems if not p.code.startswith("missing-")}
    assert told == {
        (1, "unquoted-colon"),
        (2, "impossible-date"),
        (4, "tab-indent"),
        (4, "unquoted-colon"),
        (6, "text-not-indented"),
        (7, "dashes-in-body"),
        (8, "mark-without-note"),
    }


def test_columns_are_those_of_the_file_where_a_line_was_mended():
    text = "title: A\nbody: |\nBoats left.[7]\n"
    _, problems = read_briefing(text.encode(), "a.yaml", "a")
    (mark,) = [problem for problem in problems if problem.code == "mark-without-note"]
    assert (mark.line, mark.column) == (3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "title: A  # as agreed\nkind: B  #\nlang: no # in Norwegian\n",
        'title: "The C # problem"\n',
        "title: A\ntopics: [c#, d]\n",
        'title: A\nx-note: "&no"\n',
    ],
)
def test_what_is_no_trap_is_not_told(text):
    _, problems = read_briefing((text + "body: |\n  Boats # left: ---\n").encode(), "a", "a")
    assert [p for p in problems if not p.code.startswith("missing-")] == []


def test_a_file_full_of_one_fault_is_told_of_shortly():
    marks = " ".join(f"[{number}]" for number in range(1, 500))
    _, problems = read_briefing(f"title: A\nbody: |\n  {marks}\n".encode(), "a", "a")
    found = [problem for problem in problems if problem.code == "mark-without-note"]
    assert len(found) == 21
    assert "more" in found[-1].message


def test_traps_are_told_in_profiles_too():
    author, problems = read_author(b"name: Derya: Ornek\nrol: Analyst\n", "authors/d.yaml", "d")
    assert author is not None
    assert author.name == "Derya: Ornek"
    assert [(p.line, p.code) for p in problems] == [(1, "unquoted-colon"), (2, "unknown-field")]
    assert read_author(b"role: Analyst\n", "a", "a")[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "body:\n  # Ports\n\n  They said: late.\n\n  - one # two\n",
        "body:\n# Ports\n\nThey said: late.\n\n- one # two\n",
    ],
)
def test_a_text_without_its_bar_is_read_whole(text):
    briefing, problems = read_briefing(("title: A\n" + text).encode(), "a.yaml", "a")
    assert briefing is not None
    assert [(block.kind, block.text) for block in briefing.blocks] == [
        ("heading", "Ports"),
        ("paragraph", "They said: late."),
        ("item", "one # two"),
    ]
    assert len([problem for problem in problems if not problem.code.startswith("missing-")]) == 1


def test_notes_without_their_bar_are_read_whole():
    text = "title: A\nbody: |\n  x[1][2]\nfootnotes:\n  [1] “A”: b,\n    c # d\n  [2] Ibid.\n"
    briefing, _ = read_briefing(text.encode(), "a.yaml", "a")
    assert briefing is not None
    assert [note.text for note in briefing.footnotes] == ["“A”: b, c # d", "Ibid."]


@pytest.mark.parametrize("bullet", ["-", "* ", "– ", "1. "])
def test_a_list_is_read_with_the_bullets_that_people_type(bullet):
    text = f"title: A\ntakeaways:\n  {bullet}One\n    goes on.\n  {bullet}Two.\nbody: x\n"
    briefing, _ = read_briefing(text.encode(), "a.yaml", "a")
    assert briefing is not None
    assert briefing.takeaways == ("One goes on.", "Two.")


@pytest.mark.parametrize("text", ["takeaways: -5 degrees.\n", "takeaways:\n  - a\n    – b -c\n"])
def test_a_hyphen_that_begins_no_item_is_no_trap(text):
    _, problems = read_briefing((f"title: A\n{text}body: x\n").encode(), "a", "a")
    assert "not-an-item" not in {problem.code for problem in problems}


def test_a_note_that_stands_in_the_body_is_told_once():
    text = "title: A\nbody: |\n  Boats.[1] More.[2]\n\n  [1] “A”, B.\n"
    _, problems = read_briefing(text.encode(), "a.yaml", "a")
    told = [(p.line, p.code) for p in problems if not p.code.startswith("missing-")]
    assert told == [(3, "mark-without-note"), (5, "note-in-body")]


def test_a_long_line_is_shown_with_its_beginning_and_its_end():
    text = f"title: {'Ports ' * 20}: the end\nbody: x\n"
    (found,) = [p for p in read_briefing(text.encode(), "a", "a")[1] if p.code == "unquoted-colon"]
    assert found.hint.startswith('put it in quotes: title: "Ports Ports')
    assert found.hint.endswith(': the end"')
