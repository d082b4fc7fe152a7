"""The four steps of a paper form: first entry, second entry, compare and settle, score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed, antialiased


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step: what it is called, and who did it or what is known of it."""

    title: str
    detail: str


class _Mark(Themed, QWidget):
    """The circle of a step: its number, or a check mark once it is done."""

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__()
        self._number, self._state = number, "to come"
        self.follow(kit)

    def set_state(self, state: str) -> None:
        """``done``, ``now`` or ``to come``."""
        self._state = state
        self.update()

    def restyle(self) -> None:
        """Grow half as fast as the text."""
        side = self.kit.look.grown(28)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle."""
        painter = antialiased(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        full = self._state != "to come"
        painter.setBrush(self.kit.colour("accent" if full else "surface"))
        painter.setPen(QPen(self.kit.colour("accent" if full else "line-strong"), 1))
        painter.drawEllipse(box)
        if self._state == "done":
            inside = box.adjusted(6, 6, -6, -6)
            paint_icon(painter, "check", self.kit.look.colour("on-accent"), inside, 3)
        else:
            painter.setFont(self.kit.font("caption-strong"))
            painter.setPen(self.kit.colour("on-accent" if full else "ink-2"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        painter.end()


class _Step(QWidget):
    """One step: circle, title, detail."""

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.mark = _Mark(kit, number)
        row.addWidget(self.mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(kit, "", "second-strong", wrap=False)
        self.detail = Label(kit, "", "caption", "ink-2", wrap=False)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row.addLayout(words)


class StepBar(Themed, Card):
    """All four beside each other; at large text the one that is at hand."""

    def __init__(self, kit: Kit, count: int = 4) -> None:
        super().__init__("plain", (18, 8, 18, 8))
        row = QHBoxLayout()
        row.setSpacing(16)
        self.column.addLayout(row)
        self._steps = [_Step(kit, number) for number in range(1, count + 1)]
        self._lines: list[QFrame] = []
        self._now = 0
        for place, step in enumerate(self._steps):
            if place:
                line = QFrame()
                line.setFixedHeight(2)
                self._lines.append(line)
                row.addWidget(line, 1)
            row.addWidget(step)
        self.follow(kit)

    def show_steps(self, words: Sequence[StepWords], now: int) -> None:
        """Show where the form is; steps before ``now`` are done, or all of them."""
        self._now = now
        for place, (step, told) in enumerate(zip(self._steps, words, strict=True)):
            step.mark.set_state("done" if place < now else "now" if place == now else "to come")
            step.title.setText(told.title)
            step.title.set_tone("accent" if place == now else "ink")
            step.detail.setText(told.detail)
            step.detail.setVisible(bool(told.detail))
        for place, line in enumerate(self._lines):
            line.setProperty("rule", "accent-line" if place < now else "line")
            line.style().unpolish(line)
            line.style().polish(line)
        here = words[min(now, len(words) - 1)]
        self.setAccessibleName(
            self.kit.tr("Step {n} of {all}: {title}", n=now + 1, all=len(words), title=here.title)
        )
        self.restyle()

    def restyle(self) -> None:
        """At large text there is room for one step."""
        alone = self.kit.look.large
        for place, step in enumerate(self._steps):
            step.setVisible(not alone or place == min(self._now, len(self._steps) - 1))
        for line in self._lines:
            line.setVisible(not alone)
