"""Ways through the other pages of the rail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.ui.widgets.page_parts import Scroller
from tests.ui import setup_said
from tests.ui.screens.camera import Camera
from tests.ui.screens.ways_before import USUAL_PLACE


def page(key: str) -> Callable[[Camera], None]:
    """A page as it opens."""

    def way(camera: Camera) -> None:
        camera.open(key)

    return way


def to_end(key: str) -> Callable[[Camera], None]:
    """A page scrolled to its end."""

    def way(camera: Camera) -> None:
        scroll_to_end(camera.open(key))

    return way


def scroll_to_end(opened: Any) -> None:
    """Down to the last line."""
    QApplication.processEvents()
    bar = _scroller(opened).verticalScrollBar()
    bar.setValue(bar.maximum())


def scroll_to(opened: Any, part: Any) -> None:
    """Down until a part stands at the top."""
    QApplication.processEvents()
    scroller = _scroller(opened)
    scroller.verticalScrollBar().setValue(part.mapTo(scroller.body, part.rect().topLeft()).y() - 8)


def _scroller(opened: Any) -> Any:
    return opened.findChild(Scroller)


# -- the questionnaire -------------------------------------------------------


def practice(camera: Camera) -> None:
    """The question to practise with."""
    camera.click(camera.open("questions").intro.button)


def item(number: int, *, chosen: int | None = None, empty: bool = False) -> Callable[[Camera], None]:
    """Question ``number``, an answer chosen or not; ``empty``: after "Next" without one."""

    def way(camera: Camera) -> None:
        opened = answer_until(camera, number)
        if empty:
            camera.click(opened.item.next_button)
        if chosen is not None:
            camera.key(Qt.Key.Key_0 + chosen)

    return way


def review(camera: Camera) -> None:
    """The answers before finishing, one not answered and one declined."""
    answer_until(camera, 31)


def answer_until(camera: Camera, number: int) -> Any:
    """Answer up to the question before ``number``; 23 is skipped, 27 declined."""
    practice(camera)
    opened = camera.page
    camera.key(Qt.Key.Key_2)
    camera.key(Qt.Key.Key_Return)
    while opened.state.place == "item" and opened.state.at != number:
        _answer(camera, opened)
    return opened


def _answer(camera: Camera, opened: Any) -> None:
    n = opened.state.at
    if n == 23:
        camera.click(opened.item.next_button)
        camera.click(opened.item.skip_button)
        return
    if n == 27:
        camera.click(opened.item.decline_button)
    else:
        camera.key(Qt.Key.Key_5 if n > 28 else Qt.Key.Key_1 + n % 3)
    camera.key(Qt.Key.Key_Return)


def finishing(camera: Camera) -> None:
    """The question before the answers are sent."""
    review(camera)
    camera.with_dialog(lambda: camera.click(camera.page.review.finish_button))


def finished(camera: Camera) -> None:
    """Sent."""
    review(camera)
    camera.with_dialog(lambda: camera.click(camera.page.review.finish_button), then="act_button")
    camera.settle()
    camera.picture()


# -- diary, results, share -----------------------------------------------------


def day(chosen: str) -> Callable[[Camera], None]:
    """A day in the calendar."""

    def way(camera: Camera) -> None:
        camera.open("diary").choose(date.fromisoformat(chosen))

    return way


def of_a_day(chosen: str, act: str) -> Callable[[Camera], None]:
    """What a button of a day's card leads to."""

    def way(camera: Camera) -> None:
        opened: Any = camera.open("diary")
        opened.choose(date.fromisoformat(chosen))
        camera.settle()
        camera.click(opened.card.buttons[act])

    return way


def results_table(camera: Camera) -> None:
    """Every result as a table."""
    camera.click(camera.open("results").table_button)


def look_first(camera: Camera) -> None:
    """The PDF in the window."""
    opened = camera.open("share")
    camera.click(opened.look_button)
    camera.settle(1.0)


# -- settings --------------------------------------------------------------------


def settings(camera: Camera) -> None:
    """The page as it opens, after the first backup."""
    desk: Any = camera.window.desk
    desk.housekeeper.look()
    camera.settle()
    opened = camera.open("settings")
    camera.say_place(opened, Path(desk.session.store.opened.store.folder), USUAL_PLACE)


def safe(camera: Camera) -> None:
    """What keeps the diary safe, with a backup and a second copy."""
    desk: Any = camera.window.desk
    desk.housekeeper.look()
    opened = camera.open("settings")
    stick = camera.place / "stick"
    stick.mkdir(exist_ok=True)
    opened.safe.second_panel.take(stick)
    camera.settle(0.5)
    camera.say_place(opened, stick, "/media/stick")
    camera.say_place(opened, Path(desk.session.store.opened.store.folder), USUAL_PLACE)
    scroll_to(opened, opened.safe)


def setup_changes(camera: Camera) -> None:
    """What a file from the clinic changes."""
    page = camera.open("settings")
    page.open_step("setup")
    page.step._opened(setup_said.read(camera.window.kit.tr.language, first=False))


def sealed(camera: Camera) -> None:
    """The sealed file for the clinic, beside the PDF."""
    card = camera.open("share").sealed
    card._show(setup_said.known(camera.window.desk.session, 3))


def settings_step(name: str) -> Callable[[Camera], None]:
    """A step that Settings leads to."""

    def way(camera: Camera) -> None:
        camera.open("settings").open_step(name)

    return way


def reminders(camera: Camera) -> None:
    """Their section, switched on."""
    opened = camera.open("settings")
    camera.click(opened.reminders.on)
    scroll_to(opened, opened.reminders)
