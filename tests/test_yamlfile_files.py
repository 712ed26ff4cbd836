"""Files and bytes: what is read, what is refused and why, and that nothing ends in an exception."""

from __future__ import annotations

import dataclasses
import os
import random
import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui.briefing import Briefing
from briefing_tui.yamlfile import (
    LARGEST,
    UnreadableError,
    composer,
    decoding,
    load,
    problem_of,
    read_author,
    read_briefing,
)

SAMPLE = """\
title: "Two Ports: A Count"
kind: Analysis
date: 2031-05-14
lang: en
authors: [derya-ornek, {name: Ivo Marlen}]
takeaways:
  - Patrols have grown.
body: |
  Boats left at dawn.[1] *They* came back late.[2]

  > Said [the harbour](https://h.example/).

  | Port | Ships |
  |------|------:|
  | Ada  | 7[1]  |
footnotes: |
  [1] “Boats: A Count”, Harbour Gazette, https://h.example/a, (Date of Access: 02.05.2031).
  [2] Ibid.
sources: {2: {same_as: 1}}
"""


# --- files


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"title: A\n")
    assert load(path) == b"title: A\n"


def test_a_pipe_is_refused_without_waiting(tmp_path):
    path = tmp_path / "a.yaml"
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="named pipe"):
        load(path)


def test_a_folder_a_device_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(UnreadableError, match="folder"):
        load(tmp_path)
    with pytest.raises(UnreadableError, match="No such file"):
        load(tmp_path / "none.yaml")
    device = tmp_path / "zero.yaml"
    device.symlink_to("/dev/zero")
    with pytest.raises(UnreadableError, match="device"):
        load(device)


def test_a_loop_of_links_is_refused(tmp_path):
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    with pytest.raises(UnreadableError, match="cannot be read"):
        load(tmp_path / "a.yaml")


def test_what_is_no_file_is_not_even_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").symlink_to("/dev/null")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    for name in ("a.yaml", "b.yaml"):
        with pytest.raises(UnreadableError, match="not a file"):
            load(tmp_path / name)


def test_what_became_a_pipe_before_it_was_opened_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.touch()
    status = path.stat()
    path.unlink()
    monkeypatch.setattr(Path, "stat", lambda _: status)
    with pytest.raises(UnreadableError, match="No such file"):
        load(path)
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="named pipe"):
        load(path)


def test_a_file_that_grows_while_it_is_read_is_read_up_to_its_end(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"title: A\n")
    monkeypatch.setattr(decoding, "_CHUNK", 4)
    plain = os.read

    def growing(handle, size):
        data = plain(handle, size)
        if path.stat().st_size < 40:
            with path.open("ab") as file:
                file.write(b"more\n")
        return data

    monkeypatch.setattr(os, "read", growing)
    assert load(path) == path.read_bytes()
    assert path.stat().st_size >= 40

    def endless(handle, size):
        with path.open("ab") as file:
            file.write(b"more\n" * 100_000)
        return plain(handle, 1_000_000)

    monkeypatch.setattr(os, "read", endless)
    with pytest.raises(UnreadableError, match="4 MB"):
        load(path)


def test_a_file_may_be_exactly_as_large_as_the_bound(tmp_path):
    path = tmp_path / "a.yaml"
    start = b"title: A\nbody: x\n"
    path.write_bytes(start + b"#" * (LARGEST - len(start) - 1) + b"\n")
    data = load(path)
    assert len(data) == LARGEST
    briefing, problems = read_briefing(data, "a", "a")
    assert briefing is not None
    assert not [problem for problem in problems if problem.severity == "error"]
    with path.open("ab") as file:
        file.write(b"\n")
    with pytest.raises(UnreadableError, match="4 MB"):
        load(path)


def test_a_file_of_nothing_but_a_mark_is_empty():
    for data in (b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n \t"):
        assert [problem.code for problem in read_briefing(data, "a", "a")[1]] == ["empty-file"]


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UnreadableError, match="4 MB") as caught:
        load(path)
    problem = problem_of(caught.value, "a\x1b.yaml")
    assert (problem.code, problem.line, problem.column) == ("too-large", 1, 1)
    assert problem.path == "a\\x1b.yaml"
    assert read_briefing(bytes(LARGEST + 1), "a", "a")[1][0].code == "too-large"


def test_any_error_of_the_system_becomes_a_problem():
    problem = problem_of(PermissionError(13, "Permission denied"), "a.yaml")
    assert problem.code == "unreadable"
    assert "Permission denied" in problem.message


# --- encodings


@pytest.mark.parametrize(
    ("text", "encoding", "place"),
    [
        ("title: Boğaz’da kış ışıkları söndü\n", "cp1254", (1, 10)),
        ("title: A\nkind: Café crème\n", "cp1252", (2, 10)),
        ("title: Корабли ушли на рассвете, а вернулись поздно\n", "cp1251", (1, 8)),
        ("title: Корабли ушли на рассвете, а вернулись поздно\n", "koi8-r", (1, 8)),
        ("title: 船只在黎明离开港口并且很晚才回来\n", "gb18030", (1, 8)),
        ("title: غادرت السفن الميناء عند الفجر\n", "cp1256", (1, 8)),
        ("title: Boats\n", "utf-16", (1, 1)),
    ],
)
def test_bytes_that_are_not_utf8_are_told_with_their_place_and_encoding(text, encoding, place):
    briefing, (problem,) = read_briefing(text.encode(encoding), "a", "a")
    assert briefing is None
    assert (problem.code, problem.line, problem.column) == ("not-utf8", *place)
    assert encoding in problem.message
    assert f"iconv -f {encoding} -t utf-8" in problem.hint


@pytest.mark.parametrize("encoding", ["utf-16le", "utf-16be", "utf-32le", "utf-32be"])
def test_wide_encodings_without_their_mark_are_known(encoding):
    (problem,) = read_briefing("title: Boats\n".encode(encoding), "a", "a")[1]
    assert (problem.code, problem.line, problem.column) == ("not-utf8", 1, 1)
    assert f"looks like {encoding}" in problem.message
    assert f"iconv -f {encoding} -t utf-8" in problem.hint


def test_a_file_of_control_characters_is_told_of_shortly():
    problems = read_briefing(b"title: A\nbody: " + b"\x07" * 100_000, "a", "a")[1]
    assert 20 <= len([p for p in problems if p.code == "control-character"]) <= 22


# --- hostile files


@pytest.mark.parametrize(
    "data",
    [
        b"title: " + b"[" * 30_000,
        b"title: " + b"[" * 30_000 + b"]" * 30_000,
        b"title: " + b"{a: " * 30_000,
        b"title: A\n" + b"".join(b" " * n + b"a:\n" for n in range(2_000)),
        b"title: " + b"- " * 30_000,
        b"title: A\nbody: &a [x]\n" + b"k: [" + b"*a," * 10_000 + b"]\n",
        b"title: A\nbody: " + b"9" * 300_000 + b":59",
        b"title: A\nbody: |\n  " + b"> " * 100_000,
        b"title: A\nbody: |\n" + b"  [1]: x\n" * 20_000,
        b"title: A\n" + b"k: 'it's'\n" * 20_000,
        b"title: A\n" + b"body: x\n" * 20_000,
        b"title: A\nbody: x\nfootnotes: |\n" + b"  [1] x\n" * 5_000,
        b"title: A\nbody: |\n" + b"  x\n---\n" * 5_000,
        b"title: " + b"'" * 30_000,
        b"title: " + b": " * 30_000,
        b"title: A\n" + b"\t- x\n" * 10_000,
        b"title: A\n" + b"k\n" * 10_000,
        b"title: A\nbody: |\n  " + b"[7]" * 300_000,
        b"title: A\nbody: |\n  " + b"*a _b " * 100_000,
        b"title: A\nbody: |\n" + b"  1. \n" * 100_000,
        b"title: A\nbody: |\n" + b"  a\n\n" * 200_000,
        b"title: A\nbody: |\n" + b"  x\n---\n" * 100_000,
        b"title: A\nbody: |\n" + b"\t\n" * 300_000,
        b"title: A\nbody: |\n  x\n" + b"  (\n" * 100 + b"(\n" * 200_000,
        b"title: A\nbody: |\n  " + b"\x1b[0m" * 200_000,
        b"title: A\nbody: |\n  |" + b"a|" * 200_000 + b"\n  |" + b"-|" * 200_000,
        b"title: A\n" + b"".join(b"topcs%d: x\n" % n for n in range(50_000)),
        b"title: A\nbody: x\nfootnotes: |\n" + b"  [1] x; y // z\n" * 60_000,
        b"title: A\nbody: x\nfootnotes: |\n  [1] " + b"a; b. http://c.d/ " * 50_000,
        b"title: A\nbody: x\nfootnotes: |\n  [1] " + b"\n  a" * 200_000,
        b"title: A\nbody: x\nfootnotes:\n" + b"  - see note 4\n" * 15_000,
    ],
    ids=lambda data: repr(data[:30]),
)
def test_hostile_files_end_soon_in_little_memory(data):
    tracemalloc.start()
    started = time.process_time()
    try:
        _, problems = read_briefing(data, "a.yaml", "a")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A bound against what never ends; `tracemalloc` takes most of it.
    assert time.process_time() - started < 20
    assert peak < 60_000_000
    assert len(problems) < 300


def test_of_notes_without_end_the_first_ten_thousand_are_read():
    notes = "".join(f"  [{number}] a\n" for number in range(1, 10_011))
    briefing, problems = read_briefing(
        f"title: A\nbody: x\nfootnotes: |\n{notes}".encode(), "a", "a"
    )
    assert briefing is not None
    assert len(briefing.footnotes) == 10_000
    (told,) = [problem for problem in problems if problem.code == "too-many-notes"]
    assert (told.line, told.column) == (10_004, 3)


def test_a_note_of_a_whole_book_is_shown_but_not_searched_for_sources():
    words = "Words of a book. " * 1_000
    source = "“A”, Herald, https://h.example/a, (Date of Access: 02.05.2031)."
    text = f"title: A\nbody: x[1][2]\nfootnotes: |\n  [1] {source}\n  [2] {words} {source}\n"
    briefing, problems = read_briefing(text.encode(), "a", "a")
    assert briefing is not None
    first, second = briefing.footnotes
    assert (first.kind, second.kind) == ("source", "unparsed")
    assert len(second.text) > 16_000
    (told,) = [problem for problem in problems if problem.code == "too-much-in-notes"]
    assert (told.line, told.severity) == (5, "warning")


def test_signs_without_end_stay_and_are_told_once():
    text = "title: A\nbody: |\n" + "  *a*\n\n" * 20_000
    briefing, problems = read_briefing(text.encode(), "a", "a")
    assert briefing is not None
    assert briefing.blocks[0].text == "a"
    (told,) = [problem for problem in problems if problem.code == "too-many-signs"]
    assert f"*{text.splitlines()[told.line - 1]}*" == "*  *a**"


def test_a_deep_file_does_not_end_the_process():
    code = (
        "import sys, threading\n"
        "from briefing_tui.yamlfile import read_briefing\n"
        "threading.stack_size(256 * 1024)\n"
        "data = b'title: ' + b'[' * 100_000\n"
        "run = threading.Thread(target=read_briefing, args=(data, 'a', 'a'))\n"
        "run.start(); run.join()\n"
        "print(read_briefing(data, 'a', 'a')[1][-1].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "too-deep\n"


# --- any bytes


PIECES = [
    "[", "]", "{", "}", ": ", "- ", "\n", "\n\n", "\t", "|\n", ">\n", "'", '"', "\n---\n",
    "\n...\n", "&a ", "*a ", "!t ", " # ", "%", "@", "\u00a0", "\x00", "\x1b", "\u202e", "\u2028",
    "\\", "[1]", "title: ", "body: ", "body: |\n", "\nfootnotes: |\n  [1] x\n", "\r\n", "  ", "? ",
    "~~", "**", "](http://x)", "|--|--|\n", "```\n", "> ", "1. ", "\nauthors:\n  - name: X: y\n",
    "：", "\nsources: {1: {same_as: 2}}\n", "\ndate: 2024-13-45\n", "<<: ", "\ufeff", "é",
]  # fmt: skip
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))


def check_places(briefing):
    for block in briefing.blocks:
        for mark in block.marks:
            assert block.text[mark.start : mark.end] == f"[{mark.number}]"
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
        assert "\n" not in block.text or block.kind in {"code", "table"}
    for note in briefing.footnotes:
        for citation in note.own:
            for _, start, end in citation.places:
                assert 0 <= start < end <= len(note.text)


def check(data):
    """Read bytes as both kinds of files; what comes out must hold together."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for read in (read_briefing, read_author):
        value, problems = read(data, "a.yaml", "a")
        assert value is not None or any(p.severity == "error" for p in problems)
        for problem in problems:
            assert 1 <= problem.line <= lines + 1
            assert problem.column >= 1
            assert problem.message
            assert "\n" not in problem.message + problem.hint
        assert not any(UNSAFE.search(text) for text in strings((value, problems)))
        if isinstance(value, Briefing):
            check_places(value)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.lists(st.sampled_from(PIECES), max_size=30).map("".join).map(str.encode),
        st.lists(st.sampled_from(PIECES), max_size=30)
        .map("".join)
        .map(lambda text: f"title: A\nbody: |\n  {text}\nfootnotes: |\n  [1] {text}".encode()),
        st.lists(st.sampled_from(PIECES), max_size=30)
        .map("".join)
        .map(lambda text: f"title: {text}\nauthors:\n  - {text}\nbody: x\nx-{text}".encode()),
    )
)
@example(b"title: \xff")
@example(b"title:\n---f s: :")
@example("title: A\x00\nbody: |\n ...\n".encode("utf-16"))
@example(b'title: A\nbody: "\\ud83d"')
def test_any_bytes_give_a_value_or_problems(data):
    check(data)


def mutated(source, rnd):
    text = source
    for _ in range(rnd.randint(1, 6)):
        at, end = rnd.randrange(len(text) + 1), rnd.randrange(len(text) + 1)
        match rnd.randrange(4):
            case 0 | 1:
                text = text[:at] + rnd.choice(PIECES) + text[at:]
            case 2:
                text = text[:at] + text[at + rnd.randint(1, 40) :]
            case _:
                text = text[:at] + text[end : end + rnd.randint(1, 60)] + text[at:]
    data = bytearray(text.encode())
    if data and rnd.random() < 0.1:
        data[rnd.randrange(len(data))] = rnd.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_files_give_a_value_or_problems(seed):
    rnd = random.Random(seed)
    for _ in range(150):
        check(mutated(SAMPLE, rnd))


def test_the_sample_itself_has_no_fault():
    assert read_briefing(SAMPLE.encode(), "a", "a")[1] == ()


def test_without_libyaml_the_same_is_read(monkeypatch):
    with_libyaml = read_briefing(SAMPLE.encode(), "a", "a")
    broken = SAMPLE.replace('"Two Ports: A Count"', "Two Ports: A Count").encode()
    told = read_briefing(broken, "a", "a")
    monkeypatch.setattr(composer, "_Loader", yaml.BaseLoader)
    assert read_briefing(SAMPLE.encode(), "a", "a") == with_libyaml
    assert read_briefing(broken, "a", "a") == told
    rnd = random.Random(9)
    for _ in range(60):
        check(mutated(SAMPLE, rnd))
