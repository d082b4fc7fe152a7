"""Choosing the name of somebody who works at the clinic: from a list, by its first letters, or by arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.fields import Field


class _Names(QComboBox):
    """``entered`` fires for Enter, once a name is chosen."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex() >= 0:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class NameField(Field[_Names]):
    """A list of names; nobody is chosen at first. Typing the beginning of a name chooses it."""

    def __init__(self, kit: Kit, label: str, names: Sequence[str] = (), help_text: str = "") -> None:
        box = _Names()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setPlaceholderText(kit.tr("Choose…"))
        super().__init__(kit, label, box, help_text)
        self.entered = box.entered
        self.changed = box.currentIndexChanged
        self.changed.connect(lambda _: self.show_error(""))
        self.offer(names)

    def offer(self, names: Sequence[str]) -> None:
        """The names in the list; who was chosen stays so."""
        chosen = self.name
        self.control.clear()
        self.control.addItems(list(names))
        self.put(chosen)

    def put(self, name: str) -> None:
        """Show a name, or nobody's."""
        self.control.setCurrentIndex(self.control.findText(name) if name else -1)

    @property
    def name(self) -> str:
        """Who is chosen; nothing while nobody is."""
        return self.control.currentText() if self.control.currentIndex() >= 0 else ""
