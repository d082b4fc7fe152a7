"""The Help page, by real keys and clicks: the number, the plan's own words, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from diary_app.common.i18n import translator
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import By, Kind, Role
from diary_app.domain.protocol import AlertLevel, SignPresent
from diary_app.protocols.loader import find_protocol
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.about_words import about_parts
from diary_app.ui.pages.help.plan_words import plan_parts, source
from tests.ui.conftest import PARTICIPANT, Person, record_days
from tests.ui.walk.checks import clipped, misnamed
from tests.ui.walk.seen import look_at

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
ALT = Qt.KeyboardModifier.AltModifier


def number(person: Person) -> str | None:
    contact = person.ask(lambda: person.services.calls.contact())
    return None if contact is None else contact.phone


def said(answer: Any) -> str:
    return " ".join(label.text() for label in answer.findChildren(QLabel) if label.isVisible())


@pytest.mark.slow
def test_the_page_by_keys(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    f1_opens_the_part_of_the_page_and_alt_left_goes_back(person)
    the_number_is_written_down_and_changed(person)
    a_question_opens_and_closes_with_enter_and_says_so(person)
    all_open_at_once_and_in_the_other_language_too(person)


def f1_opens_the_part_of_the_page_and_alt_left_goes_back(person: Person) -> None:
    person.open("vitals")
    person.press(Qt.Key.Key_F1)
    page = person.desk.page
    assert page is person.desk.pages["help"]
    card = page.cards["measuring"]
    answer = card.answers[0]
    assert answer.is_open
    assert answer.heading.hasFocus()
    QApplication.processEvents()
    top = card.mapTo(page.scroller.viewport(), card.rect().topLeft()).y()
    assert (
        0 <= top < 40
        or page.scroller.verticalScrollBar().value() == page.scroller.verticalScrollBar().maximum()
    )
    assert "Sit quietly for 5 minutes first" in said(answer)
    person.press(Qt.Key.Key_F1)
    assert person.desk.page is page  # nowhere else to go, and the way back is kept
    person.press(Qt.Key.Key_Left, ALT)
    assert person.desk.page is person.desk.pages["vitals"]
    person.open("today")
    person.press(Qt.Key.Key_F1)
    assert page.cards["capsule"].answers[0].heading.hasFocus()
    person.click(page.back_button)
    assert person.desk.page is person.today
    person.open("symptoms")
    person.press(Qt.Key.Key_F1)
    feel = next(each for each in page.answers if each.question.code == "feel")
    assert feel.is_open
    assert feel.heading.hasFocus()
    QApplication.processEvents()
    assert 0 <= feel.mapTo(page.scroller.viewport(), feel.rect().topLeft()).y() < 40
    person.press(Qt.Key.Key_Left, ALT)
    person.open("today")


def the_number_is_written_down_and_changed(person: Person) -> None:
    item = person.desk.rail.items["help"]
    item.setFocus()
    person.press(Qt.Key.Key_Return)
    page = person.desk.page
    card = page.contact
    assert card.nobody.isVisible()
    assert card.nobody.text() == "Nobody reads this diary between visits. If you are worried, call."
    assert card.emergency.text() == "Emergency services: 120"
    assert card.number.text() == "Not written down yet"
    assert card.change_button.text() == "Write down the number…"
    assert card.change_button.hasFocus()
    person.press(Qt.Key.Key_Return)
    assert card.field.control.hasFocus()
    person.press(Qt.Key.Key_Return)
    assert card.field.error.text() == "Type the phone number first."
    person.type("call me")
    person.press(Qt.Key.Key_Return)
    assert "does not look like a phone number" in card.field.error.text()
    assert card.field.control.text() == "call me"  # what was typed stays
    assert number(person) is None
    card.field.control.selectAll()
    person.type("010-5555 0123")
    person.press(Qt.Key.Key_Return)
    assert card.number.text() == number(person) == "010-5555 0123"
    assert card.number.font().pixelSize() > 30
    assert card.change_button.text() == "Change"
    assert card.change_button.hasFocus()
    what_was_typed_is_there_again_behind_the_lock(person)
    card = person.desk.page.contact
    assert "010-5555 0188" in card.change_button.accessibleDescription()
    person.press(Qt.Key.Key_Return)
    card.field.control.clear()
    person.press(Qt.Key.Key_Escape)  # it stays as it was
    assert card.number.text() == number(person) == "010-5555 0188"
    assert card.form.isHidden()


def what_was_typed_is_there_again_behind_the_lock(person: Person) -> None:
    person.press(Qt.Key.Key_Return)
    person.type("010-5555 0199")
    person.window.lock()
    person.wait()
    person.unlock()
    person.open("help")
    card = person.desk.page.contact
    assert card.field.control.text() == "010-5555 0199"
    assert card.field.control.hasFocus()
    assert person.desk.page.notice.title.text() == "You left this page before saving."
    assert number(person) == "010-5555 0123"
    person.press(Qt.Key.Key_Escape)  # given up
    person.open("today")
    person.open("help")
    assert card.form.isHidden()
    assert card.change_button.hasFocus()
    assert person.ask(lambda: person.services.calls.kept_phone()) is None
    person.press(Qt.Key.Key_Return)
    person.type("010-5555 0188")
    person.qtbot.keyClick(card.field.control, Qt.Key.Key_Return)
    person.window.lock()  # while it is being written down
    person.wait()
    person.unlock()
    person.open("help")
    assert person.desk.page.contact.form.isHidden()
    assert person.ask(lambda: person.services.calls.kept_phone()) is None


def a_question_opens_and_closes_with_enter_and_says_so(person: Person) -> None:
    page = person.desk.page
    answer = page.cards["calls"].answers[0]
    heading = answer.heading
    heading.setFocus()
    assert heading.accessibleName() == "What is an emergency? (closed)"
    person.press(Qt.Key.Key_Return)
    assert answer.is_open
    assert heading.accessibleName() == "What is an emergency? (open)"
    assert "I fainted" in heading.accessibleDescription()
    assert "180/120" in said(answer)
    person.press(Qt.Key.Key_Space)
    assert not answer.is_open
    assert heading.accessibleName() == "What is an emergency? (closed)"
    names = [each.heading.accessibleName() for each in page.answers]
    assert len(set(names)) == len(names)


def all_open_at_once_and_in_the_other_language_too(person: Person) -> None:
    page = person.desk.page
    person.click(page.all_button)
    assert all(answer.is_open for answer in page.answers)
    assert page.all_button.text() == "Close all answers"
    keys = next(answer for answer in page.answers if answer.question.code == "keys")
    assert "help for the page you are on" in said(keys)
    person.window.kit.commands.language_requested.emit("zh_CN")
    person.wait()
    chinese = person.desk.page
    assert chinese is not page
    assert all(answer.is_open for answer in chinese.answers)
    person.press(Qt.Key.Key_Left, ALT)
    assert person.desk.page is person.today


@pytest.mark.slow
@pytest.mark.parametrize(("size", "text"), [((1024, 720), 200), ((1280, 800), 150)])
def test_nothing_is_cut_with_all_answers_open(at_home: Home, size: tuple[int, int], text: int) -> None:
    person = at_home(FIRST, size=size)
    person.window.settings.set_text(text)
    page = person.open("help")
    person.click(page.contact.change_button)
    person.press(Qt.Key.Key_Return)  # with the complaint
    page.all_button.click()
    for _ in range(4):  # wrapped labels settle over a few rounds
        QApplication.processEvents()
    seen = look_at(person.window, "bg")
    assert clipped(seen) + misnamed(seen) == []
    view = page.scroller.viewport()
    person.click(page.contact.back_button)
    person.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    field = page.contact.field
    assert 0 <= field.mapTo(view, field.rect().topLeft()).y() <= view.height() - field.height()


def test_a_number_that_the_clinic_told_is_only_shown(at_home: Home) -> None:
    person = at_home(FIRST)
    author = Author(actor="staff", role=Role.COORDINATOR, by=By.STAFF)
    told = Act(kind=Kind.SETTINGS, chain=PARTICIPANT, author=author,
               payload={"clinic_phone": "021 5555 0100"}, participant=PARTICIPANT)  # fmt: skip
    opened = person.services.opened
    person.ask(
        lambda: [opened.refresh(entry.id, PARTICIPANT) for entry in opened.store.journal.append([told])]
    )
    card = person.open("help").contact
    assert card.number.text() == "021 5555 0100"
    assert card.line.text() == "Your clinic gave this number."
    assert not card.change_button.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_call_of_the_plan_stands_there_in_its_own_words(kit: Kit, language: str) -> None:
    protocol = find_protocol("alter-s003").protocol
    kit = replace(kit, tr=translator(language))
    calls = next(part for part in plan_parts(kit, protocol) if part.code == "calls")
    texts = {question.code: " ".join(line.text for line in question.lines) for question in calls.questions}
    labels = {sign.code: sign.label.in_language(language) for sign in protocol.signs}
    for rule in protocol.alerts:
        told = texts[rule.level.value]
        if isinstance(rule.condition, SignPresent):
            assert all(labels[code] in told for code in rule.condition.signs)
        else:
            words = rule.text.in_language(language)
            rest = words.partition(". " if language == "en" else "。")[2]
            assert rest
            assert rest in told
        assert set(getattr(rule.condition, "any_sign", ())) <= set(labels)
        assert all(labels[code] in told for code in getattr(rule.condition, "any_sign", ()))
    assert set(texts) == {level.value for level in AlertLevel}


def test_a_plan_without_a_level_or_an_approval_waiting_says_neither(kit: Kit) -> None:
    protocol = find_protocol("alter-s003").protocol
    assert "has not approved" in source(kit, protocol)
    approved = replace(
        protocol,
        awaiting_approval=("vitals",),
        alerts=tuple(rule for rule in protocol.alerts if rule.level == AlertLevel.CALL_TODAY),
    )
    assert "has not approved" not in source(kit, approved)
    [calls] = [part for part in plan_parts(kit, approved) if part.code == "calls"]
    assert [question.code for question in calls.questions] == ["call_today"]


def test_results_are_explained_only_where_patients_see_them(kit: Kit) -> None:
    protocol = find_protocol("alter-s003").protocol
    assert "results" in [part.code for part in about_parts(kit, protocol)]
    hidden = replace(protocol, questionnaire=replace(protocol.questionnaire, participant_sees_scores=False))
    assert "results" not in [part.code for part in about_parts(kit, hidden)]
