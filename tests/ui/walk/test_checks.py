"""Each check of the walk fails on a small window that breaks its rule, and passes on one that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.focus_ring import FocusRing
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller
from tests.ui.walk.checks import clipped, misnamed, overlapping, sideways, small_targets
from tests.ui.walk.contrast import pale, ratio
from tests.ui.walk.focus import unseen_focus
from tests.ui.walk.rest import restless
from tests.ui.walk.seen import Seen, look_at

Shows = Callable[[QWidget], Seen]


class Room(QWidget):
    """A window whose children stand where a test puts them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.ring: FocusRing | None = None
        self.setObjectName("root")
        self.setStyleSheet(f"QWidget#root {{ background: {kit.look.colour('bg')}; }}")
        self.resize(600, 400)

    def put(self, widget: QWidget, *place: int) -> QWidget:
        """Put a widget somewhere in the window."""
        widget.setParent(self)
        widget.setGeometry(QRect(*place))
        return widget


@pytest.fixture
def room(kit: Kit, qtbot: QtBot) -> Iterator[Room]:
    made = Room(kit)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def seen(kit: Kit, qtbot: QtBot) -> Shows:
    def show(window: QWidget) -> Seen:
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        return look_at(window, kit.look.colour("bg"), pixels=True)

    return show


@pytest.mark.parametrize(("high", "fits"), [(20, False), (200, True)])
def test_a_wrapped_label_that_is_too_low(kit: Kit, room: Room, seen: Shows, high: int, fits: bool) -> None:
    room.put(Label(kit, "Please write it down on days without a capsule too."), 0, 0, 200, high)
    assert (clipped(seen(room)) == []) is fits


@pytest.mark.parametrize(("wide", "fits"), [(60, False), (300, True)])
def test_a_word_and_a_line_without_room(kit: Kit, room: Room, seen: Shows, wide: int, fits: bool) -> None:
    room.put(Label(kit, "Questionnaire"), 0, 0, wide, 100)
    room.put(Label(kit, "Questionnaire", wrap=False), 0, 200, wide, 40)
    assert len(clipped(seen(room))) == (0 if fits else 2)


class Painted(QWidget):
    """Paints a text, and another one so many pixels below it."""

    def __init__(self, text: str, below: int = 0) -> None:
        super().__init__()
        self._text, self._below = text, below

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        painter = QPainter(self)
        painter.setPen(QColor("#1B2B2D"))
        painter.drawText(QRect(0, 0, self.width(), 24), Qt.AlignmentFlag.AlignCenter, self._text)
        if self._below:
            painter.drawText(0, 18 + self._below, "4 taken")
        painter.end()


@pytest.mark.parametrize(("wide", "fits"), [(30, False), (300, True)])
def test_a_painted_text_that_is_cut(room: Room, seen: Shows, wide: int, fits: bool) -> None:
    room.put(Painted("Very poor"), 0, 0, wide, 60)
    assert (clipped(seen(room)) == []) is fits


def test_what_sticks_out_of_what_it_stands_in(kit: Kit, room: Room, seen: Shows) -> None:
    room.put(Label(kit, "None", wrap=False), 0, 380, 200, 60)
    [fault] = clipped(seen(room))
    assert "sticks out" in fault


@pytest.mark.parametrize(("wide", "fits"), [(40, False), (300, True)])
def test_a_cell_of_a_table(room: Room, seen: Shows, wide: int, fits: bool) -> None:
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels(["Since the start"])
    table.setColumnWidth(0, wide)
    room.put(table, 0, 0, 500, 200)
    assert (clipped(seen(room)) == []) is fits


@pytest.mark.parametrize(("top", "apart"), [(30, False), (60, True)])
def test_neighbours_on_top_of_each_other(kit: Kit, room: Room, seen: Shows, top: int, apart: bool) -> None:
    room.put(Button(kit, "Undo"), 0, 0, 200, 52)
    room.put(Button(kit, "Correct"), 0, top, 200, 52)
    assert (overlapping(seen(room)) == []) is apart


@pytest.mark.parametrize(("below", "apart"), [(4, False), (60, True)])
def test_painted_texts_that_run_into_each_other(room: Room, seen: Shows, below: int, apart: bool) -> None:
    room.put(Painted("10 to go", below), 0, 0, 60, 120)
    assert (overlapping(seen(room)) == []) is apart


def test_names(kit: Kit, room: Room, seen: Shows) -> None:
    room.put(QLineEdit(), 0, 0, 200, 52)
    for place, name in enumerate(("Add", "Add", "Start"), start=1):
        room.put(Button(kit, name), 0, place * 60, 200, 52)
    faults = misnamed(seen(room))
    assert [fault.split(":")[0] for fault in faults] == ["without a name", "2 controls are called 'Add'"]


@pytest.mark.parametrize(("wide", "high", "fits"), [(47, 60, False), (60, 51, False), (60, 52, True)])
def test_targets(kit: Kit, room: Room, seen: Shows, wide: int, high: int, fits: bool) -> None:
    button = Button(kit, "Undo")
    button.setMinimumSize(1, 1)
    room.put(button, 0, 0, wide, high)
    assert (small_targets(seen(room), kit.look) == []) is fits


def test_a_target_grows_with_the_text(kit: Kit, room: Room, seen: Shows) -> None:
    room.put(Button(kit, "Undo"), 0, 0, 200, 52)
    shown = seen(room)
    assert small_targets(shown, kit.look) == []
    assert small_targets(shown, kit.look.with_text(200)) != []


@pytest.mark.parametrize(("wide", "fits"), [(900, False), (100, True)])
def test_a_body_wider_than_the_page(room: Room, seen: Shows, wide: int, fits: bool) -> None:
    scroller = Scroller()
    scroller.body.setMinimumWidth(wide)
    room.put(scroller, 0, 0, 400, 300)
    assert (sideways(seen(room)) == []) is fits


def test_contrast_as_wcag_counts_it() -> None:
    assert ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert ratio((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("role", "tone", "fits"),
    [("body", "ink-2", True), ("body", "ink-3", False), ("caption", "ink-3", True), ("body", "bg", False)],
)
def test_pale_labels(kit: Kit, room: Room, seen: Shows, role: str, tone: str, fits: bool) -> None:
    label = Label(kit, "Next capsule", role, tone)
    label.setStyleSheet(f"color: {kit.look.colour(tone)};")
    room.put(label, 20, 20, 300, 60)
    assert (pale(seen(room)) == []) is fits


@pytest.mark.parametrize(("ink", "fits"), [("#8A9A98", False), ("#1B2B2D", True)])
def test_pale_painted_texts(room: Room, seen: Shows, ink: str, fits: bool) -> None:
    class Pale(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
            painter = QPainter(self)
            painter.setPen(QColor(ink))
            painter.drawText(QRect(0, 0, 200, 40), Qt.AlignmentFlag.AlignCenter, "Due today")
            painter.end()

    room.put(Pale(), 0, 0, 200, 40)
    assert (pale(seen(room)) == []) is fits


# -- the focus --------------------------------------------------------------------------


def two_buttons(kit: Kit, room: Room, ring: type[FocusRing] | None = FocusRing) -> list[Button]:
    buttons = [Button(kit, name) for name in ("Undo", "Correct")]
    for place, button in enumerate(buttons):
        room.put(button, 40, 40 + place * 100, 200, 52)
    room.ring = ring(kit, room) if ring is not None else None
    return buttons


def test_a_ring_around_every_stop(kit: Kit, room: Room, seen: Shows) -> None:
    two_buttons(kit, room)[0].setFocus()
    assert unseen_focus(seen(room), kit.look, pixels=True) == []


def test_no_ring(kit: Kit, room: Room, seen: Shows) -> None:
    two_buttons(kit, room, None)[0].setFocus()
    assert [fault.split(":")[0] for fault in unseen_focus(seen(room), kit.look)] == ["0 rings"] * 2


def test_a_ring_at_the_edge_of_the_window(kit: Kit, room: Room, seen: Shows) -> None:
    buttons = two_buttons(kit, room)
    buttons[0].move(0, 40)
    buttons[0].setFocus()
    [fault] = unseen_focus(seen(room), kit.look)
    assert fault.startswith("the ring is cut")


def test_a_stop_that_tab_never_comes_to(kit: Kit, room: Room, seen: Shows) -> None:
    class Trap(QPushButton):
        def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: N802 - Qt
            return True

    two_buttons(kit, room)
    room.put(Trap("Stay"), 300, 40, 100, 52).setFocus()
    faults = [fault for fault in unseen_focus(seen(room), kit.look) if fault.startswith("Tab never")]
    assert [fault.partition(" in ")[0] for fault in faults] == [
        "Tab never comes to Button 'Undo'",
        "Tab never comes to Button 'Correct'",
    ]


class PaleRing(FocusRing):
    """A ring in the colour of the page."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._kit.colour("bg"))
        painter.end()


def test_a_ring_that_nobody_sees(kit: Kit, room: Room, seen: Shows) -> None:
    two_buttons(kit, room, PaleRing)[0].setFocus()
    faults = unseen_focus(seen(room), kit.look, pixels=True)
    assert {fault.split(":")[0] for fault in faults} == {
        f"no ring at the {side}" for side in ("left", "top", "right", "foot")
    }


def scrolling(kit: Kit, room: Room) -> tuple[Scroller, list[Button]]:
    scroller = Scroller()
    column = QVBoxLayout(scroller.body)
    buttons = [Button(kit, f"Button {n}") for n in range(12)]
    for button in buttons:
        column.addWidget(button)
    room.put(scroller, 0, 0, 400, 200)
    room.ring = FocusRing(kit, room)
    return scroller, buttons


def test_what_has_the_focus_is_scrolled_into_view(kit: Kit, room: Room, seen: Shows) -> None:
    scrolling(kit, room)[1][0].setFocus()
    assert unseen_focus(seen(room), kit.look, pixels=True) == []


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_the_page_bends_and_the_focus_stays_in_view_but_who_scrolls_away_is_left_there(
    kit: Kit, room: Room, seen: Shows
) -> None:
    scroller, buttons = scrolling(kit, room)
    seen(room)
    buttons[2].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    buttons[0].setMinimumHeight(400)
    settle()
    bar, shown = scroller.verticalScrollBar(), scroller.viewport().rect()
    assert shown.contains(QRect(buttons[2].mapTo(scroller.viewport(), QPoint(0, 0)), buttons[2].size()))
    bar.setValue(bar.maximum())
    buttons[0].setMinimumHeight(500)
    settle()
    assert not shown.contains(buttons[2].mapTo(scroller.viewport(), QPoint(0, 0)))


class Fidget(QPushButton):
    """Asks for another layout each time it is laid out."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """As if it had grown since it was asked last."""
        self.updateGeometry()
        return QSize(80, 40)


@pytest.mark.parametrize(("kind", "still"), [(Fidget, False), (QPushButton, True)])
def test_a_page_that_never_lies_still(room: Room, seen: Shows, kind: type[QPushButton], still: bool) -> None:
    QVBoxLayout(room).addWidget(Flow([kind("Save")]))
    seen(room)
    assert (restless(room) == []) is still
