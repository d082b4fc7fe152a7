"""Looking around: a made-up diary of its own, marked, thrown away, never near a real one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.services import sample
from diary_app.ui.widgets.labels import Label
from tests.support import FixedClock
from tests.ui.conftest import Opens
from tests.ui.gate_paths import make_diary

pytestmark = pytest.mark.slow


@pytest.fixture
def short_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last days of the made-up diary alone; all of it takes seconds."""
    whole = sample.script

    def some(first: Any, language: str) -> list[Any]:
        steps = sorted(whole(first, language), key=lambda step: step.at)
        return [step for step in steps[-9:] if "id" not in step.line and step.tag is None]

    monkeypatch.setattr(sample, "script", some)


def settle(person: Any) -> None:
    for _ in range(4):
        person.wait()


@pytest.mark.usefixtures("short_sample")
def test_looking_around_leaves_nothing_and_leads_back_to_the_welcome(
    sit_down: Opens, tmp_path: Path, clock: FixedClock
) -> None:
    clock.set("2026-06-19T07:42")
    person = sit_down()
    window = person.window
    welcome = window.gate.making.welcome
    welcome.visit_button.setFocus()
    person.press(Qt.Key.Key_Return)
    settle(person)
    folder = window.stage.visit.at.folder
    assert (folder / "diary.db").exists()
    assert tmp_path not in folder.parents
    assert person.desk.leave_button.isVisible()
    assert person.today.view.sample
    symptoms = person.open("symptoms")  # it can be tried out
    symptoms.rows[0].scale.choose(1)
    person.click(symptoms.save_button)
    settle(person)
    kept: Mapping[str, Any] = {"lock_after": 5, "theme": "dark", "text_size": 125}
    for name, value in kept.items():
        window.kit.commands.setting_requested.emit(name, value)
    settings = person.open("settings")
    assert [section is settings.look for section in settings.sections] == [True]
    assert not person.open("share").second.isVisible()
    assert person.desk.leave_button.isVisible()  # on every page
    person.desk.leave_button.click()
    settle(person)
    assert not folder.parent.exists()
    assert not (tmp_path / "diary").exists()
    assert window.gate.page is welcome
    assert welcome.isVisible()
    assert QApplication.focusWidget() is welcome.start_button
    assert window.kit.commands.settings.lock_after == 10  # that was the made-up diary's
    assert window.kit.commands.settings.theme == "dark"  # and that is the person's
    make_diary(person)
    settle(person)
    assert not person.today.view.sample
    assert not person.desk.leave_button.isVisible()
    assert person.services.opened.participants() == ["S003-014"]


@pytest.mark.usefixtures("short_sample")
def test_closing_the_window_throws_the_made_up_diary_away(
    sit_down: Opens, clock: FixedClock, qtbot: Any
) -> None:
    clock.set("2026-06-19T07:42")
    person = sit_down()
    person.click(person.window.gate.making.welcome.visit_button)
    settle(person)
    place = person.window.stage.visit.at.folder.parent
    assert place.exists()
    with qtbot.waitSignal(person.window.finished, timeout=20_000):
        person.window.close()
    assert not place.exists()


def test_no_room_for_it_is_said_and_the_welcome_goes_on(
    sit_down: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("diary_app.ui.visit.TemporaryDirectory", full)
    person = sit_down()
    welcome = person.window.gate.making.welcome
    person.click(welcome.visit_button)
    settle(person)
    assert welcome.problem.isVisible()
    assert "No space left" in welcome.problem.text.text()
    assert welcome.visit_button.isEnabled()
    assert QApplication.focusWidget() is welcome.visit_button


@pytest.fixture
def small_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person: forty-four take half a minute."""
    monkeypatch.setattr("diary_app.ui.session.TRIAL_PEOPLE", 1)


@pytest.mark.usefixtures("small_trial")
def test_a_made_up_trial_is_looked_around_signed_in_and_thrown_away(
    sit_down: Opens, clock: FixedClock, tmp_path: Path
) -> None:
    clock.set("2026-06-19T07:42")
    person = sit_down()
    welcome = person.window.gate.making.welcome
    told: list[str] = []
    person.window._made.connect(lambda _: told.append(welcome.trial_button.text()))
    person.click(welcome.trial_button)
    settle(person)
    assert told[0].startswith("Stop; ")
    assert told[-1] == "Stop; 100 % made"
    desk = person.desk
    assert desk.leave_button.isVisible()
    assert "made up" in " ".join(label.text() for label in desk.findChildren(Label) if label.isVisible())
    assert person.ask(lambda: len(person.services.opened.participants())) == 1
    place = person.window.stage.visit.at.folder.parent
    settings = person.open("settings")
    assert settings.sections == [settings.look]
    person.click(desk.leave_button)
    settle(person)
    assert not place.exists()
    assert not (tmp_path / "diary").exists()
    assert person.window.gate.page is welcome
    assert welcome.trial_button.text() == "Look around a made-up trial"


@pytest.mark.usefixtures("small_trial")
def test_a_made_up_trial_can_be_given_up(sit_down: Opens, qtbot: Any) -> None:
    person = sit_down()
    welcome = person.window.gate.making.welcome
    with qtbot.waitSignal(person.window._made, timeout=20_000):
        qtbot.mouseClick(welcome.trial_button, Qt.MouseButton.LeftButton)
    place = person.window.stage.visit.at.folder.parent
    person.click(welcome.trial_button)
    settle(person)
    assert person.window.stage.visit is None
    assert not place.exists()
    assert not welcome.problem.isVisible()
    assert welcome.start_button.isEnabled()
    assert QApplication.focusWidget() is welcome.trial_button
