"""Opening without asking: chosen at the first run, done at the start, and what happens when it fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT, PASSPHRASE, Opens, Person
from tests.ui.gate_paths import to_the_end, to_treatment
from tests.ui.memory_keychain import MemoryKeychain


def make_with(person: Person) -> None:
    """Make a diary that opens without asking."""
    page = to_treatment(person).treatment
    person.qtbot.waitUntil(page.consent.isVisible, timeout=20_000)
    assert not page.consent.isChecked()
    person.click(page.consent)
    page.number.control.setFocus()
    person.type(PARTICIPANT)
    to_the_end(person)


@pytest.mark.slow
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


class Broken(MemoryKeychain):
    """Fails in a way nobody thought of."""

    def read(self, store_id: str) -> bytes | None:
        raise RuntimeError("a fault of the program")


@pytest.mark.parametrize(
    "helps",
    [
        MemoryKeychain(),
        MemoryKeychain(refuses=True),
        None,
        pytest.param(Broken(), marks=pytest.mark.logs("an act in the window failed")),
    ],
)
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


class Hanging(MemoryKeychain):
    """Answers nothing until ``answers`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = threading.Event()
        self.answers.set()

    def _ask(self) -> None:
        self.answers.wait(60)

    def found(self) -> MemoryKeychain:
        """What looking for it gives."""
        self._ask()
        return self


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    """One that answers when the test is over."""
    from diary_app.security import patience

    monkeypatch.setattr(patience, "LOOK", 0.3)
    keychain = Hanging()
    yield keychain
    keychain.answers.set()


def test_a_keychain_that_never_answers_shuts_nobody_out(
    closed: Path, sit_down: Opens, clock: FixedClock, hanging: Hanging
) -> None:
    from diary_app.bootstrap import open_store

    with open_store(closed, PASSPHRASE, clock=clock) as store:
        store.access.open_without_asking(PASSPHRASE, hanging)
    hanging.answers.clear()
    person = sit_down(keychain=hanging)
    page = person.window.gate.unlock
    person.qtbot.waitUntil(page.field.isVisible, timeout=8_000)
    person.unlock()
    assert person.window.desk is not None
    assert not hanging.answers.is_set()


def test_looking_for_a_keychain_never_keeps_the_diary_from_being_made(
    sit_down: Opens, hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.security import patience

    monkeypatch.setattr(patience, "LOOK", 60)
    hanging.answers.clear()
    person = sit_down(keychain=hanging)
    at = person.window.gate.at
    object.__setattr__(at, "keychain", hanging.found)
    to_treatment(person)
    person.type(PARTICIPANT)
    to_the_end(person)
    assert not hanging.answers.is_set()
