"""Speed of leading notes to their sources, and how it grows with their number.

    python bench/notes.py [--notes 1250 2500 5000 10000] [--runs 5]

Chains of made-up notes: `ibid` is one source and Ibid. ever after, `mixed` holds the house style,
books, short titles, note numbers and references in four languages, `named` asks each time for an
author of whom two works are known. The peer does the least that could be called the same: one
expression that tells `Ibid.` from a quoted title, and a dictionary of titles. All in CPU seconds of
this process, the best of the runs, then microseconds a note, and how often the peer's time it is.
Time in proportion to the notes keeps the microseconds even from line to line.
`led` are the notes that lead somewhere: of ten thousand slow ones a share is not looked into.
"""

from __future__ import annotations

import argparse
import re
import time
from typing import TYPE_CHECKING

from briefing_tui.sources import resolve_notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Notes = list[tuple[int, str, int]]

_PLAIN = re.compile(r"(?P<ibid>(?i:ibid|a\.g\.e|там же))|“(?P<title>[^”]+)”")


def ibid(count: int, run: int) -> Iterator[str]:
    yield "“A Title”, Herald, https://a.example/x, (Date of Access: 02.05.2031)."
    for number in range(1, count):
        yield f"Ibid., p. {run}{number}."


def mixed(count: int, run: int) -> Iterator[str]:
    for number in range(run * count, run * count + count):
        origin = number - number % 10
        yield (
            (
                f"“Title {origin} of a Port”, Herald, https://a.example/{origin},"
                " (Date of Access: 02.05.2031)."
            ),
            "Ibid.",
            f"Jane Doe{number}, The History of Harbour {number} (Boston: Gull, 2004), 45.",
            f"Doe{number - 1}, History of Harbour {number - 1}, 46.",
            "a.g.e., s. 47.",
            f"“Title {origin} of a Port”, op. cit., p. 4.",
            f"See note {max(1, number % count - 3)} above.",
            f"Ветрова Н. И. Политика {number} мелководья. М.: Чайка, 2016. С. 88.",
            "Там же. С. 90.",
            f"Doe{origin + 2}, op. cit., p. 9; “Title {origin} of a Port”, ebd.",
        )[number % 10]


def named(count: int, run: int) -> Iterator[str]:
    yield "Jane Doe, Ports (Boston: Gull, 2004), 45."
    yield "Jane Doe, “Piers,” Herald, May 3, 2031."
    for number in range(2, count):
        yield f"Doe, op. cit., p. {run}{number}."


CHAINS: dict[str, Callable[[int, int], Iterator[str]]] = {
    "ibid": ibid,
    "mixed": mixed,
    "named": named,
}


def plain(notes: Notes) -> list[int]:
    """Lead each note to another by the least that could do so."""
    titles: dict[str, int] = {}
    out: list[int] = []
    for number, text, _ in notes:
        match = _PLAIN.search(text)
        if match is None:
            out.append(0)
        elif match["ibid"]:
            out.append(out[-1] or number - 1)
        else:
            out.append(titles.setdefault(match["title"].casefold(), number))
    return out


def ours(notes: Notes) -> list[int]:
    return [note.reference.target if note.reference else 0 for note in resolve_notes(notes)]


def seconds(work: Callable[[Notes], list[int]], notes: Notes) -> float:
    begin = time.process_time()
    work(notes)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[1_250, 2_500, 5_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print("chain   notes    led  ours s  us/note   peer s   ratio")
    for name, chain in CHAINS.items():
        for count in options.notes:
            own: list[float] = []
            peer: list[float] = []
            for run in range(options.runs):
                # Texts of its own for each run: what was read once is kept for a while.
                notes = [(number, text, number) for number, text in enumerate(chain(count, run), 1)]
                own.append(seconds(ours, notes))
                peer.append(seconds(plain, notes))
            led = sum(target > 0 for target in ours(notes))
            print(
                f"{name:6}{count:7}{led:7}{min(own):8.3f}{min(own) / count * 1e6:9.1f}"
                f"{min(peer):9.4f}{min(own) / min(peer):8.0f}"
            )


if __name__ == "__main__":
    main()
