"""Today: what comes before the capsule, where the focus is, and what is shown while the window changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from diary_app.ui.pages.forms.host import FRESH_PRESS
from diary_app.ui.pages.today.page import TodayPage
from tests.support import FixedClock
from tests.ui.conftest import PASSPHRASE, Person, record_days
from tests.ui.screens.diaries import answers
from tests.ui.walk.checks import clipped
from tests.ui.walk.seen import Seen, visible

FIRST = date(2026, 1, 5)
CONTROL = Qt.KeyboardModifier.ControlModifier
HIGH = {"kind": "bp", "day": "2026-01-06", "time": "07:00", "readings": ["166/101", "165/102"]}
Home = Callable[..., Person]


def words_on(widget: QWidget) -> list[str]:
    """What the visible labels and buttons of a part say."""
    shown = [child for child in widget.findChildren(QWidget) if child.isVisible()]
    return [child.text() for child in shown if hasattr(child, "text") and child.text()]


def cut(person: Person) -> list[str]:
    return clipped(Seen(person.window, widgets=visible(person.window)))


def in_view(person: Person, widget: QWidget) -> bool:
    return person.window.rect().contains(QRect(widget.mapTo(person.window, QPoint(0, 0)), widget.size()))


def test_while_a_call_stands_the_card_says_to_call_first(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-06T07:10")
    person = at_home(FIRST, [*record_days(FIRST, 1), HIGH])
    card = person.today.card
    assert words_on(card)[0] == "Call your clinic first."
    assert card.property("card") == "plain"
    assert card.now_button._kind == "secondary"
    person.click(card.now_button)  # what happened can still be written down
    assert len(person.lines("doses")) == 2


def test_without_a_call_the_capsule_is_the_first_thing(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-06T07:10")
    person = at_home(FIRST, record_days(FIRST, 1))
    assert "Call your clinic first." not in words_on(person.today.card)
    assert person.today.card.now_button._kind == "primary"
    assert person.today.card.property("card") == "dominant"


@pytest.mark.parametrize("text", [100, 125])
def test_the_call_and_the_card_are_seen_together_in_the_smallest_window(
    at_home: Home, clock: FixedClock, text: int
) -> None:
    clock.set("2026-01-06T07:10")
    person = at_home(FIRST, [*record_days(FIRST, 1), HIGH], size=(1024, 720))
    person.window.settings.set_text(text)
    person.wait()
    QTest.qWait(50)
    [banner] = person.today.calls.cards
    assert in_view(person, banner)
    assert in_view(person, person.today.card.now_button)


def test_the_first_capsule_comes_after_the_questionnaire(at_home: Home) -> None:
    person = at_home(FIRST)
    card = person.today.card
    assert words_on(card)[:2] == ["Please answer the questionnaire before the first capsule.", "Start"]
    person.click(card.start_button)
    assert person.desk.page is person.desk.pages["questions"]


def test_a_questionnaire_that_was_sent_is_not_asked_for(at_home: Home) -> None:
    sent = {"kind": "qlq", "day": FIRST.isoformat(), "time": "06:40", "answers": answers(0)}
    person = at_home(FIRST, [sent])
    assert person.today.card.start_button is None


def test_after_the_first_capsule_no_start_is_offered(at_home: Home) -> None:
    person = at_home(FIRST)
    assert person.today.side.questionnaire.button.isVisible()
    person.click(person.today.card.now_button)
    assert not person.today.side.questionnaire.button.isVisible()


@pytest.mark.parametrize(("time", "said"), [("10:00", "Due this morning"), ("15:14", "Due today")])
def test_after_the_late_hour_it_is_due_today(at_home: Home, clock: FixedClock, time: str, said: str) -> None:
    clock.set(f"2026-01-05T{time}")
    person = at_home(FIRST)
    assert words_on(person.today.card.chip) == [said]
    assert person.today.card.title.text() == "Take 12 mg before breakfast"


def test_the_late_hour_passes_while_a_form_is_open_and_nothing_typed_is_lost(
    at_home: Home, clock: FixedClock
) -> None:
    clock.set("2026-01-05T09:59")
    person = at_home(FIRST)
    person.click(person.today.card.earlier_button)
    form = person.today.card
    form.time.control.setFocus()
    person.type("0612")
    clock.set("2026-01-05T10:01")
    person.today._timer.timeout.emit()
    person.wait()
    assert person.today.card is form
    assert form.time.control.moment().toString("HH:mm") == "06:12"
    person.click(form.back_button)
    assert words_on(person.today.card.chip) == ["Due today"]


@pytest.mark.slow
def test_opening_today_leads_to_the_main_control(at_home: Home) -> None:
    person = at_home(FIRST)
    button = person.today.card.now_button
    person.click(person.desk.rail.items["questions"])
    person.press(Qt.Key.Key_1, CONTROL)
    assert person.today.card.now_button is button  # nothing had changed
    assert QApplication.focusWidget() is button
    person.press(Qt.Key.Key_Return)  # too soon to be meant
    assert person.lines("doses") == []
    QTest.qWait(FRESH_PRESS + 100)
    person.press(Qt.Key.Key_Return)
    assert len(person.lines("doses")) == 1


def test_a_look_at_the_clock_leaves_the_focus_alone(at_home: Home) -> None:
    person = at_home(FIRST)
    person.today.card.earlier_button.setFocus()
    person.today._timer.timeout.emit()
    person.wait()
    assert QApplication.focusWidget() is person.today.card.earlier_button


def test_until_the_first_day_has_come_one_line_stands_there(
    diary: Callable[..., Any], sit_down: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    diary(FIRST)
    person = sit_down()
    may_go_on = threading.Event()
    load = TodayPage._load

    def slow(page: TodayPage) -> Any:
        may_go_on.wait(20)
        return load(page)

    monkeypatch.setattr(TodayPage, "_load", slow)
    field = person.window.gate.unlock.field.control
    field.setFocus()
    person.type(PASSPHRASE)
    person.qtbot.keyClick(field, Qt.Key.Key_Return)
    person.qtbot.waitUntil(lambda: person.window.desk is not None, timeout=20_000)
    QTest.qWait(50)
    page = person.today
    try:
        assert page.opening.isVisible()
        assert page.opening.text() == "Opening your diary…"
        assert not any(part.isVisible() for part in (page.strip, page._main_box, page.side))
        assert QApplication.focusWidget() is page.opening
        assert not person.window._ring.isVisible()
    finally:
        may_go_on.set()
    person.wait()
    assert not page.opening.isVisible()
    assert page.strip.isVisible()
    assert QApplication.focusWidget() is page.card.now_button


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 800), (1024, 720)])
def test_quick_steps_of_the_text_size_are_laid_out_at_once(
    at_home: Home, clock: FixedClock, size: tuple[int, int]
) -> None:
    clock.set("2026-01-10T07:42")
    person = at_home(FIRST, record_days(FIRST, 3), size=size)
    QTest.qWait(200)
    for _ in range(4):
        QTest.keyClick(person.window, Qt.Key.Key_Plus, CONTROL)
        assert cut(person) == []
    QApplication.processEvents()
    assert cut(person) == []


@pytest.mark.slow
def test_symptoms_begun_and_not_saved_are_said(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    person.click(page.rows[0].scale.choices[2])
    person.press(Qt.Key.Key_1, CONTROL)
    assert person.today.side.symptoms.status.text() == "Begun, not saved"
    person.click(person.today.side.symptoms.button)
    person.click(page.save_button)
    person.open("today")
    assert person.today.side.symptoms.title.text() == "Symptoms added"


def test_the_chosen_reason_has_a_check_mark(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.not_taken_button)
    reasons = person.today.card.reasons
    person.click(reasons["forgot"])
    person.click(reasons["vomited"])
    marked = {code for code, button in reasons.items() if (button._icon, button._kind) == ("check", "chosen")}
    assert marked == {"vomited"}
    assert not reasons["forgot"]._icon


def test_a_stomach_answer_given_later_has_a_reason_of_the_plan(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    person.click(person.today.card.stomach.segments.choices[1])
    [dose] = person.lines("doses")
    codes = {reason.code for reason in person.desk.session.protocol.correction_reasons}
    assert dose["reason_for_change"] == "remembered_later"
    assert dose["reason_for_change"] in codes
