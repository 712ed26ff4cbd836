"""A saved page's text -> `Draft`.

Every line gets one role: a field's, or left out. What nothing claims is body, so nothing can be
lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.briefing import Draft
from briefing_tui.errors import BriefingError
from briefing_tui.sources import parse_citations
from briefing_tui.text import fold, one_line, slugify

from .byline import people_in
from .escaping import escape
from .head import Head, read_head
from .language import language_of, named_languages, tells_of_languages
from .lines import ends_sentence
from .marks import Marks, has_mark
from .names import is_name
from .notes import Notes, find_notes
from .profiles import Profiles, box_before, read_profiles
from .source import Source, read_source
from .takeaways import is_listed
from .told import told_by
from .wording import (
    is_boilerplate,
    is_chrome,
    is_cookies,
    is_similar_heading,
    is_tail_heading,
    key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Menus name other pieces at the top of a page; more headings of that sort than this are noise.
_MOST_HEADINGS = 8
# As many short lines at the end of a page are no text.
_FOOTER = 6
_RULE = re.compile(r"[\s*_=—–─-]{3,}|[⁂•·*]{1,5}")


def read_page(page: str | bytes, name: str = "") -> Draft:
    """Make a draft of a page that was saved as text, Markdown or HTML.

    Found are kind, title, takeaways, languages, body, notes, authors and date; the words stay as
    they are, paragraph by paragraph, with note marks written `[n]` and a backslash only where
    Markdown would change the words. What belongs to the site is left out and listed.

    Args:
        page: as it was saved: its bytes, or its text in any kind of line breaks.
        name: the file's name, which helps to tell its form and names a page without a title.

    Raises:
        BriefingError: there is no text of a piece in it, its encoding cannot be told, or it is
            HTML and the library for that is not installed.
    """
    return _Page(read_source(page, name)).draft()


class _Page:
    """One page on its way to a draft."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.given = source.given
        self.markdown = source.markdown
        self.lines = source.lines
        self.role = [""] * len(self.lines)
        self.unsure = [*source.unsure, *source.given.unsure]

    def draft(self) -> Draft:
        """Read the page."""
        notes, end = self._find_notes()
        numbers = notes.numbers if notes else frozenset()
        text_end = min(notes.first, end) if notes and not self._goes_on(notes, end) else end
        self._drop_tail(text_end)
        self._drop_footer(text_end)
        above = self._people_above()
        box = box_before(self.lines, self._free(0, text_end), above)
        told = [i for i in self._free(0, box) if self.lines[i].part == "profile"]
        below = [*self._free(box, text_end), *self._free(text_end, end)]
        profiles = self._profiles(sorted({*told, *below}), notes, above)
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
            if heading < 4 or line.words > 25 or ends_sentence(line.said) or line.heading:
                break
            self.role[i] = "left"

    def _goes_on(self, notes: Notes, end: int) -> bool:
        """Tell whether the text goes on behind the notes, as it does after those of a chapter."""
        if notes.within:
            return True
        if notes.last >= end:
            return False
        before = sum(self.lines[i].words for i in self._free(0, notes.first))
        long = [self.lines[i] for i in self._free(notes.last, end) if self.lines[i].words >= 30]
        long = [line for line in long if not line.part and not is_boilerplate(line.plain)]
        if any(has_mark(line.text, notes.numbers) for line in long):
            return True
        return len(long) > 2 and sum(line.words for line in long) > 0.3 * before

    def _drop_tail(self, end: int) -> None:
        """Leave out what stands under headings such as `Topics` at the end of the text."""
        free = self._free(0, end)
        for n in range(len(free) - 1, len(free) // 2, -1):
            line = self.lines[free[n]]
            if line.words > 12 or ends_sentence(line.said) or is_name(line.plain):
                break
            if is_tail_heading(line.plain):
                self._leave(free[n:])

    def _drop_footer(self, end: int) -> None:
        """Leave out the short lines that end a page which was copied as a whole."""
        row: list[int] = []
        for i in reversed(self._free(0, end)):
            line = self.lines[i]
            listed = is_listed(line.text) and not line.shown
            if line.words > 8 or listed or line.code or line.note or ends_sentence(line.said):
                break
            row.append(i)
        if len(row) >= _FOOTER and not any(self.lines[i].heading for i in row):
            self._leave(row)
            self.unsure.append(f"{len(row)} short lines at the end were left out")

    def _people_above(self) -> list[str]:
        """Give the names in bylines above the text, and those that the page tells beside it."""
        names = [person.name for person in self.given.authors]
        top = self._free(0, len(self.lines))[:20]
        rest = fold(" ".join(line.plain for line in self.lines[len(top) :]))
        for i in top:
            fact = told_by(self.lines, i)
            people = fact.people if fact is not None else people_in(self.lines[i].plain)
            # A bare name is one if somebody of that name is spoken of below.
            sure = fact is not None and not fact.bare
            names += [p.name for p in people if sure or fold(p.name) in rest]
        return list(dict.fromkeys(names))

    def _profiles(self, indices: list[int], notes: Notes | None, above: Sequence[str]) -> Profiles:
        taken = {*notes.lines, *notes.above} if notes else frozenset()
        profiles = read_profiles(
            self.lines, indices, notes=taken, names=above, markdown=self.markdown
        )
        for i, role in profiles.roles.items():
            self.role[i] = role
        return profiles

    def _head(self, end: int, numbers: frozenset[int], profiles: Profiles) -> Head:
        names = [author.name for author in profiles.authors]
        names += [person.name for person in self.given.authors]
        head = read_head(
            self.lines,
            self._free(0, end),
            numbers=numbers,
            names=names,
            title=self.given.title,
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
        given = self.given
        authors = profiles.joined(head.authors, given.authors)
        for i in profiles.loose:
            self.role[i] = profiles.roles[i]
        title = head.title or self._title(body)
        told = head.date or given.date
        lang = given.lang or language_of(
            " ".join(self.lines[i].said for i in self._free(0, len(self.lines)))
        )
        items = list(notes.items) if notes else []
        takeaways = head.takeaways or list(given.takeaways)
        values: dict[str, str | list[str] | list[tuple[int, str]]] = {
            "title": title,
            "kind": head.kind or given.kind,
            "date": told,
            "lang": lang,
            "also_in": [
                code for code in dict.fromkeys((*given.also_in, *head.languages)) if code != lang
            ],
            "authors": [author.slug for author in authors],
            "topics": list(dict.fromkeys(map(slugify, given.topics))),
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
        left = [topic for topic in given.topics if slugify(topic) != topic]
        left += [
            raw.strip()
            for line, role in zip(self.lines, self.role, strict=True)
            if role == "left" or (role == "meta" and line.said not in kept)
            for raw in ((line.shown,) if line.shown else line.raw)
        ]
        left += given.left_out
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
