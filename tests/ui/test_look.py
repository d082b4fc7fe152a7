"""The section "Language and text": in force at once and kept; light and dark as the computer has them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.common.i18n import translator
from diary_app.ui.language import speak
from diary_app.ui.theme.system import SystemTheme
from tests.ui.conftest import Person

Home = Callable[..., Person]


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak("en")


def choose(person: Person, choice: Any, place: int) -> None:
    """Choose with the keyboard alone: from the one that is chosen with the arrows, then Enter."""
    at = next(index for index, each in enumerate(choice.choices) if each.isChecked())
    choice.choices[at].setFocus()
    for _ in range(abs(place - at)):
        person.press(Qt.Key.Key_Right if place > at else Qt.Key.Key_Left)
    person.press(Qt.Key.Key_Return)
    for _ in range(4):
        person.wait()


@pytest.mark.slow
def test_language_text_and_theme_are_in_force_at_once_and_kept(
    at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dark = [False]
    monkeypatch.setattr(SystemTheme, "dark", property(lambda _: dark[0]))

    def kept() -> Any:
        return json.loads((tmp_path / "diary" / "plain.json").read_text())

    person = at_home(date(2026, 1, 5))
    window, look = person.window, person.open("settings").look
    choose(person, look.text_size, 2)
    assert (window.kit.look.text, kept()["text_size"]) == (150, 150)
    window.settings.set_text(125)  # with Ctrl and the minus key: the section follows
    assert look.text_size.value == 125
    choose(person, look.theme, 2)
    assert (window.kit.look.theme, kept()["theme"]) == ("dark", "dark")
    window.system.changed.emit()  # the computer is light, and nobody asked it
    assert window.kit.look.theme == "dark"
    choose(person, look.theme, 0)
    assert (window.kit.look.theme, kept()["theme"]) == ("light", "system")
    for now, theme in ((True, "dark"), (False, "light")):
        dark[0] = now
        window.system.changed.emit()
        assert window.kit.look.theme == theme
    choose(person, look.language, 1)
    page: Any = person.desk.page
    assert page is person.desk.pages["settings"]
    assert page.look.title.text() == translator("zh_CN")("Language and text")
    assert kept()["language"] == "zh_CN"
    assert (window.kit.look.text, page.look.text_size.value) == (125, 125)
    assert QApplication.focusWidget() is page.look.language.choices[1]


@pytest.mark.parametrize(
    ("setting", "dark", "theme"),
    [("system", True, "dark"), ("system", False, "light"), ("light", True, "light"), ("dark", False, "dark")],
)
def test_the_theme_of_a_setting(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, setting: str, dark: bool, theme: str
) -> None:
    monkeypatch.setattr(SystemTheme, "dark", property(lambda _: dark))
    assert SystemTheme().of(setting) == theme


def test_a_change_of_the_computer_is_heard(qapp: QApplication, qtbot: Any) -> None:
    system = SystemTheme()
    with qtbot.waitSignal(system.changed, timeout=1000):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
