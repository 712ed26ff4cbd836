"""A query as a tree, in no engine's words, and the names of the fields that it can ask for."""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = (
    "title", "takeaway", "body", "note", "source", "author", "topic", "region", "kind", "lang",
)  # fmt: skip
"""Fields of text."""
PLAIN_FIELDS = frozenset(FIELDS) - {"kind", "lang"}
"""Where a word without a field is looked for: `Analysis` as a kind would match half an archive."""
DATE_FIELDS = ("date", "accessed")
"""Fields of dates: of a briefing, and those on which its sources were seen."""
HAS = (
    "takeaways", "notes", "sources", "authors", "topics", "regions", "kind", "lang", "date",
    "accessed",
)  # fmt: skip
"""What a briefing can have, for `has:`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a host, or words joined by hyphens; `exact` matches as spelled."""

    text: str
    exact: bool = False

    def __str__(self) -> str:
        return f"={self.text}" if self.exact else self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, as spelled."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All words of this form, in which `*` stands for any letters or none."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """All words that become this one by so many changes at most.

    A change puts in, leaves out or replaces a letter, or exchanges two that stand side by side.
    """

    text: str
    changes: int

    def __str__(self) -> str:
        return f"{self.text}~{self.changes}"


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates from `first` to `last`, both included, as YYYY-MM-DD; an empty one is no bound.

    A date that is known by its year or month alone matches when all its days do.
    """

    text: str
    """As it was typed, for people."""
    first: str
    last: str

    def __str__(self) -> str:
        return f'"{self.text}"' if " " in self.text else self.text


@dataclass(frozen=True, slots=True)
class Has:
    """Briefings that have something, by its name in `HAS`."""

    name: str

    def __str__(self) -> str:
        return f"has:{self.name}"


@dataclass(frozen=True, slots=True)
class Is:
    """Briefings of a set that whoever asks hands in by its name, such as `unread`."""

    name: str

    def __str__(self) -> str:
        return f"is:{self.name}"


@dataclass(frozen=True, slots=True)
class Every:
    """Every briefing."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Field:
    """What must stand in one field, by its name in `FIELDS` or `DATE_FIELDS`."""

    name: str
    node: Node

    def __str__(self) -> str:
        inner = str(self.node)
        return f"{self.name}:({inner})" if " AND " in inner else f"{self.name}:{inner}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match."""

    node: Node

    def __str__(self) -> str:
        inner = str(self.node)
        return f"NOT ({inner})" if " AND " in inner else f"NOT {inner}"


@dataclass(frozen=True, slots=True)
class And:
    """All must match; two parts at least. One that is there twice counts twice in ranking."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " AND ".join(dict.fromkeys(map(str, self.parts)))


@dataclass(frozen=True, slots=True)
class Or:
    """One must match; two parts at least."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        inner = (f"({part})" if isinstance(part, And) else str(part) for part in self.parts)
        return f"({' OR '.join(inner)})"


Leaf = Term | Phrase | Prefix | Wildcard | Fuzzy
"""What is looked for in texts."""
Filter = Dates | Has | Is | Every
"""What a briefing is or has, wherever its words stand."""
Node = Leaf | Filter | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood."""

    text: str
    """As it was typed."""
    tree: Node | None = None
    """None when there is nothing to look for."""
    messages: tuple[str, ...] = ()
    """What was not understood, one clause each."""

    @property
    def understood(self) -> str:
        """The query as it was read, for people: `us AND senkaku AND NOT title:"port"`."""
        return "" if self.tree is None else str(self.tree)

    def loosened(self) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """Divide the query into what always holds and the words of which any may do.

        Phrases, exact words, exclusions, fields and filters hold; words, beginnings and
        alternatives are the others. With fewer than two of these nothing can be loosened.
        """
        parts = self.tree.parts if isinstance(self.tree, And) else (self.tree,)
        words = dict.fromkeys(
            p
            for p in parts
            if isinstance(p, Prefix | Wildcard | Fuzzy | Or)
            or (isinstance(p, Term) and not p.exact)
        )
        return tuple(p for p in parts if p is not None and p not in words), tuple(words)
