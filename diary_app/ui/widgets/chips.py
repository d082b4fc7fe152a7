"""Chips: a short state with its icon."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import IconLabel, Label

_TONES = {"plain": "ink-2", "due": "due", "overdue": "surface", "urgent": "urgent", "ok": "accent"}


class Chip(QFrame):
    """A word or two in a tinted frame; kinds plain, due, overdue, urgent, ok and sev-0 to sev-4."""

    def __init__(
        self, kit: Kit, text: str, kind: str = "plain", icon: str = "", role: str = "caption-strong"
    ) -> None:
        super().__init__()
        self.setProperty("chip", kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        wide = role != "caption-strong"
        row.setContentsMargins(*((12, 7, 12, 7) if wide else (9, 3, 9, 3)))
        row.setSpacing(6)
        if icon:
            row.addWidget(IconLabel(kit, icon, _TONES.get(kind, "ink"), 17))
        self.label = Label(kit, text, role, "chip", wrap=False)
        row.addWidget(self.label)
        self.setAccessibleName(text)
