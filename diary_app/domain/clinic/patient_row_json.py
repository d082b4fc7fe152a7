"""A summary as plain JSON values and back, without loss: what a store keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.clinic.patient_row_summary import HeldDays, OpenTarget, PatientSummary

SHAPE = 5
"""Raise it with any change of what a summary holds or how the domain counts it."""


def to_json(summary: PatientSummary) -> dict[str, Any]:
    """The summary as JSON values."""
    return {
        "participant": summary.participant,
        "site": summary.site,
        "starts": [day.isoformat() for day in summary.starts],
        "length": summary.length,
        "end": _text(summary.end),
        "levels": [[day.isoformat(), str(mg)] for day, mg in summary.levels],
        "holds": [[_text(held.day), _text(held.last), _text(held.next_start)] for held in summary.holds],
        "taken": summary.taken,
        "due": summary.due,
        "off_plan": summary.off_plan,
        "open_last": summary.open_last,
        "last_dose": _text(summary.last_dose),
        "data_to": _text(summary.data_to),
        "last_qlq": _text(summary.last_qlq),
        "targets": [[_text(day) for day in _days(target)] for target in summary.targets],
        "alerts": [_alert(alert) for alert in summary.alerts],
    }


def from_json(told: Mapping[str, Any]) -> PatientSummary:
    """The summary that ``to_json`` made ``told`` of; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    return PatientSummary(
        participant=told["participant"],
        site=told["site"],
        starts=tuple(map(date.fromisoformat, told["starts"])),
        length=told["length"],
        end=_day(told["end"]),
        levels=tuple((date.fromisoformat(day), Decimal(mg)) for day, mg in told["levels"]),
        holds=tuple(
            HeldDays(date.fromisoformat(day), _day(last), _day(after)) for day, last, after in told["holds"]
        ),
        taken=told["taken"],
        due=told["due"],
        off_plan=told["off_plan"],
        open_last=told["open_last"],
        last_dose=_moment(told["last_dose"]),
        data_to=_day(told["data_to"]),
        last_qlq=_day(told["last_qlq"]),
        targets=tuple(OpenTarget(*map(date.fromisoformat, days)) for days in told["targets"]),
        alerts=tuple(_alert_of(alert) for alert in told["alerts"]),
    )


def _days(target: OpenTarget) -> tuple[date, ...]:
    return target.day, target.opens, target.closes, target.lapses


def _alert(alert: RowAlert) -> list[Any]:
    return [alert.rule, alert.level, alert.day.isoformat(), alert.code, dict(alert.values)]


def _alert_of(told: list[Any]) -> RowAlert:
    rule, level, day, code, values = told
    return RowAlert(rule=rule, level=level, day=date.fromisoformat(day), code=code, values=values)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
