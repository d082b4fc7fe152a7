"""Light or dark as the person chose it, or as the computer has it, also while that changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from diary_app.ui.theme.tokens import Theme


class SystemTheme(QObject):
    """What the computer is set to; ``changed`` when that changes. Light where it says nothing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.changed)

    @property
    def dark(self) -> bool:
        """Whether the computer is set to dark."""
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def of(self, setting: str) -> Theme:
        """The theme of a setting ``system``, ``light`` or ``dark``."""
        return "dark" if setting == "dark" or (setting == "system" and self.dark) else "light"
