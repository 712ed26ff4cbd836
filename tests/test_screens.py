"""What the reader draws, as text, at three sizes: kept in screens/, and looked at when it changes.

    UPDATE_SCREENS=1 python -m pytest tests/test_screens.py

writes them anew. Kept is the text with its popup; what stands around it has tests of its own.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from journeys import EDGES, running, seen, until

from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.reading_pane import ReadingPane

SCREENS = Path(__file__).parent / "screens"
EVERYTHING = """\
title: "Ferries, Grain and Light: What the Tables Show"
kind: Analysis
date: 2031-05-14
lang: en
authors:
  - name: Derya Örnek
body: |
  The governments sign a **revised** accord on *2 June*.[1] It is the first of its kind, see [the text](https://herald.example/accord) and the ~~old~~ annex.

  ## The tables

  Words in `code`, and an address https://herald.example/2031/05/14/a-very-long-address/anywhere.html in it.[2][3]

  ### Traffic by port

  | Port | Arrivals 2029 | Arrivals 2030 | Remarks of the harbour office |
  |:-----|----:|----:|:----|
  | Marlen | 1,204 | 1,310 | Two berths were deepened in spring, and the ferry began again.[4] |
  | 東京湾 | 12,400 | 11,980 | 貨物船の到着は減った。 |

  - One item that is long enough to be wrapped over two lines when the column is narrow.[1]
    - A nested one
      1. and numbered below
  - Another

    With a second paragraph.

  1. First

  > A quotation that runs over several lines, because those who were asked spoke at length.[2]
  >
  > > And one inside it.

  ```python
  def light(keeper):
      return "a line of code that is much longer than any column and must be broken somewhere"
  ```

  ---

  Caf\N{COMBINING ACUTE ACCENT}; 日本語の文章は途中で折り返されます。とても長い文章なので、一行には収まりません。[3]

  השר אמר כי ההסכם ייחתם ב-2 ביוני, והוא הראשון מסוגו.[5]
footnotes: |
  [1] “Ministers Agree Date”, Channel Herald, https://herald.example/2031/05/02/ministers, (Date of Access: 02.05.2031).
  [2] Ibid.
  [3] “The Price of Salt”, Marlen Times, https://marlen.example/salt, (Date of Access: 03.05.2031); “Light Lists”, Pilot Review, https://pilot.example/lists, (Date of Access: 04.05.2031).
  [4] Ibid.
  [5] “The Price of Salt”, a.g.e., (Date of Access: 05.05.2031).
"""  # noqa: E501 - lines of YAML


def pane_text(app):
    """Give the part of the screen that the text has, with the popup over it."""
    region = app.screen.query_one(ReadingPane).region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    lines = [strip.crop(region.x, region.right).text.rstrip() for strip in strips]
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.parametrize("size", EDGES)
async def test_the_screens_are_as_they_were(tmp_path, size):
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "everything.yaml").write_text(EVERYTHING)
    drawn = {}
    async with running(folder, tmp_path, size) as (app, pilot):
        await seen(app, "Ferries")
        await pilot.press("enter")
        await seen(app, "revised accord")
        popup = app.screen.query_one(NotePopup)
        await pilot.pause(0.2)
        drawn["top"] = pane_text(app)
        for number in (3, 4, 5):
            await pilot.press(str(number), "enter")
            await until(app, lambda number=number: popup.display and popup.note.number == number)
            await pilot.pause(0.2)
            drawn[f"note {number}"] = pane_text(app)
            await pilot.press("escape")
        await pilot.press("G")
        await pilot.pause(0.2)
        drawn["end"] = pane_text(app)
    told = "".join(f"=== {name}\n{text}" for name, text in drawn.items())
    path = SCREENS / f"reader-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        path.write_text(told)
    assert told == path.read_text()
