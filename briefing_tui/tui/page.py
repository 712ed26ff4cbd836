"""A text with what stands out in it: note marks, links, hits, a passage; and how a line is painted.

Everything here is told by *piece* (see `layout`) and offset in its text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefing_tui.tui.bidi import mirrored
from briefing_tui.tui.finding import Finding
from briefing_tui.tui.layout import Layout, Letter, Line, Piece, pieces
from briefing_tui.tui.wrapping import expand, graphemes, narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.selection import Selection

    from briefing_tui.briefing import Block
    from briefing_tui.results import Hit
    from briefing_tui.tui.selecting import Place
    from briefing_tui.tui.table import Cell, TableLine

_HIGHLIGHTED, _NOTED = "┃", "✎"
"""Signs beside the lines of a highlight, and of the first one when it has a note."""
_FOCUSED = {"link": "link-focused", "mark": "mark-focused", "hit": "hit-current"}


class Stretch(NamedTuple):
    """A part of a piece's text; stretches compare by where they stand."""

    piece: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Overlay:
    start: int
    end: int
    name: str
    meta: tuple[str, int] | None = None
    """What a click on it is told."""


def _role(piece: Piece) -> str:
    """Give the name of what a piece is drawn as: headings of the third level on have their own."""
    return (
        f"heading-{min(piece.level, 4)}"
        if piece.role == "heading" and piece.level > 2
        else piece.role
    )


def _column(stretch: tuple[int, Cell | None]) -> int:
    return stretch[0]


class _Highlight(NamedTuple):
    """What of a highlight stands in one piece."""

    start: int
    end: int
    highlight: int
    """Index of the highlight."""
    noted: bool
    """Whether a note of the reader's begins here."""


class Page:
    """A masthead and the blocks of a body.

    Args:
        masthead: lines above the body as (text, role).
        blocks: the body.
    """

    def __init__(self, masthead: Iterable[tuple[str, str]], blocks: Iterable[Block]) -> None:
        top = list(masthead)
        self.pieces = pieces(top, blocks)
        self.first = len(top)
        """The piece that is the body's first block."""
        self.marks = [
            Stretch(index, mark.start, mark.end)
            for index, piece in enumerate(self.pieces)
            for mark in piece.marks
        ]
        self.numbers = [mark.number for piece in self.pieces for mark in piece.marks]
        """The number of each mark's note."""
        self.links: list[Stretch] = []
        self.addresses: list[str] = []
        """The address of each link."""
        for index, piece in enumerate(self.pieces):
            for span in piece.spans:
                if span.kind == "link" and span.href:
                    self.links.append(Stretch(index, span.start, span.end))
                    self.addresses.append(span.href)
        self.hits: list[Stretch] = []
        self.mark: int | None = None
        """The mark that has the focus."""
        self.link: int | None = None
        """The link that has it."""
        self.hit: int | None = None
        """The hit that is shown apart."""
        self.passage: Stretch | None = None
        self.highlight: int | None = None
        """The highlight of the reader's that has the focus."""
        self._highlights: dict[int, list[_Highlight]] = {}
        """The parts of highlights, by piece."""
        self._words: list[int] = []
        self._finding = Finding(self.pieces)

    def find(self, words: str) -> None:
        """Take for hits where the words stand, whatever their case, accents and line breaks."""
        self.hit = None
        self.hits = [Stretch(*place) for place in self._finding.find(words)]

    def set_hits(self, hits: Iterable[Hit]) -> None:
        """Take the hits in the body, and none else; those that overlap become one."""
        self.hit = None
        self.hits = []
        found = sorted(
            Stretch(hit.index + self.first, start, end)
            for hit in hits
            if hit.field == "body" and 0 <= hit.index < len(self.pieces) - self.first
            for start, end in hit.spans
            if start < end
        )
        for hit in found:
            last = self.hits[-1] if self.hits else None
            if last and last.piece == hit.piece and hit.start < last.end:
                self.hits[-1] = last._replace(end=max(last.end, hit.end))
            else:
                self.hits.append(hit)

    def set_highlights(self, highlights: Iterable[tuple[Place, Place, bool]]) -> None:
        """Take the reader's highlights, and none else.

        Args:
            highlights: beginning and end of each as piece and offset, and whether it has a note.
        """
        self._highlights = {}
        for index, ((first, start), (last, end), noted) in enumerate(highlights):
            for piece in range(first, last + 1):
                part = _Highlight(
                    start if piece == first else 0,
                    end if piece == last else len(self.pieces[piece].text),
                    index,
                    noted and piece == first,
                )
                self._highlights.setdefault(piece, []).append(part)

    def _sign(self, line: Line) -> str:
        """Give what stands beside a line that is highlighted; empty beside others."""
        sign = ""
        for part in self._highlights.get(line.piece, ()):
            if part.start < line.end and part.end > line.start:
                if part.noted and part.start >= line.start:
                    return _NOTED
                sign = _HIGHLIGHTED
        return sign

    def words_before(self, piece: int, offset: int) -> int:
        """Give the number of words of the body that stand before a place."""
        if not self._words:
            counts = (len(piece.text.split()) for piece in self.pieces[self.first :])
            self._words = [0] * self.first + [*accumulate(counts, initial=0)]
        if piece >= len(self.pieces):
            return self._words[-1]
        inside = len(self.pieces[piece].text[:offset].split()) if piece >= self.first else 0
        return self._words[piece] + inside

    @property
    def word_count(self) -> int:
        """Number of words in the body."""
        return self.words_before(len(self.pieces), 0)

    def selected(self, selection: Selection) -> str:
        """Give what is selected as paragraphs, not as the lines on a screen."""
        out: list[str] = []
        above = ""
        for index, piece in enumerate(self.pieces):
            span = selection.get_span(index)
            if span is None:
                continue
            start, end = span
            text = piece.text[start : None if end == -1 else end]
            if not text:
                continue
            if piece.role == "item" and piece.marker and start == 0:
                text = f"{piece.marker} {text}"
            if out:
                out.append("\n" if above == "item" and piece.marker else "\n\n")
            out.append(text)
            above = piece.role
        return "".join(out)

    def _overlays(self, line: Line, selection: Selection | None) -> list[_Overlay]:
        """Give what stands out in a line, the topmost last."""
        index = line.piece
        piece = self.pieces[index]
        out = [
            _Overlay(
                part.start,
                part.end,
                "highlight-focused" if part.highlight == self.highlight else "highlight",
                ("highlight", part.highlight),
            )
            for part in self._highlights.get(index, ())
        ]
        if self.passage is not None and self.passage.piece == index:
            out.append(_Overlay(self.passage.start, self.passage.end, "passage"))
        out.extend(_Overlay(s.start, s.end, s.kind) for s in piece.spans if s.kind != "link")
        for kind, stretches, focused in (
            ("link", self.links, self.link),
            ("mark", self.marks, self.mark),
            ("hit", self.hits, self.hit),
        ):
            # Stretches of a kind do not overlap: the one before may reach into the line, no other.
            first = max(0, bisect_left(stretches, (index, line.start)) - 1)
            for k in range(first, bisect_left(stretches, (index, line.end))):
                if stretches[k].piece != index:
                    continue
                name = _FOCUSED[kind] if k == focused else kind
                out.append(_Overlay(stretches[k].start, stretches[k].end, name, (kind, k)))
        span = None if selection is None else selection.get_span(index)
        if span is not None:
            end = len(piece.text) if span[1] == -1 else span[1]
            out.append(_Overlay(span[0], end, "selection"))
        return [over for over in out if over.start < line.end and over.end > line.start]

    def paint(
        self,
        layout: Layout,
        line: Line,
        *,
        left: int,
        width: int,
        look: Callable[[tuple[str, ...]], Style],
        selection: Selection | None = None,
    ) -> Strip:
        """Paint a line.

        Each segment's meta tells under `offset` where its text came from, as (offset, piece), and
        under `mark`, `link` or `hit` the index of what it belongs to.

        Args:
            layout: what the line is of.
            line: the line.
            left: cells to leave at the left.
            width: cells of the strip.
            look: gives the style for names of roles, spans and stretches, the topmost last.
            selection: what the reader has selected.
        """
        piece = self.pieces[line.piece]
        plain = look(())
        overlays = self._overlays(line, selection)
        # Textual tells where the mouse is by what a segment says of its first cell: one segment for
        # each cell just left of the text, so that a selection may begin beside its line.
        here = Style.from_meta({"offset": (line.start, line.piece)})
        near = min(left, 2)
        segments = [Segment(" " * (left - near), plain)]
        beside, style = " " * near, "bar"
        if near and any(over.name == "passage" for over in overlays):
            beside = "▌" + beside[1:]
        elif near and (sign := self._sign(line)):
            beside, style = sign + beside[1:], "highlight-sign"
        segments.extend(Segment(cell, look((style,)) + here) for cell in beside)
        letters = layout.letters(line)
        if letters is not None:
            segments.extend(self._paint_letters(layout, line, letters, overlays, look))
            strip = Strip(segments)
            return strip.extend_cell_length(max(width, strip.cell_length), plain)
        segments.extend(Segment(cell, look(("prefix",)) + here) for cell in line.prefix)
        if piece.role == "rule" and not line.blank:
            segments.append(Segment("─" * layout.width, look(("meta",))))
        elif line.table is not None and not line.blank:
            segments.extend(self._paint_table(line, line.table, overlays, look))
        elif piece.role != "gap":
            segments.extend(self._paint_text(line, overlays, look))
        strip = Strip(segments)
        return strip.extend_cell_length(max(width, strip.cell_length), plain)

    def _paint_letters(
        self,
        layout: Layout,
        line: Line,
        letters: Sequence[Letter],
        overlays: Sequence[_Overlay],
        look: Callable[[tuple[str, ...]], Style],
    ) -> Iterator[Segment]:
        """Paint a line with right-to-left text letter by letter, from the left."""
        prefix = look(("prefix",))
        from_right = layout.from_right(line)
        if not from_right:
            yield Segment(line.prefix, prefix)
        elif letters[0].column:
            yield Segment(" " * letters[0].column, look(()))
        for letter in letters:
            part = replace(line, start=letter.start, end=letter.end)
            for segment in self._paint_text(part, overlays, look):
                text = mirrored(segment.text) if letter.turned else segment.text
                yield Segment(text, segment.style)
        if from_right:
            # What stands before a line stands at its right: bullet and indent the other way round.
            bare = line.prefix.strip()
            before, _, after = line.prefix.partition(bare) if bare else (line.prefix, "", "")
            yield Segment(f"{after}{bare}{before}", prefix)

    def _paint_table(
        self,
        line: Line,
        table: TableLine,
        overlays: Sequence[_Overlay],
        look: Callable[[tuple[str, ...]], Style],
    ) -> Iterator[Segment]:
        """Paint the stretches of a table's line at their columns, and the bars between them."""
        plain, quiet = look(()), look(("meta",))
        if table.rule:
            drawn = ["─"] * table.rule
            for column in table.bars:
                drawn[column] = "┼"
            yield Segment("".join(drawn), quiet)
            return
        used = 0
        stretches: list[tuple[int, Cell | None]] = [(cell.column, cell) for cell in table.cells]
        for column, cell in sorted([*stretches, *((bar, None) for bar in table.bars)], key=_column):
            if column > used:
                yield Segment(" " * (column - used), plain)
                used = column
            if cell is None:
                yield Segment("│", quiet)
                used += 1
                continue
            part = replace(line, start=cell.start, end=cell.end)
            for segment in self._paint_text(part, overlays, look):
                used += segment.cell_length
                yield segment

    def _paint_text(
        self, line: Line, overlays: Sequence[_Overlay], look: Callable[[tuple[str, ...]], Style]
    ) -> Iterator[Segment]:
        piece = self.pieces[line.piece]
        text, start, end = piece.text, line.start, line.end
        cuts = {start, end}
        for over in overlays:
            cuts.update(min(max(cut, start), end) for cut in (over.start, over.end))
        if len(cuts) > 2 and not narrow(text[start:end]):
            # No cut through a letter and its accent: each half would be measured on its own.
            letters = [start + offset for offset in graphemes(text[start:end])]
            cuts = {cut if cut == end else letters[bisect_right(letters, cut) - 1] for cut in cuts}
        column = 0
        for a, z in pairwise(sorted(cuts)) if start < end else [(start, end)]:
            over_here = [over for over in overlays if over.start < z and over.end > a]
            style = look((_role(piece), *(over.name for over in over_here)))
            meta: dict[str, Any] = dict(over.meta for over in over_here if over.meta)
            for drawn, offset in expand(text[a:z], column):
                column += cell_len(drawn)
                meta["offset"] = (a + offset, line.piece)
                yield Segment(drawn, style + Style.from_meta(meta))
