"""A box over the screen that asks for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_LONGEST = 60


class NameBox(ModalScreen[str | None]):
    """Asks for a name; its answer is the name, or None.

    Args:
        title: what it is for.
        about: what gets the name.
        name: what stands in the box to begin with.
    """

    DEFAULT_CSS = """
    NameBox { align: center middle; }
    NameBox > Vertical { width: 64; max-width: 94%; height: auto; background: $panel; padding: 0 1;
        border: round $accent; border-title-style: bold; border-title-color: $text-accent;
        border-subtitle-color: $quiet; }
    NameBox Input { border: none; height: 1; background: $surface; padding: 0 1; }
    NameBox Static { color: $quiet; height: auto; max-height: 4; margin: 0 0 1 0; }
    """
    BINDING_GROUP_TITLE = "The name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Give up", tooltip="Leave it as it is", id="name.leave"),
    ]  # fmt: skip

    def __init__(self, title: str, about: str, name: str) -> None:
        super().__init__()
        self._title, self._about, self._begin = title, about, name

    def compose(self) -> ComposeResult:
        """Lay out what it is about, and the box."""
        with Vertical():
            yield Static(Content(self._about))
            yield Input(self._begin, placeholder="Name", compact=True, max_length=_LONGEST)

    def on_mount(self) -> None:
        """Begin with the name that is there, ready to be written over."""
        box = self.query_one(Vertical)
        box.border_title = self._title
        box.border_subtitle = "Enter takes it · Esc gives up"
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        name = " ".join(event.value.split())
        if name:
            self.dismiss(name)
