"""Takeaways and languages by keys alone, and whole journeys by the mouse alone."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
import twin
from terminal import running

SIZES = [(80, 24), pytest.param((200, 55), marks=pytest.mark.slow)]
TELLS = {
    1: "Ministers Agree Date",
    2: "One Office For Two Ports",
    3: "Storms Come Early",
    4: "Four Years Of Patrols",
    5: "Ibid. → note 4",
    6: "a.g.e. → note 2",
    7: "Ibid. → note 2",
    8: "Ibid. → note 2",
}
"""What the popup of each note tells."""
SAME_SOURCE = """\
title: "Fuel for the Cutters"
kind: Note
date: 2031-05-20
lang: en
authors: [derya-ornek]
takeaways:
  - Fuel is the price of every patrol.
body: |
  The cutters burn more than they did. One office would buy for both ports.[1]
footnotes: |
  [1] “One Office For Two Ports”, Marlen Times, https://marlentimes.example/content/df99.
"""


@pytest.fixture
def folder(archive_folder):
    (archive_folder / "fuel.yaml").write_text(SAME_SOURCE)
    return str(archive_folder)


def body(terminal):
    """Give the screen without its last two lines, the status and the keys."""
    return terminal.text.split("\n")[:-2]


def open_piece(terminal):
    terminal.wait("newest first")
    terminal.type("two ports")
    terminal.wait("of 5")
    terminal.type("Enter")
    terminal.wait("harbour accord on 2 June")
    terminal.settled()


@pytest.mark.parametrize("size", SIZES)
def test_a_takeaway_to_its_evidence_and_two_languages_by_keys(folder, size):
    with running(folder, size=size) as terminal:
        open_piece(terminal)
        terminal.type("t", "Enter")
        terminal.wait("Esc close")  # the popup: the source itself stands in a rail, too
        assert "Four Years Of Patrols" in terminal.text
        assert "four budget years" in terminal.text
        terminal.type("t", "j", "Enter")
        terminal.wait("no note stands on it")
        terminal.type("L", "L")
        terminal.wait("Taslağa göre")
        terminal.type("v")
        terminal.wait("Other side")
        terminal.wait("Two Ports, One Channel")
        terminal.wait("Taslağa göre")  # the texts come after what stands around them
        terminal.type("Tab")
        terminal.wait(f"{twin.SLUG}.yaml")
        terminal.type("v")
        terminal.wait("t Takeaways")
        terminal.wait(f"{twin.SLUG}.yaml")
        terminal.settled()
        assert "Taslağa göre" not in terminal.text


def click_note(terminal, number):
    """Click on a note's mark behind its sentence, turning the wheel until it is in sight."""
    mark = f".[{number}]"
    for _ in range(20):
        if mark in terminal.text:
            break
        terminal.scroll(3)
    line = next(line for line in terminal.screen.display if mark in line)
    terminal.click(line[line.index(mark) + 1 :].rstrip())


@pytest.mark.parametrize("size", SIZES)
def test_all_notes_and_the_source_of_the_last_by_mouse(folder, size):
    with running(folder, size=size) as terminal:
        terminal.wait("newest first")
        terminal.settled()
        terminal.click("Two Ports, One", on_last=True)  # in the list, not in the preview
        terminal.click("Two Ports, One", on_last=True)
        terminal.wait("harbour accord on 2 June")
        terminal.settled()
        for number, words in TELLS.items():
            click_note(terminal, number)
            terminal.wait(words)
            terminal.click("Esc close")
            terminal.settled()
        click_note(terminal, 8)
        terminal.wait("Ibid. → note 2")
        terminal.settled()
        left = body(terminal)
        terminal.click("s source")
        terminal.wait("in 2 briefings")
        terminal.click("Fuel for the Cutters")
        terminal.click("Fuel for the Cutters")
        terminal.wait("The cutters burn more")
        terminal.settled()
        terminal.click("q Back")
        terminal.wait("in 2 briefings")
        terminal.settled()
        terminal.click("q Back")
        terminal.wait("note 8 of 8")
        terminal.settled()
        assert body(terminal) == left


@pytest.mark.parametrize("size", SIZES)
def test_a_takeaway_to_its_evidence_and_two_languages_by_mouse(folder, size):
    wide = size[0] >= 140
    with running(f"{folder}/{twin.SLUG}.yaml", size=size) as terminal:
        terminal.wait("harbour accord on 2 June")
        terminal.settled()
        if not wide:
            terminal.click("t Takeaways")
            terminal.wait("closest sentence")
        terminal.click("Patrol spending along")
        terminal.wait("Four Years Of Patrols")
        terminal.click("Esc close")
        terminal.settled()
        if not wide:
            terminal.click("t Takeaways")
            terminal.wait("Related")
            terminal.settled()
            terminal.click("Related")
            terminal.wait("Languages")
        terminal.click("İki Liman")
        terminal.wait("İki hükümet")
        terminal.settled()
        if not wide:
            terminal.click("t Takeaways")
            terminal.wait("Related")
            terminal.settled()
            terminal.click("Related")
            terminal.wait("Languages")
        terminal.wait("side by side")
        terminal.settled()
        terminal.click("side by side")
        terminal.wait("Other side")
        terminal.wait("harbour accord")
        assert "İki hükümet" in terminal.text


EARLIER = """\
title: "An Older Chart"
date: {date}
lang: en
regions: [east-asia]
body: |
  The chart is old.
"""


@pytest.fixture
def dated_folder(archive_folder):
    """An archive of seven briefings, three of a region, one of these of 2031."""
    for year in (2024, 2027):
        (archive_folder / f"chart-{year}.yaml").write_text(EARLIER.format(date=f"{year}-03-01"))
    (archive_folder / "undated.yaml").write_text("title: No Day\nbody: |\n  None.\n")
    return str(archive_folder)


def test_narrowed_by_region_and_year_and_widened_again_by_keys(dated_folder):
    with running(dated_folder, size=(80, 24)) as terminal:
        terminal.wait("7 briefings, newest first")
        terminal.type("Escape", "f")
        terminal.wait("maritime-security")
        terminal.type("]", "]", "Enter")  # past what was read and past the topics
        terminal.wait("region: east-asia ✕")
        terminal.wait("3 of 7")
        terminal.type("f", "t")
        terminal.wait("By month")
        terminal.type("-")
        terminal.wait("2031: 1 briefing")
        terminal.type("Enter")
        terminal.wait("2031 ✕")
        terminal.wait("1 of 7")
        assert "An Older Chart" not in terminal.settled()
        terminal.type("h", "H", "H", "H", "Enter")  # from 2030 back to 2027
        terminal.wait("2027 to 2030 ✕")
        terminal.wait("2027-03-01")
        terminal.type("Escape", "x")
        terminal.wait("3 of 7")
        terminal.type("x")
        terminal.wait("7 briefings, newest first")


def test_narrowed_by_region_and_year_and_widened_again_by_mouse(dated_folder):
    with running(dated_folder, size=(200, 55)) as terminal:
        terminal.wait("7 briefings, newest first")
        terminal.settled()
        terminal.click("Esc List")
        terminal.click("f Narrow")
        terminal.wait("maritime-security")
        terminal.click("  east-asia")
        terminal.wait("3 of 7")
        terminal.click("t Timeline")
        terminal.wait("By month")
        terminal.settled()
        terminal.click("- Years")
        terminal.wait("By year")
        terminal.settled()
        terminal.click("2027  ")
        terminal.wait("2027 ✕")
        terminal.wait("1 of 7")
        terminal.settled()
        terminal.click("✕")
        terminal.settled()
        assert "region:" not in terminal.text
        terminal.click("✕")
        terminal.wait("7 briefings, newest first")


def edit(folder):
    """Put a paragraph before the others, and change words of one that is highlighted."""
    file = Path(folder) / f"{twin.SLUG}.yaml"
    text = file.read_text(encoding="utf-8")
    assert "four budget years" in text
    text = text.replace("four budget years", "almost five years")
    file.write_text(text.replace("body: |\n", "body: |\n  Put before.\n\n"), encoding="utf-8")


def test_star_and_highlight_leave_and_come_back_to_the_same_line_by_keys(folder):
    size = (80, 24)
    with running(f"{folder}/{twin.SLUG}.yaml", size=size) as terminal:
        terminal.wait("harbour accord on 2 June")
        terminal.settled()
        terminal.type("/", "Patrol s", "Enter")
        terminal.wait("1/1")
        terminal.type("x", "M")
        terminal.wait("Keep it and close")
        terminal.type("Ask the budget office.")
        terminal.wait("office.")
        terminal.type("Escape", "*")
        terminal.wait("★")
        terminal.type("Escape", " ")
        terminal.settled()
        top = terminal.screen.display[1]
        terminal.settled(0.6)
        # Not even a kill loses more than a moment.
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.reap()
    edit(folder)
    with running(f"{folder}/{twin.SLUG}.yaml", size=size) as terminal:
        terminal.wait("Where you left it")
        terminal.settled()
        assert terminal.screen.display[1] == top
        assert "★" in terminal.text
        terminal.type(")")
        terminal.wait("✎ Ask the budget")
        terminal.wait("┃ along")
        terminal.type("C-q")
        assert terminal.wait_for_end() == 0


def test_highlight_a_passage_and_find_it_again_by_mouse(folder):
    size = (120, 40)
    with running(f"{folder}/{twin.SLUG}.yaml", size=size) as terminal:
        terminal.wait("harbour accord on 2 June")
        terminal.wait("en ru tr")
        terminal.settled()
        terminal.drag("along the channel has risen", "four budget years in a row")
        terminal.wait("M Your note")
        terminal.click("M Your note")
        terminal.wait("Keep it and close")
        terminal.type("Ask.")
        terminal.wait("Ask.")
        terminal.click("Esc Keep it")
        terminal.wait("✎ Ask.")
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.wait_for_end()
    edit(folder)
    with running(f"{folder}/{twin.SLUG}.yaml", size=size) as terminal:
        terminal.wait("1 highlight")
        terminal.wait("Put before")
        terminal.settled()
        terminal.click("along the channel has risen")
        terminal.wait("The text was edited")
        assert "Ask." in terminal.text
