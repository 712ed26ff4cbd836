"""What else there is to read beside a body: its language versions, and briefings near to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from briefing_tui.tui.rails import RailList
from briefing_tui.tui.wording import entry_meta
from briefing_tui.wording import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widgets import OptionList

    from briefing_tui.briefing import Reading, Similar


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line of the rail shows, and where it leads."""

    content: Content
    slug: str = ""
    """Empty for one that leads nowhere."""
    version: bool = False
    """It is another language version, read at the same paragraph."""


class RelatedRail(RailList):
    """Language versions and similar briefings; Enter reads one."""

    NOTHING = "There are no other languages of this piece, and none is similar to it."

    class VersionChosen(Message):
        """Another language version is asked for."""

        def __init__(self, slug: str) -> None:
            super().__init__()
            self.slug = slug
            """Its slug."""

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
        self.border_subtitle = "L next · v side by side" if reading.translations else ""
        dead = {index for index, line in enumerate(self._targets) if not line.slug}
        self.fill([line.content for line in self._targets], dead)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn a choice in the list into one of a briefing."""
        event.stop()
        line = self._targets[event.option_index]
        chosen = self.VersionChosen if line.version else self.PieceChosen
        self.post_message(chosen(line.slug))


def _versions(reading: Reading) -> Iterator[_Line]:
    """Give the language versions, the one that is read and those not in the archive too."""
    piece = reading.briefing
    there = {piece.lang, *(entry.lang for entry in reading.translations)}
    missing = [lang for lang in piece.also_in if lang not in there]
    if not reading.translations and not missing:
        return
    last = missing[-1] if missing else reading.translations[-1].lang
    yield _Line(Content.assemble((f"{piece.lang or '??'} ", "bold"), ("read now", "$quiet")))
    for entry in reading.translations:
        original = "" if entry.translation_of else " · original"
        yield _Line(
            Content.assemble(
                (f"{entry.lang or '??'} ", "bold $text-accent"), entry.title,
                (original, "$quiet"), "\n" if entry.lang == last else "",
            ),
            entry.slug,
            version=True,
        )  # fmt: skip
    for lang in missing:
        yield _Line(
            Content.assemble(
                (f"{lang} ", "bold"), ("not in this archive", "$quiet"),
                "\n" if lang == last else "",
            )
        )  # fmt: skip


def _near(similar: Sequence[Similar]) -> Iterator[_Line]:
    for each in similar:
        yield _Line(
            Content.assemble(
                (each.entry.title, "bold"), "\n", (f"{entry_meta(each.entry)}\n", "$quiet"),
                (f"{reasons(each)}\n", "$text-accent"),
            ),
            each.entry.slug,
        )  # fmt: skip
