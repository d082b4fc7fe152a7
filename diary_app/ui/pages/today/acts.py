"""What a press on Today's card leads to: one service call each, through the page that shows the result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from diary_app.domain.facts import Dose
from diary_app.services.today_view import TodayView
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm, Origin
from diary_app.ui.pages.forms.dose import CorrectForm
from diary_app.ui.pages.forms.host import Host
from diary_app.ui.pages.forms.not_taken import ReasonForm
from diary_app.ui.pages.forms.not_taken_correct import NotTakenCorrectForm
from diary_app.ui.pages.forms.start import StartForm
from diary_app.ui.pages.forms.taking import TimeForm
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.card_for import settled_dose
from diary_app.ui.pages.today.cards import TakenCard
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.pages.today.due_card import DueCard
from diary_app.ui.session import Session

_LATER = "remembered_later"  # one of the plan's reasons for a correction


class CardHost(Host, Protocol):
    """What the acts need of the page."""

    card: DayCard | None

    def write(
        self, call: Callable[[], str], said: str, *, ask_stomach: bool = False, shows: date | None = None
    ) -> None:
        """Run one act and show the day that came of it."""

    def window(self) -> QWidget:
        """The window the page stands in."""


class CapsuleActs:
    """The acts by their names, as the cards tell them."""

    def __init__(self, kit: Kit, session: Session, host: CardHost) -> None:
        self._kit, self._session, self._host = kit, session, host
        self._store, self._tr = session.store, kit.tr

    @property
    def _view(self) -> TodayView:
        view = self._host.view
        assert view is not None
        return view

    def pressed(self, act: str) -> None:
        """Do what a card's button names."""
        acts: dict[str, Callable[[], None]] = {
            "now": self._now,
            "earlier": self._earlier,
            "not_taken": self._not_taken,
            "undo": self.undo,
            "correct": self._correct,
            "another": self._another,
            "start": self._start,
            "questions": lambda: self._kit.commands.page_requested.emit("questions"),
            "no_symptoms": self._no_symptoms,
            "symptoms": lambda: self._kit.commands.page_requested.emit("symptoms"),
        }
        self._host.clear_notice()
        acts[act]()

    def open_again(self, origin: Origin) -> None:
        """A form that was left unfinished, if the card still leads to it and it is about the same entry."""
        card, dose = self._host.card, settled_dose(self._view)
        latest = dose.record.latest if dose is not None else ""
        ways: dict[str, tuple[str, Callable[[], None]]] = {
            "earlier": ("earlier", self._earlier),
            "not_taken": ("not_taken", self._not_taken),
            "another": ("another", self._ask_another),
            "after_all": ("another", lambda: self._after_all(latest)),
            "correct": ("correct", self._correct),
            "start": ("start", self._start),
        }
        if card is None or origin.name not in ways:
            return
        act, way = ways[origin.name]
        if act in card.offered and origin.about in ("", latest):
            way()

    # -- taken ---------------------------------------------------------------

    def _now(self) -> None:
        card = self._host.card
        assert isinstance(card, DueCard)
        fasting = card.stomach.fasting
        said = self._tr("Taken this morning")
        self._host.write(lambda: self._store.today.took_it(fasting=fasting), said, ask_stomach=True)

    def _earlier(self) -> None:
        self._ask_time(
            self._tr("Choose a time, or type it. 24 hours."),
            self._tr("Write it down"),
            self._take_at,
            Origin("earlier"),
        )

    def _ask_time(self, line: str, act: str, save: Callable[[tuple[str, str]], None], origin: Origin) -> None:
        title = self._tr("When did you take it?")
        self._host.open_form(TimeForm(self._kit, self._view, title, line, act), save, origin)

    def _take_at(self, given: tuple[str, str]) -> None:
        at, fasting = given
        today = self._store.today

        def call() -> str:
            return today.took_it(at=today.time_today(at), fasting=fasting)

        self._host.write(call, self._tr("Written down"))

    def answer_stomach(self, value: int | None) -> None:
        """The stomach question, answered after the capsule was written down."""
        card = self._host.card
        assert isinstance(card, TakenCard)
        if value is not None:
            fields = {"fasting": "yes" if value else "no"}
            self._correct_entry(card.dose.record.latest, fields, _LATER, self._tr("Written down"))

    # -- beyond the plan -----------------------------------------------------

    def _another(self) -> None:
        """A capsule beyond the plan is never logged in silence."""
        dose = settled_dose(self._view)
        if dose is not None and not dose.taken:
            self._after_all(dose.record.latest)
        elif self._sure(dose):
            self._ask_another()

    def _ask_another(self) -> None:
        line = self._tr("It is marked for your clinic as outside the plan.")
        self._ask_time(line, self._tr("Write it down"), self._take_at, Origin("another"))

    def _sure(self, dose: Dose | None) -> bool:
        """Shows what is already there and asks."""
        tr = self._tr
        there = words.dose_line(self._kit, dose) if dose is not None else tr("none was planned.")
        text = tr(
            "For today there is: {there} Write down another capsule only if you really took it, "
            "and tell your clinic today.",
            there=there,
        )
        title, back, act = tr("A capsule outside the plan"), tr("No, go back"), tr("I took it")
        sure = Confirm(self._kit, self._host.window(), title, text, back, act).exec()
        return bool(sure) and isValid(self._host)  # it may have been locked meanwhile

    def _after_all(self, entry: str) -> None:
        """A capsule after "not taken" corrects that entry."""

        def save(given: tuple[str, str]) -> None:
            at, fasting = given
            fields = {"status": "taken", "time": at, "fasting": fasting}
            self._correct_entry(entry, fields, _LATER, self._tr("Corrected"))

        line = self._tr("This corrects the entry of today. The first one is kept too.")
        self._ask_time(line, self._tr("Save correction"), save, Origin("after_all", entry))

    # -- not taken -----------------------------------------------------------

    def _not_taken(self) -> None:
        protocol = self._session.protocol
        text = protocol.regimen.missed_dose_text.in_language(self._tr.language)
        title = self._tr("Why did you not take it?")
        form = ReasonForm(self._kit, self._view, protocol.not_taken_reasons, title, text)
        self._host.open_form(form, self._save_not_taken, Origin("not_taken"))

    def _save_not_taken(self, reason: str) -> None:
        self._host.write(lambda: self._store.today.did_not_take_it(reason), self._tr("Not taken"))

    # -- mending -------------------------------------------------------------

    def undo(self) -> None:
        """Undo what is written down for today's capsule."""
        dose = settled_dose(self._view)
        if dose is not None:
            first = dose.record.id  # the whole record: an answer added later goes with its dose
            self._host.write(lambda: self._store.diary.undo(first), self._tr("Undone"))

    def undo_last(self) -> None:
        """Undo what was written down last today, be it a capsule or something else."""
        self._host.write(self._store.diary.undo_newest, self._tr("Undone"))

    def _correct(self) -> None:
        dose, protocol = settled_dose(self._view), self._session.protocol
        if dose is None:
            return
        reasons, not_taken = protocol.correction_reasons, protocol.not_taken_reasons
        form: CardForm
        if dose.taken:
            form = CorrectForm(self._kit, self._view, dose, reasons)
        else:
            form = NotTakenCorrectForm(self._kit, self._view, dose, not_taken, reasons)
        entry = dose.record.latest

        def save(given: tuple[dict[str, str], str]) -> None:
            self._correct_entry(entry, *given, self._tr("Corrected"))

        self._host.open_form(form, save, Origin("correct", entry))

    def _correct_entry(self, entry: str, fields: dict[str, str], reason: str, said: str) -> None:
        self._host.write(lambda: self._store.diary.correct(entry, fields, reason), said)

    # -- how one feels -------------------------------------------------------

    def _no_symptoms(self) -> None:
        """One press on a day with nothing to report."""
        self._host.write(self._store.today.no_symptoms, self._tr("No symptoms today"))

    # -- the next cycle ------------------------------------------------------

    def _start(self) -> None:
        self._host.open_form(StartForm(self._kit, self._view), self._save_start, Origin("start"))

    def _save_start(self, day: date) -> None:
        self._host.write(lambda: self._store.today.clinic_told_start(day), self._tr("Written down"))
