"""Sharing with real services: the PDF is looked at, made, shown, and says what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.common.errors import NotSaved
from diary_app.services.reporting import Part
from diary_app.ui.pages.share.page import documents
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


@pytest.fixture
def person(at_home: Home, clock: FixedClock) -> Person:
    clock.set("2026-01-12T08:00")
    note = {
        "kind": "symptom",
        "day": "2026-01-12",
        "severities": {"nausea": 2},
        "note": "secret of the garden",
    }
    return at_home(FIRST, [*record_days(FIRST, 7), note])


def text_of(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.slow
def test_make_a_pdf_saves_where_the_person_chooses_and_shows_it(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "summary.pdf"
    asked: list[str] = []

    def choose(_parent: object, title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.extend([title, Path(start).name])
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page = person.open("share")
    assert [tick._count for tick in page.choices.ticks.values()] == [
        "7 days",
        "1 day",
        "0 days",
        "none",
        "0",
        "1 note",
    ]
    person.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["Where should the PDF go?", "S003-014-2026-01-12.pdf"]
    text = text_of(out)
    assert "S003-014" in text
    assert "secret of the garden" not in text
    assert page.viewer.isVisible()
    assert page.viewer.document.pageCount() == len(PdfReader(out).pages)
    assert page.viewer.line.text() == f"Saved as {out}"
    person.click(page.viewer.back_button)
    assert page.last.text() == "Last PDF made 12 January."


@pytest.mark.slow
def test_private_notes_go_in_only_when_ticked(person: Person, tmp_path: Path) -> None:
    page = person.open("share")
    assert not page.choices.ticks[Part.NOTES].isChecked()
    person.click(page.choices.ticks[Part.NOTES])
    page.make(tmp_path / "with.pdf")
    person.wait()
    assert "secret of the garden" in text_of(tmp_path / "with.pdf")


def test_look_first_saves_nothing_and_logs_nothing(person: Person, tmp_path: Path) -> None:
    page = person.open("share")
    before = sorted(tmp_path.rglob("*.pdf"))
    person.qtbot.mouseClick(page.look_button, Qt.MouseButton.LeftButton)
    assert page.last.text() == "Making the PDF…"
    assert QApplication.focusWidget() is page.last  # not the next control that is not disabled
    person.wait()
    assert page.viewer.isVisible()
    assert page.viewer.document.pageCount() >= 1
    assert page.viewer.line.text() == "It is not saved yet."
    assert QApplication.focusWidget() is page.viewer.back_button
    assert sorted(tmp_path.rglob("*.pdf")) == before
    assert person.ask(lambda: person.services.reporting.last_shared()) is None
    person.press(Qt.Key.Key_Escape)
    assert not page.viewer.isVisible()
    assert page.viewer.document.pageCount() == 0


@pytest.mark.slow
def test_since_last_time_needs_a_last_time_and_counts_from_the_day_after(
    person: Person, tmp_path: Path, clock: FixedClock
) -> None:
    page = person.open("share")
    since_last = page.choices.period.choices[0]
    assert not since_last.isEnabled()
    assert since_last.toolTip() == "No PDF was made yet."
    assert page.choices.no_last.isVisible()
    page.make(tmp_path / "first.pdf")
    person.wait()
    clock.set("2026-01-14T08:00")
    person.ask(lambda: person.services.diary.write({"kind": "dose", "day": "2026-01-14", "time": "07:00"}))
    person.click(page.viewer.back_button)
    person.click(since_last)
    assert page.choices.since == date(2026, 1, 13)
    assert not page.choices.no_last.isVisible()
    assert page.choices.ticks[Part.DOSES]._count == "1 day"


def test_chosen_dates_rule_the_counts(person: Person) -> None:
    page = person.open("share")
    person.click(page.choices.period.choices[2])
    assert page.choices.dates.isVisible()
    page.choices.first.control.setDate(page.choices.first.control.date().addDays(5))
    person.wait()
    assert page.choices.since == date(2026, 1, 10)
    assert page.choices.ticks[Part.DOSES]._count == "2 days"


@pytest.mark.slow
def test_a_place_that_cannot_be_written_is_said(person: Person, tmp_path: Path) -> None:
    page = person.open("share")
    page.make(tmp_path / "not there" / "x.pdf")
    person.wait()
    assert page.notice.isVisible()
    assert "x.pdf" in page.notice.text.text()
    assert page.make_button.isEnabled()
    assert person.ask(lambda: person.services.reporting.last_shared()) is None


@pytest.mark.slow
@pytest.mark.logs("after the PDF was made")
def test_a_pdf_that_was_made_is_never_told_as_failed(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSaved("The disk is full.")

    page = person.open("share")
    monkeypatch.setattr(person.services.reporting, "keep_choices", refuse)
    page.make(tmp_path / "made.pdf")
    person.wait()
    assert (tmp_path / "made.pdf").exists()
    assert not page.notice.isVisible()
    assert page.stack.currentWidget() is page.viewer


@pytest.mark.parametrize("there", [True, False])
def test_the_documents_folder_is_offered_only_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    named = tmp_path / "Documents"
    if there:
        named.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(named))
    assert documents() == (named if there else Path.home())
