"""The first page of a computer without a diary (picture 01, the patient's part)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage, centred
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card, IconTile
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import key_hint


class WelcomePage(GatePage):
    """Says what the diary is for and starts it."""

    started = Signal()
    backup_offered = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        self.content.addSpacing(20)
        self.add_titles(
            tr("Welcome to your Morning Diary"), tr("A few minutes each morning, for you and your clinic.")
        )
        for label in (self.title, self.subtitle):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.content.addSpacing(12)
        row = QHBoxLayout()  # a card of fixed width learns its height only in a row
        row.addStretch(1)
        row.addWidget(self._patient_card())
        row.addStretch(1)
        self.content.addLayout(row)
        self.backup_button = Button(kit, tr("I have a backup of my diary"), "link", "small", "history")
        self.backup_button.clicked.connect(self.backup_offered)
        self.content.addLayout(centred(self.backup_button))
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        self.content.addStretch(1)
        self.add_promise()
        parts = [(tr("Move with"), False), (tr("Tab"), True), (tr("choose with"), False), (tr("Enter"), True)]
        self.foot.addWidget(key_hint(kit, parts))

    def _patient_card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        card = Card("dominant", (28, 28, 28, 28))
        card.setFixedWidth(620)
        card.column.setSpacing(10)
        card.column.addWidget(IconTile(kit, "user", "accent", 60))
        card.column.addSpacing(8)
        card.column.addWidget(Label(kit, tr("I am a patient"), "card-title"))
        words = tr("Write down my morning capsule, how I feel, and answer my questionnaires.")
        card.column.addWidget(Label(kit, words, "body", "ink-2"))
        card.column.addSpacing(24)
        self.start_button = Button(
            kit, tr("Start my diary"), "primary", "secondary", "arrow-right", icon_after=True
        )
        self.start_button.clicked.connect(self.started)
        card.column.addWidget(self.start_button)
        return card

    def refuse(self, sentence: str) -> None:
        """The chosen file is not a backup that can be used."""
        self.problem.say(self.kit.tr("This did not work."), sentence)
        self.problem.show()
        a11y.announce(self, sentence)
        self.backup_button.setFocus()

    def open_page(self) -> None:
        """The way on has the focus."""
        self.problem.hide()
        self.start_button.setFocus()
