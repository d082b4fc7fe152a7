"""The lists: doses, symptoms, vitals, qlq, cycles and the log itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date

from diary_app.domain.facts import CycleStart, Dose, Form, Hold, Pressure, Temperature, Weight, fact_of
from diary_app.domain.log.entry import Kind, instant_text
from diary_app.domain.pressure import mean_of
from diary_app.domain.record import Record
from diary_app.domain.schedule import Schedule
from diary_app.domain.symptom import severities_on
from diary_app.qlq_c30.scoring import score
from diary_app.services.listing import clinic_lists
from diary_app.services.listing.rows import Listing, Row, number, whole_or_not
from diary_app.services.opened import Opened
from diary_app.services.staff import signing


def doses(listing: Listing) -> list[Row]:
    """Dose records; ``off_plan`` and ``late`` as the plan of the day says."""
    return [_dose_row(listing, record, current) for record, current in listing.states(Kind.DOSE)]


def _dose_row(listing: Listing, record: Record, current: bool) -> Row:
    fact = fact_of(record)
    dose = fact if isinstance(fact, Dose) else None
    base = listing.base(record, current)
    contradicted = current and dose is not None and listing.days.state(dose.day).conflict
    return base | {
        "conflict": base["conflict"] or contradicted,
        "status": record.payload.get("status"),
        "mg": number(dose.mg) if dose else None,
        "taken_at": record.payload.get("taken_at"),
        "fasting": record.payload.get("fasting"),
        "reason": record.payload.get("reason"),
        "late": dose is not None and listing.days.is_late(dose),
        "off_plan": current and record.id in listing.days.off_plan_ids,
    }


def symptoms(listing: Listing) -> list[Row]:
    """One row a term; without history only the values that hold for their day."""
    rows = []
    for record, current in listing.states(Kind.SYMPTOMS):
        holding = severities_on(listing.diary, record.day) if current and record.day else {}
        base = listing.base(record, current)
        for term, severity in record.payload.get("severities", {}).items():
            holds = term in holding and holding[term][1].record.id == record.id
            if holds or listing.history:
                rows.append(base | {"current": holds, "term": term, "severity": severity})
    return rows


def vitals(listing: Listing) -> list[Row]:
    """Blood pressure, weight and temperature; ``mean`` is unrounded."""
    kinds = (Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE)
    return [_vital_row(listing, record, current) for record, current in listing.states(*kinds)]


def _vital_row(listing: Listing, record: Record, current: bool) -> Row:
    fact = fact_of(record)
    row = listing.base(record, current) | {"kind": record.kind, "time": record.about.get("time")}
    if isinstance(fact, Pressure):
        readings = [list(reading) for reading in fact.readings]
        return row | {"values": readings, "mean": [whole_or_not(each) for each in mean_of(fact.readings)]}
    if isinstance(fact, Weight | Temperature):
        value = number(fact.kg if isinstance(fact, Weight) else fact.celsius)
        return row | {"values": [value], "mean": value}
    return row | {"values": [], "mean": None}


def qlq(listing: Listing) -> list[Row]:
    """Submitted questionnaires with their window state and unrounded scores."""
    schedule = Schedule(listing.diary)
    return [_form_row(listing, schedule, record, current) for record, current in listing.states(Kind.QLQ)]


def _form_row(listing: Listing, schedule: Schedule, record: Record, current: bool) -> Row:
    form = fact_of(record)
    row = listing.base(record, current) | {
        name: record.payload.get(name)
        for name in ("answers", "declined", "not_seen", "mode", "language", "wording", "dosing_day")
    }
    if not isinstance(form, Form):
        return row | {"target": None, "window_state": None, "duplicate": False, "scores": None}
    held = listing.diary.fact(record.id) if current else form
    place = schedule.place(held if isinstance(held, Form) else form)
    return row | {
        "target": place.target.day.isoformat() if place.target else None,
        "window_state": place.window.value,
        "duplicate": current and place.duplicate,
        "scores": score(form.answers),
    }


def cycles(listing: Listing) -> list[Row]:
    """Cycles as they began, with the clinic's holds in each."""
    numbers = {cycle.begun.record.id: cycle for cycle in listing.calendar.cycles}
    rows = []
    for record, current in listing.states(Kind.CYCLE_START):
        cycle = numbers.get(record.id) if current else None
        fact = fact_of(record)
        start = fact if isinstance(fact, CycleStart) else None
        rows.append(
            listing.base(record, current)
            | {
                "cycle": cycle.number if cycle else None,
                "cycle_day": 1 if cycle else None,
                "start": start.day.isoformat() if start else None,
                "end": cycle.end.isoformat() if cycle and cycle.end else None,
                "planned_next": cycle.planned_next.isoformat() if cycle else None,
                "mg": number(start.mg) if start else None,
                "source": start.source if start else None,
                "holds": _holds(listing, start.day, cycle.end) if start and cycle else [],
            }
        )
    return rows


def _holds(listing: Listing, start: date, end: date | None) -> list[Row]:
    """The holds that cover a day of the cycle; an open one ends with the first start told after it began."""
    begun = [hold for hold in listing.diary.all(Hold) if end is None or hold.day < end]
    inside = [hold for hold in begun if hold in listing.days.holds_on(max(hold.day, start))]
    return [
        {
            "id": hold.record.latest,
            "from": hold.day.isoformat(),
            "to": hold.last.isoformat() if hold.last else None,
            "reason": hold.reason,
        }
        for hold in inside
    ]


def log(opened: Opened, participant: str | None = None) -> list[Row]:
    """Every field of every entry, in the log's order; enough for an outsider to check the chains.

    A signature also says whether it ``holds`` now (``None``: it was not given in
    this store). That is worked out here, no part of the entry, and not hashed.
    """
    entries = opened.store.journal.entries(participant=participant)
    holding = signing.holding(opened, entries)
    rows = []
    for entry in entries:
        row = asdict(entry)
        row["entered_at"] = instant_text(entry.entered_at)
        if entry.kind == Kind.SIGNED:
            row["holds"] = holding.get(entry.id)
        rows.append(row)
    return rows


LISTS: Mapping[str, Callable[[Listing], list[Row]]] = {
    "doses": doses,
    "symptoms": symptoms,
    "vitals": vitals,
    "qlq": qlq,
    "cycles": cycles,
    "decisions": clinic_lists.decisions,
    "visits": clinic_lists.visits,
    "events": clinic_lists.events,
    "medications": clinic_lists.medications,
    "capsules": clinic_lists.capsules,
}
