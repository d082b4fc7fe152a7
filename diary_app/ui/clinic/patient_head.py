"""The head of one patient's page: back, the id, since when, chips, and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

_GAP = 8


class PatientHead(Themed, QWidget):
    """``back_button``; ``title`` is the id. A tab's own buttons come before the page's ``buttons``.

    Where all does not fit on one line the buttons stand below the words.
    """

    def __init__(self, kit: Kit, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._buttons = list(buttons)
        self._of_tab: list[QWidget] = []
        self._of_tabs: dict[str, list[QWidget]] = {}
        self._below: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row)
        self.back_button = Button(kit, kit.tr("All patients"), icon="arrow-left")
        self.back_button.set_icon_only(True)
        row.addWidget(self.back_button)
        self.title = Label(kit, "", "page-title", wrap=False)
        self.since = Label(kit, "", "second", "ink-2", wrap=False)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        row.addWidget(self.title)
        row.addWidget(self.since)
        row.addLayout(self._chips)
        row.addStretch(1)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(_GAP)
        row.addLayout(self._beside)
        self._flow = Flow([], _GAP)
        column.addWidget(self._flow)
        self.follow(kit)

    def say(self, participant: str, since: str = "", chips: Sequence[Chip] = ()) -> None:
        """Who it is, a line beside it, and chips."""
        self.title.setText(participant)
        self.since.setText(since)
        clear(self._chips)
        for chip in chips:
            self._chips.addWidget(chip)
        self._arrange()

    def show_actions(self, tab: str, actions: Callable[[], list[QWidget]]) -> None:
        """The buttons of one tab; ``actions`` is called the first time only."""
        if tab not in self._of_tabs:
            self._of_tabs[tab] = actions()
        for each in self._of_tab:
            each.hide()
        self._of_tab = self._of_tabs[tab]
        self._below = None
        self._arrange()

    def restyle(self) -> None:
        """Bend with the text."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        parts = [*self._of_tab, *self._buttons]
        below = self.kit.look.large or self._words() + _wide(parts) > self.width()
        if below == self._below:
            return
        self._below = below
        if below:
            for part in parts:
                self._beside.removeWidget(part)
            self._flow.set_parts(parts)
        else:
            self._flow.set_parts([])
            for part in parts:
                self._beside.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
                part.show()
        self._flow.setVisible(below)

    def _words(self) -> int:
        """Px of what stands before the buttons."""
        chips = [self._chips.itemAt(place) for place in range(self._chips.count())]
        inside = [self.back_button, self.title, self.since, *(item.widget() for item in chips if item)]
        return _wide([each for each in inside if each is not None]) + 24


def _wide(parts: Sequence[QWidget]) -> int:
    return sum(part.sizeHint().width() + 12 for part in parts)
