"""Writing about a past day: how far back it may be, and where its unsaved page waits."""

from __future__ import annotations

from datetime import date

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.services.opened import Opened


def refuse_outside_window(opened: Opened, day: date, participant: str) -> None:
    """A participant adds up to ``retrospective_days`` back; older days are the clinic's."""
    today = opened.today(participant)
    back = opened.diary(participant).protocol_on(today).retrospective_days
    if not 0 < (today - day).days <= back:
        raise DoesNotFit(
            N_("{day} is not one of the last {days} days. Please ask your clinic."),
            day=day.isoformat(),
            days=back,
        )


def draft_name(page: str, past_day: date | None) -> str:
    """Each past day has an unsaved page of its own beside today's."""
    return page if past_day is None else f"{page}:{past_day.isoformat()}"
