"""The Today page (pictures 03, 04 and 22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.services.today_view import TodayView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.forms.host import FRESH_PRESS, FormPage
from diary_app.ui.pages.forms.past_day import PastDays
from diary_app.ui.pages.forms.unfinished import Unfinished
from diary_app.ui.pages.forms.values import put_fasting
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.acts import CapsuleActs
from diary_app.ui.pages.today.call_state import load_calls
from diary_app.ui.pages.today.calls import Calls
from diary_app.ui.pages.today.card_for import card_for, due_state
from diary_app.ui.pages.today.cards import NotTakenCard, TakenCard
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.pages.today.due_card import DueCard, DueState
from diary_app.ui.pages.today.loaded import Loaded, Opening, signature
from diary_app.ui.pages.today.notes import Notes
from diary_app.ui.pages.today.side import SideColumn
from diary_app.ui.pages.today.unfinished import open_again, unfinished_card
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cycle_strip import CycleStrip
from diary_app.ui.widgets.page_parts import PageHeader

_SCROLL_BAR = 16  # px across
_EVERY = 30_000  # ms between looks at the clock


class TodayPage(FormPage):
    """Shows the day and writes down the capsule."""

    draft_name = "today"

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner)
        self._session = session
        self.acts = CapsuleActs(kit, session, self)
        self.past_days = PastDays(kit, session, self)
        self._store = session.store
        self._loaded: Loaded | None = None
        self._signature: object = None
        self._ask_stomach = False
        self._guard = False
        self._arriving = False
        self.scroller.verticalScrollBar().rangeChanged.connect(self._keep_main_in_view)
        self.header = PageHeader(kit, writes=True)
        self.strip = CycleStrip(kit)
        self.strip.day_pressed.connect(self.past_days.open)
        self.side = SideColumn(kit, session.protocol)
        self.opening = Opening(kit)
        self.notes = Notes(kit)
        self.calls = Calls(kit, session, self)
        self.scroller.verticalScrollBar().valueChanged.connect(self.calls.note_seen)
        self._main_box = QWidget()
        self._main = QVBoxLayout(self._main_box)
        self._main.setContentsMargins(0, 0, 0, 0)
        self.card: DayCard | None = None
        self._lay_out()
        kit.appearance.changed.connect(self._restyle)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look_again)

    def _lay_out(self) -> None:
        self.inside.addWidget(self.header)
        self.inside.addWidget(self.notice)
        self.inside.addWidget(self.opening)
        self.inside.addLayout(self.calls)
        self.inside.addWidget(self.notes)
        self.inside.addWidget(self.strip)
        self.inside.addLayout(self.row, 1)
        self.row.addWidget(self._main_box, 62)
        self.row.addWidget(self.side, 38)
        for part in (self.strip, self._main_box, self.side):
            part.hide()  # until the first day has come
        self.arrange()

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

    def keep_unfinished(self) -> None:
        """Keep what was filled in and not written down."""
        if self.view is not None:
            self.keep_left(self.unfinished_on(self.view.day) or unfinished_card(self))

    def leave_page(self) -> None:
        """Stop looking at the clock, and keep what was filled in and not written down."""
        self._timer.stop()
        self.keep_unfinished()
        if self.form is not None:
            self._signature = None  # the next opening shows the day again

    def wait_for_fresh_press(self) -> None:
        """Just unlocked: the main button takes keys only from a fresh press."""
        self._guard = True

    def undo_last(self) -> None:
        """Undo the last entry of today, or "I called" where the focus is on that line."""
        if self.form is not None and self.form.touched:
            self.say_notice(self.tr_("This is not saved yet."), "")
        elif not self.calls.undo_last() and self.card is not None:
            self.acts.undo_last()

    def go_back(self) -> None:
        """From a form in the card back to the card."""
        if self.form is not None:
            self.close_form()

    # -- showing ------------------------------------------------------------

    def _load(self) -> Loaded:
        today = self._store.today
        begun, page_kept = self._session.questionnaire_begun(), today.kept_page() is not None
        view, left = today.view(), self.draft(self.draft_name, today.kept_form())
        return Loaded(view, begun, page_kept, left, load_calls(self._session, view))

    def _show(self, loaded: Loaded) -> None:
        view, before = loaded.view, self._loaded
        left = self.unfinished_on(before.view.day) if before is not None else None
        self.view, self._loaded = view, loaded
        self._say_head(view)
        self.side.show_view(view, loaded.questionnaire_begun, loaded.symptoms_kept)
        self._main_box.show()
        self.side.show()
        self.calls.show_view(view, loaded.calls, say=self)
        shows = signature(view, self._due_state(loaded))
        if shows != self._signature:
            known, self._signature = self._signature is not None, shows
            same_day = before is not None and before.view.day == view.day
            self._show_strip(view)
            if self.form is None or not (known and (same_day or (left and left.outlives_its_day))):
                self._show_card()  # else a form keeps what was typed
                if left is not None and not same_day:
                    self._put_back(left)
        if self._arriving and loaded.left is not None:
            self._put_back(Unfinished.read(loaded.left))
        self.arrange()
        self._arrive()

    def _put_back(self, left: Unfinished) -> None:
        """What was filled in before the page was left is there again."""
        assert self.view is not None
        self.left_before = True
        if self.form is None:
            left = left.on(self.view.day.isoformat())
            open_again(left, self, self.acts, self.past_days)
            self.fill_again(left)

    def _due_state(self, loaded: Loaded) -> DueState:
        return due_state(self.kit, loaded.view, self._session.protocol, loaded.questionnaire_begun)

    def _arrive(self) -> None:
        """The page has come into view: the focus goes to what there is to do first."""
        if self._arriving and self.card is not None and self.card.main is not None and self.isVisible():
            if isinstance(self.card.main, Button):
                self.card.main.wait_for_fresh_press(FRESH_PRESS)
            self.focus_main()
            QTimer.singleShot(0, self.card, self._to_top)  # wherever it was scrolled to when it was left
        self._arriving = False
        self.opening.hide()

    def _say_head(self, view: TodayView) -> None:
        self.header.say(words.greeting(self.kit, view.now), words.date_line(self.kit, view))

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
        self.order_tabs()
        if self.isVisible() and card.main is not None:
            self.focus_main()
            QTimer.singleShot(0, card, self._to_top)

    def order_tabs(self) -> None:
        """Tab goes down the page; what is to be called for comes first on it."""
        parts = [self.strip, *([self.card] if self.card is not None else [])]
        if self.row.indexOf(self.strip) >= 0:
            parts.reverse()
        a11y.tab_order([self.header, *self.calls.parts(), *parts, self.side])

    def focus_main(self) -> None:
        """The focus goes to an emergency, else to the card's main control; it stays where a call has it."""
        if self.calls.holds_focus:
            return
        first = self.calls.first or (self.card.main if self.card is not None else None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_top(self) -> None:
        """Begin at the top of the page, as far as the main button stays in view."""
        self.scroller.verticalScrollBar().setValue(0)
        self._keep_main_in_view()

    def _keep_main_in_view(self) -> None:
        """While the main button has the focus it stays in view, also when the page grows around it."""
        if self.card is not None and self.card.main is not None and self.card.main.hasFocus():
            self.scroller.verticalScrollBar().setValue(0)  # with as much above it as there is room for
            self.scroller.ensureWidgetVisible(self.card.main, 0, 8)

    # -- forms --------------------------------------------------------------

    @property
    def form(self) -> CardForm | None:
        """The form that stands in place of the card."""
        return self.card if isinstance(self.card, CardForm) else None

    def put_form(self, form: CardForm) -> None:
        """In place of the card."""
        self._put(form)

    def close_form(self) -> None:
        """From a form back to today's card."""
        self._show_card()

    def keep_form(self, draft: Mapping[str, Any] | None) -> None:
        """Keep what was begun; something written down stays so where its draft cannot be dropped."""
        if draft is None:
            self._store.today.drop_form()
        else:
            self._store.today.keep_form(draft)

    def _restyle(self) -> None:
        if self.view is not None:
            self._say_head(self.view)
            self._show_strip(self.view)
            self.calls.restyle()
            if self.form is None:
                self._show_card()
            self.arrange()
            self.settle()
            QTimer.singleShot(0, self, self.settle)  # what was taken away has gone by then

    def arrange(self) -> None:
        """Bend to the width and the text size; what comes first bends too."""
        super().arrange()
        around = self.inside.contentsMargins()
        self.side.arrange(self.beside, self.width() - around.left() - around.right() - _SCROLL_BAR)
        call = self._loaded is not None and self._due_state(self._loaded).call_first
        # in little room the call and the card are to be seen together
        card_first = self.kit.look.large or (self.narrow and call)
        self._put_strip(first=not card_first)

    def _put_strip(self, *, first: bool) -> None:
        """The strip comes before the main card, or between it and the side cards."""
        if first != (self.inside.indexOf(self.strip) >= 0):
            (self.row if first else self.inside).removeWidget(self.strip)
            if first:
                self.inside.insertWidget(self.inside.indexOf(self.row), self.strip)
            else:
                self.row.insertWidget(1, self.strip)
            self.order_tabs()

    # -- acting -------------------------------------------------------------

    def act_on_call(self, call: Callable[[], object], done: Callable[[bool], None]) -> None:
        """Run an act on a call and show the day that came of it; then ``done``, with whether it went well."""
        self.clear_notice()

        def both() -> Loaded:
            call()
            return self._load()

        def shown(loaded: Loaded) -> None:
            self._show(loaded)
            done(True)
            self.kit.commands.diary_changed.emit()

        def failed(error: Exception) -> None:
            done(False)
            self.say_failure(error)  # the focus is where it was: the same press tries again

        self.runner.run(both, shown, failed)

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

        def done(_entry: str, loaded: Loaded) -> None:
            self._ask_stomach = ask_stomach
            self._signature = None
            self._show(loaded)
            if shows is not None:
                self.strip.focus_day(shows)
                QTimer.singleShot(0, self.strip, self.focus_in_view)
            a11y.announce(self, said)

        self.run_act(call, self._load, done, [self.card])
