"""Choosing the passphrase (picture 02; the recovery code is not part of this version)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.pages.gate.strength import ENOUGH, StrengthBar, strength
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, Label


class PassphrasePage(GatePage):
    """Asks for a passphrase twice. ``chosen`` carries it once it is strong enough and the same."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 2))
        self.add_size_button()
        self.add_titles(
            tr("Keep your diary private"),
            tr("You type your passphrase when you open the diary. Only you know it."),
        )
        row = self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(24)
        row.addWidget(self._choose_card(), 6)
        row.addWidget(self._keep_card(), 5)
        self.content.addLayout(row)
        self.content.addStretch(1)
        self.back_button = Button(kit, tr("Back"), size="footer", icon="arrow-left")
        self.back_button.clicked.connect(self.left)
        self.next_button = Button(kit, tr("Continue"), "primary", "footer", "arrow-right", icon_after=True)
        self.next_button.setMinimumWidth(200)
        self.next_button.clicked.connect(self._go_on)
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.next_button)
        self._reason = ""
        self._check()
        self._arrange()
        kit.appearance.changed.connect(self._arrange)

    def _arrange(self) -> None:
        """At large text the cards stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(down if self.kit.look.large else across)

    def _choose_card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (28, 26, 28, 26))
        card.column.setSpacing(8)
        card.column.addWidget(Label(kit, tr("1. Choose a passphrase"), "card-title"))
        words = tr("Four ordinary words are easy to remember and hard to guess.")
        card.column.addWidget(Label(kit, words, "second", "ink-2"))
        card.column.addSpacing(10)
        self.first = SecretField(kit, tr("Passphrase"))
        self.second = SecretField(kit, tr("Type it once more"), with_button=False)
        self._bar = StrengthBar(kit)
        self._verdict = Label(kit, "", "second-strong", "ink-3")
        self._same = Label(kit, "", "second-strong", "accent")
        meter = QHBoxLayout()
        meter.setSpacing(14)
        meter.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        meter.addWidget(self._verdict, 1)
        card.column.addWidget(self.first)
        card.column.addLayout(meter)
        card.column.addSpacing(10)
        card.column.addWidget(self.second)
        card.column.addWidget(self._same)
        card.column.addStretch(1)
        for field in (self.first, self.second):
            field.control.textChanged.connect(self._check)
            field.control.returnPressed.connect(self._enter)
        return card

    def _keep_card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (28, 26, 28, 26))
        card.column.setSpacing(12)
        card.column.addWidget(Label(kit, tr("2. Keep it safe"), "card-title"))
        lines = (
            ("key-round", tr("Without the passphrase nobody can open the diary, not even your clinic.")),
            ("pencil", tr("Write it on paper and keep the paper in a safe place.")),
            ("lock", tr("Please do not keep it on this computer.")),
        )
        for icon, words in lines:
            line = QHBoxLayout()
            line.setSpacing(14)
            line.addWidget(IconLabel(kit, icon, "accent", 24), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(kit, words, "body", "ink-2"), 1)
            card.column.addLayout(line)
        card.column.addStretch(1)
        return card

    def open_page(self) -> None:
        """Typing can begin at once; what was typed before is still there, hidden."""
        self.first.show_text(False)
        self.first.control.setFocus()

    def wipe(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.second):
            field.control.clear()
            field.show_text(False)

    def _check(self) -> None:
        tr = self.kit.tr
        value = strength(self.first.control.text())
        self._bar.set_strength(value)
        strong = value >= ENOUGH
        self._verdict.setText(
            tr("Strong enough")
            if strong
            else tr("Make it longer")
            if value or self.first.control.text()
            else ""
        )
        self._verdict.set_tone("accent" if strong else "ink-3")
        same = self.first.control.text() == self.second.control.text()
        self._same.setText(tr("Same") if same and strong else "")
        if strong:
            self.first.show_error("")
        if same:
            self.second.show_error("")
        reason = tr("Choose a longer passphrase first.") if not strong else ""
        self._reason = reason or ("" if same else tr("Type the same passphrase twice."))
        self.next_button.rest(self._reason)

    def _enter(self) -> None:
        """Enter goes to the next field, then on."""
        if self.first.control.hasFocus() and not self.second.control.text() and self._strong():
            self.second.control.setFocus()
        else:
            self._go_on()

    def _strong(self) -> bool:
        return strength(self.first.control.text()) >= ENOUGH

    def _go_on(self) -> None:
        """Go on, or say in place what is missing."""
        if not self._reason:
            self.chosen.emit(self.first.control.text())
        elif not self._strong():
            self._complain(self.first, self._reason)
        elif not self.second.control.text():
            self._complain(self.second, self._reason)
        else:
            self._complain(self.second, self.kit.tr("The two are not the same. Please type it again."))

    def _complain(self, field: SecretField, sentence: str) -> None:
        field.show_error(sentence)
        field.control.setFocus()
        a11y.announce(self, sentence)
