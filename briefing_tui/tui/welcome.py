"""The first screen of someone who has no archive yet: three ways to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing_tui.archive import samples
from briefing_tui.archive.places import expanded
from briefing_tui.tui.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.tui.app import BriefingApp


class Welcome(Screen[None]):
    """Offers the samples, an archive made here, or a folder to open."""

    app: BriefingApp

    # Not in a sheet: Textual reads no sheet of the screen that an application begins with.
    DEFAULT_CSS = """
    Welcome {
        align: center middle;
        & > #welcome-box { width: 90%; max-width: 72; height: auto; }
        #welcome-text { padding: 1 2; height: auto; }
        #ways { height: auto; border: round $line; background: $background; padding: 0 1; }
        #ways:focus { border: heavy $primary; }
        #folder { border: round $line; background: $background; }
        #folder:focus { border: heavy $primary; }
        #welcome-error { color: $text-error; padding: 0 2; height: auto; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit", "Quit", tooltip="Leave the program", id="welcome.quit"),
        Binding("escape", "leave", "Back", show=False, tooltip="Leave the line for the folder",
                id="welcome.leave"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Lay out the three ways."""
        here = Path("briefings").absolute()
        with Vertical(id="welcome-box"):
            yield Static(
                Content.assemble(
                    ("briefing", "bold $text-primary"),
                    " reads a folder of briefings and shows what each rests on.\n",
                    ("There is no such folder here yet.", "$quiet"),
                ),
                id="welcome-text",
            )
            yield OptionList(
                Option(_way("Look at the samples", "a few briefings that come with the program"),
                       id="samples", disabled=samples() is None),
                Option(_way("Make an archive here", f"a new folder {here}"), id="make"),
                Option(_way("Open a folder", "type where your briefings are"), id="open"),
                id="ways",
                markup=False,
            )  # fmt: skip
            yield Input(placeholder="Path of a folder, then Enter", id="folder")
            yield Static(id="welcome-error", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the list."""
        self.query_one("#folder").display = False
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected, "#ways")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        folder = samples()
        if event.option_id == "samples" and folder is not None:
            self.app.open_archive(folder)
        elif event.option_id == "make":
            self._make(Path("briefings"))
        elif event.option_id == "open":
            self.query_one("#folder").display = True
            self.query_one("#folder").focus()

    @on(Input.Submitted, "#folder")
    def _named(self, event: Input.Submitted) -> None:
        path = expanded(event.value.strip())
        if event.value.strip() and path.is_dir():
            self.app.open_archive(path)
        else:
            self._tell(f"{event.value.strip() or 'That'} is not a folder.")

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            self._tell(f"{folder.absolute()} cannot be made: {error.strerror}")
        else:
            self.app.open_archive(folder)

    def _tell(self, text: str) -> None:
        self.query_one("#welcome-error", Static).update(Content(text))

    def action_leave(self) -> None:
        """Go back from the line to the list."""
        self.query_one("#folder").display = False
        self.query_one(OptionList).focus()


def _way(what: str, how: str) -> Content:
    return Content.assemble((what, "bold"), "\n", (how, "$quiet"), "\n")
