"""The head of one patient's page: back, the id, since when, chips, and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label


class PatientHead(QWidget):
    """``back_button``; ``title`` is the id. Each tab's own buttons come before the page's."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.back_button = Button(kit, kit.tr("All patients"), icon="arrow-left")
        self.back_button.set_icon_only(True)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.title = Label(kit, "", "page-title", wrap=False)
        self.since = Label(kit, "", "second", "ink-2", wrap=False)
        line.addWidget(self.title)
        line.addWidget(self.since)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        line.addLayout(self._chips)
        line.addStretch(1)
        row.addWidget(words, 1)
        self._own = QHBoxLayout()
        self._own.setSpacing(8)
        row.addLayout(self._own)
        self._of_tabs: dict[str, list[QWidget]] = {}

    def say(self, participant: str, since: str = "", chips: Sequence[Chip] = ()) -> None:
        """Who it is, a line beside it, and chips."""
        self.title.setText(participant)
        self.since.setText(since)
        clear(self._chips)
        for chip in chips:
            self._chips.addWidget(chip)

    def show_actions(self, tab: str, actions: Callable[[], list[QWidget]]) -> None:
        """The buttons of one tab; ``actions`` is called the first time only."""
        if tab not in self._of_tabs:
            self._of_tabs[tab] = actions()
            for place, button in enumerate(self._of_tabs[tab]):
                self._own.insertWidget(place, button)
        for key, buttons in self._of_tabs.items():
            for button in buttons:
                button.setVisible(key == tab)
