"""The shapes of file that `reading.py` measures: ordinary ones, and those that were made to hurt.

    python bench/shapes.py NAME [MEGABYTES] > file.yaml

Each shape is a function that gives a file of about so many bytes. `named()` has those that stand
for a danger of their own; `everywhere()` puts each of a hundred and seventy signs in each of twenty
places of a file.
"""

from __future__ import annotations

import itertools
import random
import sys
from functools import partial
from typing import TYPE_CHECKING

from corpus import TONGUES, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Shape = Callable[[int], bytes]

HEAD = 'title: "A"\nbody: |\n  T.[1]\nfootnotes: |\n  [1] x\n'
NOTES = "footnotes: |\n  [1] x\n  [2] y\n"
HOUSE = "“Title {0}”, Herald, https://h.example/{0}, (Date of Access: 02.05.2031)."

# Signs that mean something to YAML, to Markdown, or to those who read notes.
SIGNS = (
    "[|]|\"|'|- |? |: |[1][2]|[1] |[7] |[^1]|\\|*|**a|*a* |*a _b |_|`|`a` |` `` ``` |\t| #|"
    "a: b: c |Ibid. |Ibid., |<|<a |&amp;|&|&a |*a, |!a |![|[a](|[a](b |[a](<|[a](http://b.c) |"
    "![a](b)|[![a](b)|~~|~~a |> |1. |# |http://a.b/ |https://outlet.example/abc/def?x=1 |http://|www.|://a|"
    "ş|word |Word |İstanbul |中|ع |e\u0301 |\u0301|\u200d|👩\u200d👩\u200d👧 |\u1112\u1161|(|)|()|"
    "(a, b) |,|, |.|. |a. |A. |A. A. Doe |1|1 |1.|1-|1, |1.1.2024 |May 3, 2024, |2024, |“|”|“a” |"
    "“Title Words Here”, Herald, |«|‘|’ |(Date of Access: |(Date of Access: 02.05.2031). |"
    "accessed |date of last access |pp. 1-2, |p. |see note 4 |supra |op. cit. |Doe, op. cit.; |"
    "a.g.e., |v. |Jane Doe, |Doe, J., | and |// | / |; |Doe, J. (2024). Title. |"
    "Doe, Jane. Title. Press, 2020. |Иванов И. И. |Иванов И. И. Книга. М.: Наука, 2020. — С. 5. |"
    "Doe, Title (Ankara: Press, 2020), |\x00|\x1b[0m|\u202e|\U000e0041|\u2028|\xa0|$|%|@|-|-- | — |"
    "=|+ |&#x41;|{|}|{a: |[a, |a, |\\[|<http://a.b> |<a@b.c> |a@b.c |§ |No. 3 |vol. 3, no. 4 |"
    'U.S. |a.|?! |…|。|"a |a" |it\'s |_a |a_b |***a |```|~~~ |see |. See also |for |Idem, |'
    "Там же. |in |Aaaaaa, |Aaaaaa Bbbbb: |x:|#|[a |a] |[]|[](|](|\\` |<!-- |&aaaa; |1/2/|(2024) |"
    "Doe (n.d.). |January |3 January |Ankara: |A: |n 4 |4 numaralı dipnot "
).split("|")


def repeated(sign: str, size: int) -> str:
    return sign * (size // len(sign.encode()))


def rows(sign: str, size: int, indent: str = "  ") -> str:
    return repeated(f"{indent}{sign}\n", size)


def numbered(row: str, size: int) -> str:
    """Lines with a number each, which stands where `row` has `{0}`."""
    out: list[str] = []
    length = 0
    for number in itertools.count(1):
        out.append(row.format(number))
        length += len(out[-1].encode())
        if length >= size:
            return "".join(out)
    return ""


def in_body(text: str) -> str:
    return f"title: A\nbody: |\n{text}\n{NOTES}"


def in_note(text: str) -> str:
    return f"title: A\nbody: |\n  T.[1]\nfootnotes: |\n  [1] {text}\n"


def in_notes(text: str) -> str:
    return f"title: A\nbody: |\n  T.[1]\nfootnotes: |\n{text}"


def doubled(sign: str) -> str:
    """A sign in such a form that braces in it are no places to fill."""
    return sign.replace("{", "{{").replace("}", "}}")


# Places of a file: how a sign is repeated there.
PLACES: dict[str, Callable[[str, int], str]] = {
    "plain title": lambda s, n: f"title: {repeated(s, n)}\nbody: x\n",
    "quoted title": lambda s, n: f"title: '{repeated(s, n).replace(chr(39), chr(39) * 2)}'\n",
    "takeaways": lambda s, n: f"title: A\ntakeaways:\n{rows('- ' + s, n)}body: x\n",
    "takeaways, a block": lambda s, n: f"title: A\ntakeaways: |\n{rows(s, n)}body: x\n",
    "body, one line": lambda s, n: in_body(f"  a {repeated(s, n)}"),
    "body, lines": lambda s, n: in_body(rows(s, n)),
    "body, long lines": lambda s, n: in_body(rows(s * max(1, 80 // len(s)), n)),
    "body, paragraphs": lambda s, n: in_body(rows(s + "\n", n)),
    "body, folded": lambda s, n: in_body(rows(s, n)).replace("|", ">", 1),
    "body, plain": lambda s, n: f"title: A\nbody: x\n{rows(s, n)}{NOTES}",
    "body, a table": lambda s, n: in_body("  | a | b |\n  |---|---|\n" + rows(f"| {s} | b |", n)),
    "a note": lambda s, n: in_note(repeated(s, n)),
    "a citation": lambda s, n: in_note(f"“{s}{repeated(s, n)}, Herald, https://h.e/a, p. 4."),
    "a note, lines": lambda s, n: in_note("a\n" + rows(s, n)),
    "notes": lambda s, n: in_notes(numbered(f"  [{{0}}] {doubled(s)}\n", n)),
    "long notes": lambda s, n: in_notes(
        numbered(f"  [{{0}}] {doubled(s * max(1, 80 // len(s)))}\n", n)
    ),
    "notes, a list": lambda s, n: f"title: A\nbody: x[1]\nfootnotes:\n{rows('- ' + s, n)}",
    "below all fields": lambda s, n: HEAD + rows(s, n, ""),
    "below, one line": lambda s, n: HEAD + repeated(s, n),
    "names of fields": lambda s, n: HEAD + numbered(f"{doubled(s)}{{0}}: x\n", n),
    "an unknown field": lambda s, n: f"{HEAD}x-a: {repeated(s, n)}\n",
}


def ordinary(tongue: int, size: int) -> bytes:
    """A briefing as `corpus.py` makes them, as long as is wanted: a book, with a book's notes."""
    chance = random.Random(size)
    writer = Writer(TONGUES[tongue])
    count = size // (14 if TONGUES[tongue].lang == "ru" else 8)
    notes = min(count // 120, 4000)
    body = "\n\n".join(f"  {text}" for text in writer.body(chance, count, notes))
    cited: list[str] = []
    written = "".join(
        f"  [{n}] {writer.note(chance, n, cited, writer.date(chance))}\n"
        for n in range(1, notes + 1)
    )
    return f"title: A\nbody: |\n{body}\nfootnotes: |\n{written}".encode()


def named() -> dict[str, Shape]:
    """Give the shapes that stand for a danger of their own."""
    texts: dict[str, Callable[[int], str]] = {
        "one giant word": lambda n: f"title: {'x' * n}\nbody: x\n",
        "brackets": lambda n: "title: " + "[" * n,
        "brackets, closed": lambda n: "title: " + "[" * (n // 2) + "]" * (n // 2),
        "braces": lambda n: "title: " + repeated("{a: ", n),
        "quotes": lambda n: "title: " + "'" * n,
        "double quotes": lambda n: "title: " + '"' * n,
        "dashes": lambda n: "title: " + repeated("- ", n),
        "question marks": lambda n: "title: A\n" + repeated("? ", n),
        "colons": lambda n: "title: " + repeated(": ", n),
        "deep indents": lambda n: (
            "title: A\n" + "".join(f"{' ' * depth}a:\n" for depth in range(int((2 * n) ** 0.5)))
        ),
        "anchors": lambda n: "title: A\nbody: &a [x]\nk: [" + repeated("*a,", n) + "]\n",
        "a merge bomb": lambda n: "a0: &a0 {b: c}\n" + numbered("a{0}: &a{0} [*a0, *a0]\n", n),
        "sexagesimals": lambda n: f"title: A\nx-a: {'9' * n}:59\n",
        "20,000 nodes": lambda n: HEAD + "x-a: [" + repeated("a, ", n) + "]\n",
        "duplicate keys": lambda n: HEAD + repeated("kind: x\n", n),
        "unknown fields": lambda n: HEAD + numbered("topcs{0}: x\n", n),
        "documents": lambda n: "title: A\nbody: |\n" + repeated("  x\n---\n", n),
        "tabs": lambda n: "title: A\n" + repeated("\t- x\n", n),
        "no fields": lambda n: "title: A\n" + repeated("k\n", n),
        "quoted wrongly": lambda n: "title: A\n" + repeated("k: 'it's'\n", n),
        "comments": lambda n: "title: A\nbody: |\n  x\n" + repeated("# x\n", n),
        "line feeds": lambda n: "title: A\nbody: |\n  x\n" + "\n" * n,
        "CRLF": lambda n: in_body(rows("word word word", n)).replace("\n", "\r\n"),
        "NULs": lambda n: HEAD + "\x00" * (n // 5) + "x" * (n - n // 5),
        "marks": lambda n: in_body("  " + repeated("[1][2]", n)),
        "marks without notes": lambda n: in_body("  " + repeated("[7]", n)),
        "backslashes": lambda n: in_body("  " + "\\" * n),
        "backslashes in quotes": lambda n: 'title: "' + "\\\\" * (n // 2) + '"\nbody: x\n',
        "emphasis": lambda n: in_body("  " + repeated("*a _b ", n)),
        "emphasis, lines": lambda n: in_body(rows("**a** _b_", n)),
        "backticks": lambda n: in_body("  " + repeated("` `` ``` ", n)),
        "links": lambda n: in_body("  " + repeated("[a](http://b.c) ", n)),
        "links not closed": lambda n: in_body("  " + repeated("[a](<", n)),
        "addresses": lambda n: in_body("  " + repeated("https://h.example/a[1] ", n)),
        "quotations": lambda n: in_body(rows("> " * 40 + "x", n)),
        "lists in lists": lambda n: in_body(rows("- " * 40 + "x", n)),
        "empty items": lambda n: in_body(rows("1. ", n)),
        "a table": lambda n: in_body("  | a | b |\n  |---|---|\n" + rows("| x | [1] |", n)),
        "a wide table": lambda n: in_body(
            f"  {repeated('|a', n // 4)}|\n  {repeated('|-', n // 4)}|\n  {repeated('|b', n // 4)}|"
        ),
        "entities": lambda n: in_body("  " + repeated("&amp;&#x1b;", n)),
        "HTML": lambda n: in_body("  " + repeated("<a b='c'><!-- ", n)),
        "short paragraphs": lambda n: in_body(rows("a\n", n)),
        "Chinese": lambda n: in_body(rows("船只在黎明离开港口。" * 30 + "\n", n)),
        "Arabic": lambda n: in_body(rows("غادرت السفن الميناء عند الفجر " * 20 + "\n", n)),
        "combining": lambda n: in_body(rows("e\u0301o\u0308 " * 80 + "\n", n)),
        "a note of all the file": lambda n: in_note(repeated("Words of a note. ", n)),
        "a chain of Ibid.": lambda n: in_notes(
            "  [1] “A”, Herald, https://h.e/a, (Date of Access: 02.05.2031).\n"
            + "".join(f"  [{k}] Ibid.\n" for k in range(2, n // 13))
        ),
        "notes in house style": lambda n: in_notes(numbered(f"  [{{0}}] {HOUSE}\n", n)),
        "notes of quotes": lambda n: in_notes(numbered(f"  [{{0}}] {'“a” ' * 20}\n", n)),
        "notes of commas": lambda n: in_notes(numbered(f"  [{{0}}] {'Doe, J., ' * 20}\n", n)),
        "notes of brackets": lambda n: in_notes(numbered(f"  [{{0}}] {'(a [b ' * 20}\n", n)),
        "notes of figures": lambda n: in_notes(numbered(f"  [{{0}}] {'1.1.2024 ' * 20}\n", n)),
        "notes of full stops": lambda n: in_notes(numbered(f"  [{{0}}] {'A. ' * 60}\n", n)),
        "notes of semicolons": lambda n: in_notes(numbered(f"  [{{0}}] {'a; ' * 60}\n", n)),
        "notes that point": lambda n: in_notes(numbered("  [{0}] Doe, op. cit., see note 4\n", n)),
    }
    shapes: dict[str, Shape] = {
        f"ordinary, {tongue.lang}": partial(ordinary, number)
        for number, tongue in enumerate(TONGUES)
    }
    for name, text in texts.items():
        shapes[name] = lambda size, text=text: text(size).encode()  # type: ignore[misc]
    shapes["not UTF-8 at the end"] = lambda size: HEAD.encode() + b"x" * size + b"\xff"
    shapes["UTF-16"] = lambda size: (HEAD + "x" * (size // 2)).encode("utf-16")
    shapes["random bytes"] = lambda size: HEAD.encode() + random.Random(1).randbytes(size)
    return shapes


def everywhere() -> Iterator[tuple[str, Shape]]:
    """Give each sign in each place, with what to call it."""
    for place, fill in PLACES.items():
        for sign in SIGNS:
            yield f"{place}: {sign!r}", partial(_filled, fill, sign)


def _filled(fill: Callable[[str, int], str], sign: str, size: int) -> bytes:
    return fill(sign, size).encode("utf-8", "surrogatepass")


if __name__ == "__main__":
    megabytes = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    sys.stdout.buffer.write(named()[sys.argv[1]](int(megabytes * 1e6)))
