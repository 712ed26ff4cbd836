"""Web archives and mails give the page in them, as if it had been saved alone."""

from __future__ import annotations

import base64
import quopri

import pytest
from imported import lost_words, paragraphs
from pages import PIECES, Layout, page
from web_pages import BODY, NOTES, SHAPES, web, web_page

from briefing_tui.errors import BriefingError
from briefing_tui.importing import read_page

CHROME = """\
From: <Saved by Blink>
Snapshot-Content-Location: https://gulf.example/piece
Subject: =?utf-8?Q?The=20Salt=20Road?=
Date: Mon, 3 Mar 2036 10:00:00 +0300
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--a1b2----"


"""
BOUNDARY = "------MultipartBoundary--a1b2----"


def part(html: str, encoding: str = "quoted-printable", charset: str = "") -> bytes:
    data = html.encode(charset or "utf-8")
    if encoding == "base64":
        body = base64.encodebytes(data)
    else:
        body = quopri.encodestring(data) if encoding == "quoted-printable" else data
    kind = "text/html" + (f'; charset="{charset}"' if charset else "")
    return (
        f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n"
        "Content-Location: https://gulf.example/piece\n\n"
    ).encode() + body


def archived(html: str, encoding: str = "quoted-printable", charset: str = "") -> bytes:
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
    pieces = [CHROME.encode(), part(html, encoding, charset), picture]
    sign = f"\n{BOUNDARY}\n".encode()
    return (sign.join(pieces) + f"\n{BOUNDARY}--\n".encode()).replace(b"\n", b"\r\n")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("lang", PIECES)
def test_a_web_archive_reads_as_its_page_does(lang, encoding):
    whole = web_page(PIECES[lang], Layout("brackets", date=True))
    alone = read_page(whole.encode(), "page.html")
    assert read_page(archived(whole, encoding), "page.mhtml") == alone
    assert read_page(archived(whole, encoding)).fields == alone.fields


@pytest.mark.parametrize("name", ["whole addresses", "pandoc", "Wikipedia"])
def test_notes_whose_links_are_whole_addresses_are_found(name):
    html = web(*SHAPES[name]).replace('href="#', 'href="https://gulf.example/piece#')
    draft = read_page(archived(html), "page.mhtml")
    assert paragraphs(draft) == BODY
    assert draft.fields["footnotes"] == list(enumerate(NOTES, 1))


@pytest.mark.parametrize(
    ("lang", "charset"),
    [("tr", "iso-8859-9"), ("tr", "windows-1254"), ("ru", "koi8-r"), ("ru", "windows-1251")],
)
def test_the_header_of_a_part_tells_its_encoding(lang, charset):
    html = web_page(PIECES[lang], Layout("brackets")).replace("<meta charset=utf-8>", "")
    html = html.encode(charset, "replace").decode(charset)
    draft = read_page(archived(html, "base64", charset))
    assert draft.fields["title"] == PIECES[lang].title
    assert not [doubt for doubt in draft.unsure if "read as" in doubt]


def test_the_page_is_told_from_its_frames_and_links_are_whole():
    html = f'<title>Salt</title><p>{BODY[0]} <a href="/b">A road</a>.</p><p>{BODY[1]}</p>'
    frame = part("<p>Sign up for our letters. " * 30)
    data = archived(html).replace(
        f"\r\n{BOUNDARY}--".encode(), f"\r\n{BOUNDARY}\r\n".encode() + frame + b"\r\n--" + b"x"
    )
    body = read_page(data).fields["body"]
    assert "(https://gulf.example/b)" in body
    assert "Sign up" not in body


def test_a_mail_is_read_with_its_sender_its_subject_and_its_day():
    text = page(PIECES["en"], Layout("brackets", points="none", byline="none"))
    _, _, text = text.partition(PIECES["en"].title)
    head = (
        b"Received: from post.example\r\n by mail.example\r\n"
        b"From: =?utf-8?q?Derya_=C3=96rnek?= <derya@desk.example>\r\nTo: readers@desk.example\r\n"
        b"Subject: =?utf-8?b?U2FsdCBhbmQgdGhlIFLDtsOfIFJvYWQ=?=\r\n"
        b"Date: Fri, 4 Apr 2031 09:12:00 +0300\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\nMIME-Version: 1.0\r\n\r\n"
    )
    plain = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()
    draft = read_page(head + plain + b"\r\n--b--\r\n", "mail.eml")
    assert draft.fields["title"] == "Salt and the Röß Road"
    assert draft.fields["date"] == "2031-04-04"
    assert [author.name for author in draft.authors] == ["Derya Örnek"]
    assert [text for _, text in draft.fields["footnotes"]] == list(PIECES["en"].notes)
    html = "<html><body>" + "".join(f"<p>{text}</p>" for text in BODY) + "</body></html>"
    web_part = b"\r\n--b\r\n" + part(html)
    draft = read_page(head + plain + web_part + b"\r\n--b--\r\n", "mail.eml")
    assert draft.fields["title"] == "Salt and the Röß Road"
    assert draft.fields["date"] == "2031-04-04"
    assert [author.name for author in draft.authors] == ["Derya Örnek"]
    assert not lost_words(html, draft)


def test_a_part_without_headers_is_text():
    data = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe Salt Road: A Reckoning\n\n"
    draft = read_page(data + "\n\n".join(BODY).encode() + b"\n--b--\n", "mail.eml")
    assert draft.fields["title"] == "The Salt Road: A Reckoning"
    assert paragraphs(draft) == BODY


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n",
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--",
        b"Content-Type: multipart/related\n\nx",
        b"Content-Type: text/x-other; charset=hex\n\nx",
    ],
)
def test_mime_without_a_page_is_told(data):
    with pytest.raises(BriefingError, match="there is no page in this mail"):
        read_page(data, "page.mhtml")


@pytest.mark.parametrize("charset", ["hex", "punycode", "undefined", "a\0b", "x" * 9000, "''é"])
@pytest.mark.parametrize("subject", ["=?hex?b?!!?=", "=?utf-8?b?a?=", "=?\xff?q?a?=", ""])
def test_headers_that_make_no_sense_do_no_harm(charset, subject):
    html = f"<h1>Salt</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>"
    head = f"From: a@b.example\nSubject: {subject}\nContent-Type: text/html; charset={charset}\n\n"
    draft = read_page(head.encode("latin-1") + html.encode(), "mail.eml")
    assert BODY[0] in draft.fields["body"]


def test_parts_in_parts_without_end_do_no_harm():
    level = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    data = b"MIME-Version: 1.0\n" + b"".join(level % (n, n) for n in range(20_000))
    with pytest.raises(BriefingError):
        read_page(data, "page.mhtml")


def test_a_text_that_begins_with_headers_of_its_own_is_no_mail():
    text = f"Note: nothing\nContent-Type: text\n\nThe Salt Road\n\n{BODY[0]}\n\n{BODY[1]}\n"
    assert BODY[0] in read_page(text.encode(), "page.txt").fields["body"]
