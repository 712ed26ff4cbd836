"""Bytes become text by what they say they are, or by what they look like, and doubts are told."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from imported import paragraphs
from pages import PIECES, Layout, page
from web_pages import web_page

from briefing_tui.errors import BriefingError
from briefing_tui.importing import read_page
from briefing_tui.text import clean

PLAIN = Layout("brackets", also="none", share=False, points="none", byline="none")


def text_of(lang: str, encoding: str) -> bytes:
    return page(PIECES[lang], PLAIN).replace("“", '"').replace("”", '"').encode(encoding, "replace")


# --- text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("lang", PIECES)
def test_unicode_with_a_mark_is_simply_read(lang, encoding):
    draft = read_page(page(PIECES[lang], PLAIN).encode(encoding), "page.txt")
    assert draft.fields["title"] == PIECES[lang].title
    assert not [doubt for doubt in draft.unsure if "read" in doubt]


@pytest.mark.parametrize(
    ("lang", "encoding", "likely"),
    [
        ("tr", "cp1254", "cp1254"),
        ("tr", "iso-8859-9", "cp1254"),
        ("ru", "cp1251", "cp1251"),
        ("ru", "koi8-r", "koi8-r"),
        ("ru", "cp866", "cp866"),
        ("en", "utf-16-le", "utf-16le"),
        ("en", "utf-16-be", "utf-16be"),
    ],
)
def test_text_in_another_encoding_is_refused_with_a_line_that_mends_it(
    tmp_path, lang, encoding, likely
):
    data = text_of(lang, encoding)
    file = tmp_path / "a page's text.txt"
    file.write_bytes(data)
    with pytest.raises(BriefingError) as caught:
        read_page(data, str(file))
    assert f"it looks like {likely}" in caught.value.message
    command = re.fullmatch(r"if it is: (iconv .+) \| briefing add -", caught.value.hint)
    done = subprocess.run(["sh", "-c", command[1]], capture_output=True, check=True)
    assert read_page(done.stdout).fields["title"] == PIECES[lang].title


def test_a_stray_byte_in_good_text_is_told_as_what_it_is():
    data = page(PIECES["ru"], PLAIN).encode().replace(b" ", b"\xff ", 1)
    with pytest.raises(BriefingError) as caught:
        read_page(data, "page.txt")
    assert "1 bytes" in caught.value.message
    assert "iconv -c -f utf-8 -t utf-8 page.txt" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7 \xff", "a PDF"),
        (b"PK\x03\x04\0\0", "no text"),
        (b"{\\rtf1 hello}", "an RTF file"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (bytes(range(256)) * 8, "not UTF-8"),
        (b"", "no text"),
    ],
)
def test_what_is_no_text_is_named(data, told):
    with pytest.raises(BriefingError) as caught:
        read_page(data, "page.txt")
    assert told in caught.value.message


# --- web pages


@pytest.mark.parametrize(
    ("lang", "encoding", "declared"),
    [
        ("tr", "cp1254", "<meta charset=windows-1254>"),
        ("tr", "iso-8859-9", "<meta charset='iso-8859-9'>"),
        (
            "ru",
            "cp1251",
            "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=windows-1251'>",
        ),
        ("ru", "koi8-r", '<meta http-equiv="content-type" content="text/html;charset=KOI8-R"/>'),
        ("ru", "utf-16", "<meta charset=utf-16>"),
        ("ru", "utf-8", "<meta charset=utf-8>"),
        # What is declared is not always true, or not there.
        ("tr", "utf-8", "<meta charset=windows-1254>"),
        ("ru", "utf-8", ""),
    ],
)
def test_a_web_page_says_its_encoding(lang, encoding, declared):
    draft = _web(lang, encoding, declared)
    assert draft.fields["title"] == PIECES[lang].title
    assert not [doubt for doubt in draft.unsure if "read as" in doubt]


@pytest.mark.parametrize(
    ("lang", "encoding", "declared", "used"),
    [
        ("tr", "cp1254", "", "cp1254"),
        ("tr", "cp1254", "<meta charset=iso-8859-1>", "cp1254"),
        ("tr", "cp1254", "<meta charset=utf-8>", "cp1254"),
        ("ru", "cp1251", "", "cp1251"),
        ("ru", "koi8-r", "<meta charset=windows-1251>", "koi8-r"),
        ("ru", "cp1251", "<meta charset=no-such>", "cp1251"),
        # Python has codecs of these names that make no text.
        *(
            ("ru", "cp1251", f"<meta charset={name}>", "cp1251")
            for name in ("hex", "base64", "rot13", "zlib", "undefined", "idna", "punycode")
        ),
    ],
)
def test_a_wrong_encoding_is_seen_and_told(lang, encoding, declared, used):
    draft = _web(lang, encoding, declared)
    assert draft.fields["title"] == PIECES[lang].title
    assert any(f"read as {used}" in doubt for doubt in draft.unsure)


def _web(lang: str, encoding: str, declared: str):
    source = web_page(PIECES[lang], PLAIN).replace("<meta charset=utf-8>", declared)
    source = source.replace("“", '"').replace("”", '"').replace("’", "'")
    return read_page(source.encode(encoding, "xmlcharrefreplace"), "page.html")


def test_bytes_and_text_give_the_same():
    source = page(PIECES["tr"], Layout())
    assert read_page(source.encode(), "a.txt") == read_page(source, "a.txt")
    source = web_page(PIECES["tr"], Layout())
    assert read_page(source.encode(), "a.html") == read_page(source, "a.html")


@pytest.mark.parametrize("name", ["", "-", "a.txt", "dir/a.html", "\x1b[31m.txt", "a'b.txt"])
def test_a_files_name_is_safe_wherever_it_is_said(name):
    with pytest.raises(BriefingError) as caught:
        read_page("K\xe4se ist gut".encode("latin-1"), name)
    assert "\x1b" not in caught.value.message + caught.value.hint
    assert len(paragraphs(read_page("Title\n\nThe road is open.\n\nIt is.\n", name))) == 2
    title = read_page("x " * 50, name).fields["title"]
    assert clean(Path(name).stem) in title or name in {"", "-"}
