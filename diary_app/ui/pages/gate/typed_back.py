"""The code typed back from the paper: what was written down is known to be right before it is needed."""

from __future__ import annotations

from PySide6.QtCore import Signal

from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.code_entry import CodeEntry
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.widgets.labels import Label


class TypedBackPage(GatePage):
    """The code itself is not shown here; ``left`` leads back to where it is."""

    finished = Signal()
    left = Signal()

    def __init__(self, kit: Kit, code: RecoveryCode, *, clinic: bool = False) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 2, clinic=clinic))
        self.add_size_button()
        self.add_titles(
            tr("Type the code from your paper"),
            tr("So you know that what you wrote down or printed is right, and can be read."),
        )
        card = self.add_card(760)
        words = tr("Capital or small letters do not matter, nor do hyphens. 0 is a zero and 1 is a one.")
        card.column.addWidget(Label(kit, words, "second", "ink-2"))
        self.entry = CodeEntry(kit, code)
        self.entry.changed.connect(self._check)
        self.entry.entered.connect(self._go_on)
        card.column.addWidget(self.entry)
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Show the code again"), tr("Continue"))
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)
        self._check()

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.entry.begin()

    def stand_as(self, old: TypedBackPage) -> None:
        """What was typed on the same page in another language comes along."""
        self.entry.stand_as(old.entry)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.entry.wipe()

    def _check(self) -> None:
        missing = self.kit.tr("Type all four lines of the code first.")
        self.next_button.rest("" if self.entry.whole else missing)

    def _go_on(self) -> None:
        if self.entry.whole:
            self.finished.emit()
        else:
            self.entry.complain()
