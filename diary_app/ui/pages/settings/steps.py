"""The steps: another passphrase, a new recovery code, opening without asking."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.choose_card import ChooseCard
from diary_app.ui.pages.gate.code_entry import CodeEntry
from diary_app.ui.pages.gate.keep_card import KeepCard
from diary_app.ui.pages.settings.step import OldSecretField, Step
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label

RISK = N_("Whoever can use your account on this computer can then read the diary.")


class PassphraseStep(Step):
    """The old one, the new one twice. ``done`` fires when the new one is in force.

    ``refused`` carries title and text when it is not, and the step was left before that was known.
    """

    done = Signal(str)
    refused = Signal(str, str)
    left_behind = False

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        tr = kit.tr
        line = tr("The recovery code stays the same. Backups made until now open with the old passphrase.")
        super().__init__(kit, tr("Choose another passphrase"), line, tr("Change it"))
        self._runner, self._session, self._at = runner, session, at
        card = Card("plain", (28, 22, 28, 22))
        self.old = OldSecretField(kit)
        card.column.addWidget(self.old)
        self.body.addWidget(card)
        self.choose = ChooseCard(kit, runner, tr("The new passphrase"))
        self.body.addWidget(self.choose)
        self.body.addStretch(1)
        self.old.control.returnPressed.connect(self.choose.first.control.setFocus)
        self.choose.changed.connect(self._check)
        self.choose.entered.connect(self.acted)
        self.old.control.textChanged.connect(self._check)
        self.acted.connect(self._act)
        self._check()

    def begin(self) -> None:
        """Typing can begin with the old one."""
        self.old.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.old.take()
        self.old.show_text(False)
        self.choose.wipe()

    def _missing(self) -> str:
        return "" if self.old.control.text() else self.kit.tr("Type your passphrase until now first.")

    def _check(self) -> None:
        self.act_button.rest(self._missing() or self.choose.reason)

    def _act(self) -> None:
        if not self.act_button.isEnabled():
            return
        if self._missing():
            complain(self.old, self._missing())
        else:
            self.old.show_error("")
            self.choose.go_on(self._change)

    def _change(self) -> None:
        old, new = self.old.secret(), self.choose.passphrase
        access, about = self._session.store.access, [self._session.participant]
        self.set_waiting(self.kit.tr("Changing the passphrase…"))

        def change() -> None:
            from diary_app.services.ways_in import strength

            if not strength(new, about).enough:
                raise DoesNotFit(N_("This passphrase is too easy to guess. Please choose another one."))
            access.change_passphrase(old, new, cost=self._at.cost)

        self._runner.run(change, lambda _: self._changed(), self._refused)

    def _changed(self) -> None:
        self.set_waiting("")
        self.wipe()
        self.done.emit(self.kit.tr("The passphrase is changed."))

    def _refused(self, error: Exception) -> None:
        self.set_waiting("")
        if self.left_behind:
            self.refused.emit(self.kit.tr("The passphrase is not changed."), sentence_for(self.kit, error))
        elif isinstance(error, WrongPassphrase):
            complain(self.old, self.kit.tr("That did not match. Please try again."))
        elif isinstance(error, DoesNotFit):
            self.choose.complain(sentence_for(self.kit, error))
        else:
            self.result.say(sentence_for(self.kit, error), "bad")
            self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)


class RecoveryStep(QStackedWidget):
    """A new code shown, printed or saved; then typed back with the passphrase, and only then it counts.

    ``first``: the diary has none yet.
    """

    left = Signal()
    done = Signal(str)
    refused = Signal(str, str)
    left_behind = False

    def __init__(
        self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings, *, first: bool = False
    ) -> None:
        super().__init__()
        self.kit, self._runner, self._session, self._first = kit, runner, session, first
        self._code = RecoveryCode.new()
        tr = kit.tr
        line = tr("Print it or write it down. The older code counts until you have typed this one.")
        if first:
            line = tr("Print it or write it down. It counts once you have typed it back.")
        self.show_step = Step(kit, tr("A new recovery code"), line, tr("Continue"), "arrow-right")
        self.keep = KeepCard(kit, runner, at.clock, self._code, tr("Your new recovery code"))
        self.show_step.body.addWidget(self.keep)
        self.show_step.body.addStretch(1)
        self.type_step = self._typed_back()
        self.addWidget(self.show_step)
        self.addWidget(self.type_step)
        self.show_step.left.connect(self.left)
        self.show_step.acted.connect(self._to_typing)
        self.type_step.left.connect(lambda: self.setCurrentWidget(self.show_step))
        self.type_step.acted.connect(self._act)

    def _typed_back(self) -> Step:
        tr = self.kit.tr
        line = tr("So you know that what you wrote down or printed is right, and can be read.")
        step = Step(self.kit, tr("Type the code from your paper"), line, tr("Use this code"))
        card = Card("plain", (28, 22, 28, 22))
        card.column.setSpacing(18)
        self.entry = CodeEntry(self.kit, self._code)
        self.old = OldSecretField(self.kit)
        card.column.addWidget(self.entry)
        card.column.addWidget(self.old)
        step.body.addWidget(card)
        step.body.addStretch(1)
        self.entry.entered.connect(self.old.control.setFocus)
        self.old.control.returnPressed.connect(step.acted)
        return step

    def begin(self) -> None:
        """The code is in view; the way to keep it has the focus."""
        self.keep.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def waiting(self) -> bool:
        """For what comes of the act."""
        return self.type_step.waiting

    def wipe(self) -> None:
        """Forget what was typed."""
        self.entry.wipe()
        self.old.take()

    def _to_typing(self) -> None:
        self.setCurrentWidget(self.type_step)
        self.entry.begin()

    def _act(self) -> None:
        if not self.type_step.act_button.isEnabled():
            return
        if not self.entry.whole:
            self.entry.complain()
            return
        if not self.old.control.text():
            complain(self.old, self.kit.tr("Type your passphrase first."))
            return
        self.old.show_error("")
        secret, code, access = self.old.secret(), self._code, self._session.store.access
        self.type_step.set_waiting(self.kit.tr("Keeping the new code…"))
        self._runner.run(
            lambda: access.keep_recovery_code(secret, code), lambda _: self._kept(), self._refused
        )

    def _kept(self) -> None:
        self.type_step.set_waiting("")
        self.wipe()
        said = self.kit.tr("The new recovery code counts. Please destroy the old paper.")
        self.done.emit(self.kit.tr("The recovery code counts from now on.") if self._first else said)

    def _refused(self, error: Exception) -> None:
        self.type_step.set_waiting("")
        if self.left_behind:
            title = self.kit.tr("The new recovery code does not count; the older one does.")
            title = self.kit.tr("The recovery code does not count.") if self._first else title
            self.refused.emit(title, sentence_for(self.kit, error))
        elif isinstance(error, WrongPassphrase):
            complain(self.old, self.kit.tr("That did not match. Please try again."))
        else:
            self.type_step.result.say(sentence_for(self.kit, error), "bad")
            self.type_step.act_button.setFocus(Qt.FocusReason.OtherFocusReason)


class WithoutAskingStep(Step):
    """The passphrase once more, and from then on this computer's keychain opens the diary."""

    done = Signal(str)
    refused = Signal(str, str)
    left_behind = False

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        tr = kit.tr
        super().__init__(kit, tr("Open without asking on this computer"), tr(RISK), tr("Open without asking"))
        self._runner, self._session, self._at = runner, session, at
        card = Card("plain", (28, 22, 28, 22))
        self.old = OldSecretField(kit)
        words = tr("Your passphrase opens the diary as before.")
        card.column.setSpacing(12)
        card.column.addWidget(self.old)
        card.column.addWidget(Label(kit, words, "second", "ink-2"))
        holder = QVBoxLayout()
        holder.addWidget(card)
        self.body.addLayout(holder)
        self.body.addStretch(1)
        self.old.control.returnPressed.connect(self.acted)
        self.acted.connect(self._act)

    def begin(self) -> None:
        """Typing can begin."""
        self.old.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.old.take()
        self.old.show_text(False)

    def _act(self) -> None:
        if not self.act_button.isEnabled():
            return
        if not self.old.control.text():
            complain(self.old, self.kit.tr("Type your passphrase first."))
            return
        self.old.show_error("")
        secret, access, keychain = self.old.secret(), self._session.store.access, self._at.keychain_to_keep
        self.set_waiting(self.kit.tr("One moment…"))

        def keep() -> None:
            found = keychain()
            if found is None:
                raise DoesNotFit(N_("This computer has no keychain that keeps secrets."))
            access.open_without_asking(secret, found)

        self._runner.run(keep, lambda _: self._kept(), self._refused)

    def _kept(self) -> None:
        self.set_waiting("")
        self.wipe()
        self.done.emit(self.kit.tr("From now on the diary opens without asking on this computer."))

    def _refused(self, error: Exception) -> None:
        self.set_waiting("")
        if self.left_behind:
            title = self.kit.tr("The diary still asks for its passphrase on this computer.")
            self.refused.emit(title, sentence_for(self.kit, error))
        elif isinstance(error, WrongPassphrase):
            complain(self.old, self.kit.tr("That did not match. Please try again."))
        else:
            self.result.say(sentence_for(self.kit, error), "bad")
            self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)


def complain(field: OldSecretField, sentence: str) -> None:
    """Say at the field what is wrong; the focus goes there."""
    field.show_error(sentence)
    field.control.setFocus(Qt.FocusReason.OtherFocusReason)
    a11y.announce(field, sentence)
