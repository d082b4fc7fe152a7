"""Why a questionnaire is missing: asked in place, above the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.domain.writing.not_done import OTHER, REASONS
from diary_app.services.clinic.study import MissingForm
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import choice_field, text_field
from diary_app.ui.widgets.labels import Label


class ReasonForm(Card):
    """``wanted`` carries a record line with its participant; ``given_up`` that nothing is to be written."""

    wanted = Signal(dict)
    given_up = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__("info", (16, 12, 16, 12))
        self._kit = kit
        self.row: MissingForm | None = None
        tr = kit.tr
        self.column.setSpacing(8)
        self.title = Label(kit, "", "small-title")
        self.reason = choice_field(
            kit, tr("Why is it missing?"), [(code, tr(text)) for code, text in REASONS.items()], tr("Choose")
        )
        self.reason.narrow(420)
        self.note = text_field(kit, tr("Note"))
        self.save = Button(kit, tr("Write down the reason"), kind="primary")
        self.save.clicked.connect(self._want)
        self.cancel = Button(kit, tr("Not now"))
        self.cancel.clicked.connect(self.given_up)
        for part in (self.title, self.reason, self.note):
            self.column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def ask(self, row: MissingForm) -> None:
        """Ask about one questionnaire."""
        if row == self.row and self.touched:
            return
        self.row = row
        words = self._kit.tr("{participant}, questionnaire planned for {day}",
                             participant=row.participant, day=self._kit.long_date(row.target))  # fmt: skip
        self.title.setText(words)
        self.reason.control.setCurrentIndex(-1)
        self.note.control.clear()
        self.reason.show_error("")
        self.note.show_error("")

    @property
    def touched(self) -> bool:
        """Whether something is chosen or typed."""
        return bool(self.reason.control.currentData() or self.note.control.text().strip())

    def clear(self) -> None:
        """Nothing of it is to be written."""
        self.row = None
        self.reason.control.setCurrentIndex(-1)
        self.note.control.clear()

    def focus(self) -> None:
        """The list of reasons takes it."""
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want(self) -> None:
        code, note = self.reason.control.currentData(), self.note.control.text().strip()
        tr = self._kit.tr
        self.reason.show_error("" if code else tr("Please choose a reason."))
        self.note.show_error(tr("Please say which reason.") if code == OTHER and not note else "")
        if self.row is None or not code or (code == OTHER and not note):
            return
        line = {
            "kind": "qlq_not_done",
            "participant": self.row.participant,
            "day": self.row.target.isoformat(),
            "reason": code,
        }
        self.wanted.emit(line | ({"note": note} if note else {}))
