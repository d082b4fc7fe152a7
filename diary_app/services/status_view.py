"""The JSON form of a status: the shape others script against."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from diary_app.domain.alerts import Alert
from diary_app.domain.schedule import Administration
from diary_app.domain.status import Status
from diary_app.services.listing.rows import number


def status_json(status: Status, language: str) -> dict[str, Any]:
    """The status as plain JSON values; alert texts in ``language``. Numbers are unrounded."""
    state = status.day_state
    return {
        "on": status.on.isoformat(),
        "study_day": status.study_day,
        "cycle": state.cycle_number,
        "cycle_day": state.cycle_day,
        "awaiting_start": status.awaiting_start,
        "dosing_day": state.dosing_day,
        "planned_mg": number(status.planned_mg),
        "dose_status": state.status.value,
        "next_dose": status.next_dose.isoformat() if status.next_dose else None,
        "questionnaire": _administration(status.administration),
        "adherence": _adherence(status),
        "rdi": {
            "value": _float(status.intensity.value),
            "low": _float(status.intensity.low),
            "high": _float(status.intensity.high),
        },
        "alerts": [_alert(alert, language) for alert in status.alerts],
    }


def _alert(alert: Alert, language: str) -> dict[str, Any]:
    """``answered`` only where there is one: whoever compares whole objects finds them as they ever were."""
    told = {
        "level": alert.rule.level.value,
        "rule": alert.rule.code,
        "day": alert.day.isoformat(),
        "text": alert.rule.text.in_language(language),
    }
    return told | ({"answered": alert.answered.done} if alert.answered else {})


def _administration(administration: Administration) -> dict[str, Any]:
    target = administration.target
    return {
        "target": target.day.isoformat() if target else None,
        "opens": target.opens.isoformat() if target else None,
        "closes": target.closes.isoformat() if target else None,
        "state": administration.state.value,
    }


def _adherence(status: Status) -> dict[str, Any]:
    counts = status.adherence
    return {
        "taken": counts.taken,
        "due": counts.due,
        "not_taken": counts.not_taken,
        "not_recorded": counts.not_recorded,
        "held": counts.held,
        "off_plan": counts.off_plan,
        "percent": counts.percent,
    }


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
