"""The clinic's folder for incoming files: said on the list, opened with a press."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from diary_app.ui.clinic import places
from tests.handover import WHOSE
from tests.ui.conftest import Person
from tests.ui.test_clinic_import import at_import  # noqa: F401

pytestmark = pytest.mark.slow


def settle(person: Person) -> None:
    """Until the folder was looked at and what waits is said."""
    incoming = person.desk.incoming
    person.qtbot.waitUntil(lambda: not incoming._looking and not incoming._settle.isActive(), timeout=20_000)
    person.wait()


def chosen(person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder, chosen in Settings."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page = person.open(places.SETTINGS)
    person.click(page.folder.choose_button)
    assert page.folder.row.result.text.text() == "Files are looked for there from now on."
    settle(person)


def test_what_waits_is_said_and_opened_and_no_longer_waits_once_it_is_in(
    at_import: tuple[Person, Path],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person, file = at_import
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear all")
    chosen(person, folder, monkeypatch)
    page = person.open(places.PATIENTS)
    settle(person)
    banner = page.parts.waiting
    assert not banner.isVisible()

    file.rename(folder / "monday.diary")  # the system tells of it, or the next look finds it
    person.open(places.PATIENTS)
    settle(person)
    assert banner.isVisible()
    assert banner.words.text() == f"<b>1 sealed file is waiting</b> in the import folder: {WHOSE}."
    count = person.services.opened.store.journal.count
    before = person.ask(count)
    banner.button.setFocus()
    person.press(Qt.Key.Key_Return)
    settle(person)
    taking = person.desk.page
    assert [each.name for each in taking.looked] == ["monday.diary"]
    assert person.ask(count) == before
    person.press(Qt.Key.Key_Return)
    assert person.ask(count) > before
    person.open(places.PATIENTS)
    settle(person)
    assert not banner.isVisible()
    assert (folder / "monday.diary").exists()  # no file is touched


def test_a_folder_that_cannot_be_reached_is_said_once_and_taken_back(
    at_import: tuple[Person, Path],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person, _ = at_import
    folder = tmp_path / "incoming"
    folder.mkdir()
    chosen(person, folder, monkeypatch)
    notes: list[str] = []
    person.desk.housekeeper.noted.connect(lambda note: notes.append(note.title))
    folder.rmdir()
    for _ in range(2):
        person.open(places.PATIENTS)
        settle(person)
    assert notes == ["The folder for incoming files cannot be reached."]
    gone: list[str] = []
    person.desk.housekeeper.settled.connect(gone.append)
    folder.mkdir()
    person.open(places.PATIENTS)
    settle(person)
    assert gone == ["incoming"]
    page = person.open(places.SETTINGS)
    person.click(page.folder.stop_button)
    settle(person)
    assert person.desk.incoming._watcher.directories() == []
    assert not page.folder.stop_button.isVisible()
