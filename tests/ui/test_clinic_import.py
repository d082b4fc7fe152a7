"""The clinic's page "Import": looked at first, taken in whole, receipts for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from diary_app.domain.facts import Dose
from diary_app.ui.clinic import places
from diary_app.ui.clinic.importing.page import ImportPage
from tests.cli_calls import PASSPHRASE
from tests.handover import WHOSE, Pair, dose
from tests.support import FixedClock
from tests.ui.conftest import Opens, Person


@pytest.fixture
def at_import(tmp_path: Path, clock: FixedClock, sit_down: Opens) -> tuple[Person, Path]:
    """The clinic's window, and the sealed file that its patient brings."""
    pair = Pair.new(tmp_path / "pair")
    with pair.stack:
        for day in (5, 6, 7):
            dose(pair.patient, day)
        shared = pair.patient.transfer.share()
    file = tmp_path / "p1.diary"
    file.write_bytes(shared.content)
    (tmp_path / "pair" / "clinic").rename(tmp_path / "diary")
    clock.set("2026-01-21T20:00")
    person = sit_down()
    person.unlock(PASSPHRASE)
    return person, file


def drop(page: ImportPage, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(10, 10), copy, data, left, none))


@pytest.mark.slow
def test_dropped_looked_at_taken_in_and_receipts(at_import: tuple[Person, Path], tmp_path: Path) -> None:
    person, file = at_import
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"\xff\xd8\xff not a diary")
    page = person.open(places.IMPORT)
    assert isinstance(page, ImportPage)
    before = person.ask(person.services.opened.store.journal.count)

    drop(page, file)
    drop(page, other)  # before the first one was looked at
    person.wait()
    good, bad = page.cards
    assert good.accessibleName().startswith(f"{WHOSE}  p1.diary. ")
    assert "Capsule: 3" in good.accessibleName()
    assert "About 5 January 2026 to 7 January 2026." in good.accessibleName()
    assert "holiday.jpg. Cannot be taken in." in bad.accessibleName()
    assert person.ask(person.services.opened.store.journal.count) == before  # nothing was written
    assert page.take_button.text() == "Take in 1 file"
    assert page.take_button.hasFocus()

    QTest.keyClick(page.take_button, Qt.Key.Key_Return)
    person.wait()
    assert "was not taken in" in page.hint.text.text()
    assert len(person.ask(lambda: person.services.opened.diary(WHOSE).days_with(Dose))) == 3

    page.save_receipts(tmp_path)
    person.wait()
    assert (tmp_path / f"{WHOSE}.receipt").exists()

    opener = page.cards[0].open_button
    assert opener is not None
    QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    person.wait()
    assert person.desk.page.participant == WHOSE

    again = person.open(places.IMPORT)
    drop(again, file)
    person.wait()
    assert "Nothing new" in again.cards[0].accessibleName()
    assert "Taken in" in again.cards[1].accessibleName()  # what came of it stays, with its receipts
    assert again.receipts_button.isVisible()
    person.click(again.clear_button)
    assert again.cards == []
