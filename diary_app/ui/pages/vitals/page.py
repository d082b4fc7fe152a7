"""The measurements page: two readings with a rest between them, weight and temperature."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit
from diary_app.services.vitals import Measured, VitalsView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.day_page import DayPage
from diary_app.ui.pages.vitals import words
from diary_app.ui.pages.vitals.asking import Saved, after_saving
from diary_app.ui.pages.vitals.foot import Foot
from diary_app.ui.pages.vitals.form import VitalsForm
from diary_app.ui.pages.vitals.kept import Kept
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.measure_again import again_words
from diary_app.ui.widgets.page_parts import PageHeader, Scroller
from diary_app.ui.widgets.signs import SignsCard

_DRAFT = "vitals"
_BESIDE_FROM = 760  # px of content
_BESIDE_TEXT = 125  # percent


Loaded = tuple[VitalsView, Kept | None]

_RING = 6  # px around the scrolled part, so that nothing cuts the focus ring


class VitalsPage(DayPage):
    """Everything typed is saved by one press; what is odd is asked first, in place of the button."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner, session)
        self._session, self._store = session, session.store
        self.view: VitalsView | None = None
        self._kept: Kept | None = None
        self._asked_for: Measured | None = None
        self.question: SignsCard | None = None
        self.header = PageHeader(kit, kit.tr("Measurements"), writes=True)
        self._scroller = Scroller()
        body = self._body = QVBoxLayout(self._scroller.body)
        body.setContentsMargins(_RING, _RING, _RING, _RING)
        body.setSpacing(16)
        self.column.setContentsMargins(32 - _RING, 24 - _RING, 32 - _RING, 24)
        body.addWidget(self.header)
        body.addWidget(self.notice)
        body.addWidget(self.about_day)
        self.form = VitalsForm(kit, session.protocol.vitals)
        self.form.edited.connect(self._edited)
        self.form.reading_done.connect(self._reading_done)
        body.addWidget(self.form, 1)
        body.addWidget(self.late)
        body.addStretch(0)  # takes the room where the question of signs stands alone
        self.column.addWidget(self._scroller, 1)
        self.foot = Foot(kit)
        self.foot.save_button.clicked.connect(self.save)
        self.foot.yes_button.clicked.connect(self._save_as_it_is)
        self.foot.no_button.clicked.connect(self._change_it)
        self.foot.setContentsMargins(_RING, 0, _RING, 0)
        self.column.addWidget(self.foot)
        a11y.tab_order([self.header, self.form, self.late, self.foot])
        kit.appearance.changed.connect(self._arrange)
        self._arrange()

    # -- what the window asks ---------------------------------------------

    def show_day(self) -> None:
        """Show what is written down for the day, or the page that was left unsaved."""
        self.clear_notice()
        self.load_day(self._load, self._show)

    def forget_day(self) -> None:
        """Nothing here is of a day until that has come."""
        self.view = None

    def keep_unfinished(self) -> None:
        """Keep what is typed and not saved, where it changed; drop what was taken away."""
        if self.view is None:
            return
        left = Kept(self.view.day, self.form.values(), self.late_reason or "")
        page = left if self.form.touched else None
        if page == self._kept:
            return
        self._kept = page
        draft = page.as_json() if page is not None else None
        past, keep = self.past_day, self._store.vitals.keep_page
        self.keep_draft(self.draft_of_day(_DRAFT), draft, lambda value: keep(value, past))

    def go_back(self) -> None:
        """Back to where it was opened from; what is not saved is kept."""
        self.go_home()

    def say_notice(self, title: str, text: str) -> None:
        """Show the notice, and bring it into view."""
        super().say_notice(title, text)
        self._scroller.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= _BESIDE_FROM and self.kit.look.text <= _BESIDE_TEXT
        self.form.arrange(beside)
        self.header.buttons.restyle()  # icons alone where the window has become narrow

    # -- showing ------------------------------------------------------------

    def _load(self) -> Loaded:
        past, vitals = self.past_day, self._store.vitals
        draft = self.draft(self.draft_of_day(_DRAFT), vitals.kept_page(past))
        kept = Kept.read(draft) if draft is not None else None
        view = vitals.view(past or (kept.day if kept else None))
        return (view if past is None else replace(view, again=None)), kept  # nobody measures again then

    def _show(self, loaded: Loaded) -> None:
        view, kept = loaded
        self.view = view
        self._ask_nothing()
        self._kept = kept
        day = self.kit.day_and_month(view.day)
        past = self.about is not None
        title, line = (
            self.tr_("Measurements"),
            self.tr_("{date}. Write down what you measured; leave the rest empty.", date=day),
        )
        if past:
            title = self.tr_("Measurements of {date}", date=self.day_words(view.day))
            line = self.tr_("Write down what you measured; leave the rest empty.")
        self.header.say(title, line)
        self.form.put(kept.values if kept else {}, time(0) if past else view.now.time())
        self.form.ask_time(past)
        self.late.put(kept.late if kept else "")
        self.form.ask_for_one(view.again is not None)
        self._show_known(view)
        self.foot.ask_nothing()
        self._say_ready()
        if not self.form.touched:
            self.form.rest.stop()
        if view.again is not None:
            self._ask_again(view)
        elif kept is not None:
            told = self.tr_("These numbers for {date} are not saved yet.", date=day)
            self.say_notice(self.tr_("You left this page before saving."), told)
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._focus_in_view)

    def _focus_in_view(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._scroller.isAncestorOf(focus):
            self._scroller.ensureWidgetVisible(focus, 0, 24)

    def _show_known(self, view: VitalsView) -> None:
        """What is on record already."""
        form = self.form
        written = words.written_line(self.kit, view)
        form.written.setText(written)
        form.written.setVisible(bool(written))
        form.weight.say_help(words.weight_line(self.kit, view, past=self.about is not None))
        form.temperature.say_help(words.temperature_line(self.kit, view, past=self.about is not None))

    def _ask_again(self, view: VitalsView) -> None:
        """A reading was over a call limit: another one, after a rest."""
        assert view.again is not None
        title, text = again_words(self.kit, view.again, view.now.tzinfo)
        self.say_notice(title, text)
        gone = (view.now - view.again.at).total_seconds()
        left = view.protocol.vitals.measuring.between_minutes * 60 - gone
        if left > 0:
            self.form.rest.start(round(left * 1000))

    def _first_field(self) -> QWidget:
        empty = [field.control for field in self.form.fields if field.empty]
        return empty[0] if empty else self.foot.save_button

    # -- acting -------------------------------------------------------------

    def _edited(self) -> None:
        self.foot.ask_nothing()
        self._say_ready()

    def _say_ready(self) -> None:
        self.foot.save_button.explain("" if self.form.touched else self.tr_("Write down a number first."))

    def _reading_done(self) -> None:
        """A reading is whole: it was taken now, and after the first comes a rest."""
        if self.view is None or self.about is not None:  # it was not taken now
            return
        if self.form.second.empty:
            minutes = self.view.protocol.vitals.measuring.between_minutes
            self.form.rest.start(minutes * 60_000)
        else:
            self.form.rest.stop()
        self.act(self._store.vitals.now, self._stamp)

    def _stamp(self, now: datetime) -> None:
        self.form.stamp(now.time())

    def save(self) -> None:
        """Write everything down, or ask about what is odd first."""
        if self.view is None:
            return
        measured = self.form.measured(self.view.day)
        if measured is None or (self.about is not None and not self.form.check_time()):
            return
        if self.about is not None:
            measured = replace(measured, past=True, late_reason=self.late_reason)
        before = self.view.weight_before
        odd = self.form.odd(measured, before[1] if before else None)
        if odd:
            self._asked_for = measured
            self.foot.ask([words.question(self.kit, each) for each in odd])
        else:
            self._write(measured)

    def _save_as_it_is(self) -> None:
        if self._asked_for is not None:
            self._write(self._asked_for)

    def _change_it(self) -> None:
        self.foot.ask_nothing()
        filled = [field.control for field in self.form.fields if not field.empty]
        filled[0].setFocus(Qt.FocusReason.OtherFocusReason)
        filled[0].selectAll()

    def _write(self, measured: Measured) -> None:
        self.clear_notice()
        pressed, here, draft = QApplication.focusWidget(), self.until_left(), self.draft_of_day(_DRAFT)
        self.setEnabled(False)

        def done(saved: Saved) -> None:
            self.setEnabled(True)
            self.kit.commands.unkept.pop(draft, None)
            self._was_saved(saved, stay=here())

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            if not here():
                self.tell_failure(error)
                return
            self.foot.ask_nothing()
            self.say_failure(error)
            wrong = isinstance(error, DoesNotFit)
            target = self.form.time.control if wrong and measured.readings else pressed
            (target or self.foot.save_button).setFocus(Qt.FocusReason.OtherFocusReason)

        self.write_down(
            lambda: self._store.vitals.save(measured),
            lambda _: after_saving(self._session, measured),
            done,
            failed,
        )

    def _was_saved(self, saved: Saved, *, stay: bool) -> None:
        """Signs that would make more of it are asked before anything else is said."""
        if not stay:  # nobody is fetched back from another page; Today asks for the signs
            a11y.announce(self, self.tr_("Written down."))
            self.kit.commands.diary_changed.emit()
            return
        self._kept = None
        self.form.rest.stop()
        self.form.put({}, saved.view.now.time())
        a11y.announce(self, self.tr_("Written down."))
        self.kit.commands.diary_changed.emit()
        if saved.signs:
            self._ask(saved)
        else:
            self._go_on(saved.view)

    def _go_on(self, view: VitalsView) -> None:
        """Back to where it was opened from; a reading that wants another one keeps the page."""
        past = self.about is not None
        self._show((replace(view, again=None) if past else view, None))
        if past or view.again is None:
            self.go_home()

    # -- the question of signs ------------------------------------------------

    def _ask(self, saved: Saved) -> None:
        """The question alone on the page."""
        for part in (self.header, self.notice, self.form, self.foot):
            part.hide()
        card = self.question = SignsCard(self.kit, "urgent", back=True)
        card.ask(saved.signs, saved.answers, words.measured_line(self.kit, saved.measured))
        card.saved.connect(lambda answers: self._answer(saved, answers))
        card.cancelled.connect(lambda: self._go_on(saved.view))
        self._body.insertWidget(0, card)
        card.show()
        card.speak()
        self._scroller.verticalScrollBar().setValue(0)

    def _ask_nothing(self) -> None:
        if self.question is not None:
            self._body.removeWidget(self.question)
            self.question.hide()
            self.question.deleteLater()
            self.question = None
        for part in (self.header, self.form, self.foot):
            part.show()

    def _answer(self, saved: Saved, answers: dict[str, bool]) -> None:
        """Write the answers down; a "yes" leads to Today, where the call stands."""
        day, question, here = saved.measured.day, self.question, self.until_left()
        self.clear_notice()
        if question is not None:
            question.setEnabled(False)

        def both() -> VitalsView:
            self._store.calls.answer_signs(answers, day=day)
            return self._store.vitals.view(day)

        def done(view: VitalsView) -> None:
            self.kit.commands.diary_changed.emit()
            a11y.announce(self, self.tr_("Written down."))
            if not here():
                return
            # after a "yes" the call on Today comes first, not another reading
            self._go_on(replace(view, again=None) if any(answers.values()) else view)

        def failed(error: Exception) -> None:
            if not here():
                self.tell_failure(error)
                return
            if question is not None:
                question.setEnabled(True)
                question.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.say_failure(error)

        self.runner.run(both, done, failed)
