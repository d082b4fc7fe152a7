"""What a press on the chosen day leads to: a form, or one service call."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from diary_app.domain.facts import Dose, Pressure, SignAnswer, SymptomPage, Temperature, Weight
from diary_app.services.history import DayStory, HistoryService
from diary_app.services.history_entries import Written
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.page import PastDay
from diary_app.ui.pages.forms.card import CardForm, Origin
from diary_app.ui.pages.forms.dose import CorrectForm
from diary_app.ui.pages.forms.host import Host
from diary_app.ui.pages.forms.not_taken_correct import NotTakenCorrectForm
from diary_app.ui.pages.forms.past_day import PastDays
from diary_app.ui.pages.forms.reading import ReadingForm
from diary_app.ui.pages.forms.symptom import SignForm, SymptomForm
from diary_app.ui.pages.forms.why import TakeBackForm
from diary_app.ui.pages.history import entry_words
from diary_app.ui.pages.history.story import correctable
from diary_app.ui.session import Session

CORRECT, UNDO, BRING_BACK, MISSING = "correct", "undo", "bring_back", "missing"
PAGES = {"symptoms": "symptoms", "reading": "vitals"}
"""The acts that lead to another page, about the chosen day."""


class DayHost(Host, Protocol):
    """What the acts need of the page."""

    story: DayStory | None


class DayActs:
    """The acts by their names, as the day's card tells them."""

    def __init__(self, kit: Kit, session: Session, history: HistoryService, host: DayHost) -> None:
        self._kit, self._session, self._history, self._host = kit, session, history, host
        self._tr, self._plan = kit.tr, session.protocol
        self.past_days = PastDays(kit, session, host)

    def pressed(self, act: str, about: Written | None) -> None:
        """Do what a button names."""
        self._host.clear_notice()
        if about is None:
            self._missing() if act == MISSING else self._open(PAGES[act])
        else:
            {CORRECT: self._correct, UNDO: self._undo, BRING_BACK: self._bring_back}[act](about)

    def open_again(self, origin: Origin) -> None:
        """A form that was left unfinished, if what it is about still stands."""
        story = self._host.story
        if story is None:
            return
        held = next((each for each in story.written if each.record.latest == origin.about), None)
        if held is not None and origin.name in (CORRECT, UNDO, BRING_BACK):
            self.pressed(origin.name, held)
        self.past_days.open_again(origin)

    def _day(self) -> date:
        assert self._host.story is not None
        return self._host.story.day.day

    def _view(self) -> TodayView:
        assert self._host.view is not None
        return self._host.view

    def _missing(self) -> None:
        self.past_days.open(self._day())

    def _open(self, page: str) -> None:
        """Another page, about the chosen day; today's is opened as from Today."""
        day, commands = self._day(), self._kit.commands
        ago = (self._view().day - day).days
        if ago:
            commands.past_day_requested.emit(page, PastDay(day, ago))
        else:
            commands.page_requested.emit(page)

    def _correct(self, written: Written) -> None:
        if not correctable(written.fact):
            return
        entry = written.record.latest

        def save(given: tuple[dict[str, Any], str]) -> None:
            self._host.write(lambda: self._history.correct(entry, *given), self._tr("Corrected"))

        self._host.open_form(self._correct_form(written), save, Origin(CORRECT, entry))

    def _correct_form(self, written: Written) -> CardForm:
        kit, view, plan, fact = self._kit, self._view(), self._plan, written.fact
        reasons = plan.correction_reasons
        title = self._tr("Correct: {what}", what=entry_words.fact_title(kit, written)[1])
        if isinstance(fact, SymptomPage):
            return SymptomForm(kit, view, title, plan, fact, reasons)
        if isinstance(fact, SignAnswer):
            return SignForm(kit, view, title, plan, fact, reasons)
        if isinstance(fact, Pressure | Weight | Temperature):
            return ReadingForm(kit, view, fact, title, reasons)
        assert isinstance(fact, Dose)
        if fact.taken:
            return CorrectForm(kit, view, fact, reasons)
        return NotTakenCorrectForm(kit, view, fact, plan.not_taken_reasons, reasons)

    def _undo(self, written: Written) -> None:
        """The whole record; without a reason on the day of its latest entry."""
        self._take_back(written, written.record.id, UNDO, self._tr("Undone"))

    def _bring_back(self, written: Written) -> None:
        """An undo can be undone."""
        self._take_back(written, written.record.latest, BRING_BACK, self._tr("It counts again"))

    def _take_back(self, written: Written, entry: str, name: str, said: str) -> None:
        if written.fresh:
            self._host.write(lambda: self._history.undo(entry), said)
            return

        def save(given: tuple[dict[str, Any], str]) -> None:
            self._host.write(lambda: self._history.undo(entry, given[1]), said)

        title = entry_words.fact_title(self._kit, written)[1]
        form = TakeBackForm(self._kit, self._view(), title, self._plan.correction_reasons)
        self._host.open_form(form, save, Origin(name, written.record.latest))
