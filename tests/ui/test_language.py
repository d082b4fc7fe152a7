"""Another language at run time: what was typed stays, the page stays, the focus goes back to the button."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication

from diary_app.common.i18n import translator
from diary_app.ui.desk import Desk
from diary_app.ui.language import speak
from diary_app.ui.widgets.page_parts import LanguageButton
from tests.support import FixedClock
from tests.ui.conftest import PASSPHRASE, Opens, Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
ZH = translator("zh_CN")


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak("en")


def language_button(person: Person) -> LanguageButton:
    """The one button in view that changes the language."""
    seen = [each for each in person.window.findChildren(LanguageButton) if each.isVisible()]
    assert len(seen) == 1
    return seen[0]


def settle(person: Person) -> None:
    for _ in range(4):
        person.wait()


def test_before_the_diary_is_open_the_typed_passphrase_stays(sit_down: Opens, closed: Path) -> None:
    person = sit_down()
    old = person.window.gate
    old.unlock.field.control.setFocus()
    person.type(PASSPHRASE[:-1])
    old.unlock.language_choice.choices[0].setFocus()
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Return)
    settle(person)
    gate = person.window.gate
    assert gate is not old
    assert gate.unlock.title.text() == ZH("Open your diary") != "Open your diary"
    assert gate.unlock.field.control.text() == PASSPHRASE[:-1]
    assert QApplication.focusWidget() is gate.unlock.language_choice.choices[1]
    assert person.window.windowTitle() == ZH("Morning Diary")
    assert json.loads((closed / "plain.json").read_text())["language"] == "zh_CN"
    gate.unlock.field.control.setFocus()
    person.type(PASSPHRASE[-1])
    person.press(Qt.Key.Key_Return)
    settle(person)
    assert person.desk.page.tr_.language == "zh_CN"
    assert QLocale().language() == QLocale.Language.Chinese


def test_the_open_page_and_what_was_begun_stay_and_the_focus_returns(
    at_home: Home, clock: FixedClock, tmp_path: Path
) -> None:
    clock.set("2026-01-10T07:42")
    person = at_home(FIRST, record_days(FIRST, 3))
    symptoms = person.open("symptoms")
    symptoms.rows[0].scale.choose(2)
    symptoms.note.control.setFocus()
    person.type("Slept badly")
    button = language_button(person)
    assert button.accessibleName() == "Change the language to 中文（简体）"
    button.setFocus()
    person.press(Qt.Key.Key_Space)
    settle(person)
    page: Any = person.desk.page
    assert page is not symptoms
    assert page is person.desk.pages["symptoms"]
    assert page.header.title.text() == ZH("How do you feel today?")
    assert page.rows[0].scale.value == 2
    assert page.note.control.text() == "Slept badly"
    assert QApplication.focusWidget() is language_button(person)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert json.loads((tmp_path / "diary" / "plain.json").read_text())["language"] == "zh_CN"
    person.window.lock()
    settle(person)
    assert person.window.gate.unlock.title.text() == ZH("Open your diary")
    person.unlock()
    settle(person)
    person.click(language_button(person))
    settle(person)
    assert language_button(person).text() == "中文"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QLocale().language() == QLocale.Language.English


def test_a_form_on_today_stays_open_with_what_stood_in_it(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-08T09:00")
    person = at_home(FIRST, record_days(FIRST, 3))
    person.click(person.today.card.not_taken_button)
    old = person.today.card
    person.click(next(iter(old.reasons.values())))
    chosen = old.values()
    assert chosen["reason"]
    person.click(language_button(person))
    settle(person)
    card = person.today.card
    assert type(card) is type(old)
    assert card is not old
    assert card.values() == chosen
    assert person.today.tr_.language == "zh_CN"


def test_a_form_already_begun_keeps_its_pack_and_a_new_one_takes_the_new_language(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("questions")
    person.click(page.intro.button)
    person.press(Qt.Key.Key_2)
    person.press(Qt.Key.Key_Return)  # the practice question is over
    assert page.state is not None
    page._take(page.state.answer(1, 3).review())
    person.wait()
    person.click(language_button(person))
    settle(person)
    page = person.desk.page
    assert page.state is not None
    assert page.state.answers[1] == 3
    assert page.stack.currentWidget() is page.review
    assert person.desk.session.wording.language == "en"
    person.ask(person.services.questionnaires.discard_draft)
    person.window.lock()
    settle(person)
    person.unlock()
    settle(person)
    assert person.desk.session.wording.language == "zh_CN"


def test_a_lock_while_the_language_changes_ends_at_the_passphrase(at_home: Home) -> None:
    person = at_home(FIRST)
    language_button(person).click()
    person.window.lock()
    settle(person)
    assert person.window.desk is None
    assert person.window.gate.unlock.isVisible()
    assert person.window.gate.unlock.title.text() == ZH("Open your diary")
    assert not [each for each in person.window.findChildren(Desk) if each.isVisible()]
