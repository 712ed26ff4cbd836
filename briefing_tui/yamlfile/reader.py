"""A file's bytes -> a briefing or an author's profile, and the faults in it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui import body as bodies
from briefing_tui import sources
from briefing_tui.briefing import Author, Briefing
from briefing_tui.text import one_line, slugify

from .composer import Mapping, Scalar, Sequence, compose
from .decoding import decode
from .faults import Faults, quoted
from .fields import AUTHOR_FIELDS, BRIEFING_FIELDS, CORRECTIONS
from .notes import read_notes
from .prose import Prose

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingType

    from briefing_tui.briefing import Problem

    from .composer import Node
    from .fields import Field
    from .notes import Note

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_OTHER_DATE = re.compile(
    r"(?:(?P<d>[0-9]{1,2})[./](?P<m>[0-9]{1,2})[./](?P<y>[0-9]{4})"
    r"|(?P<Y>[0-9]{4})[-./](?P<M>[0-9]{1,2})(?:[-./](?P<D>[0-9]{1,2}))?(?:[T ].*)?)"
)
# The subtags of BCP 47 that people use: language, script, region, variants.
_LANG = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*",
    re.IGNORECASE | re.ASCII,  # İ is no letter of a code, and `lower` makes two of it
)
_LANGUAGES = {
    "english": "en", "ingilizce": "en", "английский": "en", "turkish": "tr", "türkçe": "tr",
    "turkce": "tr", "турецкий": "tr", "russian": "ru", "русский": "ru", "rusça": "ru",
    "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "arabic": "ar",
    "العربية": "ar", "chinese": "zh", "中文": "zh", "spanish": "es", "español": "es",
}  # fmt: skip
_OTHER_NAMES = {
    "author": "authors", "by": "authors", "byline": "authors", "language": "lang", "type": "kind",
    "category": "kind", "published": "date", "tags": "topics", "tag": "topics", "text": "body",
    "notes": "footnotes", "references": "footnotes", "content": "body", "summary": "takeaways",
    "key_points": "takeaways", "headline": "title", "translations": "also_in", "region": "regions",
    "translation": "translation_of", "similar": "related", "başlık": "title", "tarih": "date",
    "dil": "lang", "yazar": "authors", "yazarlar": "authors", "metin": "body", "dipnotlar":
    "footnotes", "заголовок": "title", "дата": "date", "язык": "lang", "автор": "authors",
    "текст": "body", "примечания": "footnotes", "surname": "family", "biography": "bio",
}  # fmt: skip
_CODES = frozenset({"date", "lang", "slug", "slugs", "langs"})
_BULLET = re.compile(r"[-*•–][ \t]+")
_DEFINITION = re.compile(r"\[\^?[0-9]+\]:")
_NOTE_NUMBER = re.compile(r"[0-9]{1,5}")
_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")


def read_briefing(data: bytes, path: str, slug: str) -> tuple[Briefing | None, tuple[Problem, ...]]:
    """Read a briefing's file.

    Args:
        data: the file, whole.
        path: of the file, relative to the archive; for the problems and the briefing.
        slug: the file's stem.

    Returns:
        The briefing, or None when there is no title or no body to be had; and the faults, by
        place, which the briefing carries too. Any bytes give one or the other, never an exception.
    """
    faults = Faults(path)
    reading = _open(data, faults, BRIEFING_FIELDS)
    if reading is None:
        return None, faults.problems()
    briefing = reading.briefing(path, slug)
    problems = faults.problems()
    return (replace(briefing, problems=problems) if briefing else None), problems


def read_author(data: bytes, path: str, slug: str) -> tuple[Author | None, tuple[Problem, ...]]:
    """Read an author's profile.

    Args:
        data: the file, whole.
        path: of the file, relative to the archive.
        slug: the file's stem.

    Returns:
        The author, or None when there is no name to be had; and the faults, by place. Any bytes
        give one or the other, never an exception.
    """
    faults = Faults(path)
    reading = _open(data, faults, AUTHOR_FIELDS)
    if reading is None:
        return None, faults.problems()
    author = reading.author(slug)
    return author, faults.problems()


def _open(data: bytes, faults: Faults, fields: MappingType[str, Field]) -> _Reading | None:
    text = decode(data, faults)
    if text is None:
        return None
    composed = compose(text, fields, faults)
    if isinstance(composed.root, Mapping):
        prose = Prose(composed.source, faults)
        return _Reading(composed.root, fields, prose, faults, composed.cut)
    if not faults.has_errors():
        message = "the file holds no fields"
        hint = f"write each on a line of its own, as in “{next(iter(fields))}: …”"
        faults.add("error", "not-a-briefing", (1, 1), message, hint)
    return None


class _Reading:
    """A file's fields, or those of a mapping in it."""

    def __init__(
        self,
        root: Mapping,
        fields: MappingType[str, Field],
        prose: Prose,
        faults: Faults,
        cut: bool,
    ) -> None:
        self.root = root
        self.cut = cut
        self._fields = fields
        self._prose = prose
        self._faults = faults
        self._nodes = {
            name: node for name, (_, node) in root.entries.items() if not _is_nothing(node)
        }

    def briefing(self, path: str, slug: str) -> Briefing | None:
        """Read a briefing's fields; None without a title or a body."""
        notes, stray = self._notes()
        body, parsed = self._body(notes)
        corrections = self._corrections({note.number for note in notes})
        translation_of = self.line("translation_of")
        if translation_of == slug:
            message = "the briefing is said to be a translation of itself"
            hint = "write the slug of the piece that it translates"
            place = self._place("translation_of")
            self._faults.add("error", "translation-of-itself", place, message, hint)
        extra = self._extra()
        if stray:
            extra = (*extra, ("footnotes", stray))
        briefing = Briefing(
            slug=slug,
            path=path,
            title=self.line("title"),
            body=body,
            kind=self.line("kind"),
            date=self._date(),
            lang=self._lang(),
            authors=self._authors(),
            topics=self.lines("topics", divide=True),
            regions=self.lines("regions", divide=True),
            takeaways=self.lines("takeaways"),
            blocks=parsed.blocks,
            footnotes=sources.resolve_notes([note[:3] for note in notes], corrections),
            also_in=self._also_in(),
            translation_of=translation_of,
            related=self.lines("related", divide=True) if "related" in self._nodes else None,
            extra=extra,
        )
        self.tell_missing({"body"} if not parsed.blocks else set())
        return briefing if briefing.title and briefing.blocks else None

    def author(self, slug: str = "") -> Author | None:
        """Read an author's fields; None without a name."""
        name = self.line("name")
        node = self._nodes.get("bio")
        author = Author(
            slug=slug or slugify(name),
            name=name,
            family=self.line("family"),
            role=self.line("role"),
            affiliation=self.line("affiliation"),
            bio=self._prose.paragraphs(node, "bio") if node else "",
            languages=self.lines("languages", divide=True),
            interests=self.lines("interests", divide=True),
            links=self.lines("links", divide=True),
        )
        self._extra()
        self.tell_missing(set())
        return author if name else None

    def tell_missing(self, empty: set[str]) -> None:
        """Note the fields that ought to be there.

        Args:
            empty: fields that are written but hold nothing to read.
        """
        if self.cut:
            return
        for field in self._fields.values():
            name = field.name
            if not field.missing:
                continue
            node = self._nodes.get(name)
            if name in self.root.entries and (
                node is None or name in empty or (isinstance(node, Sequence) and not node.items)
            ):
                code, message = f"empty-{name}", f"“{name}” is empty"
                place = self._place(name)
            elif name not in self.root.entries:
                code, message = f"missing-{name}", f"there is no “{name}”"
                place = (self.root.line, self.root.column)
            else:
                continue
            hint = f"add it, as in: {field.example}"
            self._faults.add(field.missing, code, place, message, hint)

    def _place(self, name: str) -> tuple[int, int]:
        key, node = self.root.entries[name]
        return (node.line, node.column) if name in self._nodes else (key.line, key.column)

    # --- shapes

    def line(self, name: str) -> str:
        """Read a field of one line."""
        node = self._nodes.get(name)
        code = self._fields[name].shape in _CODES
        return self._prose.line(node, f"“{name}”", code=code) if node else ""

    def lines(self, name: str, divide: bool = False) -> tuple[str, ...]:
        """Read a list of texts; a single text is taken for a list.

        Args:
            name: the field.
            divide: whether a comma in a single text divides it.
        """
        node = self._nodes.get(name)
        if isinstance(node, Sequence):
            what = "a takeaway" if name == "takeaways" else f"an item of “{name}”"
            code = self._fields[name].shape in _CODES
            texts = [self._prose.line(item, what, code=code) for item in node.items]
        elif isinstance(node, Scalar) and node.style == "|":
            rows = [row.strip() for row in self._prose.text(node, f"“{name}”").split("\n")]
            bullets = [_BULLET.match(row) for row in rows if row]
            if all(bullets):
                texts = [row[match.end() :] for row, match in _matched(rows)]
            else:
                texts = self._prose.paragraphs(node, f"“{name}”").split("\n\n")
        else:
            text = self.line(name)
            texts = text.split(",") if divide else [text]
        return tuple(bare for text in texts if (bare := text.strip()))

    def _date(self) -> str:
        text = self.line("date")
        if not text:
            return ""
        match = _DATE.fullmatch(text)
        place = self._place("date")
        if match is None:
            hint = "write YYYY-MM-DD, YYYY-MM or YYYY"
            if suggested := _suggested_date(text):
                hint = f"write {suggested}"
            message = f"{quoted(text)} is no date of the form YYYY-MM-DD"
            self._faults.add("error", "bad-date", place, message, hint)
            return ""
        if not _is_possible(text):
            message = f"there is no such day as {text}"
            if match[2] and not match[3]:
                message = f"there is no such month as {text}"
            hint = "look at the month and the day; leave out what is not known"
            self._faults.add("error", "impossible-date", place, message, hint)
            return ""
        return text

    def _lang(self) -> str:
        text = self.line("lang")
        return self._language(text, self._place("lang")) if text else ""

    def _also_in(self) -> tuple[str, ...]:
        names = self.lines("also_in", divide=True)
        place = self._place("also_in") if names else (1, 1)
        return tuple(lang for name in names if (lang := self._language(name, place)))

    def _language(self, text: str, place: tuple[int, int]) -> str:
        if _LANG.fullmatch(text):
            first, *rest = text.split("-")
            # Case as BCP 47 recommends it: zh-Hans, pt-BR.
            parts = [p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest]
            return "-".join([first.lower(), *parts])
        known = _LANGUAGES.get(text.casefold()) or text.replace("_", "-")
        hint = f"write {known}" if _LANG.fullmatch(known) else "write its code: en, tr, ru, zh-Hans"
        self._faults.add("error", "bad-lang", place, f"{quoted(text)} is no language code", hint)
        return ""

    def _authors(self) -> tuple[str | Author, ...]:
        node = self._nodes.get("authors")
        items = node.items if isinstance(node, Sequence) else [node] if node else []
        out: list[str | Author] = []
        for item in items:
            if isinstance(item, Mapping):
                inner = _Reading(item, AUTHOR_FIELDS, self._prose, self._faults, self.cut)
                if author := inner.author():
                    out.append(author)
                continue
            text = self._prose.line(item, "an author")
            names = text.split(",") if isinstance(node, Scalar) else [text]
            out += [
                name if _SLUG.fullmatch(name) else Author(slugify(name), name)
                for name in filter(None, map(str.strip, names))
            ]
        return tuple(out)

    # --- body and notes

    def _notes(self) -> tuple[list[Note], str]:
        node = self._nodes.get("footnotes")
        return read_notes(node, self._prose, self._faults) if node else ([], "")

    def _body(self, notes: list[Note]) -> tuple[str, bodies.Body]:
        node = self._nodes.get("body")
        numbers = {note.number for note in notes}
        if not isinstance(node, Scalar):
            text = self._prose.text(node, "“body”") if node else ""
            return text, bodies.parse(text, numbers)
        typed = self._prose.typed(node, "body")
        parsed = bodies.parse(typed.text, numbers)
        if parsed.left:
            message = "there are too many signs of Markdown: from here on they stay as they are"
            hint = "divide the piece"
            place = typed.place(parsed.left, 1)
            self._faults.add("warning", "too-many-signs", place, message, hint)
        if self.cut:
            return typed.text, parsed
        lines = typed.text.split("\n") if parsed.missing else []
        for number, line, column in parsed.missing:
            row = lines[line - 1] if line <= len(lines) else ""
            if _DEFINITION.match(row, column - 1) and not row[: column - 1].strip():
                code, message = "note-in-body", f"note {number} stands in the body"
                hint = "move it to “footnotes: |”"
            else:
                code, message = "mark-without-note", f"the mark [{number}] has no note"
                hint = f"add note {number} to the footnotes; if it is no mark, write \\[{number}]"
            self._faults.add("warning", code, typed.place(line, column), message, hint)
        for note in notes:
            if note.number not in parsed.used:
                message = f"no mark in the body leads to note {note.number}"
                hint = f"write [{note.number}] where the text rests on it"
                place = (note.line, note.column)
                self._faults.add("warning", "note-without-mark", place, message, hint)
        return typed.text, parsed

    def _corrections(self, numbers: set[int]) -> dict[int, dict[str, str]]:
        node = self._nodes.get("sources")
        out: dict[int, dict[str, str]] = {}
        if node is None:
            return out
        hint = "write, for instance, sources: {4: {same_as: 2}}"
        if not isinstance(node, Mapping):
            message = "“sources” is no mapping of note numbers"
            self._faults.add("error", "bad-correction", (node.line, node.column), message, hint)
            return out
        for name, (key, value) in node.entries.items():
            place = (key.line, key.column)
            number = int(name) if _NOTE_NUMBER.fullmatch(name) else 0
            if not isinstance(value, Mapping) or not number:
                message = f"{quoted(name)} is no correction of a note"
                self._faults.add("error", "bad-correction", place, message, hint)
            elif number not in numbers:
                if not self.cut:
                    message = f"there is no note {number} to correct"
                    hint_number = "look at the number"
                    self._faults.add("error", "bad-correction", place, message, hint_number)
            else:
                out[number] = self._correction(number, value, numbers)
        return out

    def _correction(self, number: int, node: Mapping, numbers: set[int]) -> dict[str, str]:
        out: dict[str, str] = {}
        for name, (key, value) in node.entries.items():
            place = (key.line, key.column)
            if name not in CORRECTIONS:
                hint = f"what can be corrected is {', '.join(CORRECTIONS)}"
                message = f"{quoted(name)} of a source cannot be corrected"
                self._faults.add("error", "bad-correction", place, message, hint)
                continue
            text = self._prose.line(value, f"“{name}”")
            if name == "same_as":
                target = int(text) if _NOTE_NUMBER.fullmatch(text) else 0
                if target not in numbers or target == number:
                    message = f"{quoted(text)} is no other note of this piece"
                    hint = "write the number of the note that cites the same source"
                    self._faults.add("error", "bad-correction", place, message, hint)
                    continue
            out[name] = text
        return out

    def _extra(self) -> tuple[tuple[str, str], ...]:
        out: list[tuple[str, str]] = []
        for name, (key, node) in self.root.entries.items():
            if name in self._fields:
                continue
            shown = one_line(name)
            out.append((shown, self._prose.raw(node)))
            if not name.startswith(("x-", "x_")):
                told = self._faults.wants("unknown-field")
                meant = _meant(name, self._fields) if told else ""
                hint = f"did you mean “{meant}”?" if meant else ""
                hint += f"{' ' if hint else ''}What is your own begins with “x-”"
                message = f"{quoted(name)} is no field of the format"
                self._faults.add("warning", "unknown-field", (key.line, key.column), message, hint)
        return tuple(out)


def _is_nothing(node: Node) -> bool:
    """Tell whether nothing is written behind a field's colon, or YAML's sign for it."""
    return isinstance(node, Scalar) and (
        not node.text.strip() or (node.text == "~" and not node.style)
    )


def _matched(rows: list[str]) -> list[tuple[str, re.Match[str]]]:
    return [(row, match) for row in rows if (match := _BULLET.match(row))]


def _is_possible(date: str) -> bool:
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _suggested_date(text: str) -> str:
    """Give the date that another way of writing it means, or an empty text if it could be two."""
    match = _OTHER_DATE.fullmatch(text)
    if match is None:
        return ""
    year, month, day = (match[a] or match[b] for a, b in (("y", "Y"), ("m", "M"), ("d", "D")))
    if match["d"] and "/" in text and int(day) <= 12 and day != month:
        return ""
    date = "-".join(part.zfill(2) for part in (year, month, day) if part)
    return date if _is_possible(date) else ""


def _meant(name: str, fields: MappingType[str, Field]) -> str:
    bare = name.casefold().replace("-", "_").strip()
    if bare in fields:
        return bare
    if _OTHER_NAMES.get(bare) in fields:
        return _OTHER_NAMES[bare]
    return next(iter(difflib.get_close_matches(bare[:40], list(fields), 1, 0.7)), "")
