"""What rests on what, kept in the catalogue: asking costs no parsing of the archive's files."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from briefing_tui import sources
from briefing_tui.briefing import Citation
from briefing_tui.evidence import Basis, CitedNote, Claim, SourceRecord

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator

    from briefing_tui.evidence import SourceQuery

    Ask = Callable[..., list[tuple[Any, ...]]]


def store(db: sqlite3.Connection, slug: str, basis: Basis) -> None:
    """Put what a briefing rests on in the place of what it rested on before."""
    drop(db, slug)
    places: dict[int, int] = {}
    rows = []
    for note in basis.notes:
        place = places[note.number] = places.get(note.number, -1) + 1
        cited = note.citation
        named = (cited.title, cited.publisher, *cited.authors)
        rows.append(
            (
                slug,
                note.number,
                place,
                cited.id,
                sources.name_key(cited),
                sources.host(cited.url) if cited.url else "",
                " ".join(sources.words_of(part) for part in named if part),
                note.via,
                note.more,
                note.text,
                json.dumps(asdict(cited), ensure_ascii=False),
            )
        )
    db.executemany("INSERT OR REPLACE INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT INTO claim VALUES (?, ?, ?)",
        (
            (slug, n, json.dumps(asdict(claim), ensure_ascii=False))
            for n, claim in enumerate(basis.claims)
        ),
    )


def drop(db: sqlite3.Connection, slug: str) -> None:
    """Forget what a briefing rests on."""
    db.execute("DELETE FROM citation WHERE slug = ?", (slug,))
    db.execute("DELETE FROM claim WHERE slug = ?", (slug,))


class Evidence:
    """Answers from the tables of what rests on what.

    Args:
        ask: runs a query and gives its rows.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def matching(self, query: SourceQuery) -> set[str]:
        """Give the ids of the sources that somebody asks for, those without an address included."""
        if query.kind in {"page", "id"}:
            rows = self._ask("SELECT source FROM citation WHERE source = ? LIMIT 1", query.value)
        elif query.kind == "host":
            rows = self._ask(
                "SELECT DISTINCT source FROM citation "
                "WHERE host = ?1 OR substr(host, -length(?1) - 1) = '.' || ?1",
                query.value,
            )
        elif not query.value:
            return set()
        else:
            rows = self._ask(
                # Not LIKE, which takes no pattern of more than 50,000 bytes.
                "SELECT DISTINCT source FROM citation "
                "WHERE source <> '' AND instr(' ' || words, ' ' || ?)",
                query.value,
            )
        return self.joined({source for (source,) in rows if source})

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
        names = self._ask(
            "SELECT DISTINCT name FROM citation "
            "WHERE name <> '' AND source IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(out)),
        )
        pages: dict[str, set[str]] = {}
        bare: dict[str, set[str]] = {}
        for name, source, has_page in self._ask(
            "SELECT DISTINCT name, source, host <> '' FROM citation "
            "WHERE name IN (SELECT value FROM json_each(?))",
            json.dumps([name for (name,) in names]),
        ):
            (pages if has_page else bare).setdefault(name, set()).add(source)
        for name, found in pages.items():
            if len(found) == 1:
                out |= found | bare.get(name, set())
        return out

    def cited_by(self, source: str) -> list[tuple[str, int]]:
        """List slug and note number of every note that rests on a source, by slug and number."""
        return sorted({(slug, note.number) for slug, note in self._notes(self.joined({source}))})

    def uses(self, ids: Collection[str]) -> dict[str, list[CitedNote]]:
        """Give, by slug, the notes that rest on any of these sources."""
        out: dict[str, list[CitedNote]] = {}
        for slug, note in self._notes(ids):
            out.setdefault(slug, []).append(note)
        return out

    def _notes(self, ids: Collection[str]) -> Iterator[tuple[str, CitedNote]]:
        for slug, *values in self._ask(
            "SELECT slug, note, text, value, via, more FROM citation "
            "WHERE source IN (SELECT value FROM json_each(?)) ORDER BY slug, note, place",
            json.dumps(sorted(ids)),
        ):
            yield slug, _note(*values)

    def basis(self, slug: str) -> Basis:
        """Give everything that a briefing rests on."""
        notes = self._ask(
            "SELECT note, text, value, via, more FROM citation WHERE slug = ? ORDER BY note, place",
            slug,
        )
        claims = self._ask("SELECT value FROM claim WHERE slug = ? ORDER BY ordinal", slug)
        return Basis(
            tuple(_note(*values) for values in notes),
            tuple(_claim(value) for (value,) in claims),
        )

    def records(self, ids: Collection[str] | None = None) -> list[SourceRecord]:
        """Give sources with how much rests on them, the most used first.

        Args:
            ids: of the sources; None for all of the archive, those that are joined told once.
        """
        if ids is None:
            rows = self._ask("SELECT slug, note, source, value FROM citation WHERE source <> ''")
        else:
            rows = self._ask(
                "SELECT slug, note, source, value FROM citation "
                "WHERE source IN (SELECT value FROM json_each(?))",
                json.dumps(sorted(ids)),
            )
        same = self._same_as() if ids is None or len(ids) > 1 else {}
        groups: dict[str, list[tuple[str, int, Citation]]] = {}
        for slug, note, source, value in rows:
            group = groups.setdefault(str(same.get(source, source)), [])
            group.append((slug, note, _citation(value)))
        return sorted(map(_record, groups.values()), key=_by_use)

    def _same_as(self) -> dict[str, str]:
        """Give, for each source cited without an address, the one page that it is, if it is one."""
        pages: dict[str, set[str]] = {}
        bare: dict[str, set[str]] = {}
        for name, source, host in self._ask(
            "SELECT DISTINCT name, source, host <> '' FROM citation WHERE name <> ''"
        ):
            (pages if host else bare).setdefault(name, set()).add(source)
        return {
            source: next(iter(pages[name]))
            for name, found in bare.items()
            if len(pages.get(name, ())) == 1
            for source in found
        }


def _by_use(record: SourceRecord) -> tuple[int, int, str]:
    return -record.briefings, -record.notes, record.citation.title or record.citation.url or ""


def _record(uses: list[tuple[str, int, Citation]]) -> SourceRecord:
    uses.sort(key=lambda use: use[:2])
    # One with an address tells more than one without.
    citation = next((cited for *_, cited in uses if cited.url), uses[0][2])
    dates = sorted(cited.accessed for *_, cited in uses if cited.accessed)
    return SourceRecord(
        citation=citation,
        notes=len({use[:2] for use in uses}),
        briefings=len({slug for slug, *_ in uses}),
        first_access=dates[0] if dates else "",
        last_access=dates[-1] if dates else "",
    )


def _note(number: int, text: str, value: str, via: int, more: int) -> CitedNote:
    return CitedNote(number, text, _citation(value), via, bool(more))


def _citation(value: str) -> Citation:
    fields = json.loads(value)
    fields["authors"] = tuple(fields["authors"])
    fields["places"] = tuple(map(tuple, fields["places"]))
    return Citation(**fields)


def _claim(value: str) -> Claim:
    fields = json.loads(value)
    fields["notes"] = tuple(fields["notes"])
    return Claim(**fields)
