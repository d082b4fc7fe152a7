"""The head of one patient's page: back, the id, since when, chips, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.beside import Beside
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed


class PatientHead(Themed, QWidget):
    """``back_button``; ``title`` is the id."""

    def __init__(self, kit: Kit, buttons: Sequence[Button]) -> None:
        super().__init__()
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.back_button = Button(kit, kit.tr("All patients"), icon="arrow-left")
        self.back_button.set_icon_only(True)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(12)
        row.addLayout(self._words)
        row.addStretch(1)
        self.title = Label(kit, "", "page-title", wrap=False)
        self.since = Label(kit, "", "second", "ink-2", wrap=False)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        for label in (self.title, self.since):
            self._words.addWidget(label)
        self._words.addLayout(self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._beside = Beside(kit, words, buttons)
        column.addWidget(self._beside)
        self.follow(kit)

    def say(self, participant: str, since: str = "", chips: Sequence[Chip] = ()) -> None:
        """Who it is, a line beside it, and chips."""
        self.title.setText(participant)
        self.since.setText(since)
        self.since.setVisible(bool(since))
        clear(self._chips)
        for chip in chips:
            self._chips.addWidget(chip)
        if chips:
            self._chips.addStretch(1)
        self._beside.arrange()

    def restyle(self) -> None:
        """At large text the line stands below the id."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._words.setDirection(down if self.kit.look.large else across)
        self._words.setSpacing(4 if self.kit.look.large else 12)
