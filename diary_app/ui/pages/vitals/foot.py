"""The foot of the measurements page: Save, or what is asked before it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed


class Foot(Themed, QWidget):
    """Stays in view below the list."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        tr = kit.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.save_button = Button(kit, tr("Save"), "primary", "secondary", "check")
        column.addWidget(self.save_button)
        self.asking = Card("due", (22, 14, 20, 14))
        self.asking.column.setSpacing(10)
        self.title = Label(kit, tr("Please check before saving"), "small-title")
        self.questions = Label(kit)
        self.no_button = Button(kit, tr("No, I want to change it"))
        self.yes_button = Button(kit, tr("Yes, save it"), "primary", icon="check")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(12)
        self._buttons.addWidget(self.no_button, 1)
        self._buttons.addWidget(self.yes_button, 1)
        self.asking.column.addWidget(self.title)
        self.asking.column.addWidget(self.questions)
        self.asking.column.addLayout(self._buttons)
        self.asking.hide()
        column.addWidget(self.asking)
        self.follow(kit)

    def restyle(self) -> None:
        """At the largest text the buttons stand one below the other."""
        down = self.kit.look.stacked
        self._buttons.setDirection(
            QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        )

    def ask(self, questions: Sequence[str]) -> None:
        """Ask in place of Save; the safe answer has the focus."""
        self.questions.setText(self.kit.sentences(*questions))
        self.save_button.hide()
        self.asking.show()
        a11y.announce(self, f"{self.title.text()}. {self.questions.text()}")
        self.no_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_nothing(self) -> None:
        """Save stands there again."""
        self.asking.hide()
        self.save_button.show()
