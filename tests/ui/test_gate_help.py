"""F1 before the diary is open: what to do on each page, and back to it as it stood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.ui.language import speak
from diary_app.ui.pages.gate.help_page import GateHelpPage
from tests.ui.conftest import PARTICIPANT, PASSPHRASE, Person
from tests.ui.gate_paths import to_the_end, to_treatment, type_twice
from tests.ui.walk.checks import clipped, misnamed
from tests.ui.walk.seen import look_at

Opens = Callable[..., Person]
ALT = Qt.KeyboardModifier.AltModifier


def ask(person: Person) -> Any:
    """Press F1; the help that is there then."""
    person.press(Qt.Key.Key_F1)
    page = person.window.gate.page
    assert isinstance(page, GateHelpPage)
    return page


def said(page: Any) -> str:
    """What stands there opened."""
    return " ".join(line.text for each in page.answers if each.is_open for line in each.question.lines)


def test_each_page_of_the_first_run_has_its_help_and_stays_as_it_was(sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    making = gate.making
    told = ask(person)
    assert "Start my diary" in said(told)
    assert "Nothing is sent over the internet." in said(told)
    assert "keys" in {each.question.code for each in told.answers}
    assert QApplication.focusWidget() is told.answers[0].heading
    person.press(Qt.Key.Key_F1)  # once more changes nothing
    assert gate.page is told
    person.press(Qt.Key.Key_Left, ALT)
    assert gate.page is making.welcome
    assert QApplication.focusWidget() is making.welcome.start_button
    person.click(making.welcome.start_button)
    type_twice(person, making.passphrase, PASSPHRASE)
    making.passphrase.second.control.setFocus()
    assert "keep it on paper" in said(ask(person))
    person.click(gate.page.back_button)
    assert gate.page is making.passphrase
    assert making.passphrase.second.control.text() == PASSPHRASE
    assert QApplication.focusWidget() is making.passphrase.second.control


@pytest.mark.slow
def test_the_last_pages_have_theirs_and_the_diary_is_made(sit_down: Opens) -> None:
    person = sit_down()
    making = to_treatment(person)
    person.type(PARTICIPANT)
    assert "study papers" in said(ask(person))
    faults = clipped(seen := look_at(person.window, "bg")) + misnamed(seen)
    assert not faults
    person.press(Qt.Key.Key_Left, ALT)
    assert QApplication.focusWidget() is making.treatment.number.control
    to_the_end(person)
    person.press(Qt.Key.Key_F1)
    assert person.desk.page is person.desk.pages["help"]


def test_where_the_diary_opens_and_in_another_language(sit_down: Opens, closed: Path) -> None:
    person = sit_down()
    person.type(PASSPHRASE)
    page = ask(person)
    assert "as often as you like" in said(page)
    page.language_choice.setFocus()
    person.press(Qt.Key.Key_Space)
    for _ in range(4):
        person.wait()
    gate = person.window.gate
    try:
        assert isinstance(gate.page, GateHelpPage)
        person.press(Qt.Key.Key_Left, ALT)
        assert gate.page is gate.unlock
        gate.unlock.field.control.setFocus()
        person.press(Qt.Key.Key_Return)
        assert person.window.desk is not None
    finally:
        speak("en")


@pytest.mark.logs("")
def test_where_the_diary_does_not_open(sit_down: Opens, closed: Path) -> None:
    (closed / "diary.db").write_bytes(b"")
    person = sit_down()
    person.unlock()
    assert "Nothing was changed or deleted." in said(ask(person))
    gate = person.window.gate
    person.press(Qt.Key.Key_Left, ALT)
    person.press(Qt.Key.Key_Return)
    assert gate.page is gate.restoring.done
    assert "set aside" in said(ask(person))
