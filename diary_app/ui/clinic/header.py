"""The head of a clinic's page: its title, a line beside it, and the page's own buttons at the right.

Language and text size are chosen in Settings, and Lock stands on the rail.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed


class ClinicHeader(Themed, QWidget):
    """``title`` and ``subtitle`` on one line; at large text below one another, and the buttons below both."""

    def __init__(self, kit: Kit, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(12)
        self.title = Label(kit, title, "page-title")
        self.subtitle = Label(kit, subtitle, "body", "ink-2")
        self._words.addWidget(self.title)
        self._words.addWidget(self.subtitle, 1)
        self._box.addLayout(self._words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._box.addLayout(self._buttons)
        self.follow(kit)

    def add_button(self, button: Button) -> Button:
        """One more button at the right."""
        self._buttons.addWidget(button)
        return button

    def say(self, title: str, subtitle: str) -> None:
        """What stands there now."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def restyle(self) -> None:
        """Bend at large text."""
        large = self.kit.look.large
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if large else across)
        self._words.setDirection(down if large else across)
        self.title.setWordWrap(large)
        self._words.setAlignment(self.title, Qt.AlignmentFlag.AlignVCenter)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignLeft if large else Qt.AlignmentFlag.AlignRight)
