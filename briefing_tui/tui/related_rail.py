"""What else there is to read beside a body: its language versions, and briefings near to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content
from textual.message import Message

from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.wording import entry_meta
from briefing_tui.wording import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widgets import OptionList

    from briefing_tui.briefing import Reading, Similar


class _Line(NamedTuple):
    """What a line of the rail shows, and what it leads to."""

    content: Content
    leads_to: Literal["", "version", "beside", "piece"] = ""
    slug: str = ""


class RelatedRail(RailList):
    """Language versions and similar briefings; Enter reads one."""

    NOTHING = "There are no other languages of this piece, and none is similar to it."

    class VersionChosen(Message):
        """Another language version is asked for."""

        def __init__(self, slug: str) -> None:
            super().__init__()
            self.slug = slug
            """Its slug."""

    class BesideChosen(Message):
        """The piece beside its next language version is asked for."""

    class PieceChosen(Message):
        """A similar briefing is asked for."""

        def __init__(self, slug: str) -> None:
            super().__init__()
            self.slug = slug
            """Its slug."""

    def show(self, reading: Reading, similar: Sequence[Similar]) -> None:
        """Show what is near to a briefing; nothing is shown when nothing is."""
        versions = [*_versions(reading)]
        near = [*_near(similar)]
        self._targets = [*versions, *near]
        self.set_class(not self._targets, "-empty")
        titles = ["Languages" if versions else "", "Similar" if near else ""]
        self.border_title = " · ".join(title for title in titles if title)
        dead = {index for index, line in enumerate(self._targets) if not line.leads_to}
        self.fill([line.content for line in self._targets], dead)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a briefing."""
        event.stop()
        line = self._targets[event.option_index]
        if line.leads_to == "version":
            self.post_message(self.VersionChosen(line.slug))
        elif line.leads_to == "beside":
            self.post_message(self.BesideChosen())
        else:
            self.post_message(self.PieceChosen(line.slug))


def _versions(reading: Reading) -> Iterator[_Line]:
    """Give the language versions, the one that is read and those not in the archive too."""
    piece = reading.briefing
    there = {piece.lang, *(entry.lang for entry in reading.translations)}
    missing = [lang for lang in piece.also_in if lang not in there]
    if not reading.translations and not missing:
        return
    own = (f"{piece.lang or '??'} ", "bold")
    end = "" if reading.translations else "\n"
    yield _Line(Content.assemble(own, ("read now", "$quiet")))
    for lang in missing:
        last = end if lang == missing[-1] else ""
        yield _Line(Content.assemble((f"{lang} ", "bold"), ("not in this archive", "$quiet"), last))
    for entry in reading.translations:
        original = "" if entry.translation_of else " · original"
        code = (f"{entry.lang or '??'} ", "bold $text-accent")
        yield _Line(
            Content.assemble(code, entry.title, (original, "$quiet")), "version", entry.slug
        )
    if reading.translations:
        yield _Line(Content.styled("side by side (v)\n", "$text-accent"), "beside")


def _near(similar: Sequence[Similar]) -> Iterator[_Line]:
    for each in similar:
        yield _Line(
            Content.assemble(
                (each.entry.title, "bold"), "\n", (f"{entry_meta(each.entry)}\n", "$quiet"),
                (f"{reasons(each)}\n", "$text-accent"),
            ),
            "piece",
            each.entry.slug,
        )  # fmt: skip
