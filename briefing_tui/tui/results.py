"""How the finder draws what it lists: rows, the preview beside them, the line that tells of all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from briefing_tui.text import fold, one_line
from briefing_tui.tui.wording import entry_meta, preview_content
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typing_extensions import TypeIs

    from briefing_tui.briefing import Entry, Problem, Progress
    from briefing_tui.results import Found, Results, Sort
    from briefing_tui.state import Remembered
    from briefing_tui.tui.search import Search
    from briefing_tui.tui.virtual_list import PaintedLine

ORDERS: dict[Sort, str] = {
    "relevance": "best first", "date": "newest first", "title": "by title",
}  # fmt: skip
"""Orders in words."""
_AS_DATE = re.compile(r"\((\S+) or date:\1\)")
_DATES = re.compile(r"(?<![^\s(-])date:(?=\S)")
_MINUS = re.compile(r"(?<![^\s(])-(?=\S)")
_READING = "Reading the archive …"
_EMPTY = "No briefings here yet: `briefing new TITLE` begins one."


def entry_of(row: Entry | Found) -> Entry:
    """Give the entry of a row of the list, or of a result."""
    return row.entry if _is_result(row) else row


def slug_of(row: Entry | Found) -> str:
    """Give what makes two rows the same."""
    return entry_of(row).slug


def _is_result(row: Entry | Found) -> TypeIs[Found]:
    # Not isinstance: importing the values before the first paint would hold it up by 10 ms.
    return hasattr(row, "snippet")


class Known:
    """What is known of all briefings, and needed to draw any of them."""

    def __init__(self) -> None:
        self.entries: Sequence[Entry] = ()
        self.remembered: Remembered | None = None
        """What was read, starred and highlighted; None while that is not known."""
        self._filtered: tuple[object, object] = None, None
        self._filters: Mapping[str, frozenset[str]] = {}
        self._errors: dict[str, list[Problem]] = {}
        """By path, the faults that keep a file from being read."""
        self._languages: dict[str, list[str]] = {}
        """By slug, the languages of a briefing's translations."""

    def take_in(self, entries: Sequence[Entry]) -> None:
        """Take in all briefings."""
        self.entries = entries
        self._languages = {}
        for entry in entries:
            if entry.translation_of:
                self._languages.setdefault(entry.translation_of, []).append(entry.lang)

    def take_in_faults(self, problems: Iterable[Problem]) -> bool:
        """Take in the faults of all files, and tell whether any are other than before."""
        before, self._errors = self._errors, {}
        for problem in problems:
            if problem.severity == "error":
                self._errors.setdefault(problem.path, []).append(problem)
        return self._errors != before

    @property
    def filters(self) -> Mapping[str, frozenset[str]]:
        """What `is:name` means in a query: name -> slugs."""
        if self.remembered is None:
            return {}
        entries, remembered = self._filtered
        if entries is not self.entries or remembered is not self.remembered:
            self._filtered = self.entries, self.remembered
            self._filters = self.remembered.filters(frozenset(e.slug for e in self.entries))
        return self._filters

    def _marks(self, slug: str) -> tuple[str, str, str]:
        """Give the signs in front of a row's lines: unread, starred, highlighted."""
        told = self.remembered
        if told is None:
            return "", "", ""
        return (
            "" if slug in told.read else "●",
            "★" if slug in told.starred else "",
            "✎" if slug in told.highlights else "",
        )

    @property
    def faulty(self) -> int:
        """Number of files that cannot be read as they are."""
        return len(self._errors)

    def paint(self, row: Entry | Found, width: int, _is_cursor: bool) -> Sequence[PaintedLine]:
        """Give the lines of a row: title, facts, and the snippet, the first takeaway or a fault."""
        entry = entry_of(row)
        errors = self._errors.get(entry.path)
        title = [("✗ ", "fault"), (entry.title, "title")] if errors else [(entry.title, "title")]
        meta = [(entry_meta(entry, self._languages.get(entry.slug, ())), "meta")]
        if errors:
            third = [(f"line {errors[0].line}: {errors[0].message}", "fault")]
        elif not _is_result(row):
            third = [(entry.takeaways[0] if entry.takeaways else entry.opening, "text")]
        else:
            label = {"takeaway": "• ", "note": f"[{row.snippet.index}] "}.get(row.snippet.field, "")
            third = [(label, "meta"), *_with_hits(row, width - 8)]
            if row.loose:
                meta.insert(0, ("some of the words · ", "meta"))
        signs = [(f"{mark:2}", "accent") for mark in self._marks(entry.slug)]
        lines = (title, meta, third)
        return [[sign, *line] for sign, line in zip(signs, lines, strict=True)]

    def preview(self, entry: Entry) -> Content:
        """Give what stands beside the list."""
        errors = self._errors.get(entry.path, ())
        return preview_content(
            entry, self._languages.get(entry.slug, ()), errors, self._remembered_of(entry.slug)
        )

    def _remembered_of(self, slug: str) -> str:
        """Say in words what the signs of a row tell."""
        told = self.remembered
        if told is None:
            return ""
        marks = told.highlights.get(slug, 0)
        parts = [
            "read" if slug in told.read else "unread",
            "★ starred" if slug in told.starred else "",
            counted(marks, "highlight") if marks else "",
        ]
        return " · ".join(filter(None, parts))


def _with_hits(found: Found, width: int) -> list[tuple[str, str]]:
    """Give a snippet's text with the hits told apart, begun late enough that the first is seen."""
    text, spans = found.snippet.text, found.snippet.spans
    at, out = 0, []
    if spans and spans[0][1] > width - 1:
        at = max(0, spans[0][0] - width // 3)
        at = text.find(" ", at, spans[0][0]) + 1 or at
        out.append(("…", "text"))
    for start, end in spans:
        out += [(text[at:start], "text"), (text[start:end], "hit")]
        at = end
    return [*out, (text[at:], "text")]


def placeholder(
    results: Results | None,
    progress: Progress | None,
    *,
    take: str = "",
    hints: Iterable[str] = (),
) -> str:
    """Give what stands in an empty list.

    Args:
        results: of a search; None when all is listed.
        progress: how far the files have been looked at; None when they have not.
        take: the key that searches for what may have been meant.
        hints: sentences on what to do where there is nothing.
    """
    if results is None:
        return _READING if progress is None else "\n".join([_EMPTY, *hints])
    if results.did_you_mean:
        meant = one_line(results.did_you_mean)
        how = f" {take} searches it." if take else ""
        return f"Nothing found. Did you mean “{meant}”?{how}"
    if not results.complete:
        return "Still indexing …"
    return "\n".join(["Nothing found.", *hints])


def _order(search: Search, results: Results | None) -> Sort:
    """Give the order that results are in: where all are worth the same, the newest come first."""
    found = results.found if results is not None else ()
    if search.order == "relevance" and found:
        first, last = found[0], found[-1]
        if (first.loose, first.score) == (last.loose, last.score):
            return "date"
    return search.order


def _plain(query: str) -> list[str]:
    """Give a query word by word, without what goes without saying.

    All words are wanted, a year or month is also one of a date, and `-` is `NOT`.
    """
    words = _DATES.sub("", _AS_DATE.sub(r"\1", fold(query)))
    words = _MINUS.sub("not ", words)
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1]
    return [word for each in words.split() if (word := each.strip(",;.")) and word != "and"]


def status_content(
    search: Search,
    results: Results | None,
    known: Known,
    progress: Progress | None,
    *,
    take: str,
    faults: str,
) -> Content:
    """Give the line above the list: how many, in which order, as what the query was understood.

    Args:
        search: what is looked for.
        results: what was found; None when all is listed.
        known: all briefings and faults.
        progress: how far the files have been looked at; None when they have not.
        take: the key that searches for what may have been meant.
        faults: the key that lists the files with faults.
    """
    parts: list[str | tuple[str, str]] = []
    if results is None:
        parts.append(counted(len(known.entries), "briefing"))
    else:
        parts.append((f"{results.strict:,} of {len(known.entries):,}", "bold"))
        if loose := results.total - results.strict:
            parts.append(f" and {loose:,} with some of the words")
    if known.entries if results is None else results.total > 1:
        parts.append(f", {ORDERS[_order(search, results)]}")
    if results is None and known.remembered is not None and known.remembered.read:
        parts.append((f" · {len(known.filters['unread']):,} unread", "$quiet"))
    if results is not None:
        if results.did_you_mean:
            meant = one_line(results.did_you_mean)
            parts.append((f" · did you mean “{meant}”? {take}", "bold"))
        parts += [(f" · {one_line(message)}", "$text-warning") for message in results.messages]
        if search.words and _plain(results.understood) != _plain(search.words):
            parts.append((f" · searched as {one_line(results.understood)}", "$quiet"))
        parts.append((f" · {max(1, round(results.seconds * 1000))} ms", "$quiet"))
    if known.faulty:
        told = f" · ✗ {counted(known.faulty, 'file')} with faults"
        told += f" ({faults})" if faults else ""
        parts.append((told, "bold $text-error"))
    if progress is None:
        parts.append((" · reading …", "$quiet"))
    elif progress.done < progress.total:
        parts.append((f" · indexed {progress.done:,} of {progress.total:,}", "$quiet"))
    return Content.assemble(*parts)
