"""Study number, first capsule and the clinic's number, typed in; or all of it from a set-up file."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit
from diary_app.domain.phone import phone_number
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card
from diary_app.ui.widgets.fields import date_field, day_of, refuse_unread, text_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.ticks import Tick

_BELOW_TICK = 8  # px; the ring of the focus keeps clear of the words
_LONGEST_NUMBER = 64
_LONGEST_PHONE = 40
_LONG_AGO = 366 * 2  # days; the study itself lasts two years
_AHEAD = 60


class TreatmentPage(GatePage):
    """``finished`` carries the study number, the day of the first capsule, the clinic's number or nothing.

    ``file_wanted``: the person has a set-up file instead.
    """

    finished = Signal(str, date, str)
    file_wanted = Signal()
    left = Signal()

    def __init__(self, kit: Kit, today: date) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 3))
        self.add_size_button()
        self.add_titles(
            tr("My treatment"),
            tr("Your clinic gave you a study number and a first day. You find them in your study papers."),
        )
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        card = Card("plain", (28, 26, 28, 26))
        card.column.setSpacing(20)
        self.number = text_field(
            kit, tr("Study number"), tr("For instance S003-014. It is not your name."), _LONGEST_NUMBER
        )
        earliest, latest = today - timedelta(days=_LONG_AGO), today + timedelta(days=_AHEAD)
        self.first_dose = date_field(
            kit,
            tr("Day of your first capsule"),
            today,
            earliest,
            latest,
            tr("Type it, or choose it in the calendar."),
        )
        card.column.addWidget(self.number)
        card.column.addWidget(self.first_dose)
        words = tr("You can leave this open and write it down later, under Help.")
        self.phone = text_field(kit, tr("Phone number of your clinic (if you like)"), words, _LONGEST_PHONE)
        card.column.addWidget(self.phone)
        self.consent = Tick(kit, tr("Open without asking on this computer"))
        self._consent_part = self._with_its_risk()
        card.column.addWidget(self._consent_part)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(24)
        self._pair.addWidget(card, 6)
        self._pair.addWidget(self._file_card(), 4, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(self._pair)
        kit.appearance.changed.connect(self._arrange)
        self._arrange()
        self.content.addStretch(1)
        self.back_button, self.next_button = self.add_foot(tr("Back"), tr("Continue"))
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._finish)
        self.waiting = self.note
        self.number.control.textChanged.connect(self._check)
        self.number.control.returnPressed.connect(self.first_dose.control.setFocus)
        self.first_dose.control.entered.connect(self.phone.control.setFocus)
        self.phone.control.returnPressed.connect(self._finish)
        self.phone.control.textEdited.connect(lambda _: self.phone.show_error(""))
        self._check()

    def _with_its_risk(self) -> QWidget:
        """The box and what ticking it means; not there until the computer is known to keep secrets."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(_BELOW_TICK)
        column.addWidget(self.consent)
        risk = self.kit.tr("Whoever can use your account on this computer can then read the diary.")
        label = Label(self.kit, risk, "second", "ink-2")
        label.setContentsMargins(42, 0, 0, 0)
        column.addWidget(label)
        self.consent.setAccessibleDescription(risk)
        part.hide()
        return part

    def _arrange(self) -> None:
        """At large text the cards stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(down if self.kit.look.large else across)

    def _file_card(self) -> Card:
        """A set-up file says all of this by itself."""
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (28, 20, 28, 20))
        card.column.setSpacing(8)
        card.column.addWidget(Label(kit, tr("I have a set-up file from my clinic"), "small-title"))
        words = tr("It fills all of this in for you. You need the file and the sheet with its code.")
        card.column.addWidget(Label(kit, words, "second", "ink-2"))
        self.file_button = Button(kit, tr("Open the set-up file…"), size="small", icon="folder-open")
        self.file_button.clicked.connect(self.file_wanted)
        card.column.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def offer_without_asking(self, offered: bool) -> None:
        """Offer to open without the passphrase, or not."""
        self._consent_part.setVisible(offered)

    @property
    def without_asking(self) -> bool:
        """Whether the person wants that."""
        return self.consent.isChecked() and not self._consent_part.isHidden()

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.number.control.setFocus()

    def stand_as(self, old: TreatmentPage) -> None:
        """What was typed on the same page in another language comes along."""
        self.number.control.setText(old.number.control.text())
        self.first_dose.control.stand_as(old.first_dose.control)
        self.phone.control.setText(old.phone.control.text())
        self.consent.setChecked(old.consent.isChecked())
        self.offer_without_asking(not old._consent_part.isHidden())

    def set_waiting(self, waiting: bool) -> None:
        """While it is looked whether all fits nothing can be pressed twice."""
        self.let_change_language(not waiting)
        self.waiting.setText(self.kit.tr("One moment…") if waiting else "")
        if waiting:
            self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        for button in (self.back_button, self.next_button, self.file_button):
            button.setEnabled(not waiting)
        if not waiting:
            self._check()

    def say_problem(self, sentence: str) -> None:
        """What did not fit; everything typed stays."""
        self.set_waiting(False)
        self.problem.say(self.kit.tr("This does not fit yet."), sentence)
        self.problem.show()
        self.number.control.setFocus()

    def _check(self) -> None:
        self.next_button.rest(self._missing())
        if not self._missing():
            self.number.show_error("")

    def _missing(self) -> str:
        typed = self.number.control.text().strip()
        return "" if typed else self.kit.tr("Type your study number first.")

    def _finish(self) -> None:
        if not self._missing() and refuse_unread(self):
            return
        if self._missing():
            self.number.show_error(self._missing())
            self.number.control.setFocus()
            a11y.announce(self, self._missing())
            return
        phone = self.phone.control.text().strip()
        try:
            phone = phone_number(phone) if phone else ""
        except DoesNotFit as refusal:
            sentence = self.kit.tr.error(refusal)
            self.phone.show_error(sentence)
            self.phone.control.setFocus()
            a11y.announce(self, sentence)
            return
        self.problem.hide()
        self.set_waiting(True)
        self.finished.emit(self.number.control.text().strip(), day_of(self.first_dose), phone)
