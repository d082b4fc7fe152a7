"""Today's main button stays in view at any text size, and the keys walk through the window in its order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from diary_app.ui.housekeeping import Note, place_words
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def in_view(person: Person, widget: QWidget) -> bool:
    return person.window.rect().contains(QRect(widget.mapTo(person.window, QPoint(0, 0)), widget.size()))


@pytest.mark.parametrize(("size", "text"), [((1280, 800), 100), ((1024, 720), 200)])
def test_notes_above_the_card_leave_the_main_button_in_view(
    at_home: Home, clock: FixedClock, size: tuple[int, int], text: int
) -> None:
    clock.set("2026-01-15T07:42")
    person = at_home(FIRST, record_days(FIRST, 10), size=size)
    person.window.kit.commands.text_size_requested.emit(text)
    title, words = place_words(person.window.kit, "synced", "Nextcloud")
    for key in ("place", "findings"):
        person.today.notes.show_note(Note(key, "due", "folder-open", title, words, page="settings"))
    QTest.qWait(100)
    button = person.today.card.now_button
    assert button.hasFocus()
    assert in_view(person, button)


@pytest.mark.parametrize(("width", "height", "text"), [(1024, 720, n) for n in (100, 125, 150, 175, 200)])
def test_the_main_button_of_today_is_in_view_without_scrolling(
    at_home: Home, width: int, height: int, text: int
) -> None:
    person = at_home(FIRST, size=(width, height))
    person.window.kit.commands.text_size_requested.emit(text)
    person.wait()
    QTest.qWait(50)
    button = person.today.card.now_button
    person.today.scroller.verticalScrollBar().setValue(0)
    assert in_view(person, button)


@pytest.mark.slow
@pytest.mark.parametrize("text", [100, 125, 150, 175, 200])
def test_calls_above_the_card_leave_the_main_button_in_view(at_home: Home, text: int) -> None:
    severe = {"kind": "symptom", "day": FIRST.isoformat(), "term": "hands_feet", "severity": 3}
    person = at_home(FIRST - timedelta(days=2), [severe], size=(1024, 720))  # two days without an entry
    person.window.kit.commands.text_size_requested.emit(text)
    person.wait()
    QTest.qWait(100)
    assert person.today.view is not None
    assert len(person.today.view.alerts) == 2
    button = person.today.card.now_button
    assert button.hasFocus()
    assert in_view(person, button)


def test_coming_back_to_today_begins_at_the_top_however_far_it_was_scrolled(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1), size=(1024, 720))
    person.window.kit.commands.text_size_requested.emit(200)
    person.wait()
    bar = person.today.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    person.open("diary")
    person.open("today")
    QTest.qWait(50)
    assert bar.value() == 0


def test_tab_walks_from_the_card_to_the_side_cards_to_the_rail(at_home: Home) -> None:
    person = at_home(FIRST)
    assert QApplication.focusWidget() is person.today.card.now_button
    walked: list[Any] = []
    for _ in range(6):
        person.press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    card, side = person.today.card, person.today.side
    assert walked == [
        card.earlier_button,
        card.not_taken_button,
        side.symptoms.button,
        side.pressure.button,
        side.questionnaire.button,
        person.desk.rail.items["today"],
    ]


@pytest.mark.slow
def test_the_keys_of_the_rail(at_home: Home) -> None:
    person = at_home(FIRST)
    control = Qt.KeyboardModifier.ControlModifier
    places = person.desk.rail.places
    for number, page in reversed(list(enumerate(places, start=1))):
        person.press(Qt.Key(Qt.Key.Key_0 + number), control)
        assert person.desk.page is person.desk.pages[page]
        assert person.desk.rail.items[page].accessibleDescription() == "This page is open."
    if len(places) < 5:
        person.press(Qt.Key(Qt.Key.Key_1 + len(places)), control)  # no such page: nothing happens
    assert person.desk.page is person.today
