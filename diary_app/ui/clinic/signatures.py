"""The signatures under a record, whether they still hold, and the way to sign it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from diary_app.domain.clinic.signature import Signature
from diary_app.domain.days import find_zone
from diary_app.domain.log.entry import Role
from diary_app.ui.clinic.role_words import ROLE_WORDS
from diary_app.ui.clinic.sign_dialog import ask_to_sign, can_sign, meaning_words
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.settings.section import Result
from diary_app.ui.pages.settings.words import day_and_time
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import IconLabel, Label


class SignaturesPanel(QWidget):
    """``signed`` fires when one was added: what is shown around may be another one now."""

    signed = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__()
        self._kit, self._runner, self._session = kit, runner, session
        self._record = self._what = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = Label(kit, kit.tr("Signatures"), "small-title")
        column.addWidget(self.title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column.addLayout(self._lines)
        self.result = Result(kit)
        column.addWidget(self.result)
        self.button = Button(kit, kit.tr("Sign this record…"), size="small", icon="file-pen-line")
        self.button.clicked.connect(self._sign)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 6, 6, 6)  # room for the ring of the focus
        foot.addWidget(self.button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.words: list[str] = []
        self.hide()

    def load(self, record_id: str, what: str, *, signable: bool = True) -> None:
        """Show the signatures under a record; ``what``: the words for it. Hidden where there is no record.

        ``signable``: it can be signed; one that was undone only shows its signatures, broken.
        """
        self._record, self._what = record_id, what
        self.result.say("")
        self.setVisible(bool(record_id))
        self.button.setVisible(signable and can_sign(self._session))
        if record_id:
            staff = self._session.store.staff
            self._runner.run(lambda: staff.signatures(record_id), self._show, self._failed)

    def _show(self, found: list[Signature]) -> None:
        if not isValid(self):
            return
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.words = [self._line(each) for each in found]
        for each, words in zip(found, self.words, strict=True):
            self._lines.addWidget(self._row(words, holds=each.holds))
        if not found:
            self._lines.addWidget(
                Label(self._kit, self._kit.tr("Nobody has signed this."), "second", "ink-2")
            )

    def _line(self, each: Signature) -> str:
        kit, tr = self._kit, self._kit.tr
        role = tr(ROLE_WORDS[Role(each.role)]) if each.role in set(ROLE_WORDS) else each.role
        told = tr(
            "{when}: {name}, {role}: {meaning}.",
            when=day_and_time(kit, each.at, find_zone(each.zone)),
            name=each.name,
            role=role,
            meaning=meaning_words(kit, each.meaning),
        )
        broken = tr("It no longer holds: the record was changed after it was signed.")
        return told if each.holds else kit.sentences(told, broken)

    def _row(self, words: str, *, holds: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon, tone = ("check", "accent") if holds else ("circle-alert", "due")
        line.addWidget(IconLabel(self._kit, icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(self._kit, words, "second", "ink" if holds else "due"), 1)
        self._kit.appearance.dress(row)
        return row

    def _sign(self) -> None:
        signed = ask_to_sign(self._kit, self, self._runner, self._session, self._record, self._what)
        if signed and still_open(self):
            self.signed.emit()

    def _failed(self, error: Exception) -> None:
        self.result.say(sentence_for(self._kit, error), "bad")
