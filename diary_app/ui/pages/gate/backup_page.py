"""A backup is brought back: the secret that opens it, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.code_entry import CodeEntry
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.labels import IconLabel, Label

if TYPE_CHECKING:
    from diary_app.services.way_out import WayOut
    from diary_app.ui.pages.gate.acts import BroughtBack, Typed


class BackupPage(GatePage):
    """Asks for the passphrase or the code of one backup. ``given`` carries it."""

    given = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit, way: WayOut, when: str) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        holds = tr.plural("It holds {n} entry.", "It holds {n} entries.", way.entries)
        facts = kit.sentences(tr("The backup is of {when}.", when=when), holds)
        self.add_titles(tr("Bring back a backup"), facts)
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        card = self.add_card(760)
        words = tr(
            "Please type the passphrase that you had when this backup was made, or your recovery code."
        )
        card.column.addWidget(Label(kit, words, "body", "ink-2"))
        self.field = SecretField(kit, tr("Passphrase"))
        self.field.control.returnPressed.connect(self._go_on)
        self.entry = CodeEntry(kit)
        self.entry.entered.connect(self._go_on)
        self.entry.hide()
        card.column.addWidget(self.field)
        card.column.addWidget(self.entry)
        self.other_button = Button(kit, tr("Use my recovery code instead"), "link", "small", "key-round")
        self.other_button.clicked.connect(self._switch)
        card.column.addWidget(self.other_button)
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Bring it back"), "history")
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)

    def open_page(self) -> None:
        """Typing can begin at once."""
        if self.entry.isHidden():
            self.field.control.setFocus()
        else:
            self.entry.begin()

    def set_waiting(self, waiting: bool) -> None:
        """While the backup is brought back nothing can be pressed twice."""
        self.let_change_language(not waiting)
        self.note.setText(self.kit.tr("Bringing back your diary…") if waiting else "")
        if waiting:
            self.problem.hide()
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self.back_button, self.next_button, self.field, self.entry, self.other_button):
            part.setEnabled(not waiting)

    def refuse(self, title: str, text: str = "") -> None:
        """It was not brought back; what was typed stays."""
        self.set_waiting(False)
        self.problem.say(title, text)
        self.problem.show()
        a11y.announce(self, title)
        if self.entry.isHidden():
            self.field.control.setFocus()
        else:
            self.entry.fields[0].control.setFocus()

    def stand_as(self, old: BackupPage) -> None:
        """What was typed on the same page in another language comes along."""
        if not old.entry.isHidden():
            self._switch()
        self.field.stand_as(old.field)
        self.entry.stand_as(old.entry)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.field.take()
        self.entry.wipe()

    def _switch(self) -> None:
        by_code = self.entry.isHidden()
        self.entry.setVisible(by_code)
        self.field.setVisible(not by_code)
        code, word = self.kit.tr("Use my recovery code instead"), self.kit.tr("Use my passphrase instead")
        self.other_button.set_text(word if by_code else code)
        self.problem.hide()
        self.open_page()

    def _go_on(self) -> None:
        secret: Typed | None
        if self.entry.isHidden():
            secret = self.field.control.text()
            if not secret:
                self.field.show_error(self.kit.tr("Please type your passphrase."))
                self.field.control.setFocus()
                return
            self.field.show_error("")
        else:
            secret = self.entry.code() if self.entry.whole else None
            if secret is None:
                self.entry.complain()
                return
        self.set_waiting(True)
        self.given.emit(secret)


class BroughtBackPage(GatePage):
    """The diary is back: of which moment, what is missing, and where the old files lie."""

    opened = Signal()

    def __init__(self, kit: Kit, done: BroughtBack, when: str) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.brought = done
        self.add_size_button()
        self.add_titles(tr("Your diary is back"), tr("It is as it was on {when}.", when=when))
        card = self.add_card(760)
        card.column.setSpacing(14)
        self.lines: list[Label] = []
        for icon, words in self._facts(done):
            self.lines.append(Label(kit, words, "body", "ink-2"))
            line = QHBoxLayout()
            line.setSpacing(14)
            line.addWidget(IconLabel(kit, icon, "accent", 24), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(self.lines[-1], 1)
            card.column.addLayout(line)
        self.content.addStretch(1)
        _, self.open_button = self.add_foot("", tr("Open my diary"))
        self.open_button.clicked.connect(self._open)

    def _facts(self, done: BroughtBack) -> list[tuple[str, str]]:
        tr = self.kit.tr
        holds = tr.plural("The diary holds {n} entry.", "The diary holds {n} entries.", done.way.entries)
        facts = [("circle-check", holds), ("history", self._missing(done.lost))]
        if done.set_aside is not None:
            words = tr(
                "The old files were not deleted. They were set aside in {folder}", folder=done.set_aside
            )
            facts.append(("folder-open", words))
        return facts

    def _missing(self, lost: int | None) -> str:
        tr = self.kit.tr
        if lost is None:
            return tr("What was written after that may be missing; nobody can tell how much it was.")
        if not lost:
            return tr("Nothing is missing.")
        return tr.plural(
            "{n} entry that was written after that is missing. Please look whether you can write it again.",
            "{n} entries that were written after that are missing. "
            "Please look whether you can write them again.",
            lost,
        )

    def open_page(self) -> None:
        """The way on has the focus."""
        self.open_button.setFocus()

    def _open(self) -> None:
        self.open_button.setEnabled(False)
        self.let_change_language(False)
        self.note.setText(self.kit.tr("Opening…"))
        self.opened.emit()
