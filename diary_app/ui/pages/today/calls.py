"""The calls at the top of Today: what to call for, what was said about it, and the question of signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from diary_app.domain.alerts import Alert
from diary_app.domain.calls import Done
from diary_app.domain.protocol import AlertLevel
from diary_app.services.today_view import TodayView
from diary_app.ui import a11y, navigation
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.call_card import CallCard, ToldLine
from diary_app.ui.pages.today.call_host import Host, SeenCalls
from diary_app.ui.pages.today.call_state import CallState, Told
from diary_app.ui.pages.today.call_words import CallWords, by_pressure, call_words, called_about
from diary_app.ui.session import Session
from diary_app.ui.widgets.measure_again import again_words
from diary_app.ui.widgets.signs import SignsCard
from diary_app.ui.widgets.themed import Themed

_FRESH_PRESS = 700  # ms: the press that brought a button here does not press it too


class Calls(QVBoxLayout):
    """The cards, the most urgent first, then what was told today."""

    def __init__(self, kit: Kit, session: Session, host: Host) -> None:
        super().__init__()
        self.kit, self._session, self._host = kit, session, host
        self.cards: list[CallCard] = []
        self.told: list[ToldLine] = []
        self.question: SignsCard | None = None
        self._alerts: dict[CallCard, tuple[Alert, ...]] = {}
        self._shows: object = None
        self._seen = SeenCalls(host, session.store.calls)
        self._acting = False
        self.setSpacing(12)

    # -- showing ---------------------------------------------------------------

    def show_view(self, view: TodayView, state: CallState, say: QWidget | None) -> None:
        """Show what stands now; ``say``: who tells what is new to a screen reader."""
        alerts = tuple((alert.rule.code, alert.day) for alert in view.alerts)
        shows = (view.day, alerts, view.again, view.pressure, view.pressure_over, state)
        if shows != self._shows:
            self._shows = shows
            self._build(view, state, say)
        QTimer.singleShot(0, self, self.note_seen)

    def _build(self, view: TodayView, state: CallState, say: QWidget | None) -> None:
        held = self.holds_focus
        before = {card.accessibleName() for card in self.cards}
        self._take_away()
        self._view, self._state = view, state
        for each in call_words(self.kit, self._session.protocol, view):
            self._add(CallCard.of(self.kit, each), each, each.alerts)
        if view.again is not None and not self._beyond_measuring:
            title, text = again_words(self.kit, view.again, view.now.tzinfo)
            self._add(CallCard(self.kit, ("due", "clock"), title, text), None, ())
        for told in state.told:
            several = len(state.told) > 1
            about = called_about(self.kit, self._session.protocol, told.rules) if several else ""
            line = ToldLine(self.kit, told, about)
            line.pressed.connect(self._take_back)
            self.told.append(line)
            self.addWidget(line)
        if self.question is not None and not state.signs:
            self._close_question()
        self._make_room()
        self._host.order_tabs()
        for card in self.cards:
            if say is not None and card.accessibleName() not in before:
                number = card.number.label.accessibleName() if card.number is not None else ""
                a11y.announce(say, self.kit.sentences(card.accessibleName(), number))
        if held and not self.take_focus():
            self._host.focus_main()

    def _take_away(self) -> None:
        for part in [*self.cards, *self.told]:
            self.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.cards, self.told, self._alerts = [], [], {}

    def _add(self, card: CallCard, words: CallWords | None, alerts: tuple[Alert, ...]) -> None:
        state, view = self._state, self._view
        level = words.level if words is not None else None
        phone = state.contact.phone if state.contact is not None else ""
        if level == AlertLevel.EMERGENCY:
            phone = self._session.protocol.emergency_number or ""
        pressure = words is None or bool(words.by_reading(view))
        today = level in (None, AlertLevel.CALL_TODAY)
        card.offer(
            level,
            phone,
            ask_phone=level not in (None, AlertLevel.EMERGENCY),
            again=pressure and today,
            signs=pressure and today and bool(state.signs),
        )
        card.pressed.connect(lambda act: self._pressed(card, act))
        self._alerts[card] = alerts
        self.cards.append(card)
        self.addWidget(card)

    @property
    def _emergency(self) -> bool:
        return any(card.property("card") == "emergency" for card in self.cards)

    @property
    def _beyond_measuring(self) -> bool:
        """An emergency stands, or the blood pressure was one: nobody is asked to measure again first."""
        held = self._state.held
        return self._emergency or any(
            by_pressure(alert) and alert.rule.level == AlertLevel.EMERGENCY for alert in held
        )

    def _make_room(self) -> None:
        """The open question stands in place of the cards that lead to it."""
        for card in self.cards:
            card.setVisible(self.question is None or card.signs_button is None)

    # -- focus -----------------------------------------------------------------

    def parts(self) -> Iterator[QWidget]:
        """What stands here, from the top."""
        if self.question is not None:
            yield self.question
        yield from self.cards
        yield from self.told

    @property
    def holds_focus(self) -> bool:
        """Whether the focus is here."""
        focus = QApplication.focusWidget()
        return focus is not None and any(part.isAncestorOf(focus) for part in self.parts())

    def take_focus(self) -> bool:
        """Give the focus to the open question, else to the first thing to press; whether there is one."""
        QTimer.singleShot(0, self, self._host.focus_in_view)
        if self.question is not None:
            self.question.speak()
            return True
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        buttons = [button for card in self.cards for button in card.buttons]
        buttons += [line.undo_button for line in self.told]
        for button in buttons[:1]:
            button.wait_for_fresh_press(_FRESH_PRESS)
            button.setFocus()
        return bool(buttons)

    @property
    def first(self) -> QWidget | None:
        """What has to be read before everything else on the page: an emergency.

        Not its button: the Enter that led here may be pressed a second time,
        and nobody would have called.
        """
        return self.cards[0].title if self._emergency else None

    def note_seen(self) -> None:
        """Log the calls that are in view now."""
        self._seen.note(self._alerts)

    # -- acting ----------------------------------------------------------------

    def _pressed(self, card: CallCard, act: str) -> None:
        alerts = self._alerts[card]
        if act == "called":
            self._called(alerts)
        elif act == "again":
            self._again(alerts)
        elif act == "signs":
            self._ask()
        else:
            self.kit.commands.page_requested.emit(navigation.HELP)

    def _called(self, alerts: tuple[Alert, ...]) -> None:
        calls = self._session.store.calls
        emergency = alerts[0].rule.level == AlertLevel.EMERGENCY
        done = Done.CALLED_EMERGENCY if emergency else Done.CALLED

        def call() -> None:
            for alert in alerts:
                calls.answer(alert.rule.code, alert.day, done)

        self._act(call, self._was_told)

    def _was_told(self) -> None:
        """The result takes the focus, and is read out."""
        if self.told:
            line = self.told[-1]
            line.undo_button.wait_for_fresh_press(_FRESH_PRESS)
            line.label.setFocus()
            a11y.announce(line, line.label.text())

    def _take_back(self, told: Told) -> None:
        undo = self._session.store.diary.undo

        def call() -> None:
            for entry in told.entries:
                undo(entry)

        def done() -> None:
            self.take_focus()
            for card in self.cards[:1]:
                a11y.announce(card, self.kit.sentences(self.kit.tr("Undone"), card.accessibleName()))

        self._act(call, done)

    def restyle(self) -> None:
        """Take the look now: the page around is laid out before those that came later hear of it."""
        for part in [*self.cards, *self.told]:
            for each in [part, *part.findChildren(QWidget)]:
                if isinstance(each, Themed):
                    each.restyle()

    def undo_last(self) -> bool:
        """Take back the last "I called" if the focus is here; whether it was."""
        if not self.holds_focus or not self.told:
            return False
        self._take_back(self.told[-1].told)
        return True

    def _again(self, alerts: tuple[Alert, ...]) -> None:
        """Log that another reading is being taken, and go to where it is written down."""
        day, again = self._view.day, self._view.again
        codes = [alert.rule.code for alert in alerts if by_pressure(alert) and alert.day == day]
        awaited = again.rules if again else ()
        codes = codes or [alert.rule.code for alert in self._state.held if alert.rule.code in awaited]
        answer = self._session.store.calls.answer

        def call() -> None:
            for code in codes:
                answer(code, day, Done.MEASURING_AGAIN)

        def done() -> None:
            self.kit.commands.page_requested.emit(navigation.VITALS)

        self._act(call, done)

    def _act(self, call: Callable[[], Any], done: Callable[[], None]) -> None:
        """One act at a time: a second press while the first is written down does nothing."""
        if self._acting:
            return
        self._acting = True

        def after(well: bool) -> None:
            self._acting = False
            if well:
                done()

        self._host.act_on_call(call, after)

    # -- the question ------------------------------------------------------------

    def _ask(self) -> None:
        card = self.question = SignsCard(self.kit, "urgent", back=True)
        card.ask(self._state.signs, self._state.answers)
        card.saved.connect(self._answered)
        card.cancelled.connect(self._not_now)
        self.insertWidget(0, card)
        self._make_room()
        card.show()
        self._host.order_tabs()
        self.take_focus()

    def _not_now(self) -> None:
        self._close_question()
        self._make_room()
        self.take_focus()

    def _answered(self, answers: dict[str, bool]) -> None:
        calls, day = self._session.store.calls, self._view.day

        def done() -> None:
            self._close_question()
            self._make_room()
            if not self.take_focus():
                self._host.focus_main()

        self._act(lambda: calls.answer_signs(answers, day=day), done)

    def _close_question(self) -> None:
        if self.question is not None:
            self.removeWidget(self.question)
            self.question.hide()
            self.question.deleteLater()
            self.question = None
