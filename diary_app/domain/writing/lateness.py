"""Why something was written down late: an optional answer from the plan's short list.

An entry is late when it is written on a later plan day than the one it is
about; a questionnaire, when it lies outside every planned window.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.domain.schedule import Schedule, WindowState
from diary_app.domain.writing.draft import Draft, Setting
from diary_app.domain.writing.fields import Fields

LATE_REASON = "late_reason"
_EXPLAINED = frozenset(
    {Kind.DOSE, Kind.SYMPTOMS, Kind.SIGN, Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE, Kind.QLQ}
)


def explained(draft: Draft, fields: Fields, setting: Setting) -> Draft:
    """``draft`` with the line's ``late_reason``, if it gives one.

    Raises :class:`DoesNotFit` for a reason that is not on the plan's list and
    for one about an entry that is not late.
    """
    if draft.kind not in _EXPLAINED or setting.without is not None:  # a correction keeps what was said
        return draft
    if fields.raw(LATE_REASON) is None:
        return draft
    reasons = setting.diary.protocol.late_reasons
    if not reasons:
        raise DoesNotFit(N_('"{field}": the study plan has no list of such reasons.'), field=LATE_REASON)
    code = fields.choice(LATE_REASON, [reason.code for reason in reasons])
    if not _late(draft, setting):
        raise DoesNotFit(N_('"{field}" does not fit: this entry is not late.'), field=LATE_REASON)
    return replace(draft, payload={**draft.payload, LATE_REASON: code})


def _late(draft: Draft, setting: Setting) -> bool:
    day = date.fromisoformat(draft.about["day"])
    if day < setting.today():
        return True
    if draft.kind != Kind.QLQ:
        return False
    at = draft.payload.get("at")
    window = Schedule(setting.diary).window(day, datetime.fromisoformat(at) if at else None)
    return window != WindowState.IN_WINDOW
