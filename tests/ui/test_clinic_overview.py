"""The tabs of one patient: real clicks and keys in the clinic's window."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from diary_app.charts.shapes import Target
from diary_app.common.i18n import translator
from diary_app.ui.clinic.days.doses import DosesTab
from diary_app.ui.clinic.days.pressure import PressureTab
from diary_app.ui.clinic.days.symptoms import SymptomsTab
from diary_app.ui.clinic.overview.day_cards import peak_line
from diary_app.ui.clinic.overview.tab import OverviewTab
from diary_app.ui.clinic.patient_page import PatientPage
from diary_app.ui.clinic.qlq.tab import QlqTab
from diary_app.ui.clinic.record.corrections import CorrectionsTab
from diary_app.ui.clinic.record.files import FilesTab
from diary_app.ui.theme.tokens import Look
from tests.support import FixedClock
from tests.ui.clinic_store import FIRST_DOSES, make_clinic_store
from tests.ui.conftest import Person

pytestmark = pytest.mark.slow

WHOSE = "S003-007"
FIRST = FIRST_DOSES[WHOSE]
assert FIRST is not None
Clinic = Callable[..., Person]


def day(number: int) -> str:
    """Study day ``number``."""
    assert FIRST is not None
    return (FIRST + timedelta(days=number - 1)).isoformat()


def form(number: int, *changed: tuple[int, int]) -> dict[str, Any]:
    """A questionnaire of a study day: the lowest number everywhere but for what is changed."""
    answers = {str(item): 7 if item >= 29 else 1 for item in range(1, 31)}
    return {"kind": "qlq", "day": day(number), "time": "09:00",
            "answers": answers | {str(item): value for item, value in changed}}  # fmt: skip


TIRED = [{"tiredness": grade, "nausea": 0} for grade in range(3)]
LINES = [
    {"kind": "dose", "day": day(15), "time": "07:30"},  # a rest day
    {"kind": "cycle_start", "day": day(22), "mg": 10},
    *({"kind": "dose", "day": day(n), "time": "07:30"} for n in range(22, 26)),
    *({"kind": "symptom", "day": day(n), "severities": TIRED[n // 3 % 3]} for n in range(15, 31, 3)),
    {"kind": "bp", "day": day(24), "time": "07:00", "readings": ["165/102", "163/101"]},
    {"kind": "bp", "day": day(28), "time": "07:00", "readings": ["130/82", "128/80"]},
    form(0),
    form(43, (10, 3), (12, 3), (18, 2), (9, 2)),
]  # fmt: skip


def make(folder: Path, clock: FixedClock) -> None:
    make_clinic_store(folder, clock, {WHOSE: LINES})


@pytest.fixture
def patient(clinic: Clinic) -> Callable[..., tuple[Person, PatientPage]]:
    """Somebody at the page of the patient."""

    def open_patient(tab: str = "", **kwargs: Any) -> tuple[Person, PatientPage]:
        person = clinic(make, **kwargs)
        person.desk.open_patient(WHOSE, tab)  # type: ignore[attr-defined]
        person.wait()
        page = person.desk.page
        assert isinstance(page, PatientPage)
        return person, page

    return open_patient


Patient = Callable[..., tuple[Person, PatientPage]]


def go(person: Person, page: PatientPage, tab: str) -> Any:
    page.open_tab(tab)
    person.wait()
    return page.tab


def current(widget: Any) -> Target:
    assert widget.current is not None
    return widget.current


def texts(table: Any) -> list[list[str]]:
    return [[table.item(row, column).text() for column in range(table.columnCount())]
            for row in range(table.rowCount())]  # fmt: skip


def test_the_overview_tells_figures_and_charts_and_bends(patient: Patient) -> None:
    person, page = patient("overview")
    tab = page.tab
    assert isinstance(tab, OverviewTab)
    told = [(card.value.text(), card.line.text()) for card in tab.figures.cards]
    assert told[0] == ("2", "Next start not told yet")
    assert told[1] == ("78.3%", "18 of 23 capsules, 5 no entry")  # a form on paper tells of no other day
    assert told[3] == ("10 mg", "From 12 mg, C2 D1")
    assert told[4][0] == "4 May"
    assert told[5] == ("2", "1 call today, 1 call soon")
    assert tab.doses.note.text() == "Diary up to 21 April 2026. Later days are not here yet."
    for card in tab.cards():
        assert card.chart.isVisible()
        assert card.chart.picture.targets
        assert card.chart.accessibleDescription()
    assert tab.qlq.chart.picture.targets[0].name.startswith("Summary score: baseline")

    tab.doses.chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert current(tab.doses.chart).name.startswith("Cycle 1, day 1,")
    for key, name in ((Qt.Key.Key_Right, "Cycle 1, day 2,"), (Qt.Key.Key_Down, "Cycle 2, day 2,"),
                      (Qt.Key.Key_End, "Cycle 2,"), (Qt.Key.Key_Home, "Cycle 1, day 1,")):  # fmt: skip
        person.press(key)
        assert current(tab.doses.chart).name.startswith(name)

    person.click(tab.tables)
    assert not any(card.chart.isVisible() for card in tab.cards())
    assert texts(tab.qlq.table)[0][0] == "Summary score"
    fatigue = next(row for row in texts(tab.qlq.table) if row[0] == "Fatigue")
    assert fatigue[2:] == ["0.0", "55.6", "+55.6", "worse", "above 39", "yes"]
    health = next(row for row in texts(tab.qlq.table) if row[0] == "Global health")
    assert health[4:] == ["0.0", "about the same", "no published threshold", "\u2013"]
    person.click(tab.tables)
    assert tab.qlq.chart.isVisible()

    assert tab.qlq.x() > tab.doses.x()
    person.window.resize(1100, 720)
    person.wait()
    QApplication.processEvents()
    assert tab.qlq.y() > tab.pressure.y()
    assert tab.qlq.x() == tab.doses.x()

    tab.qlq.chart.choose("FA")
    person.click(tab.qlq.trends)
    assert isinstance(page.tab, QlqTab)
    assert page.tab.card.title.text() == "Fatigue"


def test_scores_walk_by_keys_and_changes_are_counted_from_either_form(patient: Patient) -> None:
    person, page = patient("qlq")
    tab = page.tab
    assert isinstance(tab, QlqTab)
    tab.scales.setFocus()
    for _ in range(7):
        person.press(Qt.Key.Key_Down)
    assert tab.card.title.text() == "Fatigue"  # headings are passed over
    assert texts(tab.forms) == [
        ["Baseline", "22 March 2026", "0.0", "", "", "Start", "Paper"],
        ["Cycle 1", "23 March 2026", "0.0", "0.0", "0.0", "About the same", "Paper"],
        ["Cycle 2", "4 May 2026", "55.6", "+55.6", "+55.6", "Much worse", "Paper"],
    ]
    words = [text.text for text in tab.card.chart.picture.texts]
    assert {"55.6", "Change +10", "Baseline 0.0", "Dose 12 \u2192 10 mg", "Much worse"} <= set(words)
    assert "Better" not in words  # nothing is better than 0
    person.click(tab.since.choices[1])
    assert "Form before 0.0" in [text.text for text in tab.card.chart.picture.texts]


def test_a_day_is_told_in_full_and_the_other_tabs_show_what_there_is(patient: Patient) -> None:
    person, page = patient("doses")
    tab = page.tab
    assert isinstance(tab, DosesTab)
    tab.choose(date.fromisoformat(day(24)))
    person.wait()
    labels = [label.text() for label in tab.story.findChildren(QWidget) if hasattr(label, "text")]
    assert any("10 mg at 07:30" in text for text in labels)
    assert tab.story.line.text() == "Cycle 2, day 3: Taken"
    assert any("165/102, 163/101" in text for text in labels)
    tab.card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Right)
    assert tab.day == date.fromisoformat(day(25))

    tab = go(person, page, "symptoms")
    assert isinstance(tab, SymptomsTab)
    assert [card.title.text() for card in tab.cards()] == ["Symptoms, cycle 2", "Symptoms, cycle 1"]
    tab = go(person, page, "pressure")
    assert isinstance(tab, PressureTab)
    assert [row[3:] for row in texts(tab.readings)] == [
        ["130/82, 128/80", "below"], ["165/102, 163/101", "at or over it"],
    ]  # fmt: skip
    person.click(tab.stretch.choices[0])
    assert len(tab.card.chart.picture.targets) == 2
    tab = go(person, page, "corrections")
    assert isinstance(tab, CorrectionsTab)
    assert tab.corrected.nothing.isVisible()
    tab = go(person, page, "files")
    assert isinstance(tab, FilesTab)
    assert tab.files.nothing.isVisible()


def test_a_saved_chart_is_whole_light_logged_and_says_whose_it_is(patient: Patient, tmp_path: Path) -> None:
    person, page = patient("overview")
    person.window.kit.appearance.set_look(Look("clinic", "dark", 150))
    person.wait()
    tab = page.tab
    assert isinstance(tab, OverviewTab)
    menu = tab.save.menu_of_charts()
    assert len(menu.actions()) == 8
    menu.deleteLater()
    file = tab.qlq.file
    assert file is not None
    for name in ("chart.svg", "chart.png"):
        tab.save.save(file, "svg" if name.endswith("svg") else "png", tmp_path / name)
        person.wait()
    root = ET.fromstring((tmp_path / "chart.svg").read_text(encoding="utf-8"))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:2] == ["QLQ-C30, 4 May 2026 and baseline", "S003-007, 19 June 2026"]
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() == 1800
    assert image.pixelColor(4, 4).name().upper() == "#FFFFFF"
    tab = go(person, page, "files")
    assert [row[1:4] for row in texts(tab.files.table)] == [
        ["Given out", "Chart (PNG)", ""], ["Given out", "Chart (SVG)", ""],
    ]  # fmt: skip


def test_days_without_a_reading_are_not_called_a_diary_without_one() -> None:
    tr = translator("en")
    assert peak_line([], 25, tr) == "No blood pressure on the last 25 days."
    assert peak_line([], 0, tr) == "No blood pressure recorded."
