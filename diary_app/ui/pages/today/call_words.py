"""What the cards of calls say: pure functions, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diary_app.domain.alerts import Alert
from diary_app.domain.protocol import AlertLevel, PressureAtLeast, Protocol, SeverityIn
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words

# More calls of a level than this share a card; whatever the emergencies are, there is one number to call now.
GATHER_OVER = {AlertLevel.EMERGENCY: 1, AlertLevel.CALL_TODAY: 2, AlertLevel.CALL_SOON: 2}


@dataclass(frozen=True, slots=True)
class CallWords:
    """Title, text and detail of one card, and the calls it stands for."""

    alerts: tuple[Alert, ...]
    title: str
    text: str
    detail: str = ""

    @property
    def level(self) -> AlertLevel:
        """How soon to call."""
        return self.alerts[0].rule.level

    def by_reading(self, view: TodayView) -> list[Alert]:
        """Today's calls among them that another reading may settle."""
        return [alert for alert in self.alerts if alert.day == view.day and by_pressure(alert)]


def by_pressure(alert: Alert) -> bool:
    """Whether the blood pressure called."""
    return isinstance(alert.rule.condition, PressureAtLeast)


def call_words(kit: Kit, protocol: Protocol, view: TodayView) -> list[CallWords]:
    """The cards for the calls of a view, the most urgent first; many of one level are gathered into one."""
    found: list[CallWords] = []
    for level in AlertLevel:
        alerts = [alert for alert in view.alerts if alert.rule.level == level]
        groups = [alerts] if len(alerts) > GATHER_OVER[level] else _of_one_page(alerts)
        found += [_words(kit, protocol, view, tuple(group)) for group in groups]
    return found


def called_about(kit: Kit, protocol: Protocol, rules: Sequence[str]) -> str:
    """What it was that somebody called about, in the plan's words."""
    texts = [rule.text.in_language(kit.tr.language) for rule in protocol.alerts if rule.code in rules]
    return kit.sentences(*(words.split_alert(text)[1] for text in texts))


def _of_one_page(alerts: Sequence[Alert]) -> list[list[Alert]]:
    """Calls that the symptoms of one day raise belong together: often one symptom raises two of them."""
    found: dict[object, list[Alert]] = {}
    for alert in alerts:
        marked = isinstance(alert.rule.condition, SeverityIn)
        found.setdefault(alert.day if marked else (alert.rule.code, alert.day), []).append(alert)
    return list(found.values())


def _words(kit: Kit, protocol: Protocol, view: TodayView, alerts: tuple[Alert, ...]) -> CallWords:
    told = [words.split_alert(alert.rule.text.in_language(kit.tr.language)) for alert in alerts]
    title = told[0][0]
    reasons = [
        kit.sentences(rest if head == title else kit.sentences(head, rest), _reading(kit, view, alert))
        for alert, (head, rest) in zip(alerts, told, strict=True)
    ]
    text = reasons[0] if len(reasons) == 1 else "\n".join(f"• {reason}" for reason in reasons)
    today = any(by_pressure(alert) and alert.rule.level == AlertLevel.CALL_TODAY for alert in alerts)
    return CallWords(alerts, title, text, _signs(kit, protocol) if today else "")


def _reading(kit: Kit, view: TodayView, alert: Alert) -> str:
    """The reading that calls, where it is the day's last one."""
    session = view.pressure
    if session is None or not view.pressure_over or not by_pressure(alert) or alert.day != view.day:
        return ""
    reading = f"{session.last[0]}/{session.last[1]}"
    if session.last_at is None:
        return kit.tr("It was {reading}.", reading=reading)
    time = kit.clock_time(session.last_at.astimezone(view.now.tzinfo).time())
    return kit.tr("It was {reading} at {time}.", reading=reading, time=time)


def _signs(kit: Kit, protocol: Protocol) -> str:
    """The signs that make of the same reading an emergency, in the plan's words."""
    wanted = {
        code
        for rule in protocol.alerts
        if rule.level == AlertLevel.EMERGENCY and isinstance(rule.condition, PressureAtLeast)
        for code in rule.condition.any_sign
    }
    return signs_line(
        kit, [sign.label.in_language(kit.tr.language) for sign in protocol.signs if sign.code in wanted]
    )


def signs_line(kit: Kit, labels: Sequence[str]) -> str:
    """The signs of an emergency in one line; empty where the plan names none."""
    if not labels:
        return ""
    tr = kit.tr
    return tr("{signs}? Call emergency services now.", signs=tr("; ").join(labels))
