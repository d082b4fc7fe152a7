"""Settings, by real keys and with real services: keys, locking, backups, the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.common.settings import read_settings
from diary_app.services.safekeeping import SafekeepingService
from diary_app.services.ways_in import slots_in
from diary_app.storage.findings import Finding, FindingKind
from tests.ui.conftest import PASSPHRASE, Opens, Person, record_days

FIRST = date(2026, 1, 5)
NEW = "copper violin sunday harbour"
Home = Callable[..., Person]


class InMemory:
    """A keychain that lives as long as the test."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def read(self, store_id: str) -> bytes | None:
        return self.kept.get(store_id)

    def keep(self, store_id: str, secret: bytes) -> None:
        self.kept[store_id] = secret

    def forget(self, store_id: str) -> None:
        self.kept.pop(store_id, None)


def type_into(person: Person, control: object, text: str) -> None:
    control.setFocus()  # type: ignore[attr-defined]
    person.type(text)
    person.wait()


def kinds(tmp_path: Path) -> list[str]:
    return sorted(slot.kind for slot in slots_in(tmp_path / "diary"))


@pytest.mark.slow
def test_every_row_of_the_page(at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    the_rail_leads_there_and_every_row_says_how_it_stands(person, tmp_path)
    the_lock_time_is_chosen_with_keys_kept_and_in_force(person, tmp_path)
    a_backup_to_a_file_and_one_that_cannot_be_written(person, tmp_path, monkeypatch)
    the_second_place_is_chosen_here_too_and_never_the_diarys_own_folder(person, tmp_path, monkeypatch)
    the_check_says_in_one_sentence_what_it_found(person, monkeypatch)


def the_rail_leads_there_and_every_row_says_how_it_stands(person: Person, tmp_path: Path) -> None:
    item = person.desk.rail.items["settings"]
    item.setFocus()
    person.press(Qt.Key.Key_Return)
    page = person.desk.page
    assert page is person.desk.pages["settings"]
    safe = page.safe
    assert safe.ways.text.text() == "Your passphrase, since Monday 5 January 2026"
    assert safe.backups.text.text().startswith("None yet.")
    assert str(tmp_path / "diary") in safe.place.text.text().replace("\u200b", "")
    assert not safe.asking_box.isVisible()  # no keychain here
    assert QApplication.focusWidget() is safe.passphrase_button
    assert page.clinic.phone.text.text() == "Not written down yet"
    person.ask(lambda: person.services.calls.write_phone("010-5555 0123"))
    page.clinic.help_button.setFocus()
    person.press(Qt.Key.Key_Return)
    assert person.desk.page is person.desk.pages["help"]
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert person.desk.page is page
    assert page.clinic.phone.text.text() == "010-5555 0123"


@pytest.mark.slow
def test_the_passphrase_is_changed_with_the_old_one(at_home: Home, tmp_path: Path) -> None:
    person = at_home(FIRST)
    a_weak_passphrase_is_refused_in_place_and_escape_forgets_all(person, tmp_path)
    page = person.open("settings")
    person.press(Qt.Key.Key_Return)
    step = page.step
    assert step.old.control.hasFocus()
    person.type("not this one")
    type_into(person, step.choose.first.control, NEW)
    type_into(person, step.choose.second.control, NEW)
    person.press(Qt.Key.Key_Return)
    assert step.old.error.text() == "That did not match. Please try again."
    assert step.old.control.hasFocus()
    assert step.choose.first.control.text() == NEW  # what was typed stays
    step.old.control.selectAll()
    person.type(PASSPHRASE)
    step.choose.second.control.setFocus()
    person.press(Qt.Key.Key_Return)
    assert page.step is None
    assert page.safe.ways.result.text.text() == "The passphrase is changed."
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.unlock()
    assert person.window.desk is None
    person.unlock(NEW)
    assert person.window.desk is not None


def a_weak_passphrase_is_refused_in_place_and_escape_forgets_all(person: Person, tmp_path: Path) -> None:
    page = person.open("settings")
    person.click(page.safe.passphrase_button)
    type_into(person, page.step.old.control, PASSPHRASE)
    type_into(person, page.step.choose.first.control, "password1")
    type_into(person, page.step.choose.second.control, "password1")
    person.press(Qt.Key.Key_Return)
    assert page.step.choose.first.error.text() == "Choose a longer passphrase first."
    person.press(Qt.Key.Key_Escape)
    assert page.step is None
    assert QApplication.focusWidget() is page.safe.passphrase_button
    assert kinds(tmp_path) == ["passphrase"]


@pytest.mark.slow
def test_a_new_recovery_code_counts_once_it_is_typed_back(at_home: Home, tmp_path: Path) -> None:
    person = at_home(FIRST)
    page = person.open("settings")
    assert page.safe.recovery.text.text().startswith("This diary has none.")
    assert page.safe.recovery_button.accessibleName() == "Make one… Recovery code"
    assert page.safe.recovery_button.accessibleDescription() == page.safe.recovery.text.text()
    person.click(page.safe.recovery_button)
    step = page.step
    lines = step._code.lines()
    assert step.show_step.line.text() == "Print it or write it down. It counts once you have typed it back."
    step.show_step.act_button.setFocus()
    person.press(Qt.Key.Key_Return)
    for line in lines:
        person.type(line.lower())
        person.press(Qt.Key.Key_Return)
    assert kinds(tmp_path) == ["passphrase"]
    assert step.old.control.hasFocus()
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    assert page.step is None
    assert page.safe.ways.result.text.text() == "The recovery code counts from now on."
    assert kinds(tmp_path) == ["passphrase", "recovery"]
    assert page.safe.recovery.text.text().startswith("It opens the diary when the passphrase is forgotten.")
    assert page.safe.recovery_button.text() == "Make a new one…"
    assert "Your recovery code on paper, since Monday 5 January 2026" in page.safe.ways.text.text()
    person.click(page.safe.passphrase_button)  # and it opens the way to another passphrase
    type_into(person, page.step.old.control, " ".join(lines))
    type_into(person, page.step.choose.first.control, NEW)
    type_into(person, page.step.choose.second.control, NEW)
    person.press(Qt.Key.Key_Return)
    assert page.safe.ways.result.text.text() == "The passphrase is changed."


@pytest.mark.slow
def test_open_without_asking_is_switched_on_with_the_passphrase_and_off_at_once(
    diary: Callable[..., Path], sit_down: Opens, tmp_path: Path
) -> None:
    diary(FIRST)
    keychain = InMemory()
    person = sit_down(keychain=keychain)
    person.unlock()
    page = person.open("settings")
    person.qtbot.waitUntil(page.safe.asking_box.isVisible, timeout=20_000)
    tick = page.safe.without_asking
    assert tick.accessibleDescription().startswith("Whoever can use your account")
    tick.setFocus()
    person.press(Qt.Key.Key_Space)
    assert not tick.isChecked()
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    assert tick.isChecked()
    assert kinds(tmp_path) == ["keychain", "passphrase"]
    assert len(keychain.kept) == 1
    tick.setFocus()
    person.press(Qt.Key.Key_Space)
    assert not tick.isChecked()
    assert kinds(tmp_path) == ["passphrase"]
    assert keychain.kept == {}


def the_lock_time_is_chosen_with_keys_kept_and_in_force(person: Person, tmp_path: Path) -> None:
    page = person.open("settings")
    group = page.safe.lock_after
    assert group.value == 10
    group.focus_place(1)
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Return)
    assert read_settings(tmp_path / "diary" / "plain.json").lock_after == 30
    assert person.window._idle._timer.interval() == 30 * 60_000
    person.press(Qt.Key.Key_Backspace)  # one of them always stands
    assert group.value == 30
    group.choices[-1].click()
    assert not person.window._idle._timer.isActive()  # never


def a_backup_to_a_file_and_one_that_cannot_be_written(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, asked = tmp_path / "copy.diary-backup", list[str]()

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page = person.open("settings")
    page.safe.backup_button.setFocus()
    person.press(Qt.Key.Key_Return)
    assert asked == ["morning-diary-2026-01-05.diary-backup"]
    assert out.stat().st_size > 10_000
    assert page.safe.backups.result.text.text().startswith("Saved and checked: ")
    out.unlink()
    out.mkdir()
    person.press(Qt.Key.Key_Return)
    assert "choose another name" in page.safe.backups.result.text.text()


def the_second_place_is_chosen_here_too_and_never_the_diarys_own_folder(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(tmp_path / "diary" / "backups")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen[0])
    page = person.open("settings")
    panel = page.safe.second_panel
    person.qtbot.waitUntil(lambda: "USB stick" in panel.line.text(), timeout=20_000)
    panel.choose_button.setFocus()
    person.press(Qt.Key.Key_Return)
    assert panel.result.text.text() == "That is the diary's own folder. Please choose another one."
    chosen[0] = str(tmp_path / "stick")
    person.press(Qt.Key.Key_Return)
    person.qtbot.waitUntil(lambda: "was not saved in" in panel.result.text.text(), timeout=20_000)
    assert person.window.kit.commands.settings.second_backup == ""
    (tmp_path / "stick").mkdir()
    person.press(Qt.Key.Key_Return)
    person.qtbot.waitUntil(lambda: panel.result.text.text() == "Copied and checked.", timeout=20_000)
    assert len(list((tmp_path / "stick").iterdir())) == 1


def the_check_says_in_one_sentence_what_it_found(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    page = person.open("settings")
    page.safe.check_button.setFocus()
    person.press(Qt.Key.Key_Return)
    count = person.ask(lambda: person.services.backups.entries())
    assert page.safe.check.result.text.text() == f"Everything agrees: {count} entries."
    assert QApplication.focusWidget() is page.safe.check_button
    found = person.ask(person.services.safekeeping.verify)
    bad = replace(found, findings=(Finding(FindingKind.TABLES, "dose"),))
    monkeypatch.setattr(SafekeepingService, "verify", lambda _self: bad)
    person.press(Qt.Key.Key_Return)
    said = page.safe.check.result.text.text()
    assert said.startswith("Found: tables dose.")
    assert "Please show this to your clinic." in said
    assert list(person.today.notes.banners) == ["findings"]
