"""A past day without an entry: what happened."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm, Origin
from diary_app.ui.pages.forms.not_taken import ReasonForm
from diary_app.ui.pages.forms.taking import TimeForm
from diary_app.ui.session import Session
from diary_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from diary_app.ui.pages.forms.host import Host

PAST_TIME, PAST_REASON = "past_time", "past_reason"
_HOURS_BEFORE_LATE = (4, 3, 2, 1)  # quick choices of a morning


class PastDayForm(CardForm):
    """The two ways to say what happened; ``saved`` carries whether the capsule was taken."""

    def __init__(self, kit: Kit, view: TodayView, day: date) -> None:
        tr = kit.tr
        title = what_happened(kit, day)
        super().__init__(kit, view, title, tr("Nothing is written down for this day yet."))
        self.taken_button = self._way(tr("I took it…"), "check", True)
        self.not_taken_button = self._way(tr("I did not take it…"), "x", False)
        self.column.addLayout(self.pair(self.taken_button, self.not_taken_button))
        self.column.addSpacing(16)
        self.column.addStretch(1)
        self.back_button = Button(kit, tr("Back to today"), size="secondary", icon="arrow-left")
        self.back_button.clicked.connect(self.cancelled)
        self.column.addWidget(self.back_button)
        self.main = self.taken_button

    def _way(self, words: str, icon: str, taken: bool) -> Button:
        button = Button(self.kit, words, size="secondary", icon=icon)
        button.clicked.connect(lambda: self.saved.emit(taken))
        return button


class PastTimeForm(TimeForm):
    """When the capsule of a past day was taken: nothing is filled in that nobody said."""

    def __init__(self, kit: Kit, view: TodayView, day: date, late_after: time) -> None:
        hours = [late_after.hour - back for back in _HOURS_BEFORE_LATE if late_after.hour > back]
        quick = [time(hour) for hour in hours]
        tr = kit.tr
        line = tr("When did you take it? Choose a time, or type it. 24 hours.")
        super().__init__(kit, view, what_happened(kit, day), line, tr("Write it down"), quick, time(0))
        self.save_button.explain(tr("Choose the time first."))
        self.time.control.changed.connect(lambda: self.save_button.explain(""))

    def values(self) -> dict[str, str]:
        """The time only once somebody chose one."""
        given = super().values()
        return given if self.save_button.isEnabled() else {**given, "time": ""}


class PastDays:
    """The steps from a pressed dot to the entry."""

    def __init__(self, kit: Kit, session: Session, host: Host) -> None:
        self._kit, self._session, self._host = kit, session, host
        self._today, self._tr = session.store.today, kit.tr

    def open(self, day: date) -> None:
        """Ask what happened on ``day``."""
        view = self._host.view
        if view is None or day not in view.unrecorded:
            return
        self._host.clear_notice()

        def chosen(taken: bool) -> None:
            (self._ask_time if taken else self._ask_reason)(view, day)

        self._host.open_form(PastDayForm(self._kit, view, day), chosen, Origin(""))

    def open_again(self, origin: Origin) -> None:
        """The form of a past day that was left unfinished, if that day is still without an entry."""
        view = self._host.view
        asked = {PAST_TIME: self._ask_time, PAST_REASON: self._ask_reason}.get(origin.name)
        if view is None or asked is None:
            return
        day = next((day for day in view.unrecorded if day.isoformat() == origin.about), None)
        if day is not None:
            asked(view, day)

    def _ask_time(self, view: TodayView, day: date) -> None:
        late = self._session.protocol.regimen.late_after

        def save(given: tuple[str, str]) -> None:
            said, why = self._tr("Written down"), form.late_reason
            self._host.write(lambda: self._today.took_it_on(day, *given, late_reason=why), said, shows=day)

        form = PastTimeForm(self._kit, view, day, late)
        form.ask_why_late(self._session.protocol.late_reasons)
        self._host.open_form(form, save, Origin(PAST_TIME, day.isoformat()), lambda: self.open(day))

    def _ask_reason(self, view: TodayView, day: date) -> None:
        title = what_happened(self._kit, day)
        line = self._tr("Why did you not take it?")
        reasons = self._session.protocol.not_taken_reasons

        def save(reason: str) -> None:
            said, why = self._tr("Not taken"), form.late_reason
            self._host.write(
                lambda: self._today.did_not_take_it(reason, day=day, late_reason=why), said, shows=day
            )

        form = ReasonForm(self._kit, view, reasons, title, line)
        form.ask_why_late(self._session.protocol.late_reasons)
        self._host.open_form(form, save, Origin(PAST_REASON, day.isoformat()), lambda: self.open(day))


def what_happened(kit: Kit, day: date) -> str:
    """For instance "Saturday 21 November: what happened?"."""
    return kit.tr("{date}: what happened?", date=kit.day_and_month(day))
