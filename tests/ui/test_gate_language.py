"""Another language on the pages before the diary: the page stays, and all that was typed on the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.common.i18n import translator
from diary_app.ui.language import speak
from diary_app.ui.pages.gate.forgotten_page import NoCodePage
from tests.ui.conftest import CODE, PARTICIPANT, PASSPHRASE, Person
from tests.ui.gate_paths import to_code, to_the_end, to_treatment, type_code, type_twice
from tests.ui.test_gate_forgotten import keep_only_the_passphrase

Opens = Callable[..., Person]
ZH = translator("zh_CN")


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak("en")


def change_language(person: Person) -> Any:
    """Press the button at the head of the page in view; the new gate, which has the focus there."""
    old = person.window.gate
    button = old.page.language_choice
    button.setFocus()
    person.press(Qt.Key.Key_Space)
    for _ in range(4):
        person.wait()
    gate = person.window.gate
    assert gate is not old
    takes_it = gate.problem.backup_button if gate.page is gate.problem else gate.page.language_choice
    assert QApplication.focusWidget() is takes_it  # the backup that is found is offered once more
    return gate


def test_the_passphrase_and_its_code_stay(sit_down: Opens) -> None:
    person = sit_down()
    making = to_code(person)
    making.passphrase.choose.first.show_text(True)
    lines = making.passphrase.keep.code.lines()
    gate = change_language(person)
    page = gate.making.passphrase
    assert gate.page is page
    assert page.title.text() == ZH("Keep your diary private")
    assert page.first.control.text() == page.second.control.text() == PASSPHRASE
    assert page.first.control.echoMode() == page.first.control.EchoMode.Normal
    assert page.keep.code.lines() == lines
    person.click(page.next_button)
    assert gate.page is gate.making.typed_back
    type_code(person, gate.making.typed_back.entry, [*lines[:2], "7K2", ""])
    gate = change_language(person)
    assert gate.page is gate.making.typed_back
    assert [field.control.text() for field in gate.making.typed_back.entry.fields] == [*lines[:2], "7K2", ""]


@pytest.mark.slow
def test_the_diary_is_made_with_what_was_typed_in_both_languages(sit_down: Opens) -> None:
    person = sit_down()
    page = to_treatment(person).treatment
    person.type(PARTICIPANT)
    page.first_dose.control.lineEdit().setFocus()
    page.first_dose.control.lineEdit().selectAll()
    person.type("yesterday")
    page.phone.control.setText("010 8888 7777")
    gate = change_language(person)
    page = gate.making.treatment
    assert gate.page is page
    assert page.number.control.text() == PARTICIPANT
    assert page.first_dose.control.lineEdit().text() == "yesterday"
    assert page.first_dose.error.text()
    assert page.phone.control.text() == "010 8888 7777"
    person.click(page.next_button)
    assert gate.page is page  # the day cannot be read in this language either
    page.first_dose.control.lineEdit().selectAll()
    page.first_dose.control.lineEdit().setFocus()
    person.type("2026-01-03")
    person.click(page.next_button)
    gate.making.remind.time.control.lineEdit().selectAll()
    gate.making.remind.time.control.lineEdit().setFocus()
    person.type("6:40")
    gate.making.remind.start.setChecked(True)
    gate = change_language(person)
    assert gate.page is gate.making.remind
    assert gate.making.remind.time.control.lineEdit().text() == "06:40"
    assert gate.making.remind.starts_with_computer
    person.click(gate.making.remind.back_button)
    assert gate.making.treatment.first_dose.control.date().toString("yyyy-MM-dd") == "2026-01-03"
    to_the_end(person)
    assert person.ask(person.services.calls.contact).phone == "010 8888 7777"


@pytest.mark.slow
def test_a_forgotten_passphrase_and_the_new_one_stay(sit_down: Opens, closed: Path) -> None:
    person = sit_down()
    gate = person.window.gate
    person.click(gate.unlock.forgotten_button)
    type_code(person, gate.forgetting.code_page.entry, [*CODE.lines()[:3], "7K2"])
    gate = change_language(person)
    page = gate.forgetting.code_page
    assert gate.page is page
    assert [field.control.text() for field in page.entry.fields] == [*CODE.lines()[:3], "7K2"]
    type_code(person, page.entry, CODE.lines())
    person.click(page.next_button)
    type_twice(person, gate.forgetting.new_page, "velvet canyon drift almond")
    gate = change_language(person)
    assert gate.page is gate.forgetting.new_page
    person.click(gate.forgetting.new_page.open_button)
    assert person.window.desk is not None
    person.window.lock()
    person.wait()
    person.unlock("velvet canyon drift almond")
    assert person.window.desk is not None


@pytest.mark.slow
@pytest.mark.logs("")
def test_a_damaged_diary_comes_back_while_the_language_changes(sit_down: Opens, closed: Path) -> None:
    (closed / "diary.db").write_bytes(b"")
    person = sit_down()
    person.unlock("forgotten")
    gate = change_language(person)
    assert gate.page is gate.problem
    assert gate.problem.banner.title.text() == ZH("A file of your diary is damaged.")
    for file in closed.glob("keys*"):
        file.unlink()
    person.click(gate.problem.backup_button)
    page = gate.page
    person.click(page.other_button)
    type_code(person, page.entry, CODE.lines())
    gate = change_language(person)
    page = gate.page
    assert page is gate.restoring.backup
    assert [field.control.text() for field in page.entry.fields] == CODE.lines()
    person.click(page.next_button)
    gate = change_language(person)
    assert gate.page is gate.restoring.done
    person.click(gate.page.open_button)
    type_twice(person, gate.forgetting.new_page, PASSPHRASE)
    gate = change_language(person)
    person.click(gate.forgetting.new_page.open_button)
    assert person.window.desk is not None


def test_without_a_code_the_page_stays_and_leads_back(sit_down: Opens, closed: Path) -> None:
    keep_only_the_passphrase(closed)
    person = sit_down()
    person.click(person.window.gate.unlock.forgotten_button)
    gate = change_language(person)
    assert isinstance(gate.page, NoCodePage)
    assert gate.page.title.text() == ZH("This diary has no recovery code")
    person.click(gate.page.back_button)
    assert gate.page is gate.unlock
