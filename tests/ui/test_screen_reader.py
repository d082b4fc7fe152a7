"""What a screen reader finds through QAccessible, role, name, value and state, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.ui import a11y
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
ROLE, TEXT = QAccessible.Role, QAccessible.Text


class Heard(list[tuple[str, bool]]):
    """What was announced: the words, and whether they break into what is being said."""

    @property
    def words(self) -> list[str]:
        """The words alone."""
        return [words for words, _ in self]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Listens where Qt hands an event to the system, and hands it on."""
    found = Heard()
    on = QAccessible.updateAccessibility

    def listen(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        assert event.type() == QAccessible.Event.Announcement
        assert isinstance(event.object(), QWidget)
        found.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))
        on(event)

    class Listening:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
        updateAccessibility = staticmethod(listen)  # noqa: N815 - Qt's name

    monkeypatch.setattr(a11y, "QAccessible", Listening)
    return found


def read(widget: QWidget | None) -> tuple[Any, str, str]:
    """Role, name and description."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.role(), found.text(TEXT.Name), found.text(TEXT.Description)


def focused() -> tuple[Any, str, str]:
    return read(QApplication.focusWidget())


def checked(widget: QWidget) -> bool:
    return bool(QAccessible.queryAccessibleInterface(widget).state().checked)


@pytest.mark.slow
def test_today_is_read_and_its_results_are_heard(at_home: Home, heard: Heard, clock: FixedClock) -> None:
    clock.set("2026-01-06T07:10")
    person = at_home(FIRST, record_days(FIRST, 1))
    assert heard.words == ["Today"]
    assert focused() == (ROLE.Button, "I took it now", "")
    days = [read(dot)[1] for dot in person.today.strip.days]
    assert days[:2] + days[20:] == [
        "Cycle 1, day 1, Monday 5 January, taken at 07:10",
        "Cycle 1, day 2, Tuesday 6 January, due today", "Cycle 1, day 21, Sunday 25 January, rest",
    ]  # fmt: skip
    person.click(person.today.card.now_button)
    assert heard.words[1:] == ["Taken this morning"]
    assert focused()[1] == "Taken this morning"
    yes, no = person.today.card.stomach.segments.choices
    assert read(yes) == (ROLE.RadioButton, "Was your stomach empty?: Yes", "1 of 2")
    assert read(no) == (ROLE.RadioButton, "Was your stomach empty?: No", "2 of 2")
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard.words[2:] == ["Undone"]


@pytest.mark.slow
def test_symptoms_are_read_with_their_sentences(at_home: Home, heard: Heard) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    assert heard.words[1:] == ["How do you feel today?"]
    row = page.rows[0]
    person.press(Qt.Key.Key_2)
    role, name, description = focused()
    assert (role, name) == (ROLE.RadioButton, "Tiredness: 2 Moderate")
    assert description == f"3 of 5. {row._anchors[2]}"
    assert row._anchors[2]
    assert [checked(choice) for choice in row.scale.choices] == [False, False, True, False, False]
    person.click(page.save_button)
    assert heard.words[-2:] == ["Written down.", "Today"]


def test_a_question_is_read_out_with_its_options_and_place(at_home: Home, heard: Heard) -> None:
    person = at_home(FIRST)
    page = person.open("questions")
    person.click(page.intro.button)
    assert heard.words[-1].startswith("Practice question. ")
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_Return)
    assert heard.words[-1] == f"Question 1 of 30. {page.item.question.accessibleName()}"
    assert person.desk.session.wording.item(1).text in heard.words[-1]
    group = page.item.group
    assert read(group)[1] == page.item.question.text()
    assert [read(choice) for choice in group.choices] == [
        (ROLE.RadioButton, f"{n} {choice.text()}", f"{n} of 4")
        for n, choice in enumerate(group.choices, start=1)
    ]
    assert focused()[1] == f"1 {group.choices[0].text()}"
    person.press(Qt.Key.Key_3)
    assert checked(group.choices[2])
    bar = QAccessible.queryAccessibleInterface(page.item.progress)
    assert (bar.role(), bar.text(TEXT.Name)) == (ROLE.ProgressBar, "Questions done")
    assert bar.valueInterface().currentValue() == 1
    person.press(Qt.Key.Key_Return)
    assert heard.words[-1].startswith("Question 2 of 30. ")


def test_what_is_wrong_is_heard_at_once_and_once(at_home: Home, heard: Heard, monkeypatch: Any) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    assert heard.words[-1] == "Measurements"
    person.type("300")
    person.click(page.foot.save_button)
    complaint = "Please write a whole number, such as 82."
    assert heard[-1] == (complaint, True)
    assert heard.words.count(complaint) == 1
    assert focused() == (ROLE.EditableText, "First reading: Lower number", complaint)

    def full(*_: Any, **__: Any) -> None:
        raise NotSaved(N_("The disk is full."))

    person.open("today")
    monkeypatch.setattr(person.services.today, "took_it", full)
    person.click(person.today.card.now_button)
    said = "This did not work. The disk is full."
    assert [entry for entry in heard if entry[0] == said] == [(said, True)]
    assert read(person.today.notice)[1] == said


def test_the_rest_is_told_at_its_beginning_and_its_end_alone(at_home: Home, heard: Heard) -> None:
    person = at_home(FIRST)
    rest = person.open("vitals").form.rest
    before = len(heard)
    rest.start(60_000)
    rest._tick()
    rest._tick()
    assert heard.words[before:] == ["Rest. The next reading in 60 seconds."]
    assert read(rest.line)[1] == "Rest between two readings"  # the seconds change for the eye alone
    rest._whole = 1
    QTest.qWait(5)
    rest._tick()
    assert heard.words[before + 1 :] == ["The rest is over. Please measure again now."]
    assert read(rest.line)[1] == "The rest is over. Please measure again now."


@pytest.mark.slow
def test_days_charts_and_their_table(at_home: Home, heard: Heard, clock: FixedClock) -> None:
    clock.set("2026-02-20T09:00")
    answers = {str(n): 1 + n % 2 for n in range(1, 31)}
    forms = [
        {
            "kind": "qlq",
            "day": (FIRST + timedelta(days=days)).isoformat(),
            "time": "06:40",
            "answers": answers,
        }
        for days in (0, 42)
    ]
    person = at_home(FIRST, [*forms, *record_days(FIRST, 2)])
    diary = person.open("diary")
    cells = [read(cell) for cell in diary.calendar.findChildren(QWidget) if hasattr(cell, "shown")]
    assert {role for role, *_ in cells} == {ROLE.Button}
    assert any(name.startswith("Cycle 1, day 2, Tuesday 6 January, taken") for _, name, _ in cells), cells
    diary.choose(FIRST)
    person.wait()
    assert "5 January" in heard.words[-1]
    results = person.open("results")
    cards = results.walk.cards
    assert len(cards) == 16
    for card in cards:
        name = read(card)[1]
        assert name.endswith(".")
        assert name.count(". ") == 0  # one sentence
        assert "better" in name or "higher" in name.lower()
    results.turn()
    person.wait()
    assert heard.words[-1] == "The results are shown as a table."
    table = next(each for each in results.findChildren(QWidget) if type(each).__name__ == "ScoreTable")
    found = QAccessible.queryAccessibleInterface(table)
    assert (found.role(), found.text(TEXT.Name)) == (ROLE.Table, "My results as a table")
    assert table.verticalHeaderItem(0).text()
