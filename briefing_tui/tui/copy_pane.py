"""A body from which citations, quotations and addresses are copied."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from briefing_tui import archive as archives
from briefing_tui.errors import BriefingError
from briefing_tui.tui.browser import web_address
from briefing_tui.tui.highlight_pane import HighlightPane

if TYPE_CHECKING:
    from textual.binding import BindingType

    from briefing_tui.briefing import Footnote, Reading
    from briefing_tui.config import CitationStyle
    from briefing_tui.tui.popup import NotePopup


class CopyPane(HighlightPane):
    """A briefing's body, of which words and sources go to the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", show=False, id="reader.copy",
                tooltip="Copy the citation of the note that is open, or what is selected, or else "
                        "the citation of the briefing itself"),
        Binding("Y", "quote", "Quote", show=False, id="reader.quote",
                tooltip="Copy what is selected, or this sentence, with its full citation"),
        Binding("U", "copy_address", "Copy address", show=False, id="reader.copy-address",
                tooltip="Copy the address of the note's source"),
    ]  # fmt: skip
    _reading: Reading | None

    @property
    @abstractmethod
    def popup(self) -> NotePopup:
        """The popup of the notes."""

    def action_copy(self) -> None:
        """Copy the citations of the note that is open, or what is selected, or the briefing's."""
        note, reading = self.popup.note, self._reading
        if reading is None:
            return
        if note is not None:
            self._copy_note(note, reading)
        elif self.article.selected_text:
            self.app.copy(self.article.selected_text, "What is selected")
        else:
            self.app.copy(archives.cite(reading, self._style).text, "The citation of this briefing")

    @property
    def _style(self) -> CitationStyle:
        return self.app.settings.citation_style

    def _copy_note(self, note: Footnote, reading: Reading) -> None:
        if note.kind == "comment":
            self.app.copy(note.text, f"The words of note {note.number}")
            return
        try:
            cited = archives.cite(reading, self._style, note=note.number)
        except BriefingError as error:
            self.app.tell(error)
            return
        what = "citation" if len(cited.items) == 1 else f"{len(cited.items)} citations"
        self.app.copy(cited.text, f"The {what} of note {note.number}")
        for doubt in (*cited.faults, *cited.doubts):
            self.notify(doubt, severity="warning", markup=False)

    def action_quote(self) -> None:
        """Copy what is selected, or the sentence being read, with its full citations."""
        article, reading = self.article, self._reading
        if reading is None or not (article.selected_text or article.select_sentence()):
            return
        blocks = [reading.briefing.blocks[index] for index in article.selected_blocks]
        text = archives.quote(
            article.selected_text, reading.briefing, reading.authors, blocks, self._style
        )
        self.app.copy(text, "The quotation with its full citation")

    def action_copy_address(self) -> None:
        """Copy the address of the source that is open."""
        citation = self.popup.citation
        address = web_address(citation.url) if citation and citation.url else None
        if address is None:
            self.notify("Open a note with an address first.", markup=False)
        else:
            self.app.copy(address.url, f"The address at {address.host}")

    def prominent(self, action: str) -> bool:
        """Tell whether the line of keys shows an action that it has no room for at all times."""
        return action == "copy" and self.article.text_selection is not None
