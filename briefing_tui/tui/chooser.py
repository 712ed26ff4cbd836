"""A list over the screen that is narrowed by typing, and from which one thing is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from briefing_tui.tui.keyed import KeyedApp

Value = TypeVar("Value")

_MOST = 200
"""Choices that are listed at once: some lists have thousands, and each key lists them anew."""
_AROUND = 5
"""Cells beside the text: border, padding, scrollbar."""


class Choice(NamedTuple, Generic[Value]):
    """One thing in the list."""

    words: str
    """What it is found by."""
    draw: Callable[[int], Content]
    """Gives how it is shown in a width in cells."""
    value: Value | None = None
    """What choosing it answers; None when it can only be read."""
    group: str = ""
    """The heading that it stands under, with those before and after it of the same group."""
    names: tuple[str, ...] = ()
    """Single characters that name it alone, as a key does."""


def matching(choices: Iterable[Choice[Value]], words: str) -> list[Choice[Value]]:
    """Give the choices in which each word stands, in any order; one character may be a name."""
    words = words.strip()
    choices = list(choices)
    named = [choice for choice in choices if words in choice.names]
    if named:
        return named
    wanted = fold(words).split()
    return [choice for choice in choices if all(word in fold(choice.words) for word in wanted)]


class Chooser(ModalScreen[Value | None]):
    """Lists choices; its answer is the value of the one chosen, or None.

    Args:
        title: what is listed.
        choices: in the order they are listed in.
        ask: what stands in the empty box.
        none: what to say when nothing matches what is typed.
        widest: cells of the list at most.
    """

    app: KeyedApp

    DEFAULT_CSS = """
    Chooser { align: center middle; }
    Chooser > Vertical {
        max-width: 94%; height: auto; max-height: 90%;
        border: round $accent; border-title-style: bold; border-title-color: $text-accent;
        border-subtitle-color: $quiet;
        background: $panel; padding: 0 1;
    }
    Chooser Input { border: none; height: 1; background: $surface; padding: 0 1; }
    Chooser OptionList { height: auto; max-height: 100%; border: none; background: $panel;
        margin: 1 0 0 0; padding: 0; scrollbar-size-vertical: 1; }
    Chooser OptionList:focus { border: none; }  /* a frame would move the line under the mouse */
    Chooser OptionList > .option-list--option-highlighted { background: $primary-muted;
        color: $foreground; text-style: bold; }
    Chooser OptionList > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss", "Close", tooltip="Close the list", id="chooser.close"),
        Binding("down", "cursor(1)", "Down", show=False, tooltip="Next line",
                id="chooser.down"),
        Binding("up", "cursor(-1)", "Up", show=False, tooltip="Line before",
                id="chooser.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="Next lines",
                id="chooser.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="Lines before",
                id="chooser.page-up"),
    ]  # fmt: skip

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "takes it"), ("chooser.close", "closes"),
    )  # fmt: skip
    """What is said of keys below the list, as the application's `hint` takes it."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[Value]],
        *,
        ask: str,
        none: str,
        widest: int = 84,
    ) -> None:
        super().__init__()
        self._title, self._ask, self._none, self._widest = title, ask, none, widest
        self._choices = choices
        self._shown: list[Choice[Value] | None] = []
        """The choice that each line stands for; None for a heading."""

    def compose(self) -> ComposeResult:
        """Lay out the box for words and the list."""
        with Vertical():
            yield Input(placeholder=self._ask, compact=True)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """List everything."""
        box = self.query_one(Vertical)
        box.styles.width = self._widest
        box.border_title = self._title
        box.border_subtitle = self.app.hint(*self.KEYS)
        self.query_one(Input).focus()
        self._fill("")

    def highlighted_choice(self) -> Choice[Value] | None:
        """Give the choice that Enter would take."""
        index = self.query_one(OptionList).highlighted
        return self._shown[index] if index is not None and index < len(self._shown) else None

    def on_resize(self) -> None:
        """Draw the choices for the new width."""
        self._fill(self.query_one(Input).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, words: str) -> None:
        listing = self.query_one(OptionList)
        width = max(20, min(self._widest, self.app.size.width * 94 // 100) - _AROUND)
        options: list[Option] = []
        self._shown = []
        group = ""
        found = matching(self._choices, words)
        for choice in found[:_MOST]:
            if choice.group != group:
                group = choice.group
                options.append(Option(group, disabled=True))
                self._shown.append(None)
            options.append(Option(choice.draw(width)))
            self._shown.append(choice)
        if more := len(found[_MOST:]):
            options.append(Option(f"… {more:,} more: type some of the word", disabled=True))
            self._shown.append(None)
        if not options:
            options.append(Option(self._none, disabled=True))
            self._shown.append(None)
        listing.clear_options()
        listing.add_options(options)
        listing.highlighted = next((n for n, choice in enumerate(self._shown) if choice), None)
        listing.scroll_home(animate=False)

    def action_cursor(self, step: int) -> None:
        """Go to the line after, or before."""
        listing = self.query_one(OptionList)
        if step > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def action_page(self, step: int) -> None:
        """Go on or back by the lines that are seen."""
        listing = self.query_one(OptionList)
        if step > 0:
            listing.action_page_down()  # type: ignore[no-untyped-call]
        else:
            listing.action_page_up()  # type: ignore[no-untyped-call]

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    @property
    def current(self) -> Value | None:
        """The value of the choice under the cursor; None when there is none."""
        return self._value(self.query_one(OptionList).highlighted)

    def _value(self, index: int | None) -> Value | None:
        choice = self._shown[index] if index is not None and index < len(self._shown) else None
        return choice.value if choice is not None else None

    def _choose(self, index: int | None) -> None:
        value = self._value(index)
        if value is not None:
            self.dismiss(value)
