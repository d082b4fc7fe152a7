"""Corrections and late entries in the summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from diary_app.common.i18n import N_, Translator
from diary_app.domain.log.entry import Kind, Role
from diary_app.domain.record import Record, resolve_history
from diary_app.domain.writing.lateness import LATE_REASON
from diary_app.reports.dose_sections import Correction, LateEntry, OddDay, OddKind
from diary_app.services.history_entries import first_entered, lag_days
from diary_app.services.summary.scope import Scope

_FIELDS = {
    "day": N_("Day"),
    "time": N_("Time"),
    "status": N_("Status"),
    "mg": N_("Dose"),
    "fasting": N_("Stomach empty"),
    "reason": N_("Reason given"),
}
_WORDS = {
    "taken": N_("Taken"),
    "not_taken": N_("Not taken"),
    "yes": N_("yes"),
    "no": N_("no"),
    "unknown": N_("not said"),
}
_LATE_KINDS = (Kind.DOSE, Kind.SYMPTOMS, Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE, Kind.SIGN)


def corrections(scope: Scope) -> Iterator[OddDay]:
    """What was corrected or undone in dose records of the period, one line a changed field."""
    records = scope.opened.store.records.records(participant=scope.request.participant, kind=Kind.DOSE.value)
    for record in records:
        if record.void:
            yield from _taken_back(scope, record)
        elif record.changes and record.day is not None and scope.inside(record.day):
            history = resolve_history(scope.opened.store.journal.record_entries(record.id))
            states = {state.latest: state for state in history}
            for after in history:
                if after.corrects is not None:
                    yield from _changed(scope, states[after.corrects], after)


def _taken_back(scope: Scope, record: Record) -> Iterator[OddDay]:
    """A record undone as a whole: one line, and none when that was on the day it was written."""
    history = resolve_history(scope.opened.store.journal.record_entries(record.id))
    first, last = history[0], history[-1]
    zone = scope.opened.zone
    same_day = first.entered_at.astimezone(zone).date() == last.entered_at.astimezone(zone).date()
    if record.day is not None and scope.inside(record.day) and not same_day:
        place = scope.place(record.day)
        [change] = _differences(first, last, _reasons(scope, record.day), scope.tr)
        yield OddDay(kind=OddKind.CORRECTED, first=place, last=place, correction=change)


def _changed(scope: Scope, before: Record, after: Record) -> Iterator[OddDay]:
    day = after.day or before.day
    if day is None:
        return
    place = scope.place(day)
    for change in _differences(before, after, _reasons(scope, day), scope.tr):
        yield OddDay(kind=OddKind.CORRECTED, first=place, last=place, correction=change)


def _reasons(scope: Scope, day: date) -> dict[str, str]:
    """The plan's words for the codes of reasons; a text as typed stands for itself."""
    protocol = scope.diary.protocol_on(day)
    choices = (*protocol.not_taken_reasons, *protocol.correction_reasons)
    return {choice.code: choice.label.in_language(scope.request.language) for choice in choices}


def _differences(
    before: Record, after: Record, reasons: Mapping[str, str], tr: Translator
) -> Iterator[Correction]:
    by_participant = after.role == Role.PARTICIPANT
    reason = reasons.get(after.reason or "", after.reason or "")
    if before.void != after.void:
        words = [tr("undone") if state.void else _whole(state, reasons, tr) for state in (before, after)]
        yield Correction(
            field=tr("Record"),
            before=words[0],
            after=words[1],
            by_participant=by_participant,
            reason=reason,
        )
        return
    for field, name in _FIELDS.items():
        old, new = (_word(state, field, reasons, tr) for state in (before, after))
        if old != new:
            yield Correction(
                field=tr(name), before=old, after=new, by_participant=by_participant, reason=reason
            )


def _word(record: Record, field: str, reasons: Mapping[str, str], tr: Translator) -> str:
    value = record.about.get(field, record.payload.get(field))
    if value is None:
        return tr("not said")
    if field == "mg":
        return tr("{mg} mg", mg=value)
    if field == "reason":
        return reasons.get(value, value)
    return tr(_WORDS[value]) if value in _WORDS else str(value)


def _whole(record: Record, reasons: Mapping[str, str], tr: Translator) -> str:
    words = _word(record, "status", reasons, tr), record.about.get("time", "")
    return " ".join(filter(None, words))


def late_entries(scope: Scope) -> tuple[LateEntry, ...]:
    """Days of the period that the participant wrote about on a later day, with the longest lag of each.

    Of entries as late as each other, one that says why is told.
    """
    lags: dict[object, LateEntry] = {}
    zone = ZoneInfo(scope.opened.nature.zone)
    for kind in _LATE_KINDS:
        for record in scope.opened.store.records.records(
            participant=scope.request.participant, kind=kind.value
        ):
            late = _late(scope, record, zone)
            if late:
                lags[late.day] = max(lags.get(late.day, late), late, key=_weight)
    return tuple(sorted(lags.values(), key=lambda late: late.day.day))


def _weight(late: LateEntry) -> tuple[int, bool]:
    return late.lag_days, bool(late.reason)


def _late(scope: Scope, record: Record, zone: ZoneInfo) -> LateEntry | None:
    day = record.day
    if record.void or day is None or record.role != Role.PARTICIPANT or not scope.inside(day):
        return None
    lag = lag_days(scope.diary, day, record.entered_at, zone)
    if lag <= 0:
        return None
    # the reason was said of the first writing, not of a correction days after it
    first = lag_days(scope.diary, day, first_entered(scope.opened, record), zone)
    return LateEntry(scope.place(day), lag, late_reason(scope, record) if first == lag else "")


def late_reason(scope: Scope, record: Record) -> str:
    """Why it came late, in the plan's words; empty where nobody said."""
    code = record.payload.get(LATE_REASON)
    reasons = scope.diary.protocol.late_reasons
    return next((r.label.in_language(scope.request.language) for r in reasons if r.code == code), code or "")
