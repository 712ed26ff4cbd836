"""The few lines that a Markdown file may begin with: YAML, TOML, or pandoc's title block.

What tells of something that a briefing has a field for is read; whatever else stands there is left
out, and told.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from briefing_tui.text import fold, one_line
from briefing_tui.yamlfile import read_values

from .byline import persons_in
from .dates import date_of
from .given import Given, Person
from .language import code_of
from .lines import without_bullet
from .names import person_of
from .wording import is_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing_tui.yamlfile import Value

_LONGEST = 400  # lines
_PAIR = re.compile(r"([^\W\d_][\w -]{0,40}?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.+)")
_MAIL = re.compile(r"([^\W\d_][\w-]{1,20}):\s+(.{1,300})")
_MAIL_FIELDS = {
    "subject": "title", "konu": "title", "тема": "title", "betreff": "title", "from": "author",
    "kimden": "author", "от": "author", "von": "author", "date": "date", "sent": "date",
    "tarih": "date", "дата": "date", "datum": "date", "gesendet": "date",
}  # fmt: skip
_TOML_KEY = re.compile(r"\s*(?:\[\[?\s*([\w.-]+)\s*\]?\]|([\w-]+|\"[^\"]+\")\s*=)")
# A field's name here -> what files call it, folded, with hyphens and spaces made underscores.
_FIELDS = {
    name: field
    for field, names in {
        "title": "title headline baslik заголовок titel",
        "date": "date published publishdate published_at published_on publish_date pubdate "
        "datepublished date_published publication_date tarih дата datum",
        "lang": "lang language locale languagecode language_code dil язык",
        "authors": "author authors by byline creator creators writer writers yazar yazarlar автор "
        "авторы autor autoren",
        "kind": "kind category section genre article_type content_type post_type tur kategori жанр "
        "рубрика",
        "type": "type",
        "categories": "categories",
        "topics": "tags tag topics topic keywords subjects etiketler теги",
        "also_in": "also_in translations translation available_in other_languages languages",
        "takeaways": "takeaways key_takeaways key_points key_findings highlights one_cikanlar",
        "summary": "summary description abstract excerpt ozet",
    }.items()
    for name in names.split()
}
_ROLES = ("role", "position", "job", "jobtitle", "job_title", "title")
_HOUSES = ("affiliation", "institution", "institute", "organization", "organisation", "company")
_BIOS = ("bio", "biography", "about", "description")


def split(text: str) -> tuple[Given | None, str]:
    """Take the front matter off a text; None when it has none."""
    body = text.lstrip("\n")
    fence = re.match(r"(---|\+\+\+)[ \t]*\n", body)
    if fence:
        return _fenced(body, fence[1]) or (None, text)
    if body.startswith("% "):
        return _title_block(body)
    return _mail_head(body) or (None, text)


def _fenced(body: str, fence: str) -> tuple[Given, str] | None:
    lines = body.split("\n", _LONGEST + 2)[1 : _LONGEST + 2]
    ends = {fence, "..."} if fence == "---" else {fence}
    end = next((i for i, line in enumerate(lines) if line.rstrip() in ends), 0)
    if not end:
        return None
    head = lines[:end]
    reading = _Reading()
    if fence == "+++":
        if not _read_toml(head, reading):
            return None
    elif not any(_PAIR.fullmatch(line.rstrip()) for line in head):
        return None
    else:
        _read_yaml(head, reading)
    rest = body.split("\n", end + 2)
    return reading.given(), rest[end + 2] if len(rest) > end + 2 else ""


def _read_yaml(lines: list[str], reading: _Reading) -> None:
    entries = read_values("\n".join(lines))
    if entries is None:
        # A title with a colon in it and no quotes is the commonest of files' mistakes.
        _read_pairs(lines, reading)
        return
    starts = [*(entry.line - 1 for entry in entries.values()), len(lines)]
    reading.left_out += [line.strip() for line in lines[: starts[0]] if line.strip()]
    for n, (name, entry) in enumerate(entries.items()):
        reading.take(name, entry.value, lines[starts[n] : starts[n + 1]])


def _read_pairs(lines: list[str], reading: _Reading) -> None:
    """Read flat `key: value` lines and lists."""
    pairs: list[tuple[str, list[Value], list[str]]] = []
    for line in (line.rstrip() for line in lines):
        pair, item = _PAIR.fullmatch(line), _ITEM.fullmatch(line)
        if pair:
            pairs.append((pair[1], _parts(pair[2] or ""), [line]))
        elif pairs:
            if item:
                pairs[-1][1].extend(_parts(item[1]))
            pairs[-1][2].append(line)
        else:
            reading.left_out.append(line.strip())
    for name, values, written in pairs:
        understood = all(_PAIR.fullmatch(line) or _ITEM.fullmatch(line) for line in written)
        reading.take(name if understood else "", values[0] if len(values) == 1 else values, written)


def _parts(text: str) -> list[Value]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^,\[\]]+", text[1:-1])
    else:
        parts = [text]
    bare = (part.strip() for part in parts)
    unquoted = (b[1:-1] if len(b) > 1 and b[0] == b[-1] and b[0] in "\"'" else b for b in bare)
    return [value.strip() for value in unquoted if value.strip()]


def _read_toml(lines: list[str], reading: _Reading) -> bool:
    try:
        table = {n: _textual(value, 8) for n, value in tomllib.loads("\n".join(lines)).items()}
    except (ValueError, RecursionError):  # no TOML, or a number of 5,000 digits
        return False
    starts: dict[str, int] = {}
    for n, line in enumerate(lines):
        if key := _TOML_KEY.match(line):
            starts.setdefault((key[1] or key[2]).strip('"').split(".")[0], n)
    for name, value in table.items():
        start = starts.get(name, len(lines))
        end = min((n for n in starts.values() if n > start), default=len(lines))
        reading.take(name, value, lines[start:end])
    return True


def _textual(value: object, depth: int) -> Value:
    if isinstance(value, dict) and depth:
        return {str(name): _textual(inner, depth - 1) for name, inner in value.items()}
    if isinstance(value, list) and depth:
        return [_textual(inner, depth - 1) for inner in value]
    return str(value)


def _mail_head(body: str) -> tuple[Given, str] | None:
    """Read the lines above a mail: `From: …`, `Subject: …`, `Date: …`."""
    lines = body.split("\n")
    reading = _Reading()
    found = 0
    end = 0
    for line in lines[:12]:
        pair = _MAIL.fullmatch(line.strip())
        if pair is None:
            break
        end += 1
        field = _MAIL_FIELDS.get(fold(pair[1]), "")
        found += bool(field)
        reading.take(field, pair[2], [])
        reading.left_out.append(line.strip())
    if found < 2 or (end < len(lines) and lines[end].strip()):
        return None
    return reading.given(), "\n".join(lines[end:])


def _title_block(body: str) -> tuple[Given, str]:
    """Read `% title`, `% authors`, `% date`; a line that begins with a space goes on."""
    lines = body.split("\n")
    fields: list[str] = []
    end = 0
    for line in lines[:30]:
        if line.startswith("%") and len(fields) < 3:
            fields.append(line[1:].strip())
        elif fields and line.startswith((" ", "\t")) and line.strip():
            separator = "; " if len(fields) == 2 else " "
            fields[-1] = f"{fields[-1]}{separator}{line.strip()}".strip("; ")
        else:
            break
        end += 1
    reading = _Reading()
    for name, value in zip(("title", "authors", "date"), fields, strict=False):
        parts: Value = re.split(r"\s*;\s*", value) if name == "authors" else value
        reading.take(name, parts, [value])
    return reading.given(), "\n".join(lines[end:])


class _Reading:
    """Takes entry after entry."""

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self._unsure: list[str] = []
        self._one: dict[str, str] = {}
        self._authors: list[Person] = []
        self._lists: dict[str, list[str]] = {"topics": [], "also_in": [], "takeaways": []}

    def given(self) -> Given:
        """Give what was told."""
        lang = self._one.get("lang", "")
        return Given(
            title=self._one.get("title", ""),
            kind=self._one.get("kind", ""),
            date=self._one.get("date", ""),
            lang=lang,
            also_in=tuple(dict.fromkeys(c for c in self._lists["also_in"] if c != lang)),
            authors=tuple(self._authors),
            topics=tuple(self._lists["topics"]),
            takeaways=tuple(self._lists["takeaways"]),
            left_out=tuple(self.left_out),
            unsure=tuple(self._unsure),
        )

    def take(self, name: str, value: Value, written: list[str]) -> None:
        """Read an entry; its lines are left out when nothing takes it."""
        field = _FIELDS.get(re.sub(r"[\s-]+", "_", fold(name).strip()), "")
        if not field or not self._take(field, value):
            self.left_out += [line.strip() for line in written if line.strip()]

    def _take(self, field: str, value: Value) -> bool:
        texts = [one_line(text) for text in _texts(value)]
        match field:
            case "title":
                return self._set("title", " ".join(texts))
            case "date":
                return self._take_date(texts)
            case "lang":
                code = code_of(texts[0]) if texts else ""
                # The region of `en-US` is left out.
                return self._set("lang", code) and code == texts[0].lower()
            case "authors":
                found = list(self._people(value))
                self._authors += found
                return bool(found)
            case "kind" | "type":
                fits = len(texts) == 1 and (is_kind(texts[0]) or field == "kind")
                return fits and self._set("kind", texts[0])
            case "categories":
                rest = [t for t in texts if not (is_kind(t) and self._set("kind", t))]
                self._lists["topics"] += rest
                return bool(texts)
            case "topics":
                if isinstance(value, str) and "," in value:
                    texts = [part.strip() for part in texts[0].split(",")]
                self._lists["topics"] += filter(None, texts)
                return bool(texts)
            case "also_in":
                return self._take_languages(value)
            case _:
                return self._take_points(field, value)

    def _set(self, field: str, text: str) -> bool:
        if not text or field in self._one:
            return False
        self._one[field] = text
        return True

    def _take_date(self, texts: list[str]) -> bool:
        text = texts[0] if texts else ""
        # `2031-03-05 10:00:00 +0300`
        day = re.match(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}(?=[T\s]|$)", text)
        told = date_of(day[0] if day else text)
        if told is None and re.fullmatch(r"\d{4}(?:-\d\d)?", text):
            told = text
        if text and not told:
            self._unsure.append(f"the date could not be read for sure: {text}")
        return self._set("date", told or "") and (day is None or day[0] == text)

    def _take_languages(self, value: Value) -> bool:
        names = list(value) if isinstance(value, dict) else _texts(value)
        codes = [code_of(name) for name in names]
        self._lists["also_in"] += filter(None, codes)
        return bool(codes) and all(codes) and not isinstance(value, dict)

    def _take_points(self, field: str, value: Value) -> bool:
        """Take a list for takeaways, or lines that all have bullets; a summary is none."""
        points = [one_line(text) for text in _texts(value)]
        if isinstance(value, str):
            lines = [line.strip() for line in value.split("\n") if line.strip()]
            if all(without_bullet(line) != line for line in lines):
                points = [one_line(without_bullet(line)) for line in lines]
            elif field == "summary":
                return False
        if self._lists["takeaways"]:
            return False
        self._lists["takeaways"] += points
        return bool(points)

    def _people(self, value: Value) -> Iterator[Person]:
        if isinstance(value, list):
            for item in value:
                yield from self._people(item)
        elif isinstance(value, str):
            yield from persons_in(one_line(value))
        elif person := self._person(value):
            yield person
        else:
            # `ada: {name: Ada Deniz}`
            for inner in value.values():
                if isinstance(inner, dict):
                    yield from self._people(inner)

    def _person(self, entry: Mapping[str, Value]) -> Person | None:
        rest = {fold(name): text for name, text in entry.items() if isinstance(text, str) and text}

        def first(names: tuple[str, ...]) -> str:
            found = next((name for name in names if name in rest), "")
            return rest.pop(found, "")

        name = first(("name", "full_name", "fullname", "display_name"))
        if not name:
            given, family = first(("given", "first", "first_name")), first(("family", "last_name"))
            name = f"{given} {family}".strip()
        if not name:
            return None
        person = person_of(
            one_line(name), one_line(first(_ROLES)), one_line(first(_HOUSES)), first(_BIOS).strip()
        )
        self.left_out += [f"{name}: {one_line(text)}" for name, text in rest.items()]
        return person


def _texts(value: Value) -> list[str]:
    """Give the texts of a value, however it is nested; of a mapping its values."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    out: list[str] = []
    for item in value:
        if isinstance(item, dict) and len(item) == 1:
            # `- One thing: it is open` was not meant as a mapping.
            out += [f"{name}: {text}" for name, inner in item.items() for text in _texts(inner)]
        else:
            out += _texts(item)
    return out
