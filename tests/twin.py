"""An invented twin of a briefing as think tanks publish it, and an archive made of it.

Three takeaways, nine paragraphs, eight notes with a chain of back-references, addresses with tracking
parameters, an author whose surname the page prints in capitals, two translations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SLUG = "two-ports-one-channel"
ENGLISH = """\
title: "Two Ports, One Channel: What the Harbour Accord Changes"
kind: Analysis
date: 2031-05-14
lang: en
authors: [derya-ornek]
topics: [maritime-security]
regions: [east-asia]
takeaways:
  - Patrol spending along the channel has risen for four budget years in a row.
  - The growing patrol fleets in Marlen point to new forms of joint planning between the two ports.
  - Above all, the wish to keep the Lantern Rocks open has brought both harbours to one table.
body: |
  The two governments will sign a revised harbour accord on 2 June.[1] It is the first change of the text since the ferries of 1971.

  Under the draft, a single planning office would sit in the northern port. Its head would come from the U.S. side and stay for three years.[2]

  The office would also draw up the winter timetable. Nobody has yet said who pays for it.

  The news follows a warning by the harbour master of Marlen.[3] He told us that storms arrive earlier each autumn.

  The channel is the only deep water for two hundred miles. Patrol spending along the channel has risen for four budget years in a row.[4] Ankara'nın and İstanbul'un shippers watch it too.

  The ministers also regretted the loss of two survey boats.[5] They asked for a common chart.

  Marlen is buying six cutters. The growing patrol fleets in Marlen point to new forms of joint planning between the two ports. A joint register opens next year.[6]

  The northern port keeps its fuel store.[7] It also keeps the only dry dock on the coast.[8]

  The accord may still fail. Above all, the wish to keep the Lantern Rocks open has brought both harbours to one table. Its cost may yet divide them.
footnotes: |
  [1] “Ministers Agree Date For Harbour Signing”, Channel Herald, https://www.herald.example/2031/05/02/signing/?sh=30d1d3, (Date of Access: 02.05.2031).
  [2] “One Office For Two Ports”, Marlen Times, https://www.marlentimes.example/content/df99?utm_source=mail, (Date of Access: 03.05.2031).
  [3] “Storms Come Early, Says Harbour Master”, Channel Herald, https://www.herald.example/2031/04/28/storms/?sh=18cc , (Date of Access: 02.05.2031).
  [4] “Four Years Of Patrols”, Coast Review, https://coastreview.example/patrols.html, (Date of Access: 04.05.2031).
  [5] Ibid.
  [6] “One Office For Two Ports”, a.g.e., (Date of Access: 03.05.2031).
  [7] Ibid.
  [8] Ibid.
"""
TURKISH = """\
title: "İki Liman, Bir Kanal"
kind: Analiz
date: 2031-05-14
lang: tr
authors: [derya-ornek]
translation_of: two-ports-one-channel
takeaways:
  - Kanal boyunca devriye harcaması dört yıldır artıyor.
body: |
  İki hükümet 2 Haziran'da yenilenmiş liman anlaşmasını imzalayacak.[1]

  Taslağa göre kuzey limanında tek bir planlama ofisi kurulacak.
footnotes: |
  [1] “Bakanlar Tarihte Anlaştı”, Kanal Postası, https://posta.example/imza, (Erişim Tarihi: 02.05.2031).
"""
RUSSIAN = """\
title: "Два порта, один пролив"
kind: Анализ
date: 2031-05-14
lang: ru
authors: [derya-ornek]
translation_of: two-ports-one-channel
takeaways:
  - Расходы на патрули растут четвёртый год подряд.
body: |
  Два правительства подпишут новое соглашение 2 июня.[1]
footnotes: |
  [1] «Министры назвали дату», Вестник пролива, https://vestnik.example/data (дата обращения: 02.05.2031).
"""
AUTHOR = """\
name: Derya Örnek
family: Örnek
role: Analyst
affiliation: Channel Desk
bio: |
  Derya Örnek writes about harbours and those who keep them.
languages: [Turkish, English]
interests: [ports, tides]
"""
OTHER = """\
title: "The Price of Salt"
kind: Commentary
date: 2031-03-02
lang: en
authors: [derya-ornek]
topics: [trade]
regions: [south]
takeaways:
  - Salt costs more in the south.
body: |
  Salt was cheap once. The Coast Review says so.[1]

  A second paragraph speaks of `code` and *stress*.
footnotes: |
  [1] “Four Years Of Patrols”, Coast Review, https://coastreview.example/patrols.html?utm_medium=x, (Date of Access: 01.03.2031).
"""


def write_archive(folder: Path) -> Path:
    """Write the twin, its translations, its author and another piece; give the folder."""
    (folder / "authors").mkdir(parents=True)
    for name, text in (
        (f"{SLUG}.yaml", ENGLISH),
        ("iki-liman.yaml", TURKISH),
        ("dva-porta.yaml", RUSSIAN),
        ("price-of-salt.yaml", OTHER),
        ("authors/derya-ornek.yaml", AUTHOR),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
