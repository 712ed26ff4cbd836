"""What becomes of a page that is added, before it is written: what was recognised, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line, slugify
from briefing_tui.tui.form import Field, Form
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.tui.preview import Preview, diff_content
from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.virtual_list import VirtualList
from briefing_tui.tui.wording import SIGNS
from briefing_tui.tui.wrapping import TAB, wrap
from briefing_tui.wording import counted, double_told, untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.archive import Plan
    from briefing_tui.briefing import Progress
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.virtual_list import PaintedLine

_BESIDE = 5
"""Cells of a row that are neither text nor a line's number: the cursor's and the sign's."""
_LEFT_OUT = 40
"""Of the lines that are no part of the briefing, as many as are shown."""


class _Line(NamedTuple):
    """A line of the screen with a part of a line of the YAML."""

    number: int
    text: str
    is_first: bool


class _Yaml(VirtualList[_Line]):
    """The file as it would be written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.write", "Add it", show=False, id="draft.enter",
                tooltip="Write the briefing and read it"),
    ]  # fmt: skip


class DraftPage(HistoryScreen):
    """A page on its way into the archive.

    Args:
        plan: what adding it would do.
        source: the page that asked where it comes from; it has nothing left to do once it is added.
    """

    app: BriefingApp

    CSS_PATH = "screens.tcss"

    # Textual declares it without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-narrow"),
        (100, "-wide"),
    ]
    BINDING_GROUP_TITLE = "A page before it is added"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "Add it", id="draft.write",
                tooltip="Write the briefing and read it; Enter does it, too"),
        Binding("R", "replace", "Replace", id="draft.replace",
                tooltip="Show what would change in the file of this name, and write over it"),
        Binding("l", "left", "Left to see to", id="draft.left",
                tooltip="Go to what is left to see to, and from there back to the file"),
        Binding("n", "name", "Other name", tooltip="Write it under another name", id="draft.name"),
        Binding("escape,backspace", "app.go_back", "Back", show=False, tooltip="Go back",
                id="draft.back"),
    ]  # fmt: skip

    def __init__(self, plan: Plan, *, source: HistoryScreen | None = None) -> None:
        super().__init__()
        self._plan = plan
        self._source = source
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out what was recognised and what is left beside the file, or above it."""
        with Container(id="draft-columns"):
            with VerticalScroll(id="draft-about"):
                yield Static(id="draft-told", markup=False)
                yield RailList(id="draft-left", markup=False)
                yield Static(id="draft-rest", markup=False)
            yield _Yaml(self._paint, row_height=1, id="draft-yaml")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it."""
        self.query_one("#draft-about").border_title = "Recognised"
        self.query_one(VirtualList).focus()
        self._show()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._break)

    def _load(self) -> None:
        """Ask again whether the name is free."""
        self._plan_anew(self._plan.draft.slug)

    def take_in(self, progress: Progress) -> None:
        """Ask again whether the name is free when the archive has changed."""
        if progress.changes:
            self._load()

    # --- what is shown

    def _show(self) -> None:
        plan = self._plan
        self.query_one("#draft-told", Static).update(_recognised(plan))
        left = self.query_one("#draft-left", RailList)
        left.border_title = f"Left to see to: {len(_left(plan))}"
        left.display = bool(_left(plan))
        left.fill([Content(words) for _, words in _left(plan)])
        self.query_one("#draft-rest", Static).update(_left_out(plan))
        listing = self.query_one(VirtualList)
        listing.border_title = Content(plan.path.name)
        listing.border_subtitle = "exists already" if plan.taken else "will be written so"
        self._width = 0
        self._break()
        self.call_after_refresh(self._break)
        self.refresh_bindings()

    def _break(self) -> None:
        if not self.is_mounted:
            return
        # Its own idea of its height leaves out what stands beside its text.
        left = self.query_one("#draft-left", RailList)
        left.styles.height = left.virtual_size.height + 2
        listing = self.query_one(VirtualList)
        width = listing.scrollable_content_region.width - _gutter(self._plan) - _BESIDE
        if width != self._width:
            self._width = width
            listing.set_rows([*_broken(self._plan.text, max(8, width))], keep=True)

    def _paint(self, line: _Line, _width: int, _is_cursor: bool) -> list[PaintedLine]:
        worst = next((p for p in self._plan.problems if p.line == line.number), None)
        sign = SIGNS[worst.severity] if worst and line.is_first else "│"
        number = str(line.number) if line.is_first else ""
        lead = f"{number:>{_gutter(self._plan)}} {sign} "
        return [[(lead, "accent" if worst else "meta"), (line.text, "text")]]

    @on(RailList.OptionSelected, "#draft-left")
    def _left_chosen(self, event: RailList.OptionSelected) -> None:
        line, _ = _left(self._plan)[event.option_index]
        listing = self.query_one(VirtualList)
        index = next((n for n, row in enumerate(listing.rows) if row.number == line), None)
        if index is not None:
            listing.move_to(index)

    # --- doing

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show in the footer only what can be done."""
        if action == "write":
            return not self._plan.taken
        if action == "left":
            return bool(_left(self._plan))
        return action != "replace" or self._plan.replaces is not None

    def action_left(self) -> None:
        """Go to what is left to see to; from there, back to the file."""
        left = self.query_one("#draft-left", RailList)
        (self.query_one(VirtualList) if left.has_focus else left).focus()

    def action_write(self) -> None:
        """Write the briefing; where there is one of its name, say what can be done."""
        if self._plan.taken:
            over = ", R shows what writing over it would change" if self._plan.replaces else ""
            self.notify(f"{self._plan.taken}\nn asks for another name{over}.", severity="warning",
                        markup=False)  # fmt: skip
        else:
            self._write(over=False)

    def action_replace(self) -> None:
        """Show what writing over the file of that name would change, and do so when told to."""
        plan = self._plan
        if plan.replaces is None:
            return
        from briefing_tui.archive import unified  # noqa: PLC0415 - wanted by few runs

        diff = unified(plan.replaces, plan.text.encode(), plan.path.name, plan.path.name)

        def answered(do: bool | None) -> None:
            if do:
                self._write(over=True)

        told = diff_content(diff) if diff else Content("Nothing would change.")
        self.app.push_screen(Preview(f"Write over {plan.path.name}?", told), answered)

    def action_name(self) -> None:
        """Ask for another name."""

        def answered(values: dict[str, str] | None) -> None:
            slug = slugify(values["name"].removesuffix(".yaml")) if values else ""
            if slug:
                self._plan_anew(slug)

        field = Field("name", "Name of the file", self._plan.draft.slug, needed=True)
        self.app.push_screen(Form("Another name", [field], done="Take it"), answered)

    @work(exclusive=True, group="plan")
    async def _plan_anew(self, slug: str) -> None:
        from dataclasses import replace  # noqa: PLC0415 - wanted by few runs

        draft = replace(self._plan.draft, slug=slug)
        try:
            plan = await self.app.archive.ask(lambda archive: archive.plan(draft))
        except BriefingError as error:
            self.app.tell(error)
            return
        if self.is_running:
            self._plan = plan
            self._show()

    @work(exclusive=True, group="write")
    async def _write(self, *, over: bool) -> None:
        draft = self._plan.draft
        try:
            added = await self.app.archive.ask(lambda archive: archive.add(draft, force=over))
        except BriefingError as error:
            self.app.tell(error)
            self._load()
            return
        for page in (self, self._source):
            if page is not None:
                self.app.history.give_up(page)
        self.app.show_added(added)


def _gutter(plan: Plan) -> int:
    return len(str(plan.text.count("\n")))


def _broken(text: str, width: int) -> Iterator[_Line]:
    for number, line in enumerate(text.splitlines(), 1):
        words = line.expandtabs(TAB).rstrip()
        text = words.lstrip()
        indent = min(len(words) - len(text), width // 2)
        pieces = wrap(text, width - indent) or [(0, 0)]
        for at, (start, end) in enumerate(pieces):
            yield _Line(number, " " * indent + text[start:end], at == 0)


def _left(plan: Plan) -> list[tuple[int, str]]:
    """Give what a person should see to: line of the file, 0 for none, and what."""
    problems = [(p.line, f"line {p.line}: {p.message}") for p in untold(plan.problems, plan.unsure)]
    doubts = [*map(double_told, plan.doubles), *plan.unsure]
    return [*((0, doubt) for doubt in doubts), *problems]


def _recognised(plan: Plan) -> Content:
    """Tell what was found in the page."""
    fields = plan.draft.fields
    parts: list[str | tuple[str, str]] = [(_text(fields.get("title")), "bold $text-primary"), "\n"]
    facts = [_text(fields.get(name)) for name in ("kind", "date", "lang")]
    missing = [name for name in ("kind", "date", "lang") if not fields.get(name)]
    parts.append((" · ".join(fact for fact in facts if fact), "$quiet"))
    if missing:
        parts.append((f"{' · ' if any(facts) else ''}no {', no '.join(missing)}", "$text-warning"))
    names = [author.name for author in plan.draft.authors]
    parts += ["\nBy ", ", ".join(names) if names else ("nobody that was found", "$text-warning")]
    takeaways, notes = fields.get("takeaways", ()), fields.get("footnotes", ())
    body = _text(fields.get("body"))
    paragraphs = sum(1 for block in body.split("\n\n") if block.strip())
    parts += [
        "\n\n",
        (counted(len(takeaways), "takeaway"), "" if takeaways else "$text-warning"),
        f", {counted(paragraphs, 'paragraph')}, {counted(len(body.split()), 'word')}, ",
        (counted(len(notes), "note"), "" if notes else "$text-warning"),
        "\n\n",
    ]
    for profiles, told in (
        (plan.authors, "new profile"),
        (plan.kept, "profile is there, and stays"),
    ):
        parts += [f"{told}: authors/{one_line(path.name)}\n" for path in profiles]
    if plan.taken:
        parts.append((f"{plan.taken}\n", "$text-warning"))
    return Content.assemble(*parts)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _left_out(plan: Plan) -> Content:
    lines = [one_line(line) for line in plan.draft.left_out if line.strip()]
    if not lines:
        return Content()
    more = len(lines) - _LEFT_OUT
    told = "\n".join(lines[:_LEFT_OUT]) + (
        f"\nand {counted(more, 'more line')}" if more > 0 else ""
    )
    return Content.assemble(("\nLeft out of the page", "bold"), "\n", (told, "$quiet"))
