"""The projection: one typed table for each kind of record, written from the log.

Decimals stand as the text of the log, digit for digit (``TEXT`` affinity keeps
12.0 apart from 12); whole numbers, answers and readings as integers.
Every row is a resolved ``domain.record.Record``. A field of a payload that has
a column of its name and type stands there; a list or mapping that belongs to
the kind stands in a table of its own (``parts.py``); anything else is kept in
``extra`` as JSON, so that a record comes back from the tables as it was.
Change the shape of anything here and raise ``PROJECTION_VERSION``: the tables
are then made anew from the log when a store is opened.
"""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from diary_app.domain.log.entry import Kind

PROJECTION_VERSION = 3


class RecordRow(SQLModel):
    """What every record has. ``counter``: of the first entry; ``change_reason``: the latest correction's."""

    id: str = Field(primary_key=True, foreign_key="log_entry.id")
    latest: str
    chain: str
    participant: str | None = Field(index=True)
    day: str | None = Field(index=True)
    time: str | None
    offset: str | None
    zone: str | None
    note: str | None
    placed: int
    counter: int
    entered_at: str
    entered_zone: str
    actor: str
    role: str
    by: str
    corrects: str | None
    change_reason: str | None
    changes: int
    void: bool
    conflict: bool
    extra: str | None


COMMON_COLUMNS = frozenset(RecordRow.model_fields)


class ProtocolRow(RecordRow, table=True):
    """A study plan taken on, with its whole text."""

    __tablename__ = "protocol_adoption"
    sha256: str | None
    effective: str | None
    text: str | None  # last: what stands behind a long text in its row is slow to come by


class EnrolmentRow(RecordRow, table=True):
    """A participant taken on."""

    __tablename__ = "enrolment"


class DoseRow(RecordRow, table=True):
    """A dose taken or not taken. ``mg`` of the whole dose."""

    __tablename__ = "dose"
    status: str | None
    mg: str | None
    capsules: int | None
    taken_at: str | None
    fasting: str | None
    reason: str | None
    vomited: bool | None


class SymptomPageRow(RecordRow, table=True):
    """A saved page of symptoms; its grades stand in ``symptom_grade``."""

    __tablename__ = "symptom_page"


class SignRow(RecordRow, table=True):
    """The answer to a yes/no sign."""

    __tablename__ = "sign"
    sign: str | None
    present: bool | None


class PressureRow(RecordRow, table=True):
    """A session of blood pressure; its readings stand in ``bp_reading``."""

    __tablename__ = "bp"
    measured_at: str | None


class WeightRow(RecordRow, table=True):
    """A weight in kg."""

    __tablename__ = "weight"
    kg: str | None
    measured_at: str | None


class TemperatureRow(RecordRow, table=True):
    """A body temperature in degrees Celsius."""

    __tablename__ = "temperature"
    celsius: str | None
    measured_at: str | None


class CycleStartRow(RecordRow, table=True):
    """The start of a cycle at a dose level (mg a day)."""

    __tablename__ = "cycle_start"
    mg: str | None
    source: str | None
    reason: str | None


class HoldRow(RecordRow, table=True):
    """Days held by the clinic, both ends inside."""

    __tablename__ = "hold"
    from_day: str | None = Field(sa_column_kwargs={"name": "from"})
    to_day: str | None = Field(sa_column_kwargs={"name": "to"})
    reason: str | None


class DoseLevelRow(RecordRow, table=True):
    """A change of the dose level (mg a day)."""

    __tablename__ = "dose_level"
    mg: str | None
    reason: str | None


class StopRow(RecordRow, table=True):
    """The end of treatment."""

    __tablename__ = "stop"
    reason: str | None


class VisitRow(RecordRow, table=True):
    """A visit at the clinic."""

    __tablename__ = "visit"
    ecog: int | None
    decision: str | None
    response: str | None
    reason: str | None


class DispenseRow(RecordRow, table=True):
    """Capsules handed out."""

    __tablename__ = "dispense"
    mg: str | None
    capsules: int | None


class ReturnRow(RecordRow, table=True):
    """Capsules brought back."""

    __tablename__ = "return"
    mg: str | None
    capsules: int | None
    lost: int | None


class FormRow(RecordRow, table=True):
    """A submitted questionnaire; its answers stand in ``qlq_answer`` and ``qlq_open``."""

    __tablename__ = "qlq"
    target: str | None
    mode: str | None
    language: str | None
    at: str | None
    cycle_day: int | None
    dosing_day: bool | None


class OtherRow(RecordRow, table=True):
    """A record of a kind that has no table of its own; its payload is in ``extra``."""

    __tablename__ = "other"
    kind: str = Field(index=True)


TABLE_OF_KIND: dict[str, Table] = {
    kind.value: SQLModel.metadata.tables[name]
    for kind, name in (
        (Kind.PROTOCOL_ADOPTED, "protocol_adoption"),
        (Kind.ENROLLED, "enrolment"),
        (Kind.DOSE, "dose"),
        (Kind.SYMPTOMS, "symptom_page"),
        (Kind.SIGN, "sign"),
        (Kind.BP, "bp"),
        (Kind.WEIGHT, "weight"),
        (Kind.TEMPERATURE, "temperature"),
        (Kind.CYCLE_START, "cycle_start"),
        (Kind.HOLD, "hold"),
        (Kind.DOSE_LEVEL, "dose_level"),
        (Kind.STOP, "stop"),
        (Kind.VISIT, "visit"),
        (Kind.DISPENSE, "dispense"),
        (Kind.RETURN, "return"),
        (Kind.QLQ, "qlq"),
    )
}
KIND_OF_TABLE = {table.name: kind for kind, table in TABLE_OF_KIND.items()}
OTHER: Table = SQLModel.metadata.tables["other"]
_CORRECTING = {Kind.CORRECT, Kind.UNDO}
OTHER_KINDS = frozenset(kind.value for kind in Kind if kind not in _CORRECTING) - set(TABLE_OF_KIND)
RECORD_TABLES: tuple[Table, ...] = (*TABLE_OF_KIND.values(), OTHER)


def table_of(kind: str) -> Table:
    """The table that holds records of ``kind``."""
    return TABLE_OF_KIND.get(kind, OTHER)
