"""Lists beside a body: takeaways with their evidence, headings, sources."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.wording import source_content, takeaway_content, unsupported_content
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widgets import OptionList

    from briefing_tui.briefing import Reading, SourceUse

_FEW = 6
"""Paragraphs without a note that are told one by one in the border."""


class Takeaways(RailList):
    """The takeaways; Enter goes to the sentence of the body that one is closest to."""

    class Chosen(Message):
        """A takeaway's evidence is asked for."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which takeaway, from 0."""

    def show(self, reading: Reading) -> None:
        """Show a briefing's takeaways."""
        takeaways = reading.briefing.takeaways
        self.border_title = f"Takeaways · {len(takeaways)}" if takeaways else "Takeaways"
        pairs = zip(takeaways, reading.supports, strict=True)
        contents = [takeaway_content(text, support) for text, support in pairs]
        self.fill(contents or [Content("This piece has none.")], dead=() if takeaways else {0})

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a takeaway."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))


class Sources(RailList):
    """The distinct sources with the notes on each; Enter opens the page of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Source page", tooltip="All that rests on this source, in every "
                "briefing", id="sources.page"),
        Binding("space", "notes", "Its notes", tooltip="Go to the next note that rests on this "
                "source", id="sources.notes"),
    ]  # fmt: skip

    class SourceMessage(Message):
        """Something is asked of a source."""

        def __init__(self, use: SourceUse) -> None:
            super().__init__()
            self.use = use
            """The source, and its notes in this briefing."""

    class Chosen(SourceMessage):
        """The page of a source is asked for."""

    class NotesWanted(SourceMessage):
        """The next note that rests on a source is asked for."""

    class BareWanted(Message):
        """A paragraph on which no note stands is asked for."""

        def __init__(self, paragraph: int) -> None:
            super().__init__()
            self.paragraph = paragraph
            """Its number."""

    def show(self, reading: Reading) -> None:
        """Show a briefing's sources, and the paragraphs that rest on none."""
        self._uses = reading.sources
        notes = len(reading.briefing.footnotes)
        self.border_title = f"{counted(len(self._uses), 'source')} · {counted(notes, 'note')}"
        self._bare = reading.unsupported
        few = len(self._bare) <= _FEW
        self.border_subtitle = (
            f"no note: ¶ {', '.join(map(str, self._bare))}" if self._bare and few
            else f"no note on {counted(len(self._bare), 'paragraph')}" if self._bare
            else ""
        )  # fmt: skip
        self._at = 0
        """Of the paragraphs without a note, the one that comes next."""
        contents = [source_content(use) for use in self._uses]
        if not contents:
            contents = [Content("No source is named in the notes.\n")]
        if self._bare:
            contents.append(unsupported_content(self._bare))
        self.fill(contents, dead=() if self._uses else {0})

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a source."""
        event.stop()
        if event.option_index < len(self._uses):
            self.post_message(self.Chosen(self._uses[event.option_index]))
        else:
            self.post_message(self.BareWanted(self._bare[self._at % len(self._bare)]))
            self._at += 1

    def action_notes(self) -> None:
        """Ask for the next note that rests on the source under the cursor."""
        if self.highlighted is not None and self.highlighted < len(self._uses):
            self.post_message(self.NotesWanted(self._uses[self.highlighted]))


class Outline(RailList):
    """The headings of a body; Enter goes to one."""

    NOTHING = "This text has no headings."

    class Chosen(Message):
        """A heading is asked for."""

        def __init__(self, block: int) -> None:
            super().__init__()
            self.block = block
            """The heading's block."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=f"{classes} -empty", markup=False)
        self._blocks: list[int] = []
        self._titles: list[str] = []
        self._section = -1
        """The section that is read; -1 before the first heading."""

    def show(self, reading: Reading) -> None:
        """Show the headings of a briefing; nothing when there are none."""
        blocks = reading.briefing.blocks
        places = [index for index, block in enumerate(blocks) if block.kind == "heading"]
        headings = [blocks[index] for index in places]
        top = min((heading.level for heading in headings), default=1)
        titles = ["  " * (heading.level - top) + heading.text for heading in headings]
        if (places, titles) == (self._blocks, self._titles):
            return  # the section that is read stays marked
        self._blocks, self._titles, self._section = places, titles, -1
        self.set_class(not headings, "-empty")
        self.border_title = "Outline"
        self.fill([self._title(index) for index in range(len(headings))])

    def on_focus(self) -> None:
        """Begin at the section that is read."""
        if self._blocks:
            self.highlighted = max(0, self._section)

    def follow(self, block: int) -> None:
        """Mark the section that a block is in."""
        section = bisect_right(self._blocks, block) - 1
        before, self._section = self._section, section
        if section != before:
            for index in (before, section):
                if 0 <= index < len(self._blocks):
                    self.replace_option_prompt_at_index(index, self._title(index))

    def _title(self, index: int) -> Content:
        here = index == self._section
        sign = ("▸ ", "bold $text-accent") if here else ("  ", "")
        return Content.assemble(sign, (self._titles[index], "bold" if here else ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a heading."""
        event.stop()
        self.post_message(self.Chosen(self._blocks[event.option_index]))
