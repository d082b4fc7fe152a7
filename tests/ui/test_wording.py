"""The wording of the questions: installed in Settings after all 30 were looked at, and shown from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from diary_app.qlq_c30.administration import start
from diary_app.qlq_c30.wording import load
from tests.ui.conftest import Person
from tests.ui.test_clinic_gate import at_the_door, made, sign_in  # noqa: F401
from tests.unit.services.staff_support import CHIEF, CHIEFS
from tests.wordings import COPYRIGHT, HEADING, as_csv, as_json, csv_rows, licensed, sentence

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def choose(person: Person, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point at a file, by keys."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    person.desk.page.wording.button.setFocus()
    person.press(Qt.Key.Key_Space)


def test_a_patient_installs_a_file_by_keys_and_is_asked_in_it(
    at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST)
    questions = person.open("questions")
    assert load("en").notice in texts(questions)
    page = person.open("settings")
    assert page.wording.row.text.text().splitlines()[0] == "English: unofficial, in the program's own words"
    file = tmp_path / "site.csv"
    file.write_bytes(as_csv(csv_rows()[:-1]))
    choose(person, file, monkeypatch)
    assert page.step is None
    assert "question 30 has no line" in page.wording.row.result.text.text()
    assert QApplication.focusWidget() is page.wording.button
    file.write_bytes(as_json(licensed()))
    choose(person, file, monkeypatch)
    step = page.step
    shown = texts(step)
    assert {sentence(n) for n in range(1, 31)} <= set(shown)
    assert COPYRIGHT in shown
    assert HEADING in shown
    assert shown.count("1 Never   2 A bit   3 Much   4 Utterly") == 28
    assert step.list.lines[0].hasFocus()
    person.press(Qt.Key.Key_End)
    assert step.list.lines[29].hasFocus()
    assert step.list.lines[29].accessibleName() == f"30. {sentence(30)} 1 Awful; 2; 3; 4; 5; 6; 7 Grand"
    assert person.ask(person.services.wordings.installed) == []
    page.step.act_button.setFocus()
    person.press(Qt.Key.Key_Space)
    page = person.desk.page
    assert page is person.desk.pages["settings"]
    assert page.wording.row.text.text().splitlines()[0] == "English: made-up-licensed, version 3.0"
    assert (
        page.wording.row.result.text.text()
        == "The wording is installed. The next questionnaire is asked in it."
    )
    assert QApplication.focusWidget() is page.wording.button
    questions = person.open("questions")
    assert COPYRIGHT in texts(questions)
    assert load("en").notice not in texts(questions)
    person.click(questions.intro.button)
    assert questions.item.question.text() == sentence(1)
    assert COPYRIGHT in texts(questions)


def test_a_form_that_was_begun_goes_on_as_it_was_begun_and_the_next_is_asked_anew(
    at_home: Home,
) -> None:
    person = at_home(FIRST)
    a_draft_of_a_wording_that_is_gone_is_begun_again(person)
    page = person.open("questions")
    person.click(page.intro.button)
    page._take(page.state.practice_done("2026-01-04T23:10:00+00:00").answer(1, 2))
    person.wait()
    person.ask(lambda: person.services.wordings.install(as_json(licensed()), "a.json"))
    person.open("today")
    page = person.open("questions")
    assert page.intro.title.text() == "You have begun"
    assert load("en").notice in texts(page)
    person.click(page.intro.button)
    assert page.item.question.text() == load("en").item(1).text
    state = page.state.review()
    person.ask(lambda: person.services.questionnaires.submit(state.finish()))
    person.open("today")
    page = person.open("questions")
    assert COPYRIGHT in texts(page)
    [form] = person.ask(lambda: list(person.services.opened.store.records.records(kind="qlq")))
    assert form.payload["wording"]["sha256"] == load("en").sha256


def a_draft_of_a_wording_that_is_gone_is_begun_again(person: Person) -> None:
    gone = start("0" * 64, skipping=True, practice=False).answer(1, 4)
    person.ask(lambda: person.services.questionnaires.save_draft(gone))
    page = person.open("questions")
    told = "The wording of the questions has changed since you began. Please begin again."
    assert page.intro.line.text() == told
    person.click(page.intro.button)
    assert (page.state.place, page.state.answers) == ("practice", {})
    person.open("today")


def test_a_clinic_installs_it_and_its_monitor_does_not(
    at_the_door: Home,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = at_the_door()
    sign_in(person, CHIEF, CHIEFS)
    person.open("paper")
    person.open("settings")
    file = tmp_path / "site.json"
    file.write_bytes(as_json(licensed()))
    choose(person, file, monkeypatch)
    person.click(person.desk.page.step.act_button)
    page = person.desk.page
    assert page.wording.row.text.text().splitlines()[0] == "English: made-up-licensed, version 3.0"
    paper = person.open("paper")
    form = next(iter(paper.forms.values()))
    assert COPYRIGHT in [label.text() for label in form.findChildren(QLabel)]
    page = person.open("settings")
    assert page.wording.button.isVisible()
    page.wording._show(([], True))  # as a monitor sees it; the services refuse one too
    assert not page.wording.button.isVisible()
