"""The page of a fault: mended in the editor or without, and on to the next."""

from __future__ import annotations

import contextlib

import pytest
from editors import called, editor_in
from journeys import running, screen_text, seen, told, until

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.fault_page import FaultPage
from briefing_tui.tui.faults import Faults
from briefing_tui.tui.preview import Preview

NO_BODY = "title: Two\nkind: [Note\nlang: en\n"
BAD_LANGUAGE = "title: One\nlang: english\ndate: 2031\nbody: |\n  Words.\n"


@pytest.fixture
def folder(archive_folder, monkeypatch):
    monkeypatch.setattr(BriefingApp, "suspend", lambda _: contextlib.nullcontext())
    return archive_folder


async def open_faults(app, pilot):
    await seen(app, "with faults")
    await pilot.press("escape", "exclamation_mark")
    await until(app, lambda: isinstance(app.screen, Faults))
    await seen(app, "error")


async def test_a_mended_fault_leads_on_to_the_next_file_and_the_last_one_back(
    folder, tmp_path, monkeypatch
):
    (folder / "a.yaml").write_text(BAD_LANGUAGE)
    (folder / "b.yaml").write_text(BAD_LANGUAGE.replace("One", "Two"))
    code = "save(text.replace('english', 'en') + 'authors: [derya-ornek]\\nkind: Note\\n'\n"
    editor = editor_in(tmp_path / "tools", code + "    'takeaways: [A.]\\n')")
    monkeypatch.setenv("VISUAL", str(editor))
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("enter")
        await seen(app, "2 ✗ lang: english")
        await pilot.press("e")
        await told(app, "No fault is left in a.yaml; on to the next file")
        assert called(tmp_path / "tools")[0] == "+normal! 2G06l"
        await until(app, lambda: "b.yaml:2:7" in screen_text(app))
        await pilot.press("e")
        await told(app, "No fault is left in b.yaml.")
        await until(app, lambda: isinstance(app.screen, Faults))


async def test_another_fault_of_the_file_comes_next(folder, tmp_path, monkeypatch):
    (folder / "a.yaml").write_text(BAD_LANGUAGE.replace("2031", "2031-02-31"))
    editor = editor_in(tmp_path / "tools", "save(text.replace('english', 'en'))")
    monkeypatch.setenv("VISUAL", str(editor))
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("enter")
        await seen(app, "2 ✗ lang: english")
        await pilot.press("e")
        await told(app, "left in this file")
        await seen(app, "3 ✗ date: 2031-02-31")


async def test_the_list_of_faults_opens_the_editor_at_the_chosen_one(folder, tmp_path, monkeypatch):
    (folder / "a.yaml").write_text(BAD_LANGUAGE)
    editor = editor_in(tmp_path / "tools", "save(text.replace('english', 'en'))")
    monkeypatch.setenv("VISUAL", str(editor))
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("e")
        await until(app, lambda: "english" not in screen_text(app))
        assert called(tmp_path / "tools") == ["+normal! 2G06l", str(folder / "a.yaml")]


async def test_a_fault_that_is_still_there_is_told(folder, tmp_path, monkeypatch):
    (folder / "a.yaml").write_text(BAD_LANGUAGE)
    monkeypatch.setenv("VISUAL", str(editor_in(tmp_path / "tools", "save('# one\\n' + text)")))
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("enter")
        await seen(app, "2 ✗ lang: english")
        await pilot.press("e")
        await told(app, "It is still there, in line 3")
        await seen(app, "3 ✗ lang: english")


async def test_what_needs_no_person_is_mended_after_it_was_shown(folder, tmp_path):
    path = folder / "a.yaml"
    path.write_text("title: Two Ports: One\nbody: |\n  Words.\n")
    before = path.read_bytes()
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("enter")
        await seen(app, "Mend for me")
        await pilot.press("m")
        await until(app, lambda: isinstance(app.screen, Preview))
        await seen(app, '+title: "Two Ports: One"')
        await pilot.press("escape")
        await until(app, lambda: isinstance(app.screen, FaultPage))
        assert path.read_bytes() == before
        await pilot.press("m")
        await seen(app, '+title: "Two Ports: One"')
        await pilot.press("enter")
        await told(app, "left in this file")  # it has no date, no author …
        assert path.read_text().startswith('title: "Two Ports: One"\n')


async def test_the_list_of_faults_mends_the_file_of_the_chosen_one(folder, tmp_path):
    path = folder / "a.yaml"
    path.write_text("title: Two Ports: One\nbody: |\n  Words.\n")
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await seen(app, "m Mend for me")
        await pilot.press("m")
        await seen(app, '+title: "Two Ports: One"')
        await pilot.press("enter")
        await until(app, lambda: path.read_text().startswith('title: "Two Ports: One"\n'))
        await until(app, lambda: isinstance(app.screen, Faults))
        await until(app, lambda: "error" not in screen_text(app))  # it has no date, no author …
        await pilot.press("m")
        await told(app, "a.yaml has nothing that can be mended without you. e opens it")


async def test_a_file_that_has_changed_since_is_not_written_over(folder, tmp_path):
    path = folder / "a.yaml"
    path.write_text("title: Two Ports: One\nbody: |\n  Words.\n")
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("enter")
        await seen(app, "Mend for me")
        await pilot.press("m")
        await seen(app, '+title: "Two Ports: One"')
        path.write_text("title: Two Ports: Two\nbody: |\n  Words.\n")
        await pilot.press("enter")
        await told(app, "has changed in the meantime")
        assert path.read_text().startswith("title: Two Ports: Two\n")


async def test_a_fault_that_only_a_person_can_mend_offers_nothing_else(folder, tmp_path):
    (folder / "a.yaml").write_text(NO_BODY)
    async with running(folder, tmp_path) as (app, pilot):
        await open_faults(app, pilot)
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, FaultPage))
        await seen(app, "1 ✗ title: Two")
        assert "Mend for me" not in screen_text(app)
