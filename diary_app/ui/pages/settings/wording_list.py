"""The questions of a wording pack, to be read: one stop of Tab, arrows walk from question to question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from diary_app.qlq_c30.wording import Wording, WordingItem

_NUMBER = 34  # px of width for a number, at 100 %
_PAGE = 5  # questions


class QuestionLine(Themed, QWidget):
    """Number, text and answers of one question; the focus reads it whole."""

    def __init__(self, kit: Kit, item: WordingItem) -> None:
        super().__init__()
        answers = [f"{value} {word}".strip() for value, word in enumerate(item.options, start=1)]
        self.setAccessibleName(f"{item.n}. {item.text} {kit.tr('; ').join(answers)}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(8, 8, 8, 8)
        self._box.setSpacing(10)
        self._number = Label(kit, str(item.n), "body-strong", "ink-2", wrap=False)
        self._box.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(kit, item.text, "body"))
        words.addWidget(Label(kit, "   ".join(answers), "second", "ink-2"))
        self._box.addLayout(words, 1)
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return 8

    def restyle(self) -> None:
        """At large text the number stands above."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._box.setDirection(down if self.kit.look.stacked else across)
        self._box.setSpacing(2 if self.kit.look.stacked else 10)
        self._number.setMinimumWidth(round(_NUMBER * self.kit.look.text / 100))


class QuestionList(Card):
    """All 30 in a card; arrows, Page Up and Down, Home and End walk through them."""

    def __init__(self, kit: Kit, pack: Wording, scroller: Scroller) -> None:
        super().__init__("plain", (20, 12, 20, 12))
        self._scroller = scroller
        self.column.setSpacing(0)
        self.lines = [QuestionLine(kit, item) for item in pack.items]
        for place, line in enumerate(self.lines):
            if place:
                self.column.addWidget(divider())
            self.column.addWidget(line)
        self._stop_at(self.lines[0])

    def focus_first(self) -> None:
        """Give the focus to the first question."""
        self._go(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Page Up and Down, Home and End."""
        place = next((index for index, line in enumerate(self.lines) if line.hasFocus()), None)
        key, far = Qt.Key, len(self.lines)
        moves = {
            key.Key_Down: 1, key.Key_Right: 1, key.Key_Up: -1, key.Key_Left: -1, key.Key_PageDown: _PAGE,
            key.Key_PageUp: -_PAGE, key.Key_Home: -far, key.Key_End: far,
        }  # fmt: skip
        move = moves.get(key(event.key()))
        if place is None or move is None:
            super().keyPressEvent(event)
        else:
            self._go(min(max(place + move, 0), far - 1))

    def _go(self, place: int) -> None:
        line = self.lines[place]
        self._stop_at(line)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroller.ensureWidgetVisible(line, 8, 8)

    def _stop_at(self, stop: QuestionLine) -> None:
        for line in self.lines:
            policy = Qt.FocusPolicy.StrongFocus if line is stop else Qt.FocusPolicy.ClickFocus
            line.setFocusPolicy(policy)
