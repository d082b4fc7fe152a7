"""The Today page (pictures 03, 04 and 22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from diary_app.common.errors import DoesNotFit
from diary_app.services.today import TodayView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, sentence_for
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.acts import CapsuleActs
from diary_app.ui.pages.today.calls import Calls
from diary_app.ui.pages.today.card_for import card_for, due_state, settled_dose
from diary_app.ui.pages.today.cards import DayCard, NotTakenCard, TakenCard
from diary_app.ui.pages.today.due_card import DueCard, DueState
from diary_app.ui.pages.today.forms import CardForm, Origin, put_fasting
from diary_app.ui.pages.today.notes import Notes
from diary_app.ui.pages.today.past_day import PastDays
from diary_app.ui.pages.today.side import SideColumn
from diary_app.ui.pages.today.unfinished import Unfinished, open_again, unfinished_on
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cycle_strip import CycleStrip
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

_BESIDE_FROM = 960  # px of content
_BESIDE_TEXT = 125  # percent
_EVERY = 30_000  # ms between looks at the clock
FRESH_PRESS = 700  # ms after the first paint of what a key would press
_DRAFT = "today"
_ROUNDS = 4  # wrapped texts inside wrapped texts find their heights one after another


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows: the day, and what was begun and not finished."""

    view: TodayView
    questionnaire_begun: bool
    symptoms_kept: bool
    left: Mapping[str, Any] | None


class TodayPage(Page):
    """Shows the day and writes down the capsule."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner)
        self._session = session
        self.acts = CapsuleActs(kit, session, self)
        self.past_days = PastDays(kit, session, self)
        self._store = session.store
        self.view: TodayView | None = None
        self._loaded: Loaded | None = None
        self._signature: object = None
        self._ask_stomach = False
        self._guard = False
        self._arriving = False
        self._left_before = False
        self._pressed: QWidget | None = None
        self.column.setContentsMargins(0, 0, 0, 0)
        self._scroller = Scroller()
        self.column.addWidget(self._scroller)
        self._scroller.verticalScrollBar().rangeChanged.connect(self._keep_main_in_view)
        self._inside = QVBoxLayout(self._scroller.body)
        self._inside.setContentsMargins(32, 24, 32, 24)
        self._inside.setSpacing(16)
        self.header = PageHeader(kit)
        self.strip = CycleStrip(kit)
        self.strip.day_pressed.connect(self.past_days.open)
        self.side = SideColumn(kit, session.protocol)
        self.side.symptoms_pressed.connect(lambda: kit.commands.page_requested.emit("symptoms"))
        self.side.questionnaire_pressed.connect(lambda: kit.commands.page_requested.emit("questions"))
        self.side.pressure_pressed.connect(lambda: kit.commands.page_requested.emit("vitals"))
        self.opening = Opening(kit, kit.tr("Opening your diary…"), "small-title", "ink-2")
        self.notes = Notes(kit)
        self.calls = Calls(kit, session.protocol)
        self._main_box = QWidget()
        self._main = QVBoxLayout(self._main_box)
        self._main.setContentsMargins(0, 0, 0, 0)
        self.card: DayCard | None = None
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(kit.look.gap("cards"))
        self._lay_out()
        kit.appearance.changed.connect(self._restyle)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look_again)

    def _lay_out(self) -> None:
        self._inside.addWidget(self.header)
        self._inside.addWidget(self.notice)
        self._inside.addWidget(self.opening)
        self._inside.addLayout(self.calls)
        self._inside.addWidget(self.notes)
        self._inside.addWidget(self.strip)
        self._inside.addLayout(self._row, 1)
        self._row.addWidget(self._main_box, 62)
        self._row.addWidget(self.side, 38)
        for part in (self.strip, self._main_box, self.side):
            part.hide()  # until the first day has come
        self._arrange()

    # -- what the window asks ---------------------------------------------

    def open_page(self) -> None:
        """Load the day and keep it up to date; the card's main control gets the focus."""
        self._timer.start()
        self._arriving = True
        if self.view is None:
            self.opening.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_again()

    def _look_again(self) -> None:
        self.act(self._load, self._show)

    def leave_page(self) -> None:
        """Stop looking at the clock, and keep what was filled in and not written down."""
        self._timer.stop()
        left = unfinished_on(self)
        if left is not None or self._left_before:
            self._left_before = left is not None
            draft = left.as_json() if left is not None else None
            self.keep_draft(_DRAFT, draft, self._store.today.keep_form)
        if isinstance(self.card, CardForm):
            self._signature = None  # the next opening shows the day again

    def wait_for_fresh_press(self) -> None:
        """Just unlocked: the main button takes keys only from a fresh press."""
        self._guard = True

    def undo_last(self) -> None:
        """Undo today's capsule entry."""
        if self.view is not None and settled_dose(self.view) is not None:
            self.acts.undo()

    def go_back(self) -> None:
        """From a form in the card back to the card."""
        if isinstance(self.card, CardForm):
            self._show_card()

    # -- showing ------------------------------------------------------------

    def _load(self) -> Loaded:
        today = self._store.today
        begun, page_kept = self._session.questionnaire_begun(), today.kept_page() is not None
        return Loaded(today.view(), begun, page_kept, self.draft(_DRAFT, today.kept_form()))

    def _show(self, loaded: Loaded) -> None:
        view, before = loaded.view, self._loaded
        self.view, self._loaded = view, loaded
        self.header.say(words.greeting(self.kit, view.now), words.date_line(self.kit, view))
        self.side.show_view(view, loaded.questionnaire_begun, loaded.symptoms_kept)
        self._main_box.show()
        self.side.show()
        signature = _signature(view, self._due_state(loaded))
        if signature != self._signature:
            typing = self._signature is not None and before is not None and before.view.day == view.day
            self._signature = signature
            self._show_strip(view)
            self.calls.show_view(view, say=self)
            if not (typing and isinstance(self.card, CardForm)):  # a form keeps what was typed
                self._show_card()
        if self._arriving and loaded.left is not None:
            self._put_back(Unfinished.read(loaded.left))
        self._arrange()
        self._arrive()

    def _put_back(self, left: Unfinished) -> None:
        """What was filled in before the page was left is there again."""
        self._left_before = True
        if open_again(left, self, self.acts, self.past_days):
            told = self.tr_("What you filled in is here again.")
            self.say_notice(self.tr_("You left this page before saving."), told)

    def _due_state(self, loaded: Loaded) -> DueState:
        return due_state(self.kit, loaded.view, self._session.protocol, loaded.questionnaire_begun)

    def _arrive(self) -> None:
        """The page has come into view: the focus goes to what there is to do first."""
        if self._arriving and self.card is not None and self.card.main is not None and self.isVisible():
            if isinstance(self.card.main, Button):
                self.card.main.wait_for_fresh_press(FRESH_PRESS)
            self.card.main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arriving = False
        self.opening.hide()

    def _show_strip(self, view: TodayView) -> None:
        self.strip.setVisible(bool(view.strip))
        if view.strip:
            marks = words.marks(self.kit, view)
            title, summary = words.strip_title(self.kit, view), words.strip_summary(self.kit, view)
            self.strip.show_days(title, summary, marks, view.treatment_days)

    def _show_card(self) -> None:
        assert self._loaded is not None
        state = self._due_state(self._loaded)
        card = card_for(self.kit, self._loaded.view, self._session.protocol, self._ask_stomach, state)
        card.pressed.connect(self.acts.pressed)
        if isinstance(card, TakenCard):
            card.stomach_answered.connect(self.acts.answer_stomach)
        before = self.card
        if isinstance(card, DueCard) and isinstance(before, DueCard) and before.view.day == card.view.day:
            put_fasting(card.stomach, before.stomach.fasting)  # the card is only built anew
        settled = isinstance(self.card, TakenCard | NotTakenCard)  # a second Enter must not turn it back
        self._put(card)
        if isinstance(card, TakenCard | NotTakenCard):
            card.undo_button.wait_for_fresh_press(FRESH_PRESS)
        if isinstance(card, DueCard) and (self._guard or settled):
            card.now_button.wait_for_fresh_press(FRESH_PRESS)
        self._guard = False

    def _put(self, card: DayCard) -> None:
        if self.card is not None:
            self._main.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
        self.card = card
        self._main.addWidget(card)
        card.show()
        a11y.tab_order([self.header, self.strip, card, self.side])
        if self.isVisible() and card.main is not None:
            card.main.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, card, self._to_top)

    def _to_top(self) -> None:
        """Begin at the top of the page, as far as the main button stays in view."""
        self._scroller.verticalScrollBar().setValue(0)
        self._keep_main_in_view()

    def _keep_main_in_view(self) -> None:
        """While the main button has the focus it stays in view, also when the page grows around it."""
        if self.card is not None and self.card.main is not None and self.card.main.hasFocus():
            self._scroller.verticalScrollBar().setValue(0)  # with as much above it as there is room for
            self._scroller.ensureWidgetVisible(self.card.main, 0, 8)

    def _focus_in_view(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._scroller.isAncestorOf(focus):
            self._scroller.ensureWidgetVisible(focus, 0, 8)

    def open_form(
        self,
        form: CardForm,
        save: Callable[[Any], None],
        origin: Origin,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Show a form in place of the card; ``back``: what its Back leads to (else today's card)."""
        form.cancelled.connect(self.clear_notice)
        form.cancelled.connect(back or self._show_card)
        form.saved.connect(save)
        form.come_from(origin)
        self._put(form)

    def _restyle(self) -> None:
        if self.view is not None:
            self._show_strip(self.view)
            self.calls.show_view(self.view, say=None)
            if not isinstance(self.card, CardForm):
                self._show_card()
            self._arrange()
            self._settle()
            QTimer.singleShot(0, self, self._settle)  # what was taken away has gone by then

    def _settle(self) -> None:
        """Lay out now, not in the next rounds of events: a size in between is never painted."""
        for _ in range(_ROUNDS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self.kit.look
        narrow = self.width() < _BESIDE_FROM + 50
        beside = not narrow and look.text <= _BESIDE_TEXT
        self._inside.setContentsMargins(*((22, 14, 20, 16) if narrow else (32, 24, 32, 24)))
        self._inside.setSpacing(12 if narrow else 16)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)
        self.side.arrange(beside)
        call = self._loaded is not None and self._due_state(self._loaded).call_first
        card_first = look.large or (narrow and call)  # so that the call and the card are seen together
        self._reorder([self._row, self.strip] if card_first else [self.strip, self._row])

    def _reorder(self, order: list[Any]) -> None:
        """At large text the main card comes before the strip."""
        first_is_strip = order[0] is self.strip
        place = self._inside.indexOf(self.strip)
        if first_is_strip != (place < self._inside.count() - 1):
            self._inside.removeWidget(self.strip)
            above = self._inside.indexOf(self._row)
            self._inside.insertWidget(above if first_is_strip else self._inside.count(), self.strip)

    # -- acting -------------------------------------------------------------

    def write(
        self,
        call: Callable[[], str],
        said: str,
        *,
        ask_stomach: bool = False,
        shows: date | None = None,
    ) -> None:
        """Run one act and show the day that came of it; buttons rest meanwhile.

        ``shows``: the past day it was about; its dot then has the focus.
        """
        assert self.card is not None
        self.clear_notice()
        if isinstance(self.card, CardForm):
            self.card.refuse("")
        self._pressed = QApplication.focusWidget()
        self.card.setEnabled(False)

        def both() -> Loaded:
            call()
            self._store.today.drop_form()
            return self._load()

        def done(loaded: Loaded) -> None:
            self.kit.commands.unkept.pop(_DRAFT, None)
            self._ask_stomach = ask_stomach
            self._signature = None
            self._show(loaded)
            if shows is not None:
                self.strip.focus_day(shows)
                QTimer.singleShot(0, self.strip, self._focus_in_view)
            a11y.announce(self, said)
            self.kit.commands.diary_changed.emit()

        self.runner.run(both, done, self._failed)

    def _failed(self, error: Exception) -> None:
        if self.card is not None:
            self.card.setEnabled(True)
        if isinstance(self.card, CardForm) and isinstance(error, DoesNotFit):
            sentence = sentence_for(self.kit, error)
            self.card.refuse(sentence)
            a11y.announce(self, sentence)
        else:
            self.say_failure(error)
            if self._pressed is not None and isValid(self._pressed) and self.isAncestorOf(self._pressed):
                self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)  # the same press tries again


class Opening(Label):
    """One calm line until the first day has come; it holds the focus meanwhile, without a ring."""

    without_ring = True

    def __init__(self, kit: Kit, text: str, role: str, tone: str) -> None:
        super().__init__(kit, text, role, tone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _signature(view: TodayView, due: DueState) -> object:
    """What the cards show; the clock alone does not rebuild them."""
    doses = tuple(dose.record.latest for dose in view.doses_today)
    alerts = tuple((alert.rule.code, alert.day) for alert in view.alerts)
    state = view.status.day_state
    return (
        view.day,
        view.strip,
        doses,
        alerts,
        view.again,
        state.status,
        view.status.awaiting_start,
        view.next_start,
        view.next_visit,
        due,
    )
