"""The measurements page with real services: two readings, odd values, measure again, the call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from diary_app.domain.protocol import Measuring
from diary_app.ui.kit import Kit
from diary_app.ui.pages.vitals import words
from tests.support import FixedClock
from tests.ui.conftest import Person

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def vitals(person: Person) -> list[tuple[str, Any, str]]:
    return [(row["kind"], row["values"], row["day"]) for row in person.lines("vitals")]


def typed(person: Person, field: Any, text: str) -> None:
    field.control.setFocus()
    field.control.clear()
    person.type(text)
    person.wait()


def read(person: Person, row: Any, high: str, low: str) -> None:
    typed(person, row.high, high)
    typed(person, row.low, low)


def test_two_readings_weight_and_temperature_by_keys_alone(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.side.pressure.button)
    page = person.desk.page
    assert page.form.advice.text() == (
        "Sit quietly for 5 minutes first, in the morning before the capsule. "
        "Take two readings, 1 minute apart."
    )
    assert not page.foot.save_button.isEnabled()
    assert QApplication.focusWidget() is page.form.first.high.control
    for text in ("128", "82", "125", "81"):
        person.type(text)
        person.press(Qt.Key.Key_Tab)
    assert page.form.mean.text() == (
        "Average: 127/82. Band: 120 to 139, or 80 to 89. The limit at home is 135/85."
    )
    person.press(Qt.Key.Key_Tab)  # over the time
    composed = QInputMethodEvent()
    composed.setCommitString("６２．５")
    QApplication.sendEvent(QApplication.focusWidget(), composed)
    person.press(Qt.Key.Key_Tab)
    person.type("36,8")
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.foot.save_button
    person.press(Qt.Key.Key_Return)
    assert vitals(person) == [
        ("bp", [[128, 82], [125, 81]], "2026-01-05"),
        ("weight", [62.5], "2026-01-05"),
        ("temperature", [36.8], "2026-01-05"),
    ]
    assert person.desk.page is person.today
    assert person.today.side.pressure.status.text() == "125/81 at 07:10"
    page = person.open("vitals")
    assert page.form.written.text() == (
        "Written down: 128/82, 125/81 at 07:10. "
        "Average: 127/82. Band: 120 to 139, or 80 to 89. The limit at home is 135/85."
    )
    assert page.form.weight.help.text() == "Last: 62.5 kg, today."
    assert not page.form.touched


def test_a_rest_of_one_minute_follows_the_first_reading(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    clock.set("2026-01-05T07:21")
    typed(person, page.form.first.high, "128")
    assert not page.form.rest.isVisible()
    typed(person, page.form.first.low, "82")
    assert page.form.rest.line.text() == "Rest. The next reading in 60 seconds."
    assert page.form.mean.text().startswith("This reading: 128/82. Band: 120 to 139, or 80 to 89.")
    assert page.form.time.control.time().toString("HH:mm") == "07:21"
    with person.qtbot.waitSignal(page.form.rest.over):
        page.form.rest.start(30)
    assert page.form.rest.line.text() == "The rest is over. Please measure again now."
    read(person, page.form.second, "126", "80")
    assert not page.form.rest.isVisible()


def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_saved(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    form = page.form
    cases = [
        (form.first.high, "128", "", form.first.low, "Please write a whole number, such as 82."),
        (form.first.high, "1280", "82", form.first.high,
         "Please check: the upper number is usually between 40 and 300."),
        (form.first.high, "82", "128", form.first.low,
         "Please check: the lower number is below the upper one."),
        (form.first.high, "128", "12", form.first.low,
         "Please check: the lower number is usually between 20 and 200."),
    ]  # fmt: skip
    for _, high, low, wrong, sentence in cases:
        typed(person, form.first.high, high)
        typed(person, form.first.low, low)
        person.click(page.foot.save_button)
        assert wrong.error.text() == sentence
        assert QApplication.focusWidget() is wrong.control
    read(person, form.first, "128", "82")
    typed(person, form.weight, "6 2")
    person.click(page.foot.save_button)
    assert form.weight.error.text() == "Please write a number, such as 62.5."
    typed(person, form.weight, "")
    typed(person, form.temperature, "98")
    person.click(page.foot.save_button)
    assert form.temperature.error.text() == "Please check: a temperature is usually between 30 and 45 °C."
    assert vitals(person) == []


@pytest.mark.slow
def test_an_odd_value_is_asked_and_then_saved_not_refused(at_home: Home) -> None:
    person = at_home(FIRST, [{"kind": "weight", "day": "2026-01-05", "kg": "70"}])
    page = person.open("vitals")
    read(person, page.form.first, "151", "82")
    read(person, page.form.second, "130", "80")
    typed(person, page.form.weight, "66")
    person.click(page.foot.save_button)
    assert page.foot.questions.text() == (
        "The two readings are 21 apart. Are both right? The last weight was 70 kg. Is 66 kg right?"
    )
    assert QApplication.focusWidget() is page.foot.no_button
    person.press(Qt.Key.Key_Space)
    assert page.foot.save_button.isVisible()
    assert len(vitals(person)) == 1
    typed(person, page.form.second.high, "131")  # 20 apart is not odd
    person.click(page.foot.save_button)
    assert page.foot.questions.text() == "The last weight was 70 kg. Is 66 kg right?"
    person.click(page.foot.yes_button)
    assert ("weight", [66], "2026-01-05") in vitals(person)
    assert person.desk.page is person.today


@pytest.mark.slow
def test_a_reading_over_the_limit_asks_for_another_before_the_call(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    read(person, page.form.first, "165", "102")
    person.click(page.foot.save_button)
    assert person.desk.page is page
    assert page.notice.title.text() == "Please measure again"
    assert page.form.rest.running
    assert not page.form.second.isVisible()
    person.open("today")
    [card] = person.today.calls.cards
    assert card.property("card") == "due"
    assert "by 07:25" in card.text.text()
    clock.set("2026-01-05T07:15")
    person.click(card.again_button)
    read(person, page.form.first, "131", "84")
    person.click(page.foot.save_button)
    assert person.desk.page is person.today
    assert person.today.calls.cards == []
    clock.set("2026-01-05T07:40")
    person.today._timer.timeout.emit()
    person.wait()
    assert person.today.calls.cards == []


@pytest.mark.slow
def test_the_call_stands_when_no_reading_follows_or_the_last_is_still_over(
    at_home: Home, clock: FixedClock
) -> None:
    high = {"kind": "bp", "day": "2026-01-05", "time": "07:00", "readings": ["165/102"]}
    person = at_home(FIRST, [high])
    assert [card.property("card") for card in person.today.calls.cards] == ["due"]
    clock.set("2026-01-05T07:16")
    person.today._timer.timeout.emit()
    person.wait()
    [card] = person.today.calls.cards
    assert card.property("card") == "urgent"
    assert card.text.text().endswith("It was 165/102 at 07:00.")
    clock.set("2026-01-05T08:00")
    page = person.open("vitals")
    read(person, page.form.first, "170", "100")
    read(person, page.form.second, "168", "99")
    person.click(page.foot.save_button)
    assert person.desk.page is person.today
    [card] = person.today.calls.cards
    assert card.property("card") == "urgent"


@pytest.mark.slow
def test_numbers_that_were_not_saved_are_there_behind_the_lock(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    read(person, page.form.first, "128", "82")
    typed(person, page.form.weight, "62.5")
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert person.window.desk is None
    clock.set("2026-01-06T09:00")
    person.unlock()
    assert vitals(person) == []
    page = person.open("vitals")
    assert page.notice.title.text() == "You left this page before saving."
    assert page.form.first.reading == (128, 82)
    assert page.form.time.control.time().toString("HH:mm") == "07:10"
    person.click(page.foot.save_button)
    assert [row[2] for row in vitals(person)] == ["2026-01-05", "2026-01-05"]
    page = person.open("vitals")
    assert not page.form.touched
    assert not page.notice.isVisible()


@pytest.mark.parametrize(
    ("readings", "told"),
    [
        (((119, 79),), "This reading: 119/79. Band: below 120 and below 80."),
        (((119, 80),), "This reading: 119/80. Band: 120 to 139, or 80 to 89."),
        (((139, 89), (140, 89)), "Average: 139.5/89. Band: 120 to 139, or 80 to 89."),
        (((139, 90), (140, 90)), "Average: 140/90. Band: 140 to 159, or 90 to 99."),
        (((160, 90),), "This reading: 160/90. Band: 160 or over, or 100 or over."),
    ],
)
def test_a_band_is_named_in_plain_numbers_and_agrees_with_what_is_shown(
    kit: Kit, readings: tuple[tuple[int, int], ...], told: str
) -> None:
    limit = "The limit at home is 135/85."
    assert words.mean_line(kit, readings, Measuring()) == f"{told} {limit}"
