"""The clinic's log page: real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from diary_app.ui.clinic import places
from diary_app.ui.clinic.log.page import LogPageView
from tests.ui.conftest import Person


def opened(clinic: Callable[..., Person]) -> tuple[Person, LogPageView]:
    person = clinic()
    page = person.open(places.LOG)
    person.wait()  # it asks twice: who is there, then the entries
    assert isinstance(page, LogPageView)
    return person, page


def column(page: LogPageView, place: int) -> list[str]:
    model = page.table.model
    return [model.row(row)[place].words for row in range(model.rowCount())]


def test_filter_life_and_print(clinic: Callable[..., Person], tmp_path: Path) -> None:
    person, page = opened(clinic)
    assert page.table.model.rowCount() > 40
    assert page.table.view.hasFocus()

    box = page.asking.whose.control
    box.setCurrentIndex(box.findData("S003-014"))
    person.wait()
    assert {text[:8] for text in column(page, 3)} == {"S003-014"}

    box = page.asking.what.control
    box.setCurrentIndex(box.findData("decisions"))
    person.wait()
    assert column(page, 2) == ["Cycle start"]

    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    person.wait()
    assert page.stack.currentIndex() == 1
    assert page.life.title.text() == "S003-014, Cycle start, 2026-06-15"
    assert page.life.rows.rowCount() == 1
    QTest.mouseClick(page.life.back, Qt.MouseButton.LeftButton)
    assert page.stack.currentIndex() == 0
    assert page.table.view.hasFocus()

    out = tmp_path / "log.pdf"
    page.make_sheet(out)
    person.wait()
    assert out.read_bytes().startswith(b"%PDF")
    assert "1 entry" in page.notice.text.text()


def test_older_entries_come_once_and_of_the_filter_in_view(
    clinic: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, page = opened(clinic)
    service = type(person.services.log)
    whole = person.ask(lambda: person.services.log.page(page.asking.filter(page._now.today)))
    newest = [row.id for row in whole.rows]
    monkeypatch.setattr(service, "page", partialmethod(service.page, limit=5))
    page.open_page()
    person.wait()

    def shown() -> list[str]:
        return [row.id for row in page._rows]

    page._more()
    page._more()  # pressed once more while the first is on its way
    person.wait()
    assert shown() == newest[:10]

    box = page.asking.whose.control
    box.setCurrentIndex(box.findData("S003-014"))
    page._more()  # while the other filter's entries are on their way
    person.wait()
    page._more()
    person.wait()
    assert shown() == [row.id for row in whole.rows if row.participant == "S003-014"][:10]


def test_the_record_is_checked_here(clinic: Callable[..., Person]) -> None:
    person, page = opened(clinic)
    assert "not been checked" in page.whole.accessibleName()
    QTest.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    person.wait()
    assert page.whole.accessibleName().startswith("The record is whole.")
