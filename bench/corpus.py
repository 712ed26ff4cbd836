"""Write an archive of made-up briefings in English, Turkish and Russian, for the other scripts.

    python bench/corpus.py FOLDER COUNT

Each has about 1,200 words, ten notes in the house style of its language and three takeaways; a
third of them have a translation's fields. Words are made of syllables and drawn by Zipf's law, so
that word lengths and repetitions are about those of prose. The same count gives the same bytes, and
a small archive is the beginning of a larger one. Compared with nothing: it is what others compare.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

AUTHORS = 40
OUTLETS = 200
"""Papers and agencies of each language: an archive cites the same ones again and again."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """How briefings of a language are made."""

    lang: str
    common: list[str]
    syllables: list[str]
    accessed: str
    same: str
    earlier: str
    kinds: list[str]


TONGUES = (
    Tongue(
        "en",
        "the of and to in a is that for it as was with be by on not he this are or from at which "
        "but have an had they were their one all we can has there been if more when will would "
        "who so no said what up its about into than them only other new some could time".split(),
        "tra port man der sea con vel ship er ing ate mar tion al lo ber gan is re dis pol ic en "
        "har bour fle et sup ply ener gy cor dan".split(),
        "Date of Access",
        "Ibid.",
        "op. cit.",
        ["Analysis", "Commentary", "Report"],
    ),
    Tongue(
        "tr",
        "ve bir bu da de için ile olarak daha çok en ne gibi olan kadar sonra her ancak ise göre "
        "ya ki o şu var yok üzere iki ilk son yeni büyük iyi önce karşı ayrıca aynı diğer".split(),
        "de niz li man ge mi ya pı la rı yö ne tim gü ven lik ener ji ti ca ret si ya set ül ke "
        "söz leş me sı nır ğı şe hir".split(),
        "Erişim Tarihi",
        "A.g.e.",
        "a.g.m.",
        ["Analiz", "Yorum", "Rapor"],
    ),
    Tongue(
        "ru",
        "и в не на с что по как это к из у за о для от до при но также более или если же бы его "
        "их уже где ещё под без между после через был была были может".split(),
        "по рт мо ре кор абль тор гов ля энер ги я без опас ность пра ви тель ство до го вор гра "
        "ни ца стра на рын ок це ны".split(),
        "дата обращения",
        "Там же.",
        "Указ. соч.",
        ["Анализ", "Комментарий", "Доклад"],
    ),
)
TOPICS = "energy trade shipping climate defence elections finance space health law".split()
REGIONS = "europe africa east-asia middle-east balkans caucasus latin-america".split()
GIVEN = "Anna Emre Olga Jack Maria Selin Ivan Leyla".split()
FAMILY = "Kaya Petrov Smith Demir Brown".split()


class Writer:
    """Makes briefings of one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        chance = random.Random(tongue.lang)
        made = dict.fromkeys(
            "".join(chance.choices(tongue.syllables, k=chance.choice((1, 2, 2, 3, 3, 4))))
            for _ in range(12_000)
        )
        self._words = [*tongue.common, *(word for word in made if len(word) > 2)]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))
        self._outlets = [self.name(chance, chance.randint(1, 3)) for _ in range(OUTLETS)]

    def words(self, chance: random.Random, count: int) -> list[str]:
        """Draw words."""
        return chance.choices(self._words, cum_weights=self._weights, k=count)

    def phrase(self, chance: random.Random, count: int) -> str:
        """Draw words, the first with a capital."""
        text = " ".join(self.words(chance, count))
        return text[0].upper() + text[1:]

    def name(self, chance: random.Random, count: int) -> str:
        """Draw long words, each with a capital."""
        long = [word for word in self.words(chance, 4 * count + 8) if len(word) > 3]
        return " ".join(word.capitalize() for word in long[:count]) or "Herald"

    @staticmethod
    def date(chance: random.Random) -> dt.date:
        """Draw a day of some ten years."""
        return dt.date(2016, 1, 1) + dt.timedelta(days=chance.randrange(4000))

    def body(self, chance: random.Random, count: int, notes: int) -> list[str]:
        """Paragraphs, with a mark for each note."""
        sentences: list[str] = []
        left = count
        while left > 0:
            size = min(left, chance.randint(9, 28))
            words = [
                word + "," if chance.random() < 0.05 else word for word in self.words(chance, size)
            ]
            text = " ".join(words).rstrip(",")
            sentences.append(text[0].upper() + text[1:] + ".")
            left -= size
        for number, at in enumerate(sorted(chance.sample(range(len(sentences)), notes)), 1):
            sentences[at] += f"[{number}]"
        emphasised = chance.randrange(len(sentences))
        first, _, rest = sentences[emphasised].partition(" ")
        sentences[emphasised] = f"*{first}* {rest}"
        paragraphs = []
        at = 0
        while at < len(sentences):
            size = chance.randint(3, 6)
            paragraphs.append(" ".join(sentences[at : at + size]))
            at += size
        return paragraphs

    def note(self, chance: random.Random, number: int, cited: list[str], date: dt.date) -> str:
        """Make a note: a source, or one that points back to those `cited`."""
        tongue = self.tongue
        day = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{date.year}"
        accessed = f"({tongue.accessed}: {day})."
        draw = chance.random()
        if number > 1 and draw < 0.2:
            return tongue.same
        if cited and draw < 0.3:
            return f"“{chance.choice(cited)}”, {tongue.earlier}, {accessed}"
        cited.append(self.name(chance, chance.randint(6, 11)))
        number = chance.randrange(OUTLETS)
        outlet = self._outlets[number]
        page = f"https://outlet{number}.example/{date.year}/{chance.randrange(1 << 24):06x}"
        if draw > 0.9:
            who = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
            issue = f"{chance.randint(2, 40)}, no. 3 ({date.year}): 14–19"
            return f"{who}, “{cited[-1]},” {outlet} {issue}."
        return f"“{cited[-1]}”, {outlet}, {page}, {accessed}"

    def briefing(self, number: int) -> str:
        """Make a file."""
        chance = random.Random(number)
        tongue = self.tongue
        date = self.date(chance)
        notes = chance.randint(7, 13)
        length = max(500, min(3000, int(chance.lognormvariate(7.0, 0.4))))
        lines = [
            f'title: "{self.phrase(chance, chance.randint(6, 12))}"',
            f"kind: {chance.choice(tongue.kinds)}",
            f"date: {date.isoformat()}",
            f"lang: {tongue.lang}",
            f"authors: [{author_slug(chance.randrange(AUTHORS))}]",
            f"topics: [{', '.join(chance.sample(TOPICS, 2))}]",
            f"regions: [{chance.choice(REGIONS)}]",
            "takeaways:",
            *(f'  - "{self.phrase(chance, chance.randint(12, 22))}."' for _ in range(3)),
            "body: |",
            *(f"  {paragraph.rstrip()}\n" for paragraph in self.body(chance, length, notes)),
            "footnotes: |",
        ]
        cited: list[str] = []
        lines += [f"  [{n}] {self.note(chance, n, cited, date)}" for n in range(1, notes + 1)]
        return "\n".join(lines) + "\n"


def author_slug(number: int) -> str:
    return author_name(number).lower().replace(" ", "-")


def author_name(number: int) -> str:
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN)]}"


def write_corpus(folder: Path, count: int) -> None:
    """Write an archive of `count` briefings with the profiles of their authors."""
    (folder / "authors").mkdir(parents=True, exist_ok=True)
    writers = [Writer(tongue) for tongue in TONGUES]
    for number in range(AUTHORS):
        bio = writers[0].phrase(random.Random(f"author {number}"), 40)
        profile = f"name: {author_name(number)}\nrole: Analyst\nbio: {bio}.\n"
        (folder / "authors" / f"{author_slug(number)}.yaml").write_text(profile, encoding="utf-8")
    for number in range(count):
        text = writers[number % len(writers)].briefing(number)
        (folder / f"briefing-{number:06}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    write_corpus(options.folder, options.count)


if __name__ == "__main__":
    main()
