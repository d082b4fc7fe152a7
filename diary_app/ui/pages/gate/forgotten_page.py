"""Opening with the recovery code: the code, a new passphrase, or what is left where there is no code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.choose_card import ChooseCard
from diary_app.ui.pages.gate.code_entry import CodeEntry
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.names import NameField
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.labels import Label


class ForgottenPage(GatePage):
    """``given`` carries a code whose lines all hold."""

    given = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        self.add_titles(
            tr("Use your recovery code"),
            tr("It is on the paper that you printed or wrote when you began the diary."),
        )
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        card = self.add_card(760)
        words = tr("Capital or small letters do not matter, nor do hyphens. 0 is a zero and 1 is a one.")
        card.column.addWidget(Label(kit, words, "second", "ink-2"))
        self.entry = CodeEntry(kit)
        self.entry.changed.connect(self._check)
        self.entry.entered.connect(self._go_on)
        card.column.addWidget(self.entry)
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Continue"))
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)
        self._check()

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.entry.begin()

    def stand_as(self, old: ForgottenPage) -> None:
        """What was typed on the same page in another language comes along."""
        self.entry.stand_as(old.entry)

    def refuse(self) -> None:
        """The code is whole and is not this diary's; everything typed stays."""
        title = self.kit.tr("This is not the recovery code of this diary.")
        text = self.kit.tr("A newer code may have taken its place. Please look for the newest paper.")
        self.problem.say(title, text)
        self.problem.show()
        a11y.announce(self, title)
        self.entry.fields[0].control.setFocus()

    def wipe(self) -> None:
        """Forget what was typed."""
        self.entry.wipe()
        self.problem.hide()

    def _check(self) -> None:
        self.problem.hide()
        missing = self.kit.tr("Type all four lines of the code first.")
        self.next_button.rest("" if self.entry.whole else missing)

    def _go_on(self) -> None:
        code = self.entry.code() if self.entry.whole else None
        if isinstance(code, RecoveryCode):
            self.given.emit(code)
        else:
            self.entry.complain()


class NewPassphrasePage(GatePage):
    """``chosen`` carries the new passphrase."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, names: Sequence[str] = (), name: str = "") -> None:
        """``names``: who works there, in a clinic; ``name``: who was about to sign in."""
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        words = tr("It opens the diary from now on. Your recovery code stays the same.")
        if names:
            words = tr("It is for you alone; your colleagues keep theirs. The recovery code stays the same.")
        self.add_titles(tr("Choose a new passphrase"), words)
        self.name = NameField(kit, tr("Your name"), names)
        self.name.put(name)
        self._named = bool(names)
        self.choose = ChooseCard(kit, runner, tr("New passphrase"))
        if names:
            self.name.setContentsMargins(0, 6, 0, 6)
            self.choose.column.insertWidget(1, self.name)
            self.name.changed.connect(lambda _: self._check())
            self.name.entered.connect(lambda: self.choose.first.control.setFocus())
        self.add_card(620, self.choose)
        self.content.addStretch(1)
        self.back_button, self.open_button = self.add_foot(
            tr("Back"), tr("Sign in") if names else tr("Open my diary")
        )
        self.back_button.clicked.connect(self.left)
        self.open_button.clicked.connect(self._go_on)
        self.choose.changed.connect(self._check)
        self.choose.entered.connect(self._go_on)
        self._waiting = False
        self._check()

    @property
    def who(self) -> str:
        """Whose passphrase it is to be; nothing outside of a clinic."""
        return self.name.name if self._named else ""

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.choose.begin()
        if self._named and not self.who:
            self.name.control.setFocus()

    def set_waiting(self, waiting: bool) -> None:
        """While the diary opens nothing can be pressed twice."""
        self._waiting = waiting
        self.let_change_language(not waiting)
        self.note.setText(self.kit.tr("Opening…") if waiting else "")
        if waiting:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self.back_button, self.open_button, self.choose):
            part.setEnabled(not waiting)

    def stand_as(self, old: NewPassphrasePage) -> None:
        """What was typed on the same page in another language comes along."""
        self.name.put(old.name.name)
        self.choose.stand_as(old.choose)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the passphrase; it stays."""
        self.set_waiting(False)
        self.choose.complain(sentence)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.choose.wipe()

    def _check(self) -> None:
        nameless = self.kit.tr("Please choose your name.") if self._named and not self.who else ""
        self.open_button.rest(nameless or self.choose.reason)
        if not nameless:
            self.name.show_error("")

    def _go_on(self) -> None:
        if self._waiting:
            return
        if self._named and not self.who:
            self.name.show_error(self.kit.tr("Please choose your name."))
            self.name.control.setFocus()
            return
        self.choose.go_on(self._finish)

    def _finish(self) -> None:
        self.set_waiting(True)
        self.chosen.emit(self.choose.passphrase)


class NoCodePage(GatePage):
    """The diary has no recovery code: said plainly, with what is left."""

    left = Signal()

    def __init__(self, kit: Kit, clinic: bool) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        self.add_titles(tr("This diary has no recovery code"), "")
        card = self.add_card(760)
        words = [tr("Only its passphrase opens it. Nothing was deleted: it is all still there.")]
        if clinic:
            words += [
                tr("Your clinic has a key of its own and may be able to open it. Please call your clinic.")
            ]
        else:
            words += [
                tr("Take your time and try the passphrases you may have used, in capital and small letters."),
                tr("If you wrote it down, it may lie with your study papers."),
            ]
        self.said = words
        for sentence in words:
            card.column.addWidget(Label(kit, sentence, "body", "ink-2"))
        self.content.addStretch(1)
        _, self.back_button = self.add_foot("", tr("Try the passphrase again"))
        self.back_button.clicked.connect(self.left)

    def open_page(self) -> None:
        """The way back has the focus."""
        self.back_button.setFocus()
