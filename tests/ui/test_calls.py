"""Calls with real services: the cards on Today, "I called", "measure again", and the question of signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.domain.protocol import LocalText, Sign
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.signs import SignsCard
from tests.support import FixedClock
from tests.ui.conftest import Person
from tests.ui.walk.checks import clipped, misnamed
from tests.ui.walk.seen import look_at

pytestmark = pytest.mark.slow

SIZES = [(1024, 720, 100), (1280, 800, 100), (1280, 800, 150), (1024, 720, 200)]
FIRST = date(2026, 1, 5)
DAY = FIRST.isoformat()
UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
Home = Callable[..., Person]


def bp(*readings: str, time: str = "07:00", day: str = DAY) -> dict[str, Any]:
    return {"kind": "bp", "day": day, "time": time, "readings": list(readings)}


def logged(person: Person, *kinds: str) -> list[tuple[str, str]]:
    """Rule and what was done, or rule and level where it was shown."""

    def read() -> list[tuple[str, str]]:
        entries = person.services.opened.store.journal.entries(kinds=list(kinds))
        told = [entry.payload or {} for entry in entries]
        return [(payload["rule"], payload.get("done") or payload["level"]) for payload in told]

    return list(person.ask(read))


def read(person: Person, row: Any, high: str, low: str) -> None:
    for field, text in ((row.high, high), (row.low, low)):
        field.control.setFocus()
        field.control.clear()
        person.type(text)
    person.wait()


def kinds(person: Person) -> list[str]:
    return [card.property("card") for card in person.today.calls.cards if card.isVisible()]


def look_again(person: Person) -> None:
    person.today._timer.timeout.emit()
    person.wait()


def full_disk(*_: object, **__: object) -> str:
    raise NotSaved(N_("There is no space left on the disk."))


def test_two_readings_over_the_limit_a_call_i_called_and_its_undo(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    person.ask(lambda: person.services.calls.write_phone("010 5550 0142"))
    page = person.open("vitals")
    read(person, page.form.first, "165", "102")
    person.click(page.foot.save_button)
    assert page.notice.title.text() == "Please measure again"
    person.open("today")
    assert kinds(person) == ["due"]
    assert logged(person, "alert_shown") == []  # it waits: no call yet
    clock.set(f"{DAY}T07:12")
    person.click(person.today.calls.cards[0].again_button)
    assert person.desk.page is page
    assert logged(person, "alert_answered") == [("bp_high", "measuring_again")]
    read(person, page.form.first, "168", "104")
    person.click(page.foot.save_button)
    assert person.desk.page is person.today
    [card] = person.today.calls.cards
    assert kinds(person) == ["urgent"]
    assert card.number.label.text() == "010 5550 0142"
    assert card.text.text().endswith("It was 168/104 at 07:12.")
    assert logged(person, "alert_shown") == [("bp_high", "call_today")]

    clock.set(f"{DAY}T08:12")
    card.called_button.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.again_button
    person.press(Qt.Key.Key_Tab)
    assert person.today.strip.isAncestorOf(QApplication.focusWidget())
    person.click(card.called_button)
    assert person.today.calls.cards == []
    [line] = person.today.calls.told
    assert line.label.text() == "Written down: you called at 08:12."
    assert QApplication.focusWidget() is line.label
    assert logged(person, "alert_answered")[1:] == [("bp_high", "called")]
    person.click(line.undo_button)
    assert kinds(person) == ["urgent"]
    assert person.today.calls.told == []
    assert QApplication.focusWidget() is person.today.calls.cards[0].called_button


def test_ctrl_z_undoes_the_capsule_unless_the_focus_is_on_the_call(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST, [bp("165/102", "168/104")])
    person.click(person.today.card.now_button)
    calls = person.today.calls
    monkeypatch.setattr(type(person.services.calls), "answer", full_disk)
    person.click(calls.cards[0].called_button)
    assert person.today.notice.isVisible()
    assert kinds(person) == ["urgent"]  # it was not written down
    monkeypatch.undo()
    person.click(calls.cards[0].called_button)
    assert calls.cards == []
    person.press(*UNDO)  # the focus is on what was just written down
    assert kinds(person) == ["urgent"]
    assert [row["status"] for row in person.lines("doses")] == ["taken"]
    person.click(calls.cards[0].called_button)
    person.today.card.undo_button.setFocus()
    person.press(*UNDO)
    assert person.lines("doses") == []
    assert calls.cards == []
    assert len(calls.told) == 1


def test_a_normal_reading_after_a_call_settles_it_and_before_it_there_is_none(
    at_home: Home, clock: FixedClock
) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    for high, low, time in (("165", "102", "07:10"), ("131", "84", "07:15")):
        clock.set(f"{DAY}T{time}")
        read(person, page.form.first, high, low)
        person.click(page.foot.save_button)
    clock.set(f"{DAY}T07:45")
    look_again(person)
    assert person.today.calls.cards == []
    assert logged(person, "alert_shown", "alert_answered") == []

    person.ask(lambda: person.services.diary.write(bp("165/102", "168/104", time="09:00", day=DAY)))
    clock.set(f"{DAY}T09:05")
    look_again(person)
    assert kinds(person) == ["urgent"]
    clock.set(f"{DAY}T09:40")
    person.click(person.today.calls.cards[0].again_button)
    read(person, page.form.first, "128", "82")
    person.click(page.foot.save_button)
    assert person.today.calls.cards == []
    answers = [("bp_high", "measuring_again"), ("bp_high", "measured_again")]
    assert logged(person, "alert_answered") == answers
    assert person.today.calls.told == []


def test_a_very_high_reading_and_a_fever_are_asked_about_at_once(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    read(person, page.form.first, "185", "125")
    person.click(page.foot.save_button)
    question = page.question
    assert question.isVisible()
    assert not page.form.isVisible()
    assert not page.notice.isVisible()
    assert question.why.text() == "You wrote down 185/125."
    assert QApplication.focusWidget() is question.title
    assert not question.save_button.isEnabled()
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_N)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Y)
    assert [row.present for row in question.list.rows] == [False, True, None, None]
    person.click(question.save_button)
    assert person.desk.page is person.today
    assert kinds(person)[0] == "emergency"
    card = person.today.calls.cards[0]
    assert card.title.text() == "Call emergency services now."
    assert card.number.label.text() == "120"
    assert QApplication.focusWidget() is card.title  # read first: a second Enter is no call
    person.press(Qt.Key.Key_Return)
    assert ("bp_emergency", "called_emergency") not in logged(person, "alert_answered")
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.called_button
    assert "due" not in kinds(person)  # nobody is to measure again now
    for stands in (True, False):
        page = person.open("vitals")
        assert not page.notice.isVisible()
        assert not page.form.rest.isVisible()
        person.open("today")
        if stands:
            person.click(person.today.calls.cards[0].called_button)
    assert kinds(person) == []
    told = person.today.calls.told[0].label.text()
    assert told == "Written down: you called the emergency services at 07:10."
    assert ("bp_emergency", "called_emergency") in logged(person, "alert_answered")

    person.open("vitals")
    page.form.temperature.control.setFocus()
    person.type("38.2")
    person.click(page.foot.save_button)
    assert [row.sign.code for row in page.question.list.rows] == ["fever_over_hour"]
    person.click(page.question.list.rows[0].choice.choices[0])
    person.click(page.question.save_button)
    assert kinds(person) == ["urgent"]
    assert "over an hour" in person.today.calls.cards[0].text.text()


def test_the_question_left_open_waits_on_todays_card(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    read(person, page.form.first, "185", "125")
    person.click(page.foot.save_button)
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    calls = person.today.calls
    assert kinds(person) == ["due"]
    clock.set(f"{DAY}T07:40")
    look_again(person)
    assert kinds(person) == ["urgent"]
    person.click(calls.cards[0].signs_button)
    assert kinds(person) == []  # the question stands in its place
    person.click(calls.question.back_button)
    assert kinds(person) == ["urgent"]
    person.click(calls.cards[0].signs_button)
    person.click(calls.question.list.none_button)
    person.click(calls.question.save_button)
    assert calls.question is None
    assert kinds(person) == ["urgent"]
    assert calls.cards[0].signs_button is None
    assert list(person.ask(person.services.calls.sign_answers).values()) == [False] * 4


def test_many_calls_of_one_level_share_a_card_and_one_press(at_home: Home) -> None:
    page = {"kind": "symptom", "day": DAY, "severities": {"cough": 3, "diarrhoea": 3, "nausea": 2}}
    hot = {"kind": "temperature", "day": DAY, "celsius": "39"}
    person = at_home(FIRST, [bp("165/102", "168/104"), page, hot])
    assert kinds(person) == ["urgent"]
    [card] = person.today.calls.cards
    assert card.text.text().count("•") == 4
    assert card.phone_button is not None  # no number is known
    person.click(card.called_button)
    assert kinds(person) == []
    assert len(logged(person, "alert_answered")) == 4
    person.click(person.today.calls.told[0].undo_button)
    assert kinds(person) == ["urgent"]
    person.click(person.today.calls.cards[0].phone_button)
    assert person.desk.page is person.desk.pages["help"]


def test_one_page_that_raises_two_calls_of_a_level_is_one_card_with_one_press(
    at_home: Home, clock: FixedClock
) -> None:
    hot = {"kind": "temperature", "day": DAY, "celsius": "39"}
    severe = {"kind": "symptom", "day": DAY, "severities": {"diarrhoea": 3, "tiredness": 3}}
    person = at_home(FIRST, [severe])
    [card] = person.today.calls.cards
    assert card.text.text().count("•") == 2
    person.click(card.called_button)
    assert kinds(person) == []
    assert sorted(rule for rule, _ in logged(person, "alert_answered")) == [
        "diarrhoea_severe",
        "severity_3_or_4",
    ]
    [line] = person.today.calls.told
    assert line.label.text() == "Written down: you called at 07:10."
    clock.set(f"{DAY}T07:20")
    person.ask(lambda: person.services.diary.write(hot))
    look_again(person)
    person.click(person.today.calls.cards[0].called_button)
    first, second = (line.label.text() for line in person.today.calls.told)
    assert first.startswith("Written down: you called at 07:10. You marked 7 or more loose stools")
    assert second.startswith("Written down: you called at 07:20. You wrote down a temperature of")


def test_two_moderate_days_call_soon_and_what_is_not_in_view_is_not_shown(
    at_home: Home, clock: FixedClock
) -> None:
    clock.set("2026-01-06T07:10")
    person = at_home(FIRST, [{"kind": "dose", "day": DAY, "time": "07:10"}])
    person.open("symptoms")
    for day in (DAY, "2026-01-06"):
        line = {"kind": "symptom", "day": day, "term": "cough", "severity": 2}
        person.ask(lambda line=line: person.services.diary.write(line))
    look_again(person)
    assert logged(person, "alert_shown") == []
    person.open("today")
    assert kinds(person) == ["due"]
    assert logged(person, "alert_shown") == [("severity_2_two_days", "call_soon")]
    look_again(person)
    assert len(logged(person, "alert_shown")) == 1
    person.click(person.today.calls.cards[0].called_button)
    assert kinds(person) == []


def check(person: Person, where: str, faults: list[str]) -> None:
    for _ in range(4):  # wrapped labels settle over a few rounds
        QApplication.processEvents()
    seen = look_at(person.window, "bg")
    faults += [f"{where}: {fault}" for fault in clipped(seen) + misnamed(seen)]


def test_cards_and_the_question_fit_at_every_size(at_home: Home) -> None:
    page = {"kind": "symptom", "day": DAY, "severities": {"cough": 3, "diarrhoea": 2}}
    person = at_home(FIRST, [bp("185/125", "186/126"), page])
    calls, faults = person.today.calls, list[str]()
    for opened in (False, True):
        if opened:
            person.click(next(card for card in calls.cards if card.signs_button).signs_button)
        for width, height, text in SIZES:
            person.window.resize(width, height)
            person.window.settings.set_text(text)
            person.wait()
            check(person, f"{width} x {height}, {text} %, question {opened}", faults)
            names = [button.accessibleName() for button in person.today.findChildren(Button)]
            assert len(names) == len(set(names))
    calls.question.list.rows[0].choice.choose(1)
    person.click(calls.question.save_button)
    assert kinds(person)[0] == "emergency"
    check(person, "emergency", faults)
    person.click(calls.cards[0].called_button)
    check(person, "told", faults)
    assert faults == []


def test_the_question_by_keys_and_none_of_these(kit: Kit) -> None:
    signs = [
        Sign(code=code, label=LocalText({"en": label})) for code, label in (("a", "I fainted"), ("b", "Pain"))
    ]
    card = SignsCard(kit)
    card.ask(signs, {})
    first, second = card.list.rows
    assert first.choice.choices[0].accessibleName() == "Do you have any of this now? I fainted: Yes"
    assert [row.present for row in card.list.rows] == [None, None]
    second.choice.choose(1)
    assert card.save_button.isEnabled()  # one yes is enough
    second.choice.choose(None)
    card.list.none_button.click()
    assert card.list.answers() == {"a": False, "b": False}
    card.list.none_button.click()
    assert card.list.answers() == {}
    assert not card.save_button.isEnabled()
    first.choice.choose(1)
    card.list.none_button.click()
    assert card.list.answers() == {"a": True, "b": False}
