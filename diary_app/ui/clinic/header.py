"""The head of a clinic's page: its title, a line beside it, and the page's own buttons at the right.

Language and text size are chosen in Settings, and Lock stands on the rail.
"""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.beside import Beside
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed


class ClinicHeader(Themed, QWidget):
    """``title`` and ``subtitle`` on one line, at large text below one another; buttons where they fit."""

    def __init__(self, kit: Kit, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        words = QWidget()
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight, words)
        self._words.setContentsMargins(0, 0, 0, 0)
        self.title = Label(kit, title, "page-title")
        self.subtitle = Label(kit, subtitle, "body", "ink-2")
        self._words.addWidget(self.title)
        self._words.addWidget(self.subtitle)
        self._words.addStretch(1)
        self._buttons: list[Button] = []
        self._beside = Beside(kit, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._beside)
        self.follow(kit)

    def add_button(self, button: Button) -> Button:
        """One more button at the right."""
        self._buttons.append(button)
        self._beside.set_parts(self._buttons)
        return button

    def show_buttons(self, wanted: bool) -> None:
        """Whether the buttons are in view."""
        self._beside.set_parts(self._buttons if wanted else [])

    def say(self, title: str, subtitle: str) -> None:
        """What stands there now."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def restyle(self) -> None:
        """Bend at large text."""
        large = self.kit.look.large
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._words.setDirection(down if large else across)
        self._words.setSpacing(2 if large else 12)
        for label in (self.title, self.subtitle):
            label.setWordWrap(large)
