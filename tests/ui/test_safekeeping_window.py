"""What was typed survives the lock, by real keys; what the window does by itself for safekeeping."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from diary_app.common.settings import read_settings
from diary_app.domain.log.chain import ChainKey
from diary_app.services import backups
from diary_app.services.reporting import Part
from diary_app.services.safekeeping import SafekeepingService
from diary_app.storage.findings import Finding, FindingKind
from diary_app.ui.aside import Aside
from diary_app.ui.housekeeping import LONG_PAUSE, PAUSE
from diary_app.ui.pages.forms.dose import CorrectForm
from diary_app.ui.pages.forms.not_taken import ReasonForm
from diary_app.ui.pages.forms.past_day import PastTimeForm
from diary_app.ui.pages.forms.start import StartForm
from diary_app.ui.pages.forms.taking import TimeForm
from diary_app.ui.pages.settings.words import lock_choices
from diary_app.ui.pages.today.due_card import DueCard
from tests.support import FixedClock
from tests.ui.conftest import Opens, Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def lock_and_unlock(person: Person) -> None:
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert person.window.desk is None
    person.unlock()


def type_time(person: Person, form: Any, text: str) -> None:
    form.time.control.setFocus()
    form.time.control.selectAll()
    person.type(text)
    assert form.time.control.moment().toString("HHmm") == text


def test_the_stomach_question_before_the_capsule(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.stomach.segments.choices[0])
    lock_and_unlock(person)
    card = person.today.card
    assert isinstance(card, DueCard)
    assert card.stomach.fasting == "yes"
    assert not person.today.notice.isVisible()
    person.window.settings.set_text(150)  # the card is built anew, the answer stays
    person.wait()
    assert person.today.card.stomach.fasting == "yes"
    lock_and_unlock(person)
    clock.advance(days=1)
    lock_and_unlock(person)
    assert person.today.card.stomach.fasting == "unknown"  # it was about yesterday


def test_the_time_of_an_earlier_capsule(at_home: Home) -> None:
    person = at_home(FIRST)
    a_form_nobody_filled_in_is_not_opened_again(person)
    person.click(person.today.card.earlier_button)
    type_time(person, person.today.card, "0635")
    person.click(person.today.card.stomach.segments.choices[1])
    lock_and_unlock(person)
    form = person.today.card
    assert isinstance(form, TimeForm)
    assert form.values() == {"time": "06:35", "fasting": "no"}
    assert person.today.notice.title.text() == "You left this page before saving."
    person.click(form.save_button)
    assert not person.today.notice.isVisible()
    [dose] = person.lines("doses")
    assert (dose["taken_at"][11:16], dose["fasting"]) == ("06:35", "no")
    lock_and_unlock(person)  # what was written down is not asked again
    assert not isinstance(person.today.card, TimeForm)
    assert not person.today.notice.isVisible()


def a_form_nobody_filled_in_is_not_opened_again(person: Person) -> None:
    person.click(person.today.card.earlier_button)
    lock_and_unlock(person)
    assert isinstance(person.today.card, DueCard)
    person.click(person.today.card.earlier_button)
    type_time(person, person.today.card, "0635")
    person.open("share")
    person.open("today")
    assert isinstance(person.today.card, TimeForm)
    person.press(Qt.Key.Key_Escape)  # thought better of it
    lock_and_unlock(person)
    assert isinstance(person.today.card, DueCard)


def test_an_unfinished_form_of_yesterday_is_one_about_a_past_day(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.earlier_button)
    type_time(person, person.today.card, "0635")
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    clock.advance(days=1)
    person.unlock()
    form = person.today.card
    assert isinstance(form, PastTimeForm)
    person.click(form.save_button)
    [dose] = person.lines("doses")
    assert (dose["day"], dose["taken_at"][11:16]) == ("2026-01-05", "06:35")


def test_a_correction_with_its_reason_in_words(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    person.click(person.today.card.correct_button)
    form = person.today.card
    type_time(person, form, "0655")
    form.why.control.setCurrentIndex(form.why.control.findData("other"))
    form.other.control.setFocus()
    person.type("The clock was wrong")
    lock_and_unlock(person)
    again = person.today.card
    assert isinstance(again, CorrectForm)
    assert again.values() == {
        "time": "06:55",
        "fasting": "yes",
        "why": "other",
        "other": "The clock was wrong",
    }
    assert (again.before.text(), again.after.text()) == ("Before 07:10", "After 06:55")
    person.click(again.save_button)
    [dose] = person.lines("doses")
    assert (dose["taken_at"][11:16], dose["reason_for_change"]) == ("06:55", "The clock was wrong")
    a_correction_whose_entry_changed_meanwhile_is_passed_over(person)


def a_correction_whose_entry_changed_meanwhile_is_passed_over(person: Person) -> None:
    person.click(person.today.card.correct_button)
    type_time(person, person.today.card, "0650")
    entry = person.lines("doses")[0]["id"]
    person.ask(lambda: person.services.diary.correct(entry, {"fasting": "no"}, "wrong_time"))
    lock_and_unlock(person)
    assert not isinstance(person.today.card, CorrectForm)
    assert not person.today.notice.isVisible()


def test_a_past_day_half_filled_in(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-08T07:42")
    person = at_home(FIRST, record_days(FIRST, 1))
    day = FIRST + timedelta(days=1)
    person.today.past_days.open(day)
    person.click(person.today.card.taken_button)
    person.click(person.today.card.stomach.segments.choices[0])
    lock_and_unlock(person)
    form = person.today.card
    assert isinstance(form, PastTimeForm)
    assert form.origin.about == day.isoformat()
    assert form.values() == {"time": "", "fasting": "yes"}
    assert not form.save_button.isEnabled()  # nobody said a time
    type_time(person, form, "0812")
    lock_and_unlock(person)
    person.click(person.today.card.save_button)
    assert [dose["taken_at"][11:16] for dose in person.lines("doses")] == ["07:10", "08:12"]


def test_the_day_the_clinic_told(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-27T08:00")
    person = at_home(FIRST, record_days(FIRST, 14))
    person.click(person.today.card.yes_button)
    form = person.today.card
    assert isinstance(form, StartForm)
    form.day.control.setFocus()
    form.day.control.setDate(form.day.control.date().addDays(2))
    lock_and_unlock(person)
    form = person.today.card
    assert isinstance(form, StartForm)
    assert form.values() == {"day": "2026-01-29"}


def test_four_pages_half_filled_in_behind_one_lock(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.not_taken_button)
    person.click(person.today.card.reasons["forgot"])
    page = person.open("symptoms")
    page.rows[0].focus_place(0)
    person.press(Qt.Key.Key_2)
    page.note.control.setFocus()
    person.type("Slept badly")
    page = person.open("questions")
    person.click(page.intro.button)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_3):
        person.press(key)
    choose_what_to_share(person)
    lock_and_unlock(person)
    form = person.today.card
    assert isinstance(form, ReasonForm)
    assert form.values() == {"reason": "forgot"}
    assert form.save_button.isEnabled()
    page = person.open("symptoms")
    assert (page.rows[0].scale.value, page.note.control.text()) == (2, "Slept badly")
    page = person.open("questions")
    person.click(page.intro.button)
    assert (page.state.at, page.state.answers) == (1, {1: 3})
    page = person.open("share")
    assert page.choices.since == FIRST
    assert page.choices.dates.isVisible()
    assert Part.NOTES in page.choices.parts
    assert Part.SYMPTOMS not in page.choices.parts
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    clock.advance(days=1)
    person.unlock()
    page = person.open("share")  # private notes are not ticked for good
    assert Part.NOTES not in page.choices.parts


def choose_what_to_share(person: Person) -> None:
    page = person.open("share")
    person.click(page.choices.period.choices[2])
    person.click(page.choices.ticks[Part.NOTES])
    person.click(page.choices.ticks[Part.SYMPTOMS])


# -- what the window does by itself ------------------------------------------


def backups_of(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "diary" / "backups").glob("*.diary-backup"))


def pause(person: Person) -> None:
    """The person does nothing for a while."""
    keeper = person.desk.housekeeper
    keeper._since.invalidate()
    keeper.look()
    person.wait()
    person.qtbot.waitUntil(lambda: not keeper._copying, timeout=20_000)


def test_a_due_backup_is_made_in_a_pause_and_copied_to_the_second_place(
    at_home: Home, clock: FixedClock, tmp_path: Path
) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    pause(person)
    assert backups_of(tmp_path) == []  # nothing of an earlier day
    stick = tmp_path / "stick"
    stick.mkdir()
    page = person.open("share")
    page.second.take(stick)
    person.qtbot.waitUntil(lambda: page.second.result.text.text() == "Copied and checked.", timeout=20_000)
    assert person.window.kit.commands.settings.second_backup == str(stick)
    assert read_settings(tmp_path / "diary" / "plain.json").second_backup == str(stick)
    assert "made on Monday 5 January, 07:10" in page.second.line.text()
    clock.advance(days=1)
    person.ask(lambda: person.services.diary.write({"kind": "weight", "day": "2026-01-05", "kg": 60}))
    clock.advance(days=1)
    pause(person)
    assert len(backups_of(tmp_path)) == 2
    assert sorted(file.name[:24] for file in stick.iterdir()) == [
        "morning-diary-2026-01-05",
        "morning-diary-2026-01-07",
    ]
    stick.rename(tmp_path / "pulled out")
    page = person.open("share")
    away = "is not there now, or holds no copy. Is the stick plugged in?"
    person.qtbot.waitUntil(lambda: away in page.second.line.text(), timeout=20_000)
    clock.advance(days=2)
    person.ask(lambda: person.services.diary.write({"kind": "weight", "day": "2026-01-08", "kg": 60}))
    clock.advance(days=1)
    pause(person)  # quietly: the stick is away, the backup is made
    assert len(backups_of(tmp_path)) == 3
    assert person.today.notes.banners == {}
    (tmp_path / "pulled out").rename(stick)
    pause(person)  # and what it missed is copied when it is back
    assert len(list(stick.iterdir())) == 3


def nothing_is_done_before_what_a_person_waits_for(person: Person) -> None:
    keeper, order = person.desk.housekeeper, list[str]()
    held = threading.Event()
    person.runner.run(lambda: held.wait(10), lambda _: order.append("save"), lambda _: None)
    keeper.look()
    held.set()
    assert not keeper._since.isValid()  # it waits for the next pause
    person.wait()
    assert order == ["save"]
    assert person.ask(person.services.backups.kept) == []
    assert keeper._pause._timer.isActive()
    assert keeper._pause._timer.interval() == PAUSE


def test_where_a_backup_takes_long_it_waits_until_the_person_has_gone_away(
    at_home: Home, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    monkeypatch.setattr(backups, "TAKES_LONG", 1)
    lock_and_unlock(person)
    person.wait()
    assert person.desk.housekeeper._pause._timer.interval() == LONG_PAUSE * 60_000
    assert min(minutes for minutes, _ in lock_choices(person.window.kit) if minutes) > LONG_PAUSE
    clock.advance(days=1)
    pause(person)
    assert len(backups_of(tmp_path)) == 1


def test_locking_after_a_day_with_changes_makes_the_backup(
    at_home: Home, clock: FixedClock, tmp_path: Path
) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    clock.advance(days=1)
    nothing_is_done_before_what_a_person_waits_for(person)
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert len(backups_of(tmp_path)) == 1
    person.unlock()
    assert person.window.desk is not None


def test_a_backup_that_fails_is_said_once_and_ends_nothing(
    at_home: Home, clock: FixedClock, tmp_path: Path
) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    clock.advance(days=1)
    (tmp_path / "diary" / "backups").write_text("a file where the folder should be")
    pause(person)
    [banner] = person.today.notes.banners.values()
    assert banner.isVisible()
    assert banner.title.text() == "The automatic backup was not made."
    assert "make some room" in banner.text.text()
    assert "The backup was not saved" in banner.detail.text()
    banner.close_button.setFocus()
    person.press(Qt.Key.Key_Return)
    assert person.today.notes.banners == {}
    pause(person)
    assert person.today.notes.banners == {}  # said once
    (tmp_path / "diary" / "backups").unlink()
    pause(person)
    assert len(backups_of(tmp_path)) == 1
    person.open("today")
    person.click(person.today.card.now_button)  # and the diary goes on
    assert len(person.lines("doses")) == 2
    the_whole_check_runs_weekly_in_a_pause(person, clock)


def the_whole_check_runs_weekly_in_a_pause(person: Person, clock: FixedClock) -> None:
    assert person.ask(lambda: person.services.opened.store.integrity.checked_at()) is None
    clock.advance(days=8)
    assert person.ask(person.services.safekeeping.verify_due)
    pause(person)
    assert not person.ask(person.services.safekeeping.verify_due)
    assert person.today.notes.banners == {}


def test_a_synced_folder_is_named_once_and_what_the_check_at_opening_found(
    sit_down: Opens, diary: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary(FIRST)
    found = (Finding(FindingKind.HASH, "", ChainKey("origin", 1, "S003-014"), 7),)
    monkeypatch.setattr(SafekeepingService, "at_start", lambda _self: found)
    (tmp_path / ".stfolder").mkdir()
    person = sit_down()
    person.unlock()
    person.wait()
    banners = person.today.notes.banners
    assert banners["place"].title.text() == "Your diary lies in a folder that Syncthing copies."
    banner = banners["findings"]
    assert banner.title.text() == "Something in your diary does not fit together."
    assert banner.text.text() == "Please show this to your clinic. Go on writing; nothing is deleted."
    assert banner.detail.text() == "Found: hash S003-014 7."
    person.click(person.today.card.now_button)
    assert len(person.lines("doses")) == 1
    assert read_settings(tmp_path / "diary" / "plain.json").synced_warned
    lock_and_unlock(person)
    person.wait()
    assert list(person.today.notes.banners) == ["findings"]


def test_an_answer_that_comes_after_the_lock_is_heard_by_nobody(at_home: Home, tmp_path: Path) -> None:
    person = at_home(FIRST)
    keeper, heard, held = person.desk.housekeeper, list[object](), threading.Event()
    keeper.aside(held.wait, heard.append, heard.append)
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    held.set()
    person.qtbot.waitUntil(lambda: not Aside._running, timeout=20_000)
    assert heard == []
