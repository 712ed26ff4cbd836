"""A saved page's text -> `Draft`.

Every line gets one role: a field's, or left out. What nothing claims is body, so nothing can be
lost.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing_tui.briefing import Draft
from briefing_tui.errors import BriefingError
from briefing_tui.sources import parse_citations
from briefing_tui.text import one_line, slugify

from . import frontmatter
from .escaping import escape
from .head import Head, read_head
from .language import language_of, named_languages, tells_of_languages
from .lines import Line, ends_sentence, lines_of, looks_like_markdown, normalise
from .notes import Marks, Notes, find_notes
from .profiles import Profiles, box_before, read_profiles
from .wording import is_chrome, is_cookies, is_similar_heading, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Menus name other pieces at the top of a page; more headings of that sort than this are noise.
_MOST_HEADINGS = 8
_YAML = re.compile(r"^title:.*\n(?:.*\n){0,200}?body:[ \t]*[|>\"]", re.MULTILINE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(r"[\s*_=—–─-]{3,}|[⁂•·*]{1,5}")


def read_page(text: str, name: str = "") -> Draft:
    """Make a draft of a page that was saved as text or Markdown.

    Found are kind, title, takeaways, languages, body, notes, authors and date; the words stay as
    they are, paragraph by paragraph, with note marks written `[n]` and a backslash only where
    Markdown would change the words. What belongs to the site is left out and listed.

    Args:
        text: the page as it was saved, in any kind of line breaks.
        name: the file's name, which helps to tell Markdown and names a page without a title.

    Raises:
        BriefingError: there is no text of a piece in it.
    """
    if _HTML.match(text[:5000].lstrip("\ufeff")):
        raise BriefingError(
            "this is a web page's HTML, not its text",
            "save the page as text, or copy its text into a file",
        )
    if "\0" in text[:5000]:
        raise BriefingError("this is no text", "add takes a page saved as text or Markdown")
    if _YAML.match(text.lstrip("\ufeff\n\r ")[:20_000].replace("\r\n", "\n")):
        raise BriefingError(
            "this is a briefing in YAML already", "copy the file into the archive's folder"
        )
    return _Page(text, name).draft()


class _Page:
    """One page on its way to a draft."""

    def __init__(self, text: str, name: str) -> None:
        text, hidden = normalise(text)
        self.name = PurePath(name).stem if name not in {"", "-"} else ""
        self.front, text = frontmatter.split(text)
        self.markdown = self.front is not None or looks_like_markdown(text, name)
        self.lines: Sequence[Line] = lines_of(text, markdown=self.markdown)
        self.role = [""] * len(self.lines)
        self.unsure: list[str] = []
        if hidden:
            self.unsure.append(f"{hidden} characters that cannot be seen were made visible")

    def draft(self) -> Draft:
        """Read the page."""
        notes, end = self._find_notes()
        numbers = notes.numbers if notes else frozenset()
        text_end = min(notes.first, end) if notes else end
        box = box_before(self.lines, self._free(0, text_end))
        profiles = self._profiles([*self._free(box, text_end), *self._free(text_end, end)])
        head = self._head(box, numbers, profiles)
        self._drop_chrome(head, box)
        body, marked = self._body(box, notes or Notes())
        if not body:
            raise BriefingError(
                "no text of a piece was found in this page",
                "is it the whole page? its title, then its paragraphs, each on a line of its own",
            )
        return self._assemble(head, profiles, body, notes, marked)

    # --- what stands where

    def _free(self, start: int, end: int) -> list[int]:
        return [i for i in range(start, end) if not self.role[i]]

    def _leave(self, indices: Iterable[int]) -> None:
        for i in indices:
            self.role[i] = "left"

    def _find_notes(self) -> tuple[Notes | None, int]:
        """Find the notes, and where the piece ends and other pieces begin."""
        lines, end = self.lines, len(self.lines)
        headings = [i for i, line in enumerate(lines) if i > 1 and is_similar_heading(line.plain)]
        headings = headings[:_MOST_HEADINGS]
        notes: Notes | None = None
        for i in headings:
            notes = find_notes(lines[:i], markdown=self.markdown)
            if notes is not None:
                end = i
                break
        else:
            notes = find_notes(lines, markdown=self.markdown)
            total = sum(len(line.text) for line in lines)
            if headings and notes is None:
                before = 0
                for i, line in enumerate(lines):
                    if i in headings and before > 0.4 * total:
                        end = i
                        break
                    before += len(line.text)
            for i in headings:
                if i < end and (notes is None or i < notes.first):
                    self._drop_teasers(i, notes.first if notes else end)
        if notes is not None:
            for i in notes.lines:
                self.role[i] = "note"
            self._leave(notes.above)
            self.unsure += notes.unsure
        self._leave(range(end, len(lines)))
        return notes, end

    def _drop_teasers(self, heading: int, end: int) -> None:
        """Leave out a heading over other pieces in the middle of a page, and their titles."""
        self.role[heading] = "left"
        for i in range(heading + 1, min(end, heading + 9)):
            line = self.lines[i]
            if heading < 4 or line.words > 25 or ends_sentence(line.text) or line.heading:
                break
            self.role[i] = "left"

    def _profiles(self, indices: list[int]) -> Profiles:
        profiles = read_profiles(self.lines, indices, markdown=self.markdown)
        for i, role in profiles.roles.items():
            self.role[i] = role
        return profiles

    def _head(self, end: int, numbers: frozenset[int], profiles: Profiles) -> Head:
        given = self.front.values if self.front else {}
        names = [author.name for author in profiles.authors]
        head = read_head(
            self.lines,
            self._free(0, end),
            numbers=numbers,
            names=names,
            title=one_line(" ".join(given.get("title", []))),
            markdown=self.markdown,
        )
        for i, role in head.roles.items():
            self.role[i] = role
        self.unsure += head.unsure
        return head

    def _drop_chrome(self, head: Head, end: int) -> None:
        """Leave out what the site has put between the paragraphs."""
        body = self._free(0, end)
        for i in body:
            line = self.lines[i]
            if line.code:
                continue
            languages = named_languages(line.plain) if tells_of_languages(line.plain + ":") else ()
            if languages or (
                line.words <= 12 and is_chrome(line.plain) and not is_cookies(line.plain)
            ):
                head.languages += languages
                self.role[i] = "left"
        for ordered in (body, body[::-1]):
            for i in ordered:
                plain = self.lines[i].plain
                if self.role[i]:
                    continue
                if not (is_cookies(plain) or _RULE.fullmatch(plain) or not key(plain)):
                    break
                self.role[i] = "left"

    def _body(self, end: int, notes: Notes) -> tuple[list[str], Marks]:
        """Write the body: Markdown as it is, text so that Markdown gives it back."""
        indices = self._free(0, end)
        marks = Marks(notes, [self.lines[i].text for i in indices if not self.lines[i].code])
        out: list[list[str]] = []
        joins = False
        last = -2
        for i in indices:
            line = self.lines[i]
            together = i == last + 1 and bool(out) and self.lines[last].block == line.block
            last = i
            if out and not line.code and (alone := marks.alone(line.text)):
                # A browser has set the mark apart; what follows may be the same sentence's rest.
                out[-1].append(alone)
                joins = True
                continue
            text = "\n".join(line.raw) if self.markdown else line.text
            if not line.code:
                text = marks.convert(text)
            if not self.markdown and not _RULE.fullmatch(text):
                text = escape(text, notes.numbers)
            if together and joins and line.text[:1].islower():
                out[-1] += [" ", text]
            elif together and self.markdown:
                out[-1] += ["\n", text]
            else:
                out.append([text])
            joins = False
        return ["".join(parts) for parts in out], marks

    # --- the draft

    def _assemble(
        self, head: Head, profiles: Profiles, body: list[str], notes: Notes | None, marks: Marks
    ) -> Draft:
        front = self.front.values if self.front else {}
        authors = profiles.joined(head.authors, front.get("authors", []))
        for i in profiles.loose:
            self.role[i] = profiles.roles[i]
        title = head.title or self._title(body)
        told = head.date
        if not told and (given := front.get("date")):
            told = given[0][:10] if re.match(r"\d{4}-\d\d-\d\d", given[0]) else given[0]
        lang = (front.get("lang") or [""])[0].lower() or language_of(
            " ".join(self.lines[i].text for i in self._free(0, len(self.lines)))
        )
        items = list(notes.items) if notes else []
        takeaways = head.takeaways
        values: dict[str, str | list[str] | list[tuple[int, str]]] = {
            "title": title,
            "kind": head.kind or (front.get("kind") or [""])[0],
            "date": told,
            "lang": lang,
            "also_in": [code for code in dict.fromkeys(head.languages) if code != lang],
            "authors": [author.slug for author in authors],
            "topics": list(dict.fromkeys(map(slugify, front.get("topics", [])))),
            "takeaways": takeaways,
            "body": "\n\n".join(body) + "\n",
            "footnotes": items,
        }
        fields = {name: value for name, value in values.items() if value}
        self._say_what_is_missing(fields, items)
        self.unsure += profiles.unsure
        if items:
            self.unsure += marks.unsure
        kept = {text for value in (title, head.kind, told, *takeaways) for text in (value.strip(),)}
        kept |= {author.name for author in authors} | {author.role for author in authors}
        left = [*self.front.left_out] if self.front else []
        left += [topic for topic in front.get("topics", []) if slugify(topic) != topic]
        left += [
            raw.strip()
            for line, role in zip(self.lines, self.role, strict=True)
            if role == "left" or (role == "meta" and line.text not in kept)
            for raw in line.raw
        ]
        return Draft(slugify(title), fields, tuple(authors), tuple(self.unsure), tuple(left))

    def _title(self, body: list[str]) -> str:
        if self.name:
            self.unsure.append("no title was found; the file's name stands for it")
            return one_line(self.name.replace("_", " ").replace("-", " "))
        self.unsure.append("no title was found; the first words stand for it")
        words = one_line(body[0]).split()
        return " ".join(words[:10]) + (" …" if len(words) > 10 else "")

    def _say_what_is_missing(
        self, fields: Mapping[str, object], items: list[tuple[int, str]]
    ) -> None:
        if "date" not in fields:
            dates = [c.accessed for _, text in items for c in parse_citations(text) if c.accessed]
            seen = f"; sources accessed up to {max(dates)}" if dates else ""
            self.unsure.append(f"no date was found{seen}")
        if "lang" not in fields:
            self.unsure.append("the language could not be told")
        if "authors" not in fields:
            self.unsure.append("no author was found")
        if "kind" not in fields:
            self.unsure.append("no kind was found, such as Analysis or Commentary")
        if "footnotes" not in fields:
            self.unsure.append("no notes were found")
