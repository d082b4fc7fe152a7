"""Why a questionnaire is missing: asked in place, above the list, and corrected there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.domain.writing.not_done import OTHER, REASONS
from diary_app.services.clinic.study import MissingForm
from diary_app.ui.clinic.study.acts import Asked
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import choice_field, text_field
from diary_app.ui.widgets.labels import Label


class ReasonForm(Card):
    """``wanted``: what stands in it is to be written; ``given_up`` that nothing is."""

    wanted = Signal()
    given_up = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__("info", (16, 12, 16, 12))
        self._kit = kit
        self.asked: Asked | None = None
        tr = kit.tr
        self.column.setSpacing(8)
        self.title = Label(kit, "", "small-title")
        self.reason = choice_field(
            kit, tr("Why is it missing?"), [(code, tr(text)) for code, text in REASONS.items()], tr("Choose")
        )
        self.reason.narrow(420)
        self.note = text_field(kit, tr("Note"))
        self.why = text_field(kit, tr("Why is it corrected?"))
        self.save = Button(kit, tr("Write down the reason"), kind="primary")
        self.save.clicked.connect(self._want)
        self.cancel = Button(kit, tr("Not now"))
        self.cancel.clicked.connect(self.given_up)
        for part in (self.title, self.reason, self.note, self.why):
            self.column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    @property
    def row(self) -> MissingForm | None:
        """What is asked about."""
        return self.asked.row if self.asked is not None else None

    def ask(self, asked: Asked) -> None:
        """Ask about one questionnaire, or about the reason that is written down for it."""
        if asked == self.asked and self.touched:
            return
        self.clear()
        self.asked = asked
        tr, row = self._kit.tr, asked.row
        words = tr("{participant}, questionnaire planned for {day}",
                   participant=row.participant, day=self._kit.long_date(row.target))  # fmt: skip
        self.title.setText(words)
        self.save.set_text(tr("Save the correction") if asked.record else tr("Write down the reason"))
        self.why.setVisible(bool(asked.record))
        self._put(asked.reason, asked.note, "")

    def put(self, typed: Mapping[str, Any]) -> None:
        """What was typed and not saved stands there again."""
        self._put(typed["reason"], typed["note"], typed["why"])

    def _put(self, reason: str, note: str, why: str) -> None:
        box = self.reason.control
        box.setCurrentIndex(box.findData(reason) if reason else -1)
        self.note.control.setText(note)
        self.why.control.setText(why)

    def typed(self) -> dict[str, str]:
        """What stands there, and about what; empty where nothing is asked."""
        if self.asked is None:
            return {}
        return {
            "participant": self.asked.row.participant,
            "day": self.asked.row.target.isoformat(),
            "record": self.asked.record,
            "reason": self.reason.control.currentData() or "",
            "note": self.note.control.text().strip(),
            "why": self.why.control.text().strip(),
        }

    @property
    def touched(self) -> bool:
        """Whether something is chosen or typed."""
        return bool(self.typed().get("why")) or self._changed()

    def _changed(self) -> bool:
        asked, typed = self.asked, self.typed()
        return asked is not None and (typed["reason"], typed["note"]) != (asked.reason, asked.note)

    def clear(self) -> None:
        """Nothing of it is to be written."""
        self.asked = None
        self._put("", "", "")
        self.save.setEnabled(True)
        for field in (self.reason, self.note, self.why):
            field.show_error("")

    def focus(self) -> None:
        """The list of reasons takes it."""
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """It was not written."""
        self.save.setEnabled(True)
        self.note.show_error(sentence)

    def _want(self) -> None:
        tr, typed = self._kit.tr, self.typed()
        if self.asked is None:
            return
        code, note, correcting = typed["reason"], typed["note"], bool(self.asked.record)
        self.reason.show_error("" if code else tr("Please choose a reason."))
        self.note.show_error(tr("Please say which reason.") if code == OTHER and not note else "")
        self.why.show_error(tr("Please say it here.") if correcting and not typed["why"] else "")
        if correcting and not self._changed():
            self.note.show_error(tr("Nothing is changed yet."))
        elif code and (note or code != OTHER) and (typed["why"] or not correcting):
            self.wanted.emit()
