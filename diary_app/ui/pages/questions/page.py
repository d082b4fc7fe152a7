"""The questionnaire from the first look to the end; the state machine decides, this shows."""

from __future__ import annotations

from datetime import UTC

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from diary_app.qlq_c30.administration import Administration
from diary_app.qlq_c30.wording import Wording
from diary_app.services.today_view import TodayView
from diary_app.ui import a11y
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, still_open
from diary_app.ui.pages.questions.intro import IntroView
from diary_app.ui.pages.questions.item import ItemView
from diary_app.ui.pages.questions.review import ReviewView
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

Loaded = tuple[TodayView, Administration | None, Wording]


class QuestionsPage(Page):
    """Each answer is kept at once, encrypted; one entry is written at the end."""

    without_ring = True  # it holds the focus itself while the form is sent

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner)
        self._service = session.store.questionnaires
        self._today = session.store.today
        self._late_reasons = session.protocol.late_reasons
        self.state: Administration | None = None
        self._practice_value: int | None = None
        self._lost = False  # answers wait that were begun in a wording which is gone
        self.column.setContentsMargins(32, 16, 32, 12)  # the answers need the room
        self.column.addWidget(self.notice)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self._make_views(session.wording)

    def _make_views(self, wording: Wording) -> None:
        """The three views over one pack; another pack, installed since, has views of its own."""
        kit, self._wording = self.kit, wording
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.intro = IntroView(kit, wording)
        self.item = ItemView(kit, wording)
        self.review = ReviewView(kit, wording, self._late_reasons)
        for view in (self.intro, self.item, self.review):
            self.stack.addWidget(view)
        self.intro.started.connect(self._start)
        self.item.answered.connect(self._answer)
        self.item.declined.connect(self._decline)
        self.item.next_pressed.connect(self._next)
        self.item.back_pressed.connect(self.go_back)
        self.item.skipped.connect(self._skip)
        self.item.put_off.connect(self._put_off)
        self.review.opened.connect(self._open_item)
        self.review.back_pressed.connect(self.go_back)
        self.review.put_off.connect(self._put_off)
        self.review.finish_pressed.connect(self._finish)

    # -- what the window asks ---------------------------------------------

    def open_page(self) -> None:
        """Show where the questionnaire stands; a running one stays where it is."""
        if self.state is None:
            self.clear_notice()
            self.act(self._load, self._show_intro)

    def leave_page(self) -> None:
        """Everything is kept already; the next opening begins with where it stands."""
        self.state = None

    def place(self) -> object:
        """Whether a questionnaire is being filled in; not one that is being sent."""
        return self.state is not None and self.review.isEnabled()

    def return_to(self, place: object) -> None:
        """On with the questionnaire where it stands."""
        if place:
            self._start()
        else:
            self.open_page()

    def print_page(self) -> None:
        """Nobody is taken out of a questionnaire by a key."""
        if self.state is None:
            super().print_page()

    def go_back(self) -> None:
        """One page back; answers stay, and what is being sent is not begun again."""
        if self.state is not None and self.review.isEnabled():
            self._take(self.state.back())

    # -- the beginning and the end ------------------------------------------

    def _load(self) -> Loaded:
        wording = self._service.wording_to_show(self.tr_.language)
        self._lost = self._service.begun_in_lost_wording()
        begun = None if self._lost else self._service.resume(pack=wording)
        return self._today.view(), begun, wording

    def _show_intro(self, loaded: Loaded) -> None:
        view, begun, wording = loaded
        if wording.sha256 != self._wording.sha256:
            self._make_views(wording)
        self.intro.show_view(view, begun, again=self._lost)
        self.stack.setCurrentWidget(self.intro)
        first = self.intro.button if self.intro.button.isVisible() else self.intro.title
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self) -> None:
        self._practice_value = None
        wording, lost = self._wording, self._lost

        def begin() -> Administration:
            begun = None if lost else self._service.resume(pack=wording)
            return begun or self._service.begin(pack=wording)

        self.act(begin, self._take)

    def _put_off(self) -> None:
        """Everything is kept; back to where it stands."""
        self.state = None
        self.act(self._load, self._put_off_done)

    def _put_off_done(self, loaded: Loaded) -> None:
        self._show_intro(loaded)
        self.kit.commands.diary_changed.emit()
        a11y.announce(self, self.tr_("Your answers are kept."))

    def _finish(self) -> None:
        state, tr = self.state, self.tr_
        if state is None:
            return
        blank = len(state.open_items)
        text = tr("After finishing you cannot change your answers.")
        if blank:
            left = tr.plural("{n} question has no answer.", "{n} questions have no answer.", blank)
            text = self.kit.sentences(left, text)
        title = tr("Finish the questionnaire?")
        ask = Confirm(self.kit, self.window(), title, text, tr("Go back"), tr("Finish"))
        if not ask.exec() or not still_open(self):
            return
        self.clear_notice()
        submission, late = state.finish(), self.review.late_reason
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled button would hand it to the rail
        self.review.setEnabled(False)

        def submit() -> Loaded:
            self._service.submit(submission, late_reason=late)
            return self._load()

        self.runner.run(submit, self._was_sent, self._was_not_sent)

    def _was_sent(self, loaded: Loaded) -> None:
        self.review.setEnabled(True)
        self.state = None
        self.review.late.put("")
        self._show_intro(loaded)
        self.intro.say_done(loaded[0])
        self.kit.commands.diary_changed.emit()
        a11y.announce(self, self.intro.title.text())

    def _was_not_sent(self, error: Exception) -> None:
        self.review.setEnabled(True)
        self.review.focus_first()
        self.say_failure(error)

    # -- in between ----------------------------------------------------------

    def _take(self, state: Administration) -> None:
        """Show the new state and keep it; where it cannot be kept, say so and stay."""
        self.state = state
        self.clear_notice()
        self.item.say_replaced("")
        if state.place == "review":
            self.review.show_state(state)
            self.stack.setCurrentWidget(self.review)
            self.review.focus_first()
            self.act(self._service.outside_window, self.review.ask_why_late)
        else:
            self.item.show_state(state, self._practice_value)
            if self.stack.currentWidget() is not self.item:
                self.stack.setCurrentWidget(self.item)
                self.item.focus_answers()
        self.act(lambda: self._service.save_draft(state), lambda _: None)

    def _answer(self, value: int | None) -> None:
        state = self.state
        if state is None:
            return
        if state.place == "practice":
            self._practice_value = value
            self.item.show_state(state, value)
        elif value is None:
            self._take(state.clear(state.at))
        else:
            was_declined = state.state(state.at) == "declined"
            self._take(state.answer(state.at, value))
            if was_declined:
                said = self.tr_("Your answer takes the place of “I prefer not to answer”.")
                self.item.say_replaced(said)
                a11y.announce(self, said)

    def _decline(self) -> None:
        if self.state is not None:
            at = self.state.at
            declined = self.state.state(at) == "declined"
            self._take(self.state.clear(at) if declined else self.state.decline(at))
            if not declined:  # the next Enter goes on
                self.item.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        state = self.state
        if state is None:
            return
        if state.place != "practice":
            self._take(state.next())
            if state.at == self.state_at and not state.can_go_on:
                a11y.announce(self, self.item.asking.accessibleName())
        elif self._practice_value is not None:
            self._practised(state)

    @property
    def state_at(self) -> int:
        """The item a person is at; 0 outside the questions."""
        return self.state.at if self.state is not None else 0

    def _practised(self, state: Administration) -> None:
        """The practice question was tried; when is kept with the form."""

        def done_at() -> str:
            return self._today.view().now.astimezone(UTC).isoformat(timespec="seconds")

        self.act(done_at, lambda instant: self._take(state.practice_done(instant)))

    def _skip(self) -> None:
        if self.state is not None and self.state.asking:
            self._take(self.state.skip())

    def _open_item(self, n: int) -> None:
        if self.state is not None:
            self._take(self.state.go_to(n))
