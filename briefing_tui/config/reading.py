"""From a file of settings to a `Config`: what is right counts, what is wrong is told."""

from __future__ import annotations

from pathlib import Path as File
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from briefing_tui.config.document import Document
from briefing_tui.config.settings import SETTINGS, WrongValueError, kind_of, one_of, text
from briefing_tui.config.values import Config, Search
from briefing_tui.results import FACETS, Sort
from briefing_tui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefing_tui.config.places import Path
    from briefing_tui.results import FacetName

Value = TypeVar("Value")
Values = tuple[str, ...]

TABLES = ("archives", "searches", "keys")
"""The settings that are tables of names of the user's own, or of bindings."""
_SEARCH = ("query", "sort", "only")
_sort = one_of(*get_args(Sort))


def read(file: File) -> Config:
    """Read a file of settings; what is wrong in it is in the answer's `problems`."""
    document = Document(file)
    values: dict[str, Any] = {}
    known = (*(setting.name for setting in SETTINGS), *TABLES)
    for name in document.data:
        if name not in known:
            document.unknown((name,), known, "setting")
    for setting in SETTINGS:
        if setting.name in document.data:
            taken = _taken(document, (setting.name,), setting.take, document.data[setting.name])
            if taken is not None:
                values[setting.name] = taken
    archives = dict(_archives(document))
    values["default"] = _default(document, archives)
    values["archives"] = MappingProxyType(archives)
    values["searches"] = MappingProxyType(dict(_searches(document)))
    values["keys"] = MappingProxyType(dict(_keys(document)))
    return Config(
        path=file,
        problems=tuple(sorted(document.problems, key=lambda told: (told.line, told.column))),
        lines=MappingProxyType(dict(_lines(document, values))),
        **values,
    )


def _taken(
    document: Document, path: Path, take: Callable[[Any], Value], value: Any
) -> Value | None:
    """Give what `take` makes of a value; None when it is wrong, which is told."""
    try:
        return take(value)
    except WrongValueError as error:
        wrong = error
    except ValueError:  # Python writes no number that is so long
        wrong = WrongValueError("this number is too long")
    name = ".".join(one_line(str(part)) for part in path)
    document.fault(path, "wrong-value", f"{name}: {wrong.message}", wrong.hint)
    return None


def _table(document: Document, name: str) -> dict[str, Any]:
    table = document.data.get(name, {})
    if isinstance(table, dict):
        return table
    document.fault(
        (name,), "wrong-value", f"{name}: a table is wanted, not {kind_of(table)}",
        f"begin it with a line [{name}]",
    )  # fmt: skip
    return {}


def _archives(document: Document) -> Iterator[tuple[str, File]]:
    for name, value in _table(document, "archives").items():
        if name == "default":
            continue
        path = ("archives", name)
        if _taken(document, path, _plain_word, name) and (
            folder := _taken(document, path, _folder, value)
        ):
            yield name, document.file.absolute().parent / folder


def _plain_word(name: str) -> str:
    if not name or "/" in name or name.startswith((".", "-", "~")):
        raise WrongValueError(
            "this name would be taken for a path or an option", "call it by a plain word"
        )
    return name


def _folder(value: Any) -> File:
    path = File(text(value))
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise WrongValueError("there is no such home", "write the whole path") from error


def _default(document: Document, archives: Iterable[str]) -> str | None:
    def named(value: Any) -> str:
        name = text(value)
        if name not in archives:
            known = ", ".join(map(one_line, archives))
            hint = f"there are: {known}" if known else 'add a line NAME = "FOLDER"'
            raise WrongValueError(f"no archive is named {one_line(name)} here", hint)
        return name

    table = document.data.get("archives")
    if not isinstance(table, dict) or "default" not in table:
        return None
    return _taken(document, ("archives", "default"), named, table["default"])


def _searches(document: Document) -> Iterator[tuple[str, Search]]:
    for name, value in _table(document, "searches").items():
        path = ("searches", name)
        if isinstance(value, dict):
            search = _search(document, path, value)
        else:
            query = _taken(document, path, text, value)
            search = None if query is None else Search(query)
        if search is not None:
            yield name, search


def _search(document: Document, path: Path, table: dict[str, Any]) -> Search | None:
    """Take a search that is more than a query; None when something in it is wrong."""
    before = len(document.problems)
    for name in table:
        if name not in _SEARCH:
            document.unknown((*path, name), _SEARCH, "part of a search")
    query = _taken(document, (*path, "query"), text, table.get("query", "*"))
    sort = _taken(document, (*path, "sort"), _sort, table["sort"]) if "sort" in table else None
    only = dict(_only(document, (*path, "only"), table.get("only", {})))
    if query is None or len(document.problems) > before:
        return None
    return Search(query, cast("Sort | None", sort), MappingProxyType(only))


def _only(document: Document, path: Path, value: Any) -> Iterator[tuple[FacetName, Values]]:
    """Take what results are narrowed to: a text for each facet, or a list of them."""
    for name, told in (_taken(document, path, _facets, value) or {}).items():
        here = (*path, name)
        if name not in FACETS:
            document.unknown(here, FACETS, "facet")
        elif values := _taken(document, here, _values, told):
            yield name, values


def _facets(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongValueError(
            f"a table is wanted, not {kind_of(value)}", 'as in only = { region = "east-asia" }'
        )
    return value


def _values(value: Any) -> Values:
    each = value if isinstance(value, list) else [value]
    if not each:
        raise WrongValueError("this list is empty", "name a value, or leave it out")
    # A year may be written as the number that it is.
    return tuple(str(one) if type(one) is int else text(one) for one in each)


def _keys(document: Document) -> Iterator[tuple[str, Values]]:
    """Give keys by the ids of bindings, which are one quoted key or several that are dotted."""

    def walk(path: Path, value: Any) -> Iterator[tuple[str, Values]]:
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from walk((*path, name), inner)
        elif (keys := _taken(document, path, _pressed, value)) is not None:
            yield ".".join(str(part) for part in path[1:]), keys

    yield from walk(("keys",), _table(document, "keys"))


def _pressed(value: Any) -> Values:
    """Take keys: a text, parted by commas, or a list of texts."""
    if isinstance(value, str):
        keys = [value] if value == "," else value.split(",")
        return tuple(key.strip() or key for key in keys if key)
    if isinstance(value, list) and all(isinstance(key, str) and key for key in value):
        return tuple(value)
    raise WrongValueError(
        f"a key is wanted, not {kind_of(value)}",
        'as in "ctrl+y", or several: ["y", "ctrl+y"]; [] takes the key away',
    )


def _lines(document: Document, values: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, value in values.items():
        if name == "default":
            if value is not None:
                yield "archives.default", document.place(("archives", "default")).line
        elif name not in TABLES:
            yield name, document.place((name,)).line
        else:
            for inner in value:
                yield f"{name}.{inner}", _line_of(document, name, inner)


def _line_of(document: Document, table: str, name: str) -> int:
    """Give the line of an entry of a table; an id of a binding may be written as dotted keys."""
    parts = (name,) if table != "keys" or name in document.data[table] else tuple(name.split("."))
    return document.place((table, *parts), of_key=True).line
