"""The page "To review": every alert that a diary raised, until somebody writes what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.review import AlreadyReviewed
from diary_app.services.clinic.review import REVIEWED, WAITING, ReviewRow
from diary_app.ui import a11y
from diary_app.ui.clinic.header import ClinicHeader
from diary_app.ui.clinic.keys import REVIEW
from diary_app.ui.clinic.review import acts
from diary_app.ui.clinic.review.card import AlertCard, AnswerForm
from diary_app.ui.clinic.unsaved import Unsaved
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.filter_bar import FilterBar
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


class ReviewPage(Page):
    """``cards`` are the alerts in view, in order."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        tr = kit.tr
        self._store, self._desk = session.store, desk
        self.rows: list[ReviewRow] = []
        self.cards: list[AlertCard] = []
        self._most = acts.AT_ONCE
        self._total = 0
        self._about = ""  # the reviewed alert that is looked for
        self._today = date.min
        self._unsaved = Unsaved(self, self._store)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(10)
        self.header = ClinicHeader(kit, tr("To review"), tr("Alerts that diaries raised."))
        self.filters = FilterBar(kit, tr("Alerts"), {WAITING: tr("Waiting"), REVIEWED: tr("Reviewed")})
        self.filters.filtered.connect(self._filter)
        self.scroller = Scroller()
        self._list = QVBoxLayout(self.scroller.body)
        self._list.setContentsMargins(2, 2, 4, 8)
        self._list.setSpacing(8)
        for part in (self.header, self.notice, self.filters):
            self.column.addWidget(part)
        self.column.addWidget(self.scroller, 1)
        kit.commands.diary_changed.connect(self._reload)

    # -- loading -------------------------------------------------------------

    def open_page(self) -> None:
        """Load the alerts; the first one takes the focus."""
        self.clear_notice()
        self.act(self._loading(), self._opened)

    def _loading(self, fresh: int = 0) -> Callable[[], acts.Loaded]:
        """What loads the filter in force now; the worker reads nothing of the page."""
        return partial(acts.load, self._store, self.filters.current, self._most, fresh, self._about)

    def _opened(self, loaded: acts.Loaded) -> None:
        self._show(loaded)
        draft = self.draft(loaded.draft_name, loaded.draft)
        if draft is not None and self._card(draft["row"]) is not None:
            self._unsaved.kept = draft
            card = self._open_form(draft["row"])
            if card is not None and card.form is not None:
                card.form.put(draft["done"], draft["note"])
                self.say_notice(
                    self.tr_("You left this page before saving."),
                    self.tr_("What you filled in is here again."),
                )
        else:
            self._focus_at(0)

    def _reload(self) -> None:
        if self.in_view and self._form is None:
            self.act(self._loading(), self._show)

    def _filter(self, _: str) -> None:
        self.keep_unfinished()
        self._close_form()
        self._most, self._about = acts.AT_ONCE, ""
        self.act(self._loading(), self._show)

    def _show(self, loaded: acts.Loaded) -> None:
        if self._form is not None:  # somebody began to write meanwhile: the list waits for them
            return
        self.rows, self._today, self._unsaved.name = loaded.rows, loaded.today, loaded.draft_name
        self.filters.set_counts({WAITING: loaded.waiting, REVIEWED: loaded.reviewed})
        self._total = loaded.waiting if self.filters.current == WAITING else loaded.reviewed
        self._desk.set_badge(REVIEW, loaded.waiting)
        self.header.say(self.header.title.text(), self._subtitle(loaded.missing))
        held = self._held()
        self._show_rows()
        if held and self.in_view:
            self._focus_at(self._place_of(held))
        if loaded.missing and self.in_view and self._form is None:
            self.act(self._loading(acts.AT_ONCE), self._show)

    def _subtitle(self, missing: int) -> str:
        if missing:
            return self.tr_.plural(
                "{n} diary is still being read.", "{n} diaries are still being read.", missing
            )
        return self.tr_("Alerts that diaries raised.")

    def _show_rows(self) -> None:
        tr = self.tr_
        clear(self._list)
        self.cards = []
        for row in self.rows[: self._most]:
            card = AlertCard(self.kit, row, self._today)
            card.asked.connect(partial(self._open_form, row.id))
            card.opened.connect(partial(self._desk.open_patient, row.participant))
            card.button.setHidden(not self._unsaved.name)  # a monitor writes nothing
            self.cards.append(card)
            self._list.addWidget(card)
        if not self.rows:
            waiting = self.filters.current == WAITING
            nothing = tr("No alert waits for an answer.") if waiting else tr("No alert was reviewed yet.")
            self._list.addWidget(Label(self.kit, nothing, "body", "ink-2"))
        if self._total > self._most:
            more = Button(self.kit, tr("Show {n} more", n=self._total - self._most), size="small")
            more.clicked.connect(self._show_more)
            self._list.addWidget(more)
        self._list.addStretch(1)
        self._list.activate()  # now: else the cards are painted once before they have their room

    def _show_more(self) -> None:
        first, self._most = self._most, self._total

        def shown(loaded: acts.Loaded) -> None:
            self._show(loaded)
            self._focus_at(first)

        self.act(self._loading(), shown)

    def _held(self) -> str:
        """The alert whose button has the focus, if any."""
        focus = self.focusWidget()
        found = (card.row.id for card in self.cards if focus is not None and card.isAncestorOf(focus))
        return next(found, "")

    def _place_of(self, row: str) -> int:
        return next((place for place, card in enumerate(self.cards) if card.row.id == row), 0)

    def _focus_at(self, place: int) -> None:
        if self.cards:
            card = self.cards[min(place, len(self.cards) - 1)]
            first = card.patient_button if card.button.isHidden() else card.button
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filters.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- answering -----------------------------------------------------------

    @property
    def _form(self) -> AlertCard | None:
        return next((card for card in self.cards if card.form is not None), None)

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.show_form(None)

    def _card(self, row: str) -> AlertCard | None:
        return next((card for card in self.cards if card.row.id == row), None)

    def _open_form(self, row: str) -> AlertCard | None:
        """Show the form of an alert; another one that was open is closed."""
        self._close_form()
        card = self._card(row)
        if card is None:
            return None
        form = AnswerForm(self.kit, card.about, taking_back=card.row.reviewed is not None)
        form.saved.connect(partial(self._save, card))
        form.given_up.connect(partial(self._give_up, card))
        card.show_form(form)
        form.begin()
        return card

    def _give_up(self, card: AlertCard) -> None:
        card.show_form(None)
        self._unsaved.keep(None)
        self.clear_notice()
        card.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, card: AlertCard) -> None:
        form, store, review = card.form, self._store, card.row.reviewed
        if form is None:
            return
        form.save_button.setEnabled(False)
        if review is not None:
            call = partial(acts.take_back, store, review.entry, form.text)
        else:
            call = partial(acts.answer, store, card.row.id, form.code, form.text)
        load = self._loading()
        self.write_down(call, lambda _: load(), partial(self._saved, card), partial(self._refused, card))

    def _saved(self, card: AlertCard, loaded: acts.Loaded) -> None:
        place = self.cards.index(card) if card in self.cards else 0
        taken_back = card.row.reviewed is not None
        elsewhere = self._form not in (None, card)  # an answer that was begun meanwhile stays as it is
        if not elsewhere:
            self._unsaved.keep(None)
            self._close_form()
            self.clear_notice()
        self._show(loaded)
        again, down = self.tr_("It waits for an answer again."), self.tr_("What was done is written down.")
        a11y.announce(self, again if taken_back else down)
        self.kit.commands.diary_changed.emit()
        if not elsewhere:
            self._focus_at(place)

    def _refused(self, card: AlertCard, error: Exception) -> None:
        if isinstance(error, AlreadyReviewed) and self._form is card:
            self._show_answered(card.row.id, self.tr_.error(error))
            return
        if card.form is not None:
            card.form.save_button.setEnabled(True)
        if isinstance(error, DoesNotFit) and card.form is not None:
            card.form.note.show_error(self.tr_.error(error))
        else:
            self.say_failure(error)

    def _show_answered(self, row: str, sentence: str) -> None:
        """Somebody wrote meanwhile: their words in view in place of the form, and a sentence says so."""
        self._unsaved.keep(None)
        self._close_form()
        self.filters.set_value(1)
        self._most = acts.AT_ONCE

        def shown(loaded: acts.Loaded) -> None:
            self._show(loaded)
            self.say_notice(self.tr_("Nothing was written."), sentence)
            self._focus_at(self._place_of(row))

        self._about = row
        self.act(self._loading(), shown)

    # -- what the window asks --------------------------------------------------

    def keep_unfinished(self) -> None:
        """Keep an answer that is being typed, where it changed."""
        card, typed = self._form, None
        if card is not None and card.form is not None and (card.form.code or card.form.text):
            typed = {"row": card.row.id, "done": card.form.code, "note": card.form.text}
        if self.isEnabled():
            self._unsaved.keep(typed)

    def leave_page(self) -> None:
        """Keep what was typed and not saved."""
        self.keep_unfinished()

    def go_back(self) -> None:
        """From a form to its alert."""
        if self._form is not None:
            self._give_up(self._form)

    def print_page(self) -> None:
        """Nothing is printed of alerts."""
