"""Every key of the interface: what it does, where, and whether the user's own keys fit together.

All of it is told by the screens themselves. Here stands only which of them belong together: on one
way from the focus to the application a key can do one thing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from briefing_tui.config.document import Document
from briefing_tui.tui.keymap import NoKeyError, key_of, merged_of, shown, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.dom import DOMNode

    from briefing_tui.briefing import Problem
    from briefing_tui.config import Config
    from briefing_tui.tui.keymap import Keymap

_READER = "reading_pane.ReadingPane reader.Reader"
_WAYS = {
    "finder": (
        "Input finder.Finder",
        "virtual_list.VirtualList finder.Finder",
        "facets.FacetList finder.Finder",
        "filter_line.FilterLine finder.Finder",
        "timeline.Timeline finder.Finder",
    ),
    "reader": (
        f"highlighted.HighlightedArticle {_READER}",
        f"Input find_bar.FindBar {_READER}",
        "rails.Takeaways reader.Reader",
        "rails.Outline reader.Reader",
        "rails.Sources reader.Reader",
        "author_rail.AuthorCard author_rail.AuthorRail reader.Reader",
        "rails.RailList author_rail.AuthorRail reader.Reader",
        "related_rail.RelatedRail reader.Reader",
        "Input highlight_list.HighlightList",
        "Input note_box.NoteBox",
    ),
    "side by side": (
        "side_by_side.PairedArticle side_by_side.PairedPane side_by_side.SideBySide",
        "Input find_bar.FindBar side_by_side.PairedPane side_by_side.SideBySide",
    ),
    "source": ("virtual_list.VirtualList source_page.SourcePage",),
    "author": (
        "virtual_list.VirtualList author_page.AuthorPage",
        "rails.RailList author_page.AuthorPage",
    ),
    "faults": ("virtual_list.VirtualList faults.Faults",),
    "fault": ("fault_page.FaultPage", "preview.Preview"),
    "adding": (
        "Input adding.PathInput adding.AddPage",
        "draft_page._Yaml draft_page.DraftPage",
        "rail_list.RailList draft_page.DraftPage",
        "Input form.Form",
    ),
    "welcome": ("Input welcome.Welcome",),
    "lists": (
        "virtual_list.VirtualList",
        "rails.RailList",
        "Input chooser.Chooser",
        "Input searches.Searches",
        "Input name_box.NameBox",
    ),
    "anywhere": ("app.BriefingApp",),
}
"""By what people call a page, the ways from the focus up to it; `Input` takes what is typed."""
_SHARED = ("anywhere", "lists")
"""What stands on several pages is told here and not there."""
_APP = "app.BriefingApp"


class Key(NamedTuple):
    """A binding, as it is told."""

    where: str
    id: str
    keys: tuple[str, ...]
    """Textual's names of keys."""
    what: str
    """What it does."""


def known() -> tuple[Key, ...]:
    """Give every binding with its own keys, by the pages on which it is first met."""
    out: dict[str, Key] = {}
    for where in (*_SHARED, *_WAYS):
        for way in _WAYS[where]:
            for owner in _owners(way):
                for binding in _of(owner):
                    _add(out, where, binding)
    pages = list(_WAYS)
    return tuple(sorted(out.values(), key=lambda key: pages.index(key.where)))


def _add(out: dict[str, Key], where: str, binding: Binding) -> None:
    name = binding.id or ""
    before = out.get(name)
    if before is None:
        out[name] = Key(where, name, (binding.key,), binding.tooltip)
    elif binding.key not in before.keys:
        out[name] = before._replace(keys=(*before.keys, binding.key))


def _owners(way: str) -> Iterator[type[DOMNode]]:
    """Give the classes on a way, from the focus up; the application too."""
    for name in dict.fromkeys((*way.split(), _APP)):
        module, _, owner = name.rpartition(".")
        if module:
            yield getattr(import_module(f"briefing_tui.tui.{module}"), owner)


def _of(owner: type[DOMNode]) -> Iterator[Binding]:
    """Give the bindings of a class in the order they are declared in, its own kind's first."""
    merged = merged_of(owner).key_to_bindings
    for kind in owner.__mro__:
        for binding in Binding.make_bindings(vars(kind).get("BINDINGS", ())):
            if binding.id and binding in merged.get(binding.key, ()):
                yield binding


class Checked(NamedTuple):
    """The keys that the settings wish for."""

    keymap: Keymap
    """Those that can be had."""
    problems: tuple[Problem, ...]
    """Why the others cannot."""


def check(settings: Config) -> Checked:
    """Tell which of the keys that the settings wish for can be had, and what is wrong with others.

    All modules of screens are imported for it.
    """
    if settings.path is None or not settings.keys:
        return Checked({}, ())
    document = Document(settings.path)
    own = {key.id: key for key in known()}
    wanted: dict[str, tuple[str, ...]] = {}
    for name, each in settings.keys.items():
        path = _path_of(name, document)
        if name not in own:
            hint = "`briefing help keys` tells all of them"
            document.no_such(path, name, own, "binding", of_key=True, otherwise=hint)
            continue
        try:
            wanted[name] = tuple(dict.fromkeys(map(key_of, each)))
        except NoKeyError as error:
            document.fault(path, "no-key", f"{name}: {error.message}", error.hint)
    ways = list(_ways())
    while (clash := _first_clash(wanted, own, ways)) is not None:
        name, message, hint = clash
        document.fault(_path_of(name, document), "taken-key", f"{name}: {message}", hint)
        del wanted[name]
    problems = sorted(document.problems, key=lambda told: (told.line, told.column))
    return Checked(wanted, tuple(problems))


class _Way(NamedTuple):
    bindings: Mapping[str, Sequence[str]]
    """The keys of each binding on it, as they are by themselves, by id."""
    prior: frozenset[str]
    """Bindings that go before everything, also before what is typed."""
    typing: frozenset[str]
    """Bindings for who is typing, where letters are typed."""


def _ways() -> Iterator[_Way]:
    for way in (way for ways in _WAYS.values() for way in ways):
        bindings: dict[str, list[str]] = {}
        prior = set()
        for owner in _owners(way):
            for binding in _of(owner):
                bindings.setdefault(binding.id or "", []).append(binding.key)
                if binding.priority:
                    prior.add(binding.id or "")
        typing = {
            name for name, keys in bindings.items()
            if way.startswith("Input") and not any(map(written, keys))
        }  # fmt: skip
        yield _Way(bindings, frozenset(prior), frozenset(typing))


def _first_clash(
    wanted: Mapping[str, Sequence[str]], own: Mapping[str, Key], ways: Iterable[_Way]
) -> tuple[str, str, str] | None:
    """Find a wish that cannot be granted: the binding, what is wrong, how to mend it."""
    for way in ways:
        for name in wanted:
            if name not in way.bindings:
                continue
            keys = wanted[name]
            if name in way.prior and any(map(written, keys)):
                key = shown(next(filter(written, keys)))
                return name, f"{key} could no longer be typed anywhere", "take one with Ctrl"
            if name in way.typing and keys and all(map(written, keys)):
                return name, f"{shown(keys[0])} is typed there", "take one with Ctrl, or f2 to f12"
            for other, default in way.bindings.items():
                if other == name:
                    continue
                taken_by = wanted.get(other, default)
                # What shares a key by itself is told apart by where it is pressed.
                shared = set(way.bindings[name]) & set(default)
                for key in keys:
                    if key in taken_by and key not in shared:
                        what = own[other].what
                        return (
                            name,
                            f"{shown(key)} is taken by {other}: {what[:1].lower()}{what[1:]}",
                            f'give {other} another key, too, or take it away: "{other}" = []',
                        )
    return None


def _path_of(name: str, document: Document) -> tuple[str, ...]:
    """Give where an id stands among the settings: as one quoted key, or as several with dots."""
    table = document.data.get("keys", {})
    return ("keys", name) if name in table else ("keys", *name.split("."))
