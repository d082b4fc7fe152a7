"""When a diary is there but cannot be opened: say so, keep everything, show the ways out; never a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card
from diary_app.ui.widgets.labels import Label, SpokenLabel

if TYPE_CHECKING:
    from diary_app.services.way_out import WayOut


class ProblemPage(GatePage):
    """One sentence on what happened, and what can be done; for damage the backups."""

    retried = Signal()
    closed = Signal()
    backup_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        self.add_titles(tr("Your diary could not be opened"), "")
        self.banner = Banner(kit, "due", "triangle-alert")
        self.content.addWidget(self.banner)
        self.content.addWidget(self._card())
        self.content.addStretch(1)
        self.close_button = Button(kit, tr("Close the diary"), size="footer")
        self.close_button.clicked.connect(self.closed)
        self.retry_button = Button(kit, tr("Try again"), "primary", "footer")
        self.retry_button.clicked.connect(self.retried)
        self.foot.addWidget(self.close_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.retry_button)

    def _card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (28, 22, 28, 22))
        card.column.setSpacing(12)
        card.column.addWidget(Label(kit, tr("What you can do"), "card-title"))
        self.advice = SpokenLabel(kit, "", "body", "ink-2")
        self.backup_button = Button(kit, "", "primary", "secondary", "history")
        self.backup_button.clicked.connect(self.backup_wanted)
        policy = self.backup_button.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)  # its long words wrap at large text
        self.backup_button.setSizePolicy(policy)
        self.file_button = Button(kit, tr("Choose a backup file…"), size="secondary", icon="folder-open")
        self.file_button.clicked.connect(self.file_wanted)
        self.place = Label(kit, "", "second", "ink-2")
        for part in (self.advice, self.backup_button, self.file_button, self.place):
            card.column.addWidget(part)
        return card

    def say(self, sentence: str, advice: str, folder: str, detail: str = "") -> None:
        """What happened and what helps, without a backup; ``detail`` is for those who help."""
        tr = self.kit.tr
        self.banner.say(sentence, tr("Nothing was changed or deleted. All files are still there."))
        self.advice.setText(advice)
        where = tr("Details: the diary lies in {folder}", folder=folder)
        self.place.setText("\n".join(line for line in (where, detail) if line))
        self.backup_button.hide()
        self.file_button.hide()
        self.retry_button.set_kind("primary")
        self._set_waiting(False)

    def offer(self, way: WayOut | None, when: str) -> None:
        """A damaged diary: the newest good backup if there is one, of ``when``; and any other file."""
        tr = self.kit.tr
        self._set_waiting(False)
        self.file_button.show()
        if way is None:
            self.advice.setText(
                tr(
                    "There is no good backup on this computer. If you have one on a USB stick or in "
                    "another folder, choose it. If not, please leave everything as it is and ask your clinic."
                )
            )
            self._lead_to(self.file_button)
            return
        holds = tr.plural(
            "It holds {n} entry. What you wrote after it may be missing.",
            "It holds {n} entries. What you wrote after it may be missing.",
            way.entries,
        )
        first = tr("The newest good backup is of {when}.", when=when)
        self.advice.setText(self.kit.sentences(first, holds))
        self.backup_button.set_text(tr("Bring back the backup of {when}", when=when))
        self.backup_button.show()
        self.retry_button.set_kind("secondary")
        self._lead_to(self.backup_button)

    def _lead_to(self, button: Button) -> None:
        """The way out has the focus, unless the person is on another page by now."""
        if self.isVisible():
            button.setFocus()

    def look_for_backup(self) -> None:
        """The backups are being read through."""
        self._set_waiting(True, self.kit.tr("Looking for a good backup…"))

    def bring_back(self) -> None:
        """The backup is being brought back."""
        self._set_waiting(True, self.kit.tr("Bringing back your diary…"))

    def refuse(self, sentence: str) -> None:
        """A backup was not brought back; the offer stays."""
        self._set_waiting(False)
        self.banner.say(sentence, self.kit.tr("Nothing was changed or deleted. All files are still there."))
        a11y.announce(self, sentence)
        (self.file_button if self.backup_button.isHidden() else self.backup_button).setFocus()

    def _set_waiting(self, waiting: bool, words: str = "") -> None:
        self.let_change_language(not waiting)
        if waiting:
            self.advice.setText(words)
            self.advice.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        for button in (self.backup_button, self.file_button, self.retry_button, self.close_button):
            button.setEnabled(not waiting)

    def open_page(self) -> None:
        """The safe choice has the focus."""
        if self.retry_button.isEnabled():
            self.retry_button.setFocus()
