"""The head of one patient's page: back, the id, since when, chips, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.beside import Beside
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

_BETWEEN, _CLOSE = 12, 6  # px


class PatientHead(Themed, QWidget):
    """``back_button``; ``title`` is the id. The line stands beside the id, where it fits, else below it."""

    def __init__(self, kit: Kit, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._buttons = list(buttons)
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        self.back_button = Button(kit, kit.tr("All patients"), size="head", icon="arrow-left")
        self.back_button.set_icon_only(True)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        row.addLayout(lines)
        row.addStretch(1)
        self.title = Label(kit, "", "page-title", wrap=False)
        self.since = Label(kit, "", "second", "ink-2", wrap=False)
        self._shown: list[Chip] = []
        self._chips = QHBoxLayout()
        self._chips.setSpacing(_CLOSE)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._first.setSpacing(_BETWEEN)
        self._first.addWidget(self.title)
        self._first.addWidget(self.since)
        self._first.addLayout(self._chips)
        self._first.addStretch(1)
        lines.addLayout(self._first)
        lines.addLayout(self._second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._beside = Beside(kit, words, buttons)
        column.addWidget(self._beside)
        self._below = False
        self.follow(kit)

    def say(self, participant: str, since: str = "", chips: Sequence[Chip] = ()) -> None:
        """Who it is, a line beside it, and chips."""
        self.title.setText(participant)
        self.since.setText(since)
        self.since.setVisible(bool(since))
        clear(self._chips)
        self._shown = list(chips)
        for chip in chips:
            self._chips.addWidget(chip)
        self._bend()

    def restyle(self) -> None:
        """Bend with the text."""
        self._bend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._bend()
        QTimer.singleShot(0, self, self.updateGeometry)  # what bends within the page's own pass is not asked

    def event(self, event: QEvent) -> bool:
        """Bend also where a word or a button has become wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._bend()
        return super().event(event)

    def _bend(self) -> None:
        """All in one line, or the line about the patient below the id."""
        below = self.kit.look.large or self._in_one_line() > self.width()
        if below != self._below:
            self._below = below
            (self._first if below else self._second).removeWidget(self.since)
            if below:
                self._second.addWidget(self.since)
            else:
                self._first.insertWidget(1, self.since)
        self._beside.arrange()

    def _in_one_line(self) -> int:
        """How wide it is with everything beside the id, in px."""
        parts = [self.back_button, self.title, self.since, *self._shown, *self._buttons]
        return sum(part.sizeHint().width() + _BETWEEN for part in parts if not part.isHidden())
