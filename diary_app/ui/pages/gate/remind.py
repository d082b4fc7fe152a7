"""The last step of a first run: whether to be reminded, and when. Either answer makes the diary."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.common.settings import Settings
from diary_app.services.autostart import Autostart
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.steps import Steps
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.fields import refuse_unread, time_field, time_of
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.ticks import Tick

_BELOW_TICK = 8  # px; the ring of the focus keeps clear of the words


class RemindPage(GatePage):
    """``chosen`` carries the time of the reminder as ``HH:MM``, or nothing for "Not now"."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_to_head(Steps(kit, 4))
        self.add_size_button()
        self.add_titles(
            tr("Shall the diary remind you?"),
            tr("Either answer makes your diary. You can change it at any time in Settings."),
        )
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        self._add_choices()
        self.content.addStretch(1)
        self._add_foot()

    def _add_choices(self) -> None:
        kit, tr = self.kit, self.kit.tr
        card = self.add_card()
        words = tr("On capsule days and for questions. It never says what it is about.")
        card.column.addWidget(Label(kit, words, "body", "ink-2"))
        usual = time.fromisoformat(Settings().reminder_time)
        self.time = time_field(kit, tr("Time of the reminder"), usual)
        card.column.addWidget(self.time)
        self.start = Tick(kit, tr("Start the diary when I log in"))
        part = self._with_words(self.start, tr("It then waits locked and can remind you."))
        card.column.addWidget(part)
        if not Autostart().offered:
            part.hide()

    def _with_words(self, tick: Tick, words: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_BELOW_TICK)
        column.addWidget(tick)
        line = Label(self.kit, words, "second", "ink-2")
        line.setContentsMargins(42, 0, 0, 0)
        column.addWidget(line)
        tick.setAccessibleDescription(words)
        return part

    def _add_foot(self) -> None:
        """Two answers of one weight."""
        tr = self.kit.tr
        self.back_button, self.remind_button = self.add_foot(tr("Back"), tr("Remind me"), "clock")
        self.remind_button.set_kind("secondary")
        self.not_now_button = Button(self.kit, tr("Not now"), size="footer")
        self.not_now_button.setMinimumWidth(self.remind_button.minimumWidth())
        self._below.insertWidget(self._below.count() - 1, self.not_now_button)
        self.back_button.clicked.connect(self.left)
        self.remind_button.clicked.connect(self._remind)
        self.not_now_button.clicked.connect(lambda: self._choose(""))

    @property
    def starts_with_computer(self) -> bool:
        """Whether the person asked for that."""
        return self.start.isChecked()

    def open_page(self) -> None:
        """At the first thing to choose; the question is read out when the page comes."""
        self.time.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remind(self) -> None:
        if not refuse_unread(self):
            self._choose(time_of(self.time).strftime("%H:%M"))

    def _choose(self, when: str) -> None:
        self.problem.hide()
        self.set_waiting(True)
        self.chosen.emit(when)

    def stand_as(self, old: RemindPage) -> None:
        """What was chosen on the same page in another language comes along."""
        self.time.control.stand_as(old.time.control)
        self.start.setChecked(old.start.isChecked())

    def set_waiting(self, waiting: bool) -> None:
        """While the diary is being made nothing can be pressed twice."""
        self.let_change_language(not waiting)
        self.note.setText(self.kit.tr("Making your diary…") if waiting else "")
        if waiting:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it on
        for button in (self.back_button, self.remind_button, self.not_now_button):
            button.setEnabled(not waiting)

    def say_problem(self, sentence: str) -> None:
        """Why there is no diary; everything chosen stays."""
        self.set_waiting(False)
        self.problem.say(self.kit.tr("The diary was not made."), sentence)
        self.problem.show()
        a11y.announce(self, self.problem.accessibleName())
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
