"""Why a questionnaire was not filled in (CDISC QS: QSSTAT "NOT DONE" and QSREASND)."""

from __future__ import annotations

from datetime import date

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.days import add_months
from diary_app.domain.facts import FormNotDone
from diary_app.domain.log.entry import Kind
from diary_app.domain.schedule import Schedule, planned_targets
from diary_app.domain.writing.draft import Draft, Setting, read_note
from diary_app.domain.writing.fields import Fields

OTHER = "other"
REASONS = {
    "too_ill": N_("Felt too ill"),
    "staff_found_too_ill": N_("Staff found them too ill to ask"),
    "declined": N_("Did not want to"),
    "no_time": N_("Too long, or no time"),
    "too_personal": N_("Questions too personal"),
    "not_given": N_("The clinic did not hand it out"),
    "not_reached": N_("Could not be reached"),
    "lost": N_("Filled in and lost"),
    OTHER: N_("Another reason"),
}
"""Code to untranslated label; the usual groups: health, the participant's wish, the clinic's doing."""


def not_done(fields: Fields, setting: Setting) -> Draft:
    """The reason for one target day of the plan, from the day its window opens; "other" needs a note."""
    day = fields.day()
    reason = fields.choice("reason", tuple(REASONS))
    note = read_note(fields)
    _refuse_no_target(day, setting)
    _refuse_told(day, setting)
    if reason == OTHER and not (note or "").strip():
        raise DoesNotFit(N_('The reason "other" needs a note that says which.'))
    return Draft(
        kind=Kind.QLQ_NOT_DONE, about={"day": day.isoformat()}, payload={"reason": reason}, note=note
    )


def _refuse_no_target(day: date, setting: Setting) -> None:
    first = setting.calendar.first_dose
    if first is None:
        raise DoesNotFit(N_("No first dose date is known yet, so no questionnaire is planned."))
    last = add_months(first, setting.diary.protocol_on(first).regimen.duration_months)
    targets = planned_targets(setting.diary.protocol.questionnaire, first, last)
    target = next((each for each in targets if each.day == day), None)
    if target is None:
        nearest = min(targets, key=lambda each: abs((each.day - day).days))
        raise DoesNotFit(
            N_("No questionnaire is planned for {day}; the nearest one is for {nearest}."),
            day=day.isoformat(),
            nearest=nearest.day.isoformat(),
        )
    if setting.today() < target.opens:
        raise DoesNotFit(
            N_("The questionnaire for {day} is not open before {opens}."),
            day=day.isoformat(),
            opens=target.opens.isoformat(),
        )


def _refuse_told(day: date, setting: Setting) -> None:
    for target, form in Schedule(setting.diary).counting_forms():
        if target.day == day:
            raise DoesNotFit(
                N_("The questionnaire for {day} is there ({id})."),
                day=day.isoformat(),
                id=form.record.latest,
            )
    for other in setting.diary.on_day(FormNotDone, day):
        if other.record.id != setting.without:
            raise DoesNotFit(
                N_("For {day} a reason is written down already ({id}); correct that one instead."),
                day=day.isoformat(),
                id=other.record.latest,
            )
