"""The query language: any text becomes a tree of ours, and what was not understood is told.

What it takes is written for people in `briefing_tui.wording.QUERY_HELP`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefing_tui.search.analysis import chunks, is_shouted, is_stop_word, word_of
from briefing_tui.search.dates import VALUE, read_dates
from briefing_tui.search.tree import (
    DATE_FIELDS,
    FIELDS,
    HAS,
    And,
    Dates,
    Every,
    Field,
    Fuzzy,
    Has,
    Is,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from briefing_tui.text import clean, fold, is_acronym

if TYPE_CHECKING:
    from collections.abc import Collection

_ALIASES = {
    **{name: name for name in (*FIELDS, *DATE_FIELDS)},
    **{name + "s": name for name in (*FIELDS, "date") if name != "body"},
    "footnote": "note", "footnotes": "note", "language": "lang", "by": "author", "dated": "date",
    "year": "date", "publisher": "source", "host": "source", "site": "source", "url": "source",
}  # fmt: skip
# Names of the date with a sign in them, as mail programs have them.
_SIGNED_DATES = {"after": ">", "since": ">=", "from": ">=", "before": "<", "until": "<="}
_HAS = {
    **{name: name for name in HAS},
    **{name.removesuffix("s"): name for name in HAS},
    "footnote": "notes", "footnotes": "notes", "language": "lang",
}  # fmt: skip
# What `topic:*` asks for; every briefing has a title and a body.
_HAS_OF = {name: _HAS[name] for name in (*FIELDS, *DATE_FIELDS) if name in _HAS}
_LONGEST = 2_000  # code points; what is longer is cut, and told
_DEEPEST = 20  # parentheses inside parentheses
_MOST_CHANGES = 2
_SHORT = 5  # letters up to which a word has one wrong letter, and not two
_LONGEST_ACRONYM = 4  # letters of one that is also a function word: WILL, not AGAIN
_QUOTES = '"“”„«»＂'
_TOKEN = re.compile(
    rf"""\s+
    | (?P<open>\()
    | (?P<close>\))
    | (?P<minus>[-−–](?=[^\s\-−–]))
    | (?P<field>[^\W\d_]+):(?=[^\s:/])
    | (?P<quote>[{_QUOTES}])(?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}](?P<near>~\d*)?)?
    | (?P<word>[^\s(){_QUOTES}]+)
    """,
    re.VERBOSE,
)
_FUZZY = re.compile(r"(?<=.)~(\d*)[.,;:!?…]*$")
_RANGE = re.compile(r"\d\.\.(?!\.)|\.\.\d")
_EDGES = re.compile(r"^[^\w*]+|[^\w*]+$")
# A bare number of four digits is as likely a year; `2024-03` is more likely a month than two words.
_BARE_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")


def parse_query(text: str, *, filters: Collection[str] = (), today: date | None = None) -> Query:
    """Read what a user typed; any text is a query, and none raises.

    Args:
        text: what was typed.
        filters: names that may stand behind `is:`.
        today: the day that `last year` counts from; the one it is when not given.
    """
    messages: dict[str, None] = {}
    if len(text) > _LONGEST:
        messages["the query is long: only its beginning is searched"] = None
    parser = _Parser(text[:_LONGEST], messages, filters, today or date.today())  # noqa: DTZ011 - the user's own day
    return Query(text, parser.parse(), tuple(messages))


class _Parser:
    """One left-to-right pass; a stack of open groups instead of recursion."""

    def __init__(
        self, text: str, messages: dict[str, None], filters: Collection[str], today: date
    ) -> None:
        self._text = clean(text)
        self._shouted = is_shouted(self._text)
        self._messages = messages
        self._filters = {name.lower(): name for name in filters}
        self._today = today
        self._groups = [_Group()]
        self._at = 0

    def parse(self) -> Node | None:
        while match := _TOKEN.match(self._text, self._at):
            self._at = match.end()
            self._token(match)
        while len(self._groups) > 1:
            self._close()
        return self._groups[0].node(self._messages)

    def _token(self, match: re.Match[str]) -> None:
        group = self._groups[-1]
        if match["open"]:
            if len(self._groups) < _DEEPEST:
                self._groups.append(group.inner())
            else:
                self._tell("parentheses are too deep: the innermost are left out")
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
        known = name.lower()
        if known in {"has", "is"}:
            value = self._value()
            group.add(self._has(value) if known == "has" else self._is(value))
            return
        if known in _SIGNED_DATES and not group.dates:
            group.add(self._dates("date", _SIGNED_DATES[known] + self._value().lstrip("<>= ")))
            return
        field = _ALIASES.get(known)
        if field is None:
            self._tell(f"there is no field '{name}', so it is searched as a word ({_hint(known)})")
            self._word(name, group)
        elif group.field is not None or group.dates:
            self._word(name, group)
        elif field in DATE_FIELDS and self._text[self._at] != "(":
            group.add(self._dates(field, self._value()))
        else:
            group.field = field

    def _value(self) -> str:
        """Take what stands behind a colon: in quotes, or up to the next space."""
        quoted = _TOKEN.match(self._text, self._at)
        if quoted is not None and quoted["quote"]:
            self._at = quoted.end()
            return quoted["phrase"].strip()
        found = VALUE.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found.group().strip("'")

    def _has(self, value: str) -> Node | None:
        name = _HAS.get(value.lower())
        if name is not None:
            return Has(name)
        self._tell(f"'has:{value}' is left out; there are {', '.join(f'has:{h}' for h in HAS)}")
        return None

    def _is(self, value: str) -> Node | None:
        name = self._filters.get(value.lower())
        if name is not None:
            return Is(name)
        known = ", ".join(f"is:{name}" for name in self._filters.values()) or "none here"
        self._tell(f"'is:{value}' is left out; there are {known}")
        return None

    def _dates(self, field: str, value: str) -> Node | None:
        days = read_dates(value, self._today)
        if days is not None:
            typed = re.sub(r"^([<>]=?)\s+", r"\1", value)
            return Field(field, Dates(typed, days.first, days.last))
        self._tell(
            f"'{field}:{value}' is left out: it is no date such as 2024, 2024-03, >2024-03-15,"
            ' 2023..2024, "last year"'
        )
        return None

    def _phrase(self, match: re.Match[str], group: _Group) -> None:
        words = " ".join(match["phrase"].split())
        if match["near"]:
            self._tell(
                f"'\"{words}\"{match['near']}' is searched as a phrase: nearness is not read"
            )
        if match["end"] is None:
            self._tell("a quotation mark is not closed, so its words are searched one by one")
            for word in words.split():
                self._word(word, group)
        elif group.dates:
            group.add(self._dates(group.dates, words))
        else:
            group.add(Phrase(words) if _is_searchable(words) else None)

    def _word(self, word: str, group: _Group) -> None:
        if word in {"OR", "|", "||"}:
            group.alternative = bool(group.nodes)
        elif word == "NOT":
            group.negated = True
        elif word in {"AND", "&", "&&"}:
            pass
        elif group.dates:
            group.add(self._dates(group.dates, word))
        else:
            plain = group.field is None and not group.in_field
            group.add(self._term(word.lower() if self._shouted else word, plain=plain))

    def _term(self, word: str, *, plain: bool) -> Node | None:
        """Read a word.

        Args:
            word: as it was typed.
            plain: it stands in no field, so that it may be a date.
        """
        if not word.strip("*"):
            return Every()
        if word.endswith(":") and word[:-1].lower() in _ALIASES:
            self._tell(f"'{word}' is searched as a word: nothing stands right behind the colon")
        exact = word.startswith("=") and len(word) > 1
        bare = word.lstrip("=<>")
        if plain and not exact and (bare != word or _RANGE.search(word)):
            days = read_dates(word, self._today)
            if days is not None:
                return Field("date", Dates(word, days.first, days.last))
            self._tell_plain(word, "a comparison or range is one of dates")
        elif bare != word and not exact:
            self._tell_plain(word, "a comparison is one of dates")
        if exact:
            if "*" in bare or _FUZZY.search(bare):
                self._tell_plain(word, "behind = a word stands as it is spelled")
        elif "*" in bare or _FUZZY.search(bare):
            node, bare = self._pattern(word, bare)
            if node is not None:
                return node
        words = _both(tuple(Term(s, exact) for s in _stretches(bare)))
        if plain and not exact and _BARE_DATE.fullmatch(bare):
            days = read_dates(bare, self._today)
            if words is not None and days is not None:
                return Or((words, Field("date", Dates(bare, days.first, days.last))))
        return words

    def _pattern(self, word: str, bare: str) -> tuple[Node | None, str]:
        """Read a word with `*` or `~`; without a pattern, give what it is searched as."""
        changes = _FUZZY.search(bare)
        core = _EDGES.sub("", bare[: changes.start()] if changes else bare)
        letters = core.replace("*", "")
        if not letters or _stretches(letters) != [letters] or _is_unspaced(letters):
            self._tell_plain(word, "* and ~ belong to one word")
        elif changes and "*" in core:
            self._tell_plain(word, "a word has * or ~, not both")
        elif changes:
            most = int(changes[1][:3] or (1 if len(fold(letters)) <= _SHORT else _MOST_CHANGES))
            if most > _MOST_CHANGES:
                self._tell(f"'{word}' is searched with {_MOST_CHANGES} changes, the most there are")
            if len(letters) > min(most, _MOST_CHANGES) + 1:
                return Fuzzy(letters, min(most, _MOST_CHANGES)), ""
            self._tell_plain(word, "it is too short for ~")
        elif "*" not in core.rstrip("*"):
            return Prefix(letters), ""
        elif len(letters) > 1:
            return Wildcard(re.sub(r"\*+", "*", core)), ""
        else:
            self._tell_plain(word, "it is too short for *")
        return None, letters

    def _tell_plain(self, word: str, why: str) -> None:
        self._tell(f"'{word}' is searched as plain words: {why}")

    def _tell(self, message: str) -> None:
        self._messages[message] = None


class _Group:
    """What stands between two parentheses, as it is read.

    Args:
        dates: the field of dates that it is the value of: every word in it is a date.
        in_field: it is the value of a field.
    """

    def __init__(self, dates: str | None = None, *, in_field: bool = False) -> None:
        self.dates = dates
        self.in_field = in_field
        self.nodes: list[list[Node]] = []
        """The alternatives of each part."""
        self.negated = self.alternative = False
        self.field: str | None = None

    def inner(self) -> _Group:
        """Begin a group in this one."""
        if self.field not in DATE_FIELDS:
            return _Group(self.dates, in_field=self.in_field or self.field is not None)
        dates, self.field = self.field, None
        return _Group(dates)

    def add(self, node: Node | None) -> None:
        """Add a part; None is one that came to nothing, which takes its signs with it."""
        if node is not None:
            if self.field is not None and isinstance(node, Every):
                node = Has(_HAS_OF[self.field]) if self.field in _HAS_OF else node
            elif self.field is not None and not isinstance(node, Field):
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
        telling = [part for part in parts if not _is_function_word(part)]
        if parts and not any(not isinstance(part, Not) for part in telling):
            telling = [_itself(part) for part in parts]
            words = [str(part) for part in telling if _is_function_word(part)]
            if words:
                messages[
                    f"{' '.join(words)}: searched as an acronym only; put it in quotes for the word"
                ] = None
        return _both(tuple(telling))


def _hint(name: str) -> str:
    """Tell which field may have been meant, or all there are."""
    import difflib  # noqa: PLC0415 - takes time, and few mistype a field

    close = difflib.get_close_matches(name[:40], [*_ALIASES, *_SIGNED_DATES], n=1, cutoff=0.75)
    if close:
        return f"did you mean {close[0]}:?"
    return ", ".join((*FIELDS, *DATE_FIELDS, "has", "is"))


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


def _itself(node: Node) -> Node:
    """Look for a function word as it is spelled, where it is too long for an acronym: `again`."""
    if isinstance(node, Term) and _is_function_word(node) and len(node.text) > _LONGEST_ACRONYM:
        return Term(node.text, exact=True)
    return node


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
