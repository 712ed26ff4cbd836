"""Bytes -> text: what their mark says, what the page says, what they look like."""

from __future__ import annotations

import codecs
import re
import shlex
from typing import TYPE_CHECKING

from briefing_tui.encoding import likely_encoding, marked_encoding
from briefing_tui.errors import BriefingError
from briefing_tui.text import clean

from .language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_HTML_NAME = re.compile(r"\.(?:x?html?|shtml|xht|asp|aspx|php|jsp)$", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A(?:\s|\ufeff|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->)*")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article)\b", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:p|div|h[1-6]|table|section|main|ul|ol|br|span|font|center)\b[^>]*>", re.IGNORECASE
)
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*="
    rb"\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# What browsers take for an encoding's name: the Encoding Standard, section 4.2
# (https://encoding.spec.whatwg.org/#names-and-labels). Python knows the rest of the names.
_LABELS = {
    "latin1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874",
    "windows-874": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932", "shift-jis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman", "unicode": "utf-16", "utf8": "utf-8",
}  # fmt: skip
# What Python also has by that name makes bytes of bytes, or fails at what is not its own.
_ENCODINGS = ("big5", "cp", "euc", "gb", "iso", "johab", "koi8", "mac", "shift", "tis", "utf")
_NOT_TURKISH = re.compile("[ýþðÝÞÐ]")
_TURNED = re.compile("[а-яё][А-ЯЁ]")
_HEADERS = re.compile(
    rb"[\r\n]{0,4}(?:[!-9;-~]{1,80}:[^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+\r?\n){1,200}+\r?\n"
)
_CONTENT_TYPE = re.compile(rb"^Content-Type:\s*(?:multipart|text)/", re.IGNORECASE | re.MULTILINE)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF", "copy its text into a file"),
    (b"PK\x03\x04", "a ZIP file, as Word and web archives are", "save the page as HTML or text"),
    (b"\xd0\xcf\x11\xe0", "a file of Word", "save it as text"),
    (b"{\\rtf", "an RTF file", "save it as text"),
    (b"bplist", "a web archive of Safari", "save the page as Page Source"),
    (b"\x1f\x8b", "a compressed file", "decompress it first: gzip -dc FILE | briefing add -"),
)


def is_html(start: str, name: str) -> bool:
    """Tell whether a text is a web page's HTML, by its first lines.

    A Markdown file may begin with tags; elsewhere a tag of a page's own, or two of any sort, will
    do.
    """
    text = _PROLOGUE.sub("", start)
    if _HTML.match(text):
        return True
    if name.lower().endswith((".md", ".markdown", ".mdown", ".qmd", ".rmd", ".txt")):
        return False
    tags = len(_TAGS.findall(start))
    return bool(tags and _HTML_NAME.search(name)) or (text.startswith("<") and tags > 1)


def is_mime(data: bytes) -> bool:
    """Tell whether bytes begin with the headers of a mail or a web archive."""
    head = _HEADERS.match(data)
    return head is not None and _CONTENT_TYPE.search(head.group()) is not None


def text_of(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode a page.

    Returns:
        The text, and what a person should look at.

    Raises:
        BriefingError: text in an encoding that it does not tell; the hint has the way out.
    """
    for start, what, hint in _OTHER_FORMATS:
        if data.startswith(start):
            raise BriefingError(f"this is no text but {what}", hint)
    if marked := marked_encoding(data):
        text = data.decode(marked, "replace").removeprefix("\ufeff")
        lost = text.count("\ufffd")
        return text, (f"{lost} characters could not be read",) if lost else ()
    if is_html(data[:5000].replace(b"\0", b"").decode("latin-1"), name):
        return _html(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, name) from error
    if _is_utf16(data):
        raise _not_utf8(data, 0, name)
    return text, ()


def _is_utf16(data: bytes) -> bool:
    """Tell whether NULs stand at every second place, as in UTF-16 of Latin letters."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) * 3 > len(sample) and min(even, odd) * 20 <= max(even, odd)


def _not_utf8(data: bytes, at: int, name: str) -> BriefingError:
    row = data.count(b"\n", 0, at) + 1
    file = f" {shlex.quote(clean(name))}" if name not in {"", "-"} else ""
    shown = clean(name) if file else "the page"
    wrong, right = _broken(data)
    if right > 9 * wrong and not _is_utf16(data):
        return BriefingError(
            f"{shown} is not all UTF-8: {wrong} bytes of it are something else (line {row})",
            f"to drop them: iconv -c -f utf-8 -t utf-8{file} | briefing add -",
        )
    encoding = likely_encoding(data)
    return BriefingError(
        f"{shown} is not UTF-8 (line {row}); it looks like {encoding}",
        f"if it is: iconv -f {encoding} -t utf-8{file} | briefing add -",
    )


def _broken(data: bytes) -> tuple[int, int]:
    """Count the bytes that are no UTF-8, and the characters of more than one byte that are."""
    text = data[:1_000_000].decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= character <= "\udcff" for character in text)
    return wrong, sum(character > "\x7f" for character in text) - wrong


# --- web pages


def _html(data: bytes) -> tuple[str, tuple[str, ...]]:
    if _is_utf16(data):
        return data.decode(likely_encoding(data), "replace"), ()
    try:
        # What is not UTF-8 does not look like it: a page says so wrongly more often.
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        wrong, right = _broken(data)
    if right > 9 * wrong:
        text = data.decode("utf-8", "replace")
        return text, (f"{wrong} bytes that are no UTF-8 could not be read",)
    encodings = list(_encodings(data))
    texts = {encoding: data.decode(encoding, "replace") for encoding in encodings}
    # A template may declare one encoding and its texts be written in another.
    best = next((e for e in encodings if _reads_well(texts[e])), encodings[0])
    if best == _declared(data):
        return texts[best], ()
    declared = _declared(data) or "none"
    return texts[best], (f"read as {best}, which the page does not say (it says {declared})",)


def _encodings(data: bytes) -> Iterator[str]:
    if declared := _declared(data):
        yield declared
    likely = likely_encoding(data)
    if likely != declared:
        yield likely
    if "cp1252" in {declared, likely} or "cp1254" in {declared, likely}:
        yield from {"cp1252", "cp1254"} - {declared, likely}


def _declared(data: bytes) -> str:
    """Give the encoding that a page's own tags tell; they are no UTF-8 and no UTF-16."""
    found = _DECLARED.search(data[:100_000])
    if not found:
        return ""
    name = codec_of((found[1] or found[2]).decode("ascii", "replace"))
    return "" if name.startswith("utf") else name


def codec_of(label: str) -> str:
    """Give the name under which Python decodes what is labelled so; nothing if it cannot."""
    label = label.lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):  # of the second kind: a NUL in it
        return ""
    return name if name.startswith(_ENCODINGS) else ""


def _reads_well(text: str) -> bool:
    """Tell whether a page decoded so is in a language, with the letters that it has.

    Icelandic letters in Turkish, and Russian words in capitals but for their first letter, come
    from a neighbouring encoding.
    """
    words = _words(text)
    lang = language_of(words)
    strange = {"tr": _NOT_TURKISH, "ru": _TURNED}.get(lang)
    return bool(lang) and (strange is None or 50 * len(strange.findall(words)) < len(words.split()))


def _words(text: str) -> str:
    """Give what stands between tags and is no program, near enough to tell a language."""
    pieces = re.findall(r">([^<>{}]{20,2000})(?=<)", text[:400_000])
    return " ".join(pieces)
