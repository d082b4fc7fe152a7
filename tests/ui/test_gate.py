"""Making a diary, opening it, and what is shown when it does not open."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from diary_app.ui.application import show_faults_in
from diary_app.ui.pages.gate.problem import ProblemPage
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.pages.gate.unlock import UnlockPage
from diary_app.ui.pages.gate.welcome import WelcomePage
from tests.support import FixedClock
from tests.ui.conftest import PASSPHRASE, Person

Opens = Callable[..., Person]


def test_a_diary_is_made_by_keys_alone(sit_down: Opens, tmp_path: Path) -> None:
    person = sit_down()
    gate = person.window.gate
    assert isinstance(gate.page, WelcomePage)
    assert QApplication.focusWidget() is gate.page.start_button
    person.press(Qt.Key.Key_Return)
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    making = gate.making
    assert making is not None
    assert making.passphrase is not None
    assert making.typed_back is not None
    assert gate.page is making.typed_back
    for line in making.passphrase.keep.code.lines():
        person.type(line)
        person.press(Qt.Key.Key_Return)
    assert making.treatment is not None
    assert gate.page is making.treatment
    person.type("S003-014")
    for _ in range(3):  # the day is today's, the clinic's number is left open
        person.press(Qt.Key.Key_Return)
    assert making.remind is not None
    assert gate.page is making.remind
    assert making.remind.time.control is QApplication.focusWidget()
    assert making.remind.findChild(Steps).accessibleName() == "Last step: Reminders"
    kinds = {button._kind for button in (making.remind.not_now_button, making.remind.remind_button)}
    assert kinds == {"secondary"}  # of one weight
    while QApplication.focusWidget() is not making.remind.not_now_button:
        person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Return)
    assert person.window.desk is not None
    assert person.today.header.title.text() == "Good morning"
    assert not person.window.kit.commands.settings.reminders
    assert (tmp_path / "diary" / "diary.db").exists()
    assert making.passphrase is None  # nothing is left in any field


def test_the_passphrase_must_be_long_enough_and_typed_twice(sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    person.click(gate.making.welcome.start_button)
    page = gate.making.passphrase
    assert page is not None
    assert page.next_button.isEnabled()
    person.type("short")
    person.wait()
    assert page.next_button.accessibleDescription() == "Choose a longer passphrase first."
    person.click(page.next_button)
    assert gate.page is page
    assert page.first.error.text() == "Choose a longer passphrase first."
    assert QApplication.focusWidget() is page.first.control
    page.first.control.clear()
    person.type(PASSPHRASE)
    person.wait()
    assert page.next_button.accessibleDescription() == "Type the same passphrase twice."
    page.second.control.setFocus()
    person.type(PASSPHRASE + "x")
    person.press(Qt.Key.Key_Return)
    assert gate.page is page
    assert page.second.error.isVisible()
    person.press(Qt.Key.Key_Backspace)
    assert not page.second.error.isVisible()  # mended, so the complaint goes
    person.click(page.next_button)
    assert gate.page is gate.making.typed_back


def test_back_from_the_passphrase_keeps_what_was_typed(sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    person.click(gate.making.welcome.start_button)
    page = gate.making.passphrase
    assert page is not None
    person.type(PASSPHRASE)
    page.second.control.setFocus()
    keep = page.keep
    stops = [page.choose.suggest_button, keep.view, keep.print_button, keep.save_button]
    for stop in [*stops, page.back_button, page.next_button]:
        person.press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop
    person.click(page.back_button)
    assert gate.page is gate.making.welcome
    person.click(gate.making.welcome.start_button)
    assert page.first.control.text() == PASSPHRASE
    assert page.first.control.echoMode() == QLineEdit.EchoMode.Password


def test_enter_goes_from_field_to_field_and_the_focus_does_not_stray(sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    gate.making.to_treatment()
    page = gate.making.treatment
    assert page is not None
    person.click(page.next_button)
    assert page.number.error.text() == "Type your study number first."
    person.type("Zhang San")
    person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.first_dose.control
    person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.phone.control
    person.type("ring me")
    person.press(Qt.Key.Key_Return)
    assert "does not look like a phone number" in page.phone.error.text()
    page.phone.control.clear()
    person.qtbot.keyClick(page.phone.control, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.waiting
    person.wait()
    assert page.problem.isVisible()  # such a number does not fit
    assert QApplication.focusWidget() is page.number.control


def test_the_first_day_is_typed_as_people_type_it(sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    gate.making.to_treatment()
    page = gate.making.treatment
    assert page is not None
    day = page.first_dose.control
    today = day.date()

    def typed(text: str) -> None:
        day.setFocus()
        person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        person.type(text)
        page.number.control.setFocus()

    for days, pattern in ((1, "dd.MM.yyyy"), (2, "yyyy-MM-dd"), (3, "d MMMM yyyy"), (4, "d/M/yyyy")):
        meant = today.addDays(-days)
        typed(QLocale(QLocale.Language.English).toString(meant, pattern))
        assert (day.date(), page.first_dose.error.text()) == (meant, "")
    person.type("S003-014")
    typed("31.2.2026")  # no such day
    assert "Please type a day from" in page.first_dose.error.text()
    person.click(page.next_button)
    assert gate.page is page  # no diary with another day than was meant
    assert QApplication.focusWidget() is day
    typed(today.toString("yyyy-MM-dd"))
    assert page.first_dose.error.text() == ""
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Up)
    assert day.date() == today.addDays(1)


def test_the_calendar_has_large_cells_and_no_red(sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    gate.making.to_treatment()
    assert gate.making.treatment is not None
    calendar = gate.making.treatment.first_dose.control.days
    cells = calendar.findChild(QTableView)
    calendar.resize(calendar.minimumSize())
    calendar.ensurePolished()
    ink = person.window.kit.look.colour("ink").lower()
    for weekday in Qt.DayOfWeek:
        assert calendar.weekdayTextFormat(weekday).foreground().color().name() == ink
    calendar.show()
    person.qtbot.waitUntil(lambda: cells.rowHeight(1) >= 48)
    assert cells.columnWidth(1) >= 48
    calendar.hide()


@pytest.mark.slow
def test_a_diary_held_by_another_program_names_its_number_under_details(
    diary: Callable[..., Path], sit_down: Opens
) -> None:
    from diary_app.bootstrap import WINDOW, open_store

    folder = diary(date(2026, 1, 5))
    person = sit_down()
    with open_store(folder, PASSPHRASE, holder=WINDOW, clock=FixedClock()):
        person.unlock()
    page = person.window.gate.page
    assert isinstance(page, ProblemPage)
    assert page.banner.title.text() == "The diary is open in another window or in use by another program."
    assert f"process {os.getpid()}," in page.place.text()


def test_a_study_number_that_does_not_fit_is_refused_and_stays(sit_down: Opens, tmp_path: Path) -> None:
    person = sit_down()
    gate = person.window.gate
    gate.making.to_treatment()
    page = gate.making.treatment
    assert page is not None
    person.type("Zhang San")
    gate.making.to_passphrase()
    gate.making.to_treatment()
    person.click(page.next_button)
    assert page.problem.isVisible()
    assert "Zhang San" in page.problem.text.text()
    assert page.number.control.text() == "Zhang San"
    assert page.next_button.isEnabled()
    assert not (tmp_path / "diary" / "diary.db").exists()


def test_a_wrong_passphrase_is_said_and_can_be_tried_again(
    diary: Callable[..., Path], sit_down: Opens
) -> None:
    diary(date(2026, 1, 5))
    person = sit_down()
    page = person.window.gate.unlock
    assert person.window.gate.page is page
    assert QApplication.focusWidget() is page.field.control
    assert page.field.control.echoMode() == QLineEdit.EchoMode.Password
    person.unlock("not this one at all")
    assert page.field.error.text() == "That did not match. Please try again, or use your recovery code."
    assert page.field.control.text() == ""
    assert QApplication.focusWidget() is page.field.control
    assert person.window._ring.isVisible()
    person.unlock()
    assert person.window.desk is not None


def empty_the_database(folder: Path) -> None:
    (folder / "diary.db").write_bytes(b"")


def remove_the_database(folder: Path) -> None:
    (folder / "diary.db").unlink()


def remove_the_keys(folder: Path) -> None:
    for file in folder.glob("keys*"):
        file.unlink()


def overwrite_the_middle(folder: Path) -> None:
    file = folder / "diary.db"
    content = bytearray(file.read_bytes())
    content[100:4000] = b"x" * 3900
    file.write_bytes(bytes(content))


@pytest.mark.parametrize(
    "harm",
    [empty_the_database, remove_the_database, remove_the_keys, overwrite_the_middle],
    ids=lambda f: f.__name__,
)
@pytest.mark.logs("")
def test_a_damaged_diary_shows_what_happened_and_never_a_welcome(
    diary: Callable[..., Path], sit_down: Opens, harm: Callable[[Path], None]
) -> None:
    folder = diary(date(2026, 1, 5))
    harm(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir() if "lock" not in file.name}
    person = sit_down()
    gate = person.window.gate
    assert isinstance(gate.page, UnlockPage)
    assert gate.making is None
    person.unlock()
    assert person.window.desk is None
    assert isinstance(gate.page, ProblemPage)
    assert gate.page.banner.title.text()
    assert str(folder) in gate.page.place.text()
    after = {file.name: file.read_bytes() for file in folder.iterdir() if "lock" not in file.name}
    assert {name: after.get(name) for name in before} == before


def test_try_again_leads_back_to_the_passphrase(diary: Callable[..., Path], sit_down: Opens) -> None:
    folder = diary(date(2026, 1, 5))
    content = (folder / "diary.db").read_bytes()
    empty_the_database(folder)
    person = sit_down()
    person.unlock()
    (folder / "diary.db").write_bytes(content)
    page = person.window.gate.page
    assert isinstance(page, ProblemPage)
    assert person.window.gate.restoring._secret == PASSPHRASE  # it may open a backup
    person.click(page.retry_button)
    assert person.window.gate.restoring._secret is None
    person.unlock()
    assert person.window.desk is not None


def test_lock_closes_the_diary_and_lets_others_in(at_home: Callable[..., Person], tmp_path: Path) -> None:
    from diary_app.bootstrap import open_store

    person = at_home(date(2026, 1, 5))
    person.click(person.today.header.buttons.lock_button)
    assert person.window.desk is None
    assert person.window.gate.page is person.window.gate.unlock
    with open_store(tmp_path / "diary", PASSPHRASE, clock=FixedClock()) as store:
        assert store.today.view().participant == "S003-014"
    assert person.window._ring.isVisible()  # it did not go with the page it stood in
    person.unlock()
    assert person.window.desk is not None
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert person.window.desk is None


def test_without_use_the_diary_locks_itself(at_home: Callable[..., Person]) -> None:
    person = at_home(date(2026, 1, 5))
    timer = person.window._idle._timer
    assert timer.interval() == 10 * 60_000
    timer.setInterval(50)
    person.press(Qt.Key.Key_Shift)  # any use begins the time anew, now the short one
    person.qtbot.waitUntil(lambda: person.window.desk is None, timeout=5_000)


@pytest.mark.slow
def test_text_size_is_kept_beside_the_diary(at_home: Callable[..., Person], sit_down: Opens) -> None:
    person = at_home(date(2026, 1, 5))
    control = Qt.KeyboardModifier.ControlModifier
    person.press(Qt.Key.Key_Plus, control)
    person.press(Qt.Key.Key_Plus, control)
    assert person.window.kit.look.text == 150
    person.press(Qt.Key.Key_Minus, control)
    person.window.lock()
    person.wait()
    again = sit_down()
    assert again.window.kit.look.text == 125
    again.press(Qt.Key.Key_0, control)
    assert again.window.kit.look.text == 100


def test_the_list_of_text_sizes_marks_the_one_in_force(at_home: Callable[..., Person]) -> None:
    person = at_home(date(2026, 1, 5))
    menu = person.today.header.buttons.size_button.menu_of_sizes()
    actions = menu.actions()
    assert [action.text() for action in actions] == ["100 %", "125 %", "150 %", "175 %", "200 %"]
    assert [action.isChecked() for action in actions] == [True, False, False, False, False]
    actions[2].trigger()
    assert person.window.kit.look.text == 150
    menu.deleteLater()


@pytest.mark.logs("an act in the window failed")
def test_a_fault_of_the_program_is_said_in_the_window(
    at_home: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(date(2026, 1, 5))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back at the end
    show_faults_in(person.window)
    sys.excepthook(ValueError, ValueError("nausea"), None)
    assert person.today.notice.isVisible()
    assert "nausea" not in person.today.notice.text.text()
