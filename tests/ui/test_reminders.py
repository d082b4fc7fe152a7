"""Reminders in the window: while it is locked too, one after a sleep, snoozed, and what Settings offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication, QFileDialog, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, read_settings, save_settings
from diary_app.services.autostart import Autostart
from diary_app.services.reminder_file import read_instants, reminder_file, save_instants
from diary_app.ui.kit import Kit
from diary_app.ui.reminders import Reminders
from diary_app.ui.widgets.fields import time_field
from tests.calendar_reader import read_calendar
from tests.support import FixedClock
from tests.ui.conftest import Opens, Person

FIRST = date(2026, 1, 5)
IT_IS_TIME = "It is time for your diary."


def watched(person: Person, folder: Path, clock: FixedClock) -> Reminders:
    made = Reminders(person.window, person.runner, folder, clock)
    made.look()
    return made


def banner(reminders: Reminders) -> Any:
    """What is shown in the window, if anything."""
    found = reminders.in_window.banner
    return found if found is not None and found.isVisible() else None


@pytest.fixture
def folder(diary: Callable[..., Path], clock: FixedClock) -> Path:
    """A diary of 5 January, locked at 06:00 on its second day, with a reminder at 07:30."""
    clock.set("2026-01-06T06:00")
    made = diary(FIRST)
    save_settings(plain_file(made), Settings(reminders=True))
    day = clock.now().utc + timedelta(hours=1, minutes=30)
    save_instants(reminder_file(made), [day + timedelta(days=n) for n in range(5)])
    return made


@pytest.mark.slow
def test_a_morning_from_the_locked_diary_to_the_capsule(
    sit_down: Opens, folder: Path, clock: FixedClock
) -> None:
    person = sit_down()
    reminders = watched(person, folder, clock)
    assert banner(reminders) is None
    clock.set("2026-01-06T07:30")
    reminders.look()
    shown = banner(reminders)
    assert (shown.title.text(), shown.accessibleName()) == (
        IT_IS_TIME,
        f"{IT_IS_TIME} Open it when it suits you.",
    )
    reminders.look()
    assert banner(reminders) is shown, "the same one, not a second"

    person.click(shown.snooze_button)  # in ten minutes
    assert banner(reminders) is None
    clock.advance(minutes=9)
    reminders.look()
    assert banner(reminders) is None
    clock.advance(minutes=1)
    reminders.look()
    assert banner(reminders).title.text() == IT_IS_TIME

    person.unlock()  # whoever opens it has heard it; the file says what comes next
    assert banner(reminders) is None
    assert [each.strftime("%d %H:%M") for each in read_instants(reminder_file(folder))][:2] == [
        "06 23:30", "07 23:30",
    ]  # fmt: skip

    clock.set("2026-01-07T06:50")
    person.ask(person.services.today.took_it)
    person.window.kit.commands.diary_changed.emit()
    person.wait()
    assert read_instants(reminder_file(folder))[0].strftime("%d %H:%M") == "07 23:30"
    clock.set("2026-01-07T07:31")
    reminders.look()
    assert banner(reminders) is None, "what is recorded needs no reminder"

    page = person.open("settings").reminders
    page.time.control.setTime(QTime(8, 15))
    page.time.control.setFocus()
    person.press(Qt.Key.Key_Return)
    assert read_settings(plain_file(folder)).reminder_time == "08:15"
    assert read_instants(reminder_file(folder))[0].strftime("%d %H:%M") == "08 00:15"
    assert page.when.result.text.text() == "You will be reminded at 08:15."
    person.click(page.on)
    assert not reminder_file(folder).exists()
    assert page.time.isHidden()
    person.click(page.on)
    assert reminder_file(folder).exists()
    person.window.lock()
    person.wait()
    clock.set("2026-01-08T08:15")
    reminders.look()
    assert banner(reminders).title.text() == IT_IS_TIME
    place = banner(reminders).parentWidget()
    assert place.styleSheet() == person.window.kit.appearance.sheet, "it looks like what it is"
    assert place.height() < 120, "the page keeps the room"


def test_after_a_sleep_there_is_one_card_and_never_a_pile(
    sit_down: Opens, folder: Path, clock: FixedClock
) -> None:
    person = sit_down()
    reminders = watched(person, folder, clock)
    clock.set("2026-01-08T09:00")  # three mornings went by
    reminders.look()
    shown = banner(reminders)
    assert shown.title.text() == "You missed a reminder."
    person.click(shown.close_button)
    assert banner(reminders) is None
    clock.advance(hours=1)
    reminders.look()
    assert banner(reminders) is None
    again = watched(person, folder, clock)  # the program was started anew the same morning
    assert banner(again) is not None
    again.stop()
    clock.set("2026-01-11T12:00")  # a sleep over the last of them, which is of yesterday by now
    reminders.look()
    assert banner(reminders) is None
    clock.set("2026-01-20T09:00")  # nothing is ahead any more, and what was missed is long ago
    assert banner(watched(person, folder, clock)) is None


@pytest.mark.logs("the reminders file could not be read: DoesNotFit")
def test_a_file_that_is_something_else_reminds_of_nothing(
    sit_down: Opens, folder: Path, clock: FixedClock
) -> None:
    reminder_file(folder).write_text('{"capsule": "12 mg"}')
    reminders = watched(sit_down(), folder, clock)
    clock.set("2026-01-06T07:30")
    reminders.look()
    assert banner(reminders) is None


def test_where_the_system_has_notifications_one_is_shown_there(
    sit_down: Opens, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _, title, text, _icon: told.append((title, text))
    )
    reminders = watched(sit_down(), folder, clock)
    clock.set("2026-01-06T07:30")
    reminders.look()
    assert told == [(IT_IS_TIME, "Open it when it suits you.")]
    assert banner(reminders) is None
    tray = reminders._in_tray
    assert tray is not None
    assert [action.text() for action in tray._menu.actions()] == [
        "Open the diary", "Remind me again in 10 minutes", "Quit",
    ]  # fmt: skip
    tray._menu.actions()[1].trigger()
    clock.advance(minutes=10)
    reminders.look()
    assert len(told) == 2


class Tray:
    """A tray that says what stands in it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there, self.told = False, list[str]()
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
        monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: setattr(self, "there", True))
        monkeypatch.setattr(QSystemTrayIcon, "hide", lambda _: setattr(self, "there", False))
        monkeypatch.setattr(
            QSystemTrayIcon, "showMessage", lambda _, title, _text, _icon: self.told.append(title)
        )


def test_closing_the_window_locks_it_and_leaves_the_reminders(
    sit_down: Opens, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray, ended = Tray(monkeypatch), list[str]()
    person = sit_down()
    window = person.window
    window.finished.connect(lambda: ended.append("finished"))
    monkeypatch.setattr(window, "raise_", lambda: None)  # the offscreen platform knows no order
    reminders = watched(person, folder, clock)
    person.unlock()
    window.close()
    person.wait()
    assert (window.isHidden(), window.desk, ended) == (True, None, [])
    assert (tray.there, tray.told) == (True, ["The diary is closed and locked."])
    assert read_settings(plain_file(folder)).tray_told
    clock.set("2026-01-06T07:30")
    reminders.look()
    assert tray.told[1:] == [IT_IS_TIME]
    reminders.clear()
    assert tray.there, "the icon is the way back"
    assert reminders._in_tray is not None
    menu = {action.text(): action for action in reminders._in_tray._menu.actions()}
    menu["Open the diary"].trigger()
    assert window.isVisible()
    assert not tray.there
    window.close()  # while it is locked, too; and it was said before
    assert (window.isHidden(), tray.there, len(tray.told), ended) == (True, True, 2, [])
    menu["Quit"].trigger()
    assert (ended, tray.there) == (["finished"], False)


def test_quit_in_settings_ends_it_and_so_does_closing_where_it_is_not_to_stay(
    sit_down: Opens, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray = Tray(monkeypatch)
    person = sit_down()
    reminders = watched(person, folder, clock)
    person.unlock()
    page = person.open("settings").reminders
    assert page.stay_tick.isChecked()
    person.click(page.stay_tick)
    assert not read_settings(plain_file(folder)).keep_running
    assert not reminders.stays()
    person.click(page.stay_tick)
    assert reminders.stays()
    person.click(page.on)  # without reminders there is nothing to stay for
    assert page.stay.isHidden()
    assert not reminders.stays()
    person.click(page.on)
    with person.qtbot.waitSignal(person.window.finished, timeout=20_000):
        page.quit_button.click()
    assert person.window.isHidden()
    assert not tray.there


@pytest.mark.slow
def test_settings_save_a_calendar_and_start_with_the_computer_only_if_asked(
    sit_down: Opens, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    person = sit_down()
    person.unlock()
    page = person.open("settings").reminders
    out = tmp_path / "phone.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    person.click(page.calendar_button)
    assert read_calendar(out.read_bytes()).of("VEVENT")
    assert page.calendar.result.text.text().replace("\u200b", "").startswith(f"Saved: {out}")
    out.write_bytes(b"%PDF-")
    person.click(page.calendar_button)
    assert "is no calendar file" in page.calendar.result.text.text()

    entry = tmp_path / "config" / "autostart" / "morning-diary.desktop"
    assert not entry.exists()
    person.click(page.start_tick)
    assert "\nExec=" in entry.read_text("utf-8")
    person.click(page.start_tick)
    assert not entry.exists()


def test_the_autostart_entry_is_quoted_and_names_the_diary() -> None:
    environ = {"XDG_CONFIG_HOME": "/c", "DIARY_APP_DATA_DIR": '/a b/100% "x"'}
    [line] = [each for each in Autostart(environ, "linux")._entry().splitlines() if each.startswith("Exec=")]
    assert line.startswith(r'Exec="env" "DIARY_APP_DATA_DIR=/a b/100%% \\"x\\""')
    assert not Autostart(environ, "win32").offered


def test_the_time_of_the_reminder_grows_with_the_text(kit: Kit, qtbot: QtBot) -> None:
    field = time_field(kit, "Time", time(7, 30))
    qtbot.addWidget(field)
    field.show()
    QApplication.processEvents()
    for size in (200, 100):
        kit.appearance.set_look(kit.look.with_text(size))
        QApplication.processEvents()
        wanted = kit.font("body").pixelSize()
        assert (field.control.font().pixelSize(), field.control.lineEdit().font().pixelSize()) == (
            wanted,
        ) * 2


def test_the_menu_of_the_icon_is_reached_without_opening_the_window(
    sit_down: Opens, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray = Tray(monkeypatch)
    person = sit_down()
    monkeypatch.setattr(person.window, "raise_", lambda: None)  # the offscreen platform knows no order
    reminders = watched(person, folder, clock)
    person.unlock()
    person.window.close()
    person.wait()
    assert reminders._in_tray is not None
    icon = reminders._in_tray.icon
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)  # comes with the menu that holds Quit
    assert (person.window.isHidden(), tray.there) == (True, True)
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert (person.window.isHidden(), tray.there) == (False, False)
