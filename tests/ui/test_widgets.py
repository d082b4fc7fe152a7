"""Building blocks by themselves."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.cycle_strip import CycleStrip
from diary_app.ui.widgets.day_dot import STATES, DayMark
from diary_app.ui.widgets.filter_bar import FilterBar
from diary_app.ui.widgets.focus_ring import FocusRing
from diary_app.ui.widgets.labels import Label, LeadLabel
from diary_app.ui.widgets.progress import Progress
from diary_app.ui.widgets.severity import GRADE_WORDS, SeverityScale


@pytest.fixture
def stage(qtbot: QtBot, kit: Kit) -> QWidget:
    """A window to put things into."""
    window = QWidget()
    window.setObjectName("root")
    QVBoxLayout(window)
    window.resize(800, 400)
    qtbot.addWidget(window)
    return window


def put(qtbot: QtBot, stage: QWidget, *widgets: QWidget) -> None:
    layout = stage.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    stage.show()
    qtbot.waitExposed(stage)
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)


def test_segments_begin_with_nothing_chosen_and_tell_what_is_chosen(
    qtbot: QtBot, stage: QWidget, kit: Kit
) -> None:
    segments = Segments(kit, "Is your stomach empty?", [(1, "Yes"), (0, "No")])
    told: list[object] = []
    segments.chosen.connect(told.append)
    put(qtbot, stage, segments)
    assert segments.value is None
    qtbot.mouseClick(segments.choices[1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(segments.choices[1], Qt.Key.Key_Left)
    assert segments.value == 0  # arrows move, they do not choose
    qtbot.keyClick(segments.choices[0], Qt.Key.Key_Return)
    qtbot.keyClick(segments.choices[0], Qt.Key.Key_Backspace)
    assert told == [0, 1, None]
    interface = QAccessible.queryAccessibleInterface(segments.choices[0])
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "Is your stomach empty?: Yes"


def test_filters_that_need_a_second_line_stand_apart_and_joined_again_in_one(
    qtbot: QtBot, stage: QWidget, kit: Kit
) -> None:
    bar = FilterBar(kit, "Show", {"all": "Everybody", "due": "Questionnaire due", "late": "Overdue"})
    put(qtbot, stage, bar)
    assert not bar.apart
    assert [item.place() for item in bar.choices] == [(True, False), (False, False), (False, True)]
    stage.resize(bar.whole_width() - 20, 400)
    qtbot.waitUntil(lambda: bar.apart)
    assert {item.place() for item in bar.choices} == {(True, True)}
    assert bar.choices[2].y() > bar.choices[0].geometry().bottom() + 1  # a gap, as each has its own border
    stage.resize(800, 400)
    qtbot.waitUntil(lambda: not bar.apart)


def test_a_group_is_one_stop_of_the_tab_key(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    scale, after = SeverityScale(kit, "Tiredness", GRADE_WORDS), Button(kit, "Save")
    put(qtbot, stage, scale, after)
    scale.choices[0].setFocus()
    qtbot.keyClick(scale.choices[0], Qt.Key.Key_3)
    assert QApplication.focusWidget() is scale.choices[3]
    qtbot.keyClick(scale.choices[3], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    qtbot.keyClick(after, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is scale.choices[3]


def test_the_ring_goes_about_the_whole_scale_with_a_gap(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    ring = FocusRing(kit, stage)
    scale, button = SeverityScale(kit, "Tiredness", GRADE_WORDS), Button(kit, "Save")
    put(qtbot, stage, scale, button)
    scale.choices[2].setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    assert ring.geometry().adjusted(6, 6, -6, -6).topLeft() == scale.mapTo(stage, QPoint(0, 0))
    assert ring.width() == scale.width() + 12
    stage.resize(900, 500)
    QApplication.processEvents()
    assert ring.width() == scale.width() + 12
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()  # only for the keyboard
    qtbot.keyClick(button, Qt.Key.Key_Tab)
    assert ring.isVisible()
    image = stage.grab().toImage()
    focused = QApplication.focusWidget()
    assert focused is not None
    edge = getattr(focused, "ring_target", focused)
    left = edge.mapTo(stage, QPoint(0, edge.height() // 2))
    assert image.pixelColor(left.x() - 4, left.y()).name().upper() == kit.look.colour("ink")
    assert image.pixelColor(left.x() - 1, left.y()).name().upper() == kit.look.colour("bg")


def test_a_button_that_cannot_be_pressed_says_why(stage: QWidget, kit: Kit) -> None:
    button = Button(kit, "Next", "primary")
    button.explain("Choose an answer first.")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "Choose an answer first."
    button.explain("")
    assert button.isEnabled()
    assert button.accessibleDescription() == ""


def test_a_held_key_presses_once(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    button, presses = Button(kit, "I took it now"), list[bool]()
    button.clicked.connect(lambda: presses.append(True))
    put(qtbot, stage, button)
    plain = Qt.KeyboardModifier.NoModifier
    for again in (False, True, True):
        QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, plain, "\r", again))
    assert len(presses) == 1


def test_typed_text_never_becomes_markup(stage: QWidget, kit: Kit) -> None:
    assert Label(kit, "<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    lead = LeadLabel(kit)
    lead.set_parts("<img src=x>", "a & b")
    assert lead.text() == "<b>&lt;img src=x&gt;</b> a &amp; b"


def strip_of(kit: Kit, states: list[str]) -> CycleStrip:
    strip = CycleStrip(kit)
    marks = [DayMark(f"day {n}, {state}", str(n), state, n == 3) for n, state in enumerate(states, start=1)]
    strip.show_days("Cycle 1, day 3 of 21", "", marks, 14)
    return strip


def test_every_state_of_a_day_looks_different(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    strip = strip_of(kit, [*STATES] + ["to_come"] * 12)
    put(qtbot, stage, strip)
    pictures = [day.grab().toImage().copy(0, 0, day.width(), 36) for day in strip.days[: len(STATES)]]
    shades = [picture.convertToFormat(picture.Format.Format_Grayscale8) for picture in pictures]
    pairs = combinations(range(len(shades)), 2)
    same = [(i, j) for i, j in pairs if shades[i] == shades[j]]
    assert same == []  # in greyscale too: never colour alone


def test_the_strip_is_one_tab_stop_and_arrows_walk_its_days(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    strip = strip_of(kit, ["taken"] * 2 + ["due"] + ["to_come"] * 11 + ["rest"] * 7)
    put(qtbot, stage, strip)
    stops = [day for day in strip.days if day.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [strip.days[2]]
    strip.days[2].setFocus()
    qtbot.keyClick(strip.days[2], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is strip.days[3]
    assert strip.days[3].accessibleName() == "day 4, to_come"
    qtbot.keyClick(strip.days[3], Qt.Key.Key_End)
    assert QApplication.focusWidget() is strip.days[20]
    qtbot.keyClick(strip.days[20], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is strip.days[20]


def test_large_text_shows_three_rows_of_seven(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    strip = strip_of(kit, ["taken"] * 2 + ["due"] + ["to_come"] * 11 + ["rest"] * 7)
    put(qtbot, stage, strip)
    kit.appearance.set_look(kit.look.with_text(150))
    QApplication.processEvents()
    rows = sorted({day.y() for day in strip.days})
    assert len(rows) == 3
    assert [sum(day.y() == row for day in strip.days) for row in rows] == [7, 7, 7]
    kit.appearance.set_look(kit.look.with_text(100))


def test_progress_is_told_to_a_screen_reader(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    bar = Progress(kit, "Questions done")
    bar.setRange(0, 30)
    bar.setValue(12)
    put(qtbot, stage, bar)
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.role() == QAccessible.Role.ProgressBar
    assert interface.text(QAccessible.Text.Name) == "Questions done"
