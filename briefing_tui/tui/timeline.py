"""The timeline: results by year or month, to look at and to narrow by."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing_tui.tui.calendar import named, span
from briefing_tui.tui.histogram import Bin, Layout, Unit, bins_of, unplaced
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

    from briefing_tui.results import Facet
    from briefing_tui.tui.search import Narrowed

_ROLES = ("bar", "off", "cursor", "axis", "chosen", "label", "count")


class Timeline(Widget, can_focus=True):
    """A bar for each year or month, with a cursor; what is chosen narrows the results."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Timeline {
        height: 8;
        & > .timeline--bar { color: $primary; }
        & > .timeline--off { color: $line; }
        & > .timeline--cursor { color: $text-accent; text-style: bold; }
        & > .timeline--axis { color: $line; }
        & > .timeline--chosen { color: $primary; }
        & > .timeline--label { color: $quiet; }
        & > .timeline--count { color: $quiet; }
        &:ansi > .timeline--off { color: ansi_default; text-style: dim; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline--{role}" for role in _ROLES}
    BINDING_GROUP_TITLE = "The timeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Narrow", key_display="Enter", id="timeline.choose",
                tooltip="Narrow the results to this year, month or span, or no longer"),
        Binding("left,h", "move(-1)", "Earlier", show=False, tooltip="Go to the one before",
                id="timeline.earlier"),
        Binding("right,l", "move(1)", "Later", show=False, tooltip="Go to the next one",
                id="timeline.later"),
        Binding("shift+left,H", "extend(-1)", "Span", key_display="Shift+← →",
                tooltip="Take the one before into a span", id="timeline.extend-earlier"),
        Binding("shift+right,L", "extend(1)", "Span", show=False,
                tooltip="Take the next one into a span", id="timeline.extend-later"),
        Binding("g,home", "move_to(0)", "First", show=False, tooltip="Go to the earliest",
                id="timeline.first"),
        Binding("G,end", "move_to(-1)", "Last", show=False, tooltip="Go to the latest",
                id="timeline.last"),
        Binding("plus,equals_sign", "zoom('month')", "Months", key_display="+",
                tooltip="From years to months", id="timeline.months"),
        Binding("minus", "zoom('year')", "Years", key_display="-",
                tooltip="From months to years", id="timeline.years"),
        Binding("escape,t", "close", "Close", key_display="Esc",
                tooltip="Back to the results; a span that was begun is given up first",
                id="timeline.close"),
    ]  # fmt: skip

    class Chosen(Message):
        """Results are to be narrowed to these and to no other date, or no longer."""

        def __init__(self, name: Unit, values: tuple[str, ...]) -> None:
            super().__init__()
            self.name = name
            self.values = values
            """Years or months that follow each other; "" for what has no date."""

    class Closed(Message):
        """The timeline is to be put away."""

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self._months: Facet | None = None
        self._unit: Unit | None = None
        """Chosen by what there is, until somebody chooses."""
        self._bins: tuple[Bin, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._cursor = 0
        self._anchor: int | None = None
        """The other end of a span that is being chosen."""
        self._hovered: int | None = None
        self._answered = False
        """Whether it was told anything."""
        self._first = 0
        self._strips: list[Strip] | None = None

    def show(self, facets: Sequence[Facet], narrowed: Narrowed) -> None:
        """Show how results divide by month; without that facet it is not known yet."""
        months = next((facet for facet in facets if facet.name == "month"), None)
        chosen = (*narrowed.get("year", ()), *narrowed.get("month", ()))
        if months == self._months and chosen == self._chosen and self._answered:
            return
        self._answered = True
        at = self._value
        was_empty = not self._bins
        self._months, self._chosen = months, chosen
        self._bin(at)
        if was_empty and self._bins:
            self._cursor = self._last_dated
        self._draw_anew()

    @property
    def _value(self) -> str | None:
        return self._bins[self._cursor].value if self._bins else None

    @property
    def _last_dated(self) -> int:
        dated = [index for index, bin_ in enumerate(self._bins) if bin_.value]
        return dated[-1] if dated else 0

    @property
    def unit(self) -> Unit:
        """What a bar stands for."""
        return self._unit or self._fitting()

    def _fitting(self) -> Unit:
        """Give months where each has room for a bar with a gap, else years."""
        if self._months is None:
            return "year"
        months = bins_of(self._months, "month")
        years = bins_of(self._months, "year")
        dated = sum(bool(bin_.value) for bin_ in months)
        few = dated and Layout(months, self.size.width or 80, 0).bar > 1
        return "month" if few or not any(bin_.value for bin_ in years) else "year"

    def _bin(self, at: str | None) -> None:
        """Divide anew, the cursor on `at` or what comes closest to it."""
        self._bins = bins_of(self._months, self.unit) if self._months is not None else ()
        self._anchor = self._hovered = None
        values = [bin_.value for bin_ in self._bins]
        if at is None or not values:
            self._cursor = 0
        elif at in values:
            self._cursor = values.index(at)
        else:
            within = [n for n, value in enumerate(values) if value and value.startswith(at[:4])]
            later = [n for n, value in enumerate(values) if value > at]
            # Of a year that is looked at closer, the month with the most in it.
            peak = max(within, key=lambda n: self._bins[n].size) if within else None
            self._cursor = peak if peak is not None else later[0] if later else self._last_dated

    def _draw_anew(self) -> None:
        self._strips = None
        self._tell()
        self.refresh()

    def _tell(self) -> None:
        """Say in the border what is shown, and what the cursor or the mouse is on."""
        months = self._months
        if months is None or not self._bins:
            self.border_title = Content("Timeline")
            return
        parts = [f"By {self.unit}"]
        at = self._hovered if self._hovered is not None else self._cursor
        if self.has_focus or self._hovered is not None:
            first, last = self._ends(at)
            values = [self._bins[first].value, self._bins[last].value]
            number = sum(bin_.size for bin_ in self._bins[first : last + 1])
            what = " to ".join(dict.fromkeys(named(value) for value in values))
            parts.append(f"{what}: {counted(number, 'briefing')}")
        if months.without:
            parts.append(f"{months.without:,} undated")
        if self.unit == "month" and (whole := unplaced(months)):
            parts.append(f"{whole:,} of no known month")
        self.border_title = Content(" · ".join(parts))

    def _ends(self, at: int) -> tuple[int, int]:
        """Give the first and the last bin of the span that ends at one."""
        first, last = sorted((at, at if self._anchor is None else self._anchor))
        return first, last

    # --- painting

    def on_resize(self) -> None:
        """Spread the bars over the new width."""
        if self._unit is None and self._bins and self._bins != self._divided():
            self._bin(self._value)
        self._draw_anew()

    def _divided(self) -> tuple[Bin, ...]:
        return bins_of(self._months, self.unit) if self._months is not None else ()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._draw_anew()

    def on_blur(self) -> None:
        """Show no cursor."""
        self._draw_anew()

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._strips = None

    @property
    def _layout(self) -> Layout:
        layout = Layout(self._bins, self.size.width, self._cursor, self._first)
        self._first = layout.first
        return layout

    def render_line(self, y: int) -> Strip:
        """Paint a line of the bars, the axis or its labels."""
        if self._strips is None:
            self._strips = self._paint()
        base = self.rich_style
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, base)

    def _paint(self) -> list[Strip]:
        width, height, base = self.size.width, self.size.height, self.rich_style
        if not any(bin_.value for bin_ in self._bins):
            strips = [Strip.blank(width, base)] * (height // 2)
            words = Segment(self._why_empty(), base)
            return [*strips, Strip([words]).adjust_cell_length(width, base)]
        cursor = self._cursor if self.has_focus else None
        chosen = self._chosen
        if self._anchor is not None:
            first, last = self._ends(self._cursor)
            chosen = tuple(bin_.value for bin_ in self._bins[first : last + 1])
        lines = self._layout.draw(height, self.unit, cursor=cursor, chosen=chosen)
        styles = {
            role: base + self.get_component_rich_style(f"timeline--{role}", partial=True)
            for role in _ROLES
        }
        return [Strip([Segment(text, styles.get(role, base)) for text, role in line], width)
                for line in lines]  # fmt: skip

    def _why_empty(self) -> str:
        if self._months is None:
            return "Still indexing …" if self._answered else ""
        undated = self._months.without
        return "None of the results has a date." if undated else "Nothing to show in time."

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show of both zooms the one that changes something."""
        return action != "zoom" or parameters != (self.unit,)

    def action_move(self, by: int) -> None:
        """Go to the year or month before, or after."""
        self._anchor = None
        self._go(self._cursor + by)

    def action_move_to(self, index: int) -> None:
        """Go to the first one, or with -1 to the last one that is dated."""
        self._anchor = None
        self._go(index if index >= 0 else self._last_dated)

    def action_extend(self, by: int) -> None:
        """Begin a span at the cursor, or change where it ends."""
        if self._bins and self._bins[self._cursor].value:
            anchor = self._cursor if self._anchor is None else self._anchor
            self._go(min(self._cursor + by, self._last_dated))
            self._anchor = anchor
            self._draw_anew()

    def _go(self, index: int) -> None:
        self._hovered = None
        if self._bins:
            self._cursor = min(max(index, 0), len(self._bins) - 1)
        self._draw_anew()

    def action_choose(self) -> None:
        """Narrow to the year, month or span at the cursor, or no longer."""
        if self._bins:
            first, last = self._ends(self._cursor)
            values = span(self._bins[first].value, self._bins[last].value) if first < last else (
                (self._bins[first].value,)
            )  # fmt: skip
            self._anchor = None
            self.post_message(self.Chosen(self.unit if values[0] else "year", values))

    def action_zoom(self, unit: Unit) -> None:
        """Go from years to months, or back."""
        if self.unit != unit and self._months is not None:
            at = self._value
            self._unit = unit
            self._bin(at)
            self._draw_anew()
            self.refresh_bindings()

    def action_close(self) -> None:
        """Give up a span that was begun, or put the timeline away."""
        if self._anchor is not None:
            self._anchor = None
            self._draw_anew()
        else:
            self.post_message(self.Closed())

    # --- mouse

    def _under(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        return self._layout.index_at(offset.x) if offset is not None and self._bins else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin with the year or month under the mouse."""
        index = self._under(event)
        if event.button == 1 and index is not None:
            self.capture_mouse()
            self._go(index)
            self._anchor = index

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what is under the mouse; while its button is held, take it into a span."""
        index = self._under(event)
        if self.app.mouse_captured is not self:
            if index != self._hovered:
                self._hovered = index
                self._tell()
        elif index is not None and index != self._cursor and self._can_span(index):
            self._cursor = index
            self._draw_anew()

    def _can_span(self, index: int) -> bool:
        """Tell whether a span may end at a bin: what has no date lies between no two days."""
        return self._anchor is not None and all(
            self._bins[end].value for end in (index, self._anchor)
        )

    def on_mouse_up(self) -> None:
        """Narrow to what the mouse went over."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            if self._anchor == self._cursor:
                self._anchor = None
            self.action_choose()

    def on_leave(self) -> None:
        """Tell of the cursor again."""
        self._hovered = None
        self._tell()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go from months to years."""
        event.stop()
        self.action_zoom("year")

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go from years to months at what is under the mouse."""
        event.stop()
        index = self._under(event)
        if index is not None and self.unit == "year":
            self._go(index)
        self.action_zoom("month")
