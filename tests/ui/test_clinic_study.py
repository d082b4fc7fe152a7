"""The clinic's page about the study as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from diary_app.ui.clinic import places
from diary_app.ui.clinic.study.page import DETERIORATION, StudyPage
from tests.support import FixedClock
from tests.ui.clinic_store import make_clinic_store
from tests.ui.conftest import Person

WELL = {str(item): 7 if item >= 29 else 1 for item in range(1, 31)}
LINES: dict[str, list[dict[str, Any]]] = {
    "S003-003": [{"kind": "qlq", "day": "2026-05-03", "answers": WELL}],
    "S003-007": [{"kind": "qlq", "day": "2026-03-22", "answers": WELL}],
    "S003-009": [],
}
for _lines in LINES.values():  # so that the diaries of those three are here up to then
    _lines.append({"kind": "weight", "day": "2026-06-15", "kg": 60})


def make(folder: Path, clock: FixedClock) -> None:
    make_clinic_store(folder, clock, LINES)


def texts(table: Any) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def corrects_it(person: Person, page: StudyPage, wanted: Any) -> None:
    """The reason that is there is corrected; half of it is typed, kept, and there again."""
    form, box = page.reason, page.reason.reason.control

    def choose() -> None:
        page.missing.choose(f"{wanted.participant} {wanted.target}")
        page.missing.view.setFocus()
        QTest.keyClick(page.missing.view, Qt.Key.Key_Return)
        person.wait()

    choose()
    assert (form.save.text(), box.currentData(), form.note.control.text()) == (
        "Save the correction", "lost", "in the post",
    )  # fmt: skip
    person.click(form.save)
    assert form.note.error.text() == "Nothing is changed yet."
    box.setCurrentIndex(box.findData("too_ill"))
    person.click(form.save)
    assert form.why.error.text() == "Please say it here."
    form.why.control.setText("a letter ca")
    person.open(places.PATIENTS)
    names = person.ask(lambda: person.services.opened.store.drafts.names("clinic:study"))
    assert names == [f"clinic:study:{wanted.participant}"]
    form.clear()  # as in a window that was killed
    form.hide()
    page._unsaved.kept = None
    person.open(places.STUDY)
    assert form.isVisible()
    assert "before saving" in page.notice.title.text()
    assert (form.why.control.text(), box.currentData()) == ("a letter ca", "too_ill")
    form.why.control.setText("a letter came")
    person.click(form.save)
    assert not form.isVisible()
    assert ["Felt too ill", "1"] in texts(page.reasons)
    assert person.ask(lambda: person.services.opened.store.drafts.names("clinic:study")) == []
    journal = person.services.opened.store.journal
    last = person.ask(lambda: journal.entries(participant=wanted.participant)[-1])
    assert (last.kind, last.payload["fields"]) == ("correct", {"reason": "too_ill"})
    assert last.reason == "a letter came"


@pytest.mark.slow
def test_both_ways_a_reason_and_the_times(clinic: Callable[..., Person]) -> None:
    person = clinic(make)
    page = person.open(places.STUDY)
    assert isinstance(page, StudyPage)
    visits = texts(page.visits)
    # S003-009 has no baseline form; S003-014 began four days ago and its baseline window is over too
    assert visits[0][:7] == ["Baseline", "4", "2", "50.0", "2", "2", "100.0"]
    assert visits[1][0] == "Week 6"
    rows = page.missing.model.items
    wanted = next(row for row in rows if row.standing.value == "missing")
    page.missing.choose(f"{wanted.participant} {wanted.target}")
    page.missing.view.setFocus()
    QTest.keyClick(page.missing.view, Qt.Key.Key_Return)
    person.wait()
    assert page.reason.isVisible()
    QTest.mouseClick(page.reason.save, Qt.MouseButton.LeftButton)
    assert page.reason.reason.error.text() == "Please choose a reason."
    box = page.reason.reason.control
    box.setCurrentIndex(box.findData("lost"))
    page.reason.note.control.setText("in the post")
    other = next(row for row in rows if row.standing.value != "awaited" and row != wanted)
    page._ask_reason(other)  # what is typed about one patient is never another's, and is not lost
    assert page.reason.row == wanted
    page.open_page()
    person.wait()  # the list is read anew
    assert page.reason.isVisible()
    assert (page.reason.note.control.text(), box.currentData()) == ("in the post", "lost")
    QTest.mouseClick(page.reason.save, Qt.MouseButton.LeftButton)
    person.wait()
    assert not page.reason.isVisible()
    assert ["Filled in and lost", "1"] in texts(page.reasons)
    corrects_it(person, page, wanted)

    page.bar.set_current(DETERIORATION)
    page.open_page()
    person.wait()
    scales = {row[0]: row[1:] for row in texts(page.scales)}
    assert scales["Summary score"] == ["2", "0", "2", "not reached"]
    assert texts(page.people)[0][0] == "S003-003"
