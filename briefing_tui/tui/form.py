"""A few lines to be filled in, over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from briefing_tui.tui.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType


class Field(NamedTuple):
    """A line to be filled in."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """What stands in it while it is empty."""
    choices: Sequence[str] = ()
    """What may be meant by its beginning; anything else may be typed as well."""
    needed: bool = False
    """Whether it may not stay empty."""


class Form(ModalScreen[dict[str, str] | None]):
    """Asks for some texts; its answer has them by their fields' names, or is None.

    Args:
        title: what it is about.
        fields: the lines.
        done: what going on is called.
        told: gives what is said below the lines of what stands in them, as it is typed.
    """

    DEFAULT_CSS = """
    Form { align: center middle; }
    Form > Vertical {
        width: 94%; max-width: 78; height: auto; max-height: 95%; background: $panel;
        border: round $accent; border-title-style: bold; border-title-color: $text-accent;
        padding: 0 1;
    }
    Form Input { border: round $line; background: $panel; height: 3;
        border-title-color: $text-primary; }
    Form Input:focus { border: heavy $primary; border-title-style: bold; }
    Form Static { height: auto; padding: 0 1; color: $quiet; }
    """
    BINDING_GROUP_TITLE = "A form"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Enter does it from each line; this is what the mouse finds in the line of keys.
        Binding("ctrl+s", "finish", "Go on", key_display="Ctrl+S",
                tooltip="Go on with what is filled in, as Enter does", id="form.done"),
        Binding("escape", "dismiss(None)", "Leave", key_display="Esc", tooltip="Go back",
                id="form.leave"),
        Binding("tab", "complete", "Next line", key_display="Tab", id="form.complete",
                tooltip="Take what is offered; where nothing is, go to the next line"),
        Binding("down", "app.focus_next", "Next line", show=False,
                tooltip="Go to the next line", id="form.next"),
        Binding("up,shift+tab", "app.focus_previous", "Line before", show=False,
                tooltip="Go to the line before", id="form.previous"),
    ]  # fmt: skip

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        done: str,
        told: Callable[[dict[str, str]], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self._title, self._fields, self._done, self._told = title, fields, done, told

    def compose(self) -> ComposeResult:
        """Lay out the lines, and below them the keys."""
        with Vertical():
            for field in self._fields:
                suggester = SuggestFromList(field.choices, case_sensitive=False)
                yield Input(field.value, placeholder=field.hint, suggester=suggester,
                            id=f"form-{field.name}")  # fmt: skip
            yield Static(id="form-told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first line."""
        box = self.query_one(Vertical)
        box.border_title = Content(self._title)
        on = "Tab: next line · " if len(self._fields) > 1 else ""
        box.border_subtitle = Content(f"{on}Enter: {self._done} · Esc leaves")
        for field in self._fields:
            self.query_one(f"#form-{field.name}", Input).border_title = Content(field.label)
        self._tell()

    @property
    def _values(self) -> dict[str, str]:
        return {
            field.name: self.query_one(f"#form-{field.name}", Input).value.strip()
            for field in self._fields
        }

    @on(Input.Changed)
    def _tell(self) -> None:
        if self.is_mounted:
            self.query_one("#form-told", Static).update(Content(self._told(self._values)))

    def action_complete(self) -> None:
        """Take what is offered in this line, or go to the next one."""
        line = self.focused
        if isinstance(line, Input) and line.cursor_position == len(line.value):
            before = line.value
            line.action_cursor_right()  # takes what is offered behind the last character
            if line.value != before:
                return
        self.app.action_focus_next()

    @on(Input.Submitted)
    def action_finish(self) -> None:
        """Go on, unless something is missing."""
        values = self._values
        for field in self._fields:
            if field.needed and not values[field.name]:
                self.query_one(f"#form-{field.name}").focus()
                self.query_one("#form-told", Static).update(f"{field.label}: this is needed")
                return
        self.dismiss(values)
