"""The field that finds a patient: Ctrl+F brings here, Down goes into the list, Escape shows all again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import IconLabel
from diary_app.ui.widgets.page_parts import KeyCap
from diary_app.ui.widgets.themed import Themed

_WIDE = 240  # px


class FindField(Themed, QLineEdit):
    """``went_down`` and ``entered``: to the list, and into the first patient found."""

    went_down = Signal()
    entered = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        tr = kit.tr
        self.setAccessibleName(tr("Find a patient"))
        self.setAccessibleDescription(tr("Ctrl+F comes here. Down goes into the list."))
        self.setPlaceholderText(tr("Find a study no."))
        self.setMaxLength(40)
        self._icon = IconLabel(kit, "search", "ink-2", 18)
        self._cap = KeyCap(kit, "Ctrl F")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._icon)
        row.addStretch(1)
        row.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._icon, self._cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda text: self._cap.setVisible(not text))
        self.follow(kit)

    def restyle(self) -> None:
        """Take font and height; the words begin after the icon."""
        self.setFont(self.kit.font("body"))
        self.setMinimumHeight(self.kit.look.target("field"))
        self.setMinimumWidth(self.kit.look.grown(_WIDE))
        self.setTextMargins(self.kit.look.grown(18) + 4, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, Enter and Escape mean something here."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.went_down.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
