"""Choosing the passphrase and keeping the recovery code (picture 02)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from diary_app.common.clock import Clock
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.choose_card import ChooseCard
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.keep_card import KeepCard
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.task_runner import TaskRunner


class PassphrasePage(GatePage):
    """``chosen`` carries the passphrase once it is strong enough and was typed twice the same."""

    chosen = Signal(str)
    left = Signal()

    def __init__(
        self, kit: Kit, runner: TaskRunner, clock: Clock, code: RecoveryCode, *, clinic: bool = False
    ) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 2, clinic=clinic))
        self.add_size_button()
        title, line = (
            tr("Keep your diary private"),
            tr("You type your passphrase when you open the diary. Only you know it."),
        )
        if clinic:
            title = tr("Keep your patients' data private")
            line = tr("This passphrase is yours alone: it says who you are, and it signs. "
                      "Your colleagues get their own later.")  # fmt: skip
        self.add_titles(title, line)
        self.choose = ChooseCard(kit, runner, tr("1. Choose a passphrase"))
        self.keep = KeepCard(kit, runner, clock, code)
        self.first, self.second = self.choose.first, self.choose.second
        row = self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(24)
        row.addWidget(self.choose, 6)
        row.addWidget(self.keep, 5)
        self.content.addLayout(row)
        self.content.addStretch(1)
        self._fill_foot()
        self.choose.changed.connect(self._check)
        self.choose.entered.connect(self._go_on)
        self._check()
        self._arrange()
        kit.appearance.changed.connect(self._arrange)

    def _fill_foot(self) -> None:
        tr = self.kit.tr
        words = tr("Write the code on paper. Please do not keep it on this computer only.")
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Continue"), note=words)
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)

    def _arrange(self) -> None:
        """At large text the cards stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(down if self.kit.look.large else across)

    def open_page(self) -> None:
        """Typing can begin at once; what was typed before is still there, hidden."""
        self.choose.begin()

    def stand_as(self, old: PassphrasePage) -> None:
        """What was typed on the same page in another language comes along."""
        self.choose.stand_as(old.choose)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.choose.wipe()

    def _check(self) -> None:
        self.next_button.rest(self.choose.reason)

    def _go_on(self) -> None:
        """Go on, or say in place what is missing."""
        self.choose.go_on(lambda: self.chosen.emit(self.choose.passphrase))
