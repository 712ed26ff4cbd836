"""A file's bytes -> a briefing or an author's profile, and the faults in it."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui import body as bodies
from briefing_tui import sources
from briefing_tui.briefing import Author, Briefing, Identity, Mention
from briefing_tui.text import one_line, slugify

from .citing import tell_citations
from .codes import fault_of_date, language
from .composer import Mapping, Scalar, Sequence, compose
from .corrections import read_corrections
from .decoding import decode
from .faults import Faults, quoted
from .fields import (
    ARCHIVE_FIELDS,
    AUTHOR_FIELDS,
    BRIEFING_FIELDS,
    ID,
)
from .lists import meant_items, run_on_items, tell_one_item
from .marks import tell_marks
from .notes import read_notes
from .prose import Prose
from .strays import BULLETS

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingType

    from briefing_tui.briefing import MentionField, Problem

    from .composer import Node
    from .fields import Field
    from .notes import Note

_ID = re.compile(ID)
_OTHER_NAMES = {
    "author": "authors", "by": "authors", "byline": "authors", "language": "lang", "type": "kind",
    "category": "kind", "published": "date", "tags": "topics", "tag": "topics", "text": "body",
    "notes": "footnotes", "references": "footnotes", "content": "body", "summary": "takeaways",
    "key_points": "takeaways", "headline": "title", "translations": "also_in", "region": "regions",
    "translation": "translation_of", "similar": "related", "başlık": "title", "tarih": "date",
    "dil": "lang", "yazar": "authors", "yazarlar": "authors", "metin": "body", "dipnotlar":
    "footnotes", "position": "role", "job": "role", "organisation": "affiliation", "organization":
    "affiliation", "заголовок": "title", "дата": "date", "язык": "lang", "автор": "authors",
    "текст": "body", "примечания": "footnotes", "surname": "family", "biography": "bio",
    "name": "title", "identifier": "id", "slug": "id",
}  # fmt: skip
_CODES = frozenset({"date", "lang", "slug", "slugs", "langs"})
_BULLET = re.compile(r"[-*•–][ \t]+")
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


def read_archive(data: bytes, path: str) -> tuple[Identity | None, tuple[Problem, ...]]:
    """Read what an archive calls itself: its `archive.yaml`, which may be empty.

    Returns:
        The names, or None when the file is no YAML at all; and the faults, by place. Any bytes give
        one or the other, never an exception.
    """
    faults = Faults(path)
    reading = _open(data, faults, ARCHIVE_FIELDS)
    identity = reading.identity() if reading else None
    return identity, faults.problems()


def _open(data: bytes, faults: Faults, fields: MappingType[str, Field]) -> _Reading | None:
    decoded = decode(data, faults)
    if decoded is None:
        return None
    composed = compose(decoded.text, fields, faults, plain=decoded.is_plain)
    root = composed.root
    if root is None or _is_nothing(root):
        # Of an archive's name nothing needs to be in the file.
        optional = not composed.cut and not any(field.missing for field in fields.values())
        root = Mapping(1, 1) if optional else None
    if isinstance(root, Mapping):
        prose = Prose(composed.source, faults)
        return _Reading(root, fields, prose, faults, composed.cut)
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
        self._mentions: list[Mention] = []
        self._nodes = {
            name: node for name, (_, node) in root.entries.items() if not _is_nothing(node)
        }

    def briefing(self, path: str, slug: str) -> Briefing | None:
        """Read a briefing's fields; None without a title or a body."""
        notes, stray = self._notes()
        body, parsed = self._body(notes)
        corrections = read_corrections(
            self._nodes.get("sources"),
            {note.number for note in notes},
            self._prose,
            self._faults,
            cut=self.cut,
        )
        translation_of = self.line("translation_of")
        if translation_of:
            self._mention("translation_of", translation_of, self._place("translation_of"))
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
            related=self._related(),
            extra=extra,
            mentions=tuple(self._mentions),  # all the fields have been read by now
        )
        tell_citations(notes, briefing.footnotes, briefing.lang, self._faults)
        self.tell_missing({"body"} if not parsed.blocks else set())
        self._tell_placeholders()
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

    def identity(self) -> Identity:
        """Read an archive's fields."""
        name = self.line("id")
        if name and not _ID.fullmatch(name):
            message = f"{quoted(name)} is no name for programs"
            hint = f"write letters and digits with hyphens between them, as in: id: {slugify(name)}"
            if isinstance(self._nodes["id"], Scalar):  # anything else has been told
                self._faults.add("error", "bad-id", self._place("id"), message, hint)
            name = ""
        self._extra()
        return Identity(name, self.line("title"))

    def tell_missing(self, empty: set[str]) -> None:
        """Note the fields that ought to be there.

        Args:
            empty: fields that are written but hold nothing to read.
        """
        if self.cut:
            return
        for field in self._fields.values():
            if not field.missing:
                continue
            name = field.name
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
            if field.shape == "body":
                hint += ", and below it the text, indented by two spaces"
            others = (key for key in self.root.entries if key not in self._fields)
            if meant := next((key for key in others if _meant(key, self._fields) == name), ""):
                hint = f"write “{name}” for {quoted(meant)} in line {self._line_of(meant)}"
            self._faults.add(field.missing, code, place, message, hint)

    def _line_of(self, key: str) -> int:
        return self.root.entries[key][0].line

    def _tell_placeholders(self) -> None:
        """Note the words of a new file's template that are still there."""
        for name, node in self._nodes.items():
            words = self._fields[name].placeholder if name in self._fields else ""
            if words and isinstance(node, Scalar) and words in node.text:
                message = f"“{name}” still holds the words of the template"
                place = self._prose.place_of(words, node)
                self._faults.add("warning", "placeholder", place, message, "write your own there")

    def _place(self, name: str) -> tuple[int, int]:
        key, node = self.root.entries[name]
        return (node.line, node.column) if name in self._nodes else (key.line, key.column)

    def _mention(self, field: MentionField, target: str, place: tuple[int, int]) -> None:
        # Told later, across files, and not through `Faults.add`.
        self._mentions.append(Mention(field, target, *self._faults.in_the_file(place)))

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
        code = self._fields[name].shape in _CODES
        if isinstance(node, Sequence):
            texts = [text for item in node.items for text in self._item(item, name, code=code)]
        elif isinstance(node, Mapping) and code:
            message = f"“{name}” is a list, but fields stand here"
            self._faults.add("error", "not-an-item", (node.line, node.column), message, BULLETS)
            texts = []
        elif isinstance(node, Scalar) and (
            items := meant_items(node, name, self._prose, self._faults)
        ):
            texts = items
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
            if isinstance(node, Scalar):
                tell_one_item(node, name, self._prose, self._faults)
        return tuple(bare for text in texts if (bare := text.strip()))

    def _item(self, node: Node, name: str, *, code: bool) -> list[str]:
        """Read an item of a list, with those that YAML has taken for a part of it."""
        what = "a takeaway" if name == "takeaways" else f"an item of “{name}”"
        items = []
        if isinstance(node, Scalar):
            items = run_on_items(node, name, self._prose, self._faults)
        return items or [self._prose.line(node, what, code=code)]

    def _placed(self, name: str) -> list[tuple[str, tuple[int, int]]]:
        """Read a list of short texts, each with its place; those of a single text share its."""
        node = self._nodes.get(name)
        texts = self.lines(name, divide=True)
        if isinstance(node, Sequence) and len(node.items) == len(texts):
            return [
                (text, (item.line, item.column))
                for text, item in zip(texts, node.items, strict=True)
            ]
        return [(text, self._place(name)) for text in texts]

    def _related(self) -> tuple[str, ...] | None:
        if "related" not in self._nodes:
            return None
        placed = self._placed("related")
        for slug, place in placed:
            self._mention("related", slug, place)
        return tuple(slug for slug, _ in placed)

    def _date(self) -> str:
        text = self.line("date")
        if not text:
            return ""
        fault = fault_of_date(text)
        if fault is not None:
            self._faults.add("error", fault.code, self._place("date"), fault.message, fault.hint)
            return ""
        return text

    def _lang(self) -> str:
        text = self.line("lang")
        lang = self._language(text, self._place("lang")) if text else ""
        if lang:
            self._mention("lang", lang, self._place("lang"))
        return lang

    def _also_in(self) -> tuple[str, ...]:
        out: list[str] = []
        for name, place in self._placed("also_in"):
            several = re.split(r"[;/\s]+", name)
            if len(several) > 1 and not any(fault for _, fault in map(language, several)):
                message = f"{quoted(name)} is no language code, but several"
                hint = f"write [{', '.join(several)}]"
                self._faults.add("error", "bad-lang", place, message, hint)
            elif lang := self._language(name, place):
                self._mention("also_in", lang, place)
                out.append(lang)
        return tuple(out)

    def _language(self, text: str, place: tuple[int, int]) -> str:
        lang, fault = language(text)
        if fault is not None:
            self._faults.add("error", fault.code, place, fault.message, fault.hint)
        return lang

    def _authors(self) -> tuple[str | Author, ...]:
        node = self._nodes.get("authors")
        items: list[Node] = [node] if node else []
        if isinstance(node, Sequence):
            items = node.items
        elif isinstance(node, Scalar):
            meant = meant_items(node, "authors", self._prose, self._faults)
            items = [replace(node, text=text) for text in meant] or items
        out: list[str | Author] = []
        for item in items:
            if isinstance(item, Mapping):
                inner = _Reading(item, AUTHOR_FIELDS, self._prose, self._faults, self.cut)
                if author := inner.author():
                    out.append(author)
                continue
            text = self._prose.line(item, "an author")
            names = text.split(",") if isinstance(node, Scalar) else [text]
            for name in filter(None, map(str.strip, names)):
                if _SLUG.fullmatch(name):
                    self._mention("authors", name, (item.line, item.column))
                    out.append(name)
                else:
                    out.append(Author(slugify(name), name))
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
        tell_marks(typed, parsed, notes, self._faults)
        return typed.text, parsed

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


def _meant(name: str, fields: MappingType[str, Field]) -> str:
    bare = name.casefold().replace("-", "_").strip()
    if bare in fields:
        return bare
    if _OTHER_NAMES.get(bare) in fields:
        return _OTHER_NAMES[bare]
    return next(iter(difflib.get_close_matches(bare[:40], list(fields), 1, 0.7)), "")
