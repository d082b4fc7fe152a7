"""The hand-over from end to end through two real windows: a clinic's and a patient's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.security.argon import LEAST_COST
from diary_app.ui.clinic import places
from diary_app.ui.widgets.labels import Label
from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT, Opens, Person
from tests.ui.gate_paths import to_treatment
from tests.ui.test_clinic_gate import to_clinic

pytestmark = pytest.mark.slow

NAME = "Ada Example"


@dataclass
class Dialogs:
    """Answers every file dialog with ``answer``."""

    answer: Path

    def open_file(self, *_: object) -> tuple[str, str]:
        return str(self.answer), ""

    def open_files(self, *_: object) -> tuple[list[str], str]:
        return [str(self.answer)], ""

    def folder(self, *_: object) -> str:
        return str(self.answer)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Dialogs:
    made = Dialogs(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", made.open_file)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.open_file)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", made.open_files)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", made.folder)
    monkeypatch.setattr("diary_app.services.transfer.setup_service.COST", LEAST_COST)
    return made


def turn_to(person: Person) -> None:
    """The other of the two windows has the keys from now on."""
    person.window.activateWindow()
    person.qtbot.waitUntil(person.window.isActiveWindow)


def words_of(page: Any) -> str:
    """Every text in view on a page."""
    return " | ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def found_clinic(person: Person) -> None:
    """The first run of a clinic, to its window."""
    page = to_clinic(person).clinic
    person.type("04")
    person.press(Qt.Key.Key_Return)
    person.type(NAME)
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_1)
    person.click(page.next_button)


def add_patient(person: Person) -> None:
    """The planned first dose is today."""
    page = person.desk.page
    person.click(page.parts.nobody)
    person.type(PARTICIPANT)
    person.click(page.form.known)
    person.click(page.form.save_button)
    person.press(Qt.Key.Key_Return)  # the new row is chosen
    assert person.desk.page.participant == PARTICIPANT


def hand_setup(person: Person, dialogs: Dialogs, file: Path, sheet: Path | None = None) -> tuple[str, str]:
    """A set-up file, the first one with its sheet; the code and the fingerprint that are shown."""
    page = person.desk.page
    person.click(page.hand_button)
    card = page.panel.setup_card
    if sheet is not None:
        card.phone.control.setFocus()
        person.type("010-5555 0100")
    assert card.phone.control.text() == "010-5555 0100"  # once told, it stands there
    dialogs.answer = file
    person.click(card.make_button)
    if sheet is not None:
        dialogs.answer = sheet
        person.click(card.save_button)
        assert sheet.read_bytes().startswith(b"%PDF-")
    handed = (card.code.text(), card.fingerprint.text())
    person.click(page.panel.back_button)
    return handed


def begin_diary(person: Person, dialogs: Dialogs, file: Path, code: str, fingerprint: str) -> None:
    """The patient's first run from the set-up file."""
    making = to_treatment(person)
    dialogs.answer = file
    person.click(making.treatment.file_button)
    person.type(code.lower().replace("-", " "))
    person.press(Qt.Key.Key_Return)
    page = making.setup.says
    assert page.compare.fingerprint.text() == fingerprint
    person.click(page.compare.same)
    person.click(page.next_button)
    person.click(making.remind.not_now_button)


def feel(person: Person, grade: int) -> None:
    """The first symptom, and no other."""
    person.click(person.today.side.symptoms.button)
    page = person.desk.page
    person.click(page.rows[0].scale.choices[grade])
    person.click(page.others_button)
    person.click(page.save_button)


def drop(page: Any, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(10, 10), copy, data, left, none))


def decide_lower_level(person: Person) -> None:
    """10 mg from today on, with a reason."""
    person.desk.page.open_tab("visits")
    person.wait()
    tab = person.desk.page.tab
    person.click(tab.story.decisions.buttons["reduce"])
    form = tab.form
    box = form.inputs["mg"].focus
    box.setFocus()
    person.press(Qt.Key.Key_Down)
    form.inputs["reason"].focus.setFocus()
    person.type("rash")
    person.press(Qt.Key.Key_Return)
    assert tab.form is None
    assert "Reduced from 12 to 10 mg" in words_of(tab)


def open_from_clinic(person: Person, dialogs: Dialogs, file: Path, code: str = "") -> Any:
    """A file of the clinic in Settings, to where it is taken in."""
    page = person.open("settings")
    dialogs.answer = file
    person.click(page.clinic.file_button)
    person.click(page.step.file_button)
    if code:
        person.type(code)
        person.press(Qt.Key.Key_Return)
    return page


def test_from_the_clinic_to_the_patient_and_back_twice(
    sit_down: Opens, clock: FixedClock, tmp_path: Path, dialogs: Dialogs
) -> None:
    first, second, mine = tmp_path / "first.setup", tmp_path / "second.setup", tmp_path / "mine.diary"
    clinic = sit_down(folder="clinic")
    found_clinic(clinic)
    add_patient(clinic)
    code, fingerprint = hand_setup(clinic, dialogs, first, tmp_path / "first.pdf")

    patient = sit_down()
    begin_diary(patient, dialogs, first, code, fingerprint)
    patient.click(patient.today.card.now_button)
    clock.set("2026-01-06T07:20")
    patient.open("today")
    patient.click(patient.today.card.now_button)
    feel(patient, 2)
    share = patient.open("share")
    assert "has not confirmed anything yet" in share.sealed.has.text()
    dialogs.answer = mine
    patient.click(share.sealed.make_button)
    assert str(mine.name) in share.sealed.result.text.text()

    clock.set("2026-01-07T09:00")
    turn_to(clinic)
    taking = clinic.open(places.IMPORT)
    dialogs.answer = mine
    clinic.click(taking.choose_button)
    [card] = taking.cards
    assert "Capsule: 2" in card.accessibleName()
    assert "About 5 January 2026 to 6 January 2026." in card.accessibleName()
    clinic.click(taking.take_button)
    clinic.click(taking.cards[0].open_button)
    page = clinic.desk.page
    assert (page.participant, page.bar.current) == (PARTICIPANT, "overview")
    assert "2 of 2 capsules" in words_of(page.tab)
    decide_lower_level(clinic)
    code, again = hand_setup(clinic, dialogs, second)
    assert again == fingerprint

    clock.set("2026-01-07T09:40")
    turn_to(patient)
    page = open_from_clinic(patient, dialogs, second, code)
    assert page.step.compare is None
    assert "From 7 January 2026 on the dose is 10 mg a day." in words_of(page.step)
    patient.click(page.step.look_step.act_button)
    patient.open("today")
    assert "Take 10 mg before breakfast" in words_of(patient.today)
    patient.click(patient.today.card.now_button)
    assert [dose["mg"] for dose in patient.lines("doses")] == [12, 12, 10]
    share = patient.open("share")
    patient.click(share.pdf.inside)
    dialogs.answer = tmp_path / "mine.pdf"
    patient.click(share.make_button)
    assert share.viewer.line.text().endswith("with the sealed file for your clinic inside")
    receipt_follows(clinic, patient, dialogs, dialogs.answer, tmp_path)


def receipt_follows(clinic: Person, patient: Person, dialogs: Dialogs, mine: Path, folder: Path) -> None:
    """The clinic takes in what was shared last, and its receipt goes back."""
    turn_to(clinic)
    taking = clinic.open(places.IMPORT)
    drop(taking, mine)
    clinic.wait()
    assert "Capsule: 1" in taking.cards[0].accessibleName()
    clinic.click(taking.clear_button)
    assert taking.choose_button.hasFocus()
    dialogs.answer = mine
    clinic.click(taking.choose_button)
    assert "Capsule: 1" in taking.cards[0].accessibleName()
    clinic.press(Qt.Key.Key_Return)  # "Take in" has the focus
    assert QApplication.focusWidget() is taking.receipts_button
    dialogs.answer = folder
    clinic.press(Qt.Key.Key_Return)
    turn_to(patient)
    page = open_from_clinic(patient, dialogs, folder / f"{PARTICIPANT}.receipt")
    patient.press(Qt.Key.Key_Return)
    assert page.clinic.file.result.text.text().startswith("Your clinic has confirmed")
    share = patient.open("share")
    assert share.sealed.has.text().startswith("Your clinic has everything up to")
