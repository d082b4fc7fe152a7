"""Symptoms and measurements of a past day, opened from the Diary: which day, why only now, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime

from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
LINES = [
    *record_days(FIRST, 9),
    {"kind": "symptom", "day": "2026-01-13", "severities": {"tiredness": 2}},
]


@pytest.fixture
def person(at_home: Home, clock: FixedClock) -> Person:
    """The morning of study day 11."""
    clock.set("2026-01-15T07:42")
    return at_home(FIRST, LINES)


def opened(person: Person, number: int, act: str) -> Any:
    """The page that an act of a day's story leads to."""
    diary = person.open("diary")
    diary.choose(FIRST + timedelta(days=number - 1))
    person.wait()
    person.click(diary.card.buttons[act])
    return person.desk.page


def the_page_on_the_rail(person: Person) -> str:
    """The one page that the rail marks as open."""
    items = person.desk.rail.items.items()
    [key] = [key for key, item in items if item.accessibleDescription()]
    return key


def test_symptoms_of_a_past_day(person: Person) -> None:
    page = opened(person, 9, "symptoms")
    assert page.header.title.text() == "How did you feel on Tuesday 13 January?"
    assert page.about_day.chip.label.text() == "About Tuesday 13 January 2026, 2 days ago"
    rows = {row.symptom.code: row for row in page.rows}
    person.click(rows["tiredness"].scale.choices[4])  # written down already: corrected with a reason only
    assert rows["tiredness"].scale.value == 2
    assert page.notice.isVisible()
    person.click(rows["nausea"].scale.choices[1])
    person.click(page.late.buttons["felt_too_ill"])
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # left before saving
    diary = person.desk.page
    assert diary is person.desk.pages["diary"]
    assert diary.story.day.day == date(2026, 1, 13)
    today = person.open("symptoms")
    assert (today.day, today.header.title.text()) == (date(2026, 1, 15), "How do you feel today?")
    assert today._grades() == {}  # the past day's unsaved page is not today's
    opened(person, 9, "symptoms")
    for language in ("zh_CN", "en"):  # the rail marks the Diary in every language, and after Help
        person.window.kit.commands.language_requested.emit(language)
        person.wait()
        assert the_page_on_the_rail(person) == "diary"
    person.press(Qt.Key.Key_F1)
    assert the_page_on_the_rail(person) == "help"
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert the_page_on_the_rail(person) == "diary"
    diary, page = person.desk.pages["diary"], person.desk.page
    assert page._grades() == {"tiredness": 2, "nausea": 1}
    assert page.signs.question == "Did any of this happen on Tuesday 13 January?"
    person.click(page.save_button)
    assert person.desk.page is diary
    assert diary.story.day.day == date(2026, 1, 13)
    [row] = [row for row in person.lines("symptoms") if row["term"] == "nausea"]
    assert (row["day"], row["severity"], row["lag_days"], row["late_reason"]) == (
        "2026-01-13", 1, 2, "felt_too_ill",
    )  # fmt: skip


def test_readings_of_a_past_day_ask_for_their_time(person: Person) -> None:
    page = opened(person, 8, "reading")
    assert page.header.title.text() == "Measurements of Monday 12 January"
    assert page.about_day.isVisible()
    for field, text in zip(page.form.fields[:2], ("165", "102"), strict=True):
        field.control.setFocus()
        person.type(text)
    person.wait()
    assert not page.form.rest.isVisible()  # nobody rests in the past
    person.click(page.foot.save_button)
    assert page.form.time.error.text() == "Choose the time first."
    page.form.time.control.setTime(QTime(6, 50))
    page.form.fields[4].control.setText("61.5")
    person.click(page.foot.save_button)
    diary = person.desk.page
    assert diary is person.desk.pages["diary"]
    assert diary.story.day.day == date(2026, 1, 12)
    pressure, weight = person.lines("vitals")
    assert (pressure["day"], pressure["time"], pressure["values"]) == ("2026-01-12", "06:50", [[165, 102]])
    assert (weight["day"], weight["kind"], weight["late_reason"]) == ("2026-01-12", "weight", None)


def test_today_is_opened_as_from_today(person: Person) -> None:
    page = opened(person, 11, "symptoms")
    assert (page.day, page.about) == (date(2026, 1, 15), None)
    assert not page.about_day.isVisible()
