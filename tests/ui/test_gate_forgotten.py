"""A forgotten passphrase: the recovery code opens the diary, and a new passphrase takes its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.pages.gate.forgotten_page import NoCodePage
from tests.ui.conftest import CODE, PASSPHRASE, Opens, Person
from tests.ui.gate_paths import NEW, type_code, type_twice


@pytest.fixture
def forgetful(closed: Path, sit_down: Opens) -> Person:
    """A person past "Forgotten your passphrase?"."""
    person = sit_down()
    person.click(person.window.gate.unlock.forgotten_button)
    return person


def keep_only_the_passphrase(folder: Path) -> None:
    """Take the code out of the key files."""
    from diary_app.security.slot_file import read_copies, write_copies
    from diary_app.security.slots import PassphraseSlot, SlotSet

    files = (folder / "keys.json", folder / "keys.copy.json")
    slots = read_copies(files).slots
    write_copies(files, SlotSet(slots.store_id, slots.of_kind(PassphraseSlot)))


@pytest.mark.slow
def test_code_and_new_passphrase_open_the_diary_by_keys(forgetful: Person) -> None:
    person = forgetful
    gate = person.window.gate
    page = gate.forgetting.code_page
    assert gate.page is page
    assert QApplication.focusWidget() is page.entry.fields[0].control
    for line in CODE.lines():
        person.type(line.lower())
        person.press(Qt.Key.Key_Return)
    new = gate.forgetting.new_page
    assert gate.page is new
    assert QApplication.focusWidget() is new.choose.first.control
    for _ in range(2):
        person.type(NEW)
        person.press(Qt.Key.Key_Return)
    assert person.window.desk is not None
    assert (gate.forgetting.code_page, gate.forgetting.new_page) == (None, None)
    person.window.lock()
    person.wait()
    person.unlock(PASSPHRASE)
    words = "That did not match. Please try again, or use your recovery code."
    assert gate.unlock.field.error.text() == words
    person.unlock(NEW)
    assert person.window.desk is not None


@pytest.mark.slow
def test_another_diarys_code_is_said_and_everything_typed_stays(forgetful: Person) -> None:
    person = forgetful
    gate = person.window.gate
    page = gate.forgetting.code_page
    other = RecoveryCode.new().lines()
    type_code(person, page.entry, other)
    person.click(page.next_button)
    assert gate.page is page
    assert page.problem.title.text() == "This is not the recovery code of this diary."
    assert [field.control.text() for field in page.entry.fields] == other
    assert QApplication.focusWidget() is page.entry.fields[0].control
    type_code(person, page.entry, CODE.lines())
    assert not page.problem.isVisible()
    person.click(page.next_button)
    assert gate.page is gate.forgetting.new_page


def test_a_wrong_line_is_named_before_all_are_typed(forgetful: Person) -> None:
    person = forgetful
    fields = person.window.gate.forgetting.code_page.entry.fields
    first = CODE.lines()[0]
    person.type(first[1] + first[0] + first[2:] if first[0] != first[1] else "00000000")
    assert fields[0].error.text() == "Line 1 does not fit. Please look at it again."
    person.click(person.window.gate.forgetting.code_page.next_button)
    assert QApplication.focusWidget() is fields[0].control


def test_the_new_passphrase_may_not_be_the_study_number(forgetful: Person) -> None:
    person = forgetful
    gate = person.window.gate
    type_code(person, gate.forgetting.code_page.entry, CODE.lines())
    person.press(Qt.Key.Key_Return)
    new = gate.forgetting.new_page
    type_twice(person, new, "S003-014 S003-014 x")
    person.click(new.open_button)
    assert person.window.desk is None
    assert "too easy to guess" in new.choose.first.error.text()
    type_twice(person, new, NEW)
    person.click(new.open_button)
    assert person.window.desk is not None


def test_going_back_forgets_what_was_typed(forgetful: Person) -> None:
    person = forgetful
    gate = person.window.gate
    type_code(person, gate.forgetting.code_page.entry, CODE.lines())
    person.press(Qt.Key.Key_Return)
    person.click(gate.forgetting.new_page.back_button)
    page = gate.forgetting.code_page
    assert gate.page is page
    person.click(page.back_button)
    assert gate.page is gate.unlock
    assert QApplication.focusWidget() is gate.unlock.field.control
    person.click(gate.unlock.forgotten_button)
    assert [field.control.text() for field in gate.forgetting.code_page.entry.fields] == [""] * 4


def test_a_diary_without_a_code_says_so(closed: Path, sit_down: Opens) -> None:
    keep_only_the_passphrase(closed)
    person = sit_down()
    gate = person.window.gate
    person.click(gate.unlock.forgotten_button)
    assert isinstance(gate.page, NoCodePage)
    assert gate.page.title.text() == "This diary has no recovery code"
    assert not any("clinic" in words.lower() for words in gate.page.said)
    person.press(Qt.Key.Key_Return)
    assert gate.page is gate.unlock


def test_a_clinic_with_a_key_is_named(closed: Path, sit_down: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    from diary_app.services import way_out

    keep_only_the_passphrase(closed)
    monkeypatch.setattr(way_out, "ways_in", lambda _folder: way_out.WaysIn(recovery_code=False, clinic=True))
    person = sit_down()
    person.click(person.window.gate.unlock.forgotten_button)
    page = person.window.gate.page
    assert isinstance(page, NoCodePage)
    assert any("may be able to open it" in words for words in page.said)


@pytest.mark.logs("")
def test_damaged_keys_lead_to_the_problem_page(forgetful: Person, tmp_path: Path) -> None:
    person = forgetful
    gate = person.window.gate
    type_code(person, gate.forgetting.code_page.entry, CODE.lines())
    for file in (tmp_path / "diary").glob("keys*"):
        file.write_bytes(b"{}")
    person.press(Qt.Key.Key_Return)
    assert gate.page is gate.problem
