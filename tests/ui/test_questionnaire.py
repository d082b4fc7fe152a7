"""The questionnaire with real services: thirty questions by click and by key, skip, back, resume."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.ui.widgets.chips import Chip
from tests.support import FixedClock
from tests.ui.conftest import PASSPHRASE, Opens, Person
from tests.ui.test_today import answer_dialog

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)  # the baseline window is open before the first dose
MISSED_FIRST = "The first one was for the days before your first capsule. Next from 9 February."
Home = Callable[..., Person]


def begin(person: Person) -> Any:
    """Through the practice question to question 1."""
    page = person.open("questions")
    person.click(page.intro.button)
    assert page.state.place == "practice"
    person.press(Qt.Key.Key_2)
    person.press(Qt.Key.Key_Return)
    assert (page.state.place, page.state.at) == ("item", 1)
    return page


def test_a_whole_questionnaire_with_skip_and_back_and_review(at_home: Home) -> None:
    person = at_home(FIRST)
    assert person.desk.rail.items["questions"].accessibleName() == "Questions, 1 open"
    page = begin(person)
    for n in range(1, 31):
        assert page.item.counter.text() == f"Question {n} of 30"
        assert all(not choice.isChecked() for choice in page.item.group.choices)  # Q01
        if n == 23:  # Q05: an empty Next asks
            person.click(page.item.next_button)
            assert page.state.at == 23
            assert page.item.asking.isVisible()
            person.click(page.item.skip_button)
        elif n == 27:
            person.click(page.item.decline_button)
            assert page.state.at == 27
            person.press(Qt.Key.Key_Return)  # goes on, does not take it back
        elif n % 2:  # by click
            person.click(page.item.group.choices[n % 4])
            assert page.state.at == n  # Q02: no automatic advance
            person.click(page.item.next_button)
        else:  # by keys
            person.press(Qt.Key(Qt.Key.Key_1 + n % 4))
            person.press(Qt.Key.Key_Return)
    assert page.state.place == "review"
    assert (
        page.review.open_banner.text.text()
        == "Question 23, Irritability. You can answer it, or leave it blank."
    )
    assert page.review.lines[26].accessibleName() == "Question 27, Social life: Prefer not to answer"
    person.click(page.review.back_button)  # Q03: back keeps answers
    assert page.state.at == 30
    assert page.item.group.value == 3
    person.click(page.item.next_button)
    person.click(page.review.lines[0])  # Q04: a line opens its question, Next leads back
    person.press(Qt.Key.Key_4)
    person.press(Qt.Key.Key_Return)
    assert page.state.place == "review"
    seen = answer_dialog("safe_button")
    person.click(page.review.finish_button)
    assert seen == ["Finish the questionnaire?"]
    assert person.lines("qlq") == []
    answer_dialog("act_button")
    person.click(page.review.finish_button)
    [form] = person.lines("qlq")
    expected = {str(n): n % 4 + 1 for n in range(1, 31) if n not in (23, 27)} | {"1": 4}
    assert form["answers"] == expected
    assert form["declined"] == [27]
    assert form["window_state"] == "in_window"
    assert page.intro.title.text() == "Thank you. Your answers are saved."
    assert person.desk.rail.items["questions"].accessibleName() == "Questions"
    assert person.ask(lambda: person.services.questionnaires.resume()) is None


def test_a_question_opens_on_its_first_answer_and_digits_work_at_once(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    assert page.item.group.value is None
    assert QApplication.focusWidget() is page.item.group.choices[0]
    assert person.window._ring.isVisible()
    walked = []
    for _ in range(2):
        person.press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    item = page.item  # Back rests on the first question
    assert walked == [item.decline_button, item.next_button]
    assert page.item.next_button.accessibleDescription() == "Choose an answer first."
    person.press(Qt.Key.Key_3)
    assert page.state.answers[1] == 3
    assert QApplication.focusWidget() is page.item.group.choices[2]


def test_after_another_text_size_a_digit_and_enter_still_go_on(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    person.window.settings.set_text(150)
    person.wait()
    person.press(Qt.Key.Key_3)
    assert QApplication.focusWidget() is page.item.group.choices[2]
    person.press(Qt.Key.Key_Return)
    assert (page.state.at, page.state.answers) == (2, {1: 3})


def test_enter_on_an_open_question_asks_first(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    person.press(Qt.Key.Key_Return)
    assert page.state.at == 1
    assert page.item.asking.isVisible()
    assert page.item.question.visibleRegion().boundingRect().size() == page.item.question.size()
    person.press(Qt.Key.Key_1)
    assert not page.item.asking.isVisible()
    person.press(Qt.Key.Key_Return)
    assert page.state.at == 2
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.item.back_button
    person.click(page.item.back_button)  # the chosen answer has the focus
    assert QApplication.focusWidget() is page.item.group.choices[0]


def test_a_number_takes_the_place_of_a_refusal(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    person.click(page.item.decline_button)
    assert page.item.decline_button._kind == "chosen"
    assert page.item.decline_button._icon == "check"
    person.press(Qt.Key.Key_2)
    assert page.state.state(1) == "answered"
    assert page.item.decline_button._kind == "secondary"
    assert page.item.decline_button._icon == ""
    assert page.item.replaced.text() == "Your answer takes the place of “I prefer not to answer”."
    person.press(Qt.Key.Key_Return)
    assert page.item.replaced.text() == ""


def test_an_answer_can_be_taken_back(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    person.press(Qt.Key.Key_3)
    person.press(Qt.Key.Key_Backspace)
    assert page.item.group.value is None
    assert page.state.state(1) == "open"
    person.click(page.item.decline_button)
    assert page.state.state(1) == "declined"
    person.click(page.item.decline_button)
    assert page.state.state(1) == "open"


def test_answers_stand_at_the_same_height_with_and_without_a_recall_period(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    heights = []
    for n in range(1, 8):
        QApplication.processEvents()
        heights.append(
            page.item.group.choices[0].mapTo(person.window, page.item.group.choices[0].rect().topLeft()).y()
        )
        assert page.item.recall.text() == ("Over the last 7 days" if n > 5 else " ")  # Q08
        person.press(Qt.Key.Key_1)
        person.press(Qt.Key.Key_Return)
    assert len(set(heights)) == 1


def test_answers_have_equal_sizes(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    assert len({(choice.width(), choice.height()) for choice in page.item.group.choices}) == 1
    while page.state.at < 29:
        person.press(Qt.Key.Key_1)
        person.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    tiles = page.item.group.choices
    assert len(tiles) == 7
    assert max(tile.width() for tile in tiles) - min(tile.width() for tile in tiles) <= 1  # whole pixels
    assert len({tile.height() for tile in tiles}) == 1


def test_save_and_finish_later_and_go_on(at_home: Home) -> None:
    person = at_home(FIRST)
    page = begin(person)
    for _ in range(3):
        person.press(Qt.Key.Key_2)
        person.press(Qt.Key.Key_Return)
    person.click(page.item.later_button)
    assert page.intro.line.text() == "3 of 30 questions are done. Your answers are kept."
    person.open("today")
    assert person.today.side.questionnaire.button.text() == "Go on"
    person.click(person.today.side.questionnaire.button)
    person.click(page.intro.button)
    assert page.state.at == 4
    assert page.state.answers == {1: 2, 2: 2, 3: 2}


def test_locking_in_the_middle_keeps_every_answer(at_home: Home) -> None:
    person = at_home(FIRST)
    begin(person)
    person.press(Qt.Key.Key_4)
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.unlock()
    page = person.open("questions")
    person.click(page.intro.button)
    assert page.item.group.value == 4


_KILLED = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from diary_app.ui.application import make_application, make_window
from diary_app.ui.task_runner import TaskRunner
from pathlib import Path
from tests.support import FixedClock

application = make_application([])
runner = TaskRunner()
window = make_window(Path(sys.argv[1]), "en", runner, clock=FixedClock())
window.show()

def settle():
    while runner.busy:
        application.processEvents()
    application.processEvents()

QTest.keyClicks(window.gate.unlock.field.control, sys.argv[2])
QTest.keyClick(window.gate.unlock.field.control, Qt.Key.Key_Return)
settle()
window.desk.open_page("questions")
settle()
page = window.desk.pages["questions"]
page.intro.button.click()
settle()
QTest.keyClick(page.item, Qt.Key.Key_1)
QTest.keyClick(page.item, Qt.Key.Key_Return)
settle()
for n in range(1, 13):
    QTest.keyClick(page.item, Qt.Key(Qt.Key.Key_1 + n % 4))
    settle()
    if n < 12:
        QTest.keyClick(page.item, Qt.Key.Key_Return)
        settle()
print("ready", flush=True)
while True:
    application.processEvents()
"""


def test_a_killed_window_resumes_where_it_was(diary: Callable[..., Path], sit_down: Opens) -> None:
    folder = diary(FIRST)
    command = [sys.executable, "-c", _KILLED, str(folder), PASSPHRASE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    person = sit_down()
    person.unlock()
    page = person.open("questions")
    assert page.intro.line.text() == "12 of 30 questions are done. Your answers are kept."
    person.click(page.intro.button)
    assert page.state.at == 12
    assert page.state.answers == {n: n % 4 + 1 for n in range(1, 13)}
    assert page.item.group.value == 1


def test_out_of_its_window_there_is_nothing_to_start(at_home: Home, clock: Any) -> None:
    clock.set("2026-01-20T08:00")
    person = at_home(FIRST)
    page = person.open("questions")
    assert not page.intro.button.isVisible()
    assert page.intro.line.text() == MISSED_FIRST


DOSE = {"kind": "dose", "day": FIRST.isoformat(), "time": "07:10", "fasting": "yes"}


def test_a_form_begun_before_the_first_capsule_is_finished_after_it(at_home: Home, clock: Any) -> None:
    clock.set("2026-01-05T07:30")
    person = at_home(FIRST)
    page = begin(person)
    person.press(Qt.Key.Key_2)
    person.click(page.item.later_button)
    person.ask(lambda: person.services.diary.write(DOSE))
    person.open("today")
    person.open("questions")
    assert page.intro.button.isVisible()
    assert page.intro.button.text() == "Go on"
    assert chips_of(page) == []  # its window is over
    person.click(page.intro.button)
    assert not page.review.late.isVisible()
    page._take(page.state.next().review())
    person.wait()
    person.click(page.review.late.buttons["felt_too_ill"])  # outside its days: why, if one likes
    answer_dialog("act_button")
    person.qtbot.mouseClick(page.review.finish_button, Qt.MouseButton.LeftButton)
    assert person.window.focusWidget() is page  # while it is sent, the focus does not stray
    person.wait()
    [form] = person.lines("qlq")
    assert (form["answers"], form["window_state"], form["late_reason"]) == ({"1": 2}, "late", "felt_too_ill")
    assert page.intro.title.text() == "Thank you. Your answers are saved."
    assert page.intro.line.text() == "Next from 9 February."
    assert person.window.focusWidget() is page.intro.title
    assert chips_of(page) == []
    assert not page.intro.button.isVisible()
    person.open("today")
    person.open("questions")
    assert page.intro.title.text() == "Nothing to answer now"
    assert page.intro.line.text() == "Next from 9 February."
    assert not page.intro.button.isVisible()
    assert person.desk.rail.items["questions"].accessibleName() == "Questions"


def chips_of(page: Any) -> list[str]:
    return [chip.accessibleName() for chip in page.intro.findChildren(Chip) if chip.isVisible()]


def test_after_the_first_capsule_the_baseline_is_not_offered(at_home: Home, clock: Any) -> None:
    clock.set("2026-01-05T07:30")
    person = at_home(FIRST)
    page = person.open("questions")
    assert chips_of(page) == ["Open, last day"]
    assert page.intro.button.isVisible()
    person.ask(lambda: person.services.diary.write(DOSE))
    person.open("today")
    person.open("questions")
    assert chips_of(page) == []
    assert page.intro.line.text() == MISSED_FIRST
    assert not page.intro.button.isVisible()


def test_a_form_that_was_sent_says_when_and_what_is_next(at_home: Home) -> None:
    form = {"kind": "qlq", "day": "2026-01-05", "time": "06:40", "answers": {"1": 2}}
    person = at_home(FIRST, [form])
    page = person.open("questions")
    assert page.intro.line.text() == "Done on 5 January. Next from 9 February."
    assert not page.intro.button.isVisible()


@pytest.mark.parametrize(("today", "first", "said"), [
    ("2026-01-12T08:00", "2026-01-05", "The first one was for the days before your first capsule."),
    ("2026-02-28T08:00", "2026-01-05", "The days for the last one ended on 23 February."),
])  # fmt: skip
def test_why_there_is_nothing_to_answer_is_said_and_read_out(
    at_home: Home, clock: FixedClock, today: str, first: str, said: str
) -> None:
    clock.set(today)
    page = at_home(date.fromisoformat(first)).open("questions")
    assert page.intro.line.text().startswith(said)
    assert QApplication.focusWidget() is page.intro.title
