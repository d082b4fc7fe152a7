"""Which card stands for a view: one decision, in one place."""

from __future__ import annotations

from diary_app.domain.days import is_after
from diary_app.domain.dose import DoseStatus
from diary_app.domain.facts import Dose
from diary_app.domain.protocol import AlertLevel, Protocol
from diary_app.domain.schedule import AdministrationState
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.cards import NotTakenCard, RestCard, StartCard, TakenCard
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.pages.today.due_card import DueCard, DueState

_CALLS = (AlertLevel.EMERGENCY, AlertLevel.CALL_TODAY)  # these come before the capsule


def settled_dose(view: TodayView) -> Dose | None:
    """The record that stands for today's capsule: the last one taken, else the one not taken."""
    taken = [dose for dose in view.doses_today if dose.taken]
    standing = taken or view.doses_today
    return standing[-1] if standing else None


def due_state(kit: Kit, view: TodayView, protocol: Protocol, begun: bool) -> DueState:
    """What else to say about a capsule that is due; ``begun``: answers are waiting to be gone on with."""
    asked = view.questionnaire
    before_first = (
        asked.target is not None
        and asked.target.baseline
        and asked.state == AdministrationState.OPEN
        and view.day == view.first_dose
    )
    words_of_start = kit.tr("Go on") if begun else kit.tr("Start")
    return DueState(
        past_late=is_after(view.now, view.day, protocol.regimen.late_after),
        call_first=any(alert.rule.level in _CALLS for alert in view.alerts),
        ask_first=words_of_start if before_first else "",
    )


def card_for(kit: Kit, view: TodayView, protocol: Protocol, ask_stomach: bool, due: DueState) -> DayCard:
    """The card for today's state."""
    dose = settled_dose(view)
    if dose is not None and dose.taken:
        return TakenCard(kit, view, dose, ask_stomach)
    if dose is not None:
        return NotTakenCard(kit, view, dose, _reason(kit, protocol, dose), _text(kit, protocol))
    if view.status.day_state.status == DoseStatus.DUE:
        how = protocol.regimen.how_to_take.in_language(kit.tr.language)
        return DueCard(kit, view, how, due)
    return _quiet_card(kit, view)


def _quiet_card(kit: Kit, view: TodayView) -> DayCard:
    tr = kit.tr
    if view.over:
        line = tr("The treatment days of this study are over. Your clinic tells you what comes next.")
        return RestCard(kit, view, (tr("Study days over"), "info"), tr("No capsule any more"), line, False)
    if view.first_dose is None or view.day < view.first_dose:
        when = kit.day_and_month(view.first_dose) if view.first_dose else ""
        line = (
            tr("Your first capsule is planned for {date}.", date=when)
            if when
            else tr("Your clinic tells you when.")
        )
        return RestCard(kit, view, (tr("Not started yet"), "calendar"), tr("No capsule today"), line, False)
    if view.status.day_state.status == DoseStatus.HELD:
        line = tr("Your clinic has paused the capsules. They tell you when to go on.")
        return RestCard(kit, view, (tr("Held by clinic"), "pause"), tr("No capsule today"), line, True)
    if view.status.awaiting_start and view.next_start is None:
        return StartCard(kit, view)
    return RestCard(
        kit, view, (tr("Rest day"), "moon"), tr("No capsule today"), _next_capsule(kit, view), True
    )


def _next_capsule(kit: Kit, view: TodayView) -> str:
    tr = kit.tr
    known = view.next_start or view.status.next_dose
    if known is not None and known > view.day:
        when = words.in_days(kit, known, view.day)
        return tr("Next capsule: {date}, before breakfast, {when}.", date=kit.day_and_month(known), when=when)
    if view.planned_start is not None and view.planned_start > view.day:
        when = words.in_days(kit, view.planned_start, view.day)
        date = kit.day_and_month(view.planned_start)
        return tr("The next cycle is planned for {date}, {when}. Your clinic decides.", date=date, when=when)
    return tr("Your clinic tells you when the next cycle starts.")


def _reason(kit: Kit, protocol: Protocol, dose: Dose) -> str:
    known = {choice.code: choice.label.in_language(kit.tr.language) for choice in protocol.not_taken_reasons}
    return known.get(dose.reason or "", dose.reason or "")


def _text(kit: Kit, protocol: Protocol) -> str:
    return protocol.regimen.missed_dose_text.in_language(kit.tr.language)
