"""Speed of finding the sentence that each takeaway sums up, beside comparing all with all.

    python bench/closest.py [--sizes 3x150 100x1000 1000x1000 8000x8000] [--words 400]

Takeaways and sentences are of made-up words, drawn by Zipf's law; with few of them (`--words`), all
sentences resemble one another, which is the hardest. The peer counts the words that each takeaway
shares with each sentence, one after the other; its sentences are divided and its words stemmed
beforehand, which costs it nothing here. Told are CPU seconds; both find the same.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from itertools import accumulate

from briefing_tui.sources import THRESHOLD, closest_sentences
from briefing_tui.sources.evidence import _stems
from briefing_tui.text import sentences


def made(count: int, words: int, chance: random.Random) -> list[str]:
    letters = "abcdefghijklmnoprstuvyz"
    known = ["".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(words)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(words)))
    drawn = (
        chance.choices(known, cum_weights=weights, k=chance.randint(8, 24)) for _ in range(count)
    )
    return [f"{' '.join(sentence)}.".capitalize() for sentence in drawn]


def one_by_one(wanted: list[set[str]], said: list[set[str]]) -> list[int | None]:
    out: list[int | None] = []
    for words in wanted:
        best, found = (0.0, 0.0), None
        for place, stems in enumerate(said):
            common = len(words & stems)
            if common and common / len(words) >= THRESHOLD:
                score = common / len(words), common / len(stems)
                if score > best:
                    best, found = score, place
        out.append(found)
    return out


def measure(takeaways: list[str], paragraphs: list[str]) -> None:
    start = time.process_time()
    found = closest_sentences(takeaways, paragraphs)
    ours = time.process_time() - start
    places = [(n, *place) for n, p in enumerate(paragraphs, 1) for place in sentences(p)]
    said = [_stems(paragraphs[n - 1][start:end]) for n, start, end in places]
    wanted = [_stems(takeaway) for takeaway in takeaways]
    start = time.process_time()
    by_hand = one_by_one(wanted, said)
    peer = time.process_time() - start
    same = [None if place is None else places[place] for place in by_hand]
    if same != [each and (each.paragraph, each.start, each.end) for each in found]:
        sys.exit("they differ")
    print(f"{len(takeaways):>10,}{len(said):>10,}{ours:>10.3f}{peer:>12.3f}{peer / ours:>8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--sizes", nargs="+", default=["3x150", "100x1000", "1000x1000", "8000x8000"]
    )
    parser.add_argument("--words", type=int, default=400)
    options = parser.parse_args()
    print(f"{'takeaways':>10}{'sentences':>10}{'ours':>10}{'one by one':>12}{'times':>8}")
    for size in options.sizes:
        takeaways, count = map(int, size.split("x"))
        chance = random.Random(size)
        texts = made(takeaways + count, options.words, chance)
        body = texts[takeaways:]
        measure(texts[:takeaways], [" ".join(body[n : n + 5]) for n in range(0, count, 5)])


if __name__ == "__main__":
    main()
