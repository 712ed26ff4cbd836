"""The reader's highlights in a briefing as a list, those that are not found any more with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual.binding import Binding
from textual.content import Content

from briefing_tui.text import one_line
from briefing_tui.tui.chooser import Choice, Chooser
from briefing_tui.wording import fit_told, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

    from briefing_tui.state import Located

_QUOTED = 160
_WRITTEN = 320
_INDENT = 6


class Chosen(NamedTuple):
    """What is to be done with a highlight."""

    act: Literal["go", "write", "remove"]
    number: int


class HighlightList(Chooser[Chosen]):
    """Lists highlights; its answer is one of them and what to do with it."""

    BINDING_GROUP_TITLE = "Your highlights"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "answer('write')", "Write", priority=True,
                tooltip="Write a note on it", id="highlights.write"),
        Binding("ctrl+r", "answer('remove')", "Remove", priority=True,
                tooltip="Remove it with its note", id="highlights.remove"),
    ]  # fmt: skip

    KEYS = (
        ("Enter", "goes there"), ("highlights.write", "writes"), ("highlights.remove", "removes"),
        ("chooser.close", "closes"),
    )  # fmt: skip

    def __init__(self, located: Iterable[Located]) -> None:
        choices = [
            Choice(
                f"{each.highlight.quote.exact} {each.highlight.note}",
                partial(_draw, each),
                Chosen("go", each.highlight.number),
                "In the text" if each.passage.found else "Not found in the text as it is now",
            )
            for each in located
        ]
        super().__init__(
            "Your highlights", choices,
            ask="Words of a highlight or of your note", none="No highlight says that.", widest=90,
        )  # fmt: skip

    def action_answer(self, act: Literal["write", "remove"]) -> None:
        """Answer with the highlight that is chosen, and what is to be done."""
        choice = self.highlighted_choice()
        if choice is not None and choice.value is not None:
            self.dismiss(choice.value._replace(act=act))


def _draw(located: Located, width: int) -> Content:
    highlight, passage = located.highlight, located.passage
    place = f"¶{passage.paragraph}" if passage.found and passage.paragraph else ""
    room = max(10, width - _INDENT)
    rows: list[Content] = []
    quoted = f"“{shortened(highlight.quote.exact, _QUOTED)}”"
    rows += Content(quoted).wrap(room)
    told = fit_told(passage)
    if told:
        rows += Content.styled(told, "$text-warning").wrap(room)
    if highlight.note:
        note = Content.styled(shortened(one_line(highlight.note), _WRITTEN), "bold")
        rows += Content.assemble("✎ ", note).wrap(room)
    space = " " * _INDENT
    return Content.assemble(
        (f"{place:<{_INDENT}}", "bold $text-accent"), Content(f"\n{space}").join(rows)
    )
