"""A clinic's way through the gate: its first run, signing in by name, a forgotten passphrase."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.services.staff import outside
from diary_app.ui.clinic.desk import ClinicDesk
from diary_app.ui.pages.gate.names import NameField
from tests.support import FixedClock
from tests.ui.conftest import Opens, Person
from tests.ui.gate_paths import type_code, type_twice
from tests.unit.services import staff_support
from tests.unit.services.staff_support import CHIEF, CHIEFS, CODE, MONITOR, NURSE, NURSES

pytestmark = pytest.mark.slow

OWN = "velvet canyon drift almond"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made once") / "clinic"
    staff_support.with_others(folder).close()
    return folder


@pytest.fixture
def at_the_door(made: Path, tmp_path: Path, clock: FixedClock, sit_down: Opens) -> Callable[..., Person]:
    """A window over a clinic's store with three people, closed."""
    shutil.copytree(made, tmp_path / "diary")
    clock.set("2026-01-21T09:00")
    return sit_down


def sign_in(person: Person, name: str, passphrase: str) -> None:
    """Type name and passphrase, as a person does."""
    unlock = person.window.gate.unlock
    unlock.name.control.setFocus()
    # what was typed a moment ago would still count as the beginning of the name
    person.qtbot.wait(QApplication.keyboardInputInterval() + 50)
    person.type(name.split()[0])  # a space would open the list
    assert unlock.who == name
    person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is unlock.field.control
    person.type(passphrase)
    person.press(Qt.Key.Key_Return)


def to_clinic(person: Person) -> Any:
    """From the welcome to the page of the clinic."""
    gate = person.window.gate
    person.click(gate.making.welcome.clinic_button)
    making = gate.clinic_making
    type_twice(person, making.passphrase, OWN)
    person.click(making.passphrase.next_button)
    type_code(person, making.typed_back.entry, making.passphrase.keep.code.lines())
    person.click(making.typed_back.next_button)
    return making


def test_a_clinic_s_first_run_by_keys_ends_in_its_window_with_its_first_person(
    sit_down: Opens, tmp_path: Path
) -> None:
    person = sit_down()
    making = to_clinic(person)
    page = making.clinic
    assert person.window.gate.page is page
    assert QApplication.focusWidget() is page.site.control
    person.type("Site 07")
    person.press(Qt.Key.Key_Return)
    person.type("Ada Example")
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_2)
    assert page.role.value == 2
    person.click(page.next_button)
    assert isinstance(person.desk, ClinicDesk)
    assert (making.passphrase, making.typed_back, making.clinic) == (None, None, None)
    account = person.ask(person.services.staff.signed_in)
    assert (account.name, account.role) == ("Ada Example", "investigator")
    assert person.ask(lambda: person.services.opened.nature.site) == "Site 07"
    assert [each.name for each in outside.names_in(tmp_path / "diary")] == ["Ada Example"]
    person.window.lock()
    person.wait()
    sign_in(person, "Ada Example", OWN)
    assert isinstance(person.desk, ClinicDesk)


def test_what_is_missing_is_said_where_it_belongs_and_nothing_is_lost_by_going_back(
    sit_down: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down()
    making = to_clinic(person)
    page = making.clinic
    page.site.control.setText("Site 07")
    page.name.control.setFocus()
    person.click(page.next_button)
    assert page.name.error.text() == "Type your name first."
    assert QApplication.focusWidget() is page.name.control
    person.type("Ada Example")
    person.click(page.next_button)
    assert QApplication.focusWidget() in page.role.choices
    person.click(page.back_button)
    assert person.window.gate.page is making.passphrase
    person.click(making.passphrase.back_button)
    assert person.window.gate.page is person.window.gate.making.welcome
    person.click(person.window.gate.making.welcome.clinic_button)
    assert making.passphrase.choose.passphrase == OWN
    making.to_clinic()
    page.role.choose(1)
    with monkeypatch.context() as broken:
        broken.setattr("diary_app.storage.store._make_files", full)
        person.click(page.next_button)
    assert page.problem.isVisible()
    assert "No space left" in page.problem.text.text()
    person.click(page.next_button)
    assert isinstance(person.desk, ClinicDesk)


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_person_signs_in_by_name_and_the_rail_says_who_it_is(at_the_door: Callable[..., Person]) -> None:
    person = at_the_door()
    unlock = person.window.gate.unlock
    assert unlock.title.text() == "Sign in"
    box = unlock.name.control
    assert [box.itemText(place) for place in range(box.count())] == [CHIEF, NURSE, MONITOR]
    assert QApplication.focusWidget() is box
    sign_in(person, NURSE, NURSES)
    assert person.window.desk is not None
    assert person.desk.rail._promise.text() == f"Signed in: {NURSE}\nNurse"
    person.window.lock()
    person.wait()
    assert unlock.who == ""  # somebody else may be the next
    unlock.name.put(CHIEF)
    person.window.kit.commands.language_requested.emit("zh_CN")
    person.wait()
    unlock = person.window.gate.unlock
    assert unlock.who == CHIEF
    assert isinstance(unlock.name, NameField)
    assert unlock.name.control.count() == 3
    unlock.field.control.setText(CHIEFS)
    person.click(unlock.button)
    assert person.ask(person.services.staff.signed_in).name == CHIEF


def test_a_wrong_passphrase_and_another_s_are_the_same_here_and_noted(
    at_the_door: Callable[..., Person],
) -> None:
    person = at_the_door()
    unlock = person.window.gate.unlock
    unlock.field.control.setText(NURSES)
    person.click(unlock.button)
    assert unlock.name.error.text() == "Please choose your name."
    unlock.field.control.clear()
    for passphrase in ("not the words", CHIEFS):
        sign_in(person, NURSE, passphrase)
        assert person.window.desk is None
        assert unlock.field.error.text().startswith("That did not match.")
        assert unlock.who == NURSE
    sign_in(person, NURSE, NURSES)
    journal = person.services.opened.store.journal
    failed = person.ask(lambda: journal.entries(kinds=["sign_in_failed"]))
    assert [entry.payload["name"] for entry in failed] == [NURSE, NURSE]


def test_a_forgotten_passphrase_is_renewed_for_one_person(at_the_door: Callable[..., Person]) -> None:
    person = at_the_door()
    gate = person.window.gate
    gate.unlock.name.put(NURSE)
    person.click(gate.unlock.forgotten_button)
    type_code(person, gate.forgetting.code_page.entry, CODE.lines())
    person.click(gate.forgetting.code_page.next_button)
    page = gate.forgetting.new_page
    assert page.who == NURSE
    page.name.put("")
    type_twice(person, page, OWN)
    person.click(page.open_button)
    assert page.name.error.text() == "Please choose your name."
    page.name.put(NURSE)
    person.click(page.open_button)
    assert person.ask(person.services.staff.signed_in).name == NURSE
    person.window.lock()
    person.wait()
    sign_in(person, CHIEF, CHIEFS)
    assert person.ask(person.services.staff.signed_in).name == CHIEF
