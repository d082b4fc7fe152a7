"""The patients list as plain JSON values: the shape others script against."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from diary_app.domain.clinic.patient_row import NextForm, PatientRow
from diary_app.services.listing.rows import number


def row_json(row: PatientRow) -> dict[str, Any]:
    """A line of the list; percent is unrounded."""
    return {
        "participant": row.participant,
        "site": row.site,
        "first_dose": _text(row.first_dose),
        "cycle": row.cycle,
        "cycle_day": row.cycle_day,
        "awaiting_start": row.awaiting_start,
        "mg": number(row.mg),
        "held": row.held,
        "stopped": row.stopped,
        "adherence": {
            "taken": row.adherence_taken,
            "due": row.adherence_due,
            "percent": row.adherence_percent,
        },
        "off_plan": row.off_plan,
        "last_dose": _text(row.last_dose),
        "data_to": _text(row.data_to),
        "days_without_file": row.days_without_file,
        "file_missing": row.file_missing,
        "last_qlq": _text(row.last_qlq),
        "next_qlq": None if row.next_qlq is None else _form(row.next_qlq),
        "to_review": row.to_review,
        "alerts": [
            {"rule": each.rule, "level": each.level, "day": each.day.isoformat(), "code": each.code,
             "values": dict(each.values)}
            for each in row.alerts
        ],
    }  # fmt: skip


def _form(form: NextForm) -> dict[str, Any]:
    return {
        "target": form.day.isoformat(),
        "opens": form.opens.isoformat(),
        "closes": form.closes.isoformat(),
        "state": form.state.value,
        "days_left": form.days_left,
        "on_its_way": form.on_its_way,
    }


def _text(day: datetime | date | None) -> str | None:
    return None if day is None else day.isoformat()
