"""The query language: any text becomes a tree of ours, and what was not understood is told.

Words must all match; `OR` stands between alternatives and binds closer than the AND between words;
`-` before anything excludes it; `"a phrase"` and `=word` match as spelled, without stemming;
`kish*` matches beginnings; `title:word` looks in one field. Parentheses group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing_tui.search.analysis import chunks, is_shouted, is_stop_word, read, word_of
from briefing_tui.text import clean, is_acronym

FIELDS = (
    "title", "takeaway", "body", "note", "source", "author", "topic", "region", "kind", "lang",
)  # fmt: skip
"""The names that a query can filter by."""
PLAIN_FIELDS = frozenset(FIELDS) - {"kind", "lang"}
"""Where a word without a field is looked for: `Analysis` as a kind would match half an archive."""
_ALIASES = {
    **{name: name for name in FIELDS},
    **{name + "s": name for name in FIELDS if name != "body"},
    "footnote": "note", "footnotes": "note", "language": "lang", "by": "author",
}  # fmt: skip
_LONGEST = 2_000  # code points; what is longer is cut, and told
_DEEPEST = 20  # parentheses inside parentheses
_QUOTES = '"“”„«»＂'
_TOKEN = re.compile(
    rf"""\s+
    | (?P<open>\()
    | (?P<close>\))
    | (?P<minus>[-−–](?=[^\s\-−–]))
    | (?P<field>[^\W\d_]+):(?=[^\s:/])
    | (?P<quote>[{_QUOTES}])(?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}])?
    | (?P<word>[^\s(){_QUOTES}]+)
    """,
    re.VERBOSE,
)


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
class Field:
    """What must stand in one field, by its name in `FIELDS`."""

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
    """All must match; two parts at least."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " AND ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """One must match; two parts at least."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        inner = (f"({part})" if isinstance(part, And) else str(part) for part in self.parts)
        return f"({' OR '.join(inner)})"


Leaf = Term | Phrase | Prefix
Node = Term | Phrase | Prefix | Field | Not | And | Or


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

        Phrases, exact words, exclusions and fields hold; words, prefixes and alternatives are the
        others. With fewer than two of these nothing can be loosened.
        """
        parts = self.tree.parts if isinstance(self.tree, And) else (self.tree,)
        words = tuple(
            p for p in parts if isinstance(p, Prefix | Or) or (isinstance(p, Term) and not p.exact)
        )
        return tuple(p for p in parts if p is not None and p not in words), words


def parse_query(text: str) -> Query:
    """Read what a user typed; any text is a query, and none raises."""
    messages: dict[str, None] = {}
    if len(text) > _LONGEST:
        messages["the query is long: only its beginning is searched"] = None
    tree = _Parser(text[:_LONGEST], messages).parse()
    return Query(text, tree, tuple(messages))


class _Parser:
    """One left-to-right pass; a stack of open groups instead of recursion."""

    def __init__(self, text: str, messages: dict[str, None]) -> None:
        self._text = clean(text)
        self._shouted = is_shouted(self._text)
        self._messages = messages
        self._groups = [_Group()]

    def parse(self) -> Node | None:
        for match in _TOKEN.finditer(self._text):
            self._token(match)
        while len(self._groups) > 1:
            self._close()
        return self._groups[0].node(self._messages)

    def _token(self, match: re.Match[str]) -> None:
        group = self._groups[-1]
        if match["open"]:
            if len(self._groups) < _DEEPEST:
                self._groups.append(_Group())
            else:
                self._messages["parentheses are too deep: the innermost are left out"] = None
        elif match["close"]:
            if len(self._groups) > 1:
                self._close()
        elif match["minus"]:
            group.negated = not group.negated
        elif match["field"]:
            self._field(match["field"], group)
        elif match["quote"]:
            self._phrase(match, group)
        elif match["word"]:
            self._word(match["word"], group)

    def _close(self) -> None:
        node = self._groups.pop().node(self._messages)
        self._groups[-1].add(node)

    def _field(self, name: str, group: _Group) -> None:
        field = _ALIASES.get(name.lower())
        if field is not None and group.field is None:
            group.field = field
            return
        if field is None:
            known = ", ".join(FIELDS)
            self._messages[f"there is no field '{name}', so it is searched as a word ({known})"] = (
                None
            )
        self._word(name, group)

    def _phrase(self, match: re.Match[str], group: _Group) -> None:
        words = " ".join(match["phrase"].split())
        if match["end"] is None:
            self._messages[
                "a quotation mark is not closed, so its words are searched one by one"
            ] = None
            for word in words.split():
                self._word(word, group)
        else:
            group.add(Phrase(words) if _is_searchable(words) else None)

    def _word(self, word: str, group: _Group) -> None:
        if word in {"OR", "|", "||"}:
            group.alternative = bool(group.nodes)
        elif word == "NOT":
            group.negated = True
        elif word not in {"AND", "&", "&&"}:
            group.add(self._term(word.lower() if self._shouted else word))

    def _term(self, word: str) -> Node | None:
        exact = word.startswith("=") and len(word) > 1
        bare = word.lstrip("=<>")
        if bare != word and not exact:
            self._tell(word, "dates and comparisons are not understood")
        if similar := re.search(r"(?<=.)~\d?$", bare):
            self._tell(word, "similar spellings are not looked for")
            bare = bare[: similar.start()]
        if ".." in bare.strip("."):
            self._tell(word, "ranges are not understood")
        stretches = _stretches(bare)
        if bare.endswith("*") and len(stretches) == 1 and not exact:
            stem = bare.rstrip("*")
            if stem == stretches[0] and len(read(stem, "", False)) > 0 and not _is_unspaced(stem):
                return Prefix(stem)
        elif "*" in bare:
            self._tell(word, "a * stands only at the end of a word")
        return _both(tuple(Term(s, exact) for s in stretches))

    def _tell(self, word: str, why: str) -> None:
        self._messages[f"'{word}' is searched as plain words: {why}"] = None


class _Group:
    """What stands between two parentheses, as it is read."""

    def __init__(self) -> None:
        self.nodes: list[list[Node]] = []
        """The alternatives of each part."""
        self.negated = self.alternative = False
        self.field: str | None = None

    def add(self, node: Node | None) -> None:
        """Add a part; None is one that came to nothing, which takes its signs with it."""
        if node is not None:
            if self.field is not None and not isinstance(node, Field):
                node = Field(self.field, node)
            if self.negated:
                node = Not(node)
            if self.alternative and self.nodes:
                self.nodes[-1].append(node)
            else:
                self.nodes.append([node])
        self.field, self.negated, self.alternative = None, False, False

    def node(self, messages: dict[str, None]) -> Node | None:
        """Give the group as a tree, function words left out when there are others."""
        parts: list[Node] = []
        for nodes in self.nodes:
            flat = tuple(dict.fromkeys(nodes))
            flat = tuple(node for node in flat if not _is_function_word(node)) or flat
            if len(flat) == 1 and isinstance(flat[0], And):
                parts.extend(flat[0].parts)
            else:
                parts.append(flat[0] if len(flat) == 1 else Or(flat))
        parts = list(dict.fromkeys(parts))
        telling = [part for part in parts if not _is_function_word(part)]
        if parts and not any(not isinstance(part, Not) for part in telling):
            words = [str(part) for part in parts if _is_function_word(part)]
            telling = parts
            if words:
                messages[
                    f"{' '.join(words)}: searched as an acronym only; put it in quotes for the word"
                ] = None
        return _both(tuple(telling))


def _both(parts: tuple[Node, ...]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else And(parts)


def _is_function_word(node: Node) -> bool:
    """Tell whether a word may be left out: `us` may not, it is looked for as the acronym."""
    if not isinstance(node, Term) or node.exact:
        return False
    word, _ = word_of(node.text)
    return word.lower() != "us" and not is_acronym(word) and is_stop_word(word)


def _is_searchable(text: str) -> bool:
    return any(True for _ in chunks(text))


def _is_unspaced(text: str) -> bool:
    return len(_stretches(text)) == 1 and sum(1 for _ in chunks(text)) > 1


def _stretches(text: str) -> list[str]:
    """Divide a typed word where the analysis does, but not in scripts without spaces."""
    out: list[tuple[int, int]] = []
    for match in chunks(text):
        if out and out[-1][1] == match.start():
            out[-1] = out[-1][0], match.end()
        else:
            out.append(match.span())
    return [text[start:end] for start, end in out]
