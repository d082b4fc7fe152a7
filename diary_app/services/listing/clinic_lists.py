"""Lists of what the clinic writes: decisions, visits, adverse events, medicines, capsules."""

from __future__ import annotations

from decimal import Decimal

from diary_app.domain.clinic.adverse_event import own_severity
from diary_app.domain.clinic.decisions import decisions as decisions_of
from diary_app.domain.facts import AdverseEvent, fact_of
from diary_app.domain.log.entry import Kind
from diary_app.domain.record import Record
from diary_app.services.listing.rows import Listing, Row, number

_VISIT = ("ecog", "readings", "pulse", "decision", "reason", "response", "next_start", "progression", "death")
_EVENT = ("term", "symptom", "grade", "serious", "criteria", "relation", "action", "outcome", "end")
_MEDICINE = ("name", "dose", "route", "indication", "end")


def decisions(listing: Listing) -> list[Row]:
    """Cycle starts, holds, dose levels and the stop; what each meant is said of those that hold."""
    kinds = (Kind.CYCLE_START, Kind.HOLD, Kind.DOSE_LEVEL, Kind.STOP)
    today = listing.opened.today(listing.participant)
    meant = {one.fact.record.id: one for one in decisions_of(listing.diary, listing.on or today)}
    rows = []
    for record, current in listing.states(*kinds):
        one = meant.get(record.id) if current else None
        told = record.payload.get("mg")
        rows.append(
            listing.base(record, current)
            | {
                "kind": record.kind,
                "decision": one.what.value if one else None,
                "mg": number(one.mg) if one else _number(told),
                "mg_before": number(one.before) if one else None,
                "to": record.payload.get("to"),
                "days": one.days if one else None,
                "days_together": one.together if one else None,
                "long": bool(one and one.long),
                "skips_level": bool(one and one.skips),
                "counts": one is not None,
                "reason": record.payload.get("reason"),
            }
        )
    return rows


def visits(listing: Listing) -> list[Row]:
    """Visits, past and planned."""
    return [
        listing.base(record, current)
        | {name: record.payload.get(name) for name in _VISIT}
        | {"kg": _number(record.payload.get("kg")), "celsius": _number(record.payload.get("celsius"))}
        for record, current in listing.states(Kind.VISIT)
    ]


def events(listing: Listing) -> list[Row]:
    """Adverse events, with the participant's own severity of the same symptom beside the grade."""
    return [_event(listing, record, current) for record, current in listing.states(Kind.ADVERSE_EVENT)]


def _event(listing: Listing, record: Record, current: bool) -> Row:
    row = listing.base(record, current) | {name: record.payload.get(name) for name in _EVENT}
    fact = fact_of(record)
    today = listing.opened.today(listing.participant)
    own = own_severity(listing.diary, fact, today) if isinstance(fact, AdverseEvent) else None
    said = {"symptom": own.symptom.code, "severity": own.highest, "days": own.answered} if own else None
    return row | {"participant_said": said}


def medications(listing: Listing) -> list[Row]:
    """Other medicines."""
    return [
        listing.base(record, current) | {name: record.payload.get(name) for name in _MEDICINE}
        for record, current in listing.states(Kind.MEDICATION)
    ]


def capsules(listing: Listing) -> list[Row]:
    """Capsules handed out and brought back."""
    return [
        listing.base(record, current)
        | {
            "kind": record.kind,
            "mg": _number(record.payload.get("mg")),
            "capsules": record.payload.get("capsules"),
            "lost": record.payload.get("lost"),
        }
        for record, current in listing.states(Kind.DISPENSE, Kind.RETURN)
    ]


def _number(text: str | None) -> int | float | None:
    return None if text is None else number(Decimal(text))
