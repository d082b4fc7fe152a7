"""Study number and first capsule, typed in (a set-up file from the clinic comes with a later version)."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card
from diary_app.ui.widgets.fields import date_field, day_of, text_field
from diary_app.ui.widgets.labels import SpokenLabel

_LONGEST_NUMBER = 64
_LONG_AGO = 366 * 2  # days; the study itself lasts two years
_AHEAD = 60


class TreatmentPage(GatePage):
    """``finished`` carries the study number and the day of the first capsule."""

    finished = Signal(str, date)
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
        card.setFixedWidth(620)
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
        row = QHBoxLayout()  # a card of fixed width learns its height only in a row
        row.addWidget(card)
        row.addStretch(1)
        self.content.addLayout(row)
        self.content.addStretch(1)
        self.back_button = Button(kit, tr("Back"), size="footer", icon="arrow-left")
        self.back_button.clicked.connect(self.left)
        self.make_button = Button(kit, tr("Make my diary"), "primary", "footer", "check")
        self.make_button.setMinimumWidth(220)
        self.make_button.clicked.connect(self._finish)
        self.waiting = SpokenLabel(kit, "", "second", "ink-3")
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.waiting)
        self.foot.addWidget(self.make_button)
        self.number.control.textChanged.connect(self._check)
        self.number.control.returnPressed.connect(self.first_dose.control.setFocus)
        self.first_dose.control.entered.connect(self._finish)
        self._check()

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.number.control.setFocus()

    def set_waiting(self, waiting: bool) -> None:
        """While the diary is being made nothing can be pressed twice."""
        self.waiting.setText(self.kit.tr("Making your diary…") if waiting else "")
        if waiting:
            self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        self.back_button.setEnabled(not waiting)
        self.make_button.setEnabled(not waiting)
        if not waiting:
            self._check()

    def say_problem(self, sentence: str) -> None:
        """What did not fit; everything typed stays."""
        self.set_waiting(False)
        self.problem.say(self.kit.tr("The diary was not made."), sentence)
        self.problem.show()
        self.number.control.setFocus()

    def _check(self) -> None:
        self.make_button.rest(self._missing())
        if not self._missing():
            self.number.show_error("")

    def _missing(self) -> str:
        typed = self.number.control.text().strip()
        return "" if typed else self.kit.tr("Type your study number first.")

    def _finish(self) -> None:
        if self._missing():
            self.number.show_error(self._missing())
            self.number.control.setFocus()
            a11y.announce(self, self._missing())
            return
        self.problem.hide()
        self.set_waiting(True)
        self.finished.emit(self.number.control.text().strip(), day_of(self.first_dose))
