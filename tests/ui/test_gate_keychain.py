"""Opening without asking: chosen at the first run, done at the start, and what happens when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT, PASSPHRASE, Opens, Person
from tests.ui.gate_paths import to_treatment
from tests.ui.memory_keychain import MemoryKeychain


def make_with(person: Person) -> None:
    """Make a diary that opens without asking."""
    page = to_treatment(person).treatment
    assert page.consent.isVisible()
    assert not page.consent.isChecked()
    person.click(page.consent)
    page.number.control.setFocus()
    person.type(PARTICIPANT)
    person.click(page.make_button)
    assert person.window.desk is not None


def test_it_opens_by_itself_after_the_first_paint_until_locked_by_hand(sit_down: Opens) -> None:
    keychain = MemoryKeychain()
    person = sit_down(keychain=keychain)
    make_with(person)
    assert len(keychain.kept) == 1
    assert not person.today.notice.isVisible()
    person.window.close()
    person.qtbot.waitUntil(person.window.isHidden)
    person.wait()
    again = sit_down(keychain=keychain)
    again.qtbot.waitUntil(lambda: again.window.desk is not None, timeout=20_000)
    again.wait()
    gate = again.window.gate
    again.window.lock(by_hand=False)
    again.wait()
    assert not gate.unlock.field.isVisible()
    assert QApplication.focusWidget() is gate.unlock.button
    again.press(Qt.Key.Key_Return)
    assert again.window.desk is not None
    again.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert gate.unlock.field.isVisible()
    assert QApplication.focusWidget() is gate.unlock.field.control
    again.unlock()
    assert again.window.desk is not None


@pytest.mark.parametrize("helps", [MemoryKeychain(), MemoryKeychain(refuses=True), None])
def test_a_keychain_that_helps_no_more_leaves_the_passphrase(
    closed: Path, sit_down: Opens, clock: FixedClock, helps: MemoryKeychain | None
) -> None:
    from diary_app.bootstrap import open_store

    with open_store(closed, PASSPHRASE, clock=clock) as store:
        store.access.open_without_asking(PASSPHRASE, MemoryKeychain())
    person = sit_down(keychain=helps)
    page = person.window.gate.unlock
    person.qtbot.waitUntil(page.field.isVisible, timeout=20_000)
    person.wait()
    assert page.line.text().startswith("This computer did not open the diary by itself.")
    assert QApplication.focusWidget() is page.field.control


def test_a_keychain_that_refuses_never_keeps_the_diary_from_being_made(
    sit_down: Opens, tmp_path: Path
) -> None:
    from diary_app.services.presence import opens_without_asking

    person = sit_down(keychain=MemoryKeychain(refuses=True))
    make_with(person)
    person.wait()
    assert person.today.notice.isVisible()
    assert "asked for each time" in person.today.notice.text.text()
    assert not opens_without_asking(tmp_path / "diary")
