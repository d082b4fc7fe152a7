"""The steps of making a diary, as a line of numbered dots."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed, antialiased

_DOT = 30
_NAMES_UP_TO = 100  # percent of text size


class _StepDot(QWidget):
    def __init__(self, kit: Kit, number: int, current: int) -> None:
        super().__init__()
        self._kit, self._number, self._current = kit, number, current
        self.fit()

    def fit(self) -> None:
        """Large enough for its number."""
        size = max(_DOT, round(self._kit.look.pixels("tiny-strong") * 1.6))
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = antialiased(self)
        reached = self._number <= self._current
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(self._kit.colour("accent" if reached else "surface"))
        painter.setPen(QPen(self._kit.colour("accent" if reached else "line-strong"), 1))
        painter.drawEllipse(box)
        if self._number < self._current:
            colour = self._kit.look.colour("on-accent")
            paint_icon(painter, "check", colour, box.adjusted(7, 7, -7, -7), 3)
        else:
            painter.setFont(self._kit.font("tiny-strong"))
            painter.setPen(self._kit.colour("on-accent" if reached else "ink-2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class Steps(Themed, QWidget):
    """Welcome, passphrase, treatment or (``clinic``) clinic; ``current`` counts from 1.

    The last one, 4, is there when it has been reached, with its own name alone.
    """

    def __init__(self, kit: Kit, current: int, *, clinic: bool = False) -> None:
        super().__init__()
        last = kit.tr("Your clinic") if clinic else kit.tr("My treatment")
        names = [kit.tr("Welcome"), kit.tr("Passphrase"), last]
        self._last = current > len(names)
        names += [kit.tr("Reminders")] if self._last else []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._marks: list[QWidget] = []
        self._names: list[QWidget] = []
        self._dots: list[_StepDot] = []
        for number, name in enumerate(names, start=1):
            here = number == current
            tone = "accent" if number <= current else "ink-2"
            line, dot = _line(), _StepDot(kit, number, current)
            label = Label(kit, name, "second-strong" if here else "second", tone, wrap=False)
            for part in (line, dot, label):
                row.addWidget(part)
            line.setVisible(number > 1)
            self._dots.append(dot)
            self._marks += [line] if here and number > 1 else [] if here else [dot, *([line][: number - 1])]
            self._names += [] if here else [label]
        if self._last:
            self.setAccessibleName(kit.tr("Last step: {name}", name=names[-1]))
        else:
            self.setAccessibleName(kit.tr("Step {n} of 3: {name}", n=current, name=names[current - 1]))
        self.follow(kit)

    def restyle(self) -> None:
        """Larger text leaves no room for the names of the other steps, then none for their dots."""
        for dot in self._dots:
            dot.fit()
        for mark in self._marks:
            mark.setVisible(not self.kit.look.large)
        for name in self._names:
            name.setVisible(self.kit.look.text <= _NAMES_UP_TO and not self._last)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("panel", "divider")
    line.setFixedSize(36, 2)
    return line
