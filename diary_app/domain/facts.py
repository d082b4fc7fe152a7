"""Typed views of resolved records: what a diary is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from diary_app.domain.log.entry import Kind
from diary_app.domain.record import Record

MetByRule = Mapping[str, Mapping[str, Sequence[str]]]
TAKEN = "taken"
NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something recorded about a plan day; ``record`` says who, when and by which entries."""

    record: Record
    day: date

    @property
    def order(self) -> tuple[int, str]:
        """Sorts facts by when they were first written."""
        return self.record.order


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Fact):
    """A dose record. ``mg`` and ``taken_at`` (aware local) only for a taken dose, parts as known."""

    status: str
    mg: Decimal | None
    capsules: int | None
    taken_at: datetime | None
    fasting: str | None
    reason: str | None
    vomited: bool | None

    @property
    def taken(self) -> bool:
        """Whether capsules were swallowed."""
        return self.status == TAKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleStart(Fact):
    """The day a cycle began, with its dose level in mg a day and who said so."""

    mg: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Fact):
    """The clinic's pause: ``day`` (from) to ``last``, inclusive; no ``last``: until further notice."""

    last: date | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseLevel(Fact):
    """A dose level in mg a day, in force from ``day``."""

    mg: Decimal
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Fact):
    """Treatment stopped for good; ``day`` is the first day outside the study."""

    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomPage(Fact):
    """One saved page of patient-reported severities, term to 0-4."""

    severities: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAnswer(Fact):
    """A yes/no sign and its answer."""

    sign: str
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure(Fact):
    """Blood pressure readings (systolic, diastolic) in mmHg, in the order taken."""

    readings: tuple[tuple[int, int], ...]
    measured_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Fact):
    """Body weight in kg."""

    kg: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperature(Fact):
    """Body temperature in degrees Celsius."""

    celsius: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Fact):
    """A submitted QLQ-C30. ``answers``: item number to 1..4 or 1..7; ``at``: aware local, if known."""

    answers: Mapping[int, int]
    declined: tuple[int, ...]
    not_seen: tuple[int, ...]
    mode: str
    language: str
    wording: Mapping[str, Any]
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNotDone(Fact):
    """Why the questionnaire of a target day (``day``) was not filled in; a code of ``writing.not_done``."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryTakenIn(Fact):
    """A clinic took a file of the diary in; ``day`` is the last one that was over when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """A clinic visit, past or planned, with the values recorded there."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capsules(Fact):
    """Capsules of one strength (mg) handed out or brought back; ``lost`` with a return."""

    strength: Decimal
    count: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispensed(Capsules):
    """Capsules handed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Capsules):
    """Capsules brought back, and those reported lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertShown(Fact):
    """An alert of ``rule`` for ``day`` was shown to somebody."""

    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAnswer(Fact):
    """What was done about an alert of ``rule`` raised for ``day``.

    ``met``: by the code of each rule that it counts for, the records that met
    the rule then, each with the codes of its signs or symptoms that did (none
    for a reading); ``None`` in entries of programs that did not name them.
    """

    rule: str
    done: str
    met: MetByRule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(AlertAnswer):
    """What the clinic did about an alert of ``rule`` raised for ``day``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent(Fact):
    """An adverse event as the clinic grades it; ``day``: its start, ``last``: its end, if told.

    ``grade``: CTCAE v5.0, 1-5. ``symptom``: the plan's symptom that it is the
    same as, if said. ``serious`` with its ``criteria``: ``None`` while nobody said.
    The other codes are those of ``domain.clinic.adverse_event``.
    """

    term: str
    grade: int
    last: date | None
    symptom: str | None
    serious: bool | None
    criteria: tuple[str, ...]
    relation: str | None
    action: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Fact):
    """Another medicine, in the clinic's words; ``day``: its start, ``last``: its end, if told."""

    name: str
    dose: str | None
    route: str | None
    indication: str | None
    last: date | None


def _dose(record: Record, day: date) -> Dose:
    held = record.payload
    return Dose(
        record=record,
        day=day,
        status=held["status"],
        mg=_decimal(held.get("mg")),
        capsules=held.get("capsules"),
        taken_at=_instant(held.get("taken_at")),
        fasting=held.get("fasting"),
        reason=held.get("reason"),
        vomited=held.get("vomited"),
    )


def _form(record: Record, day: date) -> Form:
    held = record.payload
    return Form(
        record=record,
        day=day,
        answers={int(item): value for item, value in held.get("answers", {}).items()},
        declined=tuple(held.get("declined", ())),
        not_seen=tuple(held.get("not_seen", ())),
        mode=held["mode"],
        language=held["language"],
        wording=held["wording"],
        at=_instant(held.get("at")),
    )


def _hold(record: Record, day: date) -> Hold:
    return Hold(
        record=record,
        day=day,
        last=_date(record.payload.get("to")),
        reason=record.payload.get("reason"),
    )


def _adverse_event(record: Record, day: date) -> AdverseEvent:
    held = record.payload
    return AdverseEvent(
        record=record,
        day=day,
        term=held["term"],
        grade=held["grade"],
        last=_date(held.get("end")),
        symptom=held.get("symptom"),
        serious=held.get("serious"),
        criteria=tuple(held.get("criteria", ())),
        relation=held.get("relation"),
        action=held.get("action"),
        outcome=held.get("outcome"),
    )


def _medication(record: Record, day: date) -> Medication:
    held = record.payload
    return Medication(
        record=record,
        day=day,
        name=held["name"],
        dose=held.get("dose"),
        route=held.get("route"),
        indication=held.get("indication"),
        last=_date(held.get("end")),
    )


def _capsules(kind: type[Dispensed | Returned]) -> Callable[[Record, date], Fact]:
    def build(record: Record, day: date) -> Fact:
        held = record.payload
        return kind(
            record=record,
            day=day,
            strength=Decimal(held["mg"]),
            count=held["capsules"],
            lost=held.get("lost", 0),
        )

    return build


_BUILDERS: Mapping[str, Callable[[Record, date], Fact]] = {
    Kind.DOSE: _dose,
    Kind.CYCLE_START: lambda r, d: CycleStart(
        record=r, day=d, mg=Decimal(r.payload["mg"]), source=r.payload["source"]
    ),
    Kind.HOLD: _hold,
    Kind.DOSE_LEVEL: lambda r, d: DoseLevel(
        record=r, day=d, mg=Decimal(r.payload["mg"]), reason=r.payload.get("reason")
    ),
    Kind.STOP: lambda r, d: Stop(record=r, day=d, reason=r.payload.get("reason")),
    Kind.SYMPTOMS: lambda r, d: SymptomPage(record=r, day=d, severities=r.payload["severities"]),
    Kind.SIGN: lambda r, d: SignAnswer(record=r, day=d, sign=r.payload["sign"], present=r.payload["present"]),
    Kind.BP: lambda r, d: Pressure(
        record=r,
        day=d,
        readings=tuple((high, low) for high, low in r.payload["readings"]),
        measured_at=_instant(r.payload.get("measured_at")),
    ),
    Kind.WEIGHT: lambda r, d: Weight(record=r, day=d, kg=Decimal(r.payload["kg"])),
    Kind.TEMPERATURE: lambda r, d: Temperature(record=r, day=d, celsius=Decimal(r.payload["celsius"])),
    Kind.QLQ: _form,
    Kind.TAKEN_IN: lambda r, d: DiaryTakenIn(record=r, day=d),
    Kind.QLQ_NOT_DONE: lambda r, d: FormNotDone(record=r, day=d, reason=r.payload["reason"]),
    Kind.VISIT: lambda r, d: Visit(record=r, day=d, values=r.payload),
    Kind.DISPENSE: _capsules(Dispensed),
    Kind.RETURN: _capsules(Returned),
    Kind.ALERT_SHOWN: lambda r, d: AlertShown(record=r, day=d, rule=r.payload["rule"]),
    Kind.ALERT_ANSWERED: lambda r, d: AlertAnswer(
        record=r, day=d, rule=r.payload["rule"], done=r.payload["done"], met=r.payload.get("met")
    ),
    Kind.REVIEWED: lambda r, d: Reviewed(
        record=r, day=d, rule=r.payload["rule"], done=r.payload["done"], met=r.payload.get("met")
    ),
    Kind.ADVERSE_EVENT: _adverse_event,
    Kind.MEDICATION: _medication,
}


def fact_of(record: Record) -> Fact | None:
    """The typed view of a record, or ``None`` when it is void or not about a plan day."""
    builder = _BUILDERS.get(record.kind)
    day = record.day
    if builder is None or record.void or day is None:
        return None
    return builder(record, day)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
