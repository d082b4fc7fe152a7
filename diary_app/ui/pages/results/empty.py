"""The Results page before the first questionnaire."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import IconTile
from diary_app.ui.widgets.labels import Label


class EmptyResults(QWidget):
    """One icon, one sentence, one button."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(20)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconTile(kit, "chart-line", "accent", 72), 0, middle)
        words = Label(kit, kit.tr("Your first results appear after your first questionnaire."), "body")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        self.button = Button(kit, kit.tr("Go to the questions"), "primary", "secondary", "clipboard-list")
        self.button.clicked.connect(self._go)
        column.addWidget(self.button, 0, middle)
        column.addStretch(3)
        self._kit = kit

    def _go(self) -> None:
        self._kit.commands.page_requested.emit("questions")
