"""Words that the shell and the interface share, so that both say the same thing alike.

Everything given is one line of text without control characters.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from briefing_tui import sources
from briefing_tui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.archive import Double
    from briefing_tui.briefing import Briefing, Citation, Entry, Problem, Reference, Similar
    from briefing_tui.state import Change, Passage


def counted(number: int, noun: str) -> str:
    """Give `1 note`, `1,200 notes`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def summary(problems: Iterable[Problem]) -> str:
    """Count faults by severity: `2 errors, 1 warning`, or say that there are none."""
    severities = [problem.severity for problem in problems]
    told = [
        counted(severities.count(severity), noun)
        for severity, noun in (("error", "error"), ("warning", "warning"), ("info", "remark"))
        if severity in severities
    ]
    return ", ".join(told) or "no faults"


def undated(piece: Briefing | Entry) -> str:
    """Say what is known of the date of a piece that tells none: its sources were seen by then."""
    if not piece.last_access:
        return "undated"
    return f"undated, sources accessed up to {'.'.join(reversed(piece.last_access.split('-')))}"


def dated(piece: Briefing | Entry) -> str:
    """Give a piece's date, or what is known instead of it."""
    return one_line(piece.date) or undated(piece)


def way(reference: Reference) -> str:
    """Give the stops from a back-reference to its source, with the reason for each step.

    As `[8] Ibid. (the note before) → [7] Ibid. (the note before) → [2] Financial Times`.
    """
    return " → ".join(
        f"[{step.number}] {one_line(step.label)}" + (f" ({one_line(step.how)})" if step.how else "")
        for step in reference.path
    )


def source_name(citation: Citation) -> str:
    """Give the few words by which people call a source."""
    name = citation.publisher or ", ".join(citation.authors) or sources.host(citation.url or "")
    return name or citation.title or "unnamed source"


def reasons(near: Similar) -> str:
    """Tell what a similar briefing has in common with the one that is read."""
    parts = []
    if near.named:
        parts.append("named by this piece")
    if near.sources:
        names = dict.fromkeys(source_name(citation) for citation in near.sources)
        told = counted(len(near.sources), "source")
        parts.append(f"{told} in common: {', '.join(names)}")
    if near.authors:
        parts.append(f"both by {', '.join(near.authors)}")
    subjects = [*near.topics, *near.regions]
    if subjects:
        parts.append(f"both on {', '.join(subjects)}")
    if near.words:
        parts.append(f"words in common: {', '.join(near.words)}")
    return one_line(" · ".join(parts))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNDONE = {
    "read": "{} is unread again",
    "unread": "{} counts as read again",
    "star": "{} has no star again",
    "unstar": "{} has its star again",
    "highlight": "the highlight is gone: {}",
    "note": "your note is as it was before, on {}",
    "remove": "the highlight is back: {}",
    "search": "the saved search {} is as it was before",
    "no-search": "the saved search {} is back",
}
_REDONE = {
    "read": "{} counts as read",
    "unread": "{} is unread",
    "star": "{} has its star",
    "unstar": "{} has no star",
    "highlight": "the highlight is back: {}",
    "note": "your note is as you left it, on {}",
    "remove": "the highlight is gone: {}",
    "search": "the search is saved: {}",
    "no-search": "the saved search {} is gone",
}


def undone(change: Change) -> str:
    """Tell how things are after a change was undone: `Undone: two-ports has no star again`."""
    return f"Undone: {_UNDONE[change.act].format(_object_of(change))}"


def redone(change: Change) -> str:
    """Tell how things are after a change was done again: `Done again: two-ports has its star`."""
    return f"Done again: {_REDONE[change.act].format(_object_of(change))}"


def _object_of(change: Change) -> str:
    if change.words:
        return f"“{shortened(change.words)}”"
    slugs = change.slugs
    return slugs[0] if len(slugs) == 1 else f"each of {counted(len(slugs), 'briefing')}"


def day_of(time: str) -> str:
    """Give the day of a time as `2026-11-26T09:15:04Z` where we are: `26 Nov`; today is empty."""
    try:
        day = datetime.fromisoformat(time).astimezone().date()
    except ValueError:
        return ""
    today = datetime.now().astimezone().date()
    if day == today:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1]}{f' {day.year}' if day.year != today.year else ''}"


def shortened(text: str, most: int = 60) -> str:
    """Give a text on one line, cut at a word, with `…` where it was longer."""
    whole = one_line(text)
    if len(whole) <= most:
        return whole
    cut = whole[:most].rpartition(" ")[0]
    return f"{cut if len(cut) > most // 2 else whole[:most]}…"


def fit_told(passage: Passage) -> str:
    """Tell what a reader should know of where a highlight stands; empty where nothing is odd."""
    if passage.fit == "close":
        return "The text was edited: this is the passage closest to what you highlighted."
    if passage.fit == "several":
        return f"The text was edited: it could be one of {passage.places} places."
    return "Not found in the text as it is now." if passage.fit == "lost" else ""


_TOLD_BY_DOUBTS = {
    "missing-kind": "no kind was found",
    "missing-date": "no date was found",
    "missing-lang": "the language could not be told",
    "missing-authors": "no author was found",
    "missing-footnotes": "no notes were found",
}


def untold(problems: Iterable[Problem], unsure: Iterable[str]) -> list[Problem]:
    """Give the faults of a page that was made a briefing which its doubts do not tell already."""
    doubts = tuple(unsure)
    return [
        problem
        for problem in problems
        if (words := _TOLD_BY_DOUBTS.get(problem.code)) is None
        or not any(doubt.startswith(words) for doubt in doubts)
    ]


def double_told(double: Double) -> str:
    """Tell that a piece seems to be in the archive already."""
    if double.same == "text":
        return f"the same text is in the archive already: {double.path}"
    return f"title, date and authors are those of {double.path}: is it the same piece?"


QUERY_HELP: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Words",
        (
            ("harbour accord", "both words; those with one of them follow"),
            ("koklen", "also Köklen, KÖKLEN: accents and case do not count"),
            ("sanction", "also sanctions, sanctioned: endings do not count"),
            ("us", "US and U.S., and not the pronoun"),
            ("b52", "also B-52; forbes finds forbes.com"),
            ("=us", "the word as it is spelled, the pronoun too"),
            ('"told us"', "these words one after the other, as they are spelled"),
            ("WHO", "a short word in capitals is the acronym"),
        ),
    ),
    (
        "Parts of words",
        (
            ("kish*", "words that begin so"),
            ("*port", "words that end so; h*bour is any between"),
            ("senkuka~", "similar words: one letter wrong, in long ones two"),
        ),
    ),
    (
        "Together",
        (
            ("harbour -planning", "without that word; NOT planning is the same"),
            ("port OR pier", "either"),
            ("(grain ship) OR wheat", "parentheses group"),
        ),
    ),
    (
        "Where",
        (
            ("title:harbour", "in one field: title, takeaway, body, note,"),
            ("author:ornek", "source, author, topic, region, kind, lang"),
            ("source:forbes.com", "what a note cites: title, publisher, host, address"),
            ("topic:*", "with any topic"),
            ("has:notes", "with notes (takeaways, authors, topics, date …)"),
            ("is:unread", "as the reader remembers it: unread, starred …"),
        ),
    ),
    (
        "When",
        (
            ("date:2024-03", "of that month; 2024 is a year, 2024-03-15 a day"),
            ("date:>2024-03", "after it; >= < <= likewise"),
            ("before:2024", "likewise after: since: until:"),
            ("2023..2024-06", "from one to the other; 2023.. has no end"),
            ("date:last year", "this week, last month, last 3 months, today"),
            ("accessed:2024", "its sources were seen then"),
            ("2024", "the year of a briefing, or the number in its text"),
        ),
    ),
)
"""What a query can say, for people: headings, each with examples and what they find."""


def query_help() -> str:
    """Give `QUERY_HELP` as a page of plain text."""
    lines: list[str] = []
    for heading, examples in QUERY_HELP:
        lines += ["", heading] if lines else [heading]
        lines += [f"  {example:24} {meaning}" for example, meaning in examples]
    return "\n".join(lines) + "\n"
