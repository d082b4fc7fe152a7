"""Every control of every page is reached by Tab, or by the arrows from one that is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from diary_app.ui.pages.history.cell import DayCell
from diary_app.ui.pages.results.card import ScoreCard
from diary_app.ui.widgets.choices import Choice
from diary_app.ui.widgets.day_dot import DotFace
from tests.e2e.keys import name_of
from tests.support import FixedClock
from tests.ui.conftest import Person, at_home, diary, record_days, sit_down  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
_MOST = 150  # presses of Tab around a page
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, DotFace, ScoreCard)
_WALKED = (Choice, DayCell, DotFace, ScoreCard)
"""One of a group is a stop of Tab, the arrows walk through the others."""


def controls(page: QWidget) -> list[QWidget]:
    """What somebody with a mouse could use here."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, _CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QAbstractItemView)
    ]


def tabbed(window: QWidget) -> set[QWidget]:
    """Where Tab leads, once around."""
    seen: list[QWidget] = []
    for _ in range(_MOST):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen[:1] and len(seen) > 1:
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return set(seen)


def walked(stops: set[QWidget]) -> set[QWidget]:
    """Where the arrows lead from the stops that stand for a group."""
    open_ones: list[Any] = [stop for stop in stops if isinstance(stop, _WALKED)]
    found: set[QWidget] = set(open_ones)
    while open_ones:
        here = open_ones.pop()
        for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            here.setFocus()
            QTest.keyClick(here, arrow)
            there = QApplication.focusWidget()
            if isinstance(there, _WALKED) and there not in found:
                found.add(there)
                open_ones.append(there)
    return found


def missed(person: Person) -> list[str]:
    """Controls of the page in view that no key leads to."""
    page = person.desk.page
    person.wait()
    before = controls(page)
    assert len(before) >= 5, f"{type(page).__name__} has hardly a control"
    stops = tabbed(person.window)
    reached = stops | walked(stops)
    return [f"{type(widget).__name__} {name_of(widget)!r}" for widget in before if widget not in reached]


def test_every_control_is_reached_by_keys(at_home: Any, clock: FixedClock) -> None:  # noqa: F811
    clock.set("2026-02-20T09:00")
    answers = {str(n): 1 + n % 2 for n in range(1, 31)}
    days = [(FIRST + timedelta(days=later)).isoformat() for later in (0, 42)]
    forms = [{"kind": "qlq", "day": day, "time": "06:40", "answers": answers} for day in days]
    start = {"kind": "cycle_start", "day": "2026-02-16"}
    person = at_home(FIRST, [*forms, *record_days(FIRST, 2), start], size=(1024, 720))
    faults: dict[str, list[str]] = {}
    for key in ("today", "symptoms", "vitals", "diary", "questions", "results", "share", "help", "settings"):
        person.open(key)
        faults[key] = missed(person)
    assert {key: found for key, found in faults.items() if found} == {}
