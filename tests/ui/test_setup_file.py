"""A clinic's set-up file in the window: at the first run, later in Settings, and sealing for the clinic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.ui.widgets.labels import Label
from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT, Person
from tests.ui.gate_paths import to_treatment
from tests.ui.setup_desk import PHONE, Desk, Handed

pytestmark = pytest.mark.slow

Opens = Callable[..., Person]


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Desk:
    """A clinic with the participant enrolled today and a visit to come."""
    desk = Desk(tmp_path / "clinic", clock)
    desk.make()
    desk.decide({"kind": "visit", "day": "2026-01-26"})
    return desk


@pytest.fixture
def first(desk: Desk, tmp_path: Path) -> Handed:
    """The first set-up file."""
    return desk.hand(tmp_path / "S003-014.setup")


def point_at(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file dialog answers with this file."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(file), ""))


def to_says(person: Person, handed: Handed, monkeypatch: pytest.MonkeyPatch) -> Any:
    """From the treatment page over file and code to what the file says."""
    making = person.window.gate.making
    point_at(handed.file, monkeypatch)
    person.click(making.treatment.file_button)
    person.type(handed.code.lower().replace("-", " "))
    person.click(making.setup.code.next_button)
    return making


def test_a_first_run_with_a_set_up_file(
    sit_down: Opens, desk: Desk, first: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down()
    to_treatment(person)
    making = to_says(person, first, monkeypatch)
    page = making.setup.says
    assert page.compare.fingerprint.text() == first.fingerprint
    assert QApplication.focusWidget() is page.compare.fingerprint
    said = [label.text() for label in page.says.findChildren(Label)]
    assert {PARTICIPANT, "04", PHONE, "12 mg a day, from Monday 5 January"} <= set(said)
    person.click(page.next_button)
    assert making.remind is None  # nobody compared
    person.click(page.compare.same)
    person.click(page.next_button)
    person.click(making.remind.not_now_button)
    assert person.window.desk is not None
    assert person.ask(lambda: person.services.opened.participants()) == [PARTICIPANT]
    contact = person.ask(lambda: person.services.calls.contact())
    assert (contact.phone, contact.by_clinic) == (PHONE, True)
    view = person.ask(lambda: person.services.today.view())
    assert (view.first_dose, view.next_visit) == (date(2026, 1, 5), date(2026, 1, 26))
    assert person.ask(lambda: person.services.setup.pinned()).keys.fingerprint == first.fingerprint
    assert making.setup.pages == (None, None)


def test_what_is_wrong_is_said_where_it_can_be_mended(
    sit_down: Opens, first: Handed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down()
    making = to_treatment(person)
    other = tmp_path / "other.setup"
    other.write_bytes(b"no set-up file")
    point_at(other, monkeypatch)
    person.click(making.treatment.file_button)
    page = making.setup.code
    person.press(Qt.Key.Key_Return)
    assert page.code.error.text() == "Type the code first."
    person.type("7K2M")
    person.press(Qt.Key.Key_Return)
    said = " ".join(label.text() for label in page.problem.findChildren(Label))
    assert "not a set-up file" in said
    point_at(first.file, monkeypatch)
    person.click(page.other_button)
    page = making.setup.code
    person.type("7K2M")
    person.press(Qt.Key.Key_Return)
    assert "16 characters" in page.code.error.text()
    assert QApplication.focusWidget() is page.code.control
    person.click(page.back_button)
    assert person.window.gate.page is making.treatment


def test_back_from_the_reminders_leads_to_the_file_and_typing_takes_its_place(
    sit_down: Opens, first: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down()
    to_treatment(person)
    making = to_says(person, first, monkeypatch)
    says = making.setup.says
    person.click(says.compare.same)
    person.click(says.next_button)
    person.click(making.remind.back_button)
    assert person.window.gate.page is says
    person.click(says.back_button)
    person.click(making.setup.code.back_button)
    making.treatment.number.control.setText("S003-099")
    person.click(making.treatment.next_button)
    person.click(making.remind.not_now_button)
    assert person.ask(lambda: person.services.opened.participants()) == ["S003-099"]
    assert person.ask(lambda: person.services.setup.pinned("S003-099")) is None


def test_another_language_keeps_the_file_and_what_was_typed(
    sit_down: Opens, first: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down()
    to_treatment(person)
    making = to_says(person, first, monkeypatch)
    person.click(making.setup.says.compare.same)
    person.click(making.setup.says.language_choice)
    making = person.window.gate.making
    page = making.setup.says
    assert person.window.gate.page is page
    assert page.compare.same.isChecked()
    person.click(page.back_button)
    assert making.setup.code.code.control.text() == first.code.lower().replace("-", " ")
    person.click(making.setup.code.next_button)
    person.click(making.setup.says.compare.same)
    person.click(making.setup.says.next_button)
    person.click(making.remind.not_now_button)
    assert person.ask(lambda: person.services.opened.participants()) == [PARTICIPANT]


def opened_in_settings(person: Person, handed: Handed, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The step of Settings with what the file changes."""
    page = person.open("settings")
    point_at(handed.file, monkeypatch)
    person.click(page.clinic.file_button)
    person.click(page.step.file_button)
    person.type(handed.code)
    person.press(Qt.Key.Key_Return)
    return page


def test_a_later_file_is_looked_at_and_then_shown_on_today(
    at_home: Callable[..., Person],
    desk: Desk,
    first: Handed,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = at_home(date(2026, 1, 5))
    page = opened_in_settings(person, first, monkeypatch)
    assert page.step.compare.fingerprint.text() == first.fingerprint
    person.click(page.step.look_step.act_button)
    assert page.step.compare.missing  # nothing is taken in before the box is ticked
    person.click(page.step.compare.same)
    person.click(page.step.look_step.act_button)
    assert page.step is None
    assert page.clinic.file.result.text.text().startswith("What your clinic decided")
    assert "site 04" in page.clinic.file.text.text()
    clock.set("2026-01-07T07:30")
    desk.decide({"kind": "dose_level", "day": "2026-01-07", "mg": 10, "reason": "rash"})
    second = desk.hand(tmp_path / "second.setup")
    page = opened_in_settings(person, second, monkeypatch)
    assert page.step.compare is None  # its key is known
    step = page.step.look_step
    assert "From 7 January 2026 on the dose is 10 mg a day." in [
        label.text() for label in step.findChildren(Label)
    ]
    person.click(step.act_button)
    view = person.ask(lambda: person.services.today.view())
    assert str(view.status.planned_mg) == "10"
    person.open("today")
    page = opened_in_settings(person, first, monkeypatch)
    assert "older" in page.step.look_step.line.text()
    assert not page.step.look_step.act_button.isVisible()
    person.click(page.step.look_step.back_button)
    person.click(page.step.open_step.back_button)
    assert page.step is None


def test_an_amended_plan_reaches_every_page_at_once(
    at_home: Callable[..., Person], desk: Desk, first: Handed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(date(2026, 1, 5))
    page = opened_in_settings(person, first, monkeypatch)
    person.click(page.step.compare.same)
    person.click(page.step.look_step.act_button)
    before = person.desk
    assert "results" in before.rail.items
    person.open("symptoms")
    desk.amend_plan("participant_sees_scores = true", "participant_sees_scores = false")
    page = opened_in_settings(person, desk.hand(tmp_path / "second.setup"), monkeypatch)
    person.click(page.step.look_step.act_button)
    assert person.desk is not before
    assert "results" not in person.desk.rail.items
    assert not person.desk.session.protocol.questionnaire.participant_sees_scores
    page = person.desk.page  # at the same place, with the same words
    assert page.clinic.file.result.text.text().startswith("What your clinic decided")
    assert page.clinic.file_button.hasFocus()


def test_a_sealed_file_is_made_for_the_clinic(
    at_home: Callable[..., Person], desk: Desk, first: Handed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(date(2026, 1, 5))
    share = person.open("share")
    assert not share.sealed.make_button.isVisible()
    assert "a set-up file from your clinic is needed" in share.sealed.clinic.text()
    page = opened_in_settings(person, first, monkeypatch)
    person.click(page.step.compare.same)
    person.click(page.step.look_step.act_button)
    share = person.open("share")
    assert share.sealed.clinic.text() == f"For the clinic of site 04, key {first.fingerprint[:9]}"
    out = tmp_path / "mine.diary"
    point_at(out, monkeypatch)
    person.click(share.sealed.make_button)
    assert share.sealed.result.text.text().endswith("Your private notes are not in it.")
    with desk.open() as clinic:
        looked = clinic.transfer.look_at_file(out)
        assert (looked.problem, looked.participant) == (None, PARTICIPANT)
        clinic.transfer.take_in(looked)
        clinic.transfer.make_receipt(PARTICIPANT, out=tmp_path / "mine.receipt")
    page = person.open("settings")
    point_at(tmp_path / "mine.receipt", monkeypatch)
    person.click(page.clinic.file_button)
    person.click(page.step.file_button)
    assert not page.step.code.isVisible()  # a receipt needs none
    person.click(page.step.open_step.act_button)
    assert page.clinic.file.result.text.text().startswith("Your clinic has confirmed")
    point_at(out, monkeypatch)
    person.click(page.clinic.file_button)
    person.click(page.step.file_button)
    assert "taken in by a clinic's store" in page.step.open_step.result.text.text()
    person.press(Qt.Key.Key_Escape)
    person.open("today")
    share = person.open("share")
    assert share.sealed.has.text().startswith("Your clinic has everything up to")
