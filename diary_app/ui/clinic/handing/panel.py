"""The panel "Hand over": a set-up file with its code on paper, and a receipt."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.clinic.handing.receipt import ReceiptCard
from diary_app.ui.clinic.handing.setup import SetupCard
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller


class HandOverPanel(QWidget):
    """Stands in the tabs' place; ``left`` fires when the person is done."""

    left = Signal()

    def __init__(self, page: Page, kit: Kit, session: Session) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.back_button = Button(kit, kit.tr("Back to the tabs"), size="small", icon="arrow-left")
        self.back_button.clicked.connect(self.left)
        head.addWidget(self.back_button)
        head.addWidget(Label(kit, kit.tr("Hand over"), "card-title"), 1)
        column.addLayout(head)
        scroller = Scroller()
        inside = QVBoxLayout(scroller.body)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(12)
        self.setup_card = SetupCard(page, kit, session)
        self.receipt = ReceiptCard(page, kit, session)
        inside.addWidget(self.setup_card)
        inside.addWidget(self.receipt)
        inside.addStretch(1)
        column.addWidget(scroller, 1)

    def load(self, participant: str) -> None:
        """About a patient; nothing is left of the one before."""
        self.setup_card.begin(participant)
        self.receipt.begin(participant)
        self.setup_card.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Forget the code that was shown."""
        self.setup_card.wipe()
