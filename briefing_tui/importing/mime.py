"""Web archives (`.mhtml`) and mails (`.eml`) -> the page in them, as it would be saved alone.

Both are MIME (RFC 2045, RFC 2046): a page, and the pictures and styles that belong to it as parts
beside it (RFC 2557). What the headers tell of it is written where a page saved alone has it.
"""

from __future__ import annotations

import html
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import parseaddr, parsedate
from typing import TYPE_CHECKING

from briefing_tui.encoding import likely_encoding
from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line

from .decoding import codec_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_DEEPEST = 8
"""Parts in parts; a mail that is passed on has four."""
_MOST_PARTS = 1_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# Browsers write themselves there, and the day of saving as the date.
_MAIL = re.compile(r"[^\s@<>]@[^\s@<>]")
_TOLD = ("From", "Date", "Subject")


def page_in(data: bytes) -> tuple[str, bool]:
    """Give the page that a web archive or a mail holds.

    Returns:
        Its text, and whether it is HTML.

    Raises:
        BriefingError: there is none in it.
    """
    head = _read(data.lstrip(b"\r\n"))
    page = text = None
    for part in _leaves(head, 0):
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment":
            continue
        if kind in _HTML:
            page = part
            break
        if kind == "text/plain" and text is None:
            text = part
    mail = head if _MAIL.search(_told(head, "From")) else None
    if page is not None:
        above = _address(page) or _address(head) if mail is None else _in_html(mail)
        return above + _text(page), True
    if text is not None:
        above = "" if mail is None else _in_text(mail)
        return above + _text(text), False
    raise BriefingError("there is no page in this mail", "save the page as HTML or text")


def _read(data: bytes) -> Message:
    """Read the headers; what is below them stays as it is."""
    return BytesParser().parsebytes(data, headersonly=True)


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """Go through the parts that have no parts themselves, in their order."""
    boundary = part.get_boundary() if part.get_content_maintype() == "multipart" else None
    if not boundary or depth == _DEEPEST:
        yield part
        return
    sign = rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "surrogateescape"))
    body = re.split(sign + rb"--", _bytes(part), maxsplit=1)[0]
    pieces = re.split(sign + rb"[ \t]*(?:\r?\n|\Z)", body, maxsplit=_MOST_PARTS)
    for piece in pieces[1:]:
        yield from _leaves(_read(piece), depth + 1)


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes(part)
    encoding = codec_of(part.get_content_charset(""))
    if not encoding:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = likely_encoding(data)
    return data.decode(encoding, "replace")


def _told(part: Message, name: str) -> str:
    """Give a header's words, those in other letters decoded (RFC 2047)."""
    written = str(part.get(name, ""))
    try:
        return one_line(str(make_header(decode_header(written))))
    except (MessageError, LookupError, ValueError):
        return one_line(written)


def _address(part: Message) -> str:
    """Write where a page was on the web as browsers do that save a page alone."""
    for name in ("Snapshot-Content-Location", "Content-Location"):
        found = _ADDRESS.fullmatch(_told(part, name))
        if found and "--" not in found[0]:
            return f"<!-- saved from url=({len(found[0]):04}){found[0]} -->\n"
    return ""


def _in_text(mail: Message) -> str:
    """Write what a mail's headers tell as it stands above a mail that was copied as text."""
    rows = [f"{name}: {told}\n" for name in _TOLD if (told := _told(mail, name))]
    return f"{''.join(rows)}\n"


def _in_html(mail: Message) -> str:
    """Write what a mail's headers tell as a page's head tells it."""
    day = parsedate(_told(mail, "Date"))
    told = {
        "headline": _told(mail, "Subject"),
        "author": parseaddr(_told(mail, "From"))[0],
        "date": f"{day[0]:04}-{day[1]:02}-{day[2]:02}" if day else "",
    }
    return "".join(
        f'<meta name="{name}" content="{html.escape(text)}">\n' for name, text in told.items()
    )
