"""What would be written, shown before it is: a box over the screen that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing_tui.tui.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_SIGNS = {"+": "$text-success", "-": "$text-error", "@": "$quiet"}
"""How a line of a diff is drawn, by its first character; the characters themselves stay."""


class Preview(ModalScreen[bool]):
    """Shows something that is going to be written; its answer is whether it should be.

    Args:
        title: what it is.
        content: what would be written.
    """

    DEFAULT_CSS = """
    Preview { align: center middle; }
    Preview > VerticalScroll {
        width: 94%; max-width: 110; height: auto; max-height: 90%; background: $panel;
        border: round $accent; border-title-style: bold; border-title-color: $text-accent;
        padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    Preview Static { height: auto; }
    """
    BINDING_GROUP_TITLE = "Before it is written"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", "Do it", key_display="Enter",
                tooltip="Write what is shown", id="preview.write"),
        Binding("escape,q,n", "dismiss(False)", "Leave it", key_display="Esc",
                tooltip="Write nothing", id="preview.leave"),
        Binding("j", "scroll(1)", "Down", show=False, tooltip="Scroll down", id="preview.down"),
        Binding("k", "scroll(-1)", "Up", show=False, tooltip="Scroll up", id="preview.up"),
    ]  # fmt: skip

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title, self._content = title, content

    def compose(self) -> ComposeResult:
        """Lay out the box, and below it the keys."""
        with VerticalScroll():
            yield Static(self._content, markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the box be scrolled."""
        box = self.query_one(VerticalScroll)
        box.border_title = Content(self._title)
        box.focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def diff_content(diff: str) -> Content:
    """Give a unified diff without the lines that name the file."""
    lines = diff.splitlines()[2:]
    return Content("\n").join(Content.styled(line, _SIGNS.get(line[:1], "")) for line in lines)
