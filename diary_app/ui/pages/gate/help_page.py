"""The small help of the pages before the diary (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.help_words import questions_for
from diary_app.ui.pages.help.answer import Answer
from diary_app.ui.widgets.cards import Card, divider


class GateHelpPage(GatePage):
    """Says what to do on ``about``, the page it was opened from. ``left`` leads back there."""

    left = Signal()

    def __init__(self, kit: Kit, about: GatePage) -> None:
        super().__init__(kit)
        self.about = about
        self.add_size_button()
        self.add_titles(kit.tr("Help"), kit.tr("Alt and ← go back to where you were."))
        card = Card("plain", (26, 18, 26, 18))
        self.answers = [Answer(kit, question) for question in questions_for(kit, about)]
        for place, answer in enumerate(self.answers):
            if place:
                card.column.addWidget(divider())
            card.column.addWidget(answer)
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.back_button, _on = self.add_foot(kit.tr("Back to where I was"), "")
        _on.hide()
        self.back_button.clicked.connect(self.left)
        for answer in self.answers[:2]:
            answer.set_open(True)

    def open_page(self) -> None:
        """What to do is read out first."""
        self.answers[0].heading.setFocus(Qt.FocusReason.OtherFocusReason)
