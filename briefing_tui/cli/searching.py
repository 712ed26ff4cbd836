"""`search`: briefings by their words, one query or a file of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefing_tui.archive.places import expanded
from briefing_tui.cli import plain, wording
from briefing_tui.cli.opening import folder, opened
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.remembered import filters
from briefing_tui.cli.saved import Asked, asked
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import BriefingError
from briefing_tui.results import FACETS
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from briefing_tui.archive import Archive
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.results import FacetName, Results


def search(options: argparse.Namespace, terminal: Terminal) -> int:
    """Find briefings by their words."""
    if options.batch is not None:
        return _batch(options, terminal)
    if not options.query:
        raise UsageError("search: what is to be found?", "usage: briefing search QUERY…")
    narrowed = _narrowed(options.only)
    with opened(folder(options), terminal, index=True) as archive:
        wanted = asked(" ".join(options.query), options, narrowed, archive)
        answer = _answer(wanted, options, archive, filters(wanted.query, archive, terminal))
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.results(answer))
    elif options.facets:
        terminal.write(plain.facets(answer.facets))
    elif terminal.drawn and answer.found:
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        drawing.found(terminal.console(), answer.found)
        terminal.say()
    else:
        terminal.write(plain.found(answer.found))
    if not options.json:
        for message in answer.messages:
            terminal.say(wording.line(message))
        terminal.say(_told(answer))
        if answer.did_you_mean:
            terminal.say(f"did you mean: {wording.line(answer.did_you_mean)}")
        if not answer.complete:
            terminal.say("the archive is still being indexed; there may be more")
    return DONE if answer.found else NOTHING


def _answer(
    wanted: Asked,
    options: argparse.Namespace,
    archive: Archive,
    remembered: Mapping[str, frozenset[str]],
) -> Results:
    return archive.search(
        wanted.query,
        filters=remembered,
        limit=options.limit,
        sort=wanted.sort,
        narrowed=wanted.narrowed,
        facets=options.facets,
    )


def _narrowed(only: list[str]) -> dict[FacetName, list[str]]:
    """Read what `--only` gives: `topic=maritime-security`.

    Raises:
        UsageError: it names no facet, or no value.
    """
    out: dict[FacetName, list[str]] = {}
    for each in only:
        name, _, value = each.partition("=")
        facet = next((facet for facet in FACETS if facet == name), None)
        if facet is None or not value:
            raise UsageError(
                f"search: --only {wording.line(each)}",
                f"it takes NAME=VALUE, NAME one of {', '.join(FACETS)}",
            )
        out.setdefault(facet, []).append(value)
    return out


def _told(answer: Results) -> str:
    shown = len(answer.found)
    if not shown:
        return f"nothing found for {wording.line(answer.query)}"
    loose = answer.total - answer.strict
    of = f"{shown:,} of " if shown < answer.total else ""
    some = f", {loose:,} with some of the words only" if loose else ""
    found = counted(answer.total, "briefing")
    return f"{of}{found}{some} in {answer.seconds * 1000:.0f} ms"


def _batch(options: argparse.Namespace, terminal: Terminal) -> int:
    """Answer each line of a file, in order, with a document on a line; a program may wait for it.

    Returns:
        Done: whether anything was found is told by the answers.
    """
    from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

    if options.query:
        raise UsageError("search: either a query or --batch", "usage: briefing search --batch FILE")
    lines, narrowed = _lines(options.batch), _narrowed(options.only)
    with opened(folder(options), terminal, index=True) as archive:
        for line in lines:
            # A program has its own names for what it asks.
            wanted = Asked(line, narrowed, options.sort or "relevance")
            told = filters(wanted.query, archive, terminal)
            answer = _answer(wanted, options, archive, told)
            terminal.write_json(records.results(answer), on_a_line=True)
            sys.stdout.flush()
    return DONE


def _lines(name: str) -> Iterator[str]:
    """Give the lines of a file or of standard input as they come, whatever bytes they are of.

    Raises:
        BriefingError: it cannot be read.
    """
    if name == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("search: --batch - takes queries from standard input", "one a line")
        stream = sys.stdin.buffer
    else:
        try:
            stream = expanded(name).open("rb")
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", None) or str(error)
            raise BriefingError(f"{wording.path_of(name)} cannot be read: {told}") from error

    def each() -> Iterator[str]:
        with stream:
            for line in stream:
                yield line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")

    return each()
