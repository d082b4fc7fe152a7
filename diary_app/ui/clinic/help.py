"""The clinic's Help: the words of the lists and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from diary_app.ui.clinic.help_words import parts
from diary_app.ui.desk_parts import HelpBase
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.page import PartCard
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


class ClinicHelpPage(HelpBase):
    """Cards of questions; F1 opens the one that belongs to the page in view."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._desk = desk
        self.column.setContentsMargins(24, 18, 24, 18)
        self.header = PageHeader(kit, kit.tr("Help"))
        self.header.subtitle.hide()
        self.back_button = Button(kit, kit.tr("Back"), size="small", icon="arrow-left")
        self.back_button.clicked.connect(self.go_back)
        self.scroller = Scroller()
        inside = QVBoxLayout(self.scroller.body)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(12)
        inside.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.cards: dict[str, PartCard] = {}
        for part in parts(kit, session.protocol):
            card = self.cards[part.code] = PartCard(kit, part)
            inside.addWidget(card)
        inside.addStretch(1)
        for each in (self.header, self.notice, self.scroller):
            self.column.addWidget(each, 1 if each is self.scroller else 0)
        self.remember(None)

    def open_page(self) -> None:
        """From the rail: at the top."""
        self.clear_notice()
        self.remember(None)
        self.scroller.verticalScrollBar().setValue(0)
        next(iter(self.cards.values())).answers[0].heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_for(self, key: str) -> None:
        """From a page: its card, whose first answer is open."""
        self.open_page()
        card = self.cards.get(key)
        if card is not None:
            answer = card.answers[0]
            answer.set_open(True)
            answer.heading.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.ensureWidgetVisible(answer)

    def remember(self, came_from: object) -> None:
        """There is a way back where somebody came from a page."""
        self.came_from = came_from
        self.back_button.setVisible(came_from is not None)

    def go_back(self) -> None:
        """To where the person was."""
        self._desk.leave_help()
