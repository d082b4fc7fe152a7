"""Signing a record: what it means, and the passphrase once more.

Any page of the clinic asks: ``if ask_to_sign(kit, self, runner, session, entry_id, "Visit, 19 June"): ...``
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.ui import a11y
from diary_app.ui.dialogs.confirm import Dialog
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.fields import choice_field
from diary_app.ui.widgets.labels import Label, SpokenLabel

MEANING_WORDS: Mapping[str, str] = {
    "reviewed": N_("I reviewed this"),
    "entered": N_("I entered this"),
    "approved": N_("I approve this decision"),
}


def meaning_words(kit: Kit, meaning: str) -> str:
    """What a signature means, in words; an own text stands as it is."""
    return kit.tr(MEANING_WORDS[meaning]) if meaning in MEANING_WORDS else meaning


def can_sign(session: Session) -> bool:
    """Whether somebody is signed in who may sign."""
    account = session.store.staff.signed_in()
    return account is not None and not account.reads_only


def ask_to_sign(
    kit: Kit, parent: QWidget, runner: TaskRunner, session: Session, record_id: str, what: str
) -> bool:
    """Open the dialog over ``parent``'s window; whether the record was signed. ``what``: its words."""
    dialog = SignDialog(kit, parent.window(), runner, session, record_id, what)
    done = dialog.exec() == SignDialog.DialogCode.Accepted
    dialog.deleteLater()
    return done


class SignDialog(Dialog):
    """``signed`` carries the signature's entry id; the dialog is then accepted."""

    signed = Signal(str)

    def __init__(
        self, kit: Kit, parent: QWidget, runner: TaskRunner, session: Session, record_id: str, what: str
    ) -> None:
        """``what``: the words for the record, for instance "Visit, 19 June 2026"."""
        tr = kit.tr
        super().__init__(kit, parent, tr("Sign a record"))
        self._runner, self._session, self._record = runner, session, record_id
        account = session.store.staff.signed_in()
        self.what = SpokenLabel(kit, what, "body-strong")
        self.body.addWidget(self.what)
        words = tr("A later change stays possible and breaks the signature, visibly.")
        self.body.addWidget(Label(kit, words, "second", "ink-2"))
        options = [(code, tr(text)) for code, text in MEANING_WORDS.items()]
        self.meaning = choice_field(kit, tr("What it means"), options, tr("Choose…"))
        self.passphrase = SecretField(
            kit,
            tr("Your passphrase once more"),
            tr("You sign as {name}.", name=account.name if account else ""),
        )
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.passphrase)
        self.add_buttons(tr("Cancel"), tr("Sign it"))
        self.act_button.clicked.disconnect(self.accept)
        self.act_button.clicked.connect(self._sign)
        self.safe_button.setAutoDefault(False)
        self.act_button.setAutoDefault(False)
        self.passphrase.control.returnPressed.connect(self._sign)
        self.meaning.control.currentIndexChanged.connect(lambda _: self.meaning.show_error(""))
        self.meaning.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._waiting = False

    def _sign(self) -> None:
        if self._waiting:
            return
        meaning = self.meaning.control.currentData()
        if meaning is None:
            self.meaning.show_error(self.kit.tr("Choose what your signature means first."))
            self.meaning.control.setFocus()
            self._fit()
            return
        if not self.passphrase.control.text():
            self._complain(self.kit.tr("Please type your passphrase."))
            return
        self.passphrase.show_error("")
        self.passphrase.show_text(False)
        secret, record, staff = self.passphrase.take(), self._record, self._session.store.staff
        self._set_waiting(True)
        self._runner.run(lambda: staff.sign(record, meaning, secret), self._was_signed, self._was_not_signed)

    def _set_waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        if waiting:
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        for part in (self.safe_button, self.act_button, self.meaning, self.passphrase):
            part.setEnabled(not waiting)
        self.act_button.set_text(self.kit.tr("Signing…") if waiting else self.kit.tr("Sign it"))

    def _was_signed(self, entry_id: str) -> None:
        if not isValid(self):
            return  # the store was locked meanwhile; it is signed
        a11y.announce(self.parentWidget() or self, self.kit.tr("Signed."))
        self.signed.emit(entry_id)
        self.accept()

    def _was_not_signed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._set_waiting(False)
        if isinstance(error, WrongPassphrase):
            self._complain(self.kit.tr("That did not match. Please try again."))
        else:
            self._complain(sentence_for(self.kit, error))

    def _complain(self, sentence: str) -> None:
        self.passphrase.show_error(sentence)
        self.passphrase.control.setFocus()
        self._fit()

    def _fit(self) -> None:
        """As high as its words, also once one of them was wrong."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setMinimumHeight(max(self.minimumHeight(), layout.totalHeightForWidth(self.width())))

    def reject(self) -> None:
        """Nothing typed stays behind, and locking always closes it; what is being signed then is signed."""
        self.passphrase.take()
        super().reject()
