"""The step of the clinic's Settings in which a person is added."""

from __future__ import annotations

from PySide6.QtCore import Qt

from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import MANAGING, ROLES
from diary_app.ui import a11y
from diary_app.ui.clinic.role_words import ROLE_WORDS
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.choose_card import ChooseCard
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.pages.settings.step import SettingStep
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import choice_field, text_field

_LONGEST = 80


class AddPersonStep(SettingStep):
    """Name and role, a passphrase for them, and the passphrase of whoever adds them.

    The first person of a store keeps the passphrase that it has: none is chosen then.
    """

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings) -> None:
        tr = kit.tr
        self._first = session.store.staff.signed_in() is None
        line = tr("Let the person type their passphrase themselves. They can change it later, in Settings.")
        if self._first:
            line = tr("You are the first: you keep the passphrase that opens this store now.")
        super().__init__(kit, tr("Add yourself") if self._first else tr("Add a person"), line, tr("Add now"))
        self._runner, self._session, self._at = runner, session, at
        self.body.addWidget(self._who_card())
        self.choose = ChooseCard(kit, runner, tr("Their passphrase"))
        self.body.addWidget(self.choose)
        self.choose.setVisible(not self._first)
        self.body.addWidget(self._own_card())
        self.body.addStretch(1)
        self.acted.connect(self._act)

    def _who_card(self) -> Card:
        tr = self.kit.tr
        card = Card("plain", (28, 22, 28, 22))
        card.column.setSpacing(16)
        self.name = text_field(self.kit, tr("Name of the person"), tr("As the log is to say it."), _LONGEST)
        roles = [role for role in ROLES if not self._first or role in MANAGING]
        options = [(role.value, tr(ROLE_WORDS[role])) for role in roles]
        self.role = choice_field(self.kit, tr("Role"), options, tr("Choose…"))
        card.column.addWidget(self.name)
        card.column.addWidget(self.role)
        self.name.control.textEdited.connect(lambda _: self.name.show_error(""))
        self.name.control.returnPressed.connect(self.role.control.setFocus)
        self.role.control.currentIndexChanged.connect(lambda _: self.role.show_error(""))
        return card

    def _own_card(self) -> Card:
        card = Card("plain", (28, 22, 28, 22))
        self.own = SecretField(
            self.kit, self.kit.tr("Your own passphrase"), self.kit.tr("Yours, who adds them.")
        )
        if self._first:
            self.own = SecretField(self.kit, self.kit.tr("Passphrase of this store"))
        self.own.control.textEdited.connect(lambda _: self.own.show_error(""))
        self.own.control.returnPressed.connect(self.acted)
        self.choose.entered.connect(self.own.control.setFocus)
        card.column.addWidget(self.own)
        return card

    def begin(self) -> None:
        """Typing can begin with the name."""
        self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Forget every secret that was typed."""
        self.own.take()
        self.own.show_text(False)
        self.choose.wipe()

    def _act(self) -> None:
        if self.waiting or self._incomplete():
            return
        if self._first:
            self._ask_own()
        else:
            self.choose.go_on(self._ask_own)

    def _incomplete(self) -> bool:
        """Whether name or role is missing; it is said there."""
        tr = self.kit.tr
        if not self.name.control.text().strip():
            self.name.show_error(tr("Type the person's name first."))
            self.name.control.setFocus()
        elif self.role.control.currentData() is None:
            self.role.show_error(tr("Choose a role first."))
            self.role.control.setFocus()
        else:
            return False
        return True

    def _ask_own(self) -> None:
        if self.own.control.text():
            self._add()
        else:
            self._complain(self.kit.tr("Please type your own passphrase."))

    def _add(self) -> None:
        name, role = self.name.control.text().strip(), str(self.role.control.currentData())
        own, new = self.own.control.text(), None if self._first else self.choose.passphrase
        staff, cost = self._session.store.staff, self._at.cost
        self.set_waiting(self.kit.tr("Adding {name}…", name=name))

        def add() -> None:
            from diary_app.services.ways_in import strength

            if new is not None and not strength(new, [name]).enough:
                raise DoesNotFit(N_("This passphrase is too easy to guess. Please choose another one."))
            staff.add(name, role, new, secret=own, cost=cost)

        self._runner.run(add, lambda _: self._added(name), self._refused)

    def _added(self, name: str) -> None:
        self.set_waiting("")
        self.wipe()
        self.done.emit(self.kit.tr("{name} can sign in from now on.", name=name))

    def _refused(self, error: Exception) -> None:
        self.set_waiting("")
        if self.left_behind:
            self.refused.emit(self.kit.tr("Nobody was added."), sentence_for(self.kit, error))
        elif isinstance(error, WrongPassphrase):
            self._complain(self.kit.tr("That did not match. Please try again."))
        else:
            self.result.say(sentence_for(self.kit, error), "bad")
            self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, sentence: str) -> None:
        self.own.show_error(sentence)
        self.own.control.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self.own, sentence)
