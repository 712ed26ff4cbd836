"""The page of a source: every sentence, in every briefing of the archive, that rests on it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from briefing_tui.errors import BriefingError
from briefing_tui.tui import questions
from briefing_tui.tui.browser import web_address
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.rows import hanging
from briefing_tui.tui.virtual_list import VirtualList
from briefing_tui.tui.wording import archived_address, entry_meta, plain_citation
from briefing_tui.wording import counted, source_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Citation, Entry
    from briefing_tui.evidence import CitedNote, Citing, Claim, SourceRecord, Use
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.virtual_list import PaintedLine


@dataclass(frozen=True, slots=True)
class _Row:
    """A briefing; or something in it that rests on the source."""

    entry: Entry
    claim: Claim | None = None
    note: CitedNote | None = None
    """A note whose mark stands in no sentence."""
    numbers: tuple[int, ...] = ()
    """The notes that the source is in; a sentence may have other notes, too."""


class SourcePage(HistoryScreen):
    """One source, and what rests on it.

    Args:
        citation: the source as a note cites it; it has an `id`.
        slug: the briefing that the reader comes from.
    """

    app: BriefingApp

    CSS_PATH = "screens.tcss"
    BINDING_GROUP_TITLE = "This source"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "visit", "Open source", tooltip="Open the source in the browser",
                id="source.visit"),
        Binding("O", "visit(True)", "As of access",
                tooltip="Open the source as the Web Archive kept it when it was accessed last",
                id="source.visit-archived"),
        Binding("y", "copy", "Copy", tooltip="Copy the source's citation", id="source.copy"),
        Binding("U", "copy_address", "Copy address", show=False, tooltip="Copy its address",
                id="source.copy-address"),
        Binding("}", "next_briefing(1)", "Next briefing", show=False,
                tooltip="Go to the next briefing", id="source.next-briefing"),
        Binding("{", "next_briefing(-1)", "Briefing before", show=False,
                tooltip="Go to the briefing before", id="source.previous-briefing"),
        Binding("escape,backspace", "app.go_back", "Back", show=False, tooltip="Go back",
                id="page.leave"),
    ]  # fmt: skip

    def __init__(self, citation: Citation, *, slug: str = "") -> None:
        super().__init__()
        self._citation = citation
        self._from = slug
        self._record: SourceRecord | None = None

    def compose(self) -> ComposeResult:
        """Lay out what the source is, and what rests on it."""
        yield Static(id="source-facts", markup=False)
        yield VirtualList(self._paint, row_height=None, key=_key, id="source-uses")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask what rests on it."""
        self.query_one("#source-facts", Static).update(_facts(self._citation))
        listing = self.query_one(VirtualList)
        listing.placeholder = "Looking through the archive …"
        listing.focus()
        self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        source = self._citation.id
        try:
            answer = await self.app.archive.ask(lambda archive: archive.citing(source))
        except BriefingError as error:
            self.app.tell(error)
            return
        if self.is_running:
            self._show(answer)

    def _show(self, answer: Citing) -> None:
        listing = self.query_one(VirtualList)
        self._record = answer.sources[0] if answer.sources else None
        if self._record is not None:
            self._citation = self._record.citation
        versions = sum(bool(use.entry.translation_of) for use in answer.uses)
        facts = _facts(self._citation, self._record, versions)
        self.query_one("#source-facts", Static).update(facts)
        listing.placeholder = "No note in the archive rests on it any more."
        listing.set_rows(list(_rows(answer.uses)), keep=bool(listing.rows))
        sentences = sum(_is_sentence(claim) for use in answer.uses for claim in use.claims)
        listing.border_title = f"{counted(sentences, 'sentence')} that rest on it"
        unread = len(answer.unread)
        listing.border_subtitle = (
            f"{counted(unread, 'file')} with faults not read: ! in the finder" if unread else ""
        )
        self.refresh_bindings()

    def _paint(self, row: _Row, width: int, _is_cursor: bool) -> list[PaintedLine]:
        claim, note = row.claim, row.note
        width -= 1  # the scrollbar stands close
        if claim is not None and claim.kind == "takeaway":
            return hanging(("       takeaway: ", "meta"), claim.text, width, role="meta")
        if claim is not None:
            place = f"¶ {claim.number}" if claim.number else "–"
            return hanging((f"{place:>5}  ", "meta"), claim.text, width, marks=row.numbers)
        if note is not None:
            mark = f"[{note.number}]"
            told = hanging((f"{mark:>5}  ", "accent"), note.text, width, most=6)
            return [*told, [("       no mark of it stands in the text", "meta")]]
        head = hanging(("", ""), row.entry.title, width, role="title", most=3)
        about = [(entry_meta(row.entry), "meta")]
        if row.entry.slug == self._from:
            about.append((" · you came from here", "accent"))
        return [*head, about]

    # --- doing

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        row: _Row = event.row
        claim = row.claim
        self.app.read(
            row.entry.slug,
            passage=(claim.block, claim.start, claim.end) if claim is not None else None,
            note=row.note.number if row.note is not None else (row.numbers or (0,))[0],
        )

    def action_next_briefing(self, step: int) -> None:
        """Go to the next briefing, or the one before."""
        listing = self.query_one(VirtualList)
        heads = [index for index, row in enumerate(listing.rows) if _is_head(row)]
        at = listing.cursor or 0
        beyond = [h for h in heads if h > at] if step > 0 else [h for h in heads[::-1] if h < at]
        if beyond:
            listing.move_to(beyond[0])

    def action_visit(self, archived: bool = False) -> None:
        """Open the source, as it is or as of its last date of access."""
        url = self._citation.url
        if not url:
            self.notify("No note gives an address of it.", markup=False)
        elif archived:
            accessed = self._record.last_access if self._record else self._citation.accessed
            self.app.visit(archived_address(url, accessed))
        else:
            self.app.visit(url)

    @work(exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Copy the source's citation, as the newest briefing that cites it tells of it."""
        citation, style = self._citation, self.app.settings.citation_style
        rows: Sequence[_Row] = self.query_one(VirtualList).rows
        text = ""
        if rows:
            slug = rows[0].entry.slug
            with suppress(BriefingError):  # its file is broken by now: what a list shows is left
                text = await self.app.archive.ask(
                    lambda archive: questions.citation_in(archive, slug, citation, style)
                )
        self.app.copy(text or plain_citation(citation), "The citation")

    def action_copy_address(self) -> None:
        """Copy the source's address."""
        address = web_address(self._citation.url or "")
        if address is None:
            self.notify("No note gives a web address of it.", markup=False)
        else:
            self.app.copy(address.url, f"The address at {address.host}")

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done with this source."""
        return action != "visit" or bool(self._citation.url)


def _rows(uses: tuple[Use, ...]) -> Iterator[_Row]:
    for use in uses:
        yield _Row(use.entry)
        numbers = tuple(dict.fromkeys(note.number for note in use.notes))
        sentences = [claim for claim in use.claims if _is_sentence(claim)]
        # A takeaway follows the sentence that it is closest to.
        for claim in sentences:
            yield _Row(use.entry, claim, numbers=_on(claim, numbers))
            for other in use.claims:
                if not _is_sentence(other) and _place(other) == _place(claim):
                    yield _Row(use.entry, other, numbers=_on(other, numbers))
        marked = {number for claim in sentences for number in claim.notes}
        for note in use.notes:
            if note.number not in marked:
                yield _Row(use.entry, note=note, numbers=(note.number,))


def _on(claim: Claim, numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number for number in claim.notes if number in numbers)


def _is_sentence(claim: Claim) -> bool:
    return claim.kind == "sentence"


def _place(claim: Claim) -> tuple[int, int, int]:
    return claim.block, claim.start, claim.end


def _is_head(row: _Row) -> bool:
    return row.claim is None and row.note is None


def _key(row: _Row) -> tuple[object, ...]:
    claim = row.claim
    return (
        row.entry.slug,
        claim and (claim.kind, claim.number, claim.text),
        row.note and row.note.number,
    )


def _facts(citation: Citation, record: SourceRecord | None = None, versions: int = 0) -> Content:
    """Give what a source is, and how much rests on it.

    Args:
        citation: the source.
        record: how much rests on it, where that is known yet.
        versions: how many of the briefings are translations of others.
    """
    name = source_name(citation)
    parts: list[str | tuple[str, str]] = [(name, "bold $text-primary")]
    if citation.title and citation.title != name:
        parts += ["\n", (f"“{citation.title}”", "bold")]
    authors = ", ".join(citation.authors)
    about = [authors if authors != name else "", citation.date or "", citation.url or "no address"]
    parts += ["\n", " · ".join(part for part in about if part)]
    if record is not None:
        rests = f"{counted(record.notes, 'note')} in {counted(record.briefings, 'briefing')}"
        if versions:
            rests += f", {versions} of them {'a translation' if versions == 1 else 'translations'}"
        parts += ["\n", (rests + _seen(record), "$quiet")]
    return Content.assemble(*parts)


def _seen(record: SourceRecord) -> str:
    first, last = record.first_access, record.last_access
    if not last:
        return ""
    return f" · accessed {last}" if first == last else f" · accessed {first} to {last}"
