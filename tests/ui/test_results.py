"""The Results page: what it shows, what it never shows, and how it is walked through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from diary_app.charts.shapes import Line, Polyline
from diary_app.qlq_c30.scales import CODES, SUMMARY
from diary_app.ui import navigation
from diary_app.ui.kit import Kit
from diary_app.ui.pages.results.page import ResultsPage
from tests.support import FixedClock
from tests.ui.conftest import Person

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def form(day: date, **changed: int | None) -> dict[str, Any]:
    """A form that answers the lowest number to everything, but for what is changed (``None``: blank)."""
    answers: dict[str, int | None] = {str(n): 1 for n in range(1, 31)}
    answers |= {name.removeprefix("q"): value for name, value in changed.items()}
    kept = {n: value for n, value in answers.items() if value is not None}
    return {"kind": "qlq", "day": day.isoformat(), "time": "06:40", "answers": kept}


def later(windows: int) -> date:
    """The target of a later window."""
    return FIRST + timedelta(days=42 * windows)


FORMS = [
    form(FIRST, q9=3, q19=3),
    form(later(1), q9=3, q19=3),
    form(later(3), q10=4, q12=4, q18=4, q16=None, q29=7, q30=7),
]
"""Better: pain, overall health. Worse: tiredness. Blank: constipation. The second window is missed."""


@pytest.fixture
def reader(at_home: Home, clock: FixedClock) -> Person:
    clock.set(f"{later(3)}T09:00")
    return at_home(FIRST, FORMS)


def said(page: ResultsPage) -> dict[str, str]:
    """What a screen reader says of each chart."""
    return {card.result.code: card.accessibleName() for card in page.walk.cards}


def test_charts_words_table_and_keys(reader: Person) -> None:
    page = reader.open("results")
    assert page.header.subtitle.text() == "3 questionnaires: 5 January 2026 to 11 May 2026"
    assert sorted(said(page)) == sorted(CODES)
    texts = [label.text() for label in page.bar.findChildren(QLabel) if label.text()]
    assert texts[:4] == ["Since the start:", "2 better", "11 about the same", "1 worse"]
    blank = "no score for 1 questionnaire."
    assert said(page)["FA"] == (
        "Tiredness: a lower line is better; 100 now; 0 at the start; worse; above the threshold of 39; "
        + blank
    )
    assert said(page)["QL2"] == (
        "Overall health: a higher line is better; 100 now; 0 at the start; better; no published threshold; "
        + blank
    )
    assert said(page)["CO"] == (
        "Constipation: a lower line is better; no score now; 0 at the start; no score this time; "
        "no score for 2 questionnaires."
    )
    assert len(set(said(page).values())) == 16
    shown_forms(page)
    walk(reader, page)
    table(reader, page)


def shown_forms(page: ResultsPage) -> None:
    """Gaps, tones and diamonds as painted."""
    cards = {card.result.code: card for card in page.walk.cards}
    joins = [
        [shape for shape in card.chart.picture.shapes if isinstance(shape, Line) and shape.stroke == tone]
        for card, tone in ((cards["FA"], "worse"), (cards["SL"], "ink-2"), (cards["CO"], "ink-2"))
    ]
    assert [len(lines) for lines in joins] == [1, 1, 1]  # the last form is never joined over the missed one
    diamonds = {
        code
        for code, card in cards.items()
        if any(isinstance(shape, Polyline) and shape.closed for shape in card.chart.picture.shapes)
    }
    assert diamonds == {"FA"}
    ticks = [text.text for text in cards[SUMMARY].chart.picture.texts]
    assert [text for text in ticks if text in ("0", "50", "100")] == ["0", "50", "100"]


def walk(reader: Person, page: ResultsPage) -> None:
    """One stop of Tab, arrows between the charts, Tab goes on to the button."""
    assert QApplication.focusWidget() is page.walk.cards[0]
    reader.press(Qt.Key.Key_Right)
    reader.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.walk.cards[2]
    reader.press(Qt.Key.Key_End)
    last = page.walk.cards[15]
    assert QApplication.focusWidget() is last
    assert not last.visibleRegion().isNull()
    reader.press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is last
    reader.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.table_button


def table(reader: Person, page: ResultsPage) -> None:
    """The button turns to the table, which holds the same; and back."""
    reader.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.table
    rows = [page.table.verticalHeaderItem(row).text() for row in range(page.table.rowCount())]
    assert len(rows) == 16
    row = rows.index("Constipation")
    cells = [page.table.item(row, column).text() for column in range(page.table.columnCount())]
    assert cells == ["No score this time", "lower", "above 50", "0", "0", "no form", "no score"]
    reader.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.table_button
    assert page.table_button.text() == "Show as charts"
    reader.press(Qt.Key.Key_Space)
    assert page.stack.currentWidget() is page.scroller


@pytest.mark.slow
def test_nothing_of_a_questionnaire_that_was_not_sent(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    page = person.open("results")
    assert page.empty.isVisible()
    assert not page.table_button.isVisible()
    assert QApplication.focusWidget() is page.empty.button
    questions = person.open("questions")
    person.click(questions.intro.button)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return):
        person.press(key)
    assert questions.state.finished == 1
    page = person.open("results")
    assert page.empty.isVisible()
    assert page.walk.cards == ()
    person.click(page.empty.button)
    assert person.desk.page is questions
    person.ask(lambda: person.services.diary.write(form(FIRST)))
    page = person.open("results")
    assert page.stack.currentWidget() is page.scroller
    assert page.walk.cards[0].verdict.text() == "First answers"


def test_no_item_where_the_plan_keeps_scores_from_participants(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    import diary_app.ui.session as sessions

    made = sessions._session

    def closed(*given: Any) -> sessions.Session:
        session = made(*given)
        hidden = replace(session.protocol.questionnaire, participant_sees_scores=False)
        return replace(session, protocol=replace(session.protocol, questionnaire=hidden))

    monkeypatch.setattr(sessions, "_session", closed)
    person = at_home(FIRST)
    assert "results" not in person.desk.rail.items
    assert "results" not in person.desk.rail.places


def test_the_rail_has_results_only_where_scores_are_seen(kit: Kit) -> None:
    def keys(scores: bool) -> list[str]:
        return [entry.key for entry in navigation.rail_entries(kit, scores=scores)]

    assert [key for key in keys(True) if key not in keys(False)] == ["results"]
