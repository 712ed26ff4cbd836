"""What rests on what, kept in the catalogue: asking costs no parsing of the archive's files."""

from __future__ import annotations

import json
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing_tui import sources
from briefing_tui.briefing import Citation
from briefing_tui.evidence import Basis, CitedNote, Claim, SourceRecord

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator

    from briefing_tui.evidence import SourceQuery

    Ask = Callable[..., list[tuple[Any, ...]]]

_citation_fields = attrgetter(*(field.name for field in fields(Citation)))
_claim_fields = attrgetter(*(field.name for field in fields(Claim)))


def store(db: sqlite3.Connection, slug: str, basis: Basis) -> None:
    """Put what a briefing rests on in the place of what it rested on before."""
    drop(db, slug)
    places: dict[int, int] = {}
    rows = []
    for note in basis.notes:
        place = places[note.number] = places.get(note.number, -1) + 1
        cited = note.citation
        rows.append(
            (
                slug,
                note.number,
                place,
                _source(db, cited),
                note.via,
                note.more,
                cited.accessed or "",
                note.text,
                json.dumps(_citation_fields(cited), ensure_ascii=False),
            )
        )
    db.executemany("INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT INTO claim VALUES (?, ?, ?)",
        (
            (slug, n, json.dumps(_claim_fields(claim), ensure_ascii=False))
            for n, claim in enumerate(basis.claims)
        ),
    )


def _source(db: sqlite3.Connection, cited: Citation) -> int:
    """Give the number of a citation's source, put in when it is a new one."""
    if not cited.id:
        return 0
    named = (cited.title, cited.publisher, *cited.authors)
    host, port = sources.host_and_port(cited.url) if cited.url else ("", 0)
    row = (
        sources.name_id(cited),
        _domain(host),
        port,
        "".join(f" {words}" for part in named if part and (words := sources.words_of(part))),
    )
    for number, *known in db.execute(
        "SELECT number, name, domain, port, words FROM source WHERE id = ?", (cited.id,)
    ):
        if (*known,) == row:
            return int(number)
    put = db.execute("INSERT INTO source VALUES (NULL, ?, ?, ?, ?, ?)", (cited.id, *row))
    return put.lastrowid or 0


def _domain(host: str) -> str:
    """Give a host's labels with the last one first: domains stand beside those below them."""
    return "".join(f"{label}." for label in reversed(host.split("."))) if host else ""


def drop(db: sqlite3.Connection, slug: str) -> None:
    """Forget what a briefing rests on, and the sources that nothing else cites."""
    cited = db.execute("SELECT DISTINCT source FROM citation WHERE slug = ?", (slug,)).fetchall()
    db.execute("DELETE FROM citation WHERE slug = ?", (slug,))
    db.executemany(
        "DELETE FROM source WHERE number = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM citation WHERE source = ?1)",
        cited,
    )
    db.execute("DELETE FROM claim WHERE slug = ?", (slug,))


_OF_IDS = "WHERE id IN (SELECT value FROM json_each(?))"


def _list(values: Iterable[str]) -> str:
    """Give values as the parameter that `json_each` takes apart."""
    return json.dumps(sorted(values))


class Evidence:
    """Answers from the tables of what rests on what.

    Args:
        ask: runs a query and gives its rows.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def matching(self, query: SourceQuery) -> set[str]:
        """Give the ids of the sources that somebody asks for, those without an address included."""
        if not query.value:
            return set()
        if query.kind in {"page", "id"}:
            rows = self._ask("SELECT id FROM source WHERE id = ? LIMIT 1", query.value)
        elif query.kind == "host":
            domain = _domain(query.value)
            rows = self._ask(
                # All that begins with it: "/" is the character after ".".
                "SELECT id FROM source WHERE domain >= ? AND domain < ? AND (port = ?3 OR ?3 = 0)",
                domain,
                f"{domain[:-1]}/",
                query.port,
            )
        else:
            rows = self._ask(
                # Not LIKE, which takes no pattern of more than 50,000 bytes. Not DISTINCT, for
                # which rows are read in the order of their ids: four times as slowly.
                "SELECT id FROM source WHERE instr(words, ' ' || ?)",
                query.value,
            )
        return self.joined({source for (source,) in rows})

    def most_cited(self, ids: Collection[str], most: int) -> list[str]:
        """Give those of the sources that most notes rest on, the most cited first.

        Args:
            ids: of sources.
            most: how many at most.
        """
        return [
            source
            for (source,) in self._ask(
                "SELECT id FROM source, citation "  # noqa: S608 - ours
                f"ON source = number {_OF_IDS} GROUP BY id ORDER BY count(*) DESC, id LIMIT ?",
                _list(ids),
                most,
            )
        ]

    def joined(self, ids: Collection[str]) -> set[str]:
        """Add the ids under which other briefings have the same sources.

        A source that is cited without an address has the id of its title and publisher. It is the
        same as one with an address when just one address in the archive has that title and
        publisher; nothing is joined through it.
        """
        # From one without an address to its page, and from there to all that are that page.
        return self._joined_once(self._joined_once(ids))

    def _joined_once(self, ids: Collection[str]) -> set[str]:
        out = set(ids)
        for page, bare in self._same(out):
            out.add(page)
            out |= bare
        return out

    def _same(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, set[str]]]:
        """Give each page with the sources without an address that are the same.

        Args:
            ids: of sources, those of whose names are wanted; None for all.
        """
        asked = "SELECT name, id, domain <> '' FROM source WHERE name <> ''"
        if ids is None:
            rows = self._ask(asked)
        else:
            named = f"SELECT name FROM source {_OF_IDS}"  # noqa: S608 - ours
            rows = self._ask(f"{asked} AND name IN ({named})", _list(ids))
        pages: dict[str, set[str]] = {}
        bare: dict[str, set[str]] = {}
        for name, source, has_page in rows:
            (pages if has_page else bare).setdefault(name, set()).add(source)
        for name, found in pages.items():
            if len(found) == 1:
                yield next(iter(found)), bare.get(name, set())

    def cited_by(self, source: str) -> list[tuple[str, int]]:
        """List slug and note number of every note that rests on a source, by slug and number."""
        return [
            (slug, number)
            for slug, number in self._ask(
                "SELECT DISTINCT slug, note FROM citation "  # noqa: S608 - ours
                f"WHERE source IN (SELECT number FROM source {_OF_IDS}) ORDER BY slug, note",
                _list(self.joined({source})),
            )
        ]

    def uses(self, ids: Collection[str]) -> dict[str, list[CitedNote]]:
        """Give, by slug, the notes that rest on any of these sources."""
        return self._notes(
            f"source IN (SELECT number FROM source {_OF_IDS})",  # noqa: S608 - ours
            ids,
        )

    def bases(self, slugs: Collection[str]) -> dict[str, Basis]:
        """Give, by slug, everything that briefings rest on."""
        notes = self._notes("slug IN (SELECT value FROM json_each(?))", slugs)
        claims = self.claims(slugs)
        return {
            slug: Basis(tuple(notes.get(slug, ())), tuple(claims.get(slug, ()))) for slug in slugs
        }

    def claims(self, slugs: Collection[str]) -> dict[str, list[Claim]]:
        """Give, by slug, what briefings say with notes on it: takeaways, then sentences."""
        out: dict[str, list[Claim]] = {}
        for slug, value in self._ask(
            "SELECT slug, value FROM claim WHERE slug IN (SELECT value FROM json_each(?)) "
            "ORDER BY slug, ordinal",
            _list(slugs),
        ):
            out.setdefault(slug, []).append(_claim(value))
        return out

    def _notes(self, where: str, values: Iterable[str]) -> dict[str, list[CitedNote]]:
        out: dict[str, list[CitedNote]] = {}
        for slug, number, text, value, via, more in self._ask(
            "SELECT slug, note, text, value, via, more FROM citation "  # noqa: S608 - ours
            f"WHERE {where} ORDER BY slug, note, place",
            _list(values),
        ):
            note = CitedNote(number, text, _citation(value), via, bool(more))
            out.setdefault(slug, []).append(note)
        return out

    def records(self, ids: Collection[str] | None = None) -> list[SourceRecord]:
        """Give sources with how much rests on them, the most used first.

        Args:
            ids: of the sources; None for all of the archive, those that are joined told once.
        """
        asked = "SELECT id, slug, note, accessed, citation.rowid FROM citation, source"
        of_ids, values = ("", []) if ids is None else (_OF_IDS, [_list(ids)])
        rows = self._ask(
            # As it is cited first, in a note with its address if there is one.
            f"{asked} ON source = number {of_ids} ORDER BY domain = '', slug, note, place",
            *values,
        )
        same = {source: page for page, bare in self._same(ids) for source in bare}
        groups: dict[str, list[_Place]] = {}
        for source, *place in rows:
            groups.setdefault(same.get(source, str(source)), []).append(_Place(*place))
        firsts = [places[0].row for places in groups.values()]
        cited: dict[int, str] = dict(
            self._ask(
                "SELECT rowid, value FROM citation WHERE rowid IN (SELECT value FROM json_each(?))",
                json.dumps(firsts),
            )
        )
        found = (_record(_citation(cited[p[0].row]), p) for p in groups.values())
        return sorted(found, key=_by_use)


class _Place(NamedTuple):
    """Where a source is cited, and when it was accessed."""

    slug: str
    note: int
    accessed: str
    row: int


def _by_use(record: SourceRecord) -> tuple[int, int, str]:
    return -record.briefings, -record.notes, record.citation.title or record.citation.url or ""


def _record(citation: Citation, places: list[_Place]) -> SourceRecord:
    if len(places) == 1:  # most are cited once; an archive has a hundred thousand
        (place,) = places
        return SourceRecord(citation, 1, 1, place.accessed, place.accessed)
    dates = sorted(place.accessed for place in places if place.accessed)
    return SourceRecord(
        citation=citation,
        notes=len({(place.slug, place.note) for place in places}),
        briefings=len({place.slug for place in places}),
        first_access=dates[0] if dates else "",
        last_access=dates[-1] if dates else "",
    )


def _citation(value: str) -> Citation:
    source, title, publisher, url, authors, date, accessed, locator, places = json.loads(value)
    return Citation(
        source, title, publisher, url, tuple(authors), date, accessed, locator,
        tuple(map(tuple, places)),
    )  # fmt: skip


def _claim(value: str) -> Claim:
    kind, number, text, notes, block, start, end = json.loads(value)
    return Claim(kind, number, text, tuple(notes), block, start, end)
