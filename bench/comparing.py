"""Speed of comparing two versions of a briefing, beside `git diff` by words.

    python bench/comparing.py [--words 1000 10000 100000] [--notes-per-100-words 5] [--runs 5]

A briefing of made-up words is edited as versions are: a share of its sentences is gone, a share
reworded, one note is put in at the front so that all others get new numbers. `read` is both files
into values, `compare` is the comparison of these, both in CPU seconds of this process. `git` is
`git diff --no-index --word-diff` of the files, in seconds with its start.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from briefing_tui.archive import read_version
from briefing_tui.comparing import compare

Piece = list[tuple[str, bool]]
"""Sentences, and whether a note stands on each."""


def written(count: int, per_hundred: int, chance: random.Random) -> Piece:
    letters = "abcdefghijklmnoprstuvyz"
    known = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(8_000)]
    weights = [1 / (place + 1) for place in range(len(known))]
    piece: Piece = []
    words = notes = 0
    while words < count:
        sentence = chance.choices(known, weights, k=chance.randint(12, 28))
        words += len(sentence)
        noted = notes < words * per_hundred / 100
        notes += noted
        piece.append((" ".join(sentence).capitalize(), noted))
    return piece


def edited(piece: Piece, chance: random.Random) -> Piece:
    out: Piece = [("Something new was put in at the front", True)]
    for text, noted in piece:
        drawn = chance.random()
        if drawn < 0.02:
            continue
        words = text.split()
        if drawn < 0.1:
            words[chance.randrange(len(words))] = "reworded"
        out.append((" ".join(words), noted))
    return out


def as_yaml(piece: Piece) -> bytes:
    sentences: list[str] = []
    notes: list[str] = []
    for text, noted in piece:
        number = len(notes) + 1
        sentences.append(f"{text}.[{number}]" if noted else f"{text}.")
        if noted:
            words = text.split()
            own = f"“{' '.join(words[:5])}”, Paper {len(words)}, https://{words[-1]}.example/{words[0]}."
            notes.append(f"  [{number}] " + ("Ibid." if len(words) % 3 == 0 and notes else own))
    body = "\n\n".join("  " + " ".join(sentences[n : n + 5]) for n in range(0, len(sentences), 5))
    return f"title: t\nbody: |\n{body}\nfootnotes: |\n{chr(10).join(notes)}\n".encode()


def ours(before: bytes, after: bytes) -> tuple[float, float]:
    start = time.process_time()
    one, other = read_version(before, "a.yaml"), read_version(after, "a.yaml")
    read = time.process_time()
    compare(one.briefing, other.briefing, (one.supports, other.supports))
    return read - start, time.process_time() - read


def git(files: tuple[Path, Path]) -> float:
    start = time.perf_counter()
    words = ["git", "diff", "--no-index", "--word-diff", *map(str, files)]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--notes-per-100-words", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{'words':>8} {'notes':>6} {'read':>7} {'compare':>8} {'git':>7}")
    for words in options.words:
        chance = random.Random(words)
        piece = written(words, options.notes_per_100_words, chance)
        before, after = as_yaml(piece), as_yaml(edited(piece, chance))
        with tempfile.TemporaryDirectory() as folder:
            files = Path(folder, "a.yaml"), Path(folder, "b.yaml")
            files[0].write_bytes(before)
            files[1].write_bytes(after)
            runs = [(*ours(before, after), git(files)) for _ in range(options.runs)]
        read, compared, by_git = map(statistics.median, zip(*runs, strict=True))
        notes = sum(noted for _, noted in piece)
        print(f"{words:>8} {notes:>6} {read:>7.3f} {compared:>8.3f} {by_git:>7.3f}")


if __name__ == "__main__":
    main()
