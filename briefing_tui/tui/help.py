"""All keys that work on a screen, searched as one types; Enter does what the chosen one does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

_KEYS = 16
"""Cells of the column of keys."""
_WIDEST = 84
_AROUND = 5
"""Cells beside the text: border, padding, scrollbar."""


class HelpLine(NamedTuple):
    """What a key does, or what a query can say."""

    group: str
    keys: str
    what: str
    press: str = ""
    """The key, for the program; empty when there is none to press."""


def lines_of(screen: Screen[object]) -> list[HelpLine]:
    """Give what the keys do that work on a screen now, those of the focused widget first."""
    out: dict[tuple[str, str], HelpLine] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        what = tooltip or binding.tooltip or binding.description
        # What has no id is Textual's own: keys of every box and list, or that do nothing here.
        if not enabled or not binding.id or not what:
            continue
        group = node.BINDING_GROUP_TITLE or ""
        shown = screen.app.get_key_display(binding)
        known = out.get((group, what))
        if known is None:
            out[group, what] = HelpLine(group, shown, what, binding.key)
        elif shown not in known.keys.split():
            out[group, what] = known._replace(keys=f"{known.keys} {shown}")
    return [line._replace(keys=_shortened(line.keys)) for line in out.values()]


def _shortened(keys: str) -> str:
    """Give `0 … 9` for a row of keys that is too long to be read."""
    each = keys.split()
    return keys if len(each) < 5 else f"{each[0]} … {each[-1]}"


def matching(lines: Iterable[HelpLine], words: str) -> list[HelpLine]:
    """Give the lines in which each word stands, in any order; a single character names a key."""
    words = words.strip()
    if len(words) == 1:
        named = [line for line in lines if words in line.keys.split()]
        if named:
            return named
    wanted = fold(words).split()
    return [
        line
        for line in lines
        if all(word in fold(f"{line.group} {line.keys} {line.what}") for word in wanted)
    ]


class Help(ModalScreen[str]):
    """Lists the keys of the screen below it; its answer is the key to press there, or nothing.

    Args:
        lines: what to list, in the order of their groups.
    """

    DEFAULT_CSS = """
    Help { align: center middle; background: $background 60%; }
    Help > Vertical {
        width: 84; max-width: 94%; height: auto; max-height: 90%;
        border: round $accent; border-title-style: bold; border-title-color: $text-accent;
        background: $panel; padding: 0 1;
    }
    Help Input { border: none; height: 1; background: $surface; padding: 0 1; }
    Help OptionList { height: auto; max-height: 100%; border: none; background: $panel;
        margin: 1 0 0 0; padding: 0; scrollbar-size-vertical: 1; }
    Help OptionList > .option-list--option-highlighted { background: $primary-muted;
        color: $foreground; text-style: bold; }
    Help OptionList > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1", "dismiss", "Close", tooltip="Close the help",
                id="help.close"),
        Binding("down", "cursor(1)", "Down", tooltip="Next line", id="help.down"),
        Binding("up", "cursor(-1)", "Up", tooltip="Line before", id="help.up"),
        Binding("pagedown", "page(1)", "Page down", tooltip="Next lines", id="help.page-down"),
        Binding("pageup", "page(-1)", "Page up", tooltip="Lines before", id="help.page-up"),
    ]  # fmt: skip

    def __init__(self, lines: Sequence[HelpLine]) -> None:
        super().__init__()
        self._lines = lines
        self._shown: list[HelpLine | None] = []
        """The line that each option stands for; None for a heading."""

    def compose(self) -> ComposeResult:
        """Lay out the box for words and the list."""
        with Vertical():
            yield Input(placeholder="What do you want to do?", compact=True)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """List everything."""
        box = self.query_one(Vertical)
        box.border_title = "Keys"
        box.border_subtitle = "Enter does it · Esc closes"
        self.query_one(Input).focus()
        self._fill("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, words: str) -> None:
        listing = self.query_one(OptionList)
        options: list[Option] = []
        self._shown = []
        group = None
        for line in matching(self._lines, words):
            if line.group != group:
                group = line.group
                options.append(Option(group or "Here", disabled=True))
                self._shown.append(None)
            options.append(Option(self._content(line)))
            self._shown.append(line)
        if not options:
            options.append(Option("No key does that.", disabled=True))
            self._shown.append(None)
        listing.clear_options()
        listing.add_options(options)
        listing.highlighted = next((n for n, line in enumerate(self._shown) if line), None)
        listing.scroll_home(animate=False)

    def _content(self, line: HelpLine) -> Content:
        width = min(_WIDEST, self.app.size.width * 94 // 100) - _AROUND - _KEYS
        space = " " * max(1, _KEYS - 2 - Content(line.keys).cell_length)
        words = Content(f"\n{' ' * _KEYS}").join(Content(line.what).wrap(max(20, width)))
        return Content.assemble("  ", (line.keys, "bold $text-accent"), space, words)

    def action_cursor(self, step: int) -> None:
        """Choose the line after, or before."""
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
        self._press(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._press(event.option_index)

    def _press(self, index: int | None) -> None:
        line = self._shown[index] if index is not None and index < len(self._shown) else None
        if line is not None and line.press:
            self.dismiss(line.press)
