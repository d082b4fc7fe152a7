"""When a diary is there but cannot be opened: say so, keep everything, never offer a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card
from diary_app.ui.widgets.labels import Label


class ProblemPage(GatePage):
    """One sentence on what happened, one on what to do."""

    retried = Signal()
    closed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_titles(tr("Your diary could not be opened"), "")
        self.banner = Banner(kit, "due", "triangle-alert")
        self.content.addWidget(self.banner)
        card = Card("plain", (28, 22, 28, 22))
        card.column.setSpacing(10)
        card.column.addWidget(Label(kit, tr("What you can do"), "card-title"))
        self.advice = Label(kit, "", "body", "ink-2")
        card.column.addWidget(self.advice)
        self.place = Label(kit, "", "second", "ink-3")
        card.column.addWidget(self.place)
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.retry_button = Button(kit, tr("Try again"), "primary", "footer")
        self.retry_button.clicked.connect(self.retried)
        self.close_button = Button(kit, tr("Close the diary"), size="footer")
        self.close_button.clicked.connect(self.closed)
        self.foot.addWidget(self.close_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.retry_button)

    def say(self, sentence: str, folder: str, detail: str = "") -> None:
        """What happened, and where the files are; ``detail`` is for those who help."""
        tr = self.kit.tr
        self.banner.say(sentence, tr("Nothing was changed or deleted. All files are still there."))
        self.advice.setText(
            tr(
                "Close other windows of the diary and try again. "
                "If it still does not open, ask your clinic for help and show them this page."
            )
        )
        where = tr("Details: the diary lies in {folder}", folder=folder)
        self.place.setText("\n".join(line for line in (where, detail) if line))

    def open_page(self) -> None:
        """The safe choice has the focus."""
        self.retry_button.setFocus()
