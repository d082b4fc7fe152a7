"""Every page at every text size in the smallest and the usual window: nothing cut, everything named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from diary_app.services.way_out import WayOut
from diary_app.ui.housekeeping import Note, place_words
from diary_app.ui.pages.gate.acts import BroughtBack
from diary_app.ui.pages.gate.backup_page import BackupPage, BroughtBackPage
from diary_app.ui.pages.gate.forgotten_page import ForgottenPage, NewPassphrasePage, NoCodePage
from diary_app.ui.reminders import Reminders
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.choices import Choice
from diary_app.ui.widgets.page_parts import Scroller
from tests.support import FixedClock
from tests.ui.conftest import Opens, Person, record_days
from tests.ui.gate_paths import to_code, type_code
from tests.ui.memory_keychain import MemoryKeychain

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
SIZES = [(1024, 720, 100), (1280, 800, 100), (1280, 800, 150), (1024, 720, 200)]


def visible(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isNull():
            yield widget


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    found = []
    for widget in visible(root):
        inner = widget.objectName().startswith("qt_")
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or not widget.isEnabled():
            continue
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def cut(root: QWidget) -> list[str]:
    """Texts that do not fit where they stand, and bodies wider than the page."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Scroller) and widget.body.width() > widget.viewport().width():
            found.append(f"wider than the page: {widget.body.width()} > {widget.viewport().width()}")
        if isinstance(widget, QLabel) and widget.text().strip():
            if widget.wordWrap() and widget.height() + 1 < widget.heightForWidth(widget.width()):
                found.append(f"label too low: {widget.text()!r}")
            if not widget.wordWrap() and widget.width() + 1 < widget.sizeHint().width():
                found.append(f"label too narrow: {widget.text()!r}")
        if isinstance(widget, Button) and not widget._icon_only:
            wide = widget.width() + 1 < widget.minimumSizeHint().width()
            if wide or widget.height() + 1 < widget.heightForWidth(widget.width()):
                found.append(f"button too small: {widget.text()!r}")
        if isinstance(widget, Choice) and widget.width() < widget.minimumSizeHint().width():
            found.append(f"choice too narrow: {widget.accessibleName()!r}")
    return found


def check(person: Person, where: str, faults: list[str]) -> None:
    for _ in range(4):  # wrapped labels settle over a few rounds
        QApplication.processEvents()
    faults += [f"{where}: {fault}" for fault in cut(person.window) + unnamed(person.window)]


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_the_pages_before_the_diary(sit_down: Opens, width: int, height: int, text: int) -> None:
    person = sit_down(size=(width, height), keychain=MemoryKeychain())
    person.window.settings.set_text(text)
    gate, faults = person.window.gate, list[str]()
    check(person, "welcome", faults)
    making = to_code(person)
    making.passphrase.keep._say("Printed at 07:10")
    check(person, "passphrase", faults)
    person.click(making.passphrase.next_button)
    making.typed_back.entry.complain()
    check(person, "code typed back", faults)
    type_code(person, making.typed_back.entry, making.passphrase.keep.code.lines())
    person.click(making.typed_back.next_button)
    check(person, "treatment", faults)
    gate.show_unlock()
    gate.unlock.refuse("That did not match. Please try again, or use your recovery code.")
    check(person, "unlock", faults)
    assert faults == []


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_the_ways_out_of_a_diary_that_does_not_open(
    sit_down: Opens, width: int, height: int, text: int
) -> None:
    person = sit_down(size=(width, height))
    person.window.settings.set_text(text)
    gate, kit, faults = person.window.gate, person.window.kit, list[str]()
    way = WayOut(Path("/a/stick/of-mine/2026.diary-backup"), datetime(2026, 6, 18, 21, 40, tzinfo=UTC), 214)
    when = "Wednesday 18 September 2026, 21:40"
    gate.problem.say("The diary's database is damaged; the file was left as it is.", "", "/home/me/diary")
    gate.problem.offer(way, when)
    code, backup = ForgottenPage(kit), BackupPage(kit, way, when)
    backup.refuse("This does not open the backup.", "Perhaps you had another passphrase when it was made.")
    code.refuse()
    done = BroughtBack(way, 3, Path("/home/me/diary/set-aside/2026-09-18T214000Z"))
    pages = [gate.problem, code, NewPassphrasePage(kit, person.runner), NoCodePage(kit, True), backup]
    for page in [*pages, BroughtBackPage(kit, done, when)]:
        gate.show_page(page)
        check(person, type(page).__name__, faults)
    gate.show_page(backup)
    person.click(backup.other_button)
    check(person, "backup by code", faults)
    gate.unlock.ask_press()
    gate.show_page(gate.unlock)
    check(person, "one press", faults)
    assert faults == []


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_the_pages_of_the_open_diary(
    at_home: Home, clock: FixedClock, width: int, height: int, text: int
) -> None:
    pressure = {"kind": "bp", "day": "2026-01-09", "time": "07:00", "readings": ["128/82"]}
    clock.set("2026-01-10T07:42")
    visit = {"kind": "visit", "day": "2026-01-26"}
    person = at_home(FIRST, [*record_days(FIRST, 3), pressure, visit], size=(width, height))
    person.window.settings.set_text(text)
    person.wait()
    faults: list[str] = []
    check(person, "today", faults)
    today = person.today
    for button in ("earlier_button", "not_taken_button"):
        getattr(today.card, button).click()
        check(person, button, faults)
        today.card.back_button.click()
    today.card.now_button.click()
    person.wait()
    check(person, "taken", faults)
    today.card.correct_button.click()
    check(person, "correct", faults)
    today.go_back()
    symptoms = person.open("symptoms")
    symptoms.rows[0].scale.choose(2)
    check(person, "symptoms", faults)
    vitals = person.open("vitals")
    vitals.form.first.high.refuse("Please check: the upper number is usually between 40 and 300.")
    vitals.form.rest.start(60_000)
    check(person, "vitals", faults)
    vitals.foot.ask(["The two readings are 34 apart. Are both right?", "Is the weight 62.5 kg right?"])
    check(person, "vitals, asked", faults)
    diary = person.open("diary")
    check(person, "diary", faults)
    diary.choose(FIRST)
    person.wait()
    check(person, "diary, a day", faults)
    diary.card.buttons["correct"].click()
    check(person, "diary, correct", faults)
    diary.go_back()
    person.open("questions")
    check(person, "questions", faults)
    share = person.open("share")
    person.wait()
    check(person, "share", faults)
    share.second.line.setText(
        "Second copy: /media/\u200banna/\u200bSTICK, made on Saturday 10 January, 07:42"
    )
    share.second.result.say("The second copy was not saved in /media/\u200banna: no space left.", "bad")
    share.second.copy_button.show()
    check(person, "share, second copy", faults)
    for day in ("2026-01-05", "2026-01-10"):
        answers = {str(item): 2 for item in range(1, 31)}
        line = {"kind": "qlq", "day": day, "time": "06:00", "answers": answers}
        person.ask(lambda line=line: person.services.diary.write(line))
    results = person.open("results")
    check(person, "results", faults)
    results.turn()
    check(person, "results, table", faults)
    assert faults == []


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_settings_its_steps_and_the_notes_on_today(
    at_home: Home, clock: FixedClock, width: int, height: int, text: int
) -> None:
    clock.set("2026-01-15T07:42")
    person = at_home(FIRST, record_days(FIRST, 10), size=(width, height))
    person.window.settings.set_text(text)
    person.wait()
    faults: list[str] = []
    page = person.open("settings")
    page.safe.asking_box.show()
    page.safe.check.result.say("Everything agrees: 1,037 entries.")
    person.click(page.reminders.on)
    page.reminders.calendar.result.say("Saved: /home/\u200banna/\u200bcalendar.ics\nA newer file updates it.")
    check(person, "settings", faults)
    for name in ("passphrase", "recovery", "without_asking"):
        page.open_step(name)
        check(person, name, faults)
        if name == "recovery":
            page.step._to_typing()
            page.step.type_step.result.say("That did not work.", "bad")
            check(person, "typed back", faults)
    page.go_back()
    person.open("today")
    title, words = place_words(person.window.kit, "synced", "Nextcloud")
    person.today.notes.show_note(Note("place", "due", "folder-open", title, words, page="settings"))
    detail = "Found: hash S003-014 7. 3 more."
    person.today.notes.show_note(Note("findings", "due", "triangle-alert", title, words, detail))
    check(person, "notes", faults)
    button = person.today.card.now_button
    assert button.hasFocus()
    QTest.qWait(100)
    place = QRect(button.mapTo(person.window, QPoint(0, 0)), button.size())
    assert person.window.rect().contains(place)
    Reminders(person.window, person.runner, Path("none"), clock)._remind(missed=True)
    check(person, "a reminder on today", faults)
    person.open("symptoms")
    check(person, "a reminder on symptoms", faults)
    person.window.lock()
    person.wait()
    check(person, "a reminder while locked", faults)
    assert faults == []


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_the_pages_of_the_questionnaire(at_home: Home, width: int, height: int, text: int) -> None:
    person = at_home(FIRST, size=(width, height))
    person.window.settings.set_text(text)
    page = person.open("questions")
    person.click(page.intro.button)
    faults: list[str] = []
    check(person, "practice", faults)
    person.press(Qt.Key.Key_2)
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Return)
    check(person, "question 1, asking", faults)
    assert page.item.asking.visibleRegion().boundingRect().height() > 0
    while page.state.at < 29:
        person.press(Qt.Key.Key_1)
        person.press(Qt.Key.Key_Return)
    check(person, "question 29", faults)
    page._take(page.state.review())
    person.wait()
    check(person, "review", faults)
    assert faults == []


@pytest.mark.parametrize(("width", "height", "text"), [(1024, 720, n) for n in (100, 125, 150, 175, 200)])
def test_the_main_button_of_today_is_in_view_without_scrolling(
    at_home: Home, width: int, height: int, text: int
) -> None:
    person = at_home(FIRST, size=(width, height))
    person.window.settings.set_text(text)
    person.wait()
    QTest.qWait(50)
    button = person.today.card.now_button
    person.today.scroller.verticalScrollBar().setValue(0)
    place = QRect(button.mapTo(person.window, QPoint(0, 0)), button.size())
    assert person.window.rect().contains(place)


@pytest.mark.parametrize("text", [100, 125, 150, 175, 200])
def test_calls_above_the_card_leave_the_main_button_in_view(at_home: Home, text: int) -> None:
    severe = {"kind": "symptom", "day": FIRST.isoformat(), "term": "hands_feet", "severity": 3}
    person = at_home(FIRST - timedelta(days=2), [severe], size=(1024, 720))  # two days without an entry
    person.window.settings.set_text(text)
    person.wait()
    QTest.qWait(100)
    assert person.today.view is not None
    assert len(person.today.view.alerts) == 2
    button = person.today.card.now_button
    assert button.hasFocus()
    place = QRect(button.mapTo(person.window, QPoint(0, 0)), button.size())
    assert person.window.rect().contains(place)


def test_tab_walks_from_the_card_to_the_side_cards_to_the_rail(at_home: Home) -> None:
    person = at_home(FIRST)
    assert QApplication.focusWidget() is person.today.card.now_button
    walked: list[Any] = []
    for _ in range(6):
        person.press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    card, side = person.today.card, person.today.side
    assert walked == [
        card.earlier_button,
        card.not_taken_button,
        side.symptoms.button,
        side.pressure.button,
        side.questionnaire.button,
        person.desk.rail.items["today"],
    ]


def test_the_keys_of_the_rail(at_home: Home) -> None:
    person = at_home(FIRST)
    control = Qt.KeyboardModifier.ControlModifier
    places = person.desk.rail.places
    for number, page in reversed(list(enumerate(places, start=1))):
        person.press(Qt.Key(Qt.Key.Key_0 + number), control)
        assert person.desk.page is person.desk.pages[page]
        assert person.desk.rail.items[page].accessibleDescription() == "This page is open."
    if len(places) < 5:
        person.press(Qt.Key(Qt.Key.Key_1 + len(places)), control)  # no such page: nothing happens
    assert person.desk.page is person.today
