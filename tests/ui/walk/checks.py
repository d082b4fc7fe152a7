"""What must hold for a page's form: nothing cut or on top of another, everything named and large enough.

Each check takes what was ``seen`` and gives its faults as sentences; none of
them knows a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from diary_app.ui.pages.history.cell import DayCell
from diary_app.ui.theme.tokens import Look
from diary_app.ui.widgets.answers import AnswerRows, AnswerTiles
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.choices import Choice, Segments
from diary_app.ui.widgets.day_dot import DotFace
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.rail import RailItem
from diary_app.ui.widgets.severity import SeverityScale
from diary_app.ui.widgets.table_heads import TableHeads
from tests.ui.walk.seen import Drawn, Seen, body_of, describe, place_in

_ROUND = 1  # px lost in whole pixels
_WRAP = int(Qt.TextFlag.TextWordWrap)

# -- (a) nothing is cut ----------------------------------------------------------


def clipped(seen: Seen) -> list[str]:
    """Texts with less room than they need, and what stands outside the widget it is in."""
    faults = []
    for widget in seen.widgets:
        if isinstance(widget, QLabel) and widget.text().strip():
            faults += _cut_label(widget)
        elif isinstance(widget, QComboBox):
            faults += _cut_line(widget, widget.currentText() or widget.placeholderText(), 40)
        elif isinstance(widget, QLineEdit):
            faults += _cut_typed(widget)
        elif isinstance(widget, QTableView):
            faults += _cut_cells(widget)
        faults += _outside(widget)
    return faults + [fault for one in seen.drawn for fault in _cut_drawn(one)]


def _cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        if label.height() + _ROUND < label.heightForWidth(label.width()):
            yield f"cut at the foot: {describe(label)}"
        if label.textFormat() == Qt.TextFormat.PlainText:
            need = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 9999), _WRAP, label.text())
            if need.width() > room.width() + _ROUND:
                yield f"a word is wider than its place: {describe(label)}"
    elif (
        label.width() + _ROUND < label.sizeHint().width()
        or label.height() + _ROUND < label.sizeHint().height()
    ):
        sizes = f"{label.size().toTuple()} of {label.sizeHint().toTuple()}"
        yield f"no room for its text ({sizes}): {describe(label)}"


def _cut_line(widget: QWidget, text: str, beside: int) -> Iterator[str]:
    need = widget.fontMetrics().horizontalAdvance(text) + beside
    if need > widget.width():
        yield f"no room for {text!r} ({need} > {widget.width()}): {describe(widget)}"


def _cut_typed(line: QLineEdit) -> Iterator[str]:
    """What is shown in a line; what a person typed may be longer than the line."""
    text = line.text() if line.isReadOnly() or isinstance(line.parentWidget(), QAbstractSpinBox) else ""
    margins = line.textMargins()
    room = line.contentsRect().width() - margins.left() - margins.right()
    need = line.fontMetrics().horizontalAdvance(text or line.placeholderText())
    if need > room:
        yield f"no room for {text or line.placeholderText()!r} ({need} > {room}): {describe(line)}"
    if line.fontMetrics().height() > line.height() + _ROUND:
        yield f"too low for its text: {describe(line)}"


def _cut_cells(table: QTableView) -> Iterator[str]:
    model, header = table.model(), table.horizontalHeader()
    down = Qt.Orientation.Horizontal
    if (
        table.verticalScrollBar().maximum()
        and table.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ):
        yield f"rows out of reach: {describe(table)}"
    if header.isHidden():  # its heads are widgets, and its cells are painted: both are looked at as such
        return
    for column in range(model.columnCount()):
        wide = table.columnWidth(column)
        words = str(model.headerData(column, down) or "")
        font = model.headerData(column, down, Qt.ItemDataRole.FontRole) or header.font()
        need = QFontMetrics(font).boundingRect(QRect(0, 0, max(1, wide - 20), 9999), _WRAP, words)
        if need.width() > wide - 20 + _ROUND or need.height() > header.height() + _ROUND:
            yield f"no room for the head {words!r}: {describe(table)}"
        for row in range(model.rowCount()):
            text = str(model.index(row, column).data() or "")
            need = table.fontMetrics().boundingRect(QRect(0, 0, max(1, wide - 20), 9999), _WRAP, text)
            if need.width() > wide - 20 + _ROUND or need.height() > table.rowHeight(row) + _ROUND:
                yield f"no room for {text!r}: {describe(table)}"


def _carries(widget: QWidget) -> bool:
    """Whether it shows text or can be used, apart from what is in it."""
    if isinstance(widget, QLabel):
        return bool(widget.text().strip())
    controls = QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox | QPlainTextEdit | QTableView
    return isinstance(widget, controls) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _outside(widget: QWidget) -> Iterator[str]:
    """What carries something lies within all it stands in, up to what scrolls."""
    if not _carries(widget) or isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QHeaderView):
        return
    body, walker = body_of(widget), widget.parentWidget()
    if isinstance(walker, TableHeads):  # they scroll sideways with the rows, as tables may
        return
    while walker is not None:
        room = walker.rect().adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
        if not room.contains(place_in(widget, walker)):
            yield f"sticks out of {type(walker).__name__}: {describe(widget)}"
            return
        if walker is body:
            return
        walker = walker.parentWidget()


def _cut_drawn(one: Drawn) -> Iterator[str]:
    room = QRectF(one.widget.rect()).adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
    if isinstance(one.widget.parentWidget(), QTableView):  # its lower rows and right columns are scrolled to
        room = room.adjusted(-9999, -9999, 9999, 9999)
    if not room.contains(one.box):
        yield f"painted text {one.text!r} is cut: {describe(one.widget)}"


# -- (b) nothing on top of another -------------------------------------------------


def overlapping(seen: Seen) -> list[str]:
    """Neighbours that share pixels, and painted texts that run into each other."""
    filled = {
        walker for widget in seen.widgets if _carries(widget) for walker in _upwards(widget, seen.window)
    }
    families: dict[QWidget, list[QWidget]] = defaultdict(list)
    for widget in seen.widgets:
        parent = widget.parentWidget()
        if (
            widget in filled
            and parent is not None
            and not isinstance(parent, QAbstractScrollArea | QComboBox)
        ):
            families[parent].append(widget)
    faults = [
        f"on top of each other: {describe(one)} and {describe(other)}"
        for children in families.values()
        for one, other in combinations(children, 2)
        if one.geometry().intersects(other.geometry())
    ]
    return faults + _overlapping_texts(seen)


def _upwards(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    walker: QWidget | None = widget
    while walker is not None and walker is not window:
        yield walker
        walker = walker.parentWidget()


def _overlapping_texts(seen: Seen) -> list[str]:
    of_widget: dict[QWidget, list[Drawn]] = defaultdict(list)
    for one in seen.drawn:
        of_widget[one.widget].append(one)
    return [
        f"painted texts {one.text!r} and {other.text!r} overlap: {describe(widget)}"
        for widget, texts in of_widget.items()
        for one, other in combinations(texts, 2)
        if one.text != other.text
        and one.box.adjusted(1, 3, -1, -3).intersects(other.box.adjusted(1, 3, -1, -3))
    ]


# -- (c) everything has a name of its own ------------------------------------------


def controls(seen: Seen) -> list[QWidget]:
    """What a person can use: all that takes the focus and is enabled."""
    return [
        widget
        for widget in seen.widgets
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (
            isinstance(widget, QLabel) and widget.focusPolicy() == Qt.FocusPolicy.ClickFocus
        )  # to copy from
        and widget.isEnabled()
        and not widget.objectName().startswith("qt_")
        and not getattr(widget, "without_ring", False)
    ]


def misnamed(seen: Seen) -> list[str]:
    """Controls without an accessible name, and names that stand twice, the rail's included."""
    named: dict[str, list[QWidget]] = defaultdict(list)
    for widget in controls(seen):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
        named[name].append(widget)
    faults = [f"without a name: {describe(widget)}" for widget in named.pop("", [])]
    return faults + [
        f"{len(widgets)} controls are called {name!r}" for name, widgets in named.items() if len(widgets) > 1
    ]


# -- (f) everything is large enough to hit -----------------------------------------

LEAST = 48
"""Every target of the patient's window, in both directions (TOKENS section 4)."""

_SEGMENTS = {"segment": 52, "small": 48}
_BUTTONS = {"button": 52, "small": 48, "secondary": 56, "footer": 60, "main": 72}
_CLINIC_LEAST, _CLINIC_BUTTON, _CLINIC_SMALL, _CLINIC_RAIL = 24, 40, 36, 44
"""Of the clinic's window; what is dense there is one stop of Tab, and never under the 24 px of WCAG 2.5.8."""


def small_targets(seen: Seen, look: Look) -> list[str]:
    """Controls smaller than what is asked for their kind at this text size."""
    faults = []
    for widget in controls(seen):
        wide, high = least_size(widget, look)
        target = _whole_target(widget)
        if target.width() < wide or target.height() < high:
            size = f"{target.width()} x {target.height()}, not {wide} x {high}"
            faults.append(f"too small ({size}): {describe(widget)}")
    return faults


def _whole_target(widget: QWidget) -> QRect:
    return widget.rect()


def grown(target: int, look: Look) -> int:
    """A height that grows with the text: at least 2.6 text sizes."""
    return max(target, round(look.base * 2.6))


def least_size(widget: QWidget, look: Look) -> tuple[int, int]:
    """What is asked for a widget's declared kind: (width, height) in pixels."""
    if look.mode == "clinic":
        return _least_in_clinic(widget, look)
    parent = widget.parentWidget()
    if isinstance(widget, DotFace):
        # one stop of Tab for the whole strip; a dot has 28 px in a narrow window, 48 at large text
        return (48, 48) if look.large else (28, 28)
    if isinstance(widget, DayCell):
        # a day of the calendar, one stop of Tab for all of them (TOKENS section 6); in a narrow window
        # 21 of them stand beside their words: 24 px, the least that WCAG 2.2 takes (2.5.8)
        return (24 if widget.window().width() < 1180 else 30), 38
    if isinstance(widget, Button):
        if isinstance(parent, QLineEdit):  # inside a field, as high as its inner edge
            return LEAST, grown(52, look) - 2 * 2
        return LEAST, grown(_BUTTONS[widget._size.target], look)
    if isinstance(widget, RailItem):
        return LEAST, 52
    if isinstance(widget, Choice):
        return _least_choice(widget, look)
    if isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox):
        return LEAST, grown(52, look)
    return LEAST, LEAST


def _least_in_clinic(widget: QWidget, look: Look) -> tuple[int, int]:
    """Its normal controls have 40 px and grow with the text; the rail's nine items share the window."""
    if isinstance(widget, RailItem):
        return LEAST, _CLINIC_RAIL
    if isinstance(widget, Button):
        small = widget._size.target == "small" or isinstance(widget.parentWidget(), QLineEdit)
        return _CLINIC_LEAST, grown(_CLINIC_SMALL if small else _CLINIC_BUTTON, look) - (4 if small else 0)
    if isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox):
        return LEAST, grown(_CLINIC_BUTTON, look)
    return _CLINIC_LEAST, _CLINIC_LEAST


def _least_choice(choice: Choice, look: Look) -> tuple[int, int]:
    group = choice.of_group
    if isinstance(group, SeverityScale):
        return (96 if look.text == 100 else LEAST), grown(58, look)
    if isinstance(group, AnswerRows):
        return LEAST, grown(78, look)
    if isinstance(group, AnswerTiles):
        return LEAST, grown(78 if group.stacked else 190, look)
    return LEAST, grown(_SEGMENTS[group.target], look) if isinstance(group, Segments) else LEAST


# -- (g) nothing scrolls sideways ---------------------------------------------------


def sideways(seen: Seen) -> list[str]:
    """Bodies wider than the page; tables alone may be."""
    faults = []
    for widget in seen.widgets:
        if not isinstance(widget, QAbstractScrollArea) or isinstance(widget, QTableView):
            continue
        wide = widget.body.width() if isinstance(widget, Scroller) else 0
        if widget.horizontalScrollBar().maximum() > 0 or wide > widget.viewport().width():
            faults.append(f"scrolls sideways: {describe(widget)}")
    return faults
