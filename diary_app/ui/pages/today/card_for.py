"""Which card stands for a view: one decision, in one place."""

from __future__ import annotations

from diary_app.domain.dose import DoseStatus
from diary_app.domain.facts import Dose
from diary_app.domain.protocol import Protocol
from diary_app.services.today import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.cards import DayCard, DueCard, NotTakenCard, RestCard, StartCard, TakenCard


def settled_dose(view: TodayView) -> Dose | None:
    """The record that stands for today's capsule: the last one taken, else the one not taken."""
    taken = [dose for dose in view.doses_today if dose.taken]
    standing = taken or view.doses_today
    return standing[-1] if standing else None


def card_for(kit: Kit, view: TodayView, protocol: Protocol, ask_stomach: bool) -> DayCard:
    """The card for today's state."""
    dose = settled_dose(view)
    if dose is not None and dose.taken:
        return TakenCard(kit, view, dose, ask_stomach)
    if dose is not None:
        return NotTakenCard(kit, view, dose, _reason(kit, protocol, dose), _text(kit, protocol))
    if view.status.day_state.status == DoseStatus.DUE:
        return DueCard(kit, view, protocol.regimen.how_to_take.in_language(kit.tr.language))
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
