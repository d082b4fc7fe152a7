"""The section "People" of the clinic's Settings: who works here, added and retired."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.domain.clinic.account import Account
from diary_app.ui import a11y
from diary_app.ui.clinic.role_words import ROLE_LINES, ROLE_WORDS
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import divider


@dataclass(frozen=True, slots=True)
class Staff:
    """What the section shows, as the worker found it. ``cut_off``: who has no passphrase yet."""

    accounts: list[Account]
    retired: list[Account]
    cut_off: set[str]


class PeopleSection(Section):
    """Every person a row; ``step_wanted`` asks the page for a step by name."""

    step_wanted = Signal(str)

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, kit.tr("People"))
        self._runner, self._session = runner, session
        self.about = Row(kit, kit.tr("Who works here"))
        self.result = self.about.result
        self.add_button: Button = self.about.add_button(kit.tr("Add a person…"), "user-plus")
        self.add_button.clicked.connect(lambda: self.step_wanted.emit("person"))
        self.add_row(self.about)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.column.addWidget(self._list)
        self.rows: dict[str, Row] = {}
        self.retire_buttons: dict[str, Button] = {}

    def load(self) -> None:
        """Learn who works here."""
        staff = self._session.store.staff

        def look() -> Staff:
            accounts = staff.accounts()
            return Staff(accounts, staff.retired(), {a.id for a in accounts if not staff.can_sign_in(a)})

        self._runner.run(look, self._show, self._failed)

    def _show(self, found: Staff) -> None:
        own = self._session.store.staff.signed_in()
        leads = own is not None and own.manages
        self.about.say(self._words(found, leads=leads))
        self.add_button.setVisible(leads or not found.accounts)
        self._clear()
        for account in found.accounts:
            self._add_person(account, own, cut_off=account.id in found.cut_off, leads=leads)
        if found.retired:
            names = self.kit.listed(account.name for account in found.retired)
            self._put(Row(self.kit, self.kit.tr("Retired"), names))

    def _words(self, found: Staff, *, leads: bool) -> str:
        tr = self.kit.tr
        if not found.accounts:
            return tr(
                "Everybody uses one passphrase here, and the log cannot tell who it was. Add yourself first: "
                "you keep this passphrase, and everybody else gets their own."
            )
        if leads:
            return tr("Everybody has a passphrase of their own. It says who they are, and it signs.")
        return tr("A coordinator or an investigator adds and retires people.")

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self.retire_buttons = {}, {}

    def _put(self, row: Row) -> None:
        self._rows.addWidget(divider())
        self._rows.addWidget(row)
        self.kit.appearance.dress(row)

    def _add_person(self, account: Account, own: Account | None, *, cut_off: bool, leads: bool) -> None:
        tr = self.kit.tr
        words = self.kit.sentences(
            tr("{role}.", role=tr(ROLE_WORDS[account.role])), tr(ROLE_LINES[account.role])
        )
        if account == own:
            words = self.kit.sentences(words, tr("That is you."))
        row = self.rows[account.id] = Row(self.kit, account.name, words)
        if cut_off:
            row.mark("circle-alert")
            row.say(tr("Adding this person was cut off: they have no passphrase. Add them once more, "
                       "with the same name and role."))  # fmt: skip
        if leads:
            button = self.retire_buttons[account.id] = row.add_button(tr("Retire…"), "user")
            button.clicked.connect(partial(self._ask, account))
        self._put(row)

    # -- retiring --------------------------------------------------------------

    def _ask(self, account: Account) -> None:
        tr = self.kit.tr
        title = tr("Retire {name}?", name=account.name)
        text = tr(
            "Their passphrase opens this store no longer, and the name is not given again. "
            "All that they wrote and signed stays. Backups made until now still open with their passphrase."
        )
        dialog = Confirm(self.kit, self.window(), title, text, tr("Go back"), tr("Retire"))
        sure = dialog.exec()
        dialog.deleteLater()
        if sure and still_open(self):
            staff = self._session.store.staff
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._runner.run(lambda: staff.retire(account.id), lambda _: self._retired(account), self._failed)

    def _retired(self, account: Account) -> None:
        if self._session.store.staff.signed_in() is None:
            self.kit.commands.lock_requested.emit()  # they retired themselves
            return
        said = self.kit.tr("{name} is retired.", name=account.name)
        self.result.say(said)
        self.load()

    def _failed(self, error: Exception) -> None:
        sentence = sentence_for(self.kit, error)
        self.result.say(sentence, "bad")
        a11y.announce(self, sentence)
