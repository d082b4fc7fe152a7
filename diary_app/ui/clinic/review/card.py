"""One alert: whose, when, what was measured, what was said at home, and what the clinic did."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from diary_app.domain.protocol import AlertLevel
from diary_app.services.clinic.review import OTHER, ReviewRow
from diary_app.ui.clinic.review import words
from diary_app.ui.clinic.visits.code_words import REVIEWED, options
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.fields import choice_field, text_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed


class AnswerForm(Themed, Card):
    """``saved`` once it can be tried; ``given_up``: nothing is written. ``taking_back``: a reason alone."""

    saved = Signal()
    given_up = Signal()

    def __init__(self, kit: Kit, about: str, *, taking_back: bool = False) -> None:
        super().__init__("plain", (12, 10, 12, 12))
        tr = kit.tr
        self.setProperty("panel", "sunken")
        self.taking_back = taking_back
        self.column.setSpacing(10)
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields.setSpacing(12)
        self.done = choice_field(kit, tr("What was done?"), options(kit, REVIEWED), tr("Choose"))
        self.note = text_field(kit, tr("Reason") if taking_back else tr("Note"), limit=2000)
        if taking_back:
            self.done.hide()
        self._fields.addWidget(self.done, 1)
        self._fields.addWidget(self.note, 2)
        self.column.addLayout(self._fields)
        act = tr("Take it back") if taking_back else tr("Save")
        self.save_button = Button(kit, act, "primary", "small", "check")
        self.save_button.setAccessibleName(f"{self.save_button.text()}: {about}")
        self.back_button = Button(kit, tr("Not now"), size="small")
        self.back_button.setAccessibleName(f"{self.back_button.text()}: {about}")
        self.save_button.clicked.connect(self._save)
        self.back_button.clicked.connect(self.given_up)
        self.note.control.returnPressed.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.follow(kit)

    @property
    def code(self) -> str:
        """What was done; empty while nothing is chosen."""
        return str(self.done.control.currentData() or "")

    @property
    def text(self) -> str:
        """The note, or the reason of a taking back."""
        return self.note.control.text().strip()

    def put(self, code: str, text: str) -> None:
        """Put back what was typed."""
        self.done.control.setCurrentIndex(self.done.control.findData(code))
        self.note.control.setText(text)

    def begin(self) -> None:
        """The focus on the first field."""
        first = self.note if self.taking_back else self.done
        first.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """One field below the other at large text."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._fields.setDirection(down if self.kit.look.large else across)

    def _save(self) -> None:
        tr = self.kit.tr
        unsaid = not self.taking_back and not self.code
        self.done.show_error(tr("Please choose what was done.") if unsaid else "")
        if unsaid:
            self.done.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        needed = self.taking_back or self.code == OTHER
        self.note.show_error(tr("Please say it here.") if needed and not self.text else "")
        if needed and not self.text:
            self.note.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class AlertCard(Themed, Card):
    """``asked``: the form is wanted; ``opened``: the patient is. ``form`` stands below while it is open."""

    asked = Signal()
    opened = Signal()

    def __init__(self, kit: Kit, row: ReviewRow, today: date) -> None:
        super().__init__("plain", (16, 12, 16, 12))
        self.row = row
        self.form: AnswerForm | None = None
        # two rules may be met by one reading: the plan's words tell them apart
        self.about = f"{row.participant}, {words.title(kit, row, today)}, {words.rule_words(kit, row)}"
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(12)
        self._box.addLayout(self._words(kit, row, today), 1)
        self._box.addLayout(self._buttons(kit, row))
        self.column.addLayout(self._box)
        self.setAccessibleName(self.about)
        self.follow(kit)

    def _words(self, kit: Kit, row: ReviewRow, today: date) -> QVBoxLayout:
        tr = kit.tr
        said = QVBoxLayout()
        said.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.patient_button = Button(kit, row.participant, "link", "small")
        self.patient_button.setAccessibleName(tr("Open the patient: {what}", what=self.about))
        self.patient_button.clicked.connect(self.opened)
        urgent = row.level != AlertLevel.CALL_SOON
        kind, icon = ("urgent", "triangle-alert") if urgent else ("due", "circle-alert")
        head.addWidget(self.patient_button)
        head.addWidget(Chip(kit, tr(words.LEVELS[row.level]), kind, icon))
        head.addStretch(1)
        said.addLayout(head)
        said.addWidget(Label(kit, words.title(kit, row, today), "body-strong"))
        shown = kit.tr("The diary's words: {text}", text=words.rule_words(kit, row))
        said.addWidget(Label(kit, shown, "second", "ink-2"))
        said.addWidget(Label(kit, words.said_words(kit, row, today), "second", "ink-2"))
        self.done = Label(kit, words.done_words(kit, row, today), "second-strong")
        said.addWidget(self.done)
        if not self.done.text():
            self.done.hide()
        if row.others:
            said.addWidget(Label(kit, words.others_words(kit, row, today), "second", "ink-2"))
        return said

    def _buttons(self, kit: Kit, row: ReviewRow) -> QVBoxLayout:
        tr = kit.tr
        text = tr("Write what was done") if row.reviewed is None else tr("Take back")
        self.button = Button(kit, text, size="small", icon="pencil" if row.reviewed is None else "undo-2")
        self.button.setAccessibleName(f"{text}: {self.about}")
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout()
        column.addWidget(self.button)
        column.addStretch(1)
        return column

    def show_form(self, form: AnswerForm | None) -> None:
        """Show a form below the alert, or none."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        self.button.setVisible(form is None)
        if form is not None:
            self.column.addSpacing(10)
            self.column.addWidget(form)
            form.show()  # now, so that it can take the focus

    def restyle(self) -> None:
        """The button below the words at large text."""
        large = self.kit.look.large
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        )
