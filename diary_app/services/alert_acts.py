"""Acts about alerts: what was done about a call, and the calls that a reading settles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from diary_app.domain.alerts import Alert, settled_by
from diary_app.domain.calls import Done
from diary_app.domain.diary import Diary
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import Kind
from diary_app.domain.meeting import met_by_rule
from diary_app.domain.pressure import Session
from diary_app.domain.writing.draft import Draft


def answer_act(alert: Alert, done: Done, diary: Diary, author: Author) -> Act:
    """What was done about an alert, and what met its rule as the diary now stands."""
    payload = {"rule": alert.rule.code, "level": alert.rule.level.value, "done": done.value}
    return Act(
        kind=Kind.ALERT_ANSWERED,
        chain=diary.participant,
        author=author,
        payload={**payload, "met": met_by_rule(diary, alert.rule, alert.day)},
        participant=diary.participant,
        about={"day": alert.day.isoformat()},
    )


def settling_acts(draft: Draft, diary: Diary, author: Author, now: datetime) -> Iterator[Act]:
    """The answers to calls that a blood pressure about to be written down settles; none for other kinds.

    They are to be written in the transaction of the reading.
    """
    if draft.kind != Kind.BP:
        return
    measured = draft.payload.get("measured_at")
    new = Session(
        day=date.fromisoformat(draft.about["day"]),
        readings=tuple((high, low) for high, low in draft.payload["readings"]),
        last_at=datetime.fromisoformat(measured) if measured else None,
    )
    for alert in settled_by(diary, new.day, new, now):
        yield answer_act(alert, Done.MEASURED_AGAIN, diary, author)
