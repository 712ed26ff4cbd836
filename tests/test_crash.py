"""Reports of faults: where it broke, and no word of what was read."""

from __future__ import annotations

import stat
import sys

import pytest
from journeys import until
from textual.worker import WorkerFailed

from briefing_tui.tui import crash
from briefing_tui.tui.app import BriefingApp

SECRET = "lantern-rocks"


def raised(act) -> BaseException:
    kinds = (LookupError, ValueError, RecursionError, AttributeError, ExceptionGroup)
    with pytest.raises(kinds) as caught:
        act()
    return caught.value


def look_up():
    words = {"a": SECRET}
    return words[SECRET]


def chained():
    try:
        look_up()
    except KeyError as error:
        raise ValueError(SECRET) from error


def endless(depth=0):
    return endless(depth + 1)


def report(act) -> str:
    return crash.report(raised(act), {"size": "80x24"}, {"TERM": "xterm", "TMUX": "/tmp/me,1"})


def test_it_tells_where_it_broke_and_not_on_what():
    text = report(look_up)
    assert "KeyError\n" in text
    assert ", in look_up\n    return words[SECRET]\n" in text
    assert "size: 80x24" in text
    assert "TERM=xterm, TMUX set" in text
    assert SECRET not in text
    assert "/tmp/me" not in text


def test_paths_begin_at_their_package():
    text = report(lambda: crash.written("", None))
    assert 'File "briefing_tui/tui/crash.py", line ' in text
    assert not any(f'"{root}' in text for root in sys.path if root)


def test_what_led_to_it_comes_first():
    text = report(chained)
    assert text.index("KeyError\n") < text.index("which led to:") < text.index("ValueError\n")
    assert SECRET not in text


def test_parts_of_a_group_are_told():
    def group():
        raise ExceptionGroup(SECRET, [raised(look_up), ValueError(SECRET)])

    text = report(group)
    assert text.count("one of its parts:") == 2
    assert SECRET not in text


def test_a_recursion_without_end_is_short():
    text = report(endless)
    assert "Previous line repeated" in text
    assert len(text.splitlines()) < 60


def test_what_broke_in_a_worker_is_told():
    error = WorkerFailed(raised(look_up))
    assert "in look_up" in crash.report(error, {}, {})


def test_only_the_newest_reports_are_kept_and_nobody_else_reads_them(tmp_path):
    folder = tmp_path / "crashes"
    folder.mkdir()
    for n in range(30):
        (folder / f"crash-20200101T0000{n:02}Z-1.txt").touch()
    path = crash.written("words", folder)
    assert path.read_text() == "words"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(folder.iterdir())) == 10


def test_a_report_that_cannot_be_kept_is_printed(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    lines = crash.told(raised(look_up), {})
    assert lines[0].endswith("they could not be kept: Not a directory")
    assert "KeyError" in lines


@pytest.mark.parametrize("where", ["worker", "callback", "timer"])
async def test_what_breaks_ends_the_program(archive_folder, where):
    app = BriefingApp(archive_folder)

    async def work():
        look_up()

    async def run():
        async with app.run_test() as pilot:
            match where:
                case "worker":
                    app.run_worker(work())
                case "callback":
                    app._loop.call_soon(look_up)
                case "timer":
                    app.set_timer(0.01, look_up)
            await pilot.pause(0.2)

    with pytest.raises((KeyError, WorkerFailed)):
        await run()
    assert app.return_code == 70
    assert app._circumstances()["screens"] == "Finder"


async def test_a_page_that_is_opened_while_the_program_ends_breaks_nothing(archive_folder):
    app = BriefingApp(archive_folder)
    async with app.run_test():
        app.exit(return_code=3)
        app.show_faults()
    assert app.return_code == 3


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_ctrl_c_ends_the_program_from_a_dialog(archive_folder, key):
    app = BriefingApp(archive_folder)
    async with app.run_test() as pilot:
        await until(app, lambda: app._first_shown)
        await pilot.press(key)
        await until(app, lambda: app.screen.is_modal)
        await pilot.press("ctrl+c")
        await until(app, lambda: app._exit)
    assert app.return_code == 0
