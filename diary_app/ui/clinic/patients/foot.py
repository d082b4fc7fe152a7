"""The foot of the patients list: how many are shown, what adherence means, what has no room, the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import KeyCap
from diary_app.ui.widgets.themed import Themed


class ListFoot(Themed, QWidget):
    """Below the rows."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        tr = kit.tr
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.setSpacing(8)
        self.words = Label(kit, "", "caption", "ink-2")
        self._row.addWidget(self.words, 1)
        self._keys = QWidget()
        keys = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(6)
        for text, is_key in (
            ("↑", True),
            ("↓", True),
            (tr.within("keys", "move"), False),
            (tr("Enter"), True),
            (tr.within("keys", "open"), False),
        ):
            keys.addWidget(KeyCap(kit, text) if is_key else Label(kit, text, "caption", "ink-2", wrap=False))
        self._row.addWidget(self._keys)
        self.follow(kit)

    def say(self, shown: int, of: int, missing: int) -> None:
        """How many are shown, and how many are still being worked out."""
        tr = self.kit.tr
        parts = [
            tr("{n} of {all} shown.", n=f"{shown:,}", all=f"{of:,}"),
            tr("Adherence: capsules taken, of capsules due, not counting days held by the clinic."),
        ]
        if missing:
            parts.insert(1, tr.plural("{n} is being read.", "{n} are being read.", missing))
        self._usual = self.kit.sentences(*parts)
        self.words.setText(self._usual)

    def tell_hidden(self, participant: str, hidden: str) -> None:
        """In place of that, what a row only counts for want of room ("+2"); empty: the usual words again."""
        self.words.setText(f"{participant}: {hidden}" if hidden else self._usual)

    _usual = ""

    def restyle(self) -> None:
        """At large text the keys are in Help only."""
        self._keys.setVisible(not self.kit.look.large)
