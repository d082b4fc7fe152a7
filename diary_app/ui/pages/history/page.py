"""The Diary page (picture 10): the calendar, the chosen day, and a form beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.services.history import DayStory, HistoryService, HistoryView
from diary_app.services.today_view import TodayView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.forms.host import FRESH_PRESS, FormPage
from diary_app.ui.pages.forms.past_day import PastDayForm
from diary_app.ui.pages.forms.unfinished import Unfinished
from diary_app.ui.pages.history import words
from diary_app.ui.pages.history.acts import DayActs
from diary_app.ui.pages.history.calendar import Calendar
from diary_app.ui.pages.history.done import DoneBar
from diary_app.ui.pages.history.story import StoryCard
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import PageHeader


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows: the cycles, the chosen day, and what was begun and not finished."""

    today: TodayView
    view: HistoryView
    story: DayStory
    left: Mapping[str, Any] | None


class HistoryPage(FormPage):
    """Shows the diary day by day, and corrects what still can be."""

    draft_name = "history"
    in_one_column = QBoxLayout.Direction.BottomToTop  # the form first

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner)
        store = session.store
        self._store = store
        self._history = HistoryService(store.opened, store.diary)
        self.shown: HistoryView | None = None
        self.story: DayStory | None = None
        self._form: CardForm | None = None
        self._day: date | None = None
        self._around: date | None = None
        self._last = ""
        self._rows = 0
        self.acts = DayActs(kit, session, self._history, self)
        line = kit.tr("Choose a day to see it or to correct it.")
        self.header = PageHeader(kit, kit.tr("My diary"), line, writes=True)
        self.calendar = Calendar(kit)
        self.calendar.day_chosen.connect(self.choose)
        self.calendar.walked.connect(lambda day: self._turn_to(day, focus=day))
        self.calendar.turned.connect(self._turn)
        self.done = DoneBar(kit)
        self.done.button.clicked.connect(self.undo_last)
        self.card = StoryCard(kit, session.protocol)
        self.card.pressed.connect(self.acts.pressed)
        self.card.stepped.connect(self._step)
        self._form_box = QWidget()
        self._form_place = QVBoxLayout(self._form_box)
        self._form_place.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.card, 1)
        self.row.addWidget(self._form_box, 1)
        for part in (self.header, self.notice, self.calendar, self.done):
            self.inside.addWidget(part)
        self.inside.addLayout(self.row, 1)
        later: list[QWidget] = [self.calendar, self.done, self.card, self._form_box]
        for widget in later:
            widget.hide()  # until the days have come
        self.arrange()
        kit.appearance.changed.connect(self._restyle)

    # -- what the window asks ------------------------------------------------

    def open_page(self) -> None:
        """Load the day last looked at, today at first; its cell gets the focus."""
        self.done.hide()
        self._last = ""
        self.act(self._load_arriving, self._arrived)

    def keep_unfinished(self) -> None:
        """Keep what was filled in and not written down."""
        if self._day is not None:
            self.keep_left(self.unfinished_on(self._day))

    def leave_page(self) -> None:
        """Keep what was filled in, and close the form."""
        self.keep_unfinished()
        self._take_form_away()

    def place(self) -> object:
        """The chosen day."""
        return self._day

    def return_to(self, place: object) -> None:
        """Open the same day again."""
        self.look_at(place if isinstance(place, date) else None)
        self.open_page()

    def look_at(self, day: date | None) -> None:
        """The day to show when the page is opened next; none: today."""
        self._day = self._around = day

    def undo_last(self) -> None:
        """Undo what was last written on this page."""
        if self.form is not None and self.form.touched:
            self.say_notice(self.tr_("This is not saved yet."), "")
        elif self._last:
            entry, self._last = self._last, ""
            self.write(lambda: self._history.undo(entry), self.tr_("Undone"), undoes=True)

    def go_back(self) -> None:
        """From a form back to the day."""
        if self.form is not None:
            self.clear_notice()
            self.close_form()

    # -- showing ---------------------------------------------------------------

    def _load(self, day: date | None = None, around: date | None = None) -> Loaded:
        today = self._store.today.view()
        chosen = day or self._day or today.day
        rows = self.calendar.rows_shown
        view = self._history.view(rows, around=around or self._around or chosen)
        contact = self._store.calls.contact()
        if contact is not None:
            view = replace(view, clinic_phone=contact.phone)
        return Loaded(today, view, self._history.story(chosen), None)

    def _load_arriving(self) -> Loaded:
        left = self.draft(self.draft_name, self._history.kept_form())
        day = date.fromisoformat(left["day"]) if left is not None else None
        loaded = self._load(day, day)
        return Loaded(loaded.today, loaded.view, loaded.story, left)

    def _arrived(self, loaded: Loaded) -> None:
        self._show(loaded)
        if loaded.left is not None:
            self._put_back(Unfinished.read(loaded.left))
        if self.form is None and self.isVisible():
            self.calendar.focus_day(loaded.story.day.day)

    def _put_back(self, left: Unfinished) -> None:
        self.left_before = True
        self.acts.open_again(left.origin)
        self.fill_again(left)

    def _show(self, loaded: Loaded) -> None:
        self.view, self.shown, self.story = loaded.today, loaded.view, loaded.story
        self._day = loaded.story.day.day
        self._rows = self.calendar.rows_shown
        self.calendar.show_view(loaded.view, self._day)
        self._show_story()
        self.calendar.setVisible(bool(loaded.view.rows))
        self.card.show()
        self._order()
        self.settle()

    def _show_story(self) -> None:
        assert self.story is not None
        assert self.shown is not None
        self.card.show_story(self.story, self.shown)

    def choose(self, day: date) -> None:
        """Open a day below the calendar; what is being filled in is not thrown away."""
        if self.form is not None and self.form.touched:
            words_ = self.tr_("Save it, or go back, before you choose another day.")
            self.say_notice(self.tr_("This is not saved yet."), words_)
            return
        self._take_form_away()
        self.done.hide()
        self.clear_notice()
        self.act(lambda: self._history.story(day), self._chosen)

    def _chosen(self, story: DayStory) -> None:
        self.story, self._day = story, story.day.day
        self.calendar.show_chosen(self._day)
        self._show_story()
        self._order()
        a11y.announce(self, self._told(story))

    def _told(self, story: DayStory) -> str:
        """The day and all its entries, for a screen reader."""
        assert self.shown is not None
        lines = [
            self.tr_("{what}: {answer}", what=title, answer=line.replace("\n", self.tr_(", ")))
            for title, line in self.card.told()
        ]
        return self.kit.sentences(words.day_name(self.kit, story.day, self.shown), *lines)

    def _step(self, step: int) -> None:
        if self._day is None or self.shown is None:
            return
        day = self._day + timedelta(days=step)
        if day in self.calendar.cells:
            self.choose(day)
        elif self.form is None or not self.form.touched:
            self._take_form_away()
            self._day = day
            self._turn_to(day)

    def _turn(self, direction: int) -> None:
        """To older (-1) or newer (1) cycles."""
        cells = self.calendar.cells
        view = self.shown
        if not cells or view is None or not (view.older if direction < 0 else view.newer):
            return
        edge = min(cells) - timedelta(days=1) if direction < 0 else max(cells) + timedelta(days=1)
        self._turn_to(edge, focus=edge)

    def _turn_to(self, day: date, focus: date | None = None) -> None:
        self._around = day
        chosen = self._day

        def shown(loaded: Loaded) -> None:
            form = self.form
            self._show(loaded)
            if form is not None:
                self._form_box.show()
            if focus is not None:
                self.calendar.focus_day(focus)
                a11y.announce(self, words.row_title(self.kit, loaded.view.rows[0]))

        self.act(lambda: self._load(chosen, day), shown)

    # -- forms -----------------------------------------------------------------

    @property
    def form(self) -> CardForm | None:
        """The form beside the day."""
        return self._form

    def keep_form(self, draft: Mapping[str, Any] | None) -> None:
        """Keep what was begun about a day, or drop it."""
        self._history.keep_form(draft)

    def put_form(self, form: CardForm) -> None:
        """Show a form beside the day."""
        self._drop_form()
        self.done.hide()
        if isinstance(form, PastDayForm):
            form.back_button.set_text(self.tr_("Back"))
        self._form = form
        self.card.offer_acts(False)
        self._form_place.addWidget(form)
        self._form_box.show()
        form.show()
        self.arrange()
        self._order()
        if self.isVisible() and form.main is not None:
            form.main.setFocus()
            QTimer.singleShot(0, form, self.focus_in_view)

    def close_form(self) -> None:
        """From the form back to the day."""
        self._take_form_away()
        if self._day is not None:
            self.calendar.focus_day(self._day)

    def _take_form_away(self) -> None:
        self._drop_form()
        self._form_box.hide()
        self.card.offer_acts(True)
        self.arrange()

    def _drop_form(self) -> None:
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    # -- acting ------------------------------------------------------------------

    def write(
        self, call: Callable[[], str], said: str, *, shows: date | None = None, undoes: bool = False
    ) -> None:
        """Run one act and show the day that came of it, with a way to undo it."""
        day = shows or self._day

        def done(entry: str, loaded: Loaded) -> None:
            self._last = "" if undoes else entry
            self._take_form_away()
            self._show(loaded)
            self._say_done(said, can_undo=bool(self._last))

        busy = [self.card, self.done, *([self.form] if self.form else [])]
        self.run_act(call, lambda: self._load(day), done, busy)

    def _say_done(self, said: str, *, can_undo: bool) -> None:
        self.done.say(said, can_undo)
        self.done.show()
        if can_undo and self.isVisible():
            self.done.button.wait_for_fresh_press(FRESH_PRESS)
            self.done.button.setFocus()
        elif self._day is not None:
            self.calendar.focus_day(self._day)
        QTimer.singleShot(0, self, self.focus_in_view)
        a11y.announce(self, said)

    # -- bending -----------------------------------------------------------------

    def _restyle(self) -> None:
        self.arrange()
        if self.shown is None:
            return
        self._show_story()
        if self._rows != self.calendar.rows_shown:  # fewer cycles at large text
            self._around = self._day
            self.act(self._load, self._show)
        self.settle()

    def _order(self) -> None:
        a11y.tab_order([self.header, self.calendar, self.done, self.card, self._form_box])
