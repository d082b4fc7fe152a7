"""The papers that are waiting, and a new one: patient, kind, the form's date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.paper import PaperKind, PaperRef
from diary_app.domain.days import find_zone
from diary_app.services.clinic.paper_state import PaperView, Step
from diary_app.ui.clinic.header import ClinicHeader
from diary_app.ui.clinic.paper.form_day import FormDayField
from diary_app.ui.clinic.paper.words import next_words, title_of
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.fields import choice_field, refuse_unread, text_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.themed import Themed
from diary_app.ui.widgets.typed_time import typed_time


class PaperList(Themed, QWidget):
    """``opened`` tells the paper to go on with; ``begun`` a new one, with the time and zone it says."""

    opened = Signal(object)
    begun = Signal(object, str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.header = ClinicHeader(kit, kit.tr("Paper entry"), kit.tr("Forms that were filled in on paper"))
        column.addWidget(self.header)
        self.done = Label(kit, "", "body", "accent")
        self.done.hide()
        column.addWidget(self.done)
        scroller = Scroller()
        column.addWidget(scroller, 1)
        body = QVBoxLayout(scroller.body)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(12)
        self._make_new(body)
        self.waiting = Card("plain", (16, 14, 16, 14))
        self.count = Label(kit, "", "card-title")
        self.waiting.column.addWidget(self.count)
        self._rows = QVBoxLayout()
        self.waiting.column.addLayout(self._rows)
        body.addWidget(self.waiting)
        body.addStretch(1)
        self.buttons: list[Button] = []
        self._lines: list[QBoxLayout] = []
        self.follow(kit)

    def _make_new(self, body: QVBoxLayout) -> None:
        tr = self.kit.tr
        card = Card("plain", (16, 14, 16, 16))
        card.column.setSpacing(10)
        self.title = Label(self.kit, tr("New paper form"), "card-title")
        card.column.addWidget(self.title)
        told = tr("You are signed in as a monitor: you can look at what was typed in, and type in nothing.")
        self.only_read = Label(self.kit, told, "body", "ink-2")
        card.column.addWidget(self.only_read)
        self.only_read.hide()
        self._fields = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(14)
        self.patient = choice_field(self.kit, tr("Study no."), ())
        self.kind = choice_field(
            self.kit, tr("Kind of form"), [(kind, title_of(self.kit, kind)) for kind in PaperKind]
        )
        self.kind.control.setCurrentIndex(0)
        self.day = FormDayField(self.kit)
        self.start = Button(self.kit, tr("Type this form"), "primary", icon="file-pen-line")
        self.start.clicked.connect(self._begin)
        self.day.control.entered.connect(self._begin)
        self.time = text_field(self.kit, tr("Time on the paper, if it says one"), limit=8)
        self.zone = text_field(self.kit, tr("Time zone"), limit=64)
        self._home, self._reads_only = "", False
        for field in (self.patient, self.kind, self.day):
            row.addWidget(field, 1)
        card.column.addLayout(row)
        self._more = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._more.setSpacing(14)
        for line_field in (self.time, self.zone):
            line_field.control.returnPressed.connect(self._begin)
            self._more.addWidget(line_field, 1)
        self._more.addStretch(1)
        card.column.addLayout(self._more)
        line = QHBoxLayout()
        line.addWidget(self.start)
        line.addStretch(1)
        card.column.addLayout(line)
        body.addWidget(card)

    def read_only(self) -> None:
        """For a monitor: a paper that was typed in is looked for, and none is begun."""
        self._reads_only = True
        self.title.setText(self.kit.tr("A paper form that was typed in"))
        self.start.set_text(self.kit.tr("Show this form"))
        self.start.set_icon("eye")
        self.only_read.show()
        for field in (self.time, self.zone):
            field.hide()

    def _direction(self) -> QBoxLayout.Direction:
        """At large text things stand one below the other."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        return down if self.kit.look.large else across

    def restyle(self) -> None:
        """Bend at large text."""
        self._fields.setDirection(self._direction())
        self._more.setDirection(self._direction())
        for line in self._lines:
            line.setDirection(self._direction())

    # -- what is shown -------------------------------------------------------

    def load(
        self, views: Sequence[PaperView], participants: Sequence[str], today: date, zone: str = ""
    ) -> None:
        """Show what waits; the chosen patient stays chosen. ``zone``: the clinic's own time zone."""
        self._home = zone
        self.zone.control.setText(zone)
        self.time.control.clear()
        chosen = self.patient.control.currentData()
        box = self.patient.control
        box.clear()
        for each in participants:
            box.addItem(each, each)
        box.setCurrentIndex(list(participants).index(chosen) if chosen in participants else -1)
        self.day.control.set_latest(_qdate(today))
        tr = self.kit.tr
        many = len(views)
        self.count.setText(
            tr.plural("{n} paper form is waiting", "{n} paper forms are waiting", many)
            if many
            else tr("No paper form is waiting")
        )
        clear(self._rows)
        self.buttons, self._lines = [], []
        for view in views:
            self._rows.addWidget(self._row(view))

    def _row(self, view: PaperView) -> QWidget:
        line = QWidget()
        row = QBoxLayout(self._direction(), line)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        name = self.kit.listed([view.ref.participant, title_of(self.kit, view.ref.kind)])
        dated = self.kit.long_date(view.ref.day)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.kit, name, "body-strong"))
        words.addWidget(Label(self.kit, dated, "second", "ink-2"))
        row.addLayout(words, 1)
        ready = view.step is Step.COMPARE and not view.unsettled
        row.addWidget(Chip(self.kit, next_words(self.kit, view), "ok" if ready else "due"))
        self._lines.append(row)
        if view.pairs or not self._reads_only:  # before that nothing is shown to whoever only looks
            row.addWidget(self._button(view, self.kit.listed([name, dated])))
        return line

    def _button(self, view: PaperView, what: str) -> Button:
        words = self.kit.tr("Look at it") if self._reads_only else self.kit.tr("Go on")
        button = Button(self.kit, words, size="small", icon="arrow-right", icon_after=True)
        button.setAccessibleName(self.kit.told(words, what))
        button.clicked.connect(lambda _=False: self.opened.emit(view.ref))
        self.buttons.append(button)
        return button

    def say_done(self, sentence: str) -> None:
        """What was just saved; nothing with an empty sentence."""
        self.done.setText(sentence)
        self.done.setVisible(bool(sentence))

    def choose_patient(self, participant: str) -> None:
        """Choose a patient; only the date is left to say."""
        place = self.patient.control.findData(participant)
        self.patient.control.setCurrentIndex(place)
        self.day.control.forget()

    def _begin(self) -> None:
        participant = self.patient.control.currentData()
        if participant is None:
            self.patient.show_error(self.kit.tr("Choose a patient."))
            self.patient.control.setFocus()
            return
        self.patient.show_error("")
        self.day.control.complain()
        if refuse_unread(self):
            return
        header = self._read_header()
        if header is not None:
            kind = PaperKind(self.kind.control.currentData())
            self.begun.emit(PaperRef(participant, kind, self.day.chosen), *header)

    def _read_header(self) -> tuple[str, str] | None:
        """Time and zone, empty where the paper says none or the clinic's own; None where one does not fit."""
        told, zone = self.time.control.text().strip(), self.zone.control.text().strip()
        at = typed_time(told)
        self.time.show_error(self.kit.tr("Write a time like 07:10.") if told and at is None else "")
        if told and at is None:
            self.time.control.setFocus()
            return None
        try:
            find_zone(zone or self._home)
        except DoesNotFit as error:
            self.zone.show_error(self.kit.tr.error(error))
            self.zone.control.setFocus()
            return None
        self.zone.show_error("")
        return at.toString("HH:mm") if at is not None else "", "" if zone == self._home else zone


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
