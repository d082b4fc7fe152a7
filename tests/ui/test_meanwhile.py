"""What a person does while the program still writes: no page comes back, nothing is kept twice or lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.storage.drafts import Drafts
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days
from tests.ui.test_questionnaire import begin
from tests.ui.test_today import answer_dialog

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def tap(person: Person, widget: Any) -> None:
    """A click whose result is not waited for."""
    person.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def weight_typed(person: Person) -> Any:
    page = person.open("vitals")
    page.form.weight.control.setFocus()
    person.type("62.5")
    person.wait()
    return page


def test_measurements_left_while_saved(at_home: Home) -> None:
    person = at_home(FIRST)
    page = weight_typed(person)
    tap(person, page.foot.save_button)
    person.desk.open_page("questions")
    person.wait()
    assert person.ask(person.services.vitals.kept_page) is None
    assert len(person.lines("vitals")) == 1
    assert person.desk.page is person.desk.pages["questions"]


def test_measurements_locked_while_saved(at_home: Home) -> None:
    person = at_home(FIRST)
    page = weight_typed(person)
    tap(person, page.foot.save_button)
    person.window.lock()
    person.wait()
    person.unlock()
    assert person.ask(person.services.vitals.kept_page) is None
    assert len(person.lines("vitals")) == 1


def test_measurements_saved_twice(at_home: Home) -> None:
    person = at_home(FIRST)
    page = weight_typed(person)
    page.foot.save_button.setFocus()
    for _ in range(3):
        person.qtbot.keyClick(page.foot.save_button, Qt.Key.Key_Return)
    person.wait()
    assert len(person.lines("vitals")) == 1


def test_symptoms_left_while_saved(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    person.click(page.rows[0].scale.choices[2])
    tap(person, page.save_button)
    person.desk.open_page("questions")
    person.wait()
    assert person.ask(person.services.today.kept_page) is None
    assert person.desk.page is person.desk.pages["questions"]


def test_symptoms_typed_while_saved(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    person.click(page.rows[0].scale.choices[2])
    tap(person, page.save_button)
    tap(person, page.rows[1].scale.choices[3])
    person.wait()
    kept = person.ask(person.services.today.kept_page)
    shown = page.rows[1].scale.value
    assert (kept, shown) == (None, None)  # the page rests until it is written down


def test_a_form_left_while_saved(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-07T08:00")
    person = at_home(FIRST, record_days(FIRST, 2))
    person.click(person.today.card.not_taken_button)
    person.click(person.today.card.reasons["forgot"])
    tap(person, person.today.form.save_button)
    person.desk.open_page("questions")
    person.wait()
    assert person.desk.page is person.desk.pages["questions"]
    assert person.ask(person.services.today.kept_form) is None
    today = person.open("today")
    assert today.form is None


@pytest.mark.slow
def test_a_day_ends_while_its_form_is_open(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-07T23:50")
    person = at_home(FIRST, record_days(FIRST, 2))
    today = person.today
    person.click(today.card.not_taken_button)
    person.click(today.card.reasons["forgot"])
    values = today.form.values()
    clock.advance(hours=4)
    today._look_again()
    person.wait()
    assert (today.form.origin.name, today.form.origin.about) == ("past_reason", "2026-01-07")
    assert today.form.values() == values
    person.click(today.form.save_button)
    assert [row["day"] for row in person.lines("doses")] == ["2026-01-05", "2026-01-06", "2026-01-07"]


def test_a_correction_goes_on_when_its_day_ends(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-07T23:50")
    person = at_home(FIRST, record_days(FIRST, 3))
    today = person.today
    person.click(today.card.correct_button)
    form = today.form
    form.time.control.setTime(form.time.control.time().addSecs(-600))
    assert form.touched
    clock.advance(hours=4)
    today._look_again()
    person.wait()
    assert today.form is form


def test_ctrl_z_beside_an_open_form(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-07T08:00")
    person = at_home(FIRST, record_days(FIRST, 2))
    page = person.open("symptoms")
    person.click(page.rows[0].scale.choices[2])
    person.click(page.save_button)
    today = person.today
    person.click(today.card.not_taken_button)
    person.click(today.card.reasons["forgot"])
    form = today.form
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert today.form is form
    assert today.notice.isVisible()
    assert len(today.view.symptoms) == 1


@pytest.mark.slow
def test_a_past_day_left_before_it_has_come(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-15T07:42")
    person = at_home(FIRST, record_days(FIRST, 9))
    diary = person.open("diary")
    diary.choose(FIRST + timedelta(days=8))
    person.wait()
    person.click(diary.card.buttons["reading"])
    page = person.desk.page
    page.form.weight.control.setFocus()
    person.type("62.5")
    person.wait()
    person.click(next(iter(page.late.buttons.values())))
    person.desk.open_page("vitals")
    person.desk.open_page("questions")
    person.wait()
    assert person.ask(person.services.vitals.kept_page) is None
    assert person.ask(lambda: person.services.vitals.kept_page(date(2026, 1, 13)))["values"]


def test_a_second_enter_writes_no_second_number(at_home: Home) -> None:
    person = at_home(FIRST)
    card = person.open("help").contact
    person.click(card.change_button)
    person.type("010 1234 5678")
    for _ in range(2):
        person.qtbot.keyClick(card.field.control, Qt.Key.Key_Return)
    person.wait()
    journal = person.services.opened.store.journal
    told = person.ask(lambda: [one for one in journal.entries() if "clinic_phone" in one.payload])
    assert len(told) == 1
    assert QApplication.focusWidget() is card.change_button


def test_a_number_refused_by_the_disk_is_there_to_be_saved_again(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST)
    card = person.open("help").contact
    person.click(card.change_button)
    person.type("010 1234 5678")

    def refuse(*_: Any, **__: Any) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(type(person.services.calls), "write_phone", refuse)
    person.press(Qt.Key.Key_Return)
    assert card.field.control.text() == "010 1234 5678"
    assert QApplication.focusWidget() is card.field.control


@pytest.mark.slow
@pytest.mark.parametrize("locked", [False, True])
def test_what_the_disk_refuses_after_the_page_was_left_is_kept_and_said(
    at_home: Home, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    person = at_home(FIRST)
    page = weight_typed(person)
    said: list[str] = []
    person.window.kit.commands.told.connect(lambda title, *_: said.append(title))

    def refuse(*_: Any, **__: Any) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(type(person.services.vitals), "save", refuse)
    tap(person, page.foot.save_button)
    person.window.lock() if locked else person.desk.open_page("today")
    person.wait()
    monkeypatch.undo()
    assert said == ["This did not work."]
    if locked:
        person.unlock()
    page = person.open("vitals")
    assert page.form.weight.control.text() == "62.5"
    person.click(page.foot.save_button)
    assert len(person.lines("vitals")) == 1


@pytest.mark.logs("the draft of a form could not be dropped")
def test_a_draft_that_cannot_be_dropped_makes_no_second_correction(
    at_home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-01-07T08:00")
    person = at_home(FIRST, record_days(FIRST, 2))
    diary = person.open("diary")
    diary.choose(FIRST + timedelta(days=1))
    person.wait()
    diary.acts.pressed("correct", diary.story.written[0])
    form = diary.form
    form.time.control.setTime(form.time.control.time().addSecs(600))
    form.why.control.setCurrentIndex(1)
    diary.keep_unfinished()
    person.wait()
    assert person.ask(diary._history.kept_form) is not None

    def refuse(*_: Any) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(Drafts, "delete", refuse)
    person.click(form.save_button)
    assert not diary.notice.isVisible()  # else it would be pressed again
    assert diary.form is None


@pytest.mark.slow
@pytest.mark.parametrize("language", [False, True])
def test_a_questionnaire_being_finished_is_not_begun_again(at_home: Home, language: bool) -> None:
    person = at_home(FIRST)
    page = begin(person)
    person.press(Qt.Key.Key_2)
    page._take(page.state.next().review())
    person.wait()
    answer_dialog("act_button")
    tap(person, page.review.finish_button)
    if language:
        person.window.kit.commands.language_requested.emit("zh_CN")
    else:
        page.go_back()  # Alt+Left works everywhere
    person.wait()
    questionnaires = person.services.questionnaires
    pack = person.ask(lambda: questionnaires.wording(person.window.kit.tr.language))
    assert person.ask(lambda: questionnaires.resume(pack=pack)) is None
    assert person.desk.page.state is None


@pytest.mark.parametrize("name", ["symptoms", "vitals"])
def test_a_page_rests_until_its_day_has_come(at_home: Home, name: str) -> None:
    person = at_home(FIRST)
    page = person.open(name)
    person.open("today")
    held = Event()
    person.runner.run(lambda: held.wait(10), lambda _: None, lambda _: None)  # a backup, for instance
    person.desk.open_page(name)
    control = page.rows[1].scale.choices[3] if name == "symptoms" else page.form.weight.control
    assert not control.isEnabled()
    held.set()
    person.wait()
    assert control.isEnabled()
    assert page.isAncestorOf(QApplication.focusWidget())


def test_the_locked_window_does_not_say_what_did_not_fit(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST)
    page = weight_typed(person)

    def refuse(*_: Any, **__: Any) -> None:
        raise DoesNotFit("A weight of 62.5 kg.")

    monkeypatch.setattr(type(person.services.vitals), "save", refuse)
    tap(person, page.foot.save_button)
    person.window.lock()
    person.wait()
    line = person.window.gate.unlock.line.text()
    assert line.startswith("This did not work. ")
    assert "kg" not in line


@pytest.mark.slow
def test_ctrl_z_beside_an_open_form_of_the_diary(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-07T08:00")
    person = at_home(FIRST, record_days(FIRST, 2))
    diary = person.open("diary")
    diary.choose(FIRST)
    person.wait()
    for minutes in (10, 20):  # the first is saved, the second stands open
        diary.acts.pressed("correct", diary.story.written[0])
        diary.form.time.control.setTime(diary.form.time.control.time().addSecs(60 * minutes))
        diary.form.why.control.setCurrentIndex(1)
        if minutes == 10:
            person.click(diary.form.save_button)
    form, values = diary.form, diary.form.values()
    diary.undo_last()
    person.wait()
    assert (diary.form, diary.form.values()) == (form, values)
    assert diary.notice.isVisible()
