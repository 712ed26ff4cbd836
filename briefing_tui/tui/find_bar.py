"""The line in which the words to find in a page are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.tui.keyed import KeyedApp


class FindBar(Horizontal):
    """A line with a box for words and, behind it, how often they stand there."""

    app: KeyedApp

    DEFAULT_CSS = """
    FindBar {
        dock: bottom;
        display: none;
        height: 1;
        background: $panel;
        & > #find-sign { width: 8; padding: 0 1; text-style: bold; }
        & > Input { width: 1fr; background: $panel; }
        & > #find-count { width: auto; padding: 0 1; color: $quiet; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="find.cancel",
                tooltip="Stop looking, and go back to where you were"),
        Binding("down", "step(1)", "Next", show=False, id="find.next",
                tooltip="Next place of what is typed"),
        Binding("up", "step(-1)", "Before", show=False, id="find.previous",
                tooltip="Place before of what is typed"),
    ]  # fmt: skip

    class Typed(Message):
        """Other words stand in the box."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words
            """What is looked for now."""

    class Stepped(Message):
        """The next place is asked for, or the one before."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step
            """1 or -1."""

    class Left(Message):
        """The box was left."""

        def __init__(self, words: str, *, taken: bool) -> None:
            super().__init__()
            self.words = words
            """What stands in it."""
            self.taken = taken
            """False when the search was given up."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static("Find /", id="find-sign", markup=False)
        yield Input(compact=True, select_on_focus=False, id="find-words")
        yield Static(id="find-count", markup=False)

    def open(self) -> None:
        """Come up empty, with the focus."""
        box = self.query_one(Input)
        with self.prevent(Input.Changed):
            box.value = ""
        self.tell(
            self.app.hint(("Enter", "keep"), ("find.next find.previous", "step"),
                          ("find.cancel", "back"))
        )  # fmt: skip
        self.display = True
        self.screen.set_focus(box)  # at once, for what is typed next

    def tell(self, count: str) -> None:
        """Say behind the box what was found."""
        self.query_one("#find-count", Static).update(count)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.display = False
        self.post_message(self.Left(event.value, taken=True))

    def action_cancel(self) -> None:
        """Stop looking."""
        self.display = False
        self.post_message(self.Left(self.query_one(Input).value, taken=False))

    def action_step(self, step: int) -> None:
        """Ask for the next place, or the one before."""
        self.post_message(self.Stepped(step))
