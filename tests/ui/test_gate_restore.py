"""A damaged diary and a fresh computer: a backup comes back, nothing is deleted, and all of it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.security.argon import LEAST_COST
from diary_app.ui.pages.gate.backup_page import BackupPage, BroughtBackPage
from tests.support import FixedClock
from tests.ui.conftest import CODE, PASSPHRASE, Opens
from tests.ui.gate_paths import NEW, type_code, type_twice

pytestmark = pytest.mark.logs("")


@pytest.fixture
def damaged(closed: Path) -> Path:
    """A diary with an automatic backup, whose database was emptied since."""
    (closed / "diary.db").write_bytes(b"")
    return closed


def choose(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> None:
    """What the system's file dialog answers."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file or ""), ""))


def test_the_newest_backup_comes_back_with_what_was_typed(damaged: Path, sit_down: Opens) -> None:
    person = sit_down()
    gate = person.window.gate
    person.unlock()
    page = gate.problem
    assert gate.page is page
    assert gate.making is None
    assert page.banner.title.text() == "A file of your diary is damaged."
    assert "diary-app" not in page.place.text()
    assert "database" in page.place.text()  # which file, for those who help
    assert page.backup_button.text() == "Bring back the backup of Monday 5 January 2026, 07:10"
    assert "may be missing" in page.advice.text()
    assert QApplication.focusWidget() is page.backup_button
    person.press(Qt.Key.Key_Return)
    done = gate.page
    assert isinstance(done, BroughtBackPage)
    told = " ".join(label.text() for label in done.lines)
    aside = next((damaged / "set-aside").iterdir())
    assert str(aside) in told
    assert (aside / "diary.db").read_bytes() == b""
    assert "may be missing" in told
    person.press(Qt.Key.Key_Return)
    assert person.window.desk is not None
    assert gate.restoring.done is None
    assert gate.restoring._secret is None


@pytest.mark.slow
def test_a_backup_of_another_passphrase_asks_for_it_and_keeps_the_rest(
    closed: Path, sit_down: Opens, clock: FixedClock
) -> None:
    from diary_app.bootstrap import open_store

    with open_store(closed, PASSPHRASE, clock=clock) as store:
        store.access.change_passphrase(PASSPHRASE, NEW, cost=LEAST_COST)
    (closed / "diary.db").write_bytes(b"")
    person = sit_down()
    gate = person.window.gate
    person.unlock(NEW)
    person.click(gate.problem.backup_button)
    page = gate.page
    assert isinstance(page, BackupPage)
    assert page.problem.title.text() == "This does not open the backup."
    assert QApplication.focusWidget() is page.field.control
    person.type("not this one either")
    person.press(Qt.Key.Key_Return)
    assert gate.page is page
    assert page.field.control.text() == "not this one either"
    page.field.control.clear()
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    assert isinstance(gate.page, BroughtBackPage)
    person.press(Qt.Key.Key_Return)
    assert person.window.desk is not None


@pytest.mark.slow
def test_the_code_brings_it_back_and_a_new_passphrase_is_chosen(closed: Path, sit_down: Opens) -> None:
    for file in closed.glob("keys*"):
        file.unlink()
    person = sit_down()
    gate = person.window.gate
    person.unlock("forgotten")
    person.click(gate.problem.backup_button)
    page: Any = gate.page
    person.click(page.other_button)
    assert QApplication.focusWidget() is page.entry.fields[0].control
    type_code(person, page.entry, CODE.lines())
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Return)
    new = gate.forgetting.new_page
    assert gate.page is new
    type_twice(person, new, NEW)
    person.click(new.open_button)
    assert person.window.desk is not None


def test_without_a_good_backup_it_says_what_to_do_and_takes_a_file(
    closed: Path, sit_down: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = closed
    [backup] = (folder / "backups").iterdir()
    stick = tmp_path / "stick.diary-backup"
    backup.rename(stick)
    (folder / "diary.db").write_bytes(b"")
    person = sit_down()
    gate = person.window.gate
    person.unlock()
    page = gate.problem
    assert not page.backup_button.isVisible()
    assert "ask your clinic" in page.advice.text()
    assert QApplication.focusWidget() is page.file_button
    choose(monkeypatch, None)
    person.press(Qt.Key.Key_Return)
    assert gate.page is page
    choose(monkeypatch, folder / "keys.json")
    person.press(Qt.Key.Key_Return)
    assert "is not a backup" in page.banner.title.text()
    choose(monkeypatch, stick)
    person.press(Qt.Key.Key_Return)
    assert isinstance(gate.page, BackupPage)
    assert "Monday 5 January 2026, 07:10" in gate.page.subtitle.text()
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    assert isinstance(gate.page, BroughtBackPage)
    person.press(Qt.Key.Key_Return)
    assert person.window.desk is not None


@pytest.mark.slow
def test_a_fresh_computer_takes_a_backup(
    closed: Path, sit_down: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = closed
    [backup] = (folder / "backups").iterdir()
    stick = tmp_path / "stick.diary-backup"
    backup.rename(stick)
    folder.rename(tmp_path / "old computer")
    person = sit_down()
    gate = person.window.gate
    welcome = gate.making.welcome
    choose(monkeypatch, tmp_path / "old computer" / "keys.json")
    person.click(welcome.backup_button)
    assert welcome.problem.isVisible()
    choose(monkeypatch, stick)
    person.click(welcome.backup_button)
    page = gate.page
    assert isinstance(page, BackupPage)
    person.click(page.back_button)
    assert gate.page is welcome
    person.click(welcome.backup_button)
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    done = gate.page
    assert isinstance(done, BroughtBackPage)
    assert not any("set aside" in label.text() for label in done.lines)
    person.press(Qt.Key.Key_Return)
    assert person.window.desk is not None
    assert person.today.header.title.text() == "Good morning"


def test_a_newer_diary_names_both_versions_and_offers_no_backup(
    closed: Path,
    sit_down: Opens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import diary_app.storage.store as storage
    from diary_app.common.errors import NewerVersion

    def refuse(_meta: object) -> None:
        raise NewerVersion("version {found}, known {known}", found=9, known=1)

    monkeypatch.setattr(storage, "refuse_newer", refuse)
    person = sit_down()
    person.unlock()
    page = person.window.gate.problem
    assert page.banner.title.text() == "version 9, known 1"
    assert "newest" in page.advice.text()
    assert not page.backup_button.isVisible()
    assert not page.file_button.isVisible()


def test_a_folder_without_rights_has_its_own_sentence(
    closed: Path,
    sit_down: Opens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from filelock import FileLock

    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    person = sit_down()
    monkeypatch.setattr(FileLock, "acquire", refuse)
    person.unlock()
    page = person.window.gate.problem
    assert page.isVisible()
    assert "cannot be used" in page.banner.title.text()
    assert "write" in page.advice.text()
    assert not page.file_button.isVisible()
