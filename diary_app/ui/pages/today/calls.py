"""The calls at the top of Today, and the reading that waits for another one before there is a call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.domain.alerts import Alert
from diary_app.domain.pressure import Again
from diary_app.domain.protocol import AlertLevel, PressureAtLeast, Protocol
from diary_app.services.today import TodayView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.measure_again import again_words
from diary_app.ui.widgets.themed import Themed

_LEVELS = {
    AlertLevel.EMERGENCY: ("emergency", "phone-call"),
    AlertLevel.CALL_TODAY: ("urgent", "phone-call"),
    AlertLevel.CALL_SOON: ("due", "phone"),
}


class CallCard(Themed, Banner):
    """One call, or "Please measure again"; ``again_button`` where another reading may follow."""

    def __init__(self, kit: Kit, kind: str, icon: str, title: str, text: str, detail: str = "") -> None:
        super().__init__(kit, kind, icon, title, text)
        self.say(title, text, detail)
        self.again_button: Button | None = None
        self.foot = QWidget()
        self._buttons = QVBoxLayout(self.foot)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(8)
        self.follow(kit)

    def offer_again(self) -> None:
        """Another reading may follow."""
        self.again_button = Button(self.kit, self.kit.tr("Measure again"), size="small", icon="heart-pulse")
        self.again_button.setAccessibleName(f"{self.kit.tr('Measure again')}: {self.title.text()}")
        self.again_button.clicked.connect(lambda: self.kit.commands.page_requested.emit("vitals"))
        self._buttons.addWidget(self.again_button)

    def restyle(self) -> None:
        """At large text the buttons stand below the words."""
        if self.kit.look.large:
            self.column.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.row.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignVCenter)


class Calls(QVBoxLayout):
    """The cards, the most urgent first."""

    def __init__(self, kit: Kit, protocol: Protocol) -> None:
        super().__init__()
        self.kit, self._protocol = kit, protocol
        self.cards: list[CallCard] = []
        self.setSpacing(12)

    def show_view(self, view: TodayView, say: QWidget | None) -> None:
        """Show what stands now; ``say``: who tells it to a screen reader."""
        for card in self.cards:
            self.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(alert, view) for alert in view.alerts]
        if view.again is not None:
            self.cards.append(self._again(view.again, view))
        for card in self.cards:
            self.addWidget(card)
            if say is not None:
                a11y.announce(say, card.accessibleName())

    def _card(self, alert: Alert, view: TodayView) -> CallCard:
        kind, icon = _LEVELS[alert.rule.level]
        title, text = words.split_alert(alert.rule.text.in_language(self.kit.tr.language))
        by_reading = isinstance(alert.rule.condition, PressureAtLeast)
        detail = self._signs() if by_reading and alert.rule.level == AlertLevel.CALL_TODAY else ""
        card = CallCard(self.kit, kind, icon, title, text, detail)
        if by_reading and alert.day == view.day:
            card.say(title, self.kit.sentences(text, self._reading(view)), detail)
            card.offer_again()
        return card

    def _reading(self, view: TodayView) -> str:
        """The reading that calls, where it is the last one."""
        session = view.pressure
        if session is None or not view.pressure_over:
            return ""
        reading = f"{session.last[0]}/{session.last[1]}"
        if session.last_at is None:
            return self.kit.tr("It was {reading}.", reading=reading)
        time = self.kit.clock_time(session.last_at.astimezone(view.now.tzinfo).time())
        return self.kit.tr("It was {reading} at {time}.", reading=reading, time=time)

    def _signs(self) -> str:
        """The signs that make of the same reading an emergency, in the plan's words."""
        wanted = [
            code
            for rule in self._protocol.alerts
            if rule.level == AlertLevel.EMERGENCY and isinstance(rule.condition, PressureAtLeast)
            for code in rule.condition.any_sign
        ]
        tr = self.kit.tr
        labels = [sign.label.in_language(tr.language) for sign in self._protocol.signs if sign.code in wanted]
        if not labels:
            return ""
        return tr("{signs}? Call emergency services now.", signs=tr("; ").join(labels))

    def _again(self, again: Again, view: TodayView) -> CallCard:
        title, text = again_words(self.kit, again, view.now.tzinfo)
        card = CallCard(self.kit, "due", "clock", title, text)
        card.offer_again()
        return card
