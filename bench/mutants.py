"""Files for `fuzz.py`: briefings and trap texts, torn and put together again.

    python bench/mutants.py SEED NUMBER > file.yaml

The same seed and number give the same bytes. Texts to begin with are the sample briefings and
profiles, made-up ones of `corpus.py`, and the small texts below, each of which holds something that
YAML, Markdown or a reader of notes stumbles over.
"""

from __future__ import annotations

import random
import sys
from functools import lru_cache
from pathlib import Path

from corpus import TONGUES, Writer

SAMPLES = Path(__file__).resolve().parents[1] / "briefings"
LONGEST = 200_000
TRAPS = r"""
title: Two Tides: One Quay
body: |
  Boats left.[1]
footnotes: |
  [1] Ibid.
=====
title: A
body: |
Boats left.[1]
---
They came back.[2]
footnotes: |
[1] x: y
=====
title: 'It's late'
takeaways:
	- Costs: up: far
body: >
  Boats.

  Left.
=====
title: &Joy of *ports*
kind: !New
lang: no
date: 2031-02-30
body: x # y
=====
title：A
authors:
  - name: X: y
    bio: |
      Rows.
  - b, c
body: x
=====
---
title: A
---

Text of a page: with a colon.
=====
title: [Draft] Ports
topics: [a, b
regions: {c: d}
body: |
  # H

  - a
    - b
=====
title: A
body: |
  | a | b |
  |---|--:|
  | *c*[1] | `d` |

  > q [l](http://h.e/) ![i](http://h.e/i.png "t")
=====
title: A
body: x[1][2, 3][^4]
footnotes:
  1: “A”, ed. B
  2: [3]
  three: y
=====
title: A
body: x[1]
footnotes:
  - [1] One.
  - See note 1 above.
  - 'Idem: p. 4'
=====
title: A
body: x[1]
footnotes: |
  Notes

  1. One,
     more.
  2) Two
sources: {1: {url: z}}
=====
title: A
body: x
sources:
  1: {same_as: 2}
  2: {same_as: 1, colour: red}
=====
title: "a\e]52;c;x\x07b\ud83d"
body: "one\n\n  two\u2028"
=====
title: A
body: |2-
   deep

    er
footnotes: |+

  [^1]: a


=====
? title
: A
? - body
: x
<<: {kind: y}
=====
%YAML 1.1
---
title: A
body: x
...
more
=====
title: |
  A
  B
body: ''
kind: ~
date: 14.05.2031
also_in: tr_TR, English
=====
name: Derya: Örnek
rol: Analyst
links: [http://a.b/?c=[d]]
bio: >
  A.

  B.
=====
title: A
body: |
  T.[1]
footnotes: |
  [1] Иванов И. И. Порт // Мир. 2020. № 3. С. 4. URL: https://a.b/ (дата обращения: 02.05.2031).
  [2] Указ. соч.
  [3] Там же. С. 5.
=====
title: A
body: |
  T.[1]
footnotes: |
  [1] Doe, J. (2024, May 3). Title. *Herald*, 3(2), 4–5. https://a.b/
  [2] Doe, op. cit.; “Title,” supra n. 1, at 3. See also “Other”, Paper, 2020.
""".strip("\n").split("=====\n")
# What is put in: signs of YAML, of Markdown and of notes, and characters that are seldom seen.
PIECES = (
    *r"[ ] { } : - ' \" & * ! # % @ ` \ \u202e \ud83d \x1b ? , ~ = | >".split(),
    *"[1] [^1] [1,2] [99999] ** _ ~~ ](http://x) <http://a.b> |--|--| ``` &amp; &#27;".split(),
    *"&#x202e; :// www. // ; “ ” ‘ «".split(),
    *"Ibid. a.g.e. supra 2024 İ ı ß ﬀ 中 ع ： ， ٣ ² ½ Ⅷ ǅ --- ... !!binary <<: &a *a !t".split(),
    *"title: |body: |: |- |? |> |1. |## |    |  |. | # |Там же|op. cit.|see note 4|p. 4".split("|"),
    *'(Date of Access: 02.05.2031)|![a](b "c")|“A”, B, https://c.d/, '.split("|"),
    *"\n;\n\n;\n  ;\t; |\n; >-\n;\n---\n;\n...\n;\nbody: |\n;\r\n;\r;```\n;|-|\n".split(";"),
    "\nfootnotes: |\n  [1] x\n",
    "\nsources: {1: {same_as: 2}}\n",
    *"\u00a0 \u3000 \u2028 \u0085".split(" "),
    *"\x00 \x07 \x1b[31m \x7f \u200d \u202e \u2066 \ufeff \ufffe \U000e0041 \U0010ffff".split(" "),
    *"e\u0301 \u0301 \u1112\u1161\u11ab 👩\u200d👧".split(" "),
)


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    """Give the texts that are torn."""
    samples = [path.read_text("utf-8") for path in sorted(SAMPLES.rglob("*.yaml"))]
    made = [Writer(tongue).briefing(number)[-4000:] for number, tongue in enumerate(TONGUES)]
    return (*samples, *made, *TRAPS, *TRAPS)


def mutant(seed: int, number: int) -> bytes:
    """Give the file of a number: torn a few times, now and then made long, or hurt in its bytes."""
    chance = random.Random(f"{seed} {number}")
    text = chance.choice(texts())
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 5, 12))):
        text = _torn(text, chance)
    if chance.random() < 0.02:
        text = _stretched(text, chance)
    data = bytearray(text[:LONGEST].encode("utf-8", "surrogatepass"))
    for _ in range(chance.choice((0,) * 24 + (1, 1, 2, 5))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.03:
        del data[chance.randrange(len(data) + 1) :]
    if chance.random() < 0.01:
        data = bytearray(bytes(data).decode("utf-8", "replace").encode(chance.choice(ENCODINGS)))
    return bytes(data)


ENCODINGS = ("utf-16", "utf-32-le", "utf-8-sig", "utf-7")


def _torn(text: str, chance: random.Random) -> str:
    at, other = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
    match chance.randrange(12):
        case 0 | 1 | 2 | 3 | 4:
            return text[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 7)) + text[at:]
        case 5:
            return text[:at] + text[at + chance.randint(1, 40) :]
        case 6 | 7:
            return text[:at] + text[other : other + chance.randint(1, 200)] + text[at:]
        case 8:
            second = chance.choice(texts())
            return text[:at] + second[chance.randrange(len(second)) :]
        case 9:
            lines = text.split("\n")
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
            return "\n".join(lines)
        case 10:
            lines = text.split("\n")
            del lines[chance.randrange(len(lines))]
            return "\n".join(lines)
        case _:
            lines = text.split("\n")
            number = chance.randrange(len(lines))
            lines[number] = chance.choice(("", " ", "  ", "\t", "- ")) + lines[number].lstrip()
            return "\n".join(lines)


def _stretched(text: str, chance: random.Random) -> str:
    """Repeat a stretch of a text until the file is long."""
    at = chance.randrange(len(text) + 1)
    stretch = text[at : at + chance.choice((1, 2, 5, 20, 100))] or "a"
    times = chance.choice((100, 1_000, LONGEST)) // len(stretch)
    return text[:at] + stretch * times + text[at:]


if __name__ == "__main__":
    sys.stdout.buffer.write(mutant(int(sys.argv[1]), int(sys.argv[2])))
