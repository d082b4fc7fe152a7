"""The section "Reminders": whether and when, start with the computer, and a calendar for the phone."""

from __future__ import annotations

from datetime import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from diary_app.common.settings import Settings
from diary_app.services.autostart import Autostart
from diary_app.ui.kit import Kit
from diary_app.ui.notifier import tray_there
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.settings.section import Row, Section, breakable
from diary_app.ui.places import documents
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.fields import time_field, time_of
from diary_app.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from diary_app.services.phone_calendar import SavedCalendar


class RemindersSection(Section):
    """Every choice is in force at once and kept."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, kit.tr("Reminders"))
        self._runner, self._session = runner, session
        self._autostart = Autostart()
        self._add_when()
        if self._autostart.offered:
            self._add_start()
        self._add_stay()
        self._add_calendar()
        self._show(kit.commands.settings)
        kit.commands.settings_changed.connect(self._show)

    def _add_when(self) -> None:
        tr = self.kit.tr
        words = tr("On capsule days and for questions. It never says what it is about.")
        self.when = Row(self.kit, tr("Remind me"), words)
        self.on = Tick(self.kit, tr("Remind me in the morning"))
        self.on.clicked.connect(lambda ticked: self._set("reminders", ticked))
        self.time = time_field(self.kit, tr("Time of the reminder"), _time(self.kit.commands.settings))
        self.time.narrow(420)
        self.time.control.editingFinished.connect(self.keep_time)
        self.evening = Tick(self.kit, tr("Also the evening before a new cycle"))
        self.evening.clicked.connect(lambda ticked: self._set("reminder_evening", ticked))
        for place, control in enumerate((self.on, self.time, self.evening), start=2):
            self.when.words.insertWidget(place, control)
        self.add_row(self.when)

    def _add_start(self) -> None:
        tr = self.kit.tr
        words = tr("It then waits locked and can remind you.")
        self.start = Row(self.kit, tr("Start with this computer"), words)
        self.start_tick = Tick(self.kit, tr("Start the diary when I log in"), self._autostart.asked_for)
        self.start_tick.clicked.connect(self._start_clicked)
        self.start.words.insertWidget(2, self.start_tick)
        self.add_row(self.start)

    def _add_stay(self) -> None:
        """Only where reminders are on and the computer has a tray: else closing the window ends it all."""
        tr = self.kit.tr
        words = tr("The diary locks, and an icon stays beside the clock. Without it nothing reminds you.")
        self.stay = Row(self.kit, tr("When I close the window"), words)
        self.stay_tick = Tick(self.kit, tr("Keep running for reminders"))
        self.stay_tick.clicked.connect(self._stay_clicked)
        self.stay.words.insertWidget(2, self.stay_tick)
        self.quit_button = self.stay.add_button(tr("Quit now"), "x")
        self.quit_button.setAccessibleName(tr("Quit now: nothing reminds you until you start it again"))
        self.quit_button.clicked.connect(self.kit.commands.quit_requested)
        self.add_row(self.stay)

    def _stay_clicked(self, wanted: bool) -> None:
        self.kit.commands.setting_requested.emit("keep_running", wanted)
        on, off = self.kit.tr("It stays and reminds you."), self.kit.tr("Closing the window ends it.")
        self.stay.result.say(on if wanted else off)

    def _add_calendar(self) -> None:
        tr = self.kit.tr
        words = tr("A file with the mornings to come. Its titles do not say what it is about.")
        self.calendar = Row(self.kit, tr("Calendar for your phone"), words)
        self.calendar_button = self.calendar.add_button(tr("Save it…"), "calendar-days")
        self.calendar_button.clicked.connect(self._ask_where)
        self.add_row(self.calendar)

    # -- when ------------------------------------------------------------------

    def _show(self, settings: Settings) -> None:
        self.on.setChecked(settings.reminders)
        self.evening.setChecked(settings.reminder_evening)
        self.stay_tick.setChecked(settings.keep_running)
        self.stay.setVisible(settings.reminders and tray_there())
        for control in (self.time, self.evening):
            control.setVisible(settings.reminders)

    def _set(self, name: str, value: object) -> None:
        self.kit.commands.setting_requested.emit(name, value)
        settings = self.kit.commands.settings
        if settings.reminders:
            self.when.result.say(self.kit.tr("You will be reminded at {time}.", time=settings.reminder_time))
        else:
            self.when.result.say(self.kit.tr("There are no reminders."))

    def keep_time(self) -> None:
        """The time as it stands in the field; one that could not be read changes nothing."""
        if self.time.control.unread:
            return
        chosen = time_of(self.time).strftime("%H:%M")
        if chosen != self.kit.commands.settings.reminder_time:
            self._set("reminder_time", chosen)

    # -- start with the computer ---------------------------------------------

    def _start_clicked(self, wanted: bool) -> None:
        tr, autostart = self.kit.tr, self._autostart
        on, off = tr("The diary starts with this computer."), tr("The diary starts when you start it.")
        said = on if wanted else off
        call = partial(autostart.ask_for, wanted)
        self._runner.run(call, lambda _: self.start.result.say(said), self._start_refused)

    def _start_refused(self, error: Exception) -> None:
        self.start_tick.setChecked(self._autostart.asked_for)
        self.start.result.say(sentence_for(self.kit, error), "bad")

    # -- the calendar --------------------------------------------------------

    def _ask_where(self) -> None:
        tr = self.kit.tr
        title, kinds = tr("Where should the calendar go?"), tr("Calendars (*.ics)")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(documents() / "calendar.ics"), kinds)
        if chosen:
            self.save_calendar(Path(chosen))

    def save_calendar(self, out: Path) -> None:
        """Write the calendar to ``out`` and say so."""
        store, settings, language = self._session.store, self.kit.commands.settings, self.kit.tr.language
        self.calendar_button.setEnabled(False)

        def save() -> SavedCalendar:
            from diary_app.services.reminders import wish_of

            return store.calendar.save(out, wish_of(settings), language)

        def done(_: SavedCalendar) -> None:
            told = self.kit.tr("Saved: {file}", file=breakable(out))
            how = self.kit.tr("Send it to your phone and open it there. A newer file updates the older one.")
            self._calendar_ended(f"{told}\n{how}", "good")

        self._runner.run(save, done, lambda e: self._calendar_ended(sentence_for(self.kit, e), "bad"))

    def _calendar_ended(self, said: str, kind: str) -> None:
        self.calendar_button.setEnabled(True)
        self.calendar.result.say(said, kind)
        self.calendar_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _time(settings: Settings) -> time:
    return time.fromisoformat(settings.reminder_time)
