"""Choices of one among a few: nothing is chosen at the start, digits and arrows work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed, antialiased, corners

_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACKWARD = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class Choice(Themed, QPushButton):
    """One of a group's choices; a radio button to a screen reader."""

    def __init__(self, kit: Kit, group: ChoiceGroup, value: int, text: str) -> None:
        super().__init__(text, group)
        self.of_group, self.value = group, value
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.follow(kit)

    def explain(self, sentence: str) -> None:
        """What it means, after its place among the others: "2 of 4"."""
        choices = self.of_group.choices
        place = self.kit.tr("{n} of {all}", n=choices.index(self) + 1, all=len(choices))
        self.setAccessibleDescription(f"{place}. {sentence}" if sentence else place)

    def place(self) -> tuple[bool, bool]:
        """Whether this is the first and whether it is the last of its group."""
        return self.of_group.choices[0] is self, self.of_group.choices[-1] is self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The group knows what the keys mean."""
        if not self.of_group.take_key(event, self):
            super().keyPressEvent(event)


class ChoiceGroup(QWidget):
    """Choices of one question. ``chosen`` tells the value a person chose, or None when cleared."""

    chosen = Signal(object)
    stepped = Signal(int)

    def __init__(self, kit: Kit, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.name = name
        self.choices: list[Choice] = []
        self.enter_chooses = True
        self.arrows_step = False  # Up and Down leave the group instead of moving in it
        self.setAccessibleName(name)

    def fill(self, choices: Sequence[Choice]) -> None:
        """Take the choices in order; called once."""
        self.choices = list(choices)
        for choice in self.choices:
            if self.name:
                choice.setAccessibleName(f"{self.name}: {choice.accessibleName()}")
            choice.clicked.connect(self._clicked)
            choice.explain("")
        self._mark_tab_stop()

    def rename(self, name: str) -> None:
        """Another question for the same choices."""
        for choice in self.choices:
            choice.setAccessibleName(f"{name}: {choice.text()}")
        self.name = name
        self.setAccessibleName(name)

    @property
    def value(self) -> int | None:
        """What is chosen; None while nothing is."""
        return next((choice.value for choice in self.choices if choice.isChecked()), None)

    def set_value(self, value: int | None) -> None:
        """Show a choice (or none) without telling anybody."""
        for choice in self.choices:
            choice.setAutoExclusive(False)
            choice.setChecked(choice.value == value)
            choice.setAutoExclusive(True)
        self._mark_tab_stop()

    def choose(self, value: int | None) -> None:
        """Choose as a person does."""
        self.set_value(value)
        self.chosen.emit(value)

    def take_key(self, event: QKeyEvent, choice: Choice) -> bool:
        """Digits choose, arrows move, Backspace clears, Enter chooses where it may."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.text().isdigit() and int(event.text()) in [one.value for one in self.choices]:
            self._choose_and_focus(int(event.text()))
        elif self.arrows_step and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _FORWARD + _BACKWARD:
            self._move(choice, 1 if key in _FORWARD else -1)
        elif key == Qt.Key.Key_Backspace:
            self.choose(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.enter_chooses and not event.isAutoRepeat():
            choice.click()
        else:
            return False
        return True

    def focus_place(self, place: int) -> None:
        """Give the focus to the choice at ``place`` (used by rows that keep the column)."""
        self.choices[max(0, min(place, len(self.choices) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def focused_place(self) -> int:
        """Place of the choice that has the focus; 0 if none has."""
        return next((index for index, choice in enumerate(self.choices) if choice.hasFocus()), 0)

    def _clicked(self) -> None:
        self._mark_tab_stop()
        self.chosen.emit(self.value)

    def _choose_and_focus(self, value: int) -> None:
        self.choose(value)
        if self.isVisible():  # whoever heard of it may have put another group in this one's place
            self.focus_place([choice.value for choice in self.choices].index(value))

    def _move(self, choice: Choice, steps: int) -> None:
        self.focus_place(self.choices.index(choice) + steps)

    def _mark_tab_stop(self) -> None:
        """One stop of the Tab key for the whole group, as with radio buttons."""
        stop = next((choice for choice in self.choices if choice.isChecked()), None)
        for choice in self.choices:
            first = choice is (stop or self.choices[0])
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)


class Segment(Choice):
    """One segment of a joined row."""

    of_group: Segments

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def restyle(self) -> None:
        """Take font and height."""
        self.setFont(self._font())
        self.setMinimumHeight(self.kit.look.target(self.of_group.target))
        self.updateGeometry()

    def _font(self) -> QFont:
        return self.kit.font(self.of_group.roles[self.isChecked()])

    def sizeHint(self) -> QSize:
        """Text, check mark and padding."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + (64 if not self.kit.look.large else 56)
        return QSize(max(width, self.of_group.least_width), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """The same: segments are not cut."""
        return QSize(self.sizeHint().width() - 24, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the segment; the chosen one is tinted and has a check mark."""
        painter = antialiased(self)
        self._paint_body(painter)
        self._paint_text(painter)
        painter.end()

    def _paint_body(self, painter: QPainter) -> None:
        first, last = self.place()
        radius = self.kit.look.radius("control")
        begin, end = (radius if first else 0, radius if last else 0)
        stacked = self.of_group.stacked
        right = -0.5 if last or stacked else 0.5
        box = QRectF(self.rect()).adjusted(0.5, 0.5, right, 0.5 if stacked and not last else -0.5)
        quiet = "sunken" if self.underMouse() or not self.isEnabled() else "surface"
        painter.setBrush(self.kit.colour(self.of_group.tint if self.isChecked() else quiet))
        painter.setPen(QPen(self.kit.colour("line-strong"), 1))
        shape = (begin, begin, end, end) if stacked else (begin, end, end, begin)
        painter.drawPath(corners(box, *shape))

    def _paint_text(self, painter: QPainter) -> None:
        painter.setFont(self._font())
        tone = self.of_group.tone if self.isChecked() else "ink" if self.isEnabled() else "ink-3"
        painter.setPen(self.kit.colour(tone))
        box = QRectF(self.rect())
        if self.isChecked():
            size = self.kit.look.grown(18)
            width = painter.fontMetrics().horizontalAdvance(self.text())
            left = (self.width() - width - size - 8) / 2
            mark = QRectF(left, (self.height() - size) / 2, size, size)
            paint_icon(painter, "check", self.kit.look.colour(tone), mark, 2.5)
            box.setLeft(left + size + 8 - (self.width() - left - size - 8 - width))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class Segments(Themed, ChoiceGroup):
    """Two to five joined segments, for instance Yes and No; three or more stack at the largest text."""

    target = "segment"
    roles = ("body", "button")  # of text: as it stands, and chosen
    least_width = 96
    tint, tone = "accent-soft", "accent"  # of the chosen one: its fill, its words
    segment: type[Segment] = Segment

    def __init__(self, kit: Kit, name: str, options: Sequence[tuple[int, str]]) -> None:
        super().__init__(kit, name)
        self.stacked = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.fill([self.segment(kit, self, value, text) for value, text in options])
        for choice in self.choices:
            self._row.addWidget(choice)
        self.follow(kit)

    def restyle(self) -> None:
        """One below the other where they would not fit side by side."""
        self.stacked = self.kit.look.stacked and len(self.choices) > 2
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if self.stacked else across)
